"""CPU milliseconds per figure: solving a pose, drawing it for the first time, painting it again; and its bytes.

python benchmarks/figures.py [POSES.yaml]     (a mapping id -> poses entry; by default those of the library)
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hep import paths
from hep.content import read_library
from hep.figures import Movement, Pose, figure
from hep.figures.actor import cast
from hep.figures.scene import scene_of

ROUNDS = 3
PERSON = "woman"  # whom `figure` draws unless it is told


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def solve(movement: Movement, moment: float) -> None:
    """The patient, and the helper, for whom drawing would pay otherwise."""
    for actor in cast(movement.script, PERSON):
        actor.at(moment)


def measure(movement: Movement) -> dict[str, list[float]]:
    """Milliseconds of one exercise: the least of some rounds, each from an empty memory."""
    rows: dict[str, list[float]] = {"solve": [], "draw": [], "again": [], "bytes": []}
    poses: list[Pose] = [movement.start, movement.finish]
    followed = any(arrow.follow for arrow in movement.script.picture.arrows)
    moments = (0.0, 0.5, 1.0) if followed else (0.0, 1.0)  # an arrow follows a joint through the middle
    rounds = []
    for _ in range(ROUNDS):
        cast.cache_clear()
        scene_of.cache_clear()
        solving = [timed(partial(solve, movement, moment)) for moment in moments]
        drawing = timed(lambda: [figure(pose) for pose in poses]) / 2
        painting = timed(lambda: [figure(pose) for pose in poses]) / 2
        rounds.append((statistics.mean(solving), drawing, painting))
    for name, values in zip(("solve", "draw", "again"), zip(*rounds, strict=True), strict=True):
        rows[name].append(min(values))
    rows["bytes"] += [len(figure(pose).encode()) for pose in poses]
    return rows


def entries_of(arguments: list[str]) -> dict[str, Any]:
    """The poses of a file, or those of all exercises of the library."""
    if arguments:
        return dict(yaml.safe_load(Path(arguments[0]).read_text("utf-8")))
    return {key: one.poses for key, one in read_library(paths.LIBRARY).exercises.items() if one.poses}


def main() -> None:
    entries = entries_of(sys.argv[1:])
    gc.freeze()
    total: dict[str, list[float]] = {"solve": [], "draw": [], "again": [], "bytes": []}
    for key, entry in entries.items():
        rows = measure(Movement.read(entry, check_reach=False))
        print(f"{key:<40}" + "  ".join(f"{name} {max(values):7.1f}" for name, values in rows.items()))
        for name, values in rows.items():
            total[name] += values
    for name, values in total.items():
        values.sort()
        print(f"{name:<6} median {statistics.median(values):8.1f}   p95 {values[int(len(values) * 0.95)]:8.1f}")


if __name__ == "__main__":
    main()
