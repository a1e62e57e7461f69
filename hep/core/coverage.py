"""Which exercises of a plan answer which of its mechanisms, findings and weak muscles."""

from collections.abc import Iterable, Mapping

from hep.core.library import Exercise, Library
from hep.core.plan import Plan, Prescription


def coverage(prescriptions: Iterable[Prescription], plan: Plan, library: Library) -> Mapping[str, tuple[str, ...]]:
    """For each mechanism of the plan the ids of the exercises that answer it, by key and by category."""
    exercises = [library.exercises[p.exercise] for p in prescriptions if p.exercise in library.exercises]
    return {
        mechanism: tuple(exercise.id for exercise in exercises if answers_mechanism(exercise, mechanism, library))
        for mechanism in plan.mechanisms
        if mechanism in library.mechanisms
    }


def answers_mechanism(exercise: Exercise, mechanism: str, library: Library) -> bool:
    """Whether an exercise answers a mechanism: it names it, and its category is one that answers it."""
    known = library.mechanisms.get(mechanism)
    return known is not None and mechanism in exercise.mechanisms and exercise.category in known.answered_by


def trains(exercise: Exercise, muscle: str) -> bool:
    """Whether an exercise makes a weak muscle stronger: strengthening, with it among the main muscles."""
    return exercise.category == "strengthening" and muscle in exercise.muscles.primary


def findings_answered(
    prescriptions: Iterable[Prescription], findings: Iterable[str], library: Library
) -> Mapping[str, tuple[str, ...]]:
    """For each finding the ids of the exercises that usually answer it; findings no exercise answers are left out."""
    there = tuple(dict.fromkeys(p.exercise for p in prescriptions))
    return {
        one: tuple(id for id in there if id in library.findings[one].answers)
        for one in findings
        if one in library.findings and library.findings[one].answers
    }


def muscles_trained(
    prescriptions: Iterable[Prescription], muscles: Iterable[str], library: Library
) -> Mapping[str, tuple[str, ...]]:
    """For each weak muscle the ids of the exercises that train it."""
    there = [library.exercises[p.exercise] for p in prescriptions if p.exercise in library.exercises]
    return {muscle: tuple(one.id for one in there if trains(one, muscle)) for muscle in muscles}
