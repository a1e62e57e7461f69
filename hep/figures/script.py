"""A movement as it was authored: two postures, what stands around, how it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .contacts import Contacts
from .highlights import MuscleName
from .skeleton import Hands
from .vectors import Vector

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """A prop or a guide by its name, with its settings."""

    name: str
    settings: Settings = field(default_factory=dict)


@dataclass(frozen=True)
class Arrow:
    """An arrow along points of the room, or along the way of a joint."""

    follow: str | None = None
    path: tuple[Vector, ...] = ()
    offset: tuple[float, float] = (0.0, 0.0)  # cm on the paper
    trim: tuple[float, float] = (0.0, 1.0)  # share of the movement
    reverse: bool = False
    width: float = 3.0
    head: float = 9.0


@dataclass(frozen=True)
class Posture:
    """Authored angles, hands and contacts of one moment, with what is marked only then."""

    angles: Mapping[str, float] = field(default_factory=dict)
    hands: Hands = field(default_factory=lambda: {"r": "relaxed", "l": "relaxed"})
    contacts: Contacts = field(default_factory=Contacts)
    muscles: tuple[MuscleName, ...] = ()
    guides: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Motion:
    """From one posture to another: a patient's movement or a helper's."""

    start: Posture
    finish: Posture
    base: str = "standing"
    via: Mapping[str, float] = field(default_factory=dict)  # extra degrees half-way
    swing: Mapping[str, float] = field(default_factory=dict)  # cm by which a stepping foot is lifted


@dataclass(frozen=True)
class Picture:
    """What is drawn beside the body, and from where it is seen."""

    az: float = 0.0
    el: float = 6.0
    props: tuple[Item, ...] = ()
    guides: tuple[Item, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    far: str | None = None  # r, l, or "" for none; by default the deeper side
    ghost: bool = False
    floor: float = 0.0
    treated: str = "r"  # the side that this drawing shows as the treated one


@dataclass(frozen=True)
class Script:
    """Everything authored for one exercise; scripts of the same content are equal."""

    content: str
    patient: Motion = field(compare=False)
    helper: Motion | None = field(compare=False)
    picture: Picture = field(compare=False)
