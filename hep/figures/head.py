"""Face and outline of the head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, radians

from .contour import Contour
from .drawn import Figure
from .hidden import Piece
from .outline import bounding_box, inside
from .styles import FINE, OUTLINE
from .svg import Pen
from .vectors import Matrix, Point, dot, half_turn

Line = Sequence[tuple[float, float]]

# Points on the face: (cm above the chin, degrees from straight ahead).
EYE = (10.75, 27.0)
LID: Line = [(11.05, 17.5), (11.55, 22), (11.72, 28), (11.5, 34), (11.1, 39)]
BROW: Line = [(13.15, 14), (13.55, 22), (13.6, 31), (13.15, 42)]
MOUTH: Line = [(4.95, -30), (4.55, -20), (4.36, -9), (4.34, 0), (4.36, 9), (4.55, 20), (4.95, 30)]
LIP: Line = [(3.45, -9), (3.35, 0), (3.45, 9)]
CHEEK: Line = [(7.4, 28), (6.4, 33), (5.5, 36)]  # the crease beside the mouth, on older faces
EYE_SIZE = 0.52, 0.78  # half width, half height (cm)
EYE_RING = ((1, 0), (0.71, 0.71), (0, 1), (-0.71, 0.71), (-1, 0), (-0.71, -0.71), (0, -1), (0.71, -0.71))
RIM: Line = [
    (10.75, 13), (12.1, 17), (12.65, 28), (12.15, 39), (10.75, 43.5), (9.25, 39), (8.75, 28), (9.25, 17), (10.75, 13),
]  # fmt: skip
TEMPLE: Line = [(11.0, 44), (11.0, 60), (10.8, 78), (10.4, 92)]
BRIDGE: Line = [(11.0, -12), (11.4, 0), (11.0, 12)]
FACE_MIDDLE = 10.0  # cm above the chin
TURNED_AWAY = 84  # degrees from the facing side beyond which an eye is not drawn


def nose_is_shown(figure: Figure) -> bool:
    head = figure.part["head"]
    return dot(head.tube.anterior[0], head.camera.view) > -0.35


def paint(pen: Pen, figure: Figure) -> None:
    """Nose, face, hair and ears, right after the fill of the head."""
    head, hair = figure.part["head"], figure.hair
    if hair.bun and hair.bun_is_behind:
        hair.paint_bun(pen)
        pen.fill(head.outline, "skin")
    if nose_is_shown(figure):
        _paint_nose(pen, head, figure.part["nose"])
    _paint_face(pen, figure, head)
    if hair.style.over_ears:
        hair.paint_ears(pen)
    hair.paint(pen)
    if hair.bun and not hair.bun_is_behind:
        hair.paint_bun(pen)
    if not hair.style.over_ears:
        hair.paint_ears(pen)


def _paint_nose(pen: Pen, head: Contour, nose: Contour) -> None:
    pen.fill(nose.outline, "skin")
    pen.stroke(_outside(nose.outline, head), "line", OUTLINE, tolerance=0.1)
    facing = nose.facing()
    if abs(facing) > 72:
        return
    sign = 1 if facing >= 0 else -1
    bridge: list[Point] = []
    tip: list[float] = [-70, -35, 0, 35, 70]
    if abs(facing) > 14:
        bridge = [nose.surface(y, facing - 90 * sign) for y in (10.0, 9.4, 8.5, 7.8)]
        tip = [facing - sign * f for f in (80, 50, 20, -10)]
    under = [nose.surface(7.3, angle) for angle in tip]
    pen.stroke([bridge + [(q[0], q[1] - 0.5) for q in under]], "line", FINE, tolerance=0.08)


def _outside(points: Sequence[Point], part: Contour) -> list[list[Point]]:
    """Pieces of a closed line outside a part's outline."""
    covered = [part.covers(q[0], q[1]) for q in points]
    if not any(covered):
        return [[*points, points[0]]]
    start, n = covered.index(True), len(points)
    runs: list[list[Point]] = []
    current: list[Point] = []
    for j in range(n + 1):
        i = (start + j) % n
        if not covered[i]:
            current = (current or [points[i - 1]]) + [points[i]]
        elif current:
            runs.append([*current, points[i]])
            current = []
    return runs


