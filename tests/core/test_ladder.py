"""Swaps and steps along the ladder."""

import pytest

from hep.core.ladder import easier, harder, step_back_sentence, step_up_sentence, stepped_up, swapped
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.sides import Side
from hep.core.start_plan import prescribed


def plan_of(library: Library, *exercises: str) -> Plan:
    plan = Plan(side="left", mechanisms=("muscle-instability",))
    for one in exercises:
        plan = prescribed(one, plan, "phase-1", library)
    return plan


def test_neighbours_come_as_the_library_names_them(library: Library) -> None:
    one = library.exercises["mini-squat"]
    assert [other.id for other in easier(one, library)] == list(one.ladder.easier)
    assert [other.id for other in harder(one, library)] == list(one.ladder.harder)
    assert [other.id for other in harder(one, library, lambda other: other.id == "wall-sit")] == ["wall-sit"]


@pytest.mark.parametrize(
    ("was", "now", "side"),
    [("clam-60", "clam-band", "left"), ("clam-60", "bridge", "both"), ("bridge", "clam-60", "left")],
)
def test_a_swap_keeps_the_place_and_takes_the_dose_and_side_that_belong(
    library: Library, was: str, now: str, side: Side
) -> None:
    plan = swapped(plan_of(library, "quad-set", was), was, library.exercises[now])
    found = plan.prescription(was)
    assert (found.exercise, found.side, found.dose) == (now, side, library.exercises[now].dose)
    assert found.mechanism in library.exercises[now].mechanisms
    assert [p.key for p in plan.prescriptions()] == ["quad-set", was]


def test_a_whole_phase_goes_one_step_up(library: Library) -> None:
    plan, stayed = stepped_up(plan_of(library, "quad-set", "clam-60", "hip-thrust"), "phase-1", library)
    assert [p.exercise for p in plan.prescriptions()] == ["straight-leg-raise", "clam-band", "hip-thrust"]
    assert stayed == ["hip-thrust"]  # the end of its ladder


def test_a_step_is_one_level_and_nothing_comes_twice(library: Library) -> None:
    plan, stayed = stepped_up(plan_of(library, "bird-dog", "clam-60", "clam-band"), "phase-1", library)
    assert [p.exercise for p in plan.prescriptions()] == ["bird-dog", "side-lying-hip-abduction", "clam-band"]
    assert stayed == ["bird-dog", "clam-band"]


def test_only_what_suits_takes_the_place(library: Library) -> None:
    plan, stayed = stepped_up(plan_of(library, "quad-set"), "phase-1", library, lambda one: one.id == "short-arc-quad")
    assert ([p.exercise for p in plan.prescriptions()], stayed) == (["short-arc-quad"], [])


def test_every_step_up_of_the_library_is_at_most_one_level(library: Library) -> None:
    for one in library.exercises.values():
        plan, _ = stepped_up(plan_of(library, one.id), "phase-1", library)
        (found,) = plan.prescriptions()
        assert library.exercises[found.exercise].level - one.level in (0, 1)


def test_the_sentences_for_print(library: Library) -> None:
    one, up = library.exercises["quad-set"], library.exercises["straight-leg-raise"]
    assert step_up_sentence(one, "left", library, up) == (
        "Too easy? When your left knee goes fully straight and the thigh goes hard, go on to: Straight leg raise."
    )
    assert step_back_sentence(up, "left", library, one).endswith("go back to: Quad set.")
    assert step_back_sentence(one, "left", library).endswith("make it easier: press only half as hard.")
    for other in library.exercises.values():
        for sentence in (step_up_sentence(other, "right", library), step_back_sentence(other, "right", library)):
            assert "{" not in sentence
            assert sentence.endswith(".")
