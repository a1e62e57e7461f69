"""Which exercises of a plan answer which of its mechanisms."""

from collections.abc import Iterable, Mapping

from hep.core.library import Library
from hep.core.plan import Plan, Prescription


def coverage(prescriptions: Iterable[Prescription], plan: Plan, library: Library) -> Mapping[str, tuple[str, ...]]:
    """For each mechanism of the plan the ids of the exercises that answer it, by key and by category."""
    exercises = [library.exercises[p.exercise] for p in prescriptions if p.exercise in library.exercises]
    return {
        mechanism: tuple(
            exercise.id
            for exercise in exercises
            if mechanism in exercise.mechanisms and exercise.category in library.mechanisms[mechanism].answered_by
        )
        for mechanism in plan.mechanisms
        if mechanism in library.mechanisms
    }
