"""Contour pieces that meet end to end become one line."""

from collections.abc import Iterator, Sequence
from math import hypot

from .vectors import Point

JOIN = 0.75  # cm between ends that belong together
LOOSE = 0.8  # cm around a joint in which points are dropped, so that the curves meet smoothly
STRAIGHT = 0.93  # cosine of the turn at a joint below which its middle stays a point of the line
Line = Sequence[Point]
End = tuple[int, int]  # (line, 0 for its first point or 1 for its last)


def joined(lines: Sequence[Line]) -> list[list[Point]]:
    """Longest lines from pieces; the closest ends are joined first."""
    partner: dict[End, End] = {}
    group = list(range(len(lines)))
    for _, a, b in sorted(_meetings(lines)):
        if a in partner or b in partner or group[a[0]] == group[b[0]]:
            continue
        partner[a], partner[b] = b, a
        old, new = group[b[0]], group[a[0]]
        group = [new if g == old else g for g in group]
    out: list[list[Point]] = []
    done: set[int] = set()
    for i in range(len(lines)):
        for end in (0, 1):
            if i not in done and (i, end) not in partner:
                out.append(_walk(lines, partner, (i, end), done))
    return out


def _meetings(lines: Sequence[Line]) -> Iterator[tuple[float, End, End]]:
    """(distance, end, end) of all ends closer than JOIN."""
    ends = sorted((line[-e][0], line[-e][1], i, e) for i, line in enumerate(lines) for e in (0, 1))
    for k, (x, y, i, e) in enumerate(ends):
        for u, v, j, f in ends[k + 1 :]:
            if u - x >= JOIN:
                break
            if i != j and hypot(u - x, v - y) < JOIN:
                yield hypot(u - x, v - y), (i, e), (j, f)


def _walk(lines: Sequence[Line], partner: dict[End, End], start: End, done: set[int]) -> list[Point]:
    """The chain of lines that begins at a free end."""
    i, end = start
    chain: list[Point] = []
    while True:
        done.add(i)
        piece = list(lines[i])
        if end:
            piece.reverse()
        chain = _spliced(chain, piece) if chain else piece
        following = partner.get((i, 1 - end))
        if following is None:
            return chain
        i, end = following


def _spliced(a: list[Point], b: list[Point]) -> list[Point]:
    """Two pieces as one, with a smooth joint."""
    x, y = (a[-1][0] + b[0][0]) / 2, (a[-1][1] + b[0][1]) / 2
    while len(a) > 2 and hypot(a[-1][0] - x, a[-1][1] - y) < LOOSE:
        a = a[:-1]
    while len(b) > 2 and hypot(b[0][0] - x, b[0][1] - y) < LOOSE:
        b = b[1:]
    (ux, uy), (vx, vy) = (
        (a[-1][0] - a[-2][0], a[-1][1] - a[-2][1]),
        (b[1][0] - b[0][0], b[1][1] - b[0][1]),
    )
    straight = (ux * vx + uy * vy) / ((hypot(ux, uy) * hypot(vx, vy)) or 1) > STRAIGHT
    return a + ([] if straight else [(x, y)]) + b
