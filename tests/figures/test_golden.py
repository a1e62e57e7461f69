"""Eight figures keep their outline: a coarse raster of what is seen where, kept as text.

A changed contour on purpose: `python -m tests.figures.test_golden` writes the rasters anew; look at them in the diff.
"""

from pathlib import Path

import pytest

from hep.figures import Movement
from hep.figures.scene import scene_of
from tests.figures.conftest import ENTRIES

GOLDEN = Path(__file__).parent / "golden"
CELL = 3.0  # cm
TOLERANCE = 0.02  # share of the drawn cells that may differ
LETTERS = {"upper_arm": "u", "forearm": "o", "foot": "F"}
FIGURES = [
    ("sit-to-stand", 0.0, "woman"), ("forward-lunge", 1.0, "older-man"), ("bridge", 1.0, "man"),
    ("clam-60", 1.0, "older-woman"), ("hip-hike", 1.0, "man"), ("fire-hydrant", 1.0, "woman"),
    ("cane-walking", 1.0, "older-woman"), ("hamstring-stretch-supine-helper", 1.0, "woman"),
]  # fmt: skip


def raster(key: str, moment: float, person: str) -> list[str]:
    """Rows of cells from top to bottom; a letter says which part is nearest there."""
    scene = scene_of(Movement.read(ENTRIES[key], check_reach=False).script, person)
    frame, (left, bottom, right, top) = scene.frame(moment), scene.box
    shapes = [part for figure in frame.figures for part in figure.parts] + list(frame.solids)
    rows = []
    for j in range(int((top - bottom) / CELL), -1, -1):
        row = ""
        for i in range(int((right - left) / CELL) + 1):
            x, y = left + i * CELL, bottom + j * CELL
            seen = [(z, shape.kind) for shape in shapes if (z := shape.depth(x, y)) is not None]
            kind = max(seen)[1] if seen else ""
            row += LETTERS.get(kind, kind[:1] or ".")
        rows.append(row)
    return rows


@pytest.mark.parametrize(("key", "moment", "person"), FIGURES, ids=[name for name, *_ in FIGURES])
def test_the_outline_is_as_it_was(key: str, moment: float, person: str) -> None:
    kept = (GOLDEN / f"{key}.txt").read_text().splitlines()
    now = raster(key, moment, person)
    assert [len(row) for row in now] == [len(row) for row in kept]
    pairs = [(a, b) for before, after in zip(kept, now, strict=True) for a, b in zip(before, after, strict=True)]
    drawn = sum(a != "." for a, _ in pairs)
    assert sum(a != b for a, b in pairs) <= TOLERANCE * drawn


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, moment, person in FIGURES:
        (GOLDEN / f"{name}.txt").write_text("\n".join(raster(name, moment, person)) + "\n")
