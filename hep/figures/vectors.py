"""Vectors and matrices of the room as plain tuples; a matrix is its three columns."""

from collections.abc import Sequence
from math import cos, radians, sin, sqrt

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
Point = tuple[float, ...]  # a point on the paper: x, y and, where it is known, depth and place along a limb

ORIGIN: Vector = (0.0, 0.0, 0.0)
X: Vector = (1.0, 0.0, 0.0)
Y: Vector = (0.0, 1.0, 0.0)
Z: Vector = (0.0, 0.0, 1.0)
IDENTITY: Matrix = (X, Y, Z)


def add(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def sub(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def scaled(a: Vector, k: float) -> Vector:
    return a[0] * k, a[1] * k, a[2] * k


def along(a: Vector, direction: Vector, k: float) -> Vector:
    """The point k further from a in a direction."""
    return a[0] + direction[0] * k, a[1] + direction[1] * k, a[2] + direction[2] * k


def lerp(a: Vector, b: Vector, t: float) -> Vector:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def norm(a: Vector) -> float:
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vector) -> Vector:
    n = norm(a)
    return (a[0] / n, a[1] / n, a[2] / n) if n > 1e-9 else ORIGIN


def apply(m: Matrix, p: Vector) -> Vector:
    (a, b, c), (d, e, f), (g, h, i) = m
    x, y, z = p
    return a * x + d * y + g * z, b * x + e * y + h * z, c * x + f * y + i * z


def product(*matrices: Matrix) -> Matrix:
    """Matrix product, left to right."""
    m = matrices[0]
    for n in matrices[1:]:
        m = (apply(m, n[0]), apply(m, n[1]), apply(m, n[2]))
    return m


def turn_x(degrees: float) -> Matrix:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return X, (0.0, c, s), (0.0, -s, c)


def turn_y(degrees: float) -> Matrix:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (c, 0.0, -s), Y, (s, 0.0, c)


def turn_z(degrees: float) -> Matrix:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (c, s, 0.0), (-s, c, 0.0), Z


def half_turn(degrees: float) -> float:
    """The same direction between -180 and 180 degrees."""
    return (degrees + 180) % 360 - 180


def smoothstep(x: float) -> float:
    x = max(0.0, min(1.0, x))
    return x * x * (3 - 2 * x)


def mix(a: Sequence[float], b: Sequence[float], t: float) -> Point:
    """Linear interpolation of two rows of numbers."""
    return tuple([p + (q - p) * t for p, q in zip(a, b, strict=True)])
