"""Doses by irritability, and every warning of `dosage.md` with a dose it must catch and one it must not."""

import pytest

from hep.core.dose import Dose
from hep.core.dose_advice import (
    BANDS,
    LOW_PAIN,
    Setting,
    dose_warnings,
    pain_cap,
    setting_warnings,
    usual_dose,
)
from hep.core.library import Library
from hep.core.plan import IRRITABILITIES, Irritability
from hep.core.problem import Refused

Changes = dict[str, int]


# -- by irritability


@pytest.mark.parametrize(
    ("exercise", "irritability", "wanted"),
    [
        ("quad-set", "high", {"sets": 2, "reps": 5, "hold_s": 5, "per_day": 3}),
        ("quad-set", "moderate", {"sets": 3, "reps": 10}),
        ("quad-set", "low", {"sets": 3, "reps": 10}),
        ("isometric-hip-abduction-supine", "high", {"sets": 1, "reps": 3, "hold_s": 10}),
        ("wall-sit", "high", {"sets": 2, "reps": 1, "hold_s": 20}),  # one hold cannot be halved
        ("cane-walking", "high", {"minutes": 3}),
        ("hip-flexor-stretch-standing", "high", {"reps": 3, "hold_s": 10}),
        ("hip-flexor-stretch-standing", "moderate", {"reps": 3, "hold_s": 30}),
        ("hip-flexor-stretch-standing", "low", {"reps": 3, "hold_s": 30}),
        ("knee-extension-heel-prop", "moderate", {"hold_s": 30}),
        ("knee-extension-heel-prop", "low", {"hold_s": 60}),
        ("hamstring-stretch-supine-helper", "low", {"hold_s": 30}),
        ("step-length-floor-marks", "moderate", {"sets": 3}),
        ("step-length-floor-marks", "low", {"sets": 4}),
        ("mirror-walking-trunk", "high", {"sets": 2, "distance_m": 4}),
    ],
)
def test_the_dose_follows_the_irritability(
    library: Library, exercise: str, irritability: Irritability, wanted: Changes
) -> None:
    dose = usual_dose(library.exercises[exercise], irritability)
    assert {field: getattr(dose, field) for field in wanted} == wanted


def test_no_walk_is_long_for_who_may_fall(library: Library) -> None:
    walk = library.exercises["treadmill-symmetry-walking"]
    assert usual_dose(walk, "low", ["FALL-RISK"]).minutes == 10
    assert usual_dose(library.exercises["metronome-walking"], "low", ["FALL-RISK"]).minutes == 5


def test_every_usual_dose_at_every_irritability_is_inside_the_hard_bounds(library: Library) -> None:
    for exercise in library.exercises.values():
        sets = [usual_dose(exercise, one).sets for one in IRRITABILITIES]
        assert sets == sorted(sets), exercise.id


def test_what_flares_less_allows_more() -> None:
    high, moderate, low = (BANDS[one] for one in IRRITABILITIES)
    assert high.most_exercises < moderate.most_exercises < low.most_exercises <= 6
    assert [band.levels for band in (high, moderate, low)] == [(1, 2), (1, 3), (2, 5)]
    for band in (high, moderate, low):
        assert 1 <= len(band.levels_by_phase) <= 3
        assert all(band.levels[0] <= least <= most <= band.levels[1] for least, most in band.levels_by_phase)
        assert list(band.levels_by_phase) == sorted(band.levels_by_phase)


# -- warnings: rule, exercise, a dose it must catch, one it must not, codes

