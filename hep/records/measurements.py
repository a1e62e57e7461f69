"""What was measured: outcome measures and the numbers behind findings, with their units."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from hep.records import audit
from hep.records.model import ClinicianRow, MeasurementRow, PatientRow


@dataclass(frozen=True, slots=True)
class Measurement:
    """`what` is an outcome measure of the library, or a finding and what its cut-off is about."""

    what: str
    value: float
    unit: str
    measured_on: date
    side: str = ""


def add(session: Session, by: ClinicianRow, patient: PatientRow, measured: Measurement, now: datetime) -> None:
    """One more number of a patient."""
    row = MeasurementRow(
        patient=patient,
        clinician_id=by.id,
        what=measured.what,
        side=measured.side,
        value=measured.value,
        unit=measured.unit,
        measured_on=measured.measured_on,
        created_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(session, by, "measurement.added", row.id, now)


def remove(session: Session, by: ClinicianRow, patient: PatientRow, measurement_id: int, now: datetime) -> None:
    """Takes out a number of this patient that was typed wrongly; nothing where it is not there."""
    row = next((one for one in patient.measurements if one.id == measurement_id), None)
    if row:
        session.delete(row)
        audit.record(session, by, "measurement.removed", measurement_id, now)


def series(patient: PatientRow) -> dict[tuple[str, str], list[MeasurementRow]]:
    """The numbers of a patient by what was measured and on which side, the oldest first."""
    found: dict[tuple[str, str], list[MeasurementRow]] = {}
    for row in patient.measurements:
        found.setdefault((row.what, row.side), []).append(row)
    return found