def _paint_face(pen: Pen, figure: Figure, head: Contour) -> None:
    older, frame = figure.person.older, figure.frames["head"]
    lines: list[tuple[Line, float]] = [(LID, 0.55), (BROW, 0.45 if older else 0.62)]
    if older and pen.detailed:
        lines.append((CHEEK, 0.35))
    for sign in (1, -1):
        spot, visible = head.front(EYE[0], sign * EYE[1])
        turn = abs(half_turn(sign * EYE[1] - head.facing()))
        if visible and turn < 80:
            pen.patches([_eye(head, spot, frame, turn)], "line", 0.05)
        if turn < TURNED_AWAY:
            for line, width in lines:
                points = head.facing_points(line, sign)
                if len(points) > 2:
                    pen.stroke([points], "line", width, tolerance=0.06)
    if figure.person.glasses:
        _paint_glasses(pen, head)
    mouth: list[tuple[Line, float]] = [(MOUTH, FINE), (LIP, 0.3)]
    for line, width in mouth:
        points = head.facing_points(line)
        if len(points) > 2:
            pen.stroke([points], "line", width, tolerance=0.05)


def _eye(head: Contour, spot: Point, frame: Matrix, turn: float) -> list[Point]:
    """The eye as a flat ellipse on the paper around a spot."""
    narrow = EYE_SIZE[0] * max(0.45, cos(radians(turn)))
    ux, uy = dot(frame[1], head.camera.right), dot(frame[1], head.camera.up)
    return [
        (spot[0] + uy * a * narrow + ux * b * EYE_SIZE[1], spot[1] - ux * a * narrow + uy * b * EYE_SIZE[1])
        for a, b in EYE_RING
    ]


def _paint_glasses(pen: Pen, head: Contour) -> None:
    """Round rims, bridge and temple pieces."""
    rims = []
    for sign in (1, -1):
        rim = head.facing_points(RIM, sign)
        if len(rim) > 6:
            rims.append(rim)
        temple = head.facing_points(TEMPLE, sign)
        if len(temple) > 1:
            rims.append(temple)
    bridge = head.facing_points(BRIDGE)
    if len(bridge) == 3:
        rims.append(bridge)
    pen.stroke(rims, "line", 0.42, tolerance=0.08)


# -- the outline
def bare_contour(figure: Figure, pieces: list[Piece]) -> list[Piece]:
    """Contour pieces of the head where neither hair nor nose covers it."""
    head, nose, hair = figure.part["head"], figure.part["nose"], figure.hair
    facing, shown = head.facing(), nose_is_shown(figure)
    first, last = head.surface(FACE_MIDDLE, facing - 90), head.surface(FACE_MIDDLE, facing + 90)
    across = last[0] - first[0], last[1] - first[1]

    def bare(q: Point) -> bool:
        start = hair.starts(q[3])
        if start <= 5:
            return False
        s = head.station(q[3])
        turn = 90 if (q[0] - s[0]) * across[0] + (q[1] - s[1]) * across[1] > 0 else -90
        return abs(half_turn(facing + turn)) < start + 2 and not (shown and nose.covers(q[0], q[1]))

    pieces = _kept(pieces, bare)
    for _, ear in hair.ears:
        pieces = outside_polygon(pieces, ear)
    return pieces


def outside_polygon(pieces: list[Piece], polygon: list[Point]) -> list[Piece]:
    """Contour pieces outside a polygon."""
    left, bottom, right, top = bounding_box(polygon)

    def outside(q: Point) -> bool:
        near = left < q[0] < right and bottom < q[1] < top
        return not (near and inside(polygon, q[0], q[1]))

    return _kept(pieces, outside)


def _kept(pieces: list[Piece], wanted: Callable[[Point], bool]) -> list[Piece]:
    """The runs of at least two wanted points."""
    out: list[Piece] = []
    for state, points in pieces:
        current: list[Point] = []
        for q in points:
            if wanted(q):
                current.append(q)
                continue
            if len(current) > 1:
                out.append((state, current))
            current = []
        if len(current) > 1:
            out.append((state, current))
    return out
