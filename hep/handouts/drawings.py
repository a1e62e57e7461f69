"""The drawings of a handout as SVG texts: signs from their folder, figures of the exercises, the grid of the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal
from xml.etree import ElementTree

from hep.handouts.layouts import FOLDER
from hep.handouts.value import CannotPrint, Picture, TreatedSide
from hep.pictures import neutral

Pose = Literal["start", "finish"]
POSES: tuple[Pose, ...] = ("start", "finish")
# Exercise id, pose, side, person -> an SVG document, or "" where there is none; `hep.pictures.Gallery.drawn` is one.
FigureOf = Callable[[str, Pose, TreatedSide, str], str]

WIDE = 1.5  # a drawing that is wider than this times its height stands across its column
MOST_MARKS = 4  # a day's box is cut into as many parts as it has sessions, up to this many


@dataclass(frozen=True, slots=True)
class Shown:
    """How the two drawings of a card stand: one above the other (wide) or side by side (tall)."""

    shape: Literal["wide", "tall"]
    neutral: bool
    svg: Mapping[Pose, str]


def no_figures(exercise: str, pose: Pose, side: TreatedSide, person: str) -> str:
    """For handouts without drawn exercises: each card shows a neutral person and says the position in words."""
    return ""


def shown(picture: Picture, drawn_as: str, figure_of: FigureOf) -> Shown:
    """The drawings of a card; both are neutral as soon as one is missing."""
    svg = {pose: figure_of(picture.exercise, pose, picture.side, drawn_as) for pose in POSES}
    undrawn = not all(svg.values())
    if undrawn:
        svg = dict.fromkeys(POSES, neutral(picture.position))
    width, height = size(svg["start"])
    return Shown("wide" if width > WIDE * height else "tall", undrawn, svg)


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


def tick_grid(
    marks: Sequence[int], across: int = 2, name_share: float = 0.34, row: float = 10, width: float = 180
) -> str:
    """Lines of the log: one row for each entry of `marks` (marks a day), then the pain row.

    A box is cut into as many parts as the day has marks. Every seventh line is thicker.
    """
    days = 7 * across
    left, height = width * name_share, row * (len(marks) + 1)
    step = (width - left) / days
    thin = "".join(f"M0 {row * n}H{width}" for n in range(1, len(marks)))
    thin += "".join(f"M{left + step * day:.2f} 0V{height}" for day in range(1, days) if day % 7)
    cuts = "".join(
        f"M{left + step * (day + part / parts):.2f} {row * n + 1.5}V{row * (n + 1) - 1.5}"
        for n, parts in enumerate(marks)
        if parts <= MOST_MARKS
        for day in range(days)
        for part in range(1, parts)
    )
    thick = f"M0 0H{width}M0 {row * len(marks)}H{width}M0 {height}H{width}"
    thick += "".join(f"M{left + step * day:.2f} 0V{height}" for day in range(0, days + 1, 7))
    lines = ((cuts, "#777", 0.25), (thin, "#333", 0.25), (thick, "#000", 0.6))
    body = "".join(f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{thick}"/>' for d, ink, thick in lines)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{body}</svg>'
