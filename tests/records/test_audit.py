"""What happened: an event beside every change, in the same commit, without a patient's name."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hep.records import audit, clinics, patients, plans
from hep.records.model import AuditRow, ClinicianRow, PatientRow, PlanRow
from tests.conftest import LAKE, NOW, PASSWORD
from tests.records.conftest import LATER, example_plan, facts, issue

Act = Callable[[Session, ClinicianRow, PatientRow, PlanRow], object]

ACTS: dict[str, Act] = {
    "clinic.changed": lambda session, by, patient, row: clinics.change(session, by, LAKE, LATER),
    "clinician.signed-in": lambda session, by, patient, row: clinics.sign_in(session, by.email, PASSWORD, LATER),
    "clinician.new-password": lambda session, by, patient, row: clinics.new_password(session, by, "x" * 12, "k", LATER),
    "patient.added": lambda session, by, patient, row: patients.add(session, by, facts("Nora Haddad"), LATER),
    "patient.changed": lambda session, by, patient, row: patients.change(session, by, patient, facts("Ruth X"), LATER),
    "patient.archived": lambda session, by, patient, row: patients.archive(session, by, patient, LATER),
    "patient.restored": lambda session, by, patient, row: patients.restore(session, by, patient, LATER),
    "plan.added": lambda session, by, patient, row: plans.add(session, by, patient, example_plan(), LATER),
    "plan.changed": lambda session, by, patient, row: plans.save(
        session, by, row, plans.load(row).remove("bridge"), LATER
    ),
    "plan.archived": lambda session, by, patient, row: plans.archive(session, by, row, LATER),
    "handout.issued": lambda session, by, patient, row: issue(session, by, row),
}


@pytest.mark.parametrize("action", ACTS)
def test_every_change_leaves_one_event_that_names_who_and_what_by_number(
    session: Session, alice: ClinicianRow, ruth: PatientRow, row: PlanRow, action: str
) -> None:
    before = session.scalar(select(func.max(AuditRow.id))) or 0
    ACTS[action](session, alice, ruth, row)
    session.commit()
    (event,) = session.scalars(select(AuditRow).where(AuditRow.id > before))
    assert (event.action, event.clinic_id, event.clinician_id) == (action, alice.clinic_id, alice.id)
    assert event.subject == action.partition(".")[0]
    assert event.subject_id
    assert not any(isinstance(value, str) for value in event.details.values())


def test_an_event_goes_with_the_change_that_is_not_kept(
    session: Session, alice: ClinicianRow, ruth: PatientRow
) -> None:
    before = session.scalar(select(func.count()).select_from(AuditRow))
    patients.archive(session, alice, ruth, LATER)
    session.flush()
    session.rollback()
    assert session.scalar(select(func.count()).select_from(AuditRow)) == before


def test_an_action_without_words_is_refused(session: Session, alice: ClinicianRow) -> None:
    with pytest.raises(ValueError, match=r"patient\.kissed"):
        audit.record(session, alice, "patient.kissed", 1, NOW)


def test_a_clinic_reads_its_own_events_newest_first(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, ruth: PatientRow
) -> None:
    patients.archive(session, alice, ruth, LATER)
    session.flush()
    actions = [event.action for event in audit.latest(session, alice.clinic_id)]
    assert actions == ["patient.archived", "patient.added", "clinic.set-up"]
    assert [event.action for event in audit.latest(session, alice.clinic_id, most=1)] == ["patient.archived"]
    assert [event.action for event in audit.latest(session, charlie.clinic_id)] == ["clinic.set-up"]
