"""Contacts: what touches what in a pose, and by how many centimetres it misses.

Every kind answers `errors(skeleton)`: pairs of (cm, derivative with respect to the pelvis position). The other
derivatives are found by turning joints (solver.py). `key` says which contacts of two poses are the same one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .body import tube
from .skeleton import Skeleton
from .vectors import IDENTITY, ORIGIN, Vector, X, Y, Z, add, apply, cross, dot, scaled, sub

Target = tuple[float | None, float | None, float | None]  # None leaves a direction free
Error = tuple[float, Vector]
AXES: tuple[Vector, Vector, Vector] = (X, Y, Z)
ALIGN = 5.0  # cm that count for a hand at right angles to the rod it holds
LEVEL = 8.0  # cm that count for a sole on edge
# What a hand does: joint that lies there, setting for its direction, axis of the hand that follows it.
HOLDS = {"grip": ("grip", "along", 0), "press": ("palm", "facing", 2)}


@dataclass(frozen=True)
class Contact(ABC):
    """One thing that touches another."""

    key: tuple[str, ...]

    @property
    def where(self) -> str:
        return ".".join(self.key)

    @abstractmethod
    def errors(self, skeleton: Skeleton) -> list[Error]:
        """By how many cm it is missed, in every direction that counts."""

    @abstractmethod
    def towards(self, other: Contact, t: float) -> Contact:
        """The same contact on the way to where it is in another pose."""

    def placed(self, patient: Skeleton) -> Contact:
        """A helper's contact, once the patient's pose is known."""
        return self


@dataclass(frozen=True)
class Pin(Contact):
    """A joint at a point of the room; None leaves a direction free."""

    joint: str
    target: Target

    def errors(self, skeleton: Skeleton) -> list[Error]:
        place = skeleton.joint(self.joint)
        return [(place[i] - wanted, AXES[i]) for i, wanted in enumerate(self.target) if wanted is not None]

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Pin)
        return replace(self, target=_mixed(self.target, other.target, t))


@dataclass(frozen=True)
class Reach(Contact):
    """A helper's joint at a joint of the patient plus an offset in the room."""

    joint: str
    other: str
    offset: Vector

    def errors(self, skeleton: Skeleton) -> list[Error]:
        return []

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Reach)
        return replace(self, offset=_vector(self.offset, other.offset, t))

    def placed(self, patient: Skeleton) -> Contact:
        return Pin(self.key, self.joint, add(patient.joint(self.other), self.offset))


@dataclass(frozen=True)
class Rest(Contact):
    """The lowest point of a part at a height."""

    part: str
    height: float

    def errors(self, skeleton: Skeleton) -> list[Error]:
        return [(-_extent(skeleton, self.part, (0, -1, 0)) - self.height, Y)]

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Rest)
        return replace(self, height=_between(self.height, other.height, t))


@dataclass(frozen=True)
class Touch(Contact):
    """The farthest point of a part in a direction along an axis, at a plane."""

    part: str
    direction: str  # x, -x, y ...
    plane: float

    def errors(self, skeleton: Skeleton) -> list[Error]:
        sign = -1 if self.direction[0] == "-" else 1
        axis = AXES["xyz".index(self.direction[-1])]
        return [(sign * _extent(skeleton, self.part, scaled(axis, sign)) - self.plane, axis)]

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Touch)
        return replace(self, plane=_between(self.plane, other.plane, t))


@dataclass(frozen=True)
class Join(Contact):
    """A joint at another joint plus an offset in a frame of the body (in the room without one)."""

    joint: str
    other: str
    frame: str | None
    offset: Vector

    def errors(self, skeleton: Skeleton) -> list[Error]:
        axes = skeleton.frames[self.frame] if self.frame else IDENTITY
        target = add(skeleton.places[self.other], apply(axes, self.offset))
        gap = sub(skeleton.places[self.joint], target)
        return [(gap[0], ORIGIN), (gap[1], ORIGIN), (gap[2], ORIGIN)]

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Join)
        return replace(self, offset=_vector(self.offset, other.offset, t))


