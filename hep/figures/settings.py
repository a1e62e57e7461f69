"""Settings of props and marks: which a function takes, and whether a value fits its annotation."""

import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from typing import Any, Union, get_args, get_origin, get_type_hints

from .body import PARTS
from .skeleton import FRAMES, JOINTS
from .stage import Between, Frame, Joint, Part, Side

# Parts may also be named for both sides at once, as a band around both shanks does.
WORDS: dict[Any, tuple[str, ...]] = {
    Joint: JOINTS, Frame: FRAMES, Part: (*PARTS, "thigh", "shank", "foot", "forearm", "upper_arm"), Side: ("r", "l"),
}  # fmt: skip
NAMES: dict[Any, str] = {Joint: "joint", Frame: "frame", Part: "part", Side: "side", str: "word", bool: "yes or no"}


@dataclass(frozen=True)
class Setting:
    """What a function wants for one of its settings."""

    kind: Any
    needed: bool


@cache
def settings_of(function: Callable[..., Any]) -> dict[str, Setting]:
    """The settings of a prop or mark: its parameters after the stage."""
    hints = get_type_hints(function)
    parameters = list(signature(function).parameters.values())[1:]
    return {p.name: Setting(hints[p.name], p.default is Parameter.empty) for p in parameters}


def fitted(value: Any, kind: Any) -> tuple[Any, str]:
    """(the value as tuples and floats, "") if it fits, else (None, what it should be)."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _first_that_fits(value, args)
    if kind is types.NoneType:
        return None, "" if value is None else "This must be null."
    if origin is tuple:
        if not isinstance(value, list | tuple) or len(value) != len(args):
            return None, f"This must be a list of {len(args)}."
        return _all(zip(value, args, strict=True))
    if origin is Sequence:
        if not isinstance(value, list | tuple):
            return None, "This must be a list."
        return _all((item, args[0]) for item in value)
    if kind is float:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return (float(value), "") if good else (None, f"This must be a number, not '{value}'.")
    if kind is Between:
        good = isinstance(value, str) and all(name in JOINTS for name in value.split("+"))
        return (value, "") if good else (None, f"There is no joint '{value}'.")
    if kind in WORDS:
        good = value in WORDS[kind]
        return (value, "") if good else (None, f"There is no {NAMES[kind]} '{value}'.")
    return (value, "") if isinstance(value, kind) else (None, f"This must be a {NAMES[kind]}, not '{value}'.")


def _first_that_fits(value: Any, kinds: Sequence[Any]) -> tuple[Any, str]:
    tried = [fitted(value, kind) for kind in kinds]
    return next((answer for answer in tried if not answer[1]), tried[0])


def _all(pairs: Any) -> tuple[Any, str]:
    out = []
    for item, kind in pairs:
        found, problem = fitted(item, kind)
        if problem:
            return None, problem
        out.append(found)
    return tuple(out), ""
