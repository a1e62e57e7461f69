"""Exercises that a therapist keeps though a precaution rules them out: name, time and reason stay with the plan."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from hep.core.plan import Phase, Prescription
from hep.core.precautions import Override
from hep.records import audit
from hep.records.model import ClinicianRow, HandoutRow, OverrideRow, PlanRow


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
    return tuple(_override(one) for one in row.overrides if now.get(one.key) == one.exercise)


def of_handout(handout: HandoutRow, phases: Iterable[Phase]) -> tuple[Override, ...]:
    """The reasons that had been given when a handout of these phases was issued."""
    printed = {one.key: one.exercise for phase in phases for one in phase.prescriptions}
    given = [one for one in handout.plan.overrides if one.at <= handout.issued_at]
    return tuple(_override(one) for one in given if printed.get(one.key) == one.exercise)


def _override(row: OverrideRow) -> Override:
    return Override(row.key, row.code, row.clinician.name, row.at, row.reason)
