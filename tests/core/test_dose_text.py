"""A typed dose is read as it is meant, written in one way, and refused with a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.dose import Dose
from hep.core.dose_text import read_dose
from hep.core.problem import Refused

SAID = {
    "3x10": Dose(sets=3, reps=10),
    "3 × 10": Dose(sets=3, reps=10),
    "3 sets of 10 reps": Dose(sets=3, reps=10),
    "3x10 hold 5s 2/day 5d/wk": Dose(sets=3, reps=10, hold_s=5, per_day=2, days_per_week=5),
    "3x10, hold 5 seconds, twice a day, 5 days a week": Dose(sets=3, reps=10, hold_s=5, per_day=2, days_per_week=5),
    "2x8-12 3/wk": Dose(sets=2, reps=8, reps_goal=12, days_per_week=3),
    "2x8 to 12": Dose(sets=2, reps=8, reps_goal=12),
    "15 min": Dose(minutes=15),
    "5-10 min once a day": Dose(minutes=5, minutes_goal=10),
    "3 x 4 min 6d/wk": Dose(sets=3, minutes=4, days_per_week=6),
    "3 x 30 s": Dose(reps=3, hold_s=30),
    "3 x 20-30 sec": Dose(reps=3, hold_s=20, hold_goal_s=30),
    "4x10 m": Dose(sets=4, distance_m=10),
    "200 m 2 times a day": Dose(distance_m=200, per_day=2),
    "20 steps": Dose(steps=20),
    "10 min 100 steps/min": Dose(minutes=10, cadence=100),
    "10 min cadence 100": Dose(minutes=10, cadence=100),
    "2x10 rest 60s": Dose(sets=2, reps=10, rest_s=60),
    "2x10 rest 2 min": Dose(sets=2, reps=10, rest_s=120),
    "2x10 2.5 kg tempo 2-1-3": Dose(sets=2, reps=10, load_kg=2.5, tempo="2-1-3"),
    "3X10 DAILY": Dose(sets=3, reps=10, days_per_week=7),
    "12 reps 3 sets": Dose(sets=3, reps=12),
}


@pytest.mark.parametrize(("text", "dose"), SAID.items())
def test_a_dose_is_read_as_it_is_said(text: str, dose: Dose) -> None:
    assert read_dose(text).dose == dose


@pytest.mark.parametrize("text", ["3 x 30 s each side", "3 x 30 s on both legs", "3 x 30 s/side"])
def test_each_side_is_heard(text: str) -> None:
    assert read_dose(text).each_side


REFUSED = {
    "": "Write the dose like",
    "   ": "Write the dose like",
    "3x10 foo": "“foo” is not understood",
    "ten times": "“ten” is not understood",
    "3x10 3x12": "a second time",
    "3x10 2/day 3/day": "says times a day a second time",
    "0x10": "Sets: write a number from 1 to 10.",
    "3x0": "Write how many",
    "3x10 9d/wk": "Days a week",
    "hold 5s": "Write how many repetitions",
    "3x12-8": "above the start",
    "3x10; DROP TABLE": "“DROP” is not understood",
    "<script>": "“<script>” is not understood",
    f"{'9' * 5000} sets": "This is longer than any dose.",
    f"{'9' * 110} sets": "Sets: write a number from 1 to 10.",
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items())
def test_what_is_not_a_dose_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_dose(text)
    assert sentence in str(refused.value)


def test_what_a_text_does_not_say_stays() -> None:
    before = Dose(sets=2, reps=8, hold_s=3, rest_s=45, per_day=2, days_per_week=5)
    assert read_dose("hold 5s", before).dose == replace(before, hold_s=5)
    assert read_dose("3/wk", before).dose == replace(before, days_per_week=3)
    assert read_dose("15 min", before).dose == Dose(minutes=15, rest_s=45, per_day=2, days_per_week=5)


counted = st.one_of(
    st.builds(dict, sets=st.integers(1, 5), reps=st.integers(1, 30), hold_s=st.sampled_from([0, 2, 5])),
    st.builds(
        dict, sets=st.integers(1, 3), minutes=st.integers(1, 30), cadence=st.one_of(st.none(), st.integers(60, 150))
    ),
    st.builds(dict, sets=st.integers(1, 4), distance_m=st.integers(1, 500)),
    st.builds(dict, steps=st.integers(1, 500)),
)


@given(counted, st.integers(1, 5), st.integers(1, 7))
def test_the_one_way_of_writing_reads_as_the_same_dose(amounts: dict[str, int], per_day: int, days: int) -> None:
    dose = Dose(**amounts, per_day=per_day if amounts.get("reps", 0) < 15 else 1, days_per_week=days)
    text = " ".join(
        f"{amounts[one]}{unit}" for one, unit in (("minutes", " min"), ("steps", " steps")) if one in amounts
    )
    said = read_dose(text or "1x1", dose)
    assert read_dose(said.normal).dose == replace(said.dose, rest_s=0)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    sentences: list[str] = []
    try:
        read_dose(text)
    except Refused as refused:
        sentences = [problem.sentence for problem in refused.problems]
    assert all(sentence.endswith(".") for sentence in sentences)
