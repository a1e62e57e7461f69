"""Patients. Every function takes the clinic: another clinic's patient is not there."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, selectinload

from hep.core.home import Home
from hep.core.precautions import PatientPrecaution
from hep.records import audit
from hep.records.model import ClinicianRow, PatientRow, PhaseRow, PlanRow, PrecautionRow

PAGE = 25


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What a form says of a patient."""

    name: str
    born: int | None
    side: str
    reference: str = ""
    drawn_as: str = ""  # who the pictures show; empty: as the clinic says
    precautions: tuple[PatientPrecaution, ...] = ()
    home: Home | None = None  # None: nobody has asked yet
    quick: bool = False  # initials for one quick handout, no record


class ReferenceTaken(Exception):
    """Another patient of the clinic has this reference; `name` is whose."""

    def __init__(self, name: str):
        self.name = name
        super().__init__("The reference is taken.")


def add(session: Session, by: ClinicianRow, facts: PatientFacts, now: datetime) -> PatientRow:
    """A new patient of the clinician's clinic. Raises ReferenceTaken."""
    patient = PatientRow(clinic_id=by.clinic_id, clinician_id=by.id, created_at=now)
    _set(session, patient, facts)
    session.add(patient)
    session.flush()
    audit.record(session, by, "patient.added", patient.id, now)
    return patient


def change(session: Session, by: ClinicianRow, patient: PatientRow, facts: PatientFacts, now: datetime) -> None:
    """New facts of a patient. Raises ReferenceTaken."""
    _set(session, patient, facts)
    audit.record(session, by, "patient.changed", patient.id, now)


def archive(session: Session, by: ClinicianRow, patient: PatientRow, now: datetime) -> None:
    """Out of the lists, with everything kept."""
    patient.archived_at = now
    audit.record(session, by, "patient.archived", patient.id, now)


def restore(session: Session, by: ClinicianRow, patient: PatientRow, now: datetime) -> None:
    patient.archived_at = None
    audit.record(session, by, "patient.restored", patient.id, now)


def get(session: Session, clinic_id: int, patient_id: int) -> PatientRow | None:
    """A patient of this clinic, or None."""
    return session.scalar(select(PatientRow).where(PatientRow.clinic_id == clinic_id, PatientRow.id == patient_id))


def of_reference(session: Session, clinic_id: int, reference: str) -> PatientRow | None:
    query = select(PatientRow).where(PatientRow.clinic_id == clinic_id, PatientRow.reference == reference.strip())
    return session.scalar(query.where(PatientRow.archived_at.is_(None)))


