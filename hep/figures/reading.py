"""Reads the `poses:` entry of an exercise: plain mappings, lists, words and numbers.

What is known is in the tables of the other rooms; nothing is drawn or solved here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .angles import (
    ARM_ANGLES,
    GROUPS,
    LEG_ANGLES,
    TRUNK_ANGLES,
    expanded,
    is_angle,
    limits,
    on_both_sides,
    sideless,
)  # fmt: skip
from .body import PARTS
from .contacts import HOLDS, Contact, Contacts, Flat, Hold, Join, Pin, Reach, Rest, Touch
from .hands import HAND_SHAPES
from .highlights import MuscleName
from .marks import GUIDES
from .muscles import MUSCLES
from .props import PROPS
from .reader import Reader
from .script import Arrow, Item, Motion, Picture, Posture, Script
from .settings import fitted, settings_of
from .skeleton import BASES, FRAMES, JOINTS

MOTION_KEYS = ("base", "start", "finish", "via", "swing")
PICTURE_KEYS = ("view", "muscles", "props", "guides", "arrows", "far", "ghost", "floor", "treated")
POSTURE_KEYS = ("hand", "hand_r", "hand_l", "angles", "contacts", "muscles", "guides")
CONTACT_KEYS = ("at", "rest", "flat", "touch", "join", "grip", "press", "patient", "free")
ARROW_KEYS = ("follow", "path", "offset", "trim", "reverse", "w", "head")
FREE_WORDS = ("legs", "arms", "wrists", *(f"{group}_{side}" for group in GROUPS for side in "rl"))
ANGLE_WORDS = (*TRUNK_ANGLES, *LEG_ANGLES, *ARM_ANGLES)


def read_script(data: Mapping[str, Any]) -> Script:
    """The script of an exercise from its plain mapping."""
    entry = Reader("", data)
    entry.only(*MOTION_KEYS, *PICTURE_KEYS, "helper")
    patient = _motion(entry)
    helper = entry.inner("helper")
    if helper.value is not None:
        helper.only(*MOTION_KEYS)
    content = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return Script(content, patient, _motion(helper) if helper.value is not None else None, _picture(entry))


# -- the body
def _motion(entry: Reader) -> Motion:
    base = entry.inner("base")
    start = entry.inner("start")
    if start.value is None:
        start.fail("A start pose is missing.")
    muscles = _muscles(entry.inner("muscles"))
    first = _posture(start, Posture(muscles=muscles))
    finish = entry.inner("finish")
    swing = {}
    for side, height in entry.inner("swing").items():
        swing[entry.inner("swing").word(side, "rl", "side")] = height.number(0, 60)
    return Motion(
        first,
        _posture(finish, Posture(first.angles, first.hands, first.contacts, muscles)),
        base.word(base.value, BASES, "base") if base.value is not None else "standing",
        {name: value.number(-180, 180) for name, value in _angle_items(entry.inner("via"))},
        swing,
    )


def _posture(entry: Reader, before: Posture) -> Posture:
    """One pose; what it leaves out is as in the pose before."""
    entry.only(*POSTURE_KEYS)
    angles = on_both_sides(before.angles) | on_both_sides(_angles(entry.inner("angles")))
    contacts = entry.inner("contacts")
    muscles = entry.inner("muscles")
    return Posture(
        angles,
        _hands(entry, before.hands),
        before.contacts if contacts.value is None else _contacts(contacts),
        before.muscles if muscles.value is None else _muscles(muscles),
        _items(entry.inner("guides"), GUIDES, "guide"),
    )


def _angle_items(entry: Reader) -> list[tuple[str, Reader]]:
    out = []
    for name, value in entry.items():
        if not is_angle(name):
            side = name[-2:] if name[-2:] in ("_r", "_l") else ""
            value.word(name, [f"{word}{side}" for word in ANGLE_WORDS], "joint")
        out.append((name, value))
    return out


def _angles(entry: Reader) -> dict[str, float]:
    out = {}
    for name, value in _angle_items(entry):
        angle = value.number(-1000, 1000)
        low, high = limits(name)
        if not low <= angle <= high:
            words = sideless(name).replace("_", " ")
            value.fail(f"{angle:g} is outside the range of {words}, {low} to {high}.")
        out[name] = angle
    return out


def _hands(entry: Reader, before: Mapping[str, str]) -> dict[str, str]:
    hands = dict(before)
    for key, sides in (("hand", "rl"), ("hand_r", "r"), ("hand_l", "l")):
        shape = entry.inner(key)
        if shape.value is not None:
            hands |= dict.fromkeys(sides, shape.word(shape.value, HAND_SHAPES, "hand"))
    return hands


def _muscles(entry: Reader) -> tuple[MuscleName, ...]:
    """`quadriceps` (the right one), `calf:l`, `gluteus-medius:rl`."""
    out = []
    for row in entry.rows():
        name, _, sides = str(row.value).partition(":")
        muscle = row.word(name, MUSCLES, "muscle")
        out += [(muscle, row.word(side, "rl", "side")) for side in sides or "r"]
    return tuple(out)


# -- contacts
def _contacts(entry: Reader) -> Contacts:
    entry.only(*CONTACT_KEYS)
    given: list[Contact] = []
    for name, target in entry.inner("at").items():
        given.append(Pin(("at", name), target.word(name, JOINTS, "joint"), target.target()))
    for name, height in entry.inner("rest").items():
        given.append(Rest(("rest", name), height.word(name, PARTS, "part"), height.number()))
    for row in entry.inner("touch").rows():
        part, direction, plane = _columns(row, 3, "part, direction, place")
        axis = direction.word(direction.value, ("x", "-x", "y", "-y", "z", "-z"), "direction")
        name = part.word(part.value, PARTS, "part")
        given.append(Touch(("touch", name, axis), name, axis, plane.number()))
    for row in entry.inner("join").rows():
        joint, other, frame, offset = _columns(row, 4, "joint, joint, frame, offset")
        a, b = (end.word(end.value, JOINTS, "joint") for end in (joint, other))
        axes = None if frame.value is None else frame.word(frame.value, FRAMES, "frame")
        given.append(Join(("join", a, b), a, b, axes, offset.vector()))
    for side, height in entry.inner("flat").items():
        given.append(Flat(("flat", side), height.word(side, "rl", "side"), height.number()))
    for kind, (_, direction_key, _) in HOLDS.items():
        for side, hold in entry.inner(kind).items():
            hold.word(side, "rl", "side")
            hold.only("at", direction_key)
            way = hold.inner(direction_key)
            towards = None if way.value is None else way.vector()
            given.append(Hold((kind, side), side, hold.inner("at").vector(), towards))
    for name, row in entry.inner("patient").items():
        theirs, offset = _columns(row, 2, "joint of the patient, offset")
        held = theirs.word(theirs.value, JOINTS, "joint")
        given.append(Reach(("patient", name), row.word(name, JOINTS, "joint"), held, offset.vector()))
    return Contacts(tuple(given), _free(entry.inner("free")))


def _columns(row: Reader, n: int, names: str) -> list[Reader]:
    columns = row.rows()
    if len(columns) != n:
        row.fail(f"This must be a list of {n}: {names}.")
    return columns


def _free(entry: Reader) -> tuple[str, ...]:
    """The angles that the solver may change, written out."""
    names = []
    for row in entry.rows():
        if not is_angle(str(row.value)):
            row.word(row.value, (*FREE_WORDS, *ANGLE_WORDS), "angle or group")
        names.append(str(row.value))
    return tuple(expanded(names))


# -- the picture
def _picture(entry: Reader) -> Picture:
    view, far, floor = entry.inner("view"), entry.inner("far"), entry.inner("floor")
    treated = entry.inner("treated")
    view.only("az", "el")
    az, el = view.inner("az"), view.inner("el")
    side = None
    if far.value is not None:
        side = far.word(far.value, ("r", "l", "none"), "side").replace("none", "")
    return Picture(
        0.0 if az.value is None else az.number(-360, 360),
        6.0 if el.value is None else el.number(-89, 89),
        _items(entry.inner("props"), PROPS, "prop"),
        _items(entry.inner("guides"), GUIDES, "guide"),
        tuple(_arrow(row) for row in entry.inner("arrows").rows()),
        side,
        bool(entry.inner("ghost").value),
        0.0 if floor.value is None else floor.number(),
        "r" if treated.value is None else treated.word(treated.value, ("r", "l"), "side"),
    )


def _items(entry: Reader, known: Mapping[str, Any], noun: str) -> tuple[Item, ...]:
    """Props or guides: a name, or a name with its settings."""
    out = []
    for row in entry.rows():
        plain = isinstance(row.value, str)
        if not plain and len(row.mapping()) != 1:
            row.fail(f"This must be one {noun} with its settings.")
        name = row.value if plain else next(iter(row.mapping()))
        row.word(name, known, noun)
        settings = Reader(row.where, {}) if plain else row.inner(name)
        wanted = settings_of(known[name])
        settings.only(*wanted)
        given = {}
        for key, setting in settings.items():
            given[key], problem = fitted(setting.value, wanted[key].kind)
            if problem:
                setting.fail(problem)
        for key, setting_kind in wanted.items():
            if setting_kind.needed and key not in given:
                settings.fail(f"The setting '{key}' is missing.")
        out.append(Item(name, given))
    return tuple(out)


def _arrow(row: Reader) -> Arrow:
    row.only(*ARROW_KEYS)
    follow, path = row.inner("follow"), row.inner("path")
    width, head = row.inner("w"), row.inner("head")
    if follow.value is None and len(path.rows()) < 2:
        row.fail("An arrow needs a joint to follow or a path of two points or more.")
    return Arrow(
        None if follow.value is None else follow.word(follow.value, JOINTS, "joint"),
        tuple(point.vector() for point in path.rows()),
        row.inner("offset").pair((0, 0)),
        row.inner("trim").pair((0, 1)),
        bool(row.inner("reverse").value),
        3.0 if width.value is None else width.number(0.5, 20),
        9.0 if head.value is None else head.number(2, 40),
    )