STRONG, STRETCH, SET, WALK = "squat", "hip-flexor-stretch-standing", "quad-set", "walking-even-intervals"
PROP, LAPS = "knee-extension-heel-prop", "figure-8-walking"
RULES: list[tuple[str, str, Changes, Changes, tuple[str, ...]]] = [
    ("sets", STRONG, {"sets": 6, "reps": 5}, {"sets": 5, "reps": 5}, ()),
    ("reps", STRONG, {"reps": 31}, {"reps": 30}, ()),
    ("reps", "long-arc-quad-resisted", {"reps": 21}, {"reps": 20}, ()),
    ("reps", STRONG, {"reps": 25, "load_kg": 5}, {"reps": 20, "load_kg": 5}, ()),
    ("reps", STRONG, {"reps": 4}, {"reps": 5}, ()),
    ("reps", STRONG, {"reps": 4, "hold_s": 9}, {"reps": 4, "hold_s": 10}, ()),
    ("reps", STRONG, {"reps": 8, "reps_goal": 31}, {"reps": 8, "reps_goal": 30}, ()),
    ("reps a day", SET, {"sets": 4, "reps": 13, "per_day": 3}, {"sets": 5, "reps": 10, "per_day": 3}, ()),
    ("hold and pressure", SET, {"reps": 5, "hold_s": 10}, {"reps": 5, "hold_s": 9}, ("HTN-UNCONTROLLED",)),
    ("strength hold", SET, {"reps": 5, "hold_s": 46}, {"reps": 5, "hold_s": 45}, ()),
    ("stretch hold", STRETCH, {"reps": 10, "hold_s": 9}, {"reps": 10, "hold_s": 10}, ()),
    ("stretch hold", STRETCH, {"reps": 1, "hold_s": 61}, {"reps": 1, "hold_s": 60}, ()),
    ("stretch a day", STRETCH, {"reps": 2, "hold_s": 29}, {"reps": 2, "hold_s": 30}, ()),
    ("stretch a day", STRETCH, {"reps": 11, "hold_s": 30}, {"reps": 10, "hold_s": 30}, ()),
    ("stretch a day", PROP, {"reps": 4, "hold_s": 60, "per_day": 4}, {"reps": 5, "hold_s": 60, "per_day": 3}, ()),
    ("hold a session", SET, {"sets": 3, "reps": 7, "hold_s": 30}, {"sets": 2, "reps": 10, "hold_s": 30}, ()),
    ("minutes", WALK, {"minutes": 31}, {"minutes": 30}, ()),
    ("minutes", WALK, {"minutes": 10, "minutes_goal": 35}, {"minutes": 10, "minutes_goal": 30}, ()),
    ("minutes and falls", WALK, {"minutes": 11}, {"minutes": 10}, ("FALL-RISK",)),
    ("times a day", "straight-leg-raise", {"reps": 10, "per_day": 4}, {"reps": 10, "per_day": 3}, ()),
    ("times a day", STRONG, {"reps": 10, "per_day": 2}, {"reps": 10, "per_day": 1}, ()),
    ("days a week", STRONG, {"reps": 10, "days_per_week": 5}, {"reps": 10, "days_per_week": 4}, ()),
    ("days a week", STRONG, {"reps": 10, "days_per_week": 1}, {"reps": 10, "days_per_week": 2}, ()),
    ("days a week", STRETCH, {"reps": 3, "hold_s": 30, "days_per_week": 1},
     {"reps": 3, "hold_s": 30, "days_per_week": 2}, ()),
    ("rest", STRONG, {"reps": 10, "rest_s": 29}, {"reps": 10, "rest_s": 30}, ()),
    ("load", SET, {"reps": 10, "load_kg": 11}, {"reps": 10, "load_kg": 10}, ()),
    ("cadence", WALK, {"minutes": 5, "cadence": 59}, {"minutes": 5, "cadence": 60}, ()),
    ("cadence", WALK, {"minutes": 5, "cadence": 151}, {"minutes": 5, "cadence": 150}, ()),
]  # fmt: skip


def warned(library: Library, exercise: str, values: Changes, codes: tuple[str, ...]) -> set[str]:
    """The rules that a dose breaks; rest and days are fine unless they are what is tried."""
    dose = Dose(**{"rest_s": 60, "days_per_week": 3} | values)  # type: ignore[arg-type]
    return {one.rule for one in dose_warnings(dose, library.exercises[exercise], codes)}


@pytest.mark.parametrize(("rule", "exercise", "caught", "spared", "codes"), RULES)
def test_a_rule_catches_what_it_must_and_spares_what_it_must_not(
    library: Library, rule: str, exercise: str, caught: Changes, spared: Changes, codes: tuple[str, ...]
) -> None:
    assert rule in warned(library, exercise, caught, codes)
    assert rule not in warned(library, exercise, spared, codes)


