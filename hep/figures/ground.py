"""Props under the figure: mat, pillow, foam, cloth, tape, footprints, cone."""

from collections.abc import Sequence
from math import cos, pi, sin

from .anatomy import FOOT
from .curves import smooth
from .lettering import write
from .outline import hull
from .solids import CUSHION, Box, Layer, Loose, Rod, Thing
from .stage import RIGHT, Pair, Side, Stage
from .svg import Pen
from .vectors import Point, Vector, add


def mat(stage: Stage, x: Pair = (-95, 95), z: Pair = (-32, 32), h: float = 2) -> list[Thing]:
    """An exercise mat."""
    return [Box(stage.camera, (x[0], 0, z[0]), (x[1], h, z[1]), colours=CUSHION, layer=Layer.UNDER)]


def _soft_outline(stage: Stage, size: Vector, at: Vector) -> list[Point]:
    """The outline of a pad with rounded edges."""
    w, h, d = (s / 2 for s in size)
    r = min(2.2, h)
    points: list[Point] = []
    for x in (-1, 1):
        for y in (-1, 1):
            for z in (-1, 1):
                for k in range(12):
                    c, s = cos(2 * pi * k / 12) * r, sin(2 * pi * k / 12) * r
                    points.append(stage.camera.see(add(at, (x * (w - r) + c, y * (h - r) + h + s, z * d)))[:2])
    return hull(points)


def pillow(stage: Stage, size: Vector, at: Vector) -> list[Thing]:
    """A soft pad with a seam; `at` is the middle of its foot."""
    outline = _soft_outline(stage, size, at)
    w, h, d = (s / 2 for s in size)
    seam = [stage.camera.see(add(at, (x * w, h, d))) for x in (-0.97, 0.0, 0.97)]

    def paint(pen: Pen) -> None:
        pen.shape(outline, "prop-top")
        pen.stroke([seam], "prop-line", 0.35)

    return [Loose(outline, paint)]


def foam(stage: Stage, size: Vector, at: Vector) -> list[Thing]:
    """A foam pad to stand on: soft edges, and its top marked off from the sides."""
    outline = _soft_outline(stage, size, at)
    w, h, d = (s / 2 for s in size)
    k = 1 - 1.2 / max(w, d)
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    top = [stage.camera.see(add(at, (x * w * k, 2 * h, z * d * k))) for x, z in corners]

    def paint(pen: Pen) -> None:
        pen.shape(outline, "mat-side")
        pen.shape(top, "mat-top", width=0.35, straight=True)

    return [Loose(outline, paint)]


def cloth(stage: Stage, foot: Side = RIGHT, size: Pair = (34, 18)) -> list[Thing]:
    """A cloth under a sliding foot."""
    x, _, z = stage.joints[f"ankle_{foot}"]
    low, high = (x + 7 - size[0] / 2, 0.0, z - size[1] / 2), (x + 7 + size[0] / 2, 0.8, z + size[1] / 2)
    return [Box(stage.camera, low, high, colours=CUSHION, layer=Layer.UNDER)]


def tape(stage: Stage, lines: Sequence[Sequence[Pair]], width: float = 4.5, curved: bool = False) -> list[Thing]:
    """Tape on the floor: each line is a list of (x, z) points."""
    things: list[Thing] = []
    for line in lines:
        course: list[Point] = smooth(line, 6) if curved else list(line)
        left: list[Point] = []
        right: list[Point] = []
        last = len(course) - 1
        for i, (x, z) in enumerate(course):
            (ax, az), (bx, bz) = course[max(0, i - 1)], course[min(last, i + 1)]
            dx, dz = bx - ax, bz - az
            n = (dx * dx + dz * dz) ** 0.5 or 1.0
            nx, nz = -dz / n * width / 2, dx / n * width / 2
            left.append(stage.camera.see((x + nx, 0, z + nz)))
            right.append(stage.camera.see((x - nx, 0, z - nz)))
        things.append(_outlined(left + right[::-1], straight=not curved))
    return things


def _outlined(outline: list[Point], straight: bool) -> Loose:
    return Loose(outline, lambda pen: pen.shape(outline, "footprint", "guide", 0.55, straight=straight))


def footprints(stage: Stage, feet: Sequence[tuple[float, float, Side]], letters: bool = False) -> list[Thing]:
    """Dashed outlines of shoe soles on the floor, [x, z, side], on request with their letter."""
    return [_footprint(stage, *foot, letters) for foot in feet]


def _footprint(stage: Stage, x: float, z: float, side: Side, lettered: bool) -> Loose:
    sign = 1 if side == "r" else -1
    see = stage.camera.see
    outline: list[Point] = [see((x + row[0], 0, z + sign * row[3])) for row in FOOT]
    outline += [see((x + row[0], 0, z - sign * row[4])) for row in reversed(FOOT)]

    def paint(pen: Pen) -> None:
        pen.patches([outline], "footprint", 0.2)
        pen.stroke([[*outline, outline[0]]], "guide", 0.55, tolerance=0.2, dashes=(1.6, 1.0))
        if lettered:
            u, v, _ = see((x + 30, 0, z))
            write(pen, "R" if side == "r" else "L", u, v, 9)

    return Loose(outline, paint)


def cone(stage: Stage, at: Pair, h: float = 16, r: float = 7) -> list[Thing]:
    """A floor marker."""
    return [Rod(stage.camera, (at[0], 0, at[1]), (at[0], h, at[1]), r, "prop-end", rounded=False, taper=0.16)]
