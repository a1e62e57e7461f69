"""CPU milliseconds of the library: reading and checking it, and searches in 110 and in 5,000 exercises.

python benchmarks/library.py [EXERCISES]     (by default 5000; the copies have altered words)
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import yaml

from hep import paths
from hep.content import read_library
from hep.core.library import Exercise, Library
from hep.core.library_check import faults_of
from hep.core.search import Filters, counts, search
from hep.core.search_index import index_of
from hep.yaml_file import YamlFile

WORDS = [
    "squat", "sqaut", "bottom", "front of thigh", "quadracep", "trendelenburg", "trendelenberg", "gluteous medius",
    "hamstring stretch lying", "single leg ballance", "band", "s", "knee", "clam shells", "theraband", "belly",
    "stretch for the front of the hip", "piriformus", "inner thigh", "walking stick", "nothing like it", "xyzzyqwertz",
]  # fmt: skip
FILTERS = [
    {},
    {"mechanisms": ("gait-changes",)},
    {"category": "strengthening", "levels": (1, 2), "sort": "level"},
    {"muscle": "gluteus-medius", "precautions": ("PFP", "OSTEOPOROSIS"), "sort": "activity-gluteus-medius"},
    {"equipment": ("at-home", "band-loop"), "positions": ("standing",), "one_sided": True, "sort": "name"},
]
ROUNDS = 7


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Other work on the machine only ever adds."""
    return min(timed(work) for _ in range(rounds))


def altered(text: str, chance: random.Random) -> str:
    """A quarter of the longer words with two letters changed: new words, as another author would bring."""
    words = text.split(" ")
    for number, word in enumerate(words):
        if len(word) > 4 and word.isalpha() and chance.random() < 0.25:
            letters = list(word)
            for at in chance.sample(range(1, len(letters)), 2):
                letters[at] = chance.choice("abcdefghijklmnopqrstuvwxyz")
            words[number] = "".join(letters)
    return " ".join(words)


def copied(one: Exercise, number: int, chance: random.Random) -> Exercise:
    texts = {name: altered(getattr(one, name), chance) for name in ("name", "known_as", "purpose", "how")}
    return replace(one, id=f"{one.id}-{number}", **texts)


def grown(library: Library, size: int) -> Library:
    chance = random.Random(1)
    originals = list(library.exercises.values())
    copies = [copied(originals[n % len(originals)], n, chance) for n in range(size - len(originals))]
    return replace(library, exercises={one.id: one for one in (*originals, *copies)})


def anew(work: Callable[[], object], library: Library) -> None:
    """As if nobody had looked for these words before."""
    index_of(library).memory.clear()
    work()


def searches(library: Library) -> tuple[list[float], list[float]]:
    """Milliseconds of each search, and of the counts beside the filters."""
    asked = [Filters(words=words, **chosen) for words in ["", *WORDS] for chosen in FILTERS]  # type: ignore[arg-type]
    looking = [least(lambda one=one: anew(lambda: search(library, one), library), 3) for one in asked]
    counting = [least(lambda one=one: anew(lambda: counts(library, one), library), 3) for one in asked[::5]]
    return sorted(looking), sorted(counting)


def row(what: str, values: list[float]) -> None:
    p95 = values[min(len(values) - 1, int(len(values) * 0.95))]
    print(f"{what:<44}{statistics.median(values):>9.2f}{p95:>9.2f}{values[-1]:>9.2f}")


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    first = timed(lambda: read_library(paths.LIBRARY))
    library = read_library(paths.LIBRARY)
    whole = least(lambda: read_library(paths.LIBRARY))
    plain = least(lambda: YamlFile(paths.LIBRARY))
    by_nodes = least(lambda: yaml.load(paths.LIBRARY.read_text("utf-8"), yaml.CSafeLoader), 3)
    print(f"{'reading and checking the file':<44}{whole:>9.1f} ms   (in a fresh process {first:.1f})")
    print(f"{'  of that: YAML to values':<44}{plain:>9.1f} ms   (yaml.CSafeLoader: {by_nodes / plain:.1f} times that)")
    print(f"{'  of that: checks':<44}{least(lambda: faults_of(library)):>9.1f} ms")
    print(f"\n{'ms':<44}{'p50':>9}{'p95':>9}{'most':>9}")
    for one in (library, grown(library, size)):
        count = len(one.exercises)
        making = timed(lambda one=one: index_of(one))
        looking, counting = searches(one)
        row(f"search in {count}", looking)
        row(f"counts beside the filters, {count}", counting)
        print(f"{f'index of {count}, once, {len(index_of(one).known)} words':<44}{making:>9.1f}")


if __name__ == "__main__":
    main()
