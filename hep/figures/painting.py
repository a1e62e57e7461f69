"""Figures and solids together: fills in painter's order, then the visible lines."""

from __future__ import annotations

from collections.abc import Sequence

from . import clothes, head
from .body import HAND_PARTS
from .contour import Contour
from .drawn import Figure
from .hidden import Piece, Sight, State
from .highlights import Highlight
from .joining import joined
from .order import Neighbours, neighbours, painter_order, tucked
from .outline import NOBODY, Shape, ellipsoid, hull
from .solids import Solid
from .styles import INNER, OUTLINE
from .svg import Pen
from .vectors import Point, add

REPAINTED = ("forearm", "palm", "fingers", "tips", "thumb", "ribbon")  # what may lie on a highlight
HAND_WIDTHS = {State.OUTSIDE: 0.84, State.OVER: 0.68}
BODY_WIDTHS = {State.OUTSIDE: OUTLINE, State.OVER: INNER}
LIFTED = 65  # degrees of hip flexion from which a thigh may lie in front of the shirt
BEHIND = 9.0  # cm of depth from which the trunk or the shank hides a muscle of the thigh
FAR_LINES = 0.85  # share of the line width on the far side
SHADOW_PARTS = ("foot", "torso", "thigh", "shank", "head", "forearm", "palm", "fingers")
SHADOW_REACH = 6  # cm above the floor
THICKEST = 20  # cm that a part may hang below its centre line
Lines = dict[tuple[str, float], list[list[Point]]]


def paint(pen: Pen, figures: Sequence[Figure], solids: Sequence[Solid] = ()) -> None:
    """Draw figures and solids together."""
    whose = {figure.owner: figure for figure in figures}
    parts = [part for figure in figures for part in figure.parts] + list(solids)
    near = neighbours(parts)
    sequence = _sequence(figures, near)
    waiting = [highlight for figure in figures for highlight in figure.highlights]
    painted: set[Shape] = set()
    for part in sequence:
        if isinstance(part, Solid):
            part.paint(pen)
        elif isinstance(part, Contour):
            clothes.paint_fill(pen, whose[part.owner], part)
        painted.add(part)
        for highlight in [h for h in waiting if h.parts <= painted]:
            highlight.paint(pen)
            waiting.remove(highlight)
            _repaint(pen, whose, highlight, sequence[: part.rank])
        if part.kind == "head":
            head.paint(pen, whose[part.owner])
    lines: Lines = {}
    for part in sequence:
        if isinstance(part, Contour) and part.owner != NOBODY:
            figure, sight = whose[part.owner], Sight(part, near[part])
            _collect_contour(lines, figure, part, sight)
            clothes.paint_lines(pen, figure, part, sight)
    for (colour, width), pieces in lines.items():
        for line in joined(pieces):
            pen.line(line, colour, width)
    pen.flush()


def _sequence(figures: Sequence[Figure], near: Neighbours) -> list[Shape]:
    """Painter's order; a thigh that is not lifted lies under the shirt. Sets the rank of every part."""
    sequence = painter_order(near)
    for figure in figures:
        for thigh in [part for part in sequence if part.kind == "thigh" and part.owner == figure.owner]:
            if figure.angles[f"hip_flexion_{thigh.side}"] < LIFTED:
                sequence = tucked(sequence, thigh, figure.part["torso"])
    for rank, part in enumerate(sequence):
        part.rank = rank
    for figure in figures:
        for side in "rl":
            _uncover(figure, side)
    return sequence


def _uncover(figure: Figure, side: str) -> None:
    """The muscles of a thigh lie on the shirt and on the knee as well, unless these are far in front of them."""
    thigh, torso, shank = figure.part[f"thigh_{side}"], figure.part["torso"], figure.part[f"shank_{side}"]
    others = (torso, shank) if figure.angles[f"hip_flexion_{side}"] < LIFTED else (shank,)
    for highlight in figure.highlights:
        if thigh in highlight.parts:
            for other in others:
                if other.rank > thigh.rank and not highlight.covered_by(other, BEHIND):
                    highlight.wait_for(other)


def _repaint(pen: Pen, whose: dict[int, Figure], highlight: Highlight, earlier: Sequence[Shape]) -> None:
    """Hands and bands that lie in front of a highlight but were painted before its last part."""
    first = min(part.rank for part in highlight.parts)
    for part in earlier[first:]:
        if part.kind in REPAINTED and part not in highlight.parts and highlight.covered_by(part):
            if isinstance(part, Contour):
                clothes.paint_fill(pen, whose[part.owner], part)
            elif isinstance(part, Solid):
                part.paint(pen)


def _visible_contour(figure: Figure, part: Contour, sight: Sight) -> list[Piece]:
    """The contour pieces of a part that are seen."""
    pieces = sight.closed_line(part.outline)
    if part.kind == "neck":
        return head.outside_polygon(pieces, figure.hair.polygon)
    if part.kind == "head":
        return head.bare_contour(figure, pieces)
    return pieces


def _collect_contour(lines: Lines, figure: Figure, part: Contour, sight: Sight) -> None:
    colour, share = ("line-far", FAR_LINES) if part.far else ("line", 1.0)
    widths = HAND_WIDTHS if part.kind in HAND_PARTS else BODY_WIDTHS
    for state, points in _visible_contour(figure, part, sight):
        lines.setdefault((colour, widths[state] * share), []).append(points)


def silhouette(figure: Figure) -> list[list[Point]]:
    """Contour lines against the paper only: the figure as a ghost."""
    pieces = []
    for part, others in neighbours(figure.parts).items():
        for state, points in Sight(part, others).closed_line(part.outline):
            if state is State.OUTSIDE:
                pieces.append(points)
    return joined(pieces)


def shadow(figure: Figure, floor: float) -> list[list[Point]]:
    """Every part near the floor leaves a flat patch on it; what hangs over an edge leaves none."""
    patches = []
    for contour in figure.contours:
        tube = contour.tube
        height = figure.skeleton.root[1] - floor
        if contour.kind not in SHADOW_PARTS or min(c[1] for c in tube.centres) + height > SHADOW_REACH + THICKEST:
            continue
        if height - tube.support((0, -1, 0)) > SHADOW_REACH:
            continue
        width = sum(r[2] + r[3] for r in tube.radii) / len(tube.radii) / 2
        points: list[Point] = []
        for end in (tube.centres[0], tube.centres[-1]):
            x, y, z = add(end, figure.skeleton.root)
            if -3 < y - floor < SHADOW_REACH + 20:
                axes = (((1.0, 0.0, 0.0), width * 1.25), ((0.0, 0.0, 1.0), width * 1.1))
                points += [q[:2] for q in ellipsoid(figure.camera, (x, floor, z), axes, 6)]
        if points:
            patches.append(hull(points))
    return patches
