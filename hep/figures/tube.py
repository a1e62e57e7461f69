"""Tubes: the solid parts of a body as cross-sections along a line in the room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import sqrt

from .vectors import Vector, cross, dot, norm, sub

Radii = tuple[float, ...]  # front, back, lateral, medial


def kind_and_side(part: str) -> tuple[str, str]:
    """`upper_arm_r` as ("upper_arm", "r"); the trunk's parts have no side."""
    return (part[:-2], part[-1]) if part[-2:] in ("_r", "_l") else (part, "")


class Tube:
    """Stations (t, centre, anterior axis, lateral axis, radii) and half ellipsoids as ends."""

    def __init__(self, name: str, start_cap: float = 0.5, end_cap: float = 0.5) -> None:
        self.name, self.start_cap, self.end_cap = name, start_cap, end_cap
        self.kind, self.side = kind_and_side(name)
        self.ts: list[float] = []
        self.centres: list[Vector] = []
        self.anterior: list[Vector] = []
        self.lateral: list[Vector] = []
        self.radii: list[Radii] = []

    def station(self, t: float, centre: Vector, anterior: Vector, lateral: Vector, radii: Sequence[float]) -> None:
        """Add the next cross-section."""
        self.ts.append(t)
        self.centres.append(centre)
        self.anterior.append(anterior)
        self.lateral.append(lateral)
        self.radii.append(tuple(radii))

    @cached_property
    def length(self) -> float:
        """Length of the centre line."""
        return sum(norm(sub(p, q)) for p, q in pairwise(self.centres))

    def support(self, d: Vector) -> float:
        """Farthest extent of the tube in direction d."""
        best, last = -1e9, len(self.ts) - 1
        for i, centre in enumerate(self.centres):
            a, lateral, radii = self.anterior[i], self.lateral[i], self.radii[i]
            na, nl = dot(d, a), dot(d, lateral)
            ra = (radii[0] if na > 0 else radii[1]) * na
            rl = (radii[2] if nl > 0 else radii[3]) * nl
            cap = 0.0
            if i == 0 or i == last:
                cap = dot(d, cross(a, lateral)) * (self.end_cap if i else self.start_cap)
            reach = dot(d, centre) + sqrt(ra * ra + rl * rl + cap * cap)
            if reach > best:
                best = reach
        return best
