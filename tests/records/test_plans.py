"""A plan is a value; the rows say the same, with as little change as the change was."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from hep.core.dose import Dose
from hep.core.plan import Plan
from hep.core.problem import Refused
from hep.records import patients, plans, store
from hep.records.model import AuditRow, ClinicianRow, PatientRow, PhaseRow, PlanRow, PrescriptionRow
from tests.conftest import NOW
from tests.records.conftest import LATER, example_plan, person

DOSES = (
    Dose(sets=2, reps=10, hold_s=5),
    Dose(sets=3, reps=8, reps_goal=12, rest_s=60, load_kg=2.5, tempo="2-1-3", days_per_week=3),
    Dose(minutes=10, minutes_goal=20, cadence=100, per_day=2),
    Dose(distance_m=200, steps=300),
)
NOTES = (
    "",
    "Hold on to the kitchen counter.",
    "Zoë’s “step” – 50 % \\ {{ 7*7 }}\nsecond line",
    "'; DROP TABLE plan; --",
)
EXERCISES = ("bridge", "sit-to-stand", "walk")
ACTS = ("add", "remove", "move", "step", "change", "swap", "add_phase", "remove_phase", "change_phase", "describe")


def acted(plan: Plan, act: str, one: int, other: int) -> Plan:
    """The plan after an act; which part of it is meant comes from the numbers. What is refused changes nothing."""
    keys = [p.key for p in plan.prescriptions()]
    key = keys[one % len(keys)] if keys else ""
    phase = plan.phases[other % len(plan.phases)].key
    dose, note, exercise = DOSES[other % len(DOSES)], NOTES[other % len(NOTES)], EXERCISES[one % len(EXERCISES)]
    try:
        match act:
            case "add":
                return plan.add(phase, exercise, "left", dose, "gait-changes", note, at=other)
            case "add_phase":
                return plan.add_phase(f"Phase {one}", 1 + other, note)
            case "remove_phase":
                return plan.remove_phase(phase)
            case "change_phase":
                return plan.change_phase(phase, name=f"Stage {one}", criteria=note)
            case "describe":
                return plan.described(
                    goal=note,
                    side=("left", "both")[one % 2],
                    review_on=date(2026, 12, 1 + other),
                    mechanisms=("a", "b"),
                )
        if not keys:
            return plan
        match act:
            case "remove":
                return plan.remove(key)
            case "move":
                return plan.move(key, phase, other)
            case "step":
                return plan.step(key, 1 if other % 2 else -1)
            case "change":
                return plan.change(key, dose=dose, note=note, side="alternating")
            case _:
                return plan.change(key, exercise=exercise, note="")
    except Refused:
        return plan


def ids(row: PlanRow) -> dict[str, int]:
    """Which row each prescription stands in."""
    return {one.key: one.id for phase in row.phases for one in phase.prescriptions}


steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 20), st.integers(0, 20), st.booleans()), max_size=15)


@given(steps=steps)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_sequence_of_changes_survives_the_database(
    session: Session, alice: ClinicianRow, ruth: PatientRow, steps: list[tuple[str, int, int, bool]]
) -> None:
    plan = example_plan()
    row = plans.add(session, alice, ruth, plan, NOW)
    for act, one, other, saves in [*steps, ("step", 0, 0, True)]:
        plan = acted(plan, act, one, other)
        if saves:
            before = ids(row)
            plans.save(session, alice, row, plan, LATER)
            session.flush()
            session.expire_all()
            assert plans.load(row) == plan
            assert all(before.get(key, at) == at for key, at in ids(row).items()), "a row that stays is the same row"
    assert session.scalar(select(func.count()).select_from(PhaseRow)) == len(plan.phases), "nothing is left behind"
    assert session.scalar(select(func.count()).select_from(PrescriptionRow)) == len(list(plan.prescriptions()))
    session.rollback()


@given(steps=steps)
def test_any_plan_survives_being_kept_beside_a_handout(steps: list[tuple[str, int, int, bool]]) -> None:
    plan = example_plan()
    for act, one, other, _ in steps:
        plan = acted(plan, act, one, other)
    assert plans.from_json(plans.as_json(plan)) == plan


def test_saving_the_same_plan_writes_nothing(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    revision = row.revision
    plans.save(session, alice, row, plans.load(row), LATER)
    assert not session.dirty
    assert not session.new
    assert (row.revision, row.changed_at) == (revision, NOW)


def test_one_changed_line_leaves_the_other_rows_alone(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    plans.save(session, alice, row, plans.load(row).change("bridge", note="Slowly."), LATER)
    changed = {one.key for one in session.dirty if isinstance(one, PrescriptionRow) and session.is_modified(one)}
    assert changed == {"bridge"}


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan.change("bridge", note="Slowly."),
        lambda plan: plan.move("bridge", "phase-2", 0),
        lambda plan: plan.remove("bridge"),
        lambda plan: plan.change_phase("phase-2", weeks=3),
        lambda plan: plan.described(goal="Walk the dog."),
    ],
)
def test_every_change_raises_the_revision_and_is_noted_once(
    session: Session, alice: ClinicianRow, row: PlanRow, change: Any
) -> None:
    revision = row.revision
    plans.save(session, alice, row, change(plans.load(row)), LATER)
    session.commit()
    assert row.revision == revision + 1
    assert row.changed_at == LATER
    assert session.scalar(select(func.count()).where(AuditRow.action == "plan.changed")) == 1


def test_of_two_requests_that_change_one_plan_the_second_fails(
    session: Session, alice: ClinicianRow, row: PlanRow
) -> None:
    with store.open_session(session.get_bind(), writes=True) as other:  # type: ignore[arg-type]
        bob = person(other, "bob")
        theirs = plans.get(other, alice.clinic_id, row.id)
        assert theirs
        other.commit()  # lets the first one write on a database that has one writer at a time
        plans.save(session, alice, row, plans.load(row).remove("sit-to-stand"), LATER)
        session.commit()
        plans.save(other, bob, theirs, plans.load(theirs).change("bridge", note="Slowly."), LATER)
        with pytest.raises(StaleDataError):
            other.commit()
    session.expire_all()
    assert [one.key for one in plans.load(row).prescriptions()] == ["bridge", "walk"]
    assert plans.load(row).prescription("bridge").note == ""


def test_the_phase_that_is_open_is_always_one_of_the_plan(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    plans.choose_phase(row, "phase-2")
    plans.save(session, alice, row, plans.load(row).remove_phase("phase-2"), LATER)
    assert row.current_phase == "phase-1"
    with pytest.raises(KeyError):
        plans.choose_phase(row, "phase-2")


def test_a_plan_is_not_there_for_another_clinic(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, row: PlanRow
) -> None:
    assert plans.get(session, alice.clinic_id, row.id) is row
    assert plans.get(session, charlie.clinic_id, row.id) is None
    assert plans.recent(session, charlie.clinic_id, alice.id) == []
    assert plans.due(session, charlie.clinic_id, date(2200, 1, 1)) == []


def test_recent_plans_are_those_a_person_began_newest_first(
    session: Session, alice: ClinicianRow, bob: ClinicianRow, ruth: PatientRow, row: PlanRow
) -> None:
    newer = plans.add(session, alice, ruth, Plan(title="Newer"), LATER)
    plans.add(session, bob, ruth, Plan(title="Bob's"), LATER)
    assert plans.recent(session, alice.clinic_id, alice.id) == [newer, row]
    assert plans.recent(session, alice.clinic_id, alice.id, most=1) == [newer]


def test_archived_plans_and_those_of_archived_patients_are_out_of_the_lists(
    session: Session, alice: ClinicianRow, ruth: PatientRow, row: PlanRow
) -> None:
    other = plans.add(session, alice, ruth, Plan(title="Other"), LATER)
    plans.archive(session, alice, row, LATER)
    session.flush()
    assert plans.recent(session, alice.clinic_id, alice.id) == [other]
    patients.archive(session, alice, ruth, LATER)
    session.flush()
    assert plans.recent(session, alice.clinic_id, alice.id) == []


def test_plans_are_due_on_their_day_the_earliest_first(session: Session, alice: ClinicianRow, ruth: PatientRow) -> None:
    rows = {
        day: plans.add(session, alice, ruth, Plan(review_on=date(2026, 12, day) if day else None), NOW)
        for day in (8, 0, 6, 7)
    }
    assert plans.due(session, alice.clinic_id, date(2026, 12, 7)) == [rows[6], rows[7]]


def test_the_plan_is_found_as_it_was_at_any_step(
    session: Session, alice: ClinicianRow, bob: ClinicianRow, row: PlanRow
) -> None:
    first = plans.load(row)
    assert plans.seen_at(session, row, None) == first
    assert plans.last_step(session, row) is None
    goals = ("Dance.", "Ski.")
    for by, goal in zip((alice, bob), goals, strict=True):
        plans.save(session, by, row, plans.load(row).described(goal=goal), LATER, [goal])
    newest, older = [step.id for step in plans.history(session, row) if step.before_id]
    assert [plans.seen_at(session, row, step) for step in (newest, older, None)] == [
        first.described(goal="Ski."), first.described(goal="Dance."), first,
    ]  # fmt: skip
    assert plans.seen_at(session, row, newest + 99) is None
    said = [
        plans.last_step(session, row),
        plans.last_step(session, row, bob.id),
        plans.last_step(session, row, after=newest),
    ]
    assert [step and step.words for step in said] == [["Ski."], ["Dance."], None]


def test_plans_to_copy_are_those_of_other_patients_of_the_clinic(
    session: Session, alice: ClinicianRow, charlie: ClinicianRow, row: PlanRow, ruth: PatientRow
) -> None:
    others = {}
    for by, name, quick in ((alice, "Nora Abara", False), (alice, "AB", True), (charlie, "Karl Abara", False)):
        patient = patients.add(session, by, patients.PatientFacts(name, None, "left", quick=quick), NOW)
        others[name] = patient, plans.add(session, by, patient, example_plan(), NOW)
    nora, its_plan = others["Nora Abara"]
    plans.add(session, alice, nora, Plan(), LATER)
    assert plans.to_copy(session, alice.clinic_id, "abara", ruth.id) == [its_plan], "an empty plan is nothing to copy"
    assert plans.to_copy(session, alice.clinic_id, "abara ru", nora.id) == [row]
    assert plans.to_copy(session, alice.clinic_id, "", nora.id) == [row]
    assert [one.patient.name for one in plans.recent(session, alice.clinic_id, alice.id, quick=True)] == ["AB"]
    assert "AB" not in [one.patient.name for one in plans.recent(session, alice.clinic_id, alice.id)]


def test_the_database_can_say_which_plans_hold_an_exercise(session: Session, row: PlanRow) -> None:
    holding = select(PlanRow.id).join(PlanRow.phases).join(PhaseRow.prescriptions)
    assert session.scalars(holding.where(PrescriptionRow.exercise == "bridge")).all() == [row.id]
    assert session.scalars(holding.where(PrescriptionRow.exercise == "clamshell")).all() == []