@pytest.mark.parametrize(
    ("rule", "exercise", "values"),
    [
        ("hold and pressure", SET, {"reps": 5, "hold_s": 10}),
        ("minutes and falls", WALK, {"minutes": 11}),
    ],
)
def test_what_belongs_to_a_code_is_not_said_without_it(
    library: Library, rule: str, exercise: str, values: Changes
) -> None:
    assert rule not in warned(library, exercise, values, ())


def test_few_repetitions_are_fine_for_laps_holds_and_with_a_note(library: Library) -> None:
    few = Dose(reps=3)
    assert not any(one.rule == "reps" for one in dose_warnings(few, library.exercises[LAPS]))
    assert not any(one.rule == "reps" for one in dose_warnings(few, library.exercises[STRONG], note="after the flu"))


def test_every_warning_says_its_basis(library: Library) -> None:
    for rule, exercise, caught, _, codes in RULES:
        dose = Dose(**{"rest_s": 60, "days_per_week": 3} | caught)  # type: ignore[arg-type]
        for one in dose_warnings(dose, library.exercises[exercise], codes):
            assert str(one).endswith(("(consensus)", ", verified)", ", recalled)")), rule


@pytest.mark.parametrize(
    ("exercise", "rules"),
    [("quad-set", set()), ("squat", set()), ("cane-walking", set()), ("heel-raise-double", set())],
)
def test_usual_doses_are_usual(library: Library, exercise: str, rules: set[str]) -> None:
    one = library.exercises[exercise]
    assert {found.rule for found in dose_warnings(one.dose, one)} == rules


# -- what is set beside the dose


@pytest.mark.parametrize(
    ("rule", "caught", "spared", "codes"),
    [
        ("step height", {"step_cm": 21}, {"step_cm": 20}, ()),
        ("step height", {"step_cm": 16}, {"step_cm": 15}, ("PFP",)),
        ("step height", {"step_cm": 16}, {"step_cm": 15}, ("TKA-EARLY",)),
        ("step height", {"step_cm": 16}, {"step_cm": 15}, ("FALL-RISK",)),
        ("knee bend", {"knee_bend_deg": 91}, {"knee_bend_deg": 90}, ()),
        ("knee bend", {"knee_bend_deg": 61}, {"knee_bend_deg": 60}, ("PFP",)),
        ("knee bend", {"knee_bend_deg": 61}, {"knee_bend_deg": 60}, ("HIGH-IRRITABILITY",)),
        ("pain", {"pain_limit": 6}, {"pain_limit": 5}, ()),
        ("pain", {"pain_limit": 4}, {"pain_limit": 3}, ("GTPS",)),
        ("cadence", {"cadence": 111, "own_cadence": 100}, {"cadence": 110, "own_cadence": 100}, ()),
    ],
)
def test_settings_that_are_too_much(rule: str, caught: Changes, spared: Changes, codes: tuple[str, ...]) -> None:
    assert [one.rule for one in setting_warnings(Setting(**caught), codes)] == [rule]
    assert setting_warnings(Setting(**spared), codes) == []


@pytest.mark.parametrize(
    "values",
    [{"step_cm": 1}, {"step_cm": 51}, {"knee_bend_deg": -1}, {"knee_bend_deg": 141}, {"pain_limit": 11},
     {"cadence": 29}, {"own_cadence": 201}],
)  # fmt: skip
def test_settings_outside_the_hard_bounds_are_refused(values: Changes) -> None:
    with pytest.raises(Refused) as refused:
        Setting(**values)
    assert [problem.field for problem in refused.value.problems] == list(values)


def test_the_pain_allowed_is_that_of_the_library(library: Library) -> None:
    assert {code for code, one in library.precautions.items() if one.pain_limit == 3} == LOW_PAIN
    assert (pain_cap([]), pain_cap(["PFP"]), pain_cap(["PFP", "KNEE-FLARE"])) == (5, 5, 3)
