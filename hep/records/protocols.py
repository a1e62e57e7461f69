"""Protocols of the clinic: plans without a patient, saved to begin others with."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from hep.core.library import MECHANISMS, Library, Protocol, ProtocolPhase, ProtocolPrescription
from hep.core.plan import Plan
from hep.records import audit, plans
from hep.records.model import ClinicianRow, ProtocolRow
from hep.records.patients import folded

OWN = "own-"  # before the number: tells them from those of the library


def add(session: Session, by: ClinicianRow, name: str, who: str, plan: Plan, now: datetime) -> ProtocolRow:
    """A plan saved as a protocol: without goal, review date and reasons, which belong to its patient."""
    row = ProtocolRow(clinic_id=by.clinic_id, clinician=by, created_at=now, changed_at=now)
    row.plan_value = plans.as_json(without_patient(plan))
    _describe(row, name, who)
    session.add(row)
    session.flush()
    audit.record(session, by, "protocol.added", row.id, now)
    return row


def change(session: Session, by: ClinicianRow, row: ProtocolRow, name: str, who: str, now: datetime) -> None:
    """Another name, another sentence on whom it is for."""
    _describe(row, name, who)
    row.changed_at = now
    audit.record(session, by, "protocol.changed", row.id, now)


def copy(session: Session, by: ClinicianRow, row: ProtocolRow, now: datetime) -> ProtocolRow:
    """The same protocol once more, to be changed."""
    return add(session, by, f"Copy of {row.name}"[:60], row.who, plan_of(row), now)


def archive(session: Session, by: ClinicianRow, row: ProtocolRow, now: datetime) -> None:
    """Out of the lists, with everything kept."""
    row.archived_at = now
    audit.record(session, by, "protocol.archived", row.id, now)


def restore(session: Session, by: ClinicianRow, row: ProtocolRow, now: datetime) -> None:
    row.archived_at = None
    audit.record(session, by, "protocol.restored", row.id, now)


def get(session: Session, clinic_id: int, protocol_id: int) -> ProtocolRow | None:
    """A protocol of this clinic, or None."""
    return session.scalar(select(ProtocolRow).where(ProtocolRow.clinic_id == clinic_id, ProtocolRow.id == protocol_id))


def find(session: Session, clinic_id: int, words: str = "", *, archived: bool = False) -> list[ProtocolRow]:
    """The protocols of a clinic whose name or description holds every word, by name."""
    query = select(ProtocolRow).where(ProtocolRow.clinic_id == clinic_id)
    query = query.where(ProtocolRow.archived_at.is_not(None) if archived else ProtocolRow.archived_at.is_(None))
    for word in folded(words).split():
        query = query.where(ProtocolRow.search.contains(word, autoescape=True))
    query = query.options(selectinload(ProtocolRow.clinician)).order_by(ProtocolRow.search, ProtocolRow.id)
    return list(session.scalars(query))


def to_begin_with(session: Session, clinic_id: int, library: Library) -> dict[str, str]:
    """Id -> name: the clinic's own, then those of the library."""
    own = {f"{OWN}{row.id}": row.name for row in find(session, clinic_id)}
    return own | {one.id: one.name for one in library.protocols.values()}


def named(session: Session, clinic_id: int, id: str, library: Library) -> Protocol | None:
    """A protocol of the library or of this clinic, by its id."""
    number = id.removeprefix(OWN)
    if number != id and number.isascii() and number.isdigit() and len(number) < 10:
        row = get(session, clinic_id, int(number))
        return as_protocol(row, library) if row and not row.archived_at else None
    return library.protocols.get(id)


def plan_of(row: ProtocolRow) -> Plan:
    """The plan that the protocol is; for the side it was saved with."""
    return plans.from_json(row.plan_value)


def as_protocol(row: ProtocolRow, library: Library) -> Protocol:
    """The protocol as the library has its own; exercises that are no longer there are left out."""
    plan, weeks = plan_of(row), sum(phase.weeks for phase in plan_of(row).phases)
    phases = [
        ProtocolPhase(
            phase.name,
            phase.weeks,
            phase.criteria,
            tuple(
                ProtocolPrescription(one.exercise, one.dose, one.note)
                for one in phase.prescriptions
                if one.exercise in library.exercises
            ),
        )
        for phase in plan.phases
    ]
    return Protocol(
        id=f"{OWN}{row.id}",
        name=row.name,
        code="",
        purpose=row.who,
        weeks="1 week" if weeks == 1 else f"{weeks} weeks",
        mechanisms=tuple(one for one in MECHANISMS if one in plan.mechanisms),
        basis="",
        phases=tuple(phases),
    )


def without_patient(plan: Plan) -> Plan:
    """A plan with nothing of its patient in it: no goal, no date, no notes or reasons about the person."""
    phases = tuple(
        replace(phase, prescriptions=tuple(replace(one, note="", reason="") for one in phase.prescriptions))
        for phase in plan.phases
    )
    return plan.described(goal="", review_on=None, findings=(), phases=phases)


def _describe(row: ProtocolRow, name: str, who: str) -> None:
    row.name, row.who = name, who
    row.search = folded(f"{name} {who}")[:400]
