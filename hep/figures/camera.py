"""The camera: a parallel projection of the room onto the paper."""

from __future__ import annotations

from math import cos, radians, sin

from .vectors import Vector, cross


class Camera:
    """Looks from azimuth `az` (0 the person's right side, 90 the front, 180 the left) and height `el`, in degrees."""

    def __init__(self, az: float = 0.0, el: float = 0.0) -> None:
        a, e = radians(az), radians(el)
        self.view: Vector = (cos(e) * sin(a), sin(e), cos(e) * cos(a))  # towards the viewer
        self.right: Vector = (cos(a), 0.0, -sin(a))
        self.up: Vector = cross(self.view, self.right)
        self.shift: Vector = (0.0, 0.0, 0.0)

    def see(self, p: Vector) -> Vector:
        """(x, y, depth) on the paper; larger depth is nearer."""
        a, b, c, shift = self.right, self.up, self.view, self.shift
        x, y, z = p
        return (
            a[0] * x + a[1] * y + a[2] * z + shift[0],
            b[0] * x + b[1] * y + b[2] * z + shift[1],
            c[0] * x + c[1] * y + c[2] * z + shift[2],
        )

    def turned(self, direction: Vector) -> Vector:
        """A direction of the room as (right, up, towards the viewer)."""
        a, b, c = self.right, self.up, self.view
        x, y, z = direction
        return a[0] * x + a[1] * y + a[2] * z, b[0] * x + b[1] * y + b[2] * z, c[0] * x + c[1] * y + c[2] * z

    def behind_mirror(self, x: float) -> Camera:
        """The camera that sees the reflection in a mirror at x."""
        other = Camera()
        other.view, other.right, other.up = (_flipped(v) for v in (self.view, self.right, self.up))
        other.shift = (2 * x * self.right[0], 2 * x * self.up[0], 2 * x * self.view[0])
        return other


def _flipped(v: Vector) -> Vector:
    return -v[0], v[1], v[2]
