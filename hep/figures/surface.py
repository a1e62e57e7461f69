"""The surface of a tube as the camera sees it: points, rings, and what faces the viewer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import atan2, cos, degrees, pi, radians, sin, sqrt

from .camera import Camera
from .tube import Tube
from .vectors import ORIGIN, Point, Vector, dot, half_turn, mix


class Surface:
    """A projected tube without an outline; `root` is where its body stands in the room.

    A seen station is (x, y, depth, anterior axis, lateral axis, front, back, lateral, medial), the axes turned into
    the camera's directions (right, up, towards the viewer).
    """

    def __init__(self, tube: Tube, camera: Camera, root: Vector = ORIGIN) -> None:
        self.name, self.kind, self.side = tube.name, tube.kind, tube.side
        self.tube, self.camera, self.ts = tube, camera, tube.ts
        self.stations: list[Point] = []
        right, up, view, before = camera.right, camera.up, camera.view, None
        sx, sy, sz = camera.see(root)
        for c, a, lateral, radii in zip(tube.centres, tube.anterior, tube.lateral, tube.radii, strict=True):
            if a is not before:  # along a straight bone the axes stay the same
                axes, before = camera.turned(a) + camera.turned(lateral), a
            x, y, z = c
            self.stations.append(
                (
                    x * right[0] + y * right[1] + z * right[2] + sx,
                    x * up[0] + y * up[1] + z * up[2] + sy,
                    x * view[0] + y * view[1] + z * view[2] + sz,
                    *axes,
                    *radii,
                )
            )
        self._between: dict[float, Point] = {}
        self._fronts: dict[tuple[tuple[float, float], ...], list[tuple[Point, bool]]] = {}

    def station(self, t: float) -> Point:
        """The seen cross-section at t."""
        found = self._between.get(t)
        if found is None:
            ts = self.ts
            i = max(1, min(len(ts) - 1, bisect_right(ts, t)))
            u = max(0.0, min(1.0, (t - ts[i - 1]) / (ts[i] - ts[i - 1])))
            found = mix(self.stations[i - 1], self.stations[i], u) if u else self.stations[i - 1]
            self._between[t] = found
        return found

    def facing(self, t: float | None = None) -> float:
        """Angle on the surface (0 anterior, 90 lateral) that faces the viewer."""
        s = self.station(self.ts[len(self.ts) // 2] if t is None else t)
        return degrees(atan2(s[8], s[5]))

    def surface(self, t: float, angle: float) -> Point:
        """(x, y, depth, t) of the surface point whose normal looks towards `angle`."""
        x, y, z, ax, ay, az, lx, ly, lz, front, back, outer, inner = self._between.get(t) or self.station(t)
        turn = radians(angle)
        na, nl = cos(turn), sin(turn)
        ra, rl = front if na > 0 else back, outer if nl > 0 else inner
        p, q = ra * ra * na, rl * rl * nl
        h = sqrt(p * na + q * nl) or 1e-9
        p, q = p / h, q / h
        return x + p * ax + q * lx, y + p * ay + q * ly, z + p * az + q * lz, t

    def front(self, t: float, angle: float) -> tuple[Point, bool]:
        """A surface point, moved to the silhouette if it looks away; and whether it faces the viewer."""
        s = self.station(t)
        facing = degrees(atan2(s[8], s[5]))
        turn = half_turn(angle - facing)
        return self.surface(t, facing + max(-90.0, min(90.0, turn))), abs(turn) <= 90

    def fronts(self, places: tuple[tuple[float, float], ...]) -> list[tuple[Point, bool]]:
        """`front` of several places (t, angle); it is kept, for fills and lines ask for the same."""
        if places not in self._fronts:
            self._fronts[places] = [self.front(t, angle) for t, angle in places]
        return self._fronts[places]

    def facing_points(self, places: Sequence[tuple[float, float]], sign: int = 1) -> list[Point]:
        """Those of the surface points (t, angle) that face the viewer."""
        seen = [self.front(t, sign * angle) for t, angle in places]
        return [q for q, visible in seen if visible]

    def around(self, t: float, stand_off: float, n: int = 20) -> list[Point]:
        """All round the limb at t, a little outside the skin."""
        s = self.station(t)
        out: list[Point] = []
        for k in range(n):
            x, y = cos(2 * pi * k / n), sin(2 * pi * k / n)
            p = x * ((s[9] if x > 0 else s[10]) + stand_off)
            q = y * ((s[11] if y > 0 else s[12]) + stand_off)
            out.append((s[0] + p * s[3] + q * s[6], s[1] + p * s[4] + q * s[7], s[2] + p * s[5] + q * s[8]))
        return out

    def towards(self, t: float) -> float:
        """How much the anterior side at t faces the viewer, -1 to 1."""
        return dot(self.tube.anterior[min(int(t), len(self.ts) - 1)], self.camera.view)
