"""An order in which the patient gets down and up once, with the warm-up and the walking where they belong."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from hep.core.library import Exercise, Library
from hep.core.plan import Phase, Plan

UP = {"lying": 0, "sitting": 1, "standing": 2}
DOWN = {"standing": 0, "sitting": 1, "lying": 2}

# What is done first in one position: wake up and move, then strength, control, balance, walking; stretches when warm.
# "Order of work" of `mechanisms.md` and the warm-up of `dosage.md`: consensus; muscle best warm: verified (ACSM).
WORK = {
    "activation": 1,
    "strengthening": 2,
    "movement-training": 3,
    "balance": 4,
    "gait-training": 5,
    "walk": 6,
    "stretching": 7,
}


def in_order(exercises: Iterable[Exercise], library: Library) -> list[Exercise]:
    """The exercises as they are best done in one session; the same set gives the same order.

    From lying up to walking; where there is something to stretch off the feet and a walk to warm up with, the other
    way round. Either way each position comes once.
    """
    chosen = list(exercises)
    groups = {one.id: library.positions[one.position].group for one in chosen}
    warm_up = any(one.category == "stretching" and groups[one.id] != "standing" for one in chosen) and any(
        _is_walk(one) for one in chosen
    )
    ranks = DOWN if warm_up else UP
    return sorted(chosen, key=lambda one: (ranks[groups[one.id]], _work(one, warm_up), one.level, one.id))


def ordered_phase(plan: Plan, phase: str, library: Library) -> Plan:
    """The plan with one phase put in order; exercises the library no longer has stay last."""
    rows = plan.phase(phase).prescriptions
    known = {p.exercise: library.exercises[p.exercise] for p in rows if p.exercise in library.exercises}
    places = {exercise.id: place for place, exercise in enumerate(in_order(known.values(), library))}
    keys = [p.key for p in sorted(rows, key=lambda p: places.get(p.exercise, len(places)))]
    for place, key in enumerate(keys):
        plan = plan.move(key, phase, place)
    return plan


def changes(exercises: Sequence[Exercise], library: Library) -> int:
    """The fewest changes between lying, sitting and standing that these exercises can be done with."""
    return max(0, len({library.positions[one.position].group for one in exercises}) - 1)


def is_in_order(phase: Phase, library: Library) -> bool:
    """Whether no other order needs fewer changes of position."""
    known = [library.exercises[p.exercise] for p in phase.prescriptions if p.exercise in library.exercises]
    groups = [library.positions[one.position].group for one in known]
    return sum(a != b for a, b in pairwise(groups)) == changes(known, library)


def _is_walk(exercise: Exercise) -> bool:
    return exercise.counts == "minutes" and exercise.position == "walking"


def _work(exercise: Exercise, warm_up: bool) -> int:
    if _is_walk(exercise):
        return 0 if warm_up else WORK["walk"]
    if exercise.category == "strengthening" and exercise.level == 1:
        return WORK["activation"]
    return WORK[exercise.category]
