"""One step from what was given last: one change, never more than one level."""

import pytest

from hep.core import steps
from hep.core.dose import Dose
from hep.core.library import Exercise, Library
from hep.core.plan import Phase, Prescription


def given(exercise: str, dose: Dose) -> Prescription:
    return Prescription("key", exercise, "left", dose, "muscle-instability")


def nothing(_: Exercise) -> bool:
    return False


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(sets=2, reps=8, reps_goal=12), "2 × 9–12"),
        (Dose(sets=2, reps=11, reps_goal=12), "2 × 12"),
        (Dose(sets=2, reps=10, hold_s=3), "2 × 10, hold 5 s"),
    ],
)
def test_a_step_up_of_a_dose_is_one_change(library: Library, dose: Dose, words: str) -> None:
    was = given("bridge", dose)
    step = steps.up(was, library)
    assert step
    assert steps.in_words(step, was, library) == words


def test_where_the_dose_is_at_its_end_the_harder_neighbour_comes_at_its_own_dose(library: Library) -> None:
    for exercise in library.exercises.values():
        was = given(exercise.id, exercise.dose.changed(reps_goal=None, hold_s=10 if exercise.dose.hold_s else 0,
                                                       hold_goal_s=None, tempo="2-1-5"))  # fmt: skip
        if (step := steps.up(was, library)) and step.exercise != exercise.id:
            other = library.exercises[step.exercise]
            assert other.id in exercise.ladder.harder
            assert other.level <= exercise.level + 1
            assert step.dose == other.dose
            assert steps.in_words(step, was, library) == other.name


def test_a_step_back_is_the_easier_neighbour_else_half_the_sets_else_nothing(library: Library) -> None:
    was = given("single-leg-bridge", Dose(sets=3, reps=8))
    easier = library.exercises[library.exercises["single-leg-bridge"].ladder.easier[0]]
    assert steps.back(was, library) == steps.Step(easier.id, easier.dose)
    assert steps.back(was, library, nothing) == steps.Step("single-leg-bridge", Dose(sets=2, reps=8))
    assert steps.back(given("single-leg-bridge", Dose(sets=1, reps=8)), library, nothing) is None


def test_what_the_library_no_longer_has_has_no_step(library: Library) -> None:
    was = given("gone", Dose(reps=8))
    assert (steps.up(was, library), steps.back(was, library)) == (None, None)


def test_a_step_leads_to_nothing_that_another_place_holds_or_held() -> None:
    dose = Dose(sets=2, reps=8)
    first, second, third = (
        Prescription(key, exercise, "left", dose, "muscle-instability")
        for key, exercise in (("a", "bridge"), ("b", "squat"), ("c", "clam-30"))
    )
    was = {"a": given("glute-set", dose), "b": given("mini-squat", dose)}  # the third is new
    phase = Phase("phase-1", "Start", 2, "", (first, second, third))
    assert steps.taken(phase, "a", was) == {"squat", "mini-squat", "clam-30"}