@dataclass(frozen=True)
class Flat(Contact):
    """A sole flat at a height."""

    side: str
    height: float

    def errors(self, skeleton: Skeleton) -> list[Error]:
        heel, ball = skeleton.joint(f"heel_{self.side}"), skeleton.joint(f"ball_{self.side}")
        tilt = skeleton.frames[f"foot_{self.side}"][2][1]
        return [(heel[1] - self.height, Y), (ball[1] - self.height, Y), (tilt * LEVEL, ORIGIN)]

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Flat)
        return replace(self, height=_between(self.height, other.height, t))


@dataclass(frozen=True)
class Hold(Contact):
    """A hand at a point: around a rod along a direction (grip), or on a surface that faces one (press)."""

    side: str
    place: Vector
    direction: Vector | None

    def errors(self, skeleton: Skeleton) -> list[Error]:
        joint, _, axis = HOLDS[self.key[0]]
        place = skeleton.joint(f"{joint}_{self.side}")
        out: list[Error] = [(place[i] - self.place[i], AXES[i]) for i in range(3)]
        if self.direction is not None:
            across = cross(skeleton.frames[f"hand_{self.side}"][axis], self.direction)
            out += [(x * ALIGN, ORIGIN) for x in across]
        return out

    def towards(self, other: Contact, t: float) -> Contact:
        assert isinstance(other, Hold)
        return replace(self, place=_vector(self.place, other.place, t))


@dataclass(frozen=True)
class Contacts:
    """All contacts of one pose, and the angles that may change to meet them."""

    given: tuple[Contact, ...] = ()
    free: tuple[str, ...] = ()

    def errors(self, skeleton: Skeleton) -> list[Error]:
        return [error for contact in self.given for error in contact.errors(skeleton)]

    def misses(self, skeleton: Skeleton) -> dict[str, float]:
        """Largest error of every contact in cm, by its place in the pose."""
        out = {}
        for contact in self.given:
            out[contact.where] = max((abs(error) for error, _ in contact.errors(skeleton)), default=0.0)
        return out

    def placed(self, patient: Skeleton) -> Contacts:
        return replace(self, given=tuple(contact.placed(patient) for contact in self.given))

    @property
    def soles(self) -> set[str]:
        """The heels and balls of the feet that stand on something."""
        lying = {f"{joint}_{one.side}" for one in self.given if isinstance(one, Flat) for joint in ("heel", "ball")}
        pins = [one for one in self.given if isinstance(one, Pin) and one.target[1] is not None]
        return lying | {pin.joint for pin in pins if pin.joint[:-2] in ("heel", "ball")}

    def shared(self, other: Contacts, t: float, lifted: Mapping[str, float]) -> Contacts:
        """The contacts of a movement: those of both poses, on the way; a swinging foot is lifted."""
        later = {contact.key: contact for contact in other.given}
        given = [contact.towards(later[contact.key], t) for contact in self.given if contact.key in later]
        for i, contact in enumerate(given):
            if isinstance(contact, Flat) and contact.side in lifted:
                given[i] = replace(contact, height=contact.height + lifted[contact.side])
        return Contacts(tuple(given), tuple(sorted({*self.free, *other.free})))


def _extent(skeleton: Skeleton, part: str, direction: Vector) -> float:
    return tube(skeleton, part).support(direction) + dot(direction, skeleton.root)


def _between(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _vector(a: Vector, b: Vector, t: float) -> Vector:
    return _between(a[0], b[0], t), _between(a[1], b[1], t), _between(a[2], b[2], t)


def _mixed(a: Sequence[float | None], b: Sequence[float | None], t: float) -> Target:
    """Where one of the two is free, the way is free."""
    x, y, z = (None if p is None or q is None else _between(p, q, t) for p, q in zip(a, b, strict=True))
    return x, y, z
