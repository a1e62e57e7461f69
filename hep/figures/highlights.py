"""Working muscles drawn on the surface of a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from .angles import Angles
from .contour import Contour
from .curves import smooth
from .muscles import FLEXED, MUSCLES, Edge, SurfacePoint
from .outline import Shape, area
from .svg import Pen
from .vectors import Point, half_turn, mix

MuscleName = tuple[str, str]  # (muscle, side)
LEAST_VISIBLE = 0.14  # share of the surface that must face the viewer
LEAST_AREA = 14  # cm2 on the paper
FIBRE_SPACING = 1.8  # cm
OPENED = 45  # degrees of abduction and external rotation in which the buttock is seen from the side


def edges(name: str, side: str, angles: Angles) -> tuple[Edge, Edge]:
    """The two edges of a muscle; some have others for a flexed hip."""
    if name in FLEXED:
        flexed, closed_from, opened_from = FLEXED[name]
        opened = angles[f"hip_abduction_{side}"] + angles[f"hip_external_rotation_{side}"] > OPENED
        if angles[f"hip_flexion_{side}"] > (opened_from if opened else closed_from):
            name = flexed
    return MUSCLES[name]


@dataclass(frozen=True)
class Row:
    """The visible piece of one row from edge to edge."""

    left: Point
    right: Point
    visible: float  # degrees
    whole: float
    parts: frozenset[Contour]


def _row(part: Mapping[str, Contour], side: str, first: SurfacePoint, second: SurfacePoint) -> Row:
    (p, t, a), (q, u, b) = (_spot(part, side, point) for point in (first, second))
    facing, other = p.facing(t), q.facing(u)
    middle, half = half_turn((a + b) / 2 - facing), abs(a - b) / 2
    low, high = max(-90.0, middle - half), min(90.0, middle + half)
    if low > high:
        low = high = 90.0 if middle > 0 else -90.0
    start, end = (high, low) if a > b else (low, high)
    if p is q:
        left, right = p.surface(t, facing + start), p.surface(u, facing + end)
    else:
        left = p.front(t, facing + start)[0]
        right = q.front(u, other + max(-90.0, min(90.0, half_turn(b - other))))[0]
    return Row(left, right, high - low, 2 * half, frozenset((p, q)))


def _spot(part: Mapping[str, Contour], side: str, point: SurfacePoint) -> tuple[Contour, float, float]:
    """A surface point on one side of the body; on the trunk left is the mirror of right."""
    name, t, angle = point
    if name == "torso":
        return part[name], t, -angle if side == "l" else angle
    return part[f"{name}_{side}"], t, angle


def _unfolded(left: Sequence[Point], right: Sequence[Point]) -> tuple[int, int]:
    """The longest run of rows that does not fold over itself."""
    middle = [mix(p[:2], q[:2], 0.5) for p, q in zip(left, right, strict=True)]
    n = len(middle)
    turns = []
    for i in range(n):
        a, b = middle[max(0, i - 1)], middle[min(n - 1, i + 1)]
        turns.append((b[0] - a[0]) * (right[i][1] - left[i][1]) - (b[1] - a[1]) * (right[i][0] - left[i][0]))
    sign = 1 if sum(turns) > 0 else -1
    best, start = (0, 0), 0
    for i in range(n + 1):
        if i == n or turns[i] * sign < -1e-6:
            if i - start > best[1] - best[0]:
                best = start, i
            start = i + 1
    return best


class Highlight:
    """One muscle, ready to be painted once all its parts are."""

    def __init__(self, part: Mapping[str, Contour], name: str, side: str, angles: Angles) -> None:
        rows = [_row(part, side, a, b) for a, b in zip(*edges(name, side, angles), strict=True)]
        self.parts: frozenset[Shape] = frozenset().union(*(row.parts for row in rows))
        i, j = _unfolded([row.left for row in rows], [row.right for row in rows])
        self.left, self.right = [row.left for row in rows[i:j]], [row.right for row in rows[i:j]]
        seen = sum(row.visible for row in rows) / (sum(row.whole for row in rows) or 1)
        self.shown = j - i > 2 and seen > LEAST_VISIBLE and abs(area(self.left + self.right[::-1])) > LEAST_AREA

    def wait_for(self, part: Contour) -> None:
        """Be painted after one more part."""
        self.parts |= {part}

    def covered_by(self, shape: Shape, margin: float = 1.0) -> bool:
        """Does a shape lie in front of the highlight, by more than some cm?"""
        middle = [mix(p[:3], q[:3], 0.5) for p, q in zip(self.left, self.right, strict=True)]
        for x, y, z in (q[:3] for q in (*self.left, *self.right, *middle)):
            depth = shape.depth(x, y)
            if depth is not None and depth > z + margin:
                return True
        return False

    def paint(self, pen: Pen) -> None:
        loop = smooth(self.left, 2) + smooth(self.right[::-1], 2)
        pen.shape(loop, "muscle", "muscle-edge", 0.55, tolerance=0.27)
        if pen.detailed:
            pen.stroke(self._fibres(), "fibre", 0.35, tolerance=0.45)

    def _fibres(self) -> list[list[Point]]:
        pairs = list(zip(self.left, self.right, strict=True))
        width = max(hypot(p[0] - q[0], p[1] - q[1]) for p, q in pairs)
        count = max(2, min(6, int(width / FIBRE_SPACING)))
        out = []
        for k in range(1, count):
            line = smooth([mix(p[:2], q[:2], k / count) for p, q in pairs], 2)
            out.append(line[int(len(line) * 0.10) : int(len(line) * 0.92)])
        return out


def highlights(part: Mapping[str, Contour], muscles: Sequence[MuscleName], angles: Angles) -> list[Highlight]:
    """The highlights that can be seen."""
    made = (Highlight(part, name, side, angles) for name, side in muscles)
    return [highlight for highlight in made if highlight.shown]
