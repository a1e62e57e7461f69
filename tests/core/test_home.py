"""What the home has, and the nearest exercise that suits it."""

import pytest

from hep.core.home import Home, missing, nearest, neighbours_of
from hep.core.library import Library


@pytest.mark.parametrize(
    ("exercise", "home", "wanted"),
    [
        ("sit-to-stand", Home(), []),
        ("sit-to-stand", Home(without=("chair",)), ["a firm chair"]),
        ("standing-hip-abduction", Home(), ["a kitchen counter"]),
        ("standing-hip-abduction", Home(equipment=("counter",)), []),
        ("standing-hip-abduction", Home(equipment=("counter",), without=("counter",)), ["a kitchen counter"]),
        ("long-arc-quad-resisted", Home(), ["a weight or a long band"]),
        ("long-arc-quad-resisted", Home(equipment=("band-long",)), []),
        ("bridge", Home(without=("mat",)), []),
        ("bridge", Home(without=("table",)), []),
        ("bridge", Home(without=("mat", "table")), ["a mat or a firm bed"]),
        ("bridge", Home(floor_transfer=False), []),
        ("bridge", Home(floor_transfer=False, without=("table",)), ["a firm bed"]),
        ("glute-set", Home(floor_transfer=False, without=("table",)), ["a firm bed"]),
        ("hip-thrust", Home(equipment=("weight",), floor_transfer=False), ["getting down to the floor and up"]),
        ("fire-hydrant", Home(kneel=False), ["kneeling"]),
        ("fire-hydrant", Home(), []),
        ("hamstring-stretch-supine-helper", Home(), ["a helper"]),
        ("hamstring-stretch-supine-helper", Home(helper=True), []),
        ("stair-training-step-to", Home(), ["stairs"]),
        ("stair-training-step-to", Home(equipment=("step", "stairs")), ["stairs"]),
        ("stair-training-step-to", Home(stairs=True), []),
        ("step-up-forward", Home(stairs=True), ["a low step"]),
        ("walking-even-intervals", Home(space_to_walk=False), ["space to walk"]),
        ("cane-walking", Home(equipment=("cane",), space_to_walk=False), ["space to walk"]),
        ("treadmill-symmetry-walking", Home(equipment=("treadmill",), space_to_walk=False), []),
        ("marching-in-place", Home(equipment=("counter",), space_to_walk=False), []),
    ],
)
def test_what_is_missing(library: Library, exercise: str, home: Home, wanted: list[str]) -> None:
    assert missing(library.exercises[exercise], home, library) == wanted


@pytest.mark.parametrize(
    ("home", "codes"),
    [
        (Home(), ()),
        (Home(floor_transfer=False), ("NO-FLOOR",)),
        (Home(kneel=False), ("NO-KNEEL",)),
        (Home(floor_transfer=False, kneel=False), ("NO-FLOOR", "NO-KNEEL")),
    ],
)
def test_what_the_patient_cannot_do_counts_as_a_precaution(library: Library, home: Home, codes: tuple[str]) -> None:
    assert home.codes == codes
    assert set(codes) <= set(library.precautions)


@pytest.mark.parametrize(
    ("exercise", "suits", "found"),
    [
        ("sit-to-stand", {"sit-to-stand-high", "sit-to-stand-staggered"}, "sit-to-stand-high"),  # easier first
        ("sit-to-stand", {"split-squat-supported"}, "split-squat-supported"),
        ("adductor-stretch-butterfly", {"bridge"}, None),  # stands alone
        ("bridge", {"bridge"}, None),
        ("single-leg-bridge", {"glute-set", "hip-thrust"}, "hip-thrust"),
    ],
)
def test_the_nearest_neighbour_that_suits(library: Library, exercise: str, suits: set[str], found: str | None) -> None:
    near = nearest(library.exercises[exercise], lambda one: one.id in suits, library)
    assert (near.id if near else None) == found


def test_neighbours_come_by_their_distance(library: Library) -> None:
    found = [(steps, one.id) for steps, one in neighbours_of(library.exercises["quad-set"], library, 2)]
    assert [one for steps, one in found if steps == 1] == list(library.exercises["quad-set"].ladder.harder)
    assert [steps for steps, _ in found] == sorted(steps for steps, _ in found)
    assert len({one for _, one in found}) == len(found)
    assert "quad-set" not in {one for _, one in found}
