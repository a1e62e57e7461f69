"""A pose as a picture: joint angles -> SVG, with the standard library alone.

`figure(Movement.read(entry).finish, side="left", person="older-woman")` is all that the rest of the program asks for.
"""

from __future__ import annotations

import hashlib

from .animation import moving_svg
from .lettering import LEGS
from .movement import Movement, Pose
from .people import PERSONS
from .reader import PoseError
from .scene import scene_of
from .styles import STYLES as _STYLES

__all__ = [
    "DRAWING", "PERSONS", "SIDES", "STYLES", "Movement", "Pose", "PoseError", "figure", "figure_key", "moving_figure",
    "moving_figure_key",
]  # fmt: skip

SIDES = ("right", "left")
STYLES = tuple(_STYLES)
DRAWING = "6"  # goes up when the same pose is drawn differently, so that kept figures are drawn anew


def figure(
    pose: Pose,
    side: str = "right",
    person: str = "woman",
    style: str = "print",
    width_mm: float = 40.0,
    legs: str = "one",
) -> str:
    """A pose as a complete SVG; its lines have their weight when it fits a square of `width_mm`.

    `legs` says in letters that the exercise is for both, or for one after the other (alternating).
    """
    _check(side, person, style, legs)
    stage = scene_of(pose.movement.script, person)
    return stage.svg(pose.moment, _STYLES[style], _mirrored(pose.movement, side), width_mm, legs)


def moving_figure(
    movement: Movement, side: str = "right", person: str = "woman", style: str = "screen", width_mm: float = 80.0
) -> str:
    """A movement as an SVG that CSS moves; see animation.py for when it runs and rests."""
    _check(side, person, style)
    return moving_svg(scene_of(movement.script, person), _STYLES[style], _mirrored(movement, side), width_mm)


def figure_key(
    pose: Pose,
    side: str = "right",
    person: str = "woman",
    style: str = "print",
    width_mm: float = 40.0,
    legs: str = "one",
) -> str:
    """A name for the figure by its content: the same for the same drawing in every process."""
    _check(side, person, style, legs)
    return _key(pose.movement, f"{pose.moment:g}", side, person, style, f"{width_mm:g}", legs)


def moving_figure_key(
    movement: Movement, side: str = "right", person: str = "woman", style: str = "screen", width_mm: float = 80.0
) -> str:
    """The same for a movement."""
    _check(side, person, style)
    return _key(movement, "moving", side, person, style, f"{width_mm:g}")


def _key(movement: Movement, *told: str) -> str:
    return hashlib.sha256("\n".join((DRAWING, movement.script.content, *told)).encode()).hexdigest()


def _mirrored(movement: Movement, side: str) -> bool:
    """Whether a side is the mirror image of what was authored."""
    return side[0] != movement.script.picture.treated


def _check(side: str, person: str, style: str, legs: str = "one") -> None:
    asked = (side, SIDES, "side"), (person, PERSONS, "person"), (style, STYLES, "style"), (legs, LEGS, "word for legs")
    for word, known, noun in asked:
        if word not in known:
            raise ValueError(f"There is no {noun} '{word}': known are {', '.join(known)}.")
