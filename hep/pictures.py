"""The picture of an exercise: drawn from its pose, or a calm neutral person where it has none."""

from functools import lru_cache
from typing import Literal

from hep import paths
from hep.core.library import Exercise
from hep.figures import Movement, figure

Moment = Literal["start", "finish"]
PrintedSide = Literal["left", "right"]


def picture(exercise: Exercise, moment: Moment, side: PrintedSide, style: str = "print", person: str = "woman") -> str:
    """An SVG document; the same exercise is drawn once."""
    if not exercise.poses:
        return neutral(exercise.position)
    return _drawn(exercise.id, id(exercise.poses), exercise, moment, side, style, person)


@lru_cache(4096)
def neutral(position: str) -> str:
    """A person in a position, without a movement."""
    return (paths.TEMPLATES / "handouts/shared/neutral" / f"{position}.svg").read_text("utf-8")


@lru_cache(4096)
def _drawn(key: str, poses: int, exercise: Exercise, moment: Moment, side: PrintedSide, style: str, person: str) -> str:
    movement = Movement.read(exercise.poses or {})
    return str(figure(getattr(movement, moment), side=side, person=person, style=style, width_mm=60))
