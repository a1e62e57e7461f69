"""The drawings of a handout as SVG texts: signs from their folder, figures of the exercises, what is counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Literal
from xml.etree import ElementTree

from hep.handouts import counting
from hep.handouts.layouts import FOLDER, Grid
from hep.handouts.layouts import words as words_of
from hep.handouts.value import CannotPrint, Exercise, Handout, TreatedSide
from hep.pictures import neutral

Pose = Literal["start", "finish"]
POSES: tuple[Pose, ...] = ("start", "finish")
# Exercise id, pose, side, person, style, do the legs take turns -> an SVG document, or "" where there is none;
# `Gallery.drawn` is one.
FigureOf = Callable[[str, Pose, TreatedSide, str, str, bool], str]

WIDE = 1.5  # a drawing that is wider than this times its height stands across its column


@dataclass(frozen=True, slots=True)
class Shown:
    """How the two drawings of a card stand: one above the other (wide) or side by side (tall).

    `height` is that of the taller one for a width of 1.
    """

    shape: Literal["wide", "tall"]
    height: float
    neutral: bool
    svg: Mapping[Pose, str]


def no_figures(exercise: str, pose: Pose, side: TreatedSide, person: str, style: str, in_turn: bool) -> str:
    """For handouts without drawn exercises: each card shows a neutral person and says the position in words."""
    return ""


def shown(exercise: Exercise, drawn_as: str, style: str, figure_of: FigureOf) -> Shown:
    """The drawings of a card; both are neutral as soon as one is missing."""
    side, in_turn = exercise.picture.side, exercise.in_turn
    svg = {pose: figure_of(exercise.id, pose, side, drawn_as, style, in_turn) for pose in POSES}
    undrawn = not all(svg.values())
    if undrawn:
        svg = dict.fromkeys(POSES, neutral(exercise.picture.position))
    width, height = size(svg["start"])
    tallest = max(tall / wide for wide, tall in map(size, svg.values()))
    return Shown("wide" if width > WIDE * height else "tall", tallest, undrawn, svg)


@lru_cache(1024)  # figures come back from handout to handout
def size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing's view box; raises `CannotPrint` where it has none."""
    try:
        _, _, width, height = (float(n) for n in ElementTree.fromstring(svg).attrib["viewBox"].split())
    except (ElementTree.ParseError, KeyError, ValueError):
        raise CannotPrint("A drawing is not an SVG with a viewBox, so the handout cannot be printed.") from None
    return width, height


@cache
def signs() -> Mapping[str, str]:
    """Signs, icons and walking drawings by name."""
    return {file.stem: file.read_text("utf-8") for file in sorted((FOLDER / "shared/drawings").glob("*.svg"))}


def made(handout: Handout, grid: Grid) -> Mapping[str, Callable[[], str]]:
    """What draws the pictures of this handout's numbers, by the addresses under which templates ask for them."""
    days, weeks = words_of(handout.language)["days"], handout.options.log_weeks
    found: dict[str, Callable[[], str]] = {"days:1": partial(counting.day_boxes, 1, weeks, days)}
    for number, part in enumerate(handout.parts, 1):
        blocks = counting.log_blocks(handout.cards(part), grid.rows)
        for block, cards in enumerate(blocks, 1):
            marks, last = [exercise.dose.count.a_day for _, exercise in cards], block == len(blocks)
            found[f"drawing:tick-grid-{number}-{block}"] = partial(counting.tick_grid, marks, last, grid)
    for exercise in handout.exercises:
        count, gait = exercise.dose.count, exercise.gait
        found[f"tally:{count.rounds}-{count.times}"] = partial(counting.tally, count.rounds, count.times)
        found[f"watch:{count.hold}"] = partial(counting.watch, count.hold)
        found[f"clock:{count.minutes}"] = partial(counting.clock, count.minutes)
        found[f"week:{count.days}"] = partial(counting.week, count.days)
        found[f"days:{count.a_day}"] = partial(counting.day_boxes, count.a_day, weeks, days)
        found[f"boxes:{count.a_day}"] = partial(counting.day_boxes, count.a_day, weeks)
        if gait:
            found[f"steps:{gait.step_cm}-{gait.side}"] = partial(counting.foot_marks, gait.step_cm, gait.side)
    return found
