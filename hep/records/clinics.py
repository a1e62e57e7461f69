"""Clinics and the people who work there."""

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import exists, func, select, text, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from hep.records import audit
from hep.records.model import ClinicianRow, ClinicRow

_hasher = PasswordHasher()  # Argon2id with the library's own, current parameters
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5bm9ib2R5$0000000000000000000000000000000000000000000"

PAPERS = ("A4", "Letter")


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """What the clinic says of itself; printed on every handout."""

    name: str
    phone: str
    emergency: str
    address: str = ""
    hours: str = ""
    paper: str = "A4"
    drawn_as: str = "woman"
    layout: str = "standard"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    credential: str
    email: str


def any_clinic(session: Session) -> bool:
    """Whether the program has been set up."""
    return bool(session.scalar(select(exists().select_from(ClinicRow))))


def any_clinic_first(session: Session) -> bool:
    """The same for who is going to set one up: who asks at the same time waits for this transaction to end."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyhow
        session.execute(text("LOCK TABLE clinic IN SHARE ROW EXCLUSIVE MODE"))
    return any_clinic(session)


def set_up(
    session: Session, facts: ClinicFacts, person: Person, password: str, *, now: datetime, session_key: str
) -> ClinicianRow:
    """The first clinic and its administrator."""
    clinic = ClinicRow(created_at=now, **_as_dict(facts))
    session.add(clinic)
    session.flush()
    clinician = add_clinician(session, clinic, person, password, "administrator", now=now, session_key=session_key)
    audit.record(session, clinician, "clinic.set-up", clinic.id, now)
    return clinician


def change(session: Session, by: ClinicianRow, facts: ClinicFacts, now: datetime) -> None:
    """The clinic's settings, from now on; what was issued stays as it was."""
    for field, value in _as_dict(facts).items():
        setattr(by.clinic, field, value)
    audit.record(session, by, "clinic.changed", by.clinic_id, now)


def change_logo(by: ClinicianRow, logo: bytes | None) -> None:
    """The picture beside the clinic's name, from now on; None takes it away. Part of a change of the settings."""
    by.clinic.logo = logo


def add_clinician(
    session: Session, clinic: ClinicRow, person: Person, password: str, role: str, *, now: datetime, session_key: str
) -> ClinicianRow:
    """A person who can sign in. Raises IntegrityError at the flush if the e-mail is taken."""
    clinician = ClinicianRow(
        clinic=clinic,
        name=person.name,
        credential=person.credential,
        email=person.email.strip().lower(),
        password_hash=_hasher.hash(password),
        role=role,
        active=True,
        session_key=session_key,
        created_at=now,
    )
    session.add(clinician)
    session.flush()
    return clinician


def sign_in(session: Session, email: str, password: str, now: datetime) -> ClinicianRow | None:
    """The person of that e-mail and password. Takes the same time whether or not the e-mail is known."""
    query = select(ClinicianRow).where(ClinicianRow.email == email.strip().lower(), ClinicianRow.active)
    clinician = session.scalar(query)
    try:
        _hasher.verify(clinician.password_hash if clinician else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    if clinician is None:
        return None
    if _hasher.check_needs_rehash(clinician.password_hash):
        clinician.password_hash = _hasher.hash(password)
    audit.record(session, clinician, "clinician.signed-in", clinician.id, now)
    return clinician


def is_password(clinician: ClinicianRow, password: str) -> bool:
    try:
        return _hasher.verify(clinician.password_hash, password)
    except VerifyMismatchError:
        return False


def new_password(session: Session, clinician: ClinicianRow, password: str, session_key: str, now: datetime) -> None:
    """Another password; sessions with the old key end."""
    clinician.password_hash, clinician.session_key = _hasher.hash(password), session_key
    audit.record(session, clinician, "clinician.new-password", clinician.id, now)


def clinician_of_session(session: Session, clinician_id: int, session_key: str) -> ClinicianRow | None:
    """The person a session belongs to, if it still may."""
    clinician = session.get(ClinicianRow, clinician_id)
    return clinician if clinician and clinician.active and clinician.session_key == session_key else None


def everyone(session: Session) -> list[ClinicRow]:
    """All clinics of the database, for who keeps it."""
    return list(session.scalars(select(ClinicRow).order_by(ClinicRow.id)))


def name_of(session: Session, clinic_id: int) -> str:
    return session.scalars(select(ClinicRow.name).where(ClinicRow.id == clinic_id)).one()


def people(session: Session, clinic_id: int) -> list[ClinicianRow]:
    """Everybody of a clinic, by name."""
    query = select(ClinicianRow).where(ClinicianRow.clinic_id == clinic_id).order_by(func.lower(ClinicianRow.name))
    return list(session.scalars(query))


def _as_dict(facts: ClinicFacts) -> dict[str, str]:
    return {field: getattr(facts, field) for field in ClinicFacts.__dataclass_fields__}


def next_of(session: Session, clinic_id: int, counter: InstrumentedAttribute[int]) -> int:
    """The clinic's next number of a kind. Who asks at the same time waits; it goes back if the transaction does."""
    taken = update(ClinicRow).where(ClinicRow.id == clinic_id).values({counter: counter + 1}).returning(counter)
    return session.execute(taken).scalar_one()
