"""Protocols of the clinic: a plan without its patient, found by its words, kept within the clinic."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.start_plan import from_protocol
from hep.records import protocols
from hep.records.model import ClinicianRow, ProtocolRow
from tests.conftest import NOW
from tests.records.conftest import LATER, example_plan


def saved(session: Session, by: ClinicianRow, name: str = "Long shifts", who: str = "Stands at work.") -> ProtocolRow:
    plan = example_plan().described(findings=("quad-weak",), review_on=date(2026, 12, 1))
    row = protocols.add(session, by, name, who, plan.change("bridge", reason="For Ruth.", note="Ruth's mat."), NOW)
    session.commit()
    session.expire_all()
    return row


def names(session: Session, by: ClinicianRow, words: str = "", *, archived: bool = False) -> list[str]:
    return [row.name for row in protocols.find(session, by.clinic_id, words, archived=archived)]


def test_nothing_of_the_patient_is_in_it(session: Session, alice: ClinicianRow) -> None:
    plan = protocols.plan_of(saved(session, alice))
    assert (plan.goal, plan.review_on, plan.findings) == ("", None, ())
    assert {(one.note, one.reason) for one in plan.prescriptions()} == {("", "")}
    assert [one.exercise for one in plan.prescriptions()] == ["bridge", "sit-to-stand", "walk"]


def test_it_begins_plans_like_one_of_the_library(session: Session, alice: ClinicianRow, library: Library) -> None:
    row = saved(session, alice)
    protocol = protocols.as_protocol(row, library)
    assert (protocol.name, protocol.purpose, protocol.weeks) == ("Long shifts", "Stands at work.", "4 weeks")
    plan = from_protocol(protocol, "right", library)
    there = [one for one in example_plan().prescriptions() if one.exercise in library.exercises]
    assert [(one.exercise, one.dose) for one in plan.prescriptions()] == [(one.exercise, one.dose) for one in there]
    assert isinstance(plan, Plan)


def test_it_is_found_by_its_words_within_the_clinic(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow
) -> None:
    row = saved(session, alice)
    assert names(session, alice, "STANDS long") == ["Long shifts"]
    assert names(session, alice, "swims") == []
    assert names(session, charlie) == []
    assert protocols.get(session, charlie.clinic_id, row.id) is None
    assert protocols.get(session, alice.clinic_id, row.id) is row


def test_it_is_renamed_copied_archived_and_brought_back(
    session: Session, alice: ClinicianRow, bob: ClinicianRow
) -> None:
    row = saved(session, alice)
    protocols.change(session, bob, row, "Night shifts", "", LATER)
    copied = protocols.copy(session, bob, row, LATER)
    protocols.archive(session, bob, row, LATER)
    session.commit()
    assert names(session, alice) == ["Copy of Night shifts"]
    assert names(session, alice, archived=True) == ["Night shifts"]
    assert protocols.plan_of(copied) == protocols.plan_of(row)
    protocols.restore(session, bob, row, LATER)
    session.commit()
    assert names(session, alice) == ["Copy of Night shifts", "Night shifts"]


def test_an_exercise_that_the_library_no_longer_has_is_left_out(
    session: Session, alice: ClinicianRow, library: Library
) -> None:
    kept = {id: one for id, one in library.exercises.items() if id != "bridge"}
    protocol = protocols.as_protocol(saved(session, alice), replace(library, exercises=kept))
    assert "bridge" not in {one.exercise for phase in protocol.phases for one in phase.prescriptions}
