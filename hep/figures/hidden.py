"""Hidden lines: which pieces of a contour are seen, and which melt into a neighbouring part."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from enum import IntEnum

from .outline import NOBODY, Box, Shape, length
from .vectors import Point

# Parts that are one continuous body: gap (cm) below which the nearer contour melts into the other.
SEAMS = {
    ("upper_arm", "torso"): 0.4, ("torso", "upper_arm"): 4.0, ("thigh", "torso"): 2.2, ("torso", "thigh"): 1.5,
    ("thigh", "thigh"): 1.0, ("thigh", "shank"): 2.0, ("upper_arm", "forearm"): 2.0, ("forearm", "palm"): 2.0,
    ("palm", "fingers"): 1.6, ("fingers", "tips"): 1.0, ("palm", "thumb"): 0.7, ("fingers", "thumb"): 0.4,
    ("tips", "thumb"): 0.3, ("palm", "tips"): 0.4, ("fingers", "forefinger"): 0.5, ("palm", "forefinger"): 1.2,
    ("torso", "neck"): 5.0, ("neck", "head"): 2.5, ("shank", "foot"): 0.9,
}  # fmt: skip
# The upper arm melts into the shirt by this gap, less with every step down to this t; below it lies on the shirt.
ARMPIT = 12.0, 0.30
SLACK = 0.3  # cm of depth that never hides
SUNK = 5.0  # a part whose fill was painted on top may sink in this far
SHORTEST = 1.0  # cm of line worth drawing
SHARP = 1.0  # cm within which a line is known to change


class State(IntEnum):
    """How a point of a contour is seen."""

    HIDDEN = 0
    OVER = 1  # in front of a body
    OUTSIDE = 2  # against the paper


Piece = tuple[State, list[Point]]
Rule = tuple[Box, Shape, float, float | None, bool, bool]


def seam(part: Shape, other: Shape) -> float | None:
    """Melting gap between two parts, None if they are not linked."""
    if part.owner != other.owner or (part.side and other.side and part.side != other.side):
        return None
    gap = SEAMS.get((part.kind, other.kind))
    return SEAMS.get((other.kind, part.kind)) if gap is None else gap


class Sight:
    """The view of the lines of one part past its neighbours."""

    def __init__(self, part: Shape, others: Sequence[Shape]) -> None:
        self._rank = part.rank
        self._rules = [_rule(part, other) for other in others]

    def past(self, kind: str) -> Sight:
        """The same view as if parts of one kind were not there."""
        other = copy(self)
        other._rules = [rule for rule in self._rules if rule[1].kind != kind]
        return other

    def state(self, q: Point) -> State:
        """How one point of the part is seen."""
        x, y, z = q[0], q[1], q[2]
        state = State.OUTSIDE
        for rule in self._rules:
            (left, bottom, right, top), other, slack, gap, body, armpit = rule
            if x < left or x > right or y < bottom or y > top:
                continue
            depth = other.depth(x, y)
            if depth is None:
                continue
            if armpit:
                if q[3] < ARMPIT[1]:
                    gap = max(gap or 0.0, ARMPIT[0] * (1 - q[3] / ARMPIT[1]))
                elif other.rank < self._rank:
                    slack, gap = SUNK, None
            if depth > z + slack or (gap is not None and depth > z - gap):
                self._ask_first(rule)
                return State.HIDDEN
            if body:
                state = State.OVER
        return state

    def _ask_first(self, rule: Rule) -> None:
        """What hides one point of a line is likely to hide the next."""
        if self._rules[0] is not rule:
            self._rules.remove(rule)
            self._rules.insert(0, rule)

    def _boundary(self, a: Point, b: Point, state: State) -> Point:
        """Where the state changes between two points."""
        while abs(b[0] - a[0]) + abs(b[1] - a[1]) > SHARP:
            middle = _between(a, b)
            if self.state(middle) is state:
                a = middle
            else:
                b = middle
        return _between(a, b)

    def open_line(self, points: Sequence[Point]) -> list[list[Point]]:
        """Visible pieces of an open line."""
        return [piece for _, piece in self._pieces(points, [self.state(q) for q in points])]

    def closed_line(self, points: Sequence[Point]) -> list[Piece]:
        """Visible pieces of a closed outline, each with its state."""
        states = [self.state(q) for q in points]
        start = next((i for i in range(len(points)) if states[i - 1] is not states[i]), None)
        if start is None:
            return [(states[0], [*points, points[0]])] if states[0] else []
        turned = [*points[start:], *points[: start + 1]]
        first = self._boundary(points[start - 1], points[start], states[start - 1])
        found = self._pieces(turned, [*states[start:], *states[:start], states[start]], first)
        return found

    def _pieces(self, points: Sequence[Point], states: Sequence[State], first: Point | None = None) -> list[Piece]:
        """A line cut where its state changes; a closed outline is given from change to change."""
        pieces: list[Piece] = []
        current = [points[0]] if first is None else [first, points[0]]
        for i in range(1, len(points)):
            closing = first is not None and i == len(points) - 1
            if states[i] is not states[i - 1] or closing:
                change = self._boundary(points[i - 1], points[i], states[i - 1])
                current.append(change)
                pieces.append((states[i - 1], current))
                current = [change]
            current.append(points[i])
        if first is None:
            pieces.append((states[-1], current))
        return [(state, piece) for state, piece in pieces if state and _is_worth(piece)]


def _is_worth(piece: Sequence[Point]) -> bool:
    """Is it long enough to draw? The way from end to end says so of most."""
    (x, y, *_), (u, v, *_) = piece[0], piece[-1]
    return abs(u - x) > SHORTEST or abs(v - y) > SHORTEST or length(piece) > SHORTEST


def _between(a: Point, b: Point) -> Point:
    """The point (x, y, depth, place along the limb) half-way."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2, (a[3] + b[3]) / 2


def _rule(part: Shape, other: Shape) -> Rule:
    """(box of the other, itself, depth by which it must be nearer to hide, melting gap, is it a body, an armpit)."""
    body = other.owner != NOBODY
    gap = seam(part, other) if body else None
    on_top = part.rank > other.rank
    armpit = gap is not None and part.kind == "upper_arm" and other.kind == "torso"
    return other.box, other, SUNK if on_top and gap is None else SLACK, gap, body, armpit
