"""Handouts: numbered without gaps, kept byte for byte."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hep.records import handouts, patients, plans, store
from hep.records.model import ClinicianRow, PatientRow, PlanRow
from tests.conftest import NOW
from tests.records.conftest import LATER, example_plan, facts, issue, person


def test_numbers_rise_without_gaps_in_each_clinic(
    session: Session, alice: ClinicianRow, bob: ClinicianRow, charlie: ClinicianRow, row: PlanRow
) -> None:
    elsewhere = plans.add(session, charlie, patients.add(session, charlie, facts("Other"), NOW), example_plan(), NOW)
    numbers = [issue(session, by, row).number for by in (alice, bob, alice)]
    assert numbers == [1, 2, 3]
    assert issue(session, charlie, elsewhere).number == 1


def test_a_number_goes_back_with_what_was_not_kept(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    assert issue(session, alice, row).number == 1
    session.commit()
    assert issue(session, alice, row).number == 2
    session.rollback()
    assert issue(session, alice, row).number == 2
    session.commit()
    assert [one.number for one in handouts.latest(session, alice.clinic_id)] == [2, 1]


def test_two_issues_at_once_get_two_numbers_and_two_versions(engine: Engine, row: PlanRow) -> None:
    both_ready = Barrier(2)

    def issued(name: str) -> tuple[int, int]:
        with store.open_session(engine) as reading:
            clinic_id = person(reading, name).clinic_id
        both_ready.wait(10)
        with store.open_session(engine, writes=True) as session:
            by, theirs = person(session, name), plans.get(session, clinic_id, row.id)
            assert theirs
            handout = issue(session, by, theirs)
            session.commit()
            return handout.number, handout.version

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(issued, ("alice", "bob"))) == [(1, 1), (2, 2)]


def test_versions_count_within_their_plan(
    session: Session, alice: ClinicianRow, ruth: PatientRow, row: PlanRow
) -> None:
    other = plans.add(session, alice, ruth, example_plan(), NOW)
    assert [(one.number, one.version) for one in (issue(session, alice, row), issue(session, alice, other))] == [
        (1, 1),
        (2, 1),
    ]
    session.expire_all()
    assert issue(session, alice, row).version == 2


def test_a_number_is_used_once(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    first = issue(session, alice, row)
    printed = handouts.Printed("standard", "A4", "Start", 2, (), "{}", b"PDF")
    with pytest.raises(IntegrityError):
        handouts.issue(session, alice, row, plans.load(row), first.number, 2, printed, NOW)


def test_the_pdf_comes_back_byte_for_byte(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    pdf = bytes(range(256)) * 200
    printed = handouts.Printed("standard", "Letter", "Start", 2, ("added Bridge",), '{"ü": "日本"}', pdf)
    number = handouts.next_number(session, alice.clinic_id)
    handouts.issue(session, alice, row, plans.load(row), number, 1, printed, NOW)
    session.commit()
    session.expire_all()
    kept = handouts.get(session, alice.clinic_id, number)
    assert kept
    assert handouts.pdf_of(session, kept) == pdf
    assert kept.pdf_sha256 == sha256(pdf).hexdigest()
    assert kept.content_sha256 == sha256(kept.content.encode()).hexdigest()
    assert (kept.content, kept.paper, kept.changed) == ('{"ü": "日本"}', "Letter", ["added Bridge"])


def test_a_list_of_handouts_does_not_load_their_paper(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    issue(session, alice, row)
    session.commit()
    session.expunge_all()
    (listed,) = handouts.latest(session, alice.clinic_id)
    assert {"pdf", "content", "plan_value"} <= inspect(listed).unloaded


def test_the_plan_of_the_newest_handout_is_what_the_next_one_is_compared_with(
    session: Session, alice: ClinicianRow, row: PlanRow
) -> None:
    assert handouts.last_plan(row) is None
    issue(session, alice, row)
    first = plans.load(row)
    plans.save(session, alice, row, first.change("bridge", note="Slowly."), LATER)
    session.commit()
    assert handouts.last_plan(row) == first
    session.expire_all()
    issue(session, alice, row)
    assert handouts.last_plan(row) == plans.load(row) != first


def test_a_voided_handout_is_as_if_it_had_not_been_given(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    first, given = issue(session, alice, row), plans.load(row)
    plans.save(session, alice, row, given.change("bridge", note="Slowly."), LATER)
    session.expire_all()
    second = issue(session, alice, row)
    assert handouts.before(second) == first
    handouts.void(session, alice, second, "Wrong note", LATER)
    session.expire_all()
    assert (handouts.last(row), handouts.last_plan(row)) == (first, given)
    third = issue(session, alice, row, LATER)
    handouts.void(session, alice, first, "Wrong patient", LATER + timedelta(hours=1))
    assert handouts.before(third) == handouts.before(second) == first, "it counted when they were issued"


def test_a_handout_is_not_there_for_another_clinic(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, row: PlanRow
) -> None:
    issue(session, alice, row)
    assert handouts.get(session, charlie.clinic_id, 1) is None
    assert handouts.latest(session, charlie.clinic_id) == []


@pytest.mark.parametrize(("number", "shown"), [(1, "H-000001"), (214, "H-000214"), (1_234_567, "H-1234567")])
def test_a_number_is_shown_with_six_digits(number: int, shown: str) -> None:
    assert handouts.displayed(number) == shown
