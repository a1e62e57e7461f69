"""Exercises that a therapist keeps though a precaution rules them out: name, time and reason stay with the plan."""

from datetime import datetime

from sqlalchemy.orm import Session

from hep.core.plan import Prescription
from hep.core.precautions import Override
from hep.records import audit
from hep.records.model import ClinicianRow, OverrideRow, PlanRow


def keep(
    session: Session, by: ClinicianRow, row: PlanRow, prescription: Prescription, code: str, reason: str, now: datetime
) -> None:
    """Records why an exercise stays against a precaution. Raises `Refused` where the reason is missing."""
    kept = Override(prescription.key, code, by.name, now, reason.strip())
    if any((one.key, one.exercise, one.code) == (kept.key, prescription.exercise, code) for one in row.overrides):
        return
    row.overrides.append(
        OverrideRow(clinician=by, key=kept.key, exercise=prescription.exercise, code=code, reason=kept.reason, at=now)
    )
    session.flush()
    audit.record(session, by, "plan.kept-against-precaution", row.id, now, code=code, exercise=prescription.exercise)


def of_plan(row: PlanRow) -> tuple[Override, ...]:
    """The reasons that still count: those about the exercise that stands at their place now."""
    now = {one.key: one.exercise for phase in row.phases for one in phase.prescriptions}
    return tuple(
        Override(one.key, one.code, one.clinician.name, one.at, one.reason)
        for one in row.overrides
        if now.get(one.key) == one.exercise
    )
