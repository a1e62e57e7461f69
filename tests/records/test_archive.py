"""The archive as a chain: whatever is changed behind the program's back is found, and the handout is named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from hep.records import archive, handouts, patients, plans, store
from hep.records.model import (
    ClinicianRow,
    ClinicRow,
    HandoutRow,
    PatientRow,
    PlanRow,
    TeachBackRow,
    VoidRow,
)
from hep.records.table import Unchangeable
from tests.conftest import NOW
from tests.records.conftest import example_plan, facts, issue, person


@pytest.fixture
def five(session: Session, alice: ClinicianRow, row: PlanRow) -> list[HandoutRow]:
    """Five handouts of one plan, the last one with words and a dose that a database might write otherwise."""
    for _ in range(4):
        session.expire(row, ["handouts"])
        issue(session, alice, row)
    session.expire(row, ["handouts"])
    printed = handouts.Printed(
        "standard", "A4", "Начало", 2, ("added “Brücke”",), '{"ü": 1.5}', b"%PDF", {"cert": 17.5}
    )
    number = handouts.next_number(session, alice.clinic_id)
    later = NOW + timedelta(microseconds=123456)
    handouts.issue(session, alice, row, plans.load(row), number, 5, printed, later)
    session.commit()
    session.expire_all()
    return list(session.scalars(select(HandoutRow).order_by(HandoutRow.number)))


def found(session: Session, clinic_id: int) -> dict[int, str]:
    """The sentences of a check by the number of their handout."""
    session.expire_all()
    return {one.number: one.sentence for one in archive.check_chain(session, clinic_id).findings}


def test_an_untouched_archive_is_whole_and_says_its_newest_link(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    checked = archive.check_chain(session, alice.clinic_id)
    assert checked == archive.Checked((), 5, 5, five[-1].chain_sha256)
    assert len({one.chain_sha256 for one in five}) == 5


def test_an_empty_archive_is_whole(session: Session, alice: ClinicianRow) -> None:
    assert archive.check_chain(session, alice.clinic_id) == archive.Checked((), 0, 0, "")


EDITS: dict[str, tuple[dict[str, Any], str]] = {
    "the PDF": ({"pdf": b"another"}, "has another PDF"),
    "the words": ({"content": "{ }"}, "has other words"),
    "the date": ({"issued_at": NOW - timedelta(days=1)}, "does not fit its link"),
    "a second of the date": ({"issued_at": NOW + timedelta(microseconds=1)}, "does not fit its link"),
    "the PDF and its checksum": ({"pdf_sha256": "0" * 64}, "does not fit its link"),
    "the checksum of the words": ({"content_sha256": "0" * 64}, "does not fit its link"),
    "its link": ({"chain_sha256": "0" * 64}, "does not fit its link"),
    "the version": ({"version": 9}, "does not fit its link"),
    "who issued it": ({"clinician_id": 2}, "does not fit its link"),
    "what changed": ({"changed": ["nothing"]}, "does not fit its link"),
    "what the examiner said": ({"examined": {"cert": 19}}, "does not fit its link"),
    "the plan": ({"plan_value": {}}, "does not fit its link"),
    "how it was printed": ({"layout": "picture"}, "does not fit its link"),
    "the paper": ({"paper": "Letter"}, "does not fit its link"),
    "the phase": ({"phase": "Another"}, "does not fit its link"),
    "how many exercises": ({"exercises": 9}, "does not fit its link"),
}


def test_a_row_that_was_edited_directly_is_found(session: Session, alice: ClinicianRow, five: list[HandoutRow]) -> None:
    clinic_id = alice.clinic_id
    for edit, (values, sentence) in EDITS.items():
        session.execute(update(HandoutRow).where(HandoutRow.number == 3).values(**values))
        wrong = found(session, clinic_id)
        assert sentence in wrong[3], edit
        # The next link hangs on this one's; everything else is told apart from what was changed.
        assert set(wrong) == ({3, 4} if edit == "its link" else {3}), edit
        session.rollback()
    assert not found(session, clinic_id)


def test_a_handout_that_was_given_to_another_patient_is_found(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    nora = patients.add(session, alice, facts("Nora Haddad", "R-2"), NOW)
    other = plans.add(session, alice, nora, example_plan(), NOW)
    session.execute(update(HandoutRow).where(HandoutRow.number == 2).values(patient_id=nora.id, plan_id=other.id))
    assert "does not fit its link" in found(session, alice.clinic_id)[2]


@pytest.mark.parametrize(
    ("gone", "named"), [((1,), {1}), ((2, 3), {2, 3}), ((5,), {5}), ((1, 2, 3, 4, 5), set("12345"))]
)
def test_a_handout_that_was_taken_out_is_missing(
    session: Session, alice: ClinicianRow, five: list[HandoutRow], gone: tuple[int, ...], named: set[Any]
) -> None:
    session.execute(delete(HandoutRow).where(HandoutRow.number.in_(gone)))
    wrong = found(session, alice.clinic_id)
    assert set(wrong) == {int(number) for number in named}
    assert set(wrong.values()) == {"is missing."}


def test_a_number_that_was_never_given_out_is_found(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    session.execute(update(HandoutRow).where(HandoutRow.number == 5).values(number=8))
    assert set(found(session, alice.clinic_id)) == {5, 6, 7, 8}


def test_a_chain_that_was_written_anew_is_whole_but_lacks_the_link_that_was_noted(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    """What the chain cannot show by itself, and how a link kept elsewhere shows it."""
    noted = archive.check_chain(session, alice.clinic_id).link
    assert archive.of_link(session, noted) is five[-1]
    before = ""
    for row in five:
        session.execute(update(HandoutRow).where(HandoutRow.id == row.id).values(layout="picture"))
        session.refresh(row)
        before = handouts.link(row, before)
        session.execute(update(HandoutRow).where(HandoutRow.id == row.id).values(chain_sha256=before))
    assert not found(session, alice.clinic_id)
    assert archive.of_link(session, noted) is None


def test_each_clinic_has_a_chain_of_its_own(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, five: list[HandoutRow]
) -> None:
    patient = patients.add(session, charlie, facts("Other"), NOW)
    issue(session, charlie, plans.add(session, charlie, patient, example_plan(), NOW))
    session.execute(update(HandoutRow).where(HandoutRow.clinic_id == charlie.clinic_id).values(pdf=b"another"))
    assert not found(session, alice.clinic_id)
    assert set(found(session, charlie.clinic_id)) == {1}


def test_a_long_archive_is_walked_in_batches(
    session: Session, alice: ClinicianRow, row: PlanRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "BATCH", 2)
    for _ in range(5):
        session.expire(row, ["handouts"])
        issue(session, alice, row)
    session.commit()
    assert archive.check_chain(session, alice.clinic_id).handouts == 5
    session.execute(update(HandoutRow).where(HandoutRow.number.in_([2, 5])).values(pdf=b"another"))
    assert set(found(session, alice.clinic_id)) == {2, 5}
    clinic_id = alice.clinic_id
    session.expunge_all()
    archive.check_chain(session, clinic_id)
    assert not [one for one in session.identity_map.values() if isinstance(one, HandoutRow)], "no paper stays in memory"


@pytest.mark.parametrize("act", ["change", "delete"])
@pytest.mark.parametrize("kind", [VoidRow, TeachBackRow])
def test_voids_and_teach_backs_are_as_final_as_the_handout(
    session: Session, alice: ClinicianRow, row: PlanRow, kind: type[Any], act: str
) -> None:
    handout = issue(session, alice, row)
    handouts.teach(session, alice, handout, handouts.Taught(shown=True), NOW)
    handouts.void(session, alice, handout, "The other leg was meant.", NOW)
    session.commit()
    kept = session.scalars(select(kind)).one()
    if act == "change":
        kept.clinician_id = 2
    else:
        session.delete(kept)
    with pytest.raises(Unchangeable):
        session.flush()


def test_voiding_and_teaching_leave_the_chain_as_it_was(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    before = archive.check_chain(session, alice.clinic_id)
    handouts.void(session, alice, five[1], "The other leg was meant.", NOW)
    handouts.teach(session, alice, five[1], handouts.Taught(shown=True), NOW)
    session.commit()
    assert archive.check_chain(session, alice.clinic_id) == before


def test_clinicians_who_issue_at_once_get_different_numbers_and_one_chain(engine: Engine, row: PlanRow) -> None:
    people, rounds = ("alice", "bob"), 4
    ready = Barrier(len(people))

    def issued(name: str) -> list[int]:
        ready.wait(10)
        numbers = []
        for _ in range(rounds):
            with store.open_session(engine, writes=True) as session:
                by = person(session, name)
                theirs = plans.get(session, by.clinic_id, row.id)
                assert theirs
                numbers.append(issue(session, by, theirs).number)
                session.commit()
        return numbers

    with ThreadPoolExecutor(len(people)) as both:
        numbers = [number for mine in both.map(issued, people) for number in mine]
    assert sorted(numbers) == list(range(1, len(people) * rounds + 1))
    with store.open_session(engine) as session:
        clinic_id = session.scalars(select(PatientRow.clinic_id)).first()
        assert clinic_id
        assert archive.check_chain(session, clinic_id).findings == ()
        assert session.get_one(ClinicRow, clinic_id).handouts_issued == len(numbers)
