"""Doses in the words of a patient."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.dose import BOUNDS, Dose
from hep.core.problem import Refused
from hep.handouts.doses import worded
from hep.handouts.layouts import words
from hep.handouts.value import Dosage

COUNTS = [
    "reps",
    "holds",
    "lifts-both-legs",
    "steps",
    "steps-each-way",
    "minutes",
    "metres",
    "laps",
    "obstacles",
    "flights",
]


def said(dose: Dose, counts: str = "reps", each_leg: bool = False) -> Dosage:
    return worded(dose, counts, each_leg, words("en"))


def frame(dosage: Dosage) -> str:
    return " | ".join(f"{amount.number} {amount.unit}" for amount in dosage.amounts)


@pytest.mark.parametrize(
    ("dose", "counts", "fields", "more"),
    [
        (
            Dose(sets=3, reps=10, hold_s=5, per_day=2),
            "reps",
            "3 rounds | 10 times | 5 seconds hold | 2 times a day | every day",
            "",
        ),
        (
            Dose(sets=2, reps=8, reps_goal=12, rest_s=60, days_per_week=5),
            "reps",
            "2 rounds | 8 times | 60 seconds rest | 1 time a day | 5 days a week",
            "Work up to 12 times.",
        ),
        (
            Dose(sets=3, reps=10, hold_s=3, rest_s=60, days_per_week=1),
            "reps",
            "3 rounds | 10 times | 3 seconds hold | 1 time a day | 1 day a week",
            "Rest 60 seconds between rounds.",
        ),
        (Dose(reps=3, hold_s=30), "holds", "1 round | 3 times | 30 seconds hold | 1 time a day | every day", ""),
        (
            Dose(sets=3, reps=1, hold_s=20, hold_goal_s=30),
            "holds",
            "3 times | 20 seconds hold | 1 time a day | every day",
            "Work up to a hold of 30 seconds.",
        ),
        (Dose(minutes=3, minutes_goal=5), "minutes", "3 minutes | 1 time a day | every day", "Work up to 5 minutes."),
        (
            Dose(sets=3, minutes=4, cadence=90),
            "minutes",
            "3 rounds | 4 minutes | 90 steps a minute | 1 time a day | every day",
            "",
        ),
        (
            Dose(minutes=5, distance_m=200, cadence=90),
            "minutes",
            "5 minutes | 200 meters | 90 steps a minute | 1 time a day | every day",
            "",
        ),
        (Dose(sets=4, distance_m=8), "metres", "4 rounds | 8 meters | 1 time a day | every day", ""),
        (Dose(steps=1), "reps", "1 step | 1 time a day | every day", ""),
        (Dose(sets=2, reps=5), "flights", "2 rounds | 5 times up and down | 1 time a day | every day", ""),
        (
            Dose(sets=2, reps=20),
            "lifts-both-legs",
            "2 rounds | 20 lifts | 1 time a day | every day",
            "Count each lift, left and right.",
        ),
        (
            Dose(reps=8, load_kg=1.5, tempo="2-0-3"),
            "reps",
            "1 round | 8 times | 1 time a day | every day",
            "Use a weight of 1.5 kg. Speed: 2 seconds up, 3 seconds down.",
        ),
        (Dose(reps=1, hold_s=180), "holds", "1 round | 1 time | 3 minutes hold | 1 time a day | every day", ""),
    ],
)
def test_a_dose_is_big_numbers_and_small_units(dose: Dose, counts: str, fields: str, more: str) -> None:
    dosage = said(dose, counts)
    assert frame(dosage) == fields
    assert " ".join(dosage.more) == more


@pytest.mark.parametrize(
    ("dose", "counts", "much", "often"),
    [
        (Dose(sets=3, reps=10, hold_s=5, per_day=2), "reps", "3 rounds of 10", "every day, 2 times"),
        (Dose(reps=3, hold_s=30, days_per_week=5), "holds", "3 times, hold 30 seconds", "5 days a week"),
        (Dose(minutes=5, distance_m=200), "minutes", "5 minutes, 200 meters", "every day"),
        (Dose(sets=3, minutes=4), "minutes", "3 rounds of 4 minutes", "every day"),
        (Dose(sets=2, reps=20), "steps", "2 rounds of 20 steps", "every day"),
    ],
)
def test_the_table_says_a_dose_in_one_line(dose: Dose, counts: str, much: str, often: str) -> None:
    assert (said(dose, counts).how_much, said(dose, counts).how_often) == (much, often)


def test_each_leg_takes_the_dose() -> None:
    dosage = said(Dose(sets=2, reps=8), each_leg=True)
    assert frame(dosage).startswith("2 rounds | 8 times each leg")
    assert dosage.how_much == "2 rounds of 8 each leg"


def any_number(field: str) -> st.SearchStrategy[int]:
    _, least, most = BOUNDS[field]
    return st.integers(least, most)


@given(
    numbers=st.fixed_dictionaries(
        {"sets": any_number("sets"), "per_day": any_number("per_day"), "days_per_week": any_number("days_per_week")},
        optional={field: any_number(field) for field in BOUNDS if field not in ("sets", "per_day", "days_per_week")},
    ),
    tempo=st.sampled_from(["", "0-0-0", "2-1-3", "10-0-10"]),
    counts=st.sampled_from(COUNTS),
    each_leg=st.booleans(),
)
def test_every_valid_dose_is_worded_in_few_letters(
    numbers: dict[str, int], tempo: str, counts: str, each_leg: bool
) -> None:
    try:
        dose = Dose(**numbers, tempo=tempo)  # type: ignore[arg-type]
    except Refused:
        return
    dosage = said(dose, counts, each_leg)
    assert 3 <= len(dosage.amounts) <= 5
    assert all(len(f"{amount.number} {amount.unit}") <= 30 for amount in dosage.amounts)
    assert len(dosage.how_much) <= 50
    assert len(dosage.how_often) <= 24
    assert all(len(sentence) <= 64 for sentence in dosage.more)
    assert len(dosage.more) <= 10
