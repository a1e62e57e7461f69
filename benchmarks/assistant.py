"""CPU milliseconds of a draft, from 110 exercises and from 2,000, and of all checks of a plan with 12 exercises.

python benchmarks/assistant.py [CASES]     (300 made-up cases by default; the same ones each time)
"""

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hep import paths
from hep.content import read_library
from hep.core.assistant import draft
from hep.core.case import Case
from hep.core.checks import check
from hep.core.home import Home
from hep.core.library import MECHANISMS, Exercise, Library
from hep.core.plan import IRRITABILITIES, Plan
from hep.core.precautions import PatientPrecaution
from hep.core.start_plan import prescribed

LIMITS = {"draft, 110 exercises": 20, "draft, 2,000 exercises": 150, "checks, 12 exercises": 2}


def cases(library: Library, count: int) -> list[Case]:
    """Made-up patients: one to eight findings, up to three precautions, anything at home."""
    dice = random.Random(5)
    codes = [code for code, one in library.precautions.items() if not one.red_flag]
    return [
        Case(
            findings=tuple(dice.sample(list(library.findings), dice.randint(1, 8))),
            mechanisms=tuple(dice.sample(MECHANISMS, dice.randint(0, 3))),
            side=dice.choice(("left", "right", "both")),
            irritability=dice.choice(IRRITABILITIES),
            precautions=tuple(PatientPrecaution(code, "left") for code in dice.sample(codes, dice.randint(0, 3))),
            home=Home(
                tuple(dice.sample(list(library.equipment), dice.randint(0, 12))),
                floor_transfer=dice.random() < 0.7,
                kneel=dice.random() < 0.7,
                stairs=dice.random() < 0.5,
                helper=dice.random() < 0.3,
            ),
            age=dice.randint(18, 90),
            target=dice.choice((None, 3, 4, 5, 6)),
        )
        for _ in range(count)
    ]


def larger(library: Library, size: int) -> Library:
    """The library with copies of its exercises, each with its own ladder, doses and muscles a little different."""
    dice = random.Random(6)
    exercises = dict(library.exercises)
    for number, one in enumerate(islice(cycle(library.exercises.values()), size - len(exercises))):
        copy = number // len(library.exercises) + 2
        exercises[f"{one.id}-{copy}"] = _copy(one, copy, dice)
    findings = {
        key: replace(one, answers=tuple(id for id in exercises if id.rstrip("0123456789").rstrip("-") in one.answers))
        for key, one in library.findings.items()
    }
    return replace(library, exercises=exercises, findings=findings)


def _copy(one: Exercise, copy: int, dice: random.Random) -> Exercise:
    return replace(
        one,
        id=f"{one.id}-{copy}",
        dose=one.dose.changed(rest_s=dice.choice((10, 30, 60, 90))),
        evidence=tuple(dice.sample(one.evidence, dice.randint(1, len(one.evidence)))),
        ladder=replace(
            one.ladder,
            easier=tuple(f"{other}-{copy}" for other in one.ladder.easier),
            harder=tuple(f"{other}-{copy}" for other in one.ladder.harder),
        ),
    )


def plans(library: Library, count: int) -> list[Plan]:
    """Plans of 12 exercises in two phases."""
    dice, made = random.Random(7), []
    for _ in range(count):
        plan = Plan(mechanisms=MECHANISMS).add_phase("Build")
        for place, one in enumerate(dice.sample(list(library.exercises), 12)):
            plan = prescribed(one, plan, plan.phases[place // 8].key, library)
        made.append(plan)
    return made


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    library = read_library(paths.LIBRARY)
    large, asked = larger(library, 2000), cases(library, count)
    gc.freeze()
    rows = {
        "draft, 110 exercises": [timed(lambda one=one: draft(one, library)) for one in asked],
        "draft, 2,000 exercises": [timed(lambda one=one: draft(one, large)) for one in asked],
        "checks, 12 exercises": [
            timed(
                lambda plan=plan, one=one: check(
                    plan, library, precautions=one.precautions, findings=one.findings, home=one.home, age=one.age
                )
            )
            for plan, one in zip(plans(library, count), asked, strict=True)
        ],
    }
    for name, values in rows.items():
        values.sort()
        print(
            f"{name:<24} median {statistics.median(values):7.2f}   p95 {values[int(count * 0.95)]:7.2f}"
            f"   most {values[-1]:7.2f}   (p95 at most {LIMITS[name]} ms)"
        )


if __name__ == "__main__":
    main()
