"""Shapes on the paper: closed outlines that cover what lies behind them; hulls, ellipsoids, clipping."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt

from .camera import Camera
from .vectors import Point, Vector, mix

ROW = 0.5  # cm between the scan lines of the inside test
NOBODY = -1
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Shape(ABC):
    """Something with a closed outline on the paper that can hide what lies behind it."""

    kind = ""
    side = ""
    owner = NOBODY  # which body of the scene it belongs to
    rank = 0  # its place in the painter's order
    middle_depth = 0.0
    outline: Sequence[Point] = ()
    box: Box
    _rows: list[list[float]] | None = None

    def enclose(self, outline: Sequence[Point]) -> None:
        """Take an outline and its bounding box."""
        self.outline, self._rows = outline, None
        xs, ys = [q[0] for q in outline], [q[1] for q in outline]
        self.box = (min(xs), min(ys), max(xs), max(ys))

    def covers(self, x: float, y: float) -> bool:
        """Is the paper point inside the outline?"""
        rows = self._rows
        if rows is None:
            rows = self._rows = self._scanned()
        i = int((y - self.box[1]) / ROW)
        if not 0 <= i < len(rows):
            return False
        inside = False
        for crossing in rows[i]:
            if x < crossing:
                return inside
            inside = not inside
        return False

    def _scanned(self) -> list[list[float]]:
        """For every scan line the places where it crosses the outline."""
        low = self.box[1]
        rows: list[list[float]] = [[] for _ in range(int((self.box[3] - low) / ROW) + 1)]
        x1, y1 = self.outline[-1][:2]
        for q in self.outline:
            x2, y2 = q[0], q[1]
            if y1 != y2:
                first, last = (y1, y2) if y1 < y2 else (y2, y1)
                slope = (x2 - x1) / (y2 - y1)
                i = max(0, int((first - low) / ROW + 0.5))
                end = min(len(rows), int((last - low) / ROW + 0.5))
                x = x1 + (low + (i + 0.5) * ROW - y1) * slope
                step = ROW * slope
                while i < end:
                    rows[i].append(x)
                    x += step
                    i += 1
            x1, y1 = x2, y2
        for row in rows:
            row.sort()
        return rows

    @abstractmethod
    def depth(self, x: float, y: float) -> float | None:
        """Depth of the front surface at a paper point, None outside."""

    @abstractmethod
    def probes(self) -> list[Vector]:
        """Points spread over the front surface, to compare depths with others."""


def overlap(a: Box, b: Box) -> bool:
    return not (a[0] > b[2] or b[0] > a[2] or a[1] > b[3] or b[1] > a[3])


def bounding_box(points: Sequence[Point]) -> Box:
    xs, ys = [q[0] for q in points], [q[1] for q in points]
    return min(xs), min(ys), max(xs), max(ys)


def length(points: Sequence[Point]) -> float:
    return sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(points))


def area(polygon: Sequence[Point]) -> float:
    """Area with the sign of the turning direction."""
    total, previous = 0.0, polygon[-1]
    for q in polygon:
        total += previous[0] * q[1] - q[0] * previous[1]
        previous = q
    return total / 2


def hull(points: Iterable[Point]) -> list[Point]:
    """Convex hull; every point keeps its depth."""
    ordered = sorted(set(points))

    def half(sequence: Iterable[Point]) -> list[Point]:
        out: list[Point] = []
        for p in sequence:
            while len(out) > 1 and _turn(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out

    return half(ordered)[:-1] + half(reversed(ordered))[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def inside(polygon: Sequence[Point], x: float, y: float) -> bool:
    found = False
    x1, y1 = polygon[-1][:2]
    for q in polygon:
        x2, y2 = q[0], q[1]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
        x1, y1 = x2, y2
    return found


def ellipsoid(camera: Camera, centre: Vector, axes: Sequence[tuple[Vector, float]], n: int = 14) -> list[Point]:
    """Outline of an ellipsoid given as (axis, radius); with two axes it is a flat disc."""
    x, y, z = camera.see(centre)
    xx = xy = yy = 0.0  # the spread of the axes on the paper
    for axis, radius in axes:
        a, b, _ = camera.turned(axis)
        a, b = a * radius, b * radius
        xx, xy, yy = xx + a * a, xy + a * b, yy + b * b
    out: list[Point] = []
    for k in range(n):
        mx, my = cos(2 * pi * k / n), sin(2 * pi * k / n)
        dx, dy = mx * xx + my * xy, mx * xy + my * yy
        h = sqrt(mx * dx + my * dy) or 1e-9
        out.append((x + dx / h, y + dy / h, z))
    return out


# -- clipping to a convex window, whose corners run counter-clockwise
def holds(window: Sequence[Point], points: Sequence[Point]) -> bool:
    """Does the bounding box of these points lie in the window?"""
    left, bottom, right, top = bounding_box(points)
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    edges = zip(window, [*window[1:], window[0]], strict=True)
    return all(_turn(a, b, corner) >= 0 for a, b in edges for corner in corners)


def clipped_area(polygon: Sequence[Point], window: Sequence[Point]) -> list[Point]:
    """The part of an area inside the window (Sutherland and Hodgman)."""
    out = [q[:2] for q in polygon]
    for a, b in zip(window, [*window[1:], window[0]], strict=True):
        previous, out, given = (out[-1] if out else ()), [], out
        for q in given:
            now, before = _turn(a, b, q), _turn(a, b, previous)
            if (now >= 0) != (before >= 0):
                out.append(mix(previous, q, before / (before - now)))
            if now >= 0:
                out.append(q)
            previous = q
    return out


def clipped_line(line: Sequence[Point], window: Sequence[Point]) -> list[list[Point]]:
    """The pieces of a line inside the window."""
    edges = list(zip(window, [*window[1:], window[0]], strict=True))
    pieces: list[list[Point]] = []
    for p, q in pairwise(line):
        start, end = 0.0, 1.0
        for a, b in edges:
            u, v = _turn(a, b, p), _turn(a, b, q)
            if u < 0 and v < 0:
                start = 2.0
            elif u < 0:
                start = max(start, u / (u - v))
            elif v < 0:
                end = min(end, u / (u - v))
        if start >= end:
            continue
        first, last = mix(p[:2], q[:2], start), mix(p[:2], q[:2], end)
        if pieces and start == 0 and pieces[-1][-1] == first:
            pieces[-1].append(last)
        else:
            pieces.append([first, last])
    return pieces
