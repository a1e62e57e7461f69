"""Painter's order: what is in front is painted last, and rounding decides nothing."""

import pytest

from hep.figures import Movement
from hep.figures.camera import Camera
from hep.figures.drawn import Figure
from hep.figures.order import neighbours, painter_order
from hep.figures.painting import paint
from hep.figures.scene import scene_of
from hep.figures.solids import Box
from hep.figures.styles import STYLES
from hep.figures.svg import Pen

from .conftest import ENTRIES

HAIR = 1e-7  # cm


def names(movement: Movement, shift: float) -> list[str]:
    """The parts of the patient from far to near, the whole picture moved a little."""
    scene = scene_of(movement.script, "woman")
    camera = Camera(movement.script.picture.az, movement.script.picture.el)
    camera.shift = (shift, shift, shift)
    figure = Figure(scene.actors[0].at(1.0), camera)
    return [getattr(part, "name", part.kind) for part in painter_order(neighbours(figure.parts))]


@pytest.mark.parametrize("key", ENTRIES)
def test_a_hair_of_difference_does_not_change_the_order(movements: dict[str, Movement], key: str) -> None:
    straight = names(movements[key], 0.0)
    assert [names(movements[key], shift) for shift in (HAIR, -HAIR, 3 * HAIR)] == [straight] * 3


def test_boxes_are_painted_from_far_to_near() -> None:
    camera = Camera(30, 10)
    row = [Box(camera, (0, 0, z), (10, 10, z + 4)) for z in (6, -6, 0, 12)]
    assert painter_order(neighbours(row)) == [row[1], row[2], row[0], row[3]]


def test_of_two_equals_the_first_is_painted_first() -> None:
    camera = Camera()
    row = [Box(camera, (x, 0, 0), (x + 10, 10, 4)) for x in (40, 0, 20)]
    assert painter_order(neighbours(row)) == row


@pytest.mark.parametrize("key", ["forward-lunge", "cane-walking"])
def test_a_muscle_of_a_thigh_under_the_shirt_lies_on_the_shorts(movements: dict[str, Movement], key: str) -> None:
    frame = scene_of(movements[key].script, "woman").frame(0.0)
    paint(Pen(STYLES["print"]), frame.figures, frame.solids)
    figure = frame.figures[0]
    torso = figure.part["torso"]
    below = [h for h in figure.highlights if any(part.kind == "thigh" and part.rank < torso.rank for part in h.parts)]
    assert below
    assert all(torso in highlight.parts for highlight in below)
