"""Doses by goal, as in the table of `dosage.md`."""

import pytest

from hep.core.dose_goals import GOALS, PARTS, Goal, dose_for, goal_of, goals_for
from hep.core.library import Library
from hep.core.plan import IRRITABILITIES


@pytest.mark.parametrize(
    ("exercise", "goal"),
    [
        ("quad-set", "activation"), ("squat", "home-strength"), ("long-arc-quad-resisted", "strength"),
        ("figure-4-seated", "flexibility"), ("single-leg-stance", "balance"), ("step-over-line", "gait-drill"),
        ("squat-mirror-alignment", "gait-drill"),
    ],
)  # fmt: skip
def test_what_an_exercise_is_dosed_for(library: Library, exercise: str, goal: str) -> None:
    assert goal_of(library.exercises[exercise]) == goal


def test_every_row_has_ranges_and_a_basis() -> None:
    for row in GOALS.values():
        for part in PARTS:
            least, most = getattr(row, part)
            assert 0 <= least <= most
        assert row.basis
        assert row.effort
        assert row.status in ("verified", "recalled", "consensus")


@pytest.mark.parametrize(
    ("exercise", "goal", "wanted"),
    [
        ("squat", "strength", {"sets": 3, "reps": 10, "rest_s": 120, "days_per_week": 3}),
        ("squat", "endurance", {"sets": 2, "reps": 15, "rest_s": 59}),
        ("squat", "hypertension", {"reps": 12, "rest_s": 60}),
        ("quad-set", "sore-tendon", {"reps": 6, "hold_s": 5, "rest_s": 60, "per_day": 3}),
        ("quad-set", "bone", {"hold_s": 0, "rest_s": 120, "per_day": 1}),
        ("clam-60", "starter-strength", {"sets": 3, "reps": 12, "hold_s": 2, "rest_s": 90, "days_per_week": 3}),
        ("figure-4-seated", "hold-relax", {"reps": 3, "hold_s": 30, "days_per_week": 3}),
        ("walking-even-intervals", "strength", {"minutes": 4, "sets": 3}),  # a walk keeps its own dose
    ],
)
def test_a_dose_is_brought_into_the_row(library: Library, exercise: str, goal: Goal, wanted: dict[str, int]) -> None:
    dose = dose_for(library.exercises[exercise], goal)
    assert {part: getattr(dose, part) for part in wanted} == wanted


def test_what_flares_easily_stays_below_the_row(library: Library) -> None:
    dose = dose_for(library.exercises["squat"], "strength", "high")
    assert (dose.sets, dose.reps) == (2, 5)


def test_every_exercise_has_a_dose_for_every_goal(library: Library) -> None:
    for exercise in library.exercises.values():
        for goal in GOALS:
            for irritability in IRRITABILITIES:
                dose = dose_for(exercise, goal, irritability)
                assert dose.is_walk == exercise.dose.is_walk, exercise.id


@pytest.mark.parametrize(
    ("exercise", "first", "many"),
    [
        ("squat", "activation", 9), ("hamstring-stretch-supine-strap", "flexibility", 3),
        ("hip-flexor-stretch-standing", "flexibility", 2), ("single-leg-stance", "balance", 1),
        ("squat-mirror-alignment", "gait-drill", 1), ("metronome-walking", "", 0),
    ],
)  # fmt: skip
def test_what_an_exercise_may_be_dosed_for(library: Library, exercise: str, first: str, many: int) -> None:
    goals = goals_for(library.exercises[exercise])
    assert len(goals) == many
    assert (goals[0] if goals else "") == first


def test_a_goal_is_offered_only_where_it_is_the_usual_one_too(library: Library) -> None:
    for exercise in library.exercises.values():
        goals = goals_for(exercise)
        assert not goals or goal_of(exercise) in goals, exercise.id
