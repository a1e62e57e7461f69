"""A handout as a value: everything that will be printed, already worded, and its exact form as JSON."""

import json
import types
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hep.core.library import PositionGroup
from hep.core.sides import Side
from hep.handouts.options import Options

FORMAT = 3
TreatedSide = Literal["left", "right"]
T = TypeVar("T")


class CannotPrint(Exception):
    """A handout that cannot be made; the text is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who to call. `emergency` is the number of the country's ambulance."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    name: str
    born: int | None = None


@dataclass(frozen=True, slots=True)
class Therapist:
    name: str
    credential: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a sore knee may hurt the hip (a mechanism), ticked if the plan works on it.

    `notice` and `helps` are for the education page: what the patient may notice, and what may help.
    """

    id: str
    name: str
    text: str
    in_plan: bool
    notice: tuple[str, ...]
    helps: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One field of the dose frame: a big number and its small unit."""

    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class Count:
    """The dose in numbers, for layouts that draw it and for the boxes of the log; 0 and "": none."""

    rounds: int
    times: int
    hold: int
    minutes: int
    metres: int
    steps: int
    cadence: int
    goal: int
    minutes_goal: int
    hold_goal: int
    rest: int
    weight: str
    a_day: int
    days: int


@dataclass(frozen=True, slots=True)
class Dosage:
    """A dose in words: `amounts` are one to three fields, then times a day and days; `more` are sentences below."""

    amounts: tuple[Amount, ...]
    more: tuple[str, ...]
    how_much: str
    how_often: str
    count: Count


@dataclass(frozen=True, slots=True)
class Picture:
    """Which drawings stand on the card (`<exercise>` seen for `side`) and what they show, in words."""

    exercise: str
    side: TreatedSide
    position: PositionGroup
    start: str
    finish: str


@dataclass(frozen=True, slots=True)
class DoAndDoNot:
    do: str
    instead: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A step down or up: `when` this is so, `then` do that."""

    when: str
    then: str


@dataclass(frozen=True, slots=True)
class Gait:
    """What a walk is printed with: which rules, for which sore side (None: both) and the hand of the cane.

    `step_cm` is the length of one step as the dose sets it (0: it does not); `marks`: there are marks on the floor;
    `beat`: it follows a beat that the dose does not set.
    """

    walk: bool
    side: TreatedSide | None
    cane: Literal["left", "right", "better"] | None
    stairs: bool
    step_cm: int
    step: str
    marks: bool
    beat: bool


@dataclass(frozen=True, slots=True)
class Exercise:
    """A card. `side` is the badge; `each_leg` where both legs take the dose in turn."""

    id: str
    name: str
    purpose: str
    side: Side
    each_leg: bool
    way: str
    why: str
    picture: Picture
    dose: Dosage
    minutes: int
    start: str
    steps: tuple[str, ...]
    feel: str
    faults: tuple[DoAndDoNot, ...]
    easier: Rung
    harder: Rung
    note: str
    gait: Gait | None

    @property
    def in_turn(self) -> bool:
        """Do the legs take turns? Its drawings say so."""
        return self.each_leg or self.side == "alternating"


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the pain scale and what to do there."""

    id: Literal["go", "slow", "stop"]
    numbers: tuple[int, ...]
    light: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A box of danger signs: whom to call, and when; `close` is its last line, `short` all signs in a few words."""

    title: str
    signs: tuple[str, ...]
    close: str
    short: str


@dataclass(frozen=True, slots=True)
class About:
    """The lines that the reporting standards ask for; an empty one is not printed."""

    how: str
    need: str
    made: str
    part: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A phase as it is printed: name and length (both empty where it is the only one), and which cards are its own.

    `weeks` is how many of the log's weeks it takes up.
    """

    title: str
    lasts: str
    first: int
    exercises: int
    minutes_a_day: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Handout:
    """Everything a layout prints, in words, but for the fixed labels of `words/<language>.yaml`."""

    language: str
    drawn_as: str
    number: str
    version: int
    issued: date
    date: str
    review: str
    title: str
    purpose: str
    goal: str
    minutes_a_day: int
    clinic: Clinic
    patient: Patient
    therapist: Therapist
    precautions: tuple[str, ...]
    ways: tuple[Way, ...]
    exercises: tuple[Exercise, ...]
    bands: tuple[Band, ...]
    urgent: Alarm
    today: Alarm
    tell: Alarm
    move_down: str
    move_up: str
    about: About
    weeks: tuple[str, ...]
    parts: tuple[Part, ...]
    options: Options
    logo: bytes

    def cards(self, part: Part) -> list[tuple[int, Exercise]]:
        """The exercises of a part, each with its number on the paper."""
        own = self.exercises[part.first - 1 : part.first - 1 + part.exercises]
        return list(enumerate(own, part.first))

    @property
    def logo_text(self) -> str:
        """The logo as a `data:` address holds it."""
        return b64encode(self.logo).decode()


def dump(handout: Handout) -> str:
    """The handout as canonical JSON: the same handout gives the same text."""
    value = {"format": FORMAT, "handout": asdict(handout)}
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    return b64encode(value).decode() if isinstance(value, bytes) else str(value.isoformat())


def load(text: str) -> Handout:
    """The handout that `dump` wrote; raises ValueError where the text is anything else."""
    try:
        value = json.loads(text)
        if value["format"] != FORMAT:
            raise ValueError(f"This handout is written in format {value['format']}; this program reads {FORMAT}.")
        handout: Handout = _built(Handout, value["handout"])
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError(f"This is not a handout: {error}") from None
    return handout


def _built(kind: Any, value: Any) -> Any:
    """A plain value as the annotated type; raises TypeError or ValueError where it does not fit."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        if value.keys() != hints.keys():
            raise TypeError(f"{kind.__name__} with {sorted(value.keys() ^ hints.keys())}")
        return kind(**{name: _built(hint, value[name]) for name, hint in hints.items()})
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_built(inside[0], item) for item in value)
    if origin is Literal:
        if value not in inside:
            raise TypeError(f"{value!r} is none of {inside}")
        return value
    if origin in (Union, types.UnionType):
        return None if value is None else _built(inside[0], value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return b64decode(value, validate=True)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def with_texts(value: T, change: Callable[[str, str], str], where: str = "") -> T:
    """The same value with every text in it put through `change(where, text)`."""
    return _changed(value, change, where)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str, str], str], where: str) -> Any:
    if isinstance(value, str):
        return change(where, value)
    if isinstance(value, tuple):
        return tuple(_changed(item, change, f"{where} {n}") for n, item in enumerate(value, 1))
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(
            **{f.name: _changed(getattr(value, f.name), change, f"{where} {f.name}".lstrip()) for f in fields(value)}
        )
    return value
