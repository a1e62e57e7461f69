"""The choice is exact: held against every set there is, on small libraries."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.choosing import Candidate, Chosen, choose, key

NEEDS = 6


def best_of_all(candidates: list[Candidate], values: list[int], most: int, keep: list[str]) -> Chosen:
    """Every set, judged one by one."""
    kept = [one for one in candidates if one.id in keep]
    free = [one for one in candidates if one.id not in keep]
    found: list[Chosen] = []
    for size in range(max(0, most - len(kept)) + 1):
        for others in combinations(free, size):
            chosen = Chosen()
            for one in (*kept, *others):
                chosen += one
            found.append(chosen)
    return min(found, key=lambda one: key(one, values))


@st.composite
def small_libraries(draw: st.DrawFn) -> tuple[list[Candidate], list[int], int, list[str]]:
    count = draw(st.integers(0, 9))
    candidates = [
        Candidate(
            f"e{place}",
            answers=draw(st.integers(0, 2**NEEDS - 1)),
            group=1 << draw(st.integers(0, 2)),
            cautions=draw(st.integers(0, 2)),
            evidence=draw(st.integers(0, 3)),
            seconds=draw(st.sampled_from([60, 90, 240])),
        )
        for place in range(count)
    ]
    values = [draw(st.sampled_from([1, 100, 200, 1_000_000])) for _ in range(NEEDS)]
    keep = draw(st.lists(st.sampled_from([one.id for one in candidates]), unique=True, max_size=2)) if count else []
    return candidates, values, draw(st.integers(0, 5)), keep


@given(small_libraries())
def test_no_other_set_is_better(small: tuple[list[Candidate], list[int], int, list[str]]) -> None:
    candidates, values, most, keep = small
    chosen, best = choose(candidates, values, most, keep), best_of_all(candidates, values, most, keep)
    assert key(chosen, values) == key(best, values)


@given(small_libraries(), st.randoms())
def test_the_order_of_the_candidates_makes_no_difference(
    small: tuple[list[Candidate], list[int], int, list[str]], dice: object
) -> None:
    candidates, values, most, keep = small
    shuffled = list(candidates)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(choose(candidates, values, most, keep).ids) == set(choose(shuffled, values, most, keep).ids)


A = Candidate("a", 0b11, 1, 0, 2, 60)
B = Candidate("b", 0b01, 1, 0, 9, 60)
C = Candidate("c", 0b10, 1, 0, 9, 60)


@pytest.mark.parametrize(
    ("candidates", "most", "ids"),
    [
        ([], 3, set()),
        ([A, B, C], 0, set()),
        ([A, B, C], 3, {"a"}),  # one answers both: more evidence in two does not count
        ([B, C], 3, {"b", "c"}),
        ([B, C], 1, {"b"}),  # no room for both, worth the same: the id decides
        ([A, Candidate("aa", 0b11, 1, 0, 3, 60)], 1, {"aa"}),  # more evidence
        ([A, Candidate("aa", 0b11, 1, 1, 3, 60)], 1, {"a"}),  # but fewer cautions first
        ([A, Candidate("aa", 0b11, 1, 0, 2, 30)], 1, {"aa"}),  # less time
        ([A, Candidate("0", 0b11, 1, 0, 2, 60)], 1, {"0"}),
        ([Candidate("useless", 0, 1, 0, 9, 1)], 3, set()),
    ],
)
def test_known_choices(candidates: list[Candidate], most: int, ids: set[str]) -> None:
    assert set(choose(candidates, [1, 1], most).ids) == ids


def test_fewer_positions_come_before_less_time() -> None:
    first = Candidate("x", 0b01, 1, 0, 1, 60)
    near, far = Candidate("y", 0b10, 1, 0, 1, 600), Candidate("z", 0b10, 4, 0, 1, 60)
    assert set(choose([first, near, far], [1, 1], 2).ids) == {"x", "y"}


def test_what_is_kept_stays_even_where_it_answers_nothing_and_is_too_much() -> None:
    useless = Candidate("useless", 0, 1, 3, 0, 900)
    assert set(choose([A, B, useless], [1, 1], 1, ["useless", "b"]).ids) == {"useless", "b"}