@dataclass(frozen=True, slots=True)
class Found:
    patients: list[PatientRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def find(
    session: Session, clinic_id: int, words: str = "", show: str = "all", by: int | None = None, page: int = 1
) -> Found:
    """Patients whose name or reference holds every word, by name; `show` is all, mine or archived."""
    query = _listed(select(PatientRow), clinic_id, show, by)
    for word in folded(words).split():
        query = query.where(PatientRow.search.contains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    query = query.options(
        selectinload(PatientRow.plans), selectinload(PatientRow.handouts), selectinload(PatientRow.precautions)
    )
    rows = session.scalars(query.order_by(PatientRow.search, PatientRow.id).limit(PAGE).offset(PAGE * (page - 1)))
    return Found(list(rows), total, page)


def names(session: Session, clinic_id: int, most: int) -> list[tuple[int, str]]:
    """The patients of a clinic to choose from, by name: the id and how they are told apart."""
    rows = session.scalars(_listed(select(PatientRow), clinic_id, "all", None).order_by(PatientRow.search).limit(most))
    return [(row.id, ", ".join([row.name, *([f"born {row.born}"] if row.born else [])])) for row in rows]


def counts(session: Session, clinic_id: int, by: int) -> dict[str, int]:
    """How many patients each list holds, and how many have an open plan."""
    found = {}
    for show in ("mine", "all", "archived"):
        query = _listed(select(PatientRow.id), clinic_id, show, by)
        found[show] = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    has_plan = exists().where(PlanRow.patient_id == PatientRow.id, PlanRow.archived_at.is_(None))
    query = _listed(select(PatientRow.id), clinic_id, "all", by).where(has_plan)
    found["with_plan"] = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return found


def plans_to_recheck(session: Session, clinic_id: int, clinician_id: int) -> list[PlanRow]:
    """The open plans of a therapist whose patients have any precaution."""
    has_precaution = exists().where(PrecautionRow.patient_id == PatientRow.id)
    query = (
        select(PlanRow)
        .join(PlanRow.patient)
        .where(PatientRow.clinic_id == clinic_id, PlanRow.clinician_id == clinician_id, has_precaution)
        .where(PlanRow.archived_at.is_(None), PatientRow.archived_at.is_(None))
        .options(
            selectinload(PlanRow.patient).selectinload(PatientRow.precautions),
            selectinload(PlanRow.phases).selectinload(PhaseRow.prescriptions),
        )
        .order_by(PlanRow.changed_at.desc(), PlanRow.id.desc())
    )
    return list(session.scalars(query))


def precautions_of(patient: PatientRow) -> tuple[PatientPrecaution, ...]:
    """The precautions of a patient as values."""
    return tuple(
        PatientPrecaution(row.code, row.side, row.until, row.since)  # type: ignore[arg-type]
        for row in patient.precautions
    )


def holding_on(patient: PatientRow, day: date) -> tuple[PatientPrecaution, ...]:
    """The precautions of a patient that hold on a day."""
    return tuple(one for one in precautions_of(patient) if one.holds_on(day))


def codes_on(patient: PatientRow, day: date) -> list[str]:
    """The codes of the precautions that hold on a day."""
    return [precaution.code for precaution in holding_on(patient, day)]


def home_of(patient: PatientRow) -> Home | None:
    """The home profile of a patient; None where nobody has asked yet."""
    if patient.home is None:
        return None
    listed = {part: tuple(patient.home.get(part, ())) for part in ("equipment", "without")}
    return Home(**{**patient.home, **listed})


def age_of(patient: PatientRow, day: date) -> int | None:
    """The age that the patient reaches this year; None where the year of birth is not known."""
    return day.year - patient.born if patient.born else None


def folded(text: str) -> str:
    """Lower case without accents and control characters, so that "Müller" is found by "muller"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    seen = (letter for letter in plain if letter.isprintable() or letter.isspace())
    return "".join(letter for letter in seen if not unicodedata.combining(letter))


def _listed(query: Select[Any], clinic_id: int, show: str, by: int | None) -> Select[Any]:
    query = query.where(PatientRow.clinic_id == clinic_id, PatientRow.quick.is_(False))
    if show == "archived":
        return query.where(PatientRow.archived_at.is_not(None))
    query = query.where(PatientRow.archived_at.is_(None))
    return query.where(PatientRow.clinician_id == by) if show == "mine" else query


def _set(session: Session, patient: PatientRow, facts: PatientFacts) -> None:
    reference = facts.reference.strip() or None
    if reference:
        query = select(PatientRow).where(PatientRow.clinic_id == patient.clinic_id, PatientRow.reference == reference)
        with session.no_autoflush:
            other = session.scalar(query)
        if other is not None and other is not patient:
            raise ReferenceTaken(other.name)
    patient.name, patient.born, patient.side, patient.reference = facts.name, facts.born, facts.side, reference
    patient.drawn_as, patient.quick = facts.drawn_as, facts.quick
    patient.home = asdict(facts.home) if facts.home else None
    patient.search = folded(f"{facts.name} {reference or ''}")[:200]
    _set_precautions(patient, facts.precautions)


def _set_precautions(patient: PatientRow, wanted: Iterable[PatientPrecaution]) -> None:
    """Rows for what is wanted, keeping those that stay."""
    have = {(row.code, row.side): row for row in patient.precautions}
    rows = []
    for precaution in wanted:
        row = have.get((precaution.code, precaution.side)) or PrecautionRow(code=precaution.code, side=precaution.side)
        row.until, row.since = precaution.until, precaution.since
        rows.append(row)
    patient.precautions = rows
