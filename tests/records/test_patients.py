"""Patients: finding them, keeping them apart, and never losing one."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from hep.core.plan import Plan
from hep.core.precautions import PatientPrecaution
from hep.records import patients, plans
from hep.records.model import ClinicianRow, PatientRow
from tests.conftest import NOW
from tests.records.conftest import LATER, facts

NAMES = {
    "Ruth Abara": "R-1",
    "Zoë Müller": "",
    "Grace O’Neill": "",
    "Renée Weiß": "W_1",
    "Juan 100% Ortega": "",
    "Mei-Ling Chen": "2026/7",
    "Wanda X1": "",
}


@pytest.fixture
def seven(session: Session, alice: ClinicianRow) -> None:
    for name, reference in NAMES.items():
        patients.add(session, alice, facts(name, reference), NOW)


def names(session: Session, by: ClinicianRow, words: str = "", show: str = "all") -> list[str]:
    return [one.name for one in patients.find(session, by.clinic_id, words, show, by.id).patients]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ruth", ["Ruth Abara"]),
        ("RUTH", ["Ruth Abara"]),
        ("abara ruth", ["Ruth Abara"]),
        ("  ru   ab ", ["Ruth Abara"]),
        ("ruth muller", []),
        ("muller", ["Zoë Müller"]),
        ("MÜLLER", ["Zoë Müller"]),
        ("zoe\u0308", ["Zoë Müller"]),
        ("weiss", ["Renée Weiß"]),
        ("r-1", ["Ruth Abara"]),
        ("abara r-1", ["Ruth Abara"]),
        ("2026/7", ["Mei-Ling Chen"]),
        ("%", ["Juan 100% Ortega"]),
        ("_", ["Renée Weiß"]),
        ("w_1", ["Renée Weiß"]),
        ("/", ["Mei-Ling Chen"]),
        ("\\", []),
        ("' OR 1=1 --", []),
        ("\x00", sorted(NAMES)),
        ("陈", []),
    ],
)
def test_patients_are_found_by_every_word_of_name_or_reference(
    session: Session, alice: ClinicianRow, seven: None, words: str, found: list[str]
) -> None:
    assert sorted(names(session, alice, words)) == found


def test_patients_are_listed_by_name_whatever_their_case_and_accents(session: Session, alice: ClinicianRow) -> None:
    for name in ("élan", "Zora", "adam", "Eva"):
        patients.add(session, alice, facts(name), NOW)
    assert names(session, alice) == ["adam", "élan", "Eva", "Zora"]


def test_each_list_holds_its_own(session: Session, alice: ClinicianRow, bob: ClinicianRow) -> None:
    patients.add(session, alice, facts("Hers"), NOW)
    patients.add(session, bob, facts("His"), NOW)
    patients.archive(session, alice, gone := patients.add(session, alice, facts("Gone"), NOW), LATER)
    assert names(session, alice) == ["Hers", "His"]
    assert names(session, alice, show="mine") == ["Hers"]
    assert names(session, alice, show="archived") == ["Gone"]
    patients.restore(session, alice, gone, LATER)
    assert names(session, alice, show="mine") == ["Gone", "Hers"]


def test_the_lists_are_counted(session: Session, alice: ClinicianRow, bob: ClinicianRow) -> None:
    first = patients.add(session, alice, facts("First"), NOW)
    patients.add(session, bob, facts("Second"), NOW)
    patients.archive(session, alice, patients.add(session, alice, facts("Third"), NOW), LATER)
    plan = plans.add(session, alice, first, Plan(), NOW)
    counts = {"mine": 1, "all": 2, "archived": 1, "with_plan": 1}
    assert patients.counts(session, alice.clinic_id, alice.id) == counts
    plans.archive(session, alice, plan, LATER)
    assert patients.counts(session, alice.clinic_id, alice.id) == {**counts, "with_plan": 0}


@pytest.mark.parametrize(
    ("asked", "page", "first", "size"),
    [(1, 1, "Patient 00", 25), (2, 2, "Patient 25", 25), (3, 3, "Patient 50", 1), (99, 3, "Patient 50", 1),
     (0, 1, "Patient 00", 25), (-5, 1, "Patient 00", 25), (10**30, 3, "Patient 50", 1)],
)  # fmt: skip
def test_a_long_list_has_pages_and_a_page_that_is_not_there_is_the_nearest(
    session: Session, alice: ClinicianRow, asked: int, page: int, first: str, size: int
) -> None:
    for number in range(51):
        patients.add(session, alice, facts(f"Patient {number:02}"), NOW)
    found = patients.find(session, alice.clinic_id, page=asked)
    assert (found.page, found.pages, found.total) == (page, 3, 51)
    assert (found.patients[0].name, len(found.patients)) == (first, size)


def test_nobody_found_is_one_empty_page(session: Session, alice: ClinicianRow) -> None:
    found = patients.find(session, alice.clinic_id, "nobody", page=3)
    assert (found.patients, found.total, found.page, found.pages) == ([], 0, 1, 1)


def test_another_clinic_finds_and_opens_nobody(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, ruth: PatientRow
) -> None:
    assert patients.get(session, alice.clinic_id, ruth.id) is ruth
    assert patients.get(session, charlie.clinic_id, ruth.id) is None
    assert names(session, charlie, "ruth") == []
    assert patients.counts(session, charlie.clinic_id, charlie.id)["all"] == 0


def test_a_reference_is_taken_once_in_a_clinic(
    session: Session, alice: ClinicianRow, bob: ClinicianRow, ruth: PatientRow
) -> None:
    with pytest.raises(patients.ReferenceTaken) as taken:
        patients.add(session, bob, facts("Nora Haddad", " R-1 "), NOW)
    assert taken.value.name == "Ruth Abara"
    nora = patients.add(session, bob, facts("Nora Haddad", "R-2"), NOW)
    with pytest.raises(patients.ReferenceTaken):
        patients.change(session, bob, nora, facts("Nora Haddad", "R-1"), LATER)


def test_a_reference_may_be_the_same_in_another_clinic_or_kept_or_empty(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, ruth: PatientRow
) -> None:
    patients.add(session, charlie, facts("Somebody Else", "R-1"), NOW)
    patients.change(session, alice, ruth, facts("Ruth Abara-Cole", "R-1"), LATER)
    patients.add(session, alice, facts("One"), NOW)
    patients.add(session, alice, facts("Two", "  "), NOW)
    session.commit()
    assert names(session, alice, "cole r-1") == ["Ruth Abara-Cole"]


def test_precautions_that_stay_keep_their_rows(session: Session, alice: ClinicianRow, ruth: PatientRow) -> None:
    row_id = ruth.precautions[0].id
    until = date(2026, 12, 24)
    wanted = (PatientPrecaution("PFP", "left", until), PatientPrecaution("OSTEOPOROSIS"))
    patients.change(session, alice, ruth, facts("Ruth Abara", "R-1", *wanted), LATER)
    session.commit()
    session.expire_all()
    assert patients.precautions_of(ruth) == wanted
    assert ruth.precautions[0].id == row_id
    patients.change(session, alice, ruth, facts("Ruth Abara", "R-1"), LATER)
    session.commit()
    assert patients.precautions_of(ruth) == ()


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 12, 23), ["PFP", "KNEE-FLARE"]),
        (date(2026, 12, 24), ["PFP", "KNEE-FLARE"]),
        (date(2026, 12, 25), ["PFP"]),
    ],
)
def test_a_precaution_holds_through_its_last_day(
    session: Session, alice: ClinicianRow, day: date, codes: list[str]
) -> None:
    until = PatientPrecaution("KNEE-FLARE", "left", date(2026, 12, 24))
    ruth = patients.add(session, alice, facts("Ruth", "", PatientPrecaution("PFP", "left"), until), NOW)
    assert patients.codes_on(ruth, day) == codes


def test_the_longest_name_in_the_widest_letters_can_be_kept(session: Session, alice: ClinicianRow) -> None:
    """One such letter folds into eighteen."""
    patient = patients.add(session, alice, facts("\ufdfa" * 60, "R" * 30), NOW)
    session.commit()
    assert len(patient.search) == 200


def test_plans_to_recheck_are_the_therapists_open_ones_of_patients_with_a_precaution(
    session: Session, alice: ClinicianRow, bob: ClinicianRow, charlie: ClinicianRow, ruth: PatientRow
) -> None:
    free = patients.add(session, alice, facts("Nora Haddad"), NOW)
    mine, other = (plans.add(session, by, ruth, Plan(), NOW) for by in (alice, bob))
    plans.add(session, alice, free, Plan(), NOW)
    archived = plans.add(session, alice, ruth, Plan(), NOW)
    plans.archive(session, alice, archived, LATER)
    session.commit()

    def found(by: ClinicianRow) -> list[int]:
        return [row.id for row in patients.plans_to_recheck(session, by.clinic_id, by.id)]

    assert found(alice) == [mine.id]
    assert found(bob) == [other.id]
    assert found(charlie) == []
    patients.archive(session, alice, ruth, LATER)
    assert found(alice) == []
