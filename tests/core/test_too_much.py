"""Burden over the advice, and the one change that helps most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.burden import burden, lightest_change, too_much
from hep.core.dose import Dose
from hep.core.library import MECHANISMS, Library
from hep.core.plan import Phase, Prescription
from tests.shipped import LIBRARY


def phase(*rows: tuple[str, Dose]) -> Phase:
    made = [Prescription(f"k{n}", exercise, "left", dose, "x") for n, (exercise, dose) in enumerate(rows)]
    return Phase("phase-1", "Start", prescriptions=tuple(made))


def short(count: int) -> Phase:
    return phase(*[(one, Dose(reps=5)) for one in list(LIBRARY.exercises)[:count]])


@pytest.mark.parametrize(
    ("count", "age", "first", "words"),
    [
        (3, 30, True, None),
        (4, 30, True, "4 exercises: a first handout has 3"),
        (4, 66, False, None),
        (5, 66, False, "5 exercises: over 65, 4 are done more often"),
        (5, 65, False, None),
        (6, None, False, None),
        (7, None, False, "7 exercises: more than 6 are seldom done"),
    ],
)
def test_how_many_exercises_are_too_many(count: int, age: int | None, first: bool, words: str | None) -> None:
    found = [one for one in too_much(short(count), LIBRARY, age=age, first=first) if one.rule == "exercises"]
    assert [one.sentence for one in found] == ([words] if words else [])
    assert all("consensus" in one.basis for one in found)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (20, None),
        (21, "21 minutes a day: 1 over the advice of 20"),
        (30, "30 minutes a day: 10 over the advice of 20"),
        (31, "31 minutes a day: 1 over the limit of 30"),
    ],
)
def test_how_many_minutes_are_too_many(minutes: int, words: str | None) -> None:
    found = too_much(phase(("walking-even-intervals", Dose(minutes=minutes))), LIBRARY)
    assert [one.sentence for one in found if one.rule == "minutes"] == ([words] if words else [])


WALK, SQUAT, SET = "walking-even-intervals", "squat", "quad-set"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        # Once a day is milder than leaving out, and enough.
        (
            [(SET, Dose(reps=50, per_day=4)), (SQUAT, Dose(reps=10))],
            "With *Quad set* once a day it is 8 minutes",
        ),
        # Nothing is done more than once a day: leave out what takes longest.
        ([(WALK, Dose(minutes=15)), (SQUAT, Dose(reps=55))], "Without *Short even walks* it is 6 minutes"),
        # No one change brings it within the advice: what saves most.
        (
            [(WALK, Dose(minutes=40)), ("cane-walking", Dose(minutes=45)), ("metronome-walking", Dose(minutes=41))],
            "Without *Walking with a cane* it is 81 minutes",
        ),
    ],
)
def test_the_change_that_helps_most(rows: list[tuple[str, Dose]], words: str) -> None:
    mend = lightest_change(phase(*rows), LIBRARY)
    assert mend
    assert mend.in_words(LIBRARY) == words


def test_what_alone_answers_a_mechanism_is_not_left_out() -> None:
    rows = phase((WALK, Dose(minutes=25)), (SQUAT, Dose(reps=10)), ("bridge", Dose(reps=10)))
    assert lightest_change(rows, LIBRARY).exercise == WALK  # type: ignore[union-attr]
    mend = lightest_change(rows, LIBRARY, ["gait-changes"])
    assert mend
    assert mend.exercise != WALK


def test_one_exercise_that_is_done_once_cannot_be_made_less() -> None:
    assert lightest_change(phase((WALK, Dose(minutes=40))), LIBRARY) is None


@given(
    st.lists(st.sampled_from(sorted(LIBRARY.exercises)), min_size=1, max_size=8, unique=True),
    st.lists(st.integers(1, 4), min_size=8, max_size=8),
)
def test_the_minutes_after_the_change_are_those_of_the_changed_phase(ids: list[str], times: list[int]) -> None:
    rows = [(one, LIBRARY.exercises[one].dose.changed(per_day=n)) for one, n in zip(ids, times, strict=False)]
    before = phase(*rows)
    mend = lightest_change(before, LIBRARY, MECHANISMS)
    if mend is None:
        return
    kept = [p for p in before.prescriptions if p.key != mend.key or mend.way == "once a day"]
    once = [
        Prescription(p.key, p.exercise, p.side, p.dose.changed(per_day=1), p.mechanism) if p.key == mend.key else p
        for p in kept
    ]
    after = Phase("phase-1", "Start", prescriptions=tuple(once))
    assert burden(after, LIBRARY).minutes_a_day == mend.minutes_a_day <= burden(before, LIBRARY).minutes_a_day


def test_a_row_the_library_no_longer_has_is_no_change_to_make(library: Library) -> None:
    rows = phase(("no-longer-there", Dose(reps=10, per_day=3)), (WALK, Dose(minutes=25)))
    mend = lightest_change(rows, library)
    assert mend is None
