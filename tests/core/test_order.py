"""The order of a session: down and up once, with the walking and the stretches where they belong."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.library import Library
from hep.core.order import changes, in_order, is_in_order, ordered_phase
from hep.core.plan import Plan
from hep.core.start_plan import prescribed
from tests.shipped import LIBRARY

some = st.lists(st.sampled_from(sorted(LIBRARY.exercises)), max_size=10, unique=True)


def ordered(*ids: str) -> list[str]:
    return [one.id for one in in_order([LIBRARY.exercises[id] for id in ids], LIBRARY)]


@pytest.mark.parametrize(
    ("given_ids", "wanted"),
    [
        # From lying up to walking: wake up, strengthen, control, balance, walk.
        (
            ["walking-even-intervals", "squat", "long-arc-quad", "quad-set"],
            ["quad-set", "long-arc-quad", "squat", "walking-even-intervals"],
        ),
        (
            ["step-over-line", "single-leg-stance", "squat-mirror-alignment", "squat"],
            ["squat", "squat-mirror-alignment", "single-leg-stance", "step-over-line"],
        ),
        (["bridge", "quad-set"], ["quad-set", "bridge"]),
        # A stretch comes when the muscle is warm: after the work in its position.
        (["hamstring-stretch-supine-strap", "bridge"], ["bridge", "hamstring-stretch-supine-strap"]),
        # A walk to warm up with before the stretches on the bed, then down once.
        (
            ["hamstring-stretch-supine-strap", "walking-even-intervals", "figure-4-seated", "squat"],
            ["walking-even-intervals", "squat", "figure-4-seated", "hamstring-stretch-supine-strap"],
        ),
        # A standing stretch needs no other way round.
        (
            ["gastrocnemius-stretch-wall", "quad-set", "walking-even-intervals"],
            ["quad-set", "walking-even-intervals", "gastrocnemius-stretch-wall"],
        ),
    ],
)
def test_what_comes_first(given_ids: list[str], wanted: list[str]) -> None:
    assert ordered(*given_ids) == wanted


@given(some)
def test_the_order_is_a_permutation_that_changes_position_as_seldom_as_can_be(ids: list[str]) -> None:
    chosen = [LIBRARY.exercises[id] for id in ids]
    found = in_order(chosen, LIBRARY)
    assert sorted(one.id for one in found) == sorted(ids)
    groups = [LIBRARY.positions[one.position].group for one in found]
    assert sum(a != b for a, b in pairwise(groups)) == changes(chosen, LIBRARY)


@given(some, st.randoms())
def test_the_same_exercises_come_in_the_same_order(ids: list[str], dice: object) -> None:
    shuffled = list(ids)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ordered(*ids) == ordered(*shuffled)


def test_a_phase_is_put_in_order_when_asked(library: Library) -> None:
    plan = Plan(side="left")
    for one in ("squat", "quad-set", "long-arc-quad", "bridge"):
        plan = prescribed(one, plan, "phase-1", library)
    assert not is_in_order(plan.phases[0], library)
    after = ordered_phase(plan, "phase-1", library)
    assert [p.exercise for p in after.phases[0].prescriptions] == ["quad-set", "bridge", "long-arc-quad", "squat"]
    assert is_in_order(after.phases[0], library)
    assert {p.key: p for p in after.prescriptions()} == {p.key: p for p in plan.prescriptions()}


def test_twice_the_same_and_what_is_no_longer_there_stay(library: Library) -> None:
    plan = Plan(side="left")
    for one in ("squat", "quad-set", "squat"):
        plan = prescribed(one, plan, "phase-1", library)
    plan = plan.change("squat", exercise="no-longer-there")
    after = ordered_phase(plan, "phase-1", library)
    assert [p.key for p in after.phases[0].prescriptions] == ["quad-set", "squat-2", "squat"]
