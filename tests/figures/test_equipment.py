"""What is drawn around the body is what the exercise needs, and nobody sinks into it."""

import re

import pytest

from hep.figures import PERSONS
from hep.figures.body import tubes
from hep.figures.props import PROPS

from .library import DRAWN, LIBRARY, UP, Drawn, every_exercise

# What a prop stands for in an exercise's list of equipment.
SHOWS = {
    "chair": "chair", "step": "step", "stairs": "stairs", "wall": "wall", "side-wall": "wall", "doorway": "wall",
    "table": "table", "bed": "table", "mat": "mat", "counter": "counter", "side-counter": "counter", "rail": "rail",
    "roll": "towel", "band": "band-loop", "anchored-band": "band-long", "strap": "strap", "strap-loop": "strap",
    "ankle-weight": "weight", "dumbbell": "weight", "cane": "cane", "mirror": "mirror", "tape": "floor-tape",
    "metronome": "metronome", "foam": "foam-pad", "treadmill": "treadmill", "pillow": "pillow", "stick": "stick",
    "cloth": "towel",
}  # fmt: skip
# What teaches, or belongs to another prop.
NOT_EQUIPMENT = {"footprints", "post"}
# What somebody lies on is explained by the position.
EXPLAINED_BY_LYING = {"mat"}
# The words of an exercise may name what its list leaves out because any will do; as what they name it.
NAMED = {
    "box": "support", "cone": "mark", "dowel": "stick",
}  # fmt: skip
# Words of a start or a step, and the things of the list that they may stand for.
CALLED = {
    "firm chair": {"chair"}, "wall": {"wall"}, "bed": {"table"}, "mat": {"mat"}, "towel": {"towel"},
    "cloth": {"towel"}, "pillow": {"pillow"}, "cushion": {"pillow"}, "counter": {"counter"},
    "rail": {"rail", "stairs", "treadmill", "counter"}, "low step": {"step"}, "stairs": {"stairs"},
    "band": {"band-loop", "band-long"}, "strap": {"strap"}, "light weight": {"weight"}, "cane": {"cane", "stairs"},
    "stick": {"stick"}, "mirror": {"mirror"}, "tape": {"floor-tape"}, "metronome": {"metronome"}, "foam": {"foam-pad"},
    "treadmill": {"treadmill"},
}  # fmt: skip
SINKS = 2.5  # cm: flesh and mats give way


def _props(drawn: Drawn) -> set[str]:
    return {prop.name for prop in drawn.movement.script.picture.props}


def _words(drawn: Drawn) -> str:
    exercise = drawn.exercise
    return " ".join([exercise.start, *exercise.steps, exercise.picture.start, exercise.picture.finish]).lower()


def _listed(drawn: Drawn) -> list[list[str]]:
    """The equipment of an exercise; where one of several will do, all of them."""
    return [need.split("|") for need in drawn.exercise.equipment]


@every_exercise
def test_what_is_listed_is_drawn(drawn: Drawn) -> None:
    shown = {SHOWS.get(prop) for prop in _props(drawn)}
    assert [need for need in _listed(drawn) if not shown & set(need)] == []


@every_exercise
def test_what_is_drawn_is_listed_or_named_in_the_words(drawn: Drawn) -> None:
    listed = {name for need in _listed(drawn) for name in need}
    lying = LIBRARY.positions[drawn.exercise.position].group == "lying"
    explained = NOT_EQUIPMENT | (EXPLAINED_BY_LYING if lying else set())
    words = _words(drawn)
    strange = {
        prop
        for prop in _props(drawn) - explained
        if SHOWS.get(prop) not in listed and not (prop in NAMED and NAMED[prop] in words)
    }
    assert strange == set()


@every_exercise
def test_what_its_words_name_is_listed(drawn: Drawn) -> None:
    exercise = drawn.exercise
    words = " ".join([exercise.start, *exercise.steps]).lower()
    listed = {name for need in _listed(drawn) for name in need}
    missing = {word for word, things in CALLED.items() if re.search(rf"\b{word}s?\b", words) and not listed & things}
    assert missing == set()


def test_every_prop_has_its_meaning() -> None:
    assert set(SHOWS) | NOT_EQUIPMENT | EXPLAINED_BY_LYING | set(NAMED) == set(PROPS)
    assert set(SHOWS.values()) == set(LIBRARY.equipment)


def test_a_high_chair_is_as_high_as_its_words_say() -> None:
    chair = next(prop for prop in DRAWN["sit-to-stand-high"].movement.script.picture.props if prop.name == "chair")
    assert 55 <= chair.settings["seat"] <= 60


@pytest.mark.parametrize("person", [PERSONS[0], PERSONS[-1]])
@every_exercise
def test_no_part_of_the_body_sinks_into_what_lies_under_it(drawn: Drawn, person: str) -> None:
    for body in drawn.bodies(person):
        above = body.root[UP] - drawn.floor
        sunk = {tube.name: above - tube.support((0, -1, 0)) for tube in tubes(body) if tube.kind != "hair"}
        assert {name: height for name, height in sunk.items() if height < -SINKS} == {}
