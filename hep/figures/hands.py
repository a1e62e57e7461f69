"""Hands: their shapes as tables, and the chain from the wrist to the fingertips.

Places in a hand are (towards the thumb side, towards the fingertips, towards the palm), in cm from the wrist.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .vectors import Matrix, Vector, add, along, apply, lerp, product, turn_x

PALM_LENGTH, FINGER_LENGTH, TIP_LENGTH = 9.3, 4.7, 4.3
GRIP: Vector = (0.0, 8.6, 2.9)  # where a rod lies in the closed hand
PALM: Vector = (0.2, 6.6, 1.9)  # the middle of the palm's surface
THUMB_JOINT = 0.6  # share of the thumb's length


@dataclass(frozen=True)
class HandShape:
    """Bend at the knuckles and at the middle joints in degrees, and the thumb as base, joint and tip."""

    knuckles: float
    middle: float
    thumb: tuple[Vector, Vector, Vector]
    pointing: bool = False


HAND_SHAPES = {
    "relaxed": HandShape(20, 32, ((1.7, 1.0, 0.4), (4.3, 6.2, 1.7), (4.3, 9.3, 2.6))),
    "flat": HandShape(0, 2, ((1.7, 1.0, 0.3), (5.4, 5.4, 0.6), (6.9, 8.2, 0.6))),
    "cupped": HandShape(34, 30, ((1.7, 1.0, 0.5), (5.2, 5.6, 2.0), (5.8, 8.6, 3.0))),
    "grip": HandShape(62, 98, ((1.8, 1.2, 0.6), (4.6, 6.4, 3.4), (2.6, 8.9, 4.9))),
    "fist": HandShape(84, 108, ((1.8, 1.2, 0.5), (4.5, 6.6, 2.9), (1.4, 8.0, 4.3))),
    "pointing": HandShape(80, 106, ((1.8, 1.2, 0.5), (4.5, 6.6, 2.9), (1.8, 8.0, 4.2)), pointing=True),
}


def in_hand(wrist: Vector, frame: Matrix, sign: int, place: Vector) -> Vector:
    """A place in the hand as a point of the room."""
    return add(wrist, apply(frame, (place[0], -place[1], -sign * place[2])))


@dataclass(frozen=True)
class Fingers:
    """The four fingers as one: knuckle, middle joint, tip, and the frames of both pieces."""

    knuckle: Vector
    middle: Vector
    tip: Vector
    frame: Matrix
    tip_frame: Matrix


def fingers(wrist: Vector, frame: Matrix, sign: int, shape: str, extra_bend: float) -> Fingers:
    bend = HAND_SHAPES[shape]
    knuckle = along(wrist, frame[1], -PALM_LENGTH)
    first = product(frame, turn_x(sign * (bend.knuckles + extra_bend)))
    middle = along(knuckle, first[1], -FINGER_LENGTH)
    second = product(first, turn_x(sign * (bend.middle + extra_bend)))
    return Fingers(knuckle, middle, along(middle, second[1], -TIP_LENGTH), first, second)


def thumb_line(wrist: Vector, frame: Matrix, sign: int, shape: str) -> Callable[[float], Vector]:
    """Centre line of the thumb as a function of t = 0..1."""
    base, joint, tip = (in_hand(wrist, frame, sign, place) for place in HAND_SHAPES[shape].thumb)

    def line(t: float) -> Vector:
        if t < THUMB_JOINT:
            return lerp(base, joint, t / THUMB_JOINT)
        return lerp(joint, tip, (t - THUMB_JOINT) / (1 - THUMB_JOINT))

    return line


def forefinger_line(knuckle: Vector, frame: Matrix, sign: int) -> Callable[[float], Vector]:
    """Centre line of a pointing forefinger."""
    start = add(knuckle, apply(frame, (2.8, 0.6, 0)))
    end = along(start, product(frame, turn_x(sign * 6))[1], 0.4 - FINGER_LENGTH - TIP_LENGTH)
    return lambda t: lerp(start, end, t)
