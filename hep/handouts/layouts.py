"""The print layouts: folders below `templates/handouts/`, found by looking."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from hep.core.plan import MOST_EXERCISES
from hep.paths import TEMPLATES

FOLDER = TEMPLATES / "handouts"


@dataclass(frozen=True, slots=True)
class Grid:
    """How a log is drawn: weeks side by side, the share of the names, the height of a row in mm, rows on a page."""

    across: int = 2
    name_share: float = 0.34
    row: float = 10
    rows: int = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a handout; `line` tells the therapist when to choose it.

    `figures` is the style of the exercises' pictures, `most` how many exercises it holds, `education` whether it has
    room for that page, `log` how the grid of its log is drawn.
    """

    name: str
    title: str
    line: str
    place: int = 100
    figures: str = "print"
    most: int = MOST_EXERCISES
    education: bool = True
    log: Grid = Grid()


@cache
def layouts() -> Mapping[str, Layout]:
    """Every layout by its name, the usual one first."""
    found = [_read(file.parent.name, yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*/layout.yaml")]
    return MappingProxyType({layout.name: layout for layout in sorted(found, key=lambda one: (one.place, one.name))})


def _read(name: str, entry: dict[str, Any]) -> Layout:
    return Layout(name, **entry | {"log": Grid(**entry.get("log", {}))})


@cache
def words(language: str) -> Mapping[str, Any]:
    """The fixed words of a language: labels, units, pain guide, danger signs."""
    read: Mapping[str, Any] = yaml.safe_load((FOLDER / "words" / f"{language}.yaml").read_text("utf-8"))
    return MappingProxyType(read)
