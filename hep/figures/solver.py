"""The solver: moves the pelvis and the free angles until the contacts meet (Levenberg and Marquardt).

First the pose comes as near to its contacts as its authored angles let it, then they pull less and the gaps close.
No angle leaves its range of motion.
"""

from __future__ import annotations

from collections.abc import Sequence

from .angles import Angles, limits, whole_body
from .build import Build
from .contacts import Contacts, Error
from .skeleton import Hands, Skeleton
from .vectors import Vector

STEP = 0.2  # degrees, for the derivatives
LARGEST_TURN = 15.0  # degrees in one iteration
CLOSE = 0.05  # cm
PULLS = (0.004, 0.00004)  # of the angles towards where they were authored, per square degree
ROOT_DAMPING = 1e-4
DAMPING, LEAST_DAMPING, MOST_DAMPING = 1e-3, 1e-5, 10.0
PROGRESS = 0.97  # share of the cost that an iteration must leave at most
Column = list[float]


def solve(
    angles: Angles,
    base: str,
    contacts: Contacts,
    build: Build,
    hands: Hands,
    root: Vector,
    iterations: int = 60,
) -> Skeleton:
    """The skeleton that meets the contacts as well as it can."""
    wanted = whole_body(angles)
    skeleton = Skeleton(wanted, base, build, hands, root)
    if not contacts.given:
        return skeleton
    for pull in PULLS:
        skeleton, iterations = _settled(skeleton, contacts, wanted, pull, iterations)
    return skeleton


def _settled(
    skeleton: Skeleton, contacts: Contacts, wanted: Angles, pull: float, iterations: int
) -> tuple[Skeleton, int]:
    """The skeleton at rest under one pull, and the iterations that are left."""
    damping = DAMPING
    now = contacts.errors(skeleton)
    cost = _cost(skeleton, contacts.free, wanted, pull, now)
    while iterations > 0 and any(abs(error) > CLOSE for error, _ in now):
        columns = _columns(skeleton, contacts, now)
        while True:
            step = _step(skeleton, contacts.free, wanted, pull, now, columns, damping)
            trial = _turned(skeleton, contacts.free, step)
            errors = contacts.errors(trial)
            after = _cost(trial, contacts.free, wanted, pull, errors)
            iterations -= 1
            if after < cost or damping > MOST_DAMPING:
                break
            damping *= 8
        if after >= cost:
            break
        skeleton, now, before, cost = trial, errors, cost, after
        damping = max(LEAST_DAMPING, damping / 6)
        if after > before * PROGRESS:
            break
    return skeleton, iterations


def _cost(skeleton: Skeleton, free: Sequence[str], wanted: Angles, pull: float, errors: list[Error]) -> float:
    angles = skeleton.angles
    strain = sum([(wanted[name] - angles[name]) ** 2 for name in free])
    return sum([error * error for error, _ in errors]) + pull * strain


def _columns(skeleton: Skeleton, contacts: Contacts, now: list[Error]) -> list[Column]:
    """Derivatives of all errors, for the three directions of the pelvis and every free angle."""
    columns = [[gradient[axis] for _, gradient in now] for axis in range(3)]
    angles = skeleton.angles
    for name in contacts.free:
        turned = {**angles, name: angles[name] + STEP}
        moved = Skeleton(turned, skeleton.base, skeleton.build, skeleton.hands, skeleton.root, skeleton)
        after = contacts.errors(moved)
        columns.append([(after[i][0] - error) / STEP for i, (error, _) in enumerate(now)])
    return columns


def _step(
    skeleton: Skeleton,
    free: Sequence[str],
    wanted: Angles,
    pull: float,
    now: list[Error],
    columns: list[Column],
    damping: float,
) -> list[float]:
    """The step of the pelvis and the angles; an angle at its limit does not count if it would go on."""
    angles = skeleton.angles
    weights = [0.0] * 3 + [pull] * len(free)
    dampings = [ROOT_DAMPING] * 3 + [damping] * len(free)
    away = [0.0] * 3 + [wanted[name] - angles[name] for name in free]
    moving = list(range(len(columns)))
    while True:
        matrix: list[list[float]] = []
        right: list[float] = []
        for i in moving:
            column = columns[i]
            row = [sum([p * q for p, q in zip(column, columns[j], strict=True)]) for j in moving]
            row[len(matrix)] += weights[i] + dampings[i]
            matrix.append(row)
            right.append(weights[i] * away[i] - sum([p * e for p, (e, _) in zip(column, now, strict=True)]))
        step = [0.0] * len(columns)
        for i, value in zip(moving, _solution(matrix, right), strict=True):
            step[i] = value
        stuck = {i for i in moving if i > 2 and _leaves(free[i - 3], angles[free[i - 3]], step[i])}
        if not stuck:
            return step
        moving = [i for i in moving if i not in stuck]


def _leaves(name: str, angle: float, turn: float) -> bool:
    low, high = limits(name)
    return (angle <= low and turn < 0) or (angle >= high and turn > 0)


def _turned(skeleton: Skeleton, free: Sequence[str], step: list[float]) -> Skeleton:
    angles = dict(skeleton.angles)
    for name, turn in zip(free, step[3:], strict=True):
        low, high = limits(name)
        angles[name] = max(low, min(high, angles[name] + max(-LARGEST_TURN, min(LARGEST_TURN, turn))))
    x, y, z = skeleton.root
    root = x + step[0], y + step[1], z + step[2]
    return Skeleton(angles, skeleton.base, skeleton.build, skeleton.hands, root, skeleton)


def _solution(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solves a small symmetric positive definite system."""
    n = len(right)
    rows = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    for i in range(n):
        pivot = rows[i]
        for q in range(i + 1, n):
            f = rows[q][i] / pivot[i]
            if f:
                rows[q] = [a - f * b for a, b in zip(rows[q], pivot, strict=True)]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        x[i] = (rows[i][n] - sum([rows[i][c] * x[c] for c in range(i + 1, n)])) / rows[i][i]
    return x
