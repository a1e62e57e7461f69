"""Plans: a value in, a value out; the rows hold the difference, the steps the history."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session, selectinload

from hep.core.dose import Dose
from hep.core.plan import Phase, Plan, Prescription
from hep.records import audit
from hep.records.model import ClinicianRow, PatientRow, PhaseRow, PlanRow, PrescriptionRow, StepRow
from hep.records.patients import folded

# Begun for one patient, or worked on since a class got it: what a class got fills no list of what is to be done.
FOR_ONE = or_(PlanRow.of_class.is_(False), PlanRow.step_id.is_not(None))


def add(
    session: Session,
    by: ClinicianRow,
    patient: PatientRow,
    plan: Plan,
    now: datetime,
    *,
    draft: dict[str, Any] | None = None,
    of_class: bool = False,
) -> PlanRow:
    """A new plan of a patient; `draft` is what the assistant said of it, where it made it."""
    row = PlanRow(patient=patient, clinician_id=by.id, created_at=now, changed_at=now, current_phase=plan.phases[0].key)
    row.draft, row.printing, row.of_class = draft, {}, of_class
    _write(row, plan)
    session.add(row)
    session.flush()
    audit.record(session, by, "plan.added", row.id, now)
    return row


def save(
    session: Session,
    by: ClinicianRow,
    row: PlanRow,
    plan: Plan,
    now: datetime,
    words: Sequence[str] = (),
    token: str | None = None,
) -> None:
    """Writes a changed plan as a new step of its history, with what changed in words; the same plan writes nothing."""
    if plan == load(row):
        return
    if row.step_id is None:  # the history begins with the plan as it was at first
        _step(session, row.clinician, row, row.created_at, ["began the plan"])
    _write(row, plan)
    row.changed_at = now
    if row.current_phase not in {phase.key for phase in plan.phases}:
        row.current_phase = plan.phases[0].key
    _step(session, by, row, now, words or ["changed the plan"], token)
    audit.record(session, by, "plan.changed", row.id, now)


# -- history


def _step(
    session: Session, by: ClinicianRow, row: PlanRow, now: datetime, words: Sequence[str], token: str | None = None
) -> None:
    made = insert(StepRow).values(
        plan_id=row.id,
        clinician_id=by.id,
        before_id=row.step_id,
        at=now,
        act="edit",
        words=list(words),
        value=as_json(load(row)),
        token=token,
    )
    with session.no_autoflush:  # so that the row of the plan is written once, with its step
        row.step_id = session.execute(made.returning(StepRow.id)).scalar_one()


def was_done(session: Session, row: PlanRow, token: str) -> bool:
    """Whether the edit of that token has been made: what is sent again after a lost answer counts once."""
    return session.scalar(select(StepRow.id).where(StepRow.plan_id == row.id, StepRow.token == token)) is not None


def to_undo(session: Session, row: PlanRow) -> StepRow | None:
    """The step that undo would take back."""
    step = session.get(StepRow, row.step_id) if row.step_id else None
    return step if step and step.before_id else None


def to_redo(session: Session, row: PlanRow) -> StepRow | None:
    """The step that was last taken back from where the plan stands."""
    query = select(StepRow).where(StepRow.plan_id == row.id, StepRow.before_id == row.step_id)
    return session.scalar(query.order_by(StepRow.id.desc()).limit(1))


def undo(session: Session, by: ClinicianRow, row: PlanRow, now: datetime, token: str | None = None) -> StepRow | None:
    """The plan as it was before its last step; returns that step, or None where there is none."""
    step = to_undo(session, row)
    if step:
        _go_to(session, by, row, step.before_id, "undo", step.words, now, token)
    return step


def redo(session: Session, by: ClinicianRow, row: PlanRow, now: datetime, token: str | None = None) -> StepRow | None:
    """The step that was undone last, done again; returns it, or None where there is none."""
    step = to_redo(session, row)
    if step:
        _go_to(session, by, row, step.id, "redo", step.words, now, token)
    return step


def _go_to(
    session: Session,
    by: ClinicianRow,
    row: PlanRow,
    step_id: int | None,
    act: str,
    words: Sequence[str],
    now: datetime,
    token: str | None,
) -> None:
    value = session.scalars(select(StepRow.value).where(StepRow.id == step_id)).one()
    plan = from_json(value or {})
    _write(row, plan)
    row.step_id, row.changed_at = step_id, now
    if row.current_phase not in {phase.key for phase in plan.phases}:
        row.current_phase = plan.phases[0].key
    session.add(StepRow(plan_id=row.id, clinician_id=by.id, at=now, act=act, words=list(words), token=token))
    audit.record(session, by, "plan.changed", row.id, now)


def seen_at(session: Session, row: PlanRow, step: int | None) -> Plan | None:
    """The plan as it was after a step of its history; without a step, as it was at first. None: no such step."""
    if step == row.step_id:
        return load(row)
    query = select(StepRow.value).where(StepRow.plan_id == row.id, StepRow.value.is_not(None))
    query = query.where(StepRow.id == step) if step else query.order_by(StepRow.id).limit(1)
    value = session.scalar(query)
    return from_json(value) if value else None


def last_step(session: Session, row: PlanRow, not_by: int | None = None, after: int = 0) -> StepRow | None:
    """What was done to the plan last and by whom, after a step, by anyone but one person where that is asked."""
    first = StepRow.before_id.is_(None) & (StepRow.act == "edit")
    query = select(StepRow).where(StepRow.plan_id == row.id, StepRow.id > after, ~first)
    query = query.where(StepRow.clinician_id != not_by) if not_by else query
    return session.scalar(query.order_by(StepRow.id.desc()).limit(1).options(selectinload(StepRow.clinician)))


def history(session: Session, row: PlanRow, most: int = 100) -> list[StepRow]:
    """Who changed what, when: the newest first."""
    query = select(StepRow).where(StepRow.plan_id == row.id).order_by(StepRow.id.desc()).limit(most)
    return list(session.scalars(query.options(selectinload(StepRow.clinician))))


# -- lists


def choose_phase(row: PlanRow, key: str) -> None:
    """The phase that the patient is in: it is open in the builder and printed on the handout."""
    row.current_phase = load(row).phase(key).key


def archive(session: Session, by: ClinicianRow, row: PlanRow, now: datetime) -> None:
    row.archived_at = now
    audit.record(session, by, "plan.archived", row.id, now)


def get(session: Session, clinic_id: int, plan_id: int) -> PlanRow | None:
    """A plan of a patient of this clinic, or None."""
    query = (
        select(PlanRow)
        .join(PlanRow.patient)
        .where(PatientRow.clinic_id == clinic_id, PlanRow.id == plan_id)
        .options(selectinload(PlanRow.phases).selectinload(PhaseRow.prescriptions))
    )
    return session.scalar(query)


def recent(session: Session, clinic_id: int, clinician_id: int, most: int = 8, *, quick: bool = False) -> list[PlanRow]:
    """The open plans a person worked on last: of patients, or quick ones without a record."""
    query = (
        _open(clinic_id)
        .where(PlanRow.clinician_id == clinician_id, PatientRow.quick.is_(quick), FOR_ONE)
        .order_by(PlanRow.changed_at.desc(), PlanRow.id.desc())
        .limit(most)
    )
    return list(session.scalars(query))


def unnamed(row: PlanRow) -> bool:
    """Whether it is a class's copy for somebody who has no record: the name is written on the paper by hand."""
    return row.of_class and row.patient.quick


