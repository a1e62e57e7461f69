"""What happened: one event beside every change, in the same commit. No names of patients, only ids."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hep.records.model import AuditRow, ClinicianRow

# What each action reads as, after the clinician's name.
WORDS = {
    "clinic.set-up": "set up the clinic",
    "clinic.changed": "changed the clinic's settings",
    "clinician.signed-in": "signed in",
    "clinician.signed-out": "signed out",
    "clinician.added": "added a person",
    "clinician.changed": "changed their account",
    "clinician.new-password": "chose a new password",
    "patient.added": "added a patient",
    "patient.changed": "changed a patient",
    "patient.archived": "archived a patient",
    "patient.restored": "brought a patient back",
    "plan.added": "began a plan",
    "plan.changed": "changed a plan",
    "plan.printing": "chose how a plan is printed",
    "plan.archived": "archived a plan",
    "plan.kept-against-precaution": "kept an exercise against a precaution",
    "measurement.added": "noted a measurement",
    "measurement.removed": "took out a measurement",
    "protocol.added": "saved a protocol",
    "protocol.changed": "changed a protocol",
    "protocol.archived": "archived a protocol",
    "protocol.restored": "brought a protocol back",
    "handout.issued": "issued a handout",
    "handout.printed": "printed a handout again",
    "handout.voided": "voided a handout",
    "handout.taught": "recorded how a handout was taught",
}


def record(
    session: Session, by: ClinicianRow, action: str, subject_id: int | None, now: datetime, **details: Any
) -> None:
    """Adds an event; `action` is one of WORDS, "noun.verb"."""
    if action not in WORDS:
        raise ValueError(f"No words for the event {action}.")
    subject = action.partition(".")[0]
    session.add(
        AuditRow(
            clinic_id=by.clinic_id,
            clinician_id=by.id,
            at=now,
            action=action,
            subject=subject,
            subject_id=subject_id,
            details=details,
        )
    )


def latest(session: Session, clinic_id: int, most: int = 100) -> list[AuditRow]:
    """The newest events of a clinic."""
    query = select(AuditRow).where(AuditRow.clinic_id == clinic_id).order_by(AuditRow.id.desc()).limit(most)
    return list(session.scalars(query))
