"""What the program can do about a warning of a dose: the nearest dose without it, and the words of its button."""

from collections.abc import Callable, Collection, Mapping
from math import ceil
from typing import Any

from hep.core.dose import Dose, how_much, how_often
from hep.core.dose_advice import HEEL_PROP, MOST_MINUTES_FALL_RISK, dose_warnings
from hep.core.library import Exercise
from hep.core.problem import Refused


def mended(dose: Dose, exercise: Exercise, rule: str, codes: Collection[str] = ()) -> Dose | None:
    """The dose changed as little as takes that warning away; None where that is for the therapist to think about."""
    if rule not in CHANGES or not _warns(dose, exercise, rule, codes):
        return None
    try:
        better = dose.changed(**CHANGES[rule](dose, exercise))
    except Refused:
        return None
    return None if _warns(better, exercise, rule, codes) else better


def _warns(dose: Dose, exercise: Exercise, rule: str, codes: Collection[str]) -> bool:
    return any(one.rule == rule for one in dose_warnings(dose, exercise, codes))


def in_words(was: Dose, now: Dose, exercise: Exercise) -> str:
    """The label of its button: "Make it 3 × 10", "Make it once a day, 4 days a week"."""
    if how_much(was, exercise.counts) != how_much(now, exercise.counts):
        return f"Make it {how_much(now, exercise.counts)}"
    if how_often(was) != how_often(now):
        return f"Make it {how_often(now)[0].lower()}{how_often(now)[1:]}"
    return f"Rest {now.rest_s} s"


def _is_strong(exercise: Exercise) -> bool:
    return exercise.category == "strengthening" and exercise.level >= 3


def _reps(dose: Dose, exercise: Exercise) -> dict[str, Any]:
    most = 20 if dose.load_kg > 0 or "external-load" in exercise.features else 30
    reps = min(dose.reps, most) if dose.reps >= 5 else 5
    goal = min(dose.reps_goal, most) if dose.reps_goal else None
    return {"reps": reps, "reps_goal": goal if goal and goal > reps else None}


def _reps_a_day(dose: Dose, exercise: Exercise) -> dict[str, Any]:
    once = dose.sets * max(dose.reps, dose.reps_goal or 0)
    return {"per_day": 150 // once} if once <= 150 else {"per_day": 1, "sets": max(1, dose.sets * 150 // once)}


def _stretch_hold(dose: Dose, exercise: Exercise) -> dict[str, Any]:
    hold = min(max(dose.hold_s, 10), 60)
    return {"hold_s": hold, "hold_goal_s": min(dose.hold_goal_s or 0, 60) if (dose.hold_goal_s or 0) > hold else None}


def _stretch_a_day(dose: Dose, exercise: Exercise) -> dict[str, Any]:
    hold = max(dose.hold_s, dose.hold_goal_s or 0)
    one, most = dose.sets * hold * dose.per_day, 900 if exercise.id == HEEL_PROP else 300
    if not one:
        return {}
    reps = ceil(60 / one) if one * max(dose.reps, dose.reps_goal or 0) < 60 else max(1, most // one)
    return {"reps": reps, "reps_goal": None}


def _hold_a_session(dose: Dose, exercise: Exercise) -> dict[str, Any]:
    hold = max(dose.hold_s, dose.hold_goal_s or 0)
    return {"reps": max(1, 600 // (dose.sets * hold)), "reps_goal": None}


def _minutes(most: int) -> dict[str, Any]:
    return {"minutes": most, "minutes_goal": None}


CHANGES: Mapping[str, Callable[[Dose, Exercise], dict[str, Any]]] = {
    "sets": lambda dose, exercise: {"sets": 5},
    "reps": _reps,
    "reps a day": _reps_a_day,
    "load": lambda dose, exercise: {"load_kg": 10},
    "rest": lambda dose, exercise: {"rest_s": 30},
    "stretch hold": _stretch_hold,
    "stretch a day": _stretch_a_day,
    "strength hold": lambda dose, exercise: {"hold_s": min(dose.hold_s, 45), "hold_goal_s": None},
    "hold and pressure": lambda dose, exercise: {"hold_s": min(dose.hold_s, 9), "hold_goal_s": None},
    "hold a session": _hold_a_session,
    "times a day": lambda dose, exercise: {"per_day": 1 if _is_strong(exercise) else 3},
    "days a week": lambda dose, exercise: {"days_per_week": 4 if dose.days_per_week > 4 else 2},
    "minutes": lambda dose, exercise: _minutes(min(dose.minutes, 30)),
    "minutes and falls": lambda dose, exercise: _minutes(min(dose.minutes, MOST_MINUTES_FALL_RISK)),
    "cadence": lambda dose, exercise: {"cadence": min(max(dose.cadence or 60, 60), 150)},
}
