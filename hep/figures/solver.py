"""The solver: moves the pelvis and the free angles until the contacts meet (damped Gauss-Newton).

Angles stay near their authored values and inside the range of motion.
"""

from __future__ import annotations

from .angles import Angles, limits, whole_body
from .build import Build
from .contacts import Contacts, Error
from .skeleton import Hands, Skeleton
from .vectors import Vector

STEP = 0.2  # degrees, for the derivatives
LARGEST_TURN = 15.0  # degrees in one iteration
CLOSE = 0.03  # cm
ROOT_WEIGHT, ANGLE_WEIGHT = 1e-4, 0.004  # pull of the pelvis and of the angles towards where they were
PATIENCE = 2  # iterations without progress


def solve(
    angles: Angles,
    base: str,
    contacts: Contacts,
    build: Build,
    hands: Hands,
    root: Vector,
    iterations: int = 30,
) -> Skeleton:
    """The skeleton that meets the contacts as well as it can."""
    wanted = whole_body(angles)
    skeleton = Skeleton(wanted, base, build, hands, root)
    if not contacts.given:
        return skeleton
    now = contacts.errors(skeleton)
    best, stalled = 1e12, 0
    for _ in range(iterations):
        total = sum(error * error for error, _ in now)
        stalled = stalled + 1 if total > best * 0.99 else 0
        if stalled > PATIENCE or all(abs(error) < CLOSE for error, _ in now):
            break
        best = min(best, total)
        skeleton = _improved(skeleton, contacts, wanted, now)
        now = contacts.errors(skeleton)
    return skeleton


def _improved(skeleton: Skeleton, contacts: Contacts, wanted: Angles, now: list[Error]) -> Skeleton:
    """One step of Gauss and Newton."""
    angles, free = skeleton.angles, contacts.free
    columns = [[gradient[axis] for _, gradient in now] for axis in range(3)]
    for name in free:
        turned = {**angles, name: angles[name] + STEP}
        moved = Skeleton(turned, skeleton.base, skeleton.build, skeleton.hands, skeleton.root, skeleton)
        after = contacts.errors(moved)
        columns.append([(after[i][0] - error) / STEP for i, (error, _) in enumerate(now)])
    pulls = [(ROOT_WEIGHT, 0.0)] * 3 + [(ANGLE_WEIGHT, wanted[name] - angles[name]) for name in free]
    n = len(columns)
    matrix = [[0.0] * n for _ in range(n)]
    right = []
    for i, (weight, pull) in enumerate(pulls):
        column = columns[i]
        for j in range(i, n):
            matrix[i][j] = matrix[j][i] = sum([p * q for p, q in zip(column, columns[j], strict=True)])
        matrix[i][i] += weight
        right.append(weight * pull - sum([p * error for p, (error, _) in zip(column, now, strict=True)]))
    step = _solution(matrix, right)
    new = dict(angles)
    for name, turn in zip(free, step[3:], strict=True):
        low, high = limits(name)
        new[name] = max(low, min(high, angles[name] + max(-LARGEST_TURN, min(LARGEST_TURN, turn))))
    x, y, z = skeleton.root
    root = x + step[0], y + step[1], z + step[2]
    return Skeleton(new, skeleton.base, skeleton.build, skeleton.hands, root, skeleton)


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
        x[i] = (rows[i][n] - sum(rows[i][c] * x[c] for c in range(i + 1, n))) / rows[i][i]
    return x
