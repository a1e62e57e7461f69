"""The picture of an exercise: drawn from its pose, or a calm neutral person where it has none."""

import json
from functools import cache, lru_cache
from typing import Literal

from hep import paths
from hep.core.library import Library
from hep.figures import Movement, figure

Moment = Literal["start", "finish"]
PrintedSide = Literal["left", "right"]


def picture(
    library: Library, exercise_id: str, moment: Moment, side: PrintedSide, style: str = "print", person: str = "woman"
) -> str:
    """An SVG document; the same picture is drawn once. Raises KeyError for an exercise that is not there."""
    exercise = library.exercises[exercise_id]
    if not exercise.poses:
        return neutral(library.positions[exercise.position].group)
    return _drawn(json.dumps(exercise.poses), moment, side, style, person)


@cache
def neutral(group: str) -> str:
    """A person lying, sitting or standing, without a movement."""
    return (paths.TEMPLATES / "handouts/shared/neutral" / f"{group}.svg").read_text("utf-8")


@lru_cache(4096)
def _drawn(poses: str, moment: Moment, side: PrintedSide, style: str, person: str) -> str:
    movement = Movement.read(json.loads(poses))
    return str(figure(getattr(movement, moment), side=side, person=person, style=style, width_mm=60))
