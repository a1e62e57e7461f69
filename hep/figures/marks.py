"""Marks a therapist draws: level and plumb lines, knee over second toe, spots, measures, arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot

from .lettering import write
from .solids import Layer, Loose
from .stage import RIGHT, Between, Joint, Side, Stage
from .svg import Pen
from .vectors import Point, Vector, add, along, lerp, norm, sub, unit

HEAD_SHARE = 0.46  # half width of an arrow head / its length
TAIL_SHARE = 0.35  # width of the tail / width at the head
LEAST_ARROW = 0.5  # cm of movement worth an arrow


def _rule(pen: Pen, ends: Sequence[Point], dashed: bool = False, width: float = 0.75) -> None:
    """A straight line with a light edge."""
    pen.stroke([ends], "paper", width + 0.7, straight=True)
    pen.stroke([ends], "guide", width, straight=True, dashes=(2.0, 1.3) if dashed else ())


def _dot(pen: Pen, q: Point, radius: float, filled: bool) -> None:
    pen.circle(q[0], q[1], radius, "guide" if filled else "paper", "guide", 0.7)


def _mark(ink: Sequence[Point], paint: Callable[[Pen], None]) -> Loose:
    return Loose(ink, paint, Layer.OVER)


def level(stage: Stage, joints: tuple[Joint, Joint], extend: float = 14, forward: float = 0) -> Loose:
    """A line through two joints, with a dashed horizontal to compare."""
    a, b = (add(stage.joints[joint], (forward, 0, 0)) for joint in joints)
    through, middle, half = unit(sub(b, a)), lerp(a, b, 0.5), extend + norm(sub(b, a)) / 2
    horizontal = unit((through[0], 0, through[2]))
    ends = [stage.camera.see(along(middle, through, way * half)) for way in (-1, 1)]
    flat = [stage.camera.see(along(middle, horizontal, way * half)) for way in (-1, 1)]

    def paint(pen: Pen) -> None:
        _rule(pen, flat, dashed=True, width=0.55)
        _rule(pen, ends)
        for end in ends:
            _dot(pen, end, 0.9, filled=True)

    return _mark(ends + flat, paint)


def plumb(stage: Stage, joint: Joint, to: float = 0, above: float = 6) -> Loose:
    """A vertical dashed line through a joint down to a height."""
    x, y, z = stage.joints[joint]
    ends = [stage.camera.see((x, y + above, z)), stage.camera.see((x, to, z))]
    return _mark(ends, lambda pen: _rule(pen, ends, dashed=True))


def line(stage: Stage, joints: Sequence[Between], extend: float = 8) -> Loose:
    """A dashed line through what should line up; `ankle_r+ankle_l` is the point half-way."""
    spots = []
    for name in joints:
        places = [stage.joints[joint] for joint in name.split("+")]
        spots.append(stage.camera.see(lerp(places[0], places[-1], 0.5)))
    (x0, y0, _), (x1, y1, _) = spots[0], spots[-1]
    direction = unit((x1 - x0, y1 - y0, 0))
    ends = [along(spots[0], direction, -extend), along(spots[-1], direction, extend)]

    def paint(pen: Pen) -> None:
        _rule(pen, ends, dashed=True)
        for place in spots:
            _dot(pen, place, 1.1, filled=True)

    return _mark(ends, paint)


def knee_over_toe(stage: Stage, side: Side = RIGHT, above: float = 16) -> Loose:
    """The line that the kneecap should follow: over the second toe."""
    knee, toe = (stage.camera.see(stage.joints[f"{joint}_{side}"]) for joint in ("patella", "second_toe"))
    direction = unit((knee[0] - toe[0], knee[1] - toe[1], 0))
    top = along(knee, direction, above)

    def paint(pen: Pen) -> None:
        _rule(pen, [top, toe], dashed=True)
        _dot(pen, knee, 2.0, filled=False)
        _dot(pen, toe, 0.9, filled=True)

    return _mark([top, toe], paint)


def spot(stage: Stage, joint: Joint, radius: float = 5) -> Loose:
    """A ring around the place that matters."""
    x, y, _ = stage.camera.see(stage.joints[joint])

    def paint(pen: Pen) -> None:
        pen.ring(x, y, radius, "paper", 1.6)
        pen.ring(x, y, radius, "guide", 0.8)

    return _mark([(x - radius, y - radius), (x + radius, y + radius)], paint)


def span(stage: Stage, points: Sequence[Vector], tick: float = 3) -> Loose:
    """Equal lengths along the floor: a measure with a tick at every point."""
    line = [stage.camera.see(point) for point in points]
    ticks: list[list[Point]] = [[(x, y - tick), (x, y + tick)] for x, y, _ in line]

    def paint(pen: Pen) -> None:
        _rule(pen, [line[0], line[-1]])
        for ends in ticks:
            _rule(pen, ends)

    return _mark([*line, *(end for ends in ticks for end in ends)], paint)


def label(stage: Stage, text: str, at: Joint | Vector, offset: Vector = (0, 0, 0), size: float = 9) -> Loose:
    """A number or L and R beside a place; it reads forwards on both sides."""
    x, y, _ = stage.camera.see(add(stage.place(at), offset))
    corners: list[Point] = [(x - size * len(text) / 2, y - size / 2), (x + size * len(text) / 2, y + size / 2)]
    return _mark(corners, lambda pen: write(pen, text, x, y, size))


GUIDES: dict[str, Callable[..., Loose]] = {
    "level": level, "plumb": plumb, "line": line, "knee-over-toe": knee_over_toe, "spot": spot, "span": span,
    "label": label,
}  # fmt: skip


# -- arrows
def arrow(points: Sequence[Point], width: float = 3.0, head: float = 9.0) -> Loose | None:
    """A tapered arrow along a line of the paper; None if the line is too short to see."""
    outline = _arrow_outline(points, width, head)
    if not outline:
        return None

    def paint(pen: Pen) -> None:
        pen.stroke([[*outline, outline[0]]], "paper", 0.9, tolerance=0.12)
        pen.patches([outline], "arrow", 0.12)

    return _mark(outline, paint)


def _arrow_outline(points: Sequence[Point], width: float, head: float) -> list[Point]:
    arc = [0.0]
    for a, b in pairwise(points):
        arc.append(arc[-1] + hypot(b[0] - a[0], b[1] - a[1]))
    if arc[-1] < LEAST_ARROW:
        return []
    if arc[-1] < head * 1.3:
        # A short movement is drawn longer, or the head would be all of it.
        k, centre = head * 1.3 / arc[-1], points[len(points) // 2]
        points = [(centre[0] + (p[0] - centre[0]) * k, centre[1] + (p[1] - centre[1]) * k) for p in points]
        arc = [s * k for s in arc]
    total = arc[-1]

    def at(s: float) -> Point:
        i = 0
        while i < len(arc) - 2 and arc[i + 1] < s:
            i += 1
        u = (s - arc[i]) / ((arc[i + 1] - arc[i]) or 1)
        p, q = points[i], points[i + 1]
        return p[0] + (q[0] - p[0]) * u, p[1] + (q[1] - p[1]) * u

    left: list[Point] = []
    right: list[Point] = []
    stop = total - head * 0.85
    for k in range(13):
        s = stop * k / 12
        x, y = at(s)
        tx, ty = _direction(at(max(0, s - 0.8)), at(min(total, s + 0.8)))
        half = width * (TAIL_SHARE + (1 - TAIL_SHARE) * k / 12) / 2
        left.append((x - ty * half, y + tx * half))
        right.append((x + ty * half, y - tx * half))
    tip = at(total)
    tx, ty = _direction(at(stop), tip)
    x, y, half = tip[0] - tx * head, tip[1] - ty * head, head * HEAD_SHARE
    return [*left, (x - ty * half, y + tx * half), tip, (x + ty * half, y - tx * half), *right[::-1]]


def _direction(p: Point, q: Point) -> tuple[float, float]:
    h = hypot(q[0] - p[0], q[1] - p[1]) or 1
    return (q[0] - p[0]) / h, (q[1] - p[1]) / h
