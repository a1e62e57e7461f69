"""Painter's order: body parts and props together, from far to near."""

from collections.abc import Sequence

from .outline import Shape, overlap
from .vectors import Vector


def painter_order(parts: Sequence[Shape]) -> list[Shape]:
    """Far to near, from the depths of both surfaces where two outlines overlap."""
    n = len(parts)
    in_front = [[0.0] * n for _ in range(n)]
    probes = [part.probes() for part in parts]
    for i, p in enumerate(parts):
        for j in range(i + 1, n):
            q = parts[j]
            if overlap(p.box, q.box):
                evidence = _evidence(q, probes[i]) - _evidence(p, probes[j])
                in_front[i][j], in_front[j][i] = evidence, -evidence
    load = [sum(x for x in row if x > 0) for row in in_front]
    left, out = set(range(n)), []
    while left:
        k = min(left, key=lambda i: (load[i], parts[i].middle_depth))
        left.remove(k)
        out.append(parts[k])
        for i in left:
            if in_front[i][k] > 0:
                load[i] -= in_front[i][k]
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
        if left <= x <= right and bottom <= y <= top:
            depth = other.depth(x, y)
            if depth is not None:
                total += z - depth
    return total
