"""One step from what was given last: up or back, of a dose or along the ladder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hep.core import ladder, progress
from hep.core.dose import Dose, how_much
from hep.core.library import Library
from hep.core.plan import Phase, Prescription


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step leads: a dose of the same exercise, or another exercise at its own dose."""

    exercise: str
    dose: Dose


Way = Callable[[Prescription, Library, ladder.Suits], Step | None]


def up(was: Prescription, library: Library, suits: ladder.Suits = ladder.anything) -> Step | None:
    """The one next change (`progress.next_step`); never more than one level. None where there is nothing to add."""
    exercise = library.exercises.get(was.exercise)
    if exercise is None:
        return None
    harder = [one for one in ladder.harder(exercise, library, suits) if one.level <= exercise.level + 1]
    step = progress.next_step(exercise, was.dose, harder[0] if harder else None)
    return None if step.way == "none" else Step(step.exercise, step.dose)


def back(was: Prescription, library: Library, suits: ladder.Suits = ladder.anything) -> Step | None:
    """The easier neighbour that suits, else half the sets ("Pain-monitoring rule" of `dosage.md`, consensus)."""
    exercise = library.exercises.get(was.exercise)
    if exercise is None:
        return None
    if easier := ladder.easier(exercise, library, suits):
        return Step(easier[0].id, easier[0].dose)
    half = progress.half_the_sets(was.dose)
    return Step(was.exercise, half) if half != was.dose else None


def taken(phase: Phase, key: str, given: Mapping[str, Prescription]) -> set[str]:
    """What a step of one place may not lead to: what another of its phase holds, or held when it was given last.

    So a step stays the same while others are stepped. `given` is what was given last, by key.
    """
    others = [one for one in phase.prescriptions if one.key != key]
    return {held.exercise for one in others for held in (one, given.get(one.key, one))}


def in_words(step: Step, was: Prescription, library: Library) -> str:
    """ "2 × 12", or the name of the other exercise."""
    exercise = library.exercises[step.exercise]
    return how_much(step.dose, exercise.counts) if step.exercise == was.exercise else exercise.name
