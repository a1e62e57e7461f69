"""Numbers of a patient: with their unit, in the order of their days, taken out only where they are the patient's."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hep.records import measurements, patients
from hep.records.measurements import Measurement
from hep.records.model import AuditRow, ClinicianRow, MeasurementRow, PatientRow
from tests.conftest import NOW
from tests.records.conftest import LATER, facts


def test_numbers_stand_by_what_was_measured_and_on_which_side(
    session: Session, alice: ClinicianRow, ruth: PatientRow
) -> None:
    for value, day, side in ((8.5, 20, "left"), (7, 3, "left"), (12, 3, "right")):
        number = Measurement("HHD-ABD", value, "kg", date(2026, 11, day), side)
        measurements.add(session, alice, ruth, number, NOW)
    session.commit()
    session.expire_all()
    found = measurements.series(ruth)
    assert {key: [row.value for row in rows] for key, rows in found.items()} == {
        ("HHD-ABD", "left"): [7, 8.5],
        ("HHD-ABD", "right"): [12],
    }
    assert [row.unit for row in found["HHD-ABD", "left"]] == ["kg", "kg"]


def test_a_number_is_taken_out_and_the_log_says_so(session: Session, alice: ClinicianRow, ruth: PatientRow) -> None:
    measurements.add(session, alice, ruth, Measurement("TUG", 12, "s", date(2026, 11, 3)), NOW)
    session.commit()
    number = ruth.measurements[0].id
    measurements.remove(session, alice, ruth, number, LATER)
    session.commit()
    assert session.get(MeasurementRow, number) is None
    said = session.scalars(select(AuditRow.action).where(AuditRow.subject_id == number).order_by(AuditRow.id)).all()
    assert said[-2:] == ["measurement.added", "measurement.removed"]


def test_a_number_of_somebody_else_stays(session: Session, alice: ClinicianRow, ruth: PatientRow) -> None:
    nora = patients.add(session, alice, facts("Nora Haddad"), NOW)
    measurements.add(session, alice, ruth, Measurement("TUG", 12, "s", date(2026, 11, 3)), NOW)
    session.commit()
    measurements.remove(session, alice, nora, ruth.measurements[0].id, LATER)
    session.commit()
    session.expire_all()
    assert [row.value for row in ruth.measurements] == [12]
