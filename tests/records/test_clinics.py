"""Clinics and who may sign in."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from hep.records import clinics, store
from hep.records.model import AuditRow, ClinicianRow
from tests.conftest import CAST, HILL, NOW, PASSWORD, WORK_OF_THE_PROGRAM
from tests.houses import House, Program

NEW = "another short sentence"


def test_there_is_no_clinic_before_the_set_up(empty_database: str) -> None:
    engine = store.open_engine(empty_database)
    store.upgrade(engine)
    with store.open_session(engine) as session:
        assert not clinics.any_clinic(session)
    engine.dispose()


def test_there_is_a_clinic_after_the_set_up(session: Session, alice: ClinicianRow) -> None:
    assert clinics.any_clinic(session)
    assert (alice.clinic.name, alice.role) == ("Lakeside Physical Therapy", "administrator")


@pytest.mark.postgres
def test_of_two_who_set_up_at_the_same_time_one_waits(
    houses: Callable[[str], House], programs: Callable[[House, str], Program]
) -> None:
    engine = programs(houses("postgres"), "test").engine
    with store.open_session(engine, writes=True) as first, store.open_session(engine, writes=True) as second:
        clinics.any_clinic_first(first)
        second.execute(text("SET lock_timeout = 50"))
        with pytest.raises(OperationalError):
            clinics.any_clinic_first(second)


@pytest.mark.parametrize("email", ["alice@lake.example", "ALICE@Lake.Example", "  alice@lake.example "])
def test_who_knows_the_password_signs_in_whatever_the_case_of_the_email(session: Session, email: str) -> None:
    clinician = clinics.sign_in(session, email, PASSWORD, NOW)
    assert clinician
    assert clinician.name == "Alice Moreau"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("alice@lake.example", "a short sentencE"),
        ("alice@lake.example", ""),
        ("alice@lake.example", f"{PASSWORD} "),
        ("nobody@lake.example", PASSWORD),
        ("", PASSWORD),
        ("%", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_who_does_not_know_both_stays_out_and_leaves_no_event(session: Session, email: str, password: str) -> None:
    assert clinics.sign_in(session, email, password, NOW) is None
    assert not session.scalar(select(func.count()).where(AuditRow.action == "clinician.signed-in"))


def test_who_no_longer_works_there_stays_out(session: Session, bob: ClinicianRow) -> None:
    bob.active = False
    session.flush()
    assert clinics.sign_in(session, bob.email, PASSWORD, NOW) is None
    assert clinics.clinician_of_session(session, bob.id, bob.session_key) is None


def test_passwords_are_kept_as_argon2id_with_a_salt_each(
    session: Session, alice: ClinicianRow, bob: ClinicianRow
) -> None:
    assert alice.password_hash.startswith("$argon2id$")
    assert WORK_OF_THE_PROGRAM >= 3 * 65536, "passes times kibibytes: RFC 9106, second choice"
    assert alice.password_hash != bob.password_hash


def test_a_password_kept_with_old_parameters_is_kept_with_the_new_ones_at_the_next_sign_in(
    session: Session, alice: ClinicianRow
) -> None:
    alice.password_hash = weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert clinics.sign_in(session, alice.email, PASSWORD, NOW)
    assert alice.password_hash != weak
    assert clinics.is_password(alice, PASSWORD)


def test_a_new_password_counts_and_ends_the_sessions_of_the_old_one(session: Session, alice: ClinicianRow) -> None:
    old_key = alice.session_key
    assert clinics.clinician_of_session(session, alice.id, old_key) is alice
    clinics.new_password(session, alice, NEW, "n" * 20, NOW)
    assert clinics.clinician_of_session(session, alice.id, old_key) is None
    assert clinics.clinician_of_session(session, alice.id, "n" * 20) is alice
    assert not clinics.is_password(alice, PASSWORD)
    assert clinics.is_password(alice, NEW)


def test_a_session_of_a_person_who_is_not_there_is_nobodys(session: Session) -> None:
    assert clinics.clinician_of_session(session, 999, "a" * 20) is None


def test_an_email_belongs_to_one_person_in_all_clinics(session: Session, charlie: ClinicianRow) -> None:
    again = clinics.Person("Another Alice", "PT", "ALICE@lake.example")
    with pytest.raises(IntegrityError):
        clinics.add_clinician(session, charlie.clinic, again, NEW, "therapist", now=NOW, session_key="d" * 20)


def test_the_people_of_a_clinic_are_its_own_by_name(session: Session, alice: ClinicianRow, bob: ClinicianRow) -> None:
    bob.name = "aaron tanaka"
    session.flush()
    assert clinics.people(session, alice.clinic_id) == [bob, alice]


def test_changed_settings_touch_one_clinic(session: Session, alice: ClinicianRow, charlie: ClinicianRow) -> None:
    clinics.change(session, alice, clinics.ClinicFacts("New name", "555 0000", "112", paper="Letter"), NOW)
    session.commit()
    session.expire_all()
    assert (alice.clinic.name, alice.clinic.paper, alice.clinic.address) == ("New name", "Letter", "")
    assert charlie.clinic.name == HILL.name


def test_the_cast_is_there(session: Session) -> None:
    assert set(session.scalars(select(ClinicianRow.email))) == {person.email for person, _ in CAST.values()}
