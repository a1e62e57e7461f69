"""Hair: an enlarged head above a hair line, with strands, a bun and ears."""

from __future__ import annotations

from functools import cached_property

from .build import Build, value_at
from .curves import smooth
from .outline import ellipsoid, length
from .people import FRINGES
from .styles import FINE, OUTLINE
from .surface import Surface
from .svg import Pen
from .vectors import Matrix, Point, Vector, add, along, apply, dot, half_turn, unit

# Combed strands: (degrees from the side that faces the viewer, height of their upper end).
STRANDS = ((-52, 17.6), (-26, 18.4), (4, 18.6), (33, 18.2), (58, 17.4))
FOREHEAD = 75  # degrees to both sides in which the fringe lifts the hair line
Row = tuple[float, float, dict[str, tuple[float, float]]]


class Hair:
    """The hair and the ears of one head as the camera sees them."""

    def __init__(self, surface: Surface, build: Build, frame: Matrix, chin: Vector) -> None:
        self.surface, self.build, self.frame, self.chin = surface, build, frame, chin
        self.style, self.line, self.tone = build.hair, build.hair_line, build.person.tone
        self.camera, self.facing = surface.camera, surface.facing()

    def _at(self, forward: float, up: float, right: float) -> Vector:
        """A place on the head, from the chin, as a point of the room."""
        return add(self.chin, apply(self.frame, (forward, up, right)))

    def starts(self, y: float) -> float:
        """Degrees from straight ahead where the hair begins at a height; 200 where there is none."""
        if y <= self.line[0][0]:
            return 200.0
        return value_at(self.line, y)[0] if y <= self.line[-1][0] else 0.0

    # -- the mass of the hair
    @cached_property
    def polygon(self) -> list[Point]:
        """The visible part as (x, y, is it on the silhouette)."""
        rows = self._rows()
        sides = [side for side in ("left", "right") if any(side in spans for *_, spans in rows)]
        down = rows[::-1]
        if len(sides) < 2:
            side = sides[0]
            return [self._edge(y, spans[side][0]) for y, _, spans in rows if side in spans] + [
                self._edge(y, spans[side][1]) for y, _, spans in down if side in spans
            ]
        return [
            *(self._edge(y, spans["left"][0]) for y, _, spans in rows if "left" in spans),
            *(self._edge(y, spans["right"][1]) for y, _, spans in down if "right" in spans),
            *(self._edge(y, spans["right"][0]) for y, start, spans in rows if "right" in spans and start > 0),
            *(self._edge(y, spans["left"][1]) for y, start, spans in down if "left" in spans and start > 0),
        ]

    def _rows(self) -> list[Row]:
        """For every height the visible spans of hair left and right of the face, in degrees."""
        facing = self.facing
        rows = []
        for y, start in self.line:
            spans = {}
            for side, turn in (("right", 0), ("left", -360)):
                low, high = max(facing - 90, start + turn), min(facing + 90, 360 - start + turn)
                if high > low:
                    spans[side] = low, high
            rows.append((y, start, spans))
        return rows

    def _edge(self, y: float, angle: float) -> Point:
        """A point on the border of the visible hair; across the forehead it follows the fringe."""
        silhouette = abs(abs(half_turn(angle - self.facing)) - 90) < 1
        turn = half_turn(angle)
        lift = 0.0
        if not silhouette and abs(turn) < FOREHEAD:
            lift = value_at(FRINGES[self.style.fringe], turn)[0]
        q = self.surface.surface(y + lift, angle)
        return q[0], q[1], silhouette

    def paint(self, pen: Pen) -> None:
        polygon = self.polygon
        pen.fill(polygon, self.tone)
        if pen.detailed:
            pen.stroke(self._strands(), f"strand-{self.tone}", 0.4, tolerance=0.3)
        n = len(polygon)
        start = next((i for i in range(n) if polygon[i - 1][2] != polygon[i][2]), 0)
        current = [polygon[start]]
        for i in range(1, n + 1):
            q = polygon[(start + i) % n]
            current.append(q)
            if i == n or q[2] != current[0][2]:
                if length(current) > 0.3:
                    pen.stroke([[p[:2] for p in current]], "line", OUTLINE if current[0][2] else FINE, tolerance=0.14)
                current = [q]

    def _strands(self) -> list[list[Point]]:
        """A few combed lines from the hair line towards the crown and the nape."""
        facing = self.facing
        out = []
        for turn, top in STRANDS:
            angle = abs(half_turn(facing + turn))
            low = min((y for y, start in self.line if start <= angle), default=0.0) + 0.9
            if top - low >= 2:
                shares = (0, 0.3, 0.6, 0.85)
                out.append(
                    [self.surface.surface(low + (top - low) * f, facing + turn * (1 - 0.35 * f)) for f in shares]
                )
        return out

    # -- the bun
    @cached_property
    def bun(self) -> list[Point]:
        """Outline of a bun, empty without one."""
        if self.style.bun is None:
            return []
        back, up, radius = self.style.bun
        forward, upwards, right = self.frame
        axes = ((forward, radius * 0.82), (upwards, radius), (right, radius))
        return ellipsoid(self.camera, self._at(back, up, 0), axes)

    @property
    def bun_is_behind(self) -> bool:
        return dot(self.frame[0], self.camera.view) > 0.05

    def paint_bun(self, pen: Pen) -> None:
        outline = self.bun
        pen.shape(outline, self.tone, "line", 0.9, tolerance=0.27)
        if pen.detailed:
            (ax, ay), (bx, by) = outline[0][:2], outline[len(outline) // 2][:2]
            shares = ((0.25, -0.6), (0.45, 1.0), (0.7, 0.6))
            swirl: list[Point] = [(ax + (bx - ax) * f, ay + (by - ay) * f + rise) for f, rise in shares]
            pen.stroke([smooth(swirl)], f"strand-{self.tone}", 0.4)

    # -- ears
    @cached_property
    def ears(self) -> list[tuple[int, list[Point]]]:
        """(side, outline) of the ears that can be seen."""
        forward, up, right = self.frame
        k = self.build.physique.head
        leaning, axis = unit(along(up, forward, -0.22)), unit(along(forward, up, 0.22))
        out = []
        for sign in (1, -1):
            if dot(right, self.camera.view) * sign >= -0.3:
                centre = self._at(-0.7 * k, 8.9 * k, sign * 7.6 * k)
                out.append((sign, ellipsoid(self.camera, centre, ((axis, 1.6), (leaning, 2.75), (right, 0.8)))))
        return out

    def paint_ears(self, pen: Pen) -> None:
        k = self.build.physique.head
        for sign, outline in self.ears:
            pen.shape(outline, "skin", "line", 0.7, tolerance=0.27)
            if pen.detailed and dot(self.frame[2], self.camera.view) * sign > 0.45:
                centre = self._at(-0.7 * k, 8.9 * k, sign * 7.6 * k)
                places = ((0.5, 1.4), (-0.5, 1.5), (-0.8, 0.3), (-0.1, -0.6))
                inner = [self.camera.see(add(centre, apply(self.frame, (x, y, sign * 0.5)))) for x, y in places]
                pen.stroke([smooth(inner)], "line", 0.32)