def to_copy(session: Session, clinic_id: int, words: str, not_of: int, most: int = 10) -> list[PlanRow]:
    """The open plans of other patients of the clinic whose name or reference holds every word, newest first."""
    query = _open(clinic_id).where(PatientRow.id != not_of, PatientRow.quick.is_(False))
    query = query.where(PlanRow.phases.any(PhaseRow.prescriptions.any()))
    for word in folded(words).split():
        query = query.where(PatientRow.search.contains(word, autoescape=True))
    return list(session.scalars(query.order_by(PlanRow.changed_at.desc(), PlanRow.id.desc()).limit(most)))


def due(session: Session, clinic_id: int, until: date, most: int = 8) -> list[PlanRow]:
    """The open plans of a clinic whose review date has come or comes until a day."""
    query = _open(clinic_id).where(PlanRow.review_on <= until).order_by(PlanRow.review_on, PlanRow.id).limit(most)
    return list(session.scalars(query))


def _open(clinic_id: int) -> Any:
    return (
        select(PlanRow)
        .join(PlanRow.patient)
        .where(PatientRow.clinic_id == clinic_id, PatientRow.archived_at.is_(None), PlanRow.archived_at.is_(None))
        .options(
            selectinload(PlanRow.patient),
            selectinload(PlanRow.handouts),
            selectinload(PlanRow.phases).selectinload(PhaseRow.prescriptions),
        )
    )


