"""Clothing: fills by zone, hems, folds, shoes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from math import atan2, degrees, sqrt

from .anatomy import FOOT
from .contour import Contour
from .drawn import Figure
from .hidden import Sight
from .outline import hull
from .people import SHIRT, SHOE_TOP, SHORTS_LEG, SLEEVE, SOCK
from .styles import FINE, INNER
from .svg import Pen
from .vectors import Point, dot, half_turn

# part: (hem, material below, material above, line along the hem), along the part
ZONES = {
    "torso": (SHIRT[0][0], "shorts", "shirt", INNER),
    "thigh": (SHORTS_LEG[-1][0], "shorts", "skin", FINE),
    "upper_arm": (SLEEVE[-1][0], "shirt", "skin", FINE),
    "shank": (SHOE_TOP, "skin", "shoe", FINE),
}
NECKLINE, NECK_DROP = 53.2, 2.2

# Creases of the shirt on the side to which the trunk bends: (s, from, to) in degrees from the silhouette.
BENT = ((13.5, 4, 52), (18.0, 2, 66), (22.0, 8, 44))
# Drape lines of an upright shirt: (s, degrees from the front).
DRAPED = (
    ((36.5, 70), (34.0, 60), (31.0, 54)),
    ((9.2, 52), (12.0, 56), (14.5, 64)),
    ((9.0, -30), (11.0, -34), (13.0, -42)),
)
BEND_SHOWN = 14  # degrees of trunk or hip flexion
SOLE = 1.9  # cm, height of the sole's edge
BETWEEN_FINGERS = 0.4  # line width
LACES = ((3.2, 0.75), (5.2, 0.72), (7.2, 0.66))


# -- fills
def paint_fill(pen: Pen, figure: Figure, part: Contour) -> None:
    """The flat colour of one part, clothing included."""
    far = "-far" if part.far else ""
    zone = ZONES.get(part.kind)
    if zone is None:
        pen.fill(part.outline, ("shoe" if part.kind == "foot" else "skin") + far)
        if part.kind == "foot":
            _paint_sole(pen, part)
        return
    hem, below, above, _ = zone
    below, above = (_worn(figure, material) + far for material in (below, above))
    if part.end_on:
        _paint_end_on(pen, part, hem, below, above)
        return
    ring = part.ring(hem)
    rows = bisect_left(part.ts, hem)
    pen.fill(part.left[:rows] + ring + part.right[:rows][::-1] + part.caps[0][::-1], below)
    pen.fill(part.left[rows:] + part.caps[1] + part.right[rows:][::-1] + ring[::-1], above)
    if part.kind == "torso":
        _paint_neck(pen, part)


def _worn(figure: Figure, material: str) -> str:
    return {"shirt": figure.person.shirt, "shorts": figure.person.shorts}.get(material, material)


def _paint_end_on(pen: Pen, part: Contour, hem: float, below: str, above: str) -> None:
    """A part seen end-on: the far zone as the whole outline, the near zone on top of it."""
    near_start = part.stations[0][2] > part.stations[-1][2]
    pen.fill(part.outline, above if near_start else below)
    near = [t for t in part.ts if (t < hem) == near_start]
    points: list[Point] = [part.surface(t, angle)[:2] for t in near for angle in range(0, 360, 30)]
    points += [q[:2] for q in part.outline if (q[3] < hem) == near_start]
    pen.fill(hull(points), below if near_start else above)


def _paint_neck(pen: Pen, torso: Contour) -> None:
    arc = torso.ring(NECKLINE, NECK_DROP)
    left = [q for q in torso.left if q[3] > arc[0][3]]
    right = [q for q in torso.right if q[3] > arc[-1][3]]
    x, y = (sum(q[c] for q in arc) / len(arc) for c in (0, 1))
    top: list[Point] = [(q[0] + (q[0] - x) * 0.06, q[1] + (q[1] - y) * 0.06) for q in torso.caps[1]]
    pen.fill(arc[::-1] + left + top + right[::-1], "skin")


def _sole_edge(sign: int) -> tuple[tuple[float, float], ...]:
    """The edge of the sole on the outer (1) or inner (-1) side as surface points (t, angle)."""
    out = []
    for t, top, sole, outer, inner in FOOT:
        bottom = (top - sole) / 2
        rise = min(0.75, max(0.0, (bottom - SOLE) / bottom))  # share of the lower half that is upper
        normal = degrees(atan2(sqrt(1 - rise * rise) / (outer if sign > 0 else inner), rise / bottom))
        out.append((t, sign * (180 - normal)))
    return tuple(out)


SOLE_EDGES = {sign: _sole_edge(sign) for sign in (1, -1)}


def _paint_sole(pen: Pen, foot: Contour) -> None:
    """The pale edge of the sole, and the tread when it faces the viewer."""
    for sign in (1, -1):
        edge = foot.fronts(SOLE_EDGES[sign])
        if sum(visible for _, visible in edge) > len(edge) * 0.6:
            rim = [foot.front(t, sign * 172)[0] for t in foot.ts]
            pen.fill([q for q, _ in edge] + rim[::-1], "sole")
    seen = 90 - abs(half_turn(180 - foot.facing(foot.ts[4])))
    if seen > 12 and not foot.end_on:
        low = [foot.front(t, 122)[0] for t in foot.ts]
        high = [foot.front(t, -122)[0] for t in foot.ts]
        pen.fill(low + high[::-1], "tread")


# -- lines
def paint_lines(pen: Pen, figure: Figure, part: Contour, sight: Sight) -> None:
    """Hems, neckline, folds, sock, laces and fingers of one part."""
    colour = "line-far" if part.far else "line"
    for line, width, unless in _lines(figure, part, pen.detailed):
        for piece in (sight.past(unless) if unless else sight).open_line(line):
            pen.line(piece, colour, width, 0.3)


def _lines(figure: Figure, part: Contour, detailed: bool) -> Iterator[tuple[list[Point], float, str]]:
    """(line, width, kind of part that does not hide it)."""
    if part.kind in ZONES and (not part.end_on or part.kind == "shank"):
        hem, *_, width = ZONES[part.kind]
        yield part.ring(hem), width, ""
    if part.kind == "torso":
        yield part.ring(NECKLINE, NECK_DROP), INNER, "neck"
    if not detailed:
        return
    if part.kind == "torso":
        yield from ((fold, FINE, "") for fold in _folds(figure, part))
    elif part.kind == "shank":
        yield part.ring(1 - SOCK), FINE, ""
        if part.towards(0) > 0.55:
            kneecap = [part.front(0.10 - 0.035 * abs(f), 42 * f)[0] for f in (-1, -0.6, -0.2, 0.2, 0.6, 1)]
            yield kneecap, FINE, "thigh"
    elif part.kind == "thigh":
        yield from ((fold, FINE, "") for fold in _groin(figure, part))
    elif part.kind == "foot":
        yield from ((line, FINE, "") for line in _shoe_lines(part))
    elif part.kind in ("fingers", "tips"):
        yield from ((line, BETWEEN_FINGERS, "") for line in _finger_lines(part))


def _folds(figure: Figure, torso: Contour) -> Iterator[list[Point]]:
    """Creases of the shirt where the trunk bends, otherwise a few drape lines."""
    g = figure.angles
    bend = max(g["trunk_flexion"], (max(g["hip_flexion_r"], g["hip_flexion_l"]) - 30) * 0.6)
    if bend > BEND_SHOWN or abs(g["trunk_side"]) > 7:
        inner = 0 if bend > BEND_SHOWN else 90 if g["trunk_side"] > 0 else -90
        facing = torso.facing(18)
        turn = half_turn(inner - facing)
        edge = facing + max(-90.0, min(90.0, turn))
        way = -1 if turn > 0 else 1
        for s, start, end in BENT:
            yield [torso.surface(s + 0.9 * f, edge + way * (start + (end - start) * f)) for f in (0, 0.33, 0.66, 1)]
        return
    for sign in (1, -1):
        for line in DRAPED:
            points = torso.facing_points(line, sign)
            if len(points) > 2:
                yield points


def _groin(figure: Figure, thigh: Contour) -> Iterator[list[Point]]:
    """Two short folds of the shorts where the hip is bent."""
    if figure.angles[f"hip_flexion_{thigh.side}"] < 35:
        return
    for t, low, high in ((0.17, 28, 74), (0.26, 22, 52)):
        points = thigh.facing_points([(t - 0.05 * f, low + (high - low) * f) for f in (0, 0.5, 1)])
        if len(points) > 2:
            yield points


def _shoe_lines(foot: Contour) -> Iterator[list[Point]]:
    """Edge of the sole and laces."""
    for sign in (1, -1):
        edge = [q for q, visible in foot.fronts(SOLE_EDGES[sign]) if visible]
        if len(edge) > 7:
            yield edge
    for x, share in LACES:
        lace = foot.facing_points([(x, -62 * share), (x + 0.3, 0), (x, 62 * share)])
        if len(lace) == 3:
            yield lace


def _finger_lines(hand: Contour) -> list[list[Point]]:
    """Lines between the fingers on the side of the hand that faces the viewer."""
    seen = dot(hand.tube.lateral[0], hand.camera.view)
    if abs(seen) < 0.3:
        return []
    back = seen > 0
    ends = (0.12, 0.5, 0.9) if hand.kind == "fingers" else (0.0, 0.35, 0.66)
    out: list[list[Point]] = []
    for aside in (-0.5, 0, 0.5):
        line: list[Point] = []
        for t in ends:
            s = hand.station(t)
            p = aside * (s[9] if aside > 0 else s[10])
            q = 0.85 * (s[11] if back else -s[12])
            line.append((s[0] + p * s[3] + q * s[6], s[1] + p * s[4] + q * s[7], s[2] + p * s[5] + q * s[8], t))
        out.append(line)
    return out
