"""Handouts as issued: numbered in their clinic, kept byte for byte, never changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, selectinload

from hep.core.note import Given, Taught
from hep.core.plan import Plan
from hep.core.precautions import LONGEST_REASON
from hep.core.problem import Problem, Refused
from hep.records import audit, chain, clinics, overrides, plans
from hep.records.model import (
    ClinicianRow,
    ClinicRow,
    HandoutRow,
    PatientRow,
    PhaseRow,
    PlanRow,
    TeachBackRow,
    VoidRow,
)


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
    examined: Mapping[str, Any] = field(default_factory=dict)


def choose_printing(session: Session, by: ClinicianRow, row: PlanRow, options: dict[str, Any], now: datetime) -> None:
    """How the handouts of a plan are printed from now on.

    What the plan says stays the same, so a page of it that is open elsewhere is not out of date: its revision stays.
    """
    session.execute(update(PlanRow).where(PlanRow.id == row.id).values(printing=options))
    session.expire(row, ["printing"])
    audit.record(session, by, "plan.printing", row.id, now)


def next_number(session: Session, clinic_id: int) -> int:
    """Takes the clinic's next number; it goes back if the transaction does."""
    return clinics.next_of(session, clinic_id, ClinicRow.handouts_issued)


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
    before = chain.last_link(session, by.clinic_id, number)
    handout = HandoutRow(
        clinic_id=by.clinic_id,
        patient_id=row.patient_id,
        plan_id=row.id,
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
        examined=dict(printed.examined),
        plan_value=plans.as_json(plan),
        content=printed.content,
        content_sha256=sha256(printed.content.encode()).hexdigest(),
        pdf=printed.pdf,
        pdf_sha256=sha256(printed.pdf).hexdigest(),
    )
    handout.chain_sha256 = chain.link(handout, before)
    session.add(handout)
    session.flush()
    chain.enter(session, "issued", handout, handout)
    audit.record(session, by, "handout.issued", handout.id, now, number=number, version=version)
    return handout


# -- after it was issued


def void(session: Session, by: ClinicianRow, handout: HandoutRow, reason: str, now: datetime) -> None:
    """Says that a handout no longer counts, and why; it stays on file. Raises `Refused`; a second time does nothing."""
    if not reason.strip():
        raise Refused([Problem("reason", "Write why this handout no longer counts, in a few words.")])
    if len(reason) > LONGEST_REASON:
        raise Refused([Problem("reason", f"A reason has at most {LONGEST_REASON} letters.")])
    if handout.voided:
        return
    row = VoidRow(handout=handout, clinician=by, at=now, reason=reason.strip())
    session.add(row)
    session.flush()
    chain.enter(session, "voided", handout, row)
    audit.record(session, by, "handout.voided", handout.id, now, number=handout.number)


def teach(session: Session, by: ClinicianRow, handout: HandoutRow, taught: Taught, now: datetime) -> None:
    """Records the teaching; the newest record counts, earlier ones stay."""
    row = TeachBackRow(handout=handout, clinician=by, at=now, **asdict(taught))
    session.add(row)
    session.flush()
    chain.enter(session, "taught", handout, row)
    audit.record(session, by, "handout.taught", handout.id, now, number=handout.number)


def taught_of(handout: HandoutRow) -> Taught | None:
    """The newest record of the teaching, if there is one."""
    if not handout.teach_backs:
        return None
    row = handout.teach_backs[-1]
    return Taught(**{one.name: getattr(row, one.name) for one in fields(Taught)})


def given(handout: HandoutRow) -> Given:
    """A handout as it was given, for the note."""
    plan, printed = plans.from_json(handout.plan_value), json.loads(handout.content)["handout"]
    by, options = printed["therapist"], printed.get("options", {})
    chosen = options.get("phases") or [phase.key for phase in plan.phases if phase.name == handout.phase]
    phases = [phase for phase in plan.phases if phase.key in chosen]
    kept = [replace(one, at=one.at.astimezone()) for one in overrides.of_handout(handout, phases)]
    return Given(
        number=displayed(handout.number),
        version=handout.version,
        issued=handout.issued_at.astimezone().date(),
        by=f"{by['name']}, {by['credential']}" if by["credential"] else by["name"],
        plan=plan,
        phases=phases,
        changed=handout.changed,
        care=printed["precautions"],
        kept=kept,
        education=options.get("education", False),
        log=bool(printed["weeks"]),
        taught=taught_of(handout),
        voided=handout.voided.reason if handout.voided else "",
    )


# -- finding


def get(session: Session, clinic_id: int, number: int) -> HandoutRow | None:
    """A handout of this clinic by its number, or None; no more of it than a reprint needs."""
    return session.scalar(select(HandoutRow).where(HandoutRow.clinic_id == clinic_id, HandoutRow.number == number))


def pdf_of(session: Session, handout: HandoutRow) -> bytes:
    """The bytes as they were issued."""
    return session.scalars(select(HandoutRow.pdf).where(HandoutRow.id == handout.id)).one()


def last(row: PlanRow | PatientRow) -> HandoutRow | None:
    """What was given last and still counts: a voided handout is as if it had not been given."""
    return max((one for one in row.handouts if not one.voided), key=lambda one: one.id, default=None)


def before(handout: HandoutRow) -> HandoutRow | None:
    """What a handout was compared with when it was issued: the newest that counted then."""
    earlier = (one for one in handout.plan.handouts if one.version < handout.version)
    counted = (one for one in earlier if not one.voided or one.voided.at > handout.issued_at)
    return max(counted, key=lambda one: one.version, default=None)


def last_plan(row: PlanRow) -> Plan | None:
    """The plan as it was when its newest handout that counts was issued."""
    given = last(row)
    return plans.from_json(given.plan_value) if given else None


def of_numbers(session: Session, clinic_id: int, numbers: Iterable[int]) -> dict[int, HandoutRow]:
    """Those handouts of a clinic that there are, by their numbers."""
    query = select(HandoutRow).where(HandoutRow.clinic_id == clinic_id, HandoutRow.number.in_(list(numbers)))
    found = session.scalars(query.order_by(HandoutRow.number).options(selectinload(HandoutRow.patient)))
    return {row.number: row for row in found}


def wanted_on(session: Session, clinic_id: int, day: date, since: datetime) -> list[PlanRow]:
    """The open plans of a clinic whose next check is that day, or that were changed since a moment; by patient."""
    query = (
        select(PlanRow)
        .join(PlanRow.patient)
        .where(PatientRow.clinic_id == clinic_id, PatientRow.archived_at.is_(None), PatientRow.quick.is_(False))
        .where(PlanRow.archived_at.is_(None))
        .where(or_(PlanRow.review_on == day, and_(PlanRow.changed_at >= since, plans.FOR_ONE)))
        .order_by(PatientRow.search, PlanRow.id)
        .options(selectinload(PlanRow.patient), selectinload(PlanRow.handouts))
        .options(selectinload(PlanRow.phases).selectinload(PhaseRow.prescriptions))
    )
    return list(session.scalars(query))


def latest(session: Session, clinic_id: int, most: int = 5) -> list[HandoutRow]:
    """The newest handouts of a clinic, to print again; not those of a class, which would fill the list."""
    query = select(HandoutRow).join(HandoutRow.plan).where(HandoutRow.clinic_id == clinic_id, plans.FOR_ONE)
    query = query.order_by(HandoutRow.number.desc()).limit(most)
    return list(session.scalars(query.options(selectinload(HandoutRow.patient))))


def displayed(number: int) -> str:
    """The number as it is printed: H-000214."""
    return f"H-{number:06d}"
