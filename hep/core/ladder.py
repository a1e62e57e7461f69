"""Swaps along the ladder: easier, harder, a whole phase one step up, and the sentences for print."""

from collections.abc import Callable

from hep.core.library import Exercise, Library
from hep.core.plan import Plan, Prescription
from hep.core.sides import OTHER, PlanSide, Side, in_words

Suits = Callable[[Exercise], bool]


def anything(_: Exercise) -> bool:
    return True


def easier(exercise: Exercise, library: Library, suits: Suits = anything) -> list[Exercise]:
    """The easier neighbours that suit, the usual one first."""
    return [
        library.exercises[one]
        for one in exercise.ladder.easier
        if one in library.exercises and suits(library.exercises[one])
    ]


def harder(exercise: Exercise, library: Library, suits: Suits = anything) -> list[Exercise]:
    """The harder neighbours that suit, the usual one first."""
    return [
        library.exercises[one]
        for one in exercise.ladder.harder
        if one in library.exercises and suits(library.exercises[one])
    ]


def swapped(plan: Plan, key: str, exercise: Exercise) -> Plan:
    """The plan with another exercise in a place: its own usual dose, the side as far as it makes sense."""
    was = plan.prescription(key)
    mechanism = exercise.answers((was.mechanism, *plan.mechanisms))
    side = kept_side(was.side, exercise, plan.side)
    return plan.change(key, exercise=exercise.id, dose=exercise.dose, side=side, mechanism=mechanism)


def stepped_up(plan: Plan, phase: str, library: Library, suits: Suits = anything) -> tuple[Plan, list[str]]:
    """The plan with every exercise of a phase one step harder where one suits; and the keys that stayed.

    Nothing moves more than one level, and nothing comes twice.
    """
    stayed, there = [], {p.exercise for p in plan.phase(phase).prescriptions}
    for row in plan.phase(phase).prescriptions:
        up = _up(row, there, library, suits)
        if up is None:
            stayed.append(row.key)
            continue
        there.add(up.id)
        plan = swapped(plan, row.key, up)
    return plan, stayed


def step_up_sentence(exercise: Exercise, side: Side, library: Library, next_one: Exercise | None = None) -> str:
    """ "Too easy? When your left knee stays straight, go on to: Straight leg raise." """
    then = f"go on to: {next_one.name}." if next_one else f"make it harder: {_lower(exercise.harder)}"
    return f"Too easy? When {in_words(exercise.step_up, side)}, {in_words(then, side)}"


def step_back_sentence(exercise: Exercise, side: Side, library: Library, next_one: Exercise | None = None) -> str:
    """ "Too hard? When …, go back to: …" """
    then = f"go back to: {next_one.name}." if next_one else f"make it easier: {_lower(exercise.easier)}"
    return f"Too hard? When {in_words(exercise.step_back, side)}, {in_words(then, side)}"


def _up(row: Prescription, there: set[str], library: Library, suits: Suits) -> Exercise | None:
    exercise = library.exercises.get(row.exercise)
    if exercise is None:
        return None
    level = exercise.level + 1
    return next(
        (one for one in harder(exercise, library, suits) if one.level <= level and one.id not in there),
        None,
    )


def kept_side(was: Side, exercise: Exercise, plan_side: PlanSide) -> Side:
    """The side of the place, where the new exercise is done one leg at a time; else both."""
    if not exercise.one_sided:
        return "both"
    return was if was in OTHER or was == "alternating" else exercise.usual_side(plan_side)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if not text.startswith("{") else text
