"""The outline of a tube on the paper, and the depth of its front surface."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import cos, hypot, pi, radians, sin, sqrt

from .camera import Camera
from .outline import NOBODY, Shape
from .surface import Surface
from .tube import Tube
from .vectors import ORIGIN, Point, Vector, sub, unit

# Seen length / true length below which a tube is drawn end-on, as a hull.
BLUNT, BLUNT_LONG = 0.62, 0.5
LONG = ("torso", "head")
# Parts whose centre line bends: a point is looked up in the neighbouring pieces as well.
BENT = ("torso", "head", "nose", "foot", "thumb")
HULL = [(cos(2 * pi * k / 24), sin(2 * pi * k / 24)) for k in range(24)]  # directions of its points
LARGE_CAP, SMALL_CAP = ([(cos(pi * k / n), sin(pi * k / n)) for k in range(1, n)] for n in (7, 4))
RING = [30.0 * k for k in range(-3, 4)]  # degrees from the facing side
PROBES = 4  # on the outline
RIM = 0.07  # a hair inside the ellipse, for the drawn outline is a polygon: contours that meet must not fall short
Piece = tuple[float, ...]
Node = tuple[float, ...]


class Contour(Surface, Shape):
    """A projected tube with its outline; `left` and `right` are silhouette points of the stations: (x, y, depth, t)."""

    def __init__(
        self, tube: Tube, camera: Camera, root: Vector = ORIGIN, owner: int = NOBODY, far: bool = False
    ) -> None:
        super().__init__(tube, camera, root)
        self.owner, self.far = owner, far
        first, last = self.stations[0], self.stations[-1]
        self.middle_depth = self.stations[len(self.stations) // 2][2]
        blunt = BLUNT_LONG if self.kind in LONG else BLUNT
        self.end_on = hypot(last[0] - first[0], last[1] - first[1]) < blunt * tube.length
        if self.kind in BENT:
            self.normals = [self._normal(i) for i in range(len(self.stations))]
        else:
            self.normals = [self._normal(0)] * len(self.stations)
        self.left: list[Point] = []
        self.right: list[Point] = []
        nodes: list[Node] = []
        for s, (nx, ny), t in zip(self.stations, self.normals, self.ts, strict=True):
            left, right, node = silhouette(s, nx, ny, t)
            self.left.append(left)
            self.right.append(right)
            nodes.append(node)
        ends = self._end(0, 1), self._end(-1, -2)
        self._rings: dict[tuple[float, float], list[Point]] = {}
        self.caps: tuple[list[Point], list[Point]] = ([], [])
        if self.end_on:
            self.enclose(self._hull(ends))
        else:
            start = self._cap(0, ends[0], tube.start_cap, -1)
            end = self._cap(-1, ends[1], tube.end_cap, 1)
            self.caps = start, end
            self.enclose(self.left + end + self.right[::-1] + start[::-1])
        self._tabulate(nodes, ends)

    # -- outline
    def _normal(self, i: int) -> tuple[float, float]:
        """Direction across the tube, to the left of its course."""
        stations = self.stations
        a, b = stations[max(0, i - 1)], stations[min(len(stations) - 1, i + 1)]
        x, y = b[0] - a[0], b[1] - a[1]
        if abs(x) + abs(y) < 1e-6:
            x, y = stations[-1][0] - stations[0][0] or 1e-6, stations[-1][1] - stations[0][1]
        h = hypot(x, y)
        return -y / h, x / h

    def _end(self, i: int, j: int) -> Vector:
        """Direction in which an end points."""
        return self.camera.turned(unit(sub(self.tube.centres[i], self.tube.centres[j])))

    def _cap(self, i: int, end: Vector, cap: float, sign: int) -> list[Point]:
        """The rounded end between the last silhouette points."""
        nx, ny = self.normals[i]
        tx, ty = ny * sign, -nx * sign
        station, t = self.stations[i], self.ts[i]
        out: list[Point] = []
        for c, s in LARGE_CAP if cap > 2 else SMALL_CAP:
            x, y, z, _ = support(station, c * nx + s * tx, c * ny + s * ty, end, cap)
            out.append((x, y, z, t))
        return out

    def _hull(self, ends: tuple[Vector, Vector]) -> list[Point]:
        """The outline of a tube seen end-on: its farthest point in every direction."""
        out: list[Point] = []
        stations, last = self.stations, len(self.stations) - 1
        for x, y in HULL:
            best = support(stations[0], x, y, ends[0], self.tube.start_cap)
            farthest, place = best[0] * x + best[1] * y, 0
            final = support(stations[last], x, y, ends[1], self.tube.end_cap)
            if final[0] * x + final[1] * y > farthest:
                best, farthest, place = final, final[0] * x + final[1] * y, last
            for i in range(1, last, 2):
                reach = _reach(stations[i], x, y)
                if reach > farthest:
                    best, farthest, place = support(stations[i], x, y), reach, i
            out.append((best[0], best[1], best[2], self.ts[place]))
        return out

    # -- depth
    def _tabulate(self, nodes: list[Node], ends: tuple[Vector, Vector]) -> None:
        """What `depth` needs, once for every piece between two stations.

        A node is (x, y, depth of the axis, reach to the left and right, rise of the front surface, normal).
        """
        self._ridge: list[Vector] = [(node[0], node[1], node[2] + node[5]) for node in nodes[::3]]
        self._third = nodes[len(nodes) // 2][5] / 3
        first, last = nodes[0], nodes[-1]
        ux, uy = last[0] - first[0], last[1] - first[1]
        seen = hypot(ux, uy) or 1e-9
        ux, uy = ux / seen, uy / seen
        # Along the straight line from end to end: where every piece begins.
        along = [(node[0] - first[0]) * ux + (node[1] - first[1]) * uy for node in nodes]
        self._chord = first[0], first[1], ux, uy, seen
        self._bounds = along[1:-1]
        bent = self.kind in BENT
        self._straight = not bent and not self.end_on
        if self._straight:
            cap = self.tube.start_cap, self.tube.end_cap
            before = support(self.stations[0], -ux, -uy, ends[0], cap[0])
            beyond = support(self.stations[-1], ux, uy, ends[1], cap[1])
            self._overhang = before[3], beyond[3]
            steps = zip(pairwise(nodes), pairwise(along), strict=True)
            self._pieces = [_straight_piece(a, b, start, end) for (a, b), (start, end) in steps]
            return
        pieces = self._pieces = [_bent_piece(a, b) for a, b in pairwise(nodes)]
        orderly = not self.end_on and all(a <= b for a, b in pairwise(self._bounds))
        self._nearby = [pieces[max(0, i - 1) : i + 2] for i in range(len(pieces))] if orderly else []

    def depth(self, x: float, y: float) -> float | None:
        """On a straight tube the place along it and the distance from its axis say everything."""
        if not self._straight:
            return self._bent_depth(x, y)
        x0, y0, ux, uy, seen = self._chord
        px, py = x - x0, y - y0
        u, away = px * ux + py * uy, py * ux - px * uy
        rest = 1.0
        if u < 0 or u > seen:
            cap = self._overhang[0] if u < 0 else self._overhang[1]
            beyond = (-u if u < 0 else u - seen) / cap
            if beyond >= 1:
                return None
            rest -= beyond * beyond
            u = 0.0 if u < 0 else seen
        z, dz, left, dleft, right, dright, rise, drise = self._pieces[bisect_right(self._bounds, u)]
        half = left + dleft * u if away > 0 else right + dright * u
        rest -= away * away / (half * half)
        if rest <= RIM:
            return None
        return z + dz * u + (rise + drise * u) * sqrt(rest)

    def _bent_depth(self, x: float, y: float) -> float | None:
        """On a bent tube the nearest of the neighbouring pieces counts; seen end-on, all of them."""
        if not self.covers(x, y):
            return None
        pieces = self._pieces
        if self._nearby:
            x0, y0, ux, uy, _ = self._chord
            pieces = self._nearby[bisect_right(self._bounds, (x - x0) * ux + (y - y0) * uy)]
        best, nearest, axis_depth = -1e9, 1e9, 0.0
        for ax, ay, az, dx, dy, dz, inverse, left, dleft, right, dright, rise, drise, nx, ny in pieces:
            px, py = x - ax, y - ay
            u = (px * dx + py * dy) * inverse
            u = 0.0 if u < 0 else 1.0 if u > 1 else u
            px -= dx * u
            py -= dy * u
            half = left + dleft * u if px * nx + py * ny > 0 else right + dright * u
            away = px * px + py * py
            z = az + dz * u
            if away < nearest:
                nearest, axis_depth = away, z
            square = half * half
            if away < square:
                z += (rise + drise * u) * sqrt(1 - away / square)
                if z > best:
                    best = z
        return axis_depth if best == -1e9 else best

    def probes(self) -> list[Vector]:
        """Points along the ridge, and some just inside the outline, where a round body has risen by a third."""
        found = self._ridge[:]
        x, y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        for q in self.outline[:: max(1, len(self.outline) // PROBES)]:
            found.append((q[0] * 0.93 + x * 0.07, q[1] * 0.93 + y * 0.07, q[2] + self._third))
        return found

    # -- sections
    def ring(self, t: float, drop: float = 0.0) -> list[Point]:
        """Visible half of the cross-section at t, from the left to the right silhouette; it may drop in front."""
        if (t, drop) not in self._rings:
            facing = self.facing(t)
            angles = [facing + angle for angle in RING]
            ring = [self.surface(t - drop * max(0.0, cos(radians(a))) if drop else t, a) for a in angles]
            nx, ny = self.normals[min(bisect_right(self.ts, t), len(self.ts) - 1)]
            if (ring[0][0] - ring[-1][0]) * nx + (ring[0][1] - ring[-1][1]) * ny < 0:
                ring.reverse()
            self._rings[t, drop] = ring
        return self._rings[t, drop]


def _straight_piece(a: Node, b: Node, start: float, end: float) -> Piece:
    """Linear functions of the place along the tube: depth, reach to the left and right, rise."""
    k = 1 / (end - start or 1e-9)
    dz, dleft, dright, drise = (b[2] - a[2]) * k, (b[3] - a[3]) * k, (b[4] - a[4]) * k, (b[5] - a[5]) * k
    return (
        a[2] - dz * start, dz, a[3] - dleft * start, dleft, a[4] - dright * start, dright, a[5] - drise * start, drise,
    )  # fmt: skip


def _bent_piece(a: Node, b: Node) -> Piece:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    return (
        a[0], a[1], a[2], dx, dy, b[2] - a[2], 1 / square if square > 1e-9 else 0.0,
        a[3], b[3] - a[3], a[4], b[4] - a[4], a[5], b[5] - a[5], a[6], a[7],
    )  # fmt: skip


def _reach(s: Point, nx: float, ny: float) -> float:
    """How far a seen cross-section extends in a direction."""
    na, nl = nx * s[3] + ny * s[4], nx * s[6] + ny * s[7]
    ra, rl = (s[9] if na > 0 else s[10]) * na, (s[11] if nl > 0 else s[12]) * nl
    return s[0] * nx + s[1] * ny + sqrt(ra * ra + rl * rl)


def silhouette(s: Point, nx: float, ny: float, t: float) -> tuple[Point, Point, Node]:
    """The farthest points (x, y, depth, t) of a seen cross-section to the left and to the right, and its node."""
    x, y, z, ax, ay, az, lx, ly, lz, front, back, outer, inner = s
    rise = hypot((front if az > 0 else back) * az, (outer if lz > 0 else inner) * lz)
    na, nl = nx * ax + ny * ay, nx * lx + ny * ly
    if na < 0:
        front, back = back, front
    if nl < 0:
        outer, inner = inner, outer
    ka, kl = front * front * na, outer * outer * nl
    left = sqrt(ka * na + kl * nl) or 1e-9
    ja, jl = back * back * na, inner * inner * nl
    right = sqrt(ja * na + jl * nl) or 1e-9
    return (
        (x + (ka * ax + kl * lx) / left, y + (ka * ay + kl * ly) / left, z + (ka * az + kl * lz) / left, t),
        (x - (ja * ax + jl * lx) / right, y - (ja * ay + jl * ly) / right, z - (ja * az + jl * lz) / right, t),
        (x, y, z, left, right, rise, nx, ny),
    )


def support(s: Point, nx: float, ny: float, end: Vector = ORIGIN, cap: float = 0.0) -> Point:
    """Farthest point (x, y, depth, reach) of a seen cross-section, with a rounded end if `end` is given."""
    x, y, z, ax, ay, az, lx, ly, lz, front, back, outer, inner = s
    dx, dy, dz = end
    na, nl, nd = nx * ax + ny * ay, nx * lx + ny * ly, nx * dx + ny * dy
    ra, rl = front if na > 0 else back, outer if nl > 0 else inner
    ka, kl, kd = ra * ra * na, rl * rl * nl, cap * cap * nd
    h = sqrt(ka * na + kl * nl + kd * nd) or 1e-9
    return (
        x + (ka * ax + kl * lx + kd * dx) / h,
        y + (ka * ay + kl * ly + kd * dy) / h,
        z + (ka * az + kl * lz + kd * dz) / h,
        h,
    )
