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

ROUNDS = 5
PERSON = "woman"  # whom `figure` draws unless it is told


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def solve(movement: Movement, moment: float) -> None:
    """The patient, and the helper, for whom drawing would pay otherwise."""
    for actor in cast(movement.script, PERSON):
        actor.at(moment)


def measure(movement: Movement) -> tuple[float, float, float]:
    """Milliseconds of one exercise from an empty memory: solving, drawing, painting again."""
    poses: list[Pose] = [movement.start, movement.finish]
    followed = any(arrow.follow for arrow in movement.script.picture.arrows)
    moments = (0.0, 0.5, 1.0) if followed else (0.0, 1.0)  # an arrow follows a joint through the middle
    cast.cache_clear()
    scene_of.cache_clear()
    solving = [timed(partial(solve, movement, moment)) for moment in moments]
    drawing = timed(lambda: [figure(pose) for pose in poses]) / 2
    painting = timed(lambda: [figure(pose) for pose in poses]) / 2
    return statistics.mean(solving), drawing, painting


def entries_of(arguments: list[str]) -> dict[str, Any]:
    """The poses of a file, or those of all exercises of the library."""
    if arguments:
        return dict(yaml.safe_load(Path(arguments[0]).read_text("utf-8")))
    return {key: one.poses for key, one in read_library(paths.LIBRARY).exercises.items() if one.poses}


def main() -> None:
    movements = {key: Movement.read(entry, check_reach=False) for key, entry in entries_of(sys.argv[1:]).items()}
    gc.freeze()
    # The least of rounds that are far apart: a machine that others use as well is slow for seconds at a time.
    rounds = [{key: measure(movement) for key, movement in movements.items()} for _ in range(ROUNDS)]
    total: dict[str, list[float]] = {"solve": [], "draw": [], "again": [], "bytes": []}
    for key, movement in movements.items():
        solving, drawing, painting = (min(times) for times in zip(*(one[key] for one in rounds), strict=True))
        sizes: list[float] = [len(figure(pose).encode()) for pose in (movement.start, movement.finish)]
        rows = {"solve": [solving], "draw": [drawing], "again": [painting], "bytes": sizes}
        print(f"{key:<40}" + "  ".join(f"{name} {max(values):7.1f}" for name, values in rows.items()))
        for name, values in rows.items():
            total[name] += values
    for name, values in total.items():
        values.sort()
        print(f"{name:<6} median {statistics.median(values):8.1f}   p95 {values[int(len(values) * 0.95)]:8.1f}")


if __name__ == "__main__":
    main()
