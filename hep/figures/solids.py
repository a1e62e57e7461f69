"""Things of the room that hide and are hidden: boxes, rods, ribbons; and loose items painted below or above all."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import cos, hypot, pi, sin

from .camera import Camera
from .contour import Contour
from .outline import Shape, hull
from .svg import Pen
from .tube import Tube
from .vectors import ORIGIN, Point, Vector, add, apply, cross, lerp, scaled, sub, turn_y, unit


class Layer(Enum):
    """When a thing is painted."""

    UNDER = "before the figure"
    AMONG = "in the painter's order"
    OVER = "after the figure"


class Solid(Shape):
    """A thing among the parts of the bodies."""

    layer = Layer.AMONG

    @abstractmethod
    def paint(self, pen: Pen) -> None:
        """Draw its fill and its lines."""


@dataclass
class Loose:
    """Points of the paper that a thing takes up, and how it is painted."""

    outline: Sequence[Point]
    paint: Callable[[Pen], None]
    layer: Layer = Layer.UNDER


Thing = Solid | Loose

# Faces of a box: normal, corners (0 low, 1 high in x, y, z), shade.
FACES: tuple[tuple[Vector, tuple[tuple[int, int, int], ...], str], ...] = (
    ((1, 0, 0), ((1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0)), "end"),
    ((-1, 0, 0), ((0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0)), "end"),
    ((0, 1, 0), ((0, 1, 0), (1, 1, 0), (1, 1, 1), (0, 1, 1)), "top"),
    ((0, -1, 0), ((0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)), "side"),
    ((0, 0, 1), ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)), "side"),
    ((0, 0, -1), ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)), "side"),
)
# Colours of a box by the shade of its face.
WOOD = {"end": "prop-end", "top": "prop-top", "side": "prop-side"}
CUSHION = {"end": "mat-side", "top": "mat-top", "side": "mat-side"}


@dataclass
class Face:
    """One visible face: its corners and its shade."""

    corners: list[Vector]
    shade: str


class Box(Solid):
    """A box turned about the vertical by `yaw`, with its visible faces."""

    kind = "box"

    def __init__(
        self,
        camera: Camera,
        low: Vector,
        high: Vector,
        at: Vector = ORIGIN,
        yaw: float = 0.0,
        colours: dict[str, str] | None = None,
        layer: Layer = Layer.AMONG,
    ) -> None:
        self.colours, self.layer = colours or WOOD, layer
        turn = turn_y(yaw)
        self.faces: list[Face] = []
        self._planes: list[Vector] = []  # of every face: depth = c + a x + b y
        for normal, corners, shade in FACES:
            nx, ny, nz = camera.turned(apply(turn, normal))
            if nz > 0.02:
                places = [tuple((low, high)[bit][axis] for axis, bit in enumerate(corner)) for corner in corners]
                seen = [camera.see(add(apply(turn, (x, y, z)), at)) for x, y, z in places]
                x, y, z = seen[0]
                self.faces.append(Face(seen, shade))
                self._planes.append((z + (nx * x + ny * y) / nz, -nx / nz, -ny / nz))
        points = [corner for face in self.faces for corner in face.corners]
        self.enclose(hull(points))
        loop = (*self.outline, self.outline[0])
        self._edges = [(a[0], a[1], b[0] - a[0], b[1] - a[1]) for a, b in pairwise(loop)]
        self.middle_depth = sum(p[2] for p in points) / len(points)

    def probes(self) -> list[Vector]:
        out = []
        for face in self.faces:
            a, b, c, d = face.corners
            for u in (0.05, 0.5, 0.95):
                p, q = lerp(a, b, u), lerp(d, c, u)
                out += [lerp(p, q, v) for v in (0.08, 0.5, 0.92)]
        return out

    def depth(self, x: float, y: float) -> float | None:
        """The front surface of a convex box is the lowest of the planes of its visible faces."""
        for left, bottom, dx, dy in self._edges:
            if dx * (y - bottom) < dy * (x - left):
                return None
        return min([c + a * x + b * y for c, a, b in self._planes])

    def paint(self, pen: Pen) -> None:
        for face in self.faces:
            pen.shape(face.corners, self.colours[face.shade], straight=True)


class Rod(Solid):
    """A round bar between two points; `taper` is the share of its radius at the end."""

    kind = "rod"

    def __init__(
        self,
        camera: Camera,
        start: Vector,
        end: Vector,
        radius: float,
        colour: str = "metal",
        rounded: bool = True,
        taper: float = 1.0,
    ) -> None:
        cap = radius if rounded else 0.3
        tube = Tube("rod", cap, cap)
        axis = unit(sub(end, start))
        side = unit(cross(axis, (0, 1, 0) if abs(axis[1]) < 0.9 else (1, 0, 0)))
        for t in (0.0, 0.25, 0.5, 0.75, 1.0):
            r = radius * (1 + (taper - 1) * t)
            tube.station(t, add(start, scaled(sub(end, start), t)), side, cross(axis, side), (r, r, r, r))
        self.contour, self.colour, self.radius = Contour(tube, camera), colour, radius
        nearer = scaled(camera.view, radius)
        self.ends = camera.see(add(start, nearer)), camera.see(add(end, nearer))
        self.enclose(self.contour.outline)
        self.middle_depth = self.contour.middle_depth

    def depth(self, x: float, y: float) -> float | None:
        return self.contour.depth(x, y)

    def probes(self) -> list[Vector]:
        p, q = self.ends
        return [lerp(p, q, k / 15) for k in range(16)]

    def paint(self, pen: Pen) -> None:
        pen.shape(self.outline, self.colour, straight=True)


class Roll(Rod):
    """A rolled towel: a rod with a spiral on its nearer end."""

    def paint(self, pen: Pen) -> None:
        super().paint(pen)
        stations = self.contour.stations
        s = stations[0] if stations[0][2] > stations[-1][2] else stations[-1]
        spiral: list[Point] = []
        for n in range(46):
            turn, r = 2 * pi * n / 14, self.radius * (1 - n / 50)
            a, b = cos(turn) * r, sin(turn) * r
            spiral.append((s[0] + a * s[3] + b * s[6], s[1] + a * s[4] + b * s[7]))
        pen.stroke([spiral], "prop-line", 0.5, tolerance=0.1)


class Ribbon(Solid):
    """A flat band along a line of the room: an elastic loop, a strap, a cuff.

    It lies on what it touches: its surface counts as `lift` cm nearer than its middle line.
    """

    kind = "ribbon"

    def __init__(
        self, outline: Sequence[Point], middle: Sequence[Point], painter: Callable[[Pen], None], lift: float = 1.2
    ) -> None:
        self.middle, self._painter, self.lift = middle, painter, lift
        self.enclose(outline)
        self.middle_depth = sum(q[2] for q in middle) / len(middle) + lift

    def depth(self, x: float, y: float) -> float | None:
        if not self.covers(x, y):
            return None
        nearest, depth = 1e9, 0.0
        for p, q in pairwise(self.middle):
            dx, dy = q[0] - p[0], q[1] - p[1]
            u = ((x - p[0]) * dx + (y - p[1]) * dy) / (dx * dx + dy * dy or 1e-9)
            u = max(0.0, min(1.0, u))
            away = (x - p[0] - dx * u) ** 2 + (y - p[1] - dy * u) ** 2
            if away < nearest:
                nearest, depth = away, p[2] + (q[2] - p[2]) * u
        return depth + self.lift

    def probes(self) -> list[Vector]:
        return [(q[0], q[1], q[2] + self.lift) for q in self.middle]

    def paint(self, pen: Pen) -> None:
        self._painter(pen)


def widened(line: Sequence[Point], half: float) -> list[Point]:
    """The outline of a line drawn with some width."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(line) - 1
    for i, q in enumerate(line):
        a, b = line[max(0, i - 1)], line[min(last, i + 1)]
        h = hypot(b[0] - a[0], b[1] - a[1]) or 1e-9
        nx, ny = -(b[1] - a[1]) / h * half, (b[0] - a[0]) / h * half
        left.append((q[0] + nx, q[1] + ny, *q[2:]))
        right.append((q[0] - nx, q[1] - ny, *q[2:]))
    return left + right[::-1]
