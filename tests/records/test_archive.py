"""The archive as a chain: whatever is changed behind the program's back is found, and the handout is named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from hep.records import archive, chain, handouts, patients, plans, store
from hep.records.model import (
    ClinicianRow,
    ClinicRow,
    EntryRow,
    HandoutRow,
    PatientRow,
    PlanRow,
    TeachBackRow,
    VoidRow,
)
from hep.records.table import Unchangeable
from tests.conftest import NOW
from tests.houses import House
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


def found(session: Session, clinic_id: int) -> dict[int | None, str]:
    """The sentences of a check by the number of their handout, those of one handout in one text."""
    session.expire_all()
    said: dict[int | None, str] = {}
    for one in archive.check_chain(session, clinic_id).findings:
        said[one.number] = f"{said.get(one.number, '')} {one.sentence}".strip()
    return said


def entries(session: Session) -> list[EntryRow]:
    return list(session.scalars(select(EntryRow).order_by(EntryRow.clinic_id, EntryRow.place)))


def test_an_untouched_archive_is_whole_and_says_its_newest_link(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    newest = entries(session)[-1]
    assert archive.check_chain(session, alice.clinic_id) == archive.Checked((), 5, 5, "issued", newest.chain_sha256)
    assert len({one.chain_sha256 for one in [*five, *entries(session)]}) == 10


def test_an_empty_archive_is_whole(session: Session, alice: ClinicianRow) -> None:
    assert archive.check_chain(session, alice.clinic_id) == archive.Checked((), 0, None, "", "")


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


def test_links_that_were_written_anew_no_longer_fit_what_happened(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    write_links_anew(session, five)
    assert found(session, alice.clinic_id) == dict.fromkeys(range(1, 6), archive.CHANGED["issued"])


def test_a_chain_that_was_written_anew_is_whole_but_lacks_the_link_that_was_noted(
    session: Session, alice: ClinicianRow, five: list[HandoutRow]
) -> None:
    """What the chain cannot show by itself, and how a link kept elsewhere shows it."""
    noted = archive.check_chain(session, alice.clinic_id).link
    assert archive.of_link(session, noted) is five[-1]
    assert archive.of_link(session, five[0].chain_sha256) is five[0]
    write_links_anew(session, five)
    before = ""
    for entry, row in zip(entries(session), five, strict=True):
        before = chain.sealed(before, row.clinic_id, entry.place, "issued", row)
        session.execute(update(EntryRow).where(EntryRow.id == entry.id).values(chain_sha256=before))
    assert not found(session, alice.clinic_id)
    assert archive.of_link(session, noted) is None


def write_links_anew(session: Session, rows: list[HandoutRow]) -> None:
    """Another layout, and links that fit it, by someone who knows the program."""
    before = ""
    for row in rows:
        session.execute(update(HandoutRow).where(HandoutRow.id == row.id).values(layout="picture"))
        session.refresh(row)
        before = chain.link(row, before)
        session.execute(update(HandoutRow).where(HandoutRow.id == row.id).values(chain_sha256=before))
        session.refresh(row)


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


@pytest.fixture
def told(session: Session, alice: ClinicianRow, five: list[HandoutRow]) -> list[HandoutRow]:
    """The third was taught twice, then voided; the fifth was taught."""
    for handout in (five[2], five[2], five[4]):
        handouts.teach(session, alice, handout, handouts.Taught(shown=True, helper="His “daughter”"), NOW)
    handouts.void(session, alice, five[2], "The other leg was meant.", NOW + timedelta(microseconds=5))
    session.commit()
    return five


def test_a_void_and_a_teaching_are_entries_of_the_same_chain(
    session: Session, alice: ClinicianRow, told: list[HandoutRow]
) -> None:
    assert [one.what for one in entries(session)] == ["issued"] * 5 + ["taught"] * 3 + ["voided"]
    newest = entries(session)[-1].chain_sha256
    assert archive.check_chain(session, alice.clinic_id) == archive.Checked((), 5, 3, "voided", newest)
    assert archive.of_link(session, newest) is told[2]


GONE, CHANGED, NOT_OURS = archive.GONE, archive.CHANGED, archive.NOT_OURS
BY_HAND: dict[str, tuple[str, dict[int | None, str]]] = {
    "another reason": ("UPDATE handout_void SET reason = 'A typing error.'", {3: CHANGED["voided"]}),
    "a full stop": ("UPDATE handout_void SET reason = 'The other leg was meant'", {3: CHANGED["voided"]}),
    "another moment": ("UPDATE handout_void SET at = '2026-11-21 14:30:00'", {3: CHANGED["voided"]}),
    "another person": ("UPDATE handout_void SET clinician_id = 2", {3: CHANGED["voided"]}),
    "another handout": (
        "UPDATE handout_void SET handout_id = (SELECT id FROM handout WHERE number = 2)",
        {2: NOT_OURS["voided"], 3: GONE["voided"]},
    ),
    "no void": ("DELETE FROM handout_void", {3: GONE["voided"]}),
    "no void, and no entry for it": (
        "DELETE FROM handout_void; DELETE FROM archive_entry WHERE what = 'voided'",
        {None: archive.LOST.format(place=9)},
    ),
    "no entry for the void": (
        "DELETE FROM archive_entry WHERE what = 'voided'",
        {None: archive.LOST.format(place=9), 3: NOT_OURS["voided"]},
    ),
    "an entry less in the middle": (
        "DELETE FROM archive_entry WHERE place = 2",
        {None: archive.LOST.format(place=2), 2: NOT_OURS["issued"]},
    ),
    "an invented void": (
        "INSERT INTO handout_void SELECT id, clinician_id, issued_at, 'Mine' FROM handout WHERE number = 1",
        {1: NOT_OURS["voided"]},
    ),
    "what was shown": ("UPDATE teach_back SET shown = false WHERE id = 3", {5: CHANGED["taught"]}),
    "what was tried": ("UPDATE teach_back SET tried = true WHERE id = 3", {5: CHANGED["taught"]}),
    "what was explained": ("UPDATE teach_back SET explained = true WHERE id = 3", {5: CHANGED["taught"]}),
    "who helped": ("UPDATE teach_back SET helper = 'Her son' WHERE id = 3", {5: CHANGED["taught"]}),
    "the language": ("UPDATE teach_back SET language = 'French' WHERE id = 3", {5: CHANGED["taught"]}),
    "the assistance": ("UPDATE teach_back SET assistance = 'Independent' WHERE id = 3", {5: CHANGED["taught"]}),
    "the questions": ("UPDATE teach_back SET questions = 'None' WHERE id = 3", {5: CHANGED["taught"]}),
    "the response": ("UPDATE teach_back SET response = 'Well' WHERE id = 3", {5: CHANGED["taught"]}),
    "the moment of teaching": ("UPDATE teach_back SET at = '2026-11-21 14:30:00' WHERE id = 3", {5: CHANGED["taught"]}),
    "who taught": ("UPDATE teach_back SET clinician_id = 2 WHERE id = 3", {5: CHANGED["taught"]}),
    "whose teaching": (
        "UPDATE teach_back SET handout_id = (SELECT id FROM handout WHERE number = 1) WHERE id = 3",
        {5: CHANGED["taught"]},
    ),
    "one teaching less": ("DELETE FROM teach_back WHERE id = 2", {3: GONE["taught"]}),
    "an invented teaching": (
        "INSERT INTO teach_back SELECT 9, handout_id, clinician_id, at, true, true, true, helper, language, assistance,"
        " questions, response FROM teach_back WHERE id = 3",
        {5: NOT_OURS["taught"]},
    ),
}


def test_a_void_or_a_teaching_that_was_edited_directly_is_found(
    session: Session, alice: ClinicianRow, told: list[HandoutRow]
) -> None:
    clinic_id = alice.clinic_id
    session.rollback()
    for edit, (statements, wrong) in BY_HAND.items():
        for statement in statements.split("; "):
            session.execute(text(statement))
        assert found(session, clinic_id) == wrong, edit
        session.rollback()
    assert not found(session, clinic_id)


def test_the_archive_of_an_older_program_is_entered_as_it_stands(full_house: House, tmp_path: Path) -> None:
    engine = store.open_engine(full_house.copy(tmp_path))
    with store.open_session(engine, writes=True) as session:
        alice = person(session, "alice")
        row = plans.add(session, alice, patients.add(session, alice, facts("Ruth Abara"), NOW), example_plan(), NOW)
        first = issue(session, alice, row)
        handouts.teach(session, alice, first, handouts.Taught(shown=True, response="“Good”"), NOW)
        handouts.void(session, alice, first, "The other leg was meant.", NOW + timedelta(microseconds=7))
        session.commit()
        clinic_id, links = alice.clinic_id, [one.chain_sha256 for one in entries(session)]
    store.downgrade(engine, "0001")
    store.upgrade(engine)
    with store.open_session(engine, writes=True) as session:
        assert [one.chain_sha256 for one in entries(session)] == links
        row = session.scalars(select(PlanRow)).one()
        issue(session, person(session, "bob"), row)
        assert archive.check_chain(session, clinic_id).findings == ()
        session.execute(text("UPDATE handout_void SET reason = 'A typing error.'"))
        assert found(session, clinic_id) == {1: CHANGED["voided"]}
    engine.dispose()


def test_clinicians_who_issue_teach_and_void_at_once_get_different_numbers_and_one_chain(
    engine: Engine, row: PlanRow
) -> None:
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
            with store.open_session(engine, writes=True) as session:
                by = person(session, name)
                handout = handouts.get(session, by.clinic_id, numbers[-1])
                assert handout
                handouts.teach(session, by, handout, handouts.Taught(tried=True), NOW)
                handouts.void(session, by, handout, "The other leg was meant.", NOW)
                session.commit()
        return numbers

    with ThreadPoolExecutor(len(people)) as both:
        numbers = [number for mine in both.map(issued, people) for number in mine]
    assert sorted(numbers) == list(range(1, len(people) * rounds + 1))
    with store.open_session(engine) as session:
        clinic_id = session.scalars(select(PatientRow.clinic_id)).first()
        assert clinic_id
        assert archive.check_chain(session, clinic_id).findings == ()
        clinic = session.get_one(ClinicRow, clinic_id)
        assert (clinic.handouts_issued, clinic.archive_entries) == (len(numbers), 3 * len(numbers))
