"""Painter's order: body parts and props together, from far to near."""

from collections.abc import Sequence

from .outline import Shape, overlap
from .vectors import Vector


def painter_order(parts: Sequence[Shape]) -> list[Shape]:
    """Far to near, from the depths of both surfaces where two outlines overlap."""
    n = len(parts)
    covers: list[dict[int, float]] = [{} for _ in range(n)]  # which others lie behind a part, and how clearly
    probes = [part.probes() for part in parts]
    for i, p in enumerate(parts):
        for j in range(i + 1, n):
            q = parts[j]
            if overlap(p.box, q.box):
                evidence = _evidence(q, probes[i]) - _evidence(p, probes[j])
                if evidence > 0:
                    covers[i][j] = evidence
                elif evidence < 0:
                    covers[j][i] = -evidence
    load = [(sum(behind.values()), part.middle_depth) for behind, part in zip(covers, parts, strict=True)]
    left, out = set(range(n)), []
    while left:
        k = min(left, key=load.__getitem__)
        left.remove(k)
        out.append(parts[k])
        for i in left:
            if k in covers[i]:
                load[i] = load[i][0] - covers[i][k], load[i][1]
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
