"""What a walk is printed with: how to put the foot down, the length of a step, the cane's hand, the stairs."""

from collections.abc import Mapping
from typing import Any

from hep.core import library as core
from hep.core.dose import Dose
from hep.handouts.value import Gait, TreatedSide

NOT_A_PLAIN_WALK = {"backward-movement", "narrow-base"}
# Steps that a grown person may take, in cm; a dose that comes to another length was not meant to set it.
SHORTEST_STEP, LONGEST_STEP = 20, 100
CM_IN_AN_INCH = 2.54
OTHER: Mapping[TreatedSide, TreatedSide] = {"left": "right", "right": "left"}


def gait(dose: Dose, exercise: core.Exercise, sore: TreatedSide | None, words: Mapping[str, Any]) -> Gait | None:
    """The rules of walking for a walk forward, the cane's for one with a cane, the stairs' for one step at a time."""
    if exercise.category != "gait-training":
        return None
    walk = bool(dose.minutes or dose.distance_m or dose.steps or exercise.counts == "steps")
    walk = walk and not set(exercise.features) & NOT_A_PLAIN_WALK
    cane = _needs(exercise, "cane")
    step = step_cm(dose) if walk else 0
    found = Gait(
        walk=walk,
        side=sore,
        cane=(OTHER[sore] if sore else "better") if cane else None,
        stairs=uneven(exercise),
        step_cm=step,
        step=words["step_length"].format(cm=step, inches=round(step / CM_IN_AN_INCH)) if step else "",
        marks=walk and _needs(exercise, "floor-tape"),
        beat=walk and not dose.cadence and _needs(exercise, "metronome"),
    )
    return found if found.walk or found.cane or found.stairs else None


def uneven(exercise: core.Exercise) -> bool:
    """Whether the sore leg has another part than the good one: with a cane, and on stairs one step at a time."""
    # Foot over foot bends the knee past 60°; one step at a time does not.
    one_at_a_time = "stairs" in exercise.features and "knee-flexion-loaded-gt-60" not in exercise.features
    return exercise.category == "gait-training" and (_needs(exercise, "cane") or one_at_a_time)


def _needs(exercise: core.Exercise, thing: str) -> bool:
    return any(thing in choice for choice in exercise.equipment_choices)


def step_cm(dose: Dose) -> int:
    """The length of one step in a dose of distance and steps, or of distance, minutes and beat; 0 where it has none."""
    steps = dose.steps or dose.minutes * (dose.cadence or 0)
    length = round(100 * dose.distance_m / steps) if steps else 0
    return length if SHORTEST_STEP <= length <= LONGEST_STEP else 0
