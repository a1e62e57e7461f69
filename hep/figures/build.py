"""The build of a person: all contour tables, resampled, scaled and dressed."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import sin

from . import anatomy
from .anatomy import Rows
from .people import CAST, CROWN, HAIR, HAIR_LINES, PHYSIQUES, SHIRT, SHORTS_LEG, SLEEVE, Hair
from .vectors import Point, mix, smoothstep

HAIR_STEP = 1.5  # cm between the rows of the hair below the crown
HEM_STEP = 0.004  # a hem is a step in the radii, this long
Row = tuple[float, ...]


def value_at(table: Sequence[Row], t: float) -> Point:
    """Linear interpolation in rows (t, value, ...): the values at t."""
    if t <= table[0][0]:
        return table[0][1:]
    if t > table[-1][0]:
        return table[-1][1:]
    i = bisect_left(table, (t,))
    low, high = table[i - 1], table[i]
    return mix(low[1:], high[1:], (t - low[0]) / (high[0] - low[0]))


def resampled(rows: Rows, n: int) -> Rows:
    """A contour table as n equidistant rows on a smooth curve (cubic Hermite)."""
    ts = [row[0] for row in rows]
    out: Rows = []
    i = 0
    for k in range(n):
        t = ts[0] + (ts[-1] - ts[0]) * k / (n - 1)
        while i < len(ts) - 2 and ts[i + 1] < t:
            i += 1
        out.append((t, *(_hermite(rows, i, t, column) for column in range(1, len(rows[0])))))
    return out


def _hermite(rows: Rows, i: int, t: float, column: int) -> float:
    def slope(a: int, b: int) -> float:
        return (rows[b][column] - rows[a][column]) / (rows[b][0] - rows[a][0])

    h = rows[i + 1][0] - rows[i][0]
    u = (t - rows[i][0]) / h
    start, end = slope(max(0, i - 1), i + 1), slope(i, min(len(rows) - 1, i + 2))
    p, q = rows[i][column], rows[i + 1][column]
    return (
        (2 * u**3 - 3 * u * u + 1) * p
        + (u**3 - 2 * u * u + u) * h * start
        + (3 * u * u - 2 * u**3) * q
        + (u**3 - u * u) * h * end
    )


def enlarged(rows: Rows, factor: float) -> Rows:
    """The four radii of every row times a factor."""
    return [(row[0], *(radius * factor for radius in row[1:5])) for row in rows]


def dressed(rows: Rows, garment: Rows) -> Rows:
    """Contour rows enlarged by a garment down to its hem, where the radii step back to the skin."""
    hem, stand_off = garment[-1]
    covered = [
        (row[0], *(radius + value_at(garment, row[0])[0] for radius in row[1:])) for row in rows if row[0] < hem - 0.01
    ]
    skin = value_at(rows, hem)
    return [
        *covered,
        (hem, *(radius + stand_off for radius in skin)),
        (hem + HEM_STEP, *skin),
        *(row for row in rows if row[0] > hem),
    ]


def shirted_torso(factors: Rows) -> Rows:
    """The torso (s, front, back, right, left, centre forward) of one physique, in a shirt that ends in a hem."""
    bare: Rows = []
    for s, front, back, half, centre in anatomy.TORSO:
        f, b, w = value_at(factors, s) if factors else (1.0, 1.0, 1.0)
        bare.append((s, front * f, back * b, half * w, half * w, centre))
    hem, stand_off = SHIRT[0]
    skin = value_at(bare, hem)
    return [
        *(row for row in bare if row[0] < hem - 0.5),
        (hem - 0.05, *skin),
        (hem, *(radius + stand_off for radius in skin[:4]), skin[4]),
        *((r[0], *(x + value_at(SHIRT, r[0])[0] for x in r[1:5]), r[5]) for r in bare if r[0] > hem + 0.5),
    ]


def hair_rows(name: str) -> Rows:
    """A hair line in close rows (cm above the chin, degrees from straight ahead)."""
    line = HAIR_LINES[name]
    low, crown = line[0][0], [row[0] for row in CROWN]
    n = round((crown[0] - low) / HAIR_STEP)
    heights = [low + (crown[0] - low) * k / n for k in range(n)] + crown
    return [(y, *value_at(line, y)) for y in heights]


def head_rows(k: float) -> Rows:
    """The head (cm above the chin, its centre forward and up, front, back, right, left) at a size."""
    rows: Rows = []
    for y, face, occiput, half in anatomy.HEAD:
        depth = (face - occiput) / 2 * k
        rows.append((y, (face + occiput) / 2 * k, y * k, depth, depth, half * k, half * k))
    return rows


def scalp_rows(hair: Hair, line: Rows, k: float) -> Rows:
    """The hair is an enlarged head in the same terms; the hair line says how much of it is seen."""
    rows: Rows = []
    for y, *_ in line:
        face, occiput, half = value_at(anatomy.HEAD, y)
        over_ear = 0.45 + 0.55 * smoothstep((y - 3) / 8)
        wave = hair.wave * sin(y * 1.9)
        side = half * k + hair.side * over_ear * (1.0 if y > 12 else 0.75) + wave
        depth = (face - occiput) / 2 * k
        front, back = depth + hair.back * 0.8 * over_ear + wave, depth + hair.back * over_ear + 0.4 + wave
        lift = max(0.0, (y - 16) / 6.35) * hair.crown
        rows.append((y, (face + occiput) / 2 * k, (y + lift) * k, front, back, side, side))
    return rows


class Build:
    """All contour tables of one person."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.person = CAST[name]
        self.physique = body = PHYSIQUES[self.person.physique]
        self.hair = HAIR[self.person.hair]
        self.hair_line = hair_rows(self.hair.line)
        self.head = head_rows(body.head)
        self.scalp = scalp_rows(self.hair, self.hair_line, body.head)
        self.nose: Rows = [
            (y, x * body.head, y * body.head, front, 0.8, half, half) for x, y, front, half in anatomy.NOSE
        ]
        self.torso = shirted_torso(body.torso)
        self.neck = enlarged(resampled(anatomy.NECK, 5), body.neck)
        self.thigh = dressed(enlarged(resampled(anatomy.THIGH, 9), body.thigh), SHORTS_LEG)
        self.shank = enlarged(resampled(anatomy.SHANK, 9), body.shank)
        self.upper_arm = dressed(enlarged(resampled(anatomy.UPPER_ARM, 6), body.upper_arm), SLEEVE)
        self.forearm = enlarged(resampled(anatomy.FOREARM, 6), body.forearm)
        self.palm = enlarged(resampled(anatomy.PALM, 4), body.hand)
        self.fingers = enlarged(resampled(anatomy.FINGERS, 3), body.hand)
        self.tips = enlarged(resampled(anatomy.FINGERTIPS, 4), body.hand)
        self.thumb = enlarged(resampled(anatomy.THUMB, 3), body.hand)
        self.forefinger = enlarged(anatomy.FOREFINGER, body.hand)


@cache
def build(name: str) -> Build:
    """The build of somebody of the cast."""
    return Build(name)