# -- rows and values


def load(row: PlanRow) -> Plan:
    """The plan of its rows."""
    return Plan(
        title=row.title,
        side=row.side,  # type: ignore[arg-type]
        mechanisms=tuple(row.mechanisms),
        irritability=row.irritability,  # type: ignore[arg-type]
        goal=row.goal,
        review_on=row.review_on,
        phases=tuple(_phase(phase) for phase in row.phases),
        findings=tuple(row.findings),
    )


def _phase(row: PhaseRow) -> Phase:
    prescriptions = tuple(
        Prescription(one.key, one.exercise, one.side, one.dose, one.mechanism, one.note, one.reason)  # type: ignore[arg-type]
        for one in row.prescriptions
    )
    return Phase(row.key, row.name, row.weeks, row.criteria, prescriptions)


def _write(row: PlanRow, plan: Plan) -> None:
    """Makes the rows say what the plan says; rows of the same key stay the same rows."""
    row.title, row.side, row.irritability, row.goal = plan.title, plan.side, plan.irritability, plan.goal
    row.mechanisms, row.findings, row.review_on = list(plan.mechanisms), list(plan.findings), plan.review_on
    phases = {phase.key: phase for phase in row.phases}
    prescriptions = {one.key: one for phase in row.phases for one in phase.prescriptions}
    row.phases = [
        _write_phase(phases.get(phase.key) or PhaseRow(key=phase.key), place, phase, prescriptions)
        for place, phase in enumerate(plan.phases)
    ]


def _write_phase(row: PhaseRow, place: int, phase: Phase, rows: dict[str, PrescriptionRow]) -> PhaseRow:
    row.place, row.name, row.weeks, row.criteria = place, phase.name, phase.weeks, phase.criteria
    row.prescriptions = [
        _write_prescription(rows.get(one.key) or PrescriptionRow(key=one.key), at, one)
        for at, one in enumerate(phase.prescriptions)
    ]
    return row


def _write_prescription(row: PrescriptionRow, place: int, value: Prescription) -> PrescriptionRow:
    row.place, row.exercise, row.side, row.mechanism = place, value.exercise, value.side, value.mechanism
    row.note, row.reason, row.dose = value.note, value.reason, value.dose
    return row


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, to keep beside a handout."""
    value = asdict(plan)
    value["review_on"] = plan.review_on.isoformat() if plan.review_on else None
    return value


def from_json(value: Mapping[str, Any]) -> Plan:
    """The plan that `as_json` kept."""
    phases = tuple(
        Phase(
            **{
                **phase,
                "prescriptions": tuple(
                    Prescription(**{**one, "dose": Dose(**one["dose"])}) for one in phase["prescriptions"]
                ),
            }
        )
        for phase in value["phases"]
    )
    review_on = date.fromisoformat(value["review_on"]) if value["review_on"] else None
    listed = {part: tuple(value.get(part, ())) for part in ("mechanisms", "findings")}
    return Plan(**{**value, **listed, "review_on": review_on, "phases": phases})
