"""Polylines -> compact SVG path data.

Knots are found by halving; the handles follow from tangents and arc length (exact for a circular arc to second order),
so nothing is iterated. One unit of a path is 0.1 cm: all coordinates are whole numbers.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import hypot

from .vectors import Point

UNITS = 10.0  # user units per cm
CORNER = 0.35  # cosine of the turn that counts as a corner
FLAT = 6  # user units of bulge drawn as a straight line, per cm of tolerance
FINE = 0.27  # cm that a curve may leave its line
LONGEST = 8  # points in one curve; more are halved without a try
CROWDED = 0.05  # cm between points that count as one
CLOSED = 0.08  # cm between the ends of a line that is a ring
Pair = tuple[float, float]
Curve = tuple[float, float, float, float, float, float]  # two handles and the end


def curve_path(line: Sequence[Point], closed: bool = False, tolerance: float = FINE) -> str:
    """Path data for a smooth line, in relative whole units, y downwards."""
    first, curves = _curves(line, closed, tolerance)
    if not curves:
        return ""
    x, y = round(first[0] * UNITS), round(-first[1] * UNITS)
    data, last, flat = [f"M{x} {y}"], "", tolerance * FLAT
    for ax, ay, bx, by, ex, ey in curves:
        dx, dy = round(ex * UNITS) - x, round(-ey * UNITS) - y
        ax, ay = round(ax * UNITS) - x, round(-ay * UNITS) - y
        bx, by = round(bx * UNITS) - x, round(-by * UNITS) - y
        bulge = flat * hypot(dx, dy)
        if abs(ax * dy - ay * dx) <= bulge and abs(bx * dy - by * dx) <= bulge:
            data.append(f" {dx} {dy}" if last == "l" else f"l{dx} {dy}")
            last = "l"
        else:
            data.append(f"{' ' if last == 'c' else 'c'}{ax} {ay} {bx} {by} {dx} {dy}")
            last = "c"
        x, y = x + dx, y + dy
    return _tight("".join(data)) + ("z" if closed else "")


def straight_path(line: Sequence[Point], closed: bool = True) -> str:
    """Path data for straight edges."""
    x, y = round(line[0][0] * UNITS), round(-line[0][1] * UNITS)
    steps = [f"M{x} {y}"]
    step = "l"
    for q in line[1:]:
        a, b = round(q[0] * UNITS), round(-q[1] * UNITS)
        if a != x or b != y:
            steps.append(f"{step}{a - x} {b - y}")
            x, y, step = a, b, " "
    return _tight("".join(steps)) + ("z" if closed else "")


def circle_path(x: float, y: float, radius: float) -> str:
    r = round(radius * UNITS)
    return f"M{round(x * UNITS) - r} {round(-y * UNITS)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def thinned(line: Sequence[Point], tolerance: float) -> list[Point]:
    """A polyline without the points that lie on the way to the next one."""
    out = [line[0]]
    x, y = line[0][0], line[0][1]
    p = line[1]
    px, py = p[0], p[1]
    for q in line[2:]:
        qx, qy = q[0], q[1]
        dx, dy = qx - x, qy - y
        if abs(dx * (py - y) - dy * (px - x)) > tolerance * (abs(dx) + abs(dy)):
            out.append(p)
            x, y = px, py
        p, px, py = q, qx, qy
    out.append(p)
    return out


def smooth(points: Sequence[Point], steps: int = 5) -> list[Point]:
    """A curve through points (Catmull and Rom) as a dense polyline."""
    out: list[Point] = []
    last = len(points) - 1
    for i in range(last):
        p, q, r, s = points[max(0, i - 1)], points[i], points[i + 1], points[min(last, i + 2)]
        for a, b, c, d in _weights(steps):
            out.append((a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1]))
    return [*out, tuple(points[-1][:2])]


@cache
def _weights(steps: int) -> list[tuple[float, float, float, float]]:
    """How much the four points around a step count for its places."""
    shares = [k / steps for k in range(steps)]
    return [
        ((-t + 2 * t**2 - t**3) / 2, (2 - 5 * t**2 + 3 * t**3) / 2, (t + 4 * t**2 - 3 * t**3) / 2, (t**3 - t**2) / 2)
        for t in shares
    ]


def _tight(data: str) -> str:
    """Path data without the blanks that a minus sign makes needless."""
    return data.replace(" -", "-")


def _curves(line: Sequence[Point], closed: bool, tolerance: float) -> tuple[Pair, list[Curve]]:
    """Where a polyline begins, and cubic curves through it; corners stay corners, crowded points count once."""
    x, y = line[0][0], line[0][1]
    points: list[Pair] = [(x, y)]
    steps: list[Pair] = []
    arc, cuts, run = [0.0], [0], 0.0
    ux = uy = 0.0
    for q in line:
        px, py = q[0], q[1]
        dx, dy = px - x, py - y
        h = hypot(dx, dy)
        if h > CROWDED:
            dx, dy = dx / h, dy / h
            if ux * dx + uy * dy < CORNER and steps:
                cuts.append(len(steps))
            x, y, ux, uy, run = px, py, dx, dy, run + h
            points.append((x, y))
            steps.append((dx, dy))
            arc.append(run)
    last = len(steps)
    if not last:
        return points[0], []
    cuts.append(last)
    ring: Pair | None = None
    if closed and last > 2 and abs(points[0][0] - x) + abs(points[0][1] - y) < CLOSED:
        p, q = steps[0], steps[-1]
        if p[0] * q[0] + p[1] * q[1] > CORNER:
            h = hypot(p[0] + q[0], p[1] + q[1])
            ring = (p[0] + q[0]) / h, (p[1] + q[1]) / h
    out: list[Curve] = []
    for i, j in pairwise(cuts):
        start = ring if ring and i == 0 else steps[i]
        end = ring if ring and j == last else steps[j - 1]
        _halved(points, arc, i, j, start, end, tolerance, out)
    return points[0], out


def _halved(
    points: list[Pair], arc: list[float], i: int, j: int, start: Pair, end: Pair, tolerance: float, out: list[Curve]
) -> None:
    """Curves through points[i..j] that leave along `start` and arrive along `end`."""
    n = j - i
    knot = (i + j) // 2
    if n <= LONGEST:
        (x0, y0), (x3, y3) = points[i], points[j]
        total = arc[j] - arc[i]
        handle = total / 3 * (1 + (1 - start[0] * end[0] - start[1] * end[1]) / 24)
        x1, y1 = x0 + start[0] * handle, y0 + start[1] * handle
        x2, y2 = x3 - end[0] * handle, y3 - end[1] * handle
        if n == 1:
            out.append((x1, y1, x2, y2, x3, y3))
            return
        worst = tolerance
        for k in range(i + 1, j, n // 4 or 1):
            u = (arc[k] - arc[i]) / total
            m = 1 - u
            b0, b1, b2, b3 = m * m * m, 3 * m * m * u, 3 * m * u * u, u * u * u
            px, py = points[k]
            error = abs(b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3 - px) + abs(b0 * y0 + b1 * y1 + b2 * y2 + b3 * y3 - py)
            if error >= worst:
                worst = error
                if n > 6:
                    break
                knot = k
        if worst == tolerance:
            out.append((x1, y1, x2, y2, x3, y3))
            return
    a, b = points[knot - 1], points[knot + 1]
    x, y = b[0] - a[0], b[1] - a[1]
    h = hypot(x, y) or 1e-9
    middle = (x / h, y / h)
    _halved(points, arc, i, knot, start, middle, tolerance, out)
    _halved(points, arc, knot, j, middle, end, tolerance, out)
