"""Going up and back: two-for-two, one change at a time, not too much between versions."""

import re

import pytest

from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.progress import (
    half_the_sets,
    may_raise_load,
    may_step_up,
    must_step_back,
    next_step,
    sessions_needed,
    version_warnings,
)
from hep.core.start_plan import prescribed


@pytest.mark.parametrize(
    ("last_sets", "target", "may"),
    [([12, 12], 10, True), ([12, 11], 10, False), ([11, 12, 12], 10, True), ([12], 10, False), ([], 10, False)],
)
def test_two_for_two(last_sets: list[int], target: int, may: bool) -> None:
    assert may_raise_load(last_sets, target) is may


@pytest.mark.parametrize(("age", "sessions"), [(None, 2), (40, 2), (65, 2), (66, 3)])
def test_over_65_one_more_good_session_is_needed(age: int | None, sessions: int) -> None:
    assert sessions_needed(age) == sessions


@pytest.mark.parametrize(
    ("pain", "clean", "calm", "age", "may"),
    [
        ([3, 3], [True, True], [True, True], 50, True),
        ([3, 4], [True, True], [True, True], 50, False),
        ([9, 3, 3], [False, True, True], [True, True, True], 50, True),
        ([3, 3], [True, False], [True, True], 50, False),
        ([3, 3], [True, True], [True, False], 50, False),
        ([3, 3], [True, True], [True, True], 70, False),
        ([3], [True], [True], 50, False),
    ],
)
def test_when_to_step_up(pain: list[int], clean: list[bool], calm: list[bool], age: int, may: bool) -> None:
    assert may_step_up(pain, clean, calm, age) is may


@pytest.mark.parametrize(
    ("values", "back"),
    [
        ({"pain": 5, "done": 10, "target": 10}, False),
        ({"pain": 6, "done": 10, "target": 10}, True),
        ({"pain": 2, "done": 5, "target": 10}, False),
        ({"pain": 2, "done": 4, "target": 10}, True),
        ({"pain": 2, "done": 10, "target": 10, "clean": False}, True),
        ({"pain": 2, "done": 10, "target": 10, "calm_morning": False}, True),
    ],
)
def test_when_to_step_back(values: dict[str, int], back: bool) -> None:
    assert must_step_back(**values) is back


@pytest.mark.parametrize(
    ("exercise", "dose", "way", "changed"),
    [
        ("squat", Dose(sets=3, reps=8, reps_goal=12), "reps", {"reps": 9, "reps_goal": 12}),
        ("squat", Dose(sets=3, reps=11, reps_goal=12), "reps", {"reps": 12, "reps_goal": None}),
        ("squat", Dose(sets=3, reps=12), "slower", {"tempo": "2-1-5"}),
        ("squat", Dose(sets=3, reps=12, tempo="2-1-5"), "exercise", {}),
        ("clam-60", Dose(sets=3, reps=12, hold_s=2), "hold", {"hold_s": 4}),
        ("clam-60", Dose(sets=3, reps=12, hold_s=9), "hold", {"hold_s": 10}),
        ("clam-60", Dose(sets=3, reps=12, hold_s=10), "exercise", {}),
    ],
)
def test_one_change_in_the_usual_order(
    library: Library, exercise: str, dose: Dose, way: str, changed: dict[str, int]
) -> None:
    one = library.exercises[exercise]
    up = library.exercises[one.ladder.harder[0]]
    step = next_step(one, dose, up)
    assert step.way == way
    if way == "exercise":
        assert (step.exercise, step.dose) == (up.id, up.dose)
    else:
        assert step.exercise == one.id
        assert step.dose == dose.changed(**changed)


def test_no_step_of_a_card_names_another_speed_than_its_dose_may(library: Library) -> None:
    paced = [
        (one.id, step)
        for one in library.exercises.values()
        if next_step(one, one.dose.changed(reps_goal=None), None).way == "slower"
        for step in one.steps
        if re.search(r"\d seconds", step)
    ]
    assert paced == []


def test_at_the_top_of_the_ladder_weight_grows_by_a_tenth_at_most(library: Library) -> None:
    one = library.exercises["long-arc-quad-resisted"]
    step = next_step(one, Dose(reps=12, hold_s=10, load_kg=5), None)
    assert (step.way, step.dose.load_kg, step.basis.status) == ("load", 5.5, "verified")
    assert next_step(one, Dose(reps=12, hold_s=10), None).way == "none"


@pytest.mark.parametrize(("sets", "half"), [(1, 1), (2, 1), (3, 2), (4, 2)])
def test_after_a_bad_morning_half_the_sets(sets: int, half: int) -> None:
    assert half_the_sets(Dose(sets=sets, reps=10)).sets == half


# -- versions


def plan_of(library: Library, *exercises: str) -> Plan:
    plan = Plan(side="left")
    for one in exercises:
        plan = prescribed(one, plan, "phase-1", library)
    return plan


def rules(before: Plan, after: Plan, library: Library) -> list[str]:
    return [one.rule for one in version_warnings(before, after, library)]


def test_the_same_plan_is_not_too_much(library: Library) -> None:
    plan = plan_of(library, "quad-set", "bridge")
    assert rules(plan, plan, library) == []


@pytest.mark.parametrize(("exercise", "jump"), [("straight-leg-raise", False), ("squat", True), ("glute-set", False)])
def test_a_swap_of_more_than_one_level_is_a_jump(library: Library, exercise: str, jump: bool) -> None:
    plan = plan_of(library, "quad-set")
    after = plan.change("quad-set", exercise=exercise)
    assert ("level jump" in rules(plan, after, library)) is jump


@pytest.mark.parametrize(("exercise", "jump"), [("bridge", False), ("squat", False), ("split-squat", True)])
def test_a_new_exercise_far_above_all_others_is_a_jump(library: Library, exercise: str, jump: bool) -> None:
    plan = plan_of(library, "quad-set", "straight-leg-raise")
    after = prescribed(exercise, plan, "phase-1", library)
    assert ("level jump" in rules(plan, after, library)) is jump
    assert rules(Plan(), after, library) == []  # a first version cannot jump


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"reps": 12}, []),
        ({"reps": 12, "sets": 4}, ["one change"]),
        ({"reps": 8, "sets": 2}, []),  # less is never too much
        ({"rest_s": 10, "reps": 12}, ["one change"]),
        ({"tempo": "2-1-5", "reps": 12}, ["one change"]),
    ],
)
def test_one_thing_at_a_time(library: Library, changes: dict[str, int], found: list[str]) -> None:
    plan = plan_of(library, "bridge")
    after = plan.change("bridge", dose=plan.prescription("bridge").dose.changed(**changes))
    assert rules(plan, after, library) == found


@pytest.mark.parametrize(("kg", "found"), [(5.5, []), (5.6, ["load"])])
def test_weight_grows_by_a_tenth_at_most(library: Library, kg: float, found: list[str]) -> None:
    plan = plan_of(library, "long-arc-quad-resisted")
    key = "long-arc-quad-resisted"
    dose = plan.prescription(key).dose
    plan = plan.change(key, dose=dose.changed(load_kg=5))
    assert rules(plan, plan.change(key, dose=dose.changed(load_kg=kg)), library) == found


def test_one_or_two_exercises_a_week(library: Library) -> None:
    plan = plan_of(library, "quad-set", "bridge", "clam-60")
    after = plan
    for number, p in enumerate(plan.prescriptions(), 1):
        after = after.change(p.key, dose=p.dose.changed(reps=p.dose.reps + 2))
        assert ("exercises a week" in rules(plan, after, library)) is (number > 2)
