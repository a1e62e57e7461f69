"""Painter's order: body parts and props together, from far to near."""

from collections.abc import Sequence
from itertools import combinations

from .outline import Shape, overlap
from .vectors import Vector

Neighbours = dict[Shape, list[Shape]]
GRAIN = 10  # steps per cm in which depths are compared: whole numbers leave exactly nothing when all is taken away


def neighbours(parts: Sequence[Shape]) -> Neighbours:
    """For every part those that may hide it or be hidden by it: their boxes overlap."""
    near: Neighbours = {part: [] for part in parts}
    for p, q in combinations(parts, 2):
        if overlap(p.box, q.box):
            near[p].append(q)
            near[q].append(p)
    return near


def painter_order(near: Neighbours) -> list[Shape]:
    """Far to near, from the depths of both surfaces where two outlines overlap.

    Of parts that cover equally much (most often nothing) the farther comes first, of equally far ones the earlier.
    """
    probes = {part: part.probes() for part in near}
    covers: dict[Shape, dict[Shape, int]] = {part: {} for part in near}  # what lies behind it, and how clearly
    load: dict[Shape, tuple[int, int]] = {}  # how much is still to be painted behind a part, and its depth
    for p, others in near.items():
        for q in others:
            if q not in load:
                evidence = round((_evidence(q, probes[p]) - _evidence(p, probes[q])) * GRAIN)
                if evidence > 0:
                    covers[p][q] = evidence
                elif evidence < 0:
                    covers[q][p] = -evidence
        load[p] = sum(covers[p].values()), round(p.middle_depth * GRAIN)
    left, out = list(near), []
    while left:
        part = min(left, key=load.__getitem__)
        left.remove(part)
        out.append(part)
        for other in near[part]:
            if part in covers[other]:
                load[other] = load[other][0] - covers[other][part], load[other][1]
    return out


def tucked(sequence: list[Shape], thigh: Shape, torso: Shape) -> list[Shape]:
    """The sequence with a thigh below the shirt of its torso, if nothing between them forbids it."""
    i, j = sequence.index(torso), sequence.index(thigh)
    if any(overlap(part.box, thigh.box) for part in sequence[i + 1 : j]):
        return sequence
    return [*sequence[:i], thigh, *sequence[i:j], *sequence[j + 1 :]] if i < j else sequence


def _evidence(other: Shape, probes: list[Vector]) -> float:
    """How far surface points lie in front of another part, summed up."""
    left, bottom, right, top = other.box
    total = 0.0
    for x, y, z in probes:
        if left <= x <= right and bottom <= y <= top and (depth := other.depth(x, y)) is not None:
            total += z - depth
    return total
