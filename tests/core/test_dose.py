"""The hard bounds of a dose (`dosage.md`, "Hard bounds for validation"), what contradicts itself, and its words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.dose import Dose, how_much, how_often
from hep.core.problem import Refused

# field, least, most, and what the rest of the dose has to be for these to make sense
BOUNDS: list[tuple[str, float, float, dict[str, Any]]] = [
    ("sets", 1, 10, {"reps": 1}),
    ("reps", 0, 100, {"minutes": 5}),
    ("reps_goal", 2, 100, {"reps": 1}),
    ("hold_s", 0, 300, {"reps": 1}),
    ("hold_goal_s", 2, 300, {"reps": 1, "hold_s": 1}),
    ("rest_s", 0, 600, {"reps": 1}),
    ("minutes", 0, 120, {"reps": 1}),
    ("minutes_goal", 2, 120, {"minutes": 1}),
    ("distance_m", 0, 5000, {"reps": 1}),
    ("steps", 0, 10000, {"reps": 1}),
    ("cadence", 30, 200, {"minutes": 5}),
    ("load_kg", 0, 100, {"reps": 1}),
    ("per_day", 1, 10, {"reps": 1}),
    ("days_per_week", 1, 7, {"reps": 1}),
]


def problems_of(**values: Any) -> dict[str, str]:
    """Field -> sentence of what is refused; empty where nothing is."""
    try:
        Dose(**values)
    except Refused as refused:
        return {problem.field: problem.sentence for problem in refused.problems}
    return {}


@pytest.mark.parametrize(("field", "least", "most", "rest"), BOUNDS)
def test_the_bounds_themselves_are_accepted(field: str, least: float, most: float, rest: dict[str, Any]) -> None:
    assert problems_of(**rest, **{field: least}) == {}
    assert problems_of(**rest, **{field: most}) == {}


@pytest.mark.parametrize(("field", "least", "most", "rest"), BOUNDS)
def test_just_outside_the_bounds_is_refused_beside_the_field(
    field: str, least: float, most: float, rest: dict[str, Any]
) -> None:
    for value in (least - 1, most + 1):
        sentence = problems_of(**rest, **{field: value})[field]
        assert sentence.endswith(".")


def test_every_field_with_a_number_has_bounds() -> None:
    assert {field for field, *_ in BOUNDS} | {"tempo"} == set(Dose.__dataclass_fields__)


@pytest.mark.parametrize(("value", "words"), [(0, "from 1 to 10"), (11, "from 1 to 10")])
def test_a_refusal_names_the_bounds(value: int, words: str) -> None:
    assert problems_of(sets=value, reps=5) == {"sets": f"Sets: write a number {words}."}


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -0.5, 100.5])
def test_a_weight_is_a_real_number_inside_the_bounds(weight: float) -> None:
    assert set(problems_of(reps=5, load_kg=weight)) == {"load_kg"}


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({}, "reps", "how many repetitions"),
        ({"sets": 3, "hold_s": 10}, "reps", "how many repetitions"),
        ({"minutes": 5, "reps_goal": 12}, "reps_goal", "nothing to work up from"),
        ({"reps": 5, "hold_goal_s": 12}, "hold_goal_s", "nothing to work up from"),
        ({"reps": 5, "minutes_goal": 12}, "minutes_goal", "nothing to work up from"),
        ({"reps": 12, "reps_goal": 12}, "reps_goal", "more than 12"),
        ({"reps": 12, "reps_goal": 8}, "reps_goal", "more than 12"),
        ({"reps": 1, "hold_s": 30, "hold_goal_s": 20}, "hold_goal_s", "more than 30"),
        ({"minutes": 10, "minutes_goal": 10}, "minutes_goal", "more than 10"),
        ({"sets": 7, "reps": 86}, "reps", "600 repetitions a day"),
        ({"sets": 2, "reps": 61, "per_day": 5}, "reps", "600 repetitions a day"),
        ({"sets": 2, "reps": 10, "reps_goal": 61, "per_day": 5}, "reps_goal", "600 repetitions a day"),
        ({"sets": 1, "reps": 61, "hold_s": 30}, "hold_s", "30 minutes"),
        ({"sets": 7, "reps": 1, "hold_s": 258}, "hold_s", "30 minutes"),
        ({"sets": 7, "reps": 1, "hold_s": 30, "hold_goal_s": 258}, "hold_goal_s", "30 minutes"),
        ({"reps": 5, "tempo": "slow"}, "tempo", "2-1-3"),
        ({"reps": 5, "tempo": "2-1"}, "tempo", "2-1-3"),
        ({"reps": 5, "tempo": "2-1-3\n"}, "tempo", "2-1-3"),
    ],
)
def test_what_contradicts_itself_is_refused_with_a_reason(values: dict[str, Any], field: str, words: str) -> None:
    assert words in problems_of(**values)[field]


@pytest.mark.parametrize(
    "values",
    [
        {"sets": 6, "reps": 100},
        {"sets": 2, "reps": 60, "per_day": 5},
        {"sets": 2, "reps": 10, "reps_goal": 60, "per_day": 5},
        {"sets": 1, "reps": 60, "hold_s": 30},
        {"sets": 6, "reps": 1, "hold_s": 300},
        {"minutes": 10},
        {"distance_m": 8},
        {"steps": 20},
        {"reps": 5, "tempo": "2-1-3"},
        {"reps": 5, "tempo": "10-0-10"},
        {"reps": 8, "reps_goal": 9},
    ],
)
def test_the_last_dose_inside_a_limit_is_accepted(values: dict[str, Any]) -> None:
    assert problems_of(**values) == {}


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = problems_of(sets=0, reps=8, reps_goal=5, rest_s=601, per_day=11, tempo="x")
    assert set(found) == {"sets", "reps_goal", "rest_s", "per_day", "tempo"}


@pytest.mark.parametrize(
    ("values", "counts", "words"),
    [
        ({"reps": 10}, "reps", "1 × 10"),
        ({"sets": 3, "reps": 10}, "reps", "3 × 10"),
        ({"sets": 3, "reps": 8, "reps_goal": 12}, "reps", "3 × 8–12"),
        ({"sets": 3, "reps": 10, "hold_s": 5}, "reps", "3 × 10, hold 5 s"),
        ({"sets": 3, "reps": 1, "hold_s": 15, "hold_goal_s": 30}, "holds", "3 × 1, hold 15–30 s"),
        ({"sets": 2, "reps": 2, "hold_s": 30}, "holds", "2 × 2, hold 30 s"),
        ({"sets": 2, "reps": 20}, "lifts-both-legs", "2 × 20"),
        ({"sets": 3, "reps": 10}, "steps", "3 × 10 steps"),
        ({"sets": 3, "reps": 10, "reps_goal": 12}, "steps-each-way", "3 × 10–12 steps each way"),
        ({"sets": 2, "reps": 5}, "laps", "2 × 5 laps"),
        ({"reps": 2}, "flights", "1 × 2 flights"),
        ({"sets": 2, "reps": 6}, "obstacles", "2 × 6 obstacles"),
        ({"minutes": 10}, "minutes", "10 min"),
        ({"minutes": 3, "minutes_goal": 5}, "minutes", "3–5 min"),
        ({"sets": 3, "minutes": 3}, "minutes", "3 × 3 min"),
        ({"minutes": 20, "cadence": 105}, "minutes", "20 min, 105 steps a minute"),
        ({"distance_m": 400}, "metres", "400 m"),
        ({"sets": 4, "distance_m": 10}, "metres", "4 × 10 m"),
        ({"steps": 3000}, "steps", "3000 steps"),
        ({"sets": 2, "steps": 20}, "steps", "2 × 20 steps"),
        ({"minutes": 10, "distance_m": 500}, "minutes", "10 min, 500 m"),
        ({"minutes": 10, "steps": 900}, "minutes", "10 min, 900 steps"),
        ({"distance_m": 500, "steps": 900}, "metres", "500 m, 900 steps"),
        ({"sets": 2, "reps": 10, "minutes": 4}, "reps", "2 × 10, 4 min"),
        ({"sets": 2, "reps": 10, "distance_m": 8}, "reps", "2 × 10, 8 m"),
        ({"sets": 2, "reps": 8, "load_kg": 5.0}, "reps", "2 × 8, 5 kg"),
        ({"sets": 2, "reps": 8, "load_kg": 2.5}, "reps", "2 × 8, 2.5 kg"),
        ({"sets": 3, "reps": 8, "tempo": "2-1-3"}, "reps", "3 × 8, tempo 2-1-3"),
        ({"reps": 8, "hold_s": 2, "load_kg": 1, "tempo": "2-1-3"}, "reps", "1 × 8, hold 2 s, 1 kg, tempo 2-1-3"),
    ],
)
def test_how_much_reads_as_a_therapist_writes_it(values: dict[str, Any], counts: str, words: str) -> None:
    assert how_much(Dose(**values), counts) == words


@pytest.mark.parametrize(
    ("per_day", "days", "words"),
    [
        (1, 7, "Once a day, every day"),
        (1, 3, "Once a day, 3 days a week"),
        (1, 1, "Once a day, 1 day a week"),
        (2, 7, "2 times a day, every day"),
        (3, 5, "3 times a day, 5 days a week"),
    ],
)
def test_how_often_reads_as_it_is_said(per_day: int, days: int, words: str) -> None:
    assert how_often(Dose(reps=1, per_day=per_day, days_per_week=days)) == words


@pytest.mark.parametrize(("values", "walk"), [({"reps": 5}, False), ({"minutes": 5}, True), ({"steps": 5}, True)])
def test_a_walk_is_counted_by_the_clock_the_metre_or_the_step(values: dict[str, Any], walk: bool) -> None:
    assert Dose(**values).is_walk is walk


def test_a_dose_is_written_without_its_defaults() -> None:
    assert Dose(sets=3, reps=10, days_per_week=5).as_dict() == {"sets": 3, "reps": 10, "days_per_week": 5}


def test_a_changed_dose_obeys_the_same_rules() -> None:
    dose = Dose(sets=3, reps=10)
    assert dose.changed(sets=2) == Dose(sets=2, reps=10)
    with pytest.raises(Refused, match="Sets"):
        dose.changed(sets=11)


NUMBERS = st.one_of(st.none(), st.integers(-5, 400))


@given(st.fixed_dictionaries({field: NUMBERS for field, *_ in BOUNDS}))
def test_a_dose_is_made_or_refused_in_sentences_and_never_fails_otherwise(values: dict[str, Any]) -> None:
    given_values = {field: value for field, value in values.items() if value is not None}
    refused = problems_of(**given_values)
    assert set(refused) <= set(values)
    assert all(sentence.endswith(".") for sentence in refused.values())
    if not refused:
        dose = Dose(**given_values)
        assert Dose(**dose.as_dict()) == dose
        assert how_much(dose)
