"""Handouts as issued: numbered in their clinic, kept byte for byte, never changed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload, undefer

from hep.core.plan import Plan
from hep.records import audit, plans
from hep.records.model import ClinicianRow, ClinicRow, HandoutRow, PlanRow


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed, ready to be kept."""

    layout: str
    paper: str
    phase: str
    exercises: int
    changed: tuple[str, ...]
    content: str
    pdf: bytes


def next_number(session: Session, clinic_id: int) -> int:
    """Takes the clinic's next number; it goes back if the transaction does."""
    taken = (
        update(ClinicRow)
        .where(ClinicRow.id == clinic_id)
        .values(handouts_issued=ClinicRow.handouts_issued + 1)
        .returning(ClinicRow.handouts_issued)
    )
    return session.execute(taken).scalar_one()


def next_version(row: PlanRow) -> int:
    return max((handout.version for handout in row.handouts), default=0) + 1


def issue(
    session: Session,
    by: ClinicianRow,
    row: PlanRow,
    plan: Plan,
    number: int,
    version: int,
    printed: Printed,
    now: datetime,
) -> HandoutRow:
    """Keeps a handout with its plan and its exact PDF."""
    handout = HandoutRow(
        clinic_id=by.clinic_id,
        patient_id=row.patient_id,
        plan=row,
        clinician_id=by.id,
        number=number,
        version=version,
        issued_at=now,
        layout=printed.layout,
        paper=printed.paper,
        phase=printed.phase,
        exercises=printed.exercises,
        changed=list(printed.changed),
        plan_value=plans.as_json(plan),
        content=printed.content,
        content_sha256=sha256(printed.content.encode()).hexdigest(),
        pdf=printed.pdf,
        pdf_sha256=sha256(printed.pdf).hexdigest(),
    )
    session.add(handout)
    session.flush()
    audit.record(session, by, "handout.issued", handout.id, now, number=number, version=version)
    return handout


def get(session: Session, clinic_id: int, number: int) -> HandoutRow | None:
    """A handout of this clinic by its number, or None."""
    query = select(HandoutRow).where(HandoutRow.clinic_id == clinic_id, HandoutRow.number == number)
    return session.scalar(query.options(selectinload(HandoutRow.patient), selectinload(HandoutRow.plan)))


def pdf_of(session: Session, handout: HandoutRow) -> bytes:
    """The bytes as they were issued."""
    return session.scalars(select(HandoutRow.pdf).where(HandoutRow.id == handout.id)).one()


def last_plan(session: Session, row: PlanRow) -> Plan | None:
    """The plan as it was when its newest handout was issued."""
    query = select(HandoutRow).where(HandoutRow.plan_id == row.id).order_by(HandoutRow.version.desc()).limit(1)
    handout = session.scalar(query.options(undefer(HandoutRow.plan_value)))
    return plans.from_json(handout.plan_value) if handout else None


def latest(session: Session, clinic_id: int, most: int = 5) -> list[HandoutRow]:
    """The newest handouts of a clinic, to print again."""
    query = select(HandoutRow).where(HandoutRow.clinic_id == clinic_id).order_by(HandoutRow.number.desc()).limit(most)
    return list(session.scalars(query.options(selectinload(HandoutRow.patient))))


def displayed(number: int) -> str:
    """The number as it is printed: H-000214."""
    return f"H-{number:06d}"
