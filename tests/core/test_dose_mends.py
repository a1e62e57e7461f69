"""One press takes a warning of a dose away, and changes no more than it has to."""

import pytest

from hep.core.dose import Dose
from hep.core.dose_advice import dose_warnings
from hep.core.dose_mends import in_words, mended
from hep.core.library import Library

CASES = [
    ("quad-set", Dose(sets=8, reps=10, rest_s=30), "sets", Dose(sets=5, reps=10, rest_s=30)),
    ("quad-set", Dose(reps=40), "reps", Dose(reps=30)),
    ("quad-set", Dose(reps=25, reps_goal=40), "reps", Dose(reps=25, reps_goal=30)),
    ("quad-set", Dose(reps=3), "reps", Dose(reps=5)),
    ("quad-set", Dose(sets=3, reps=20, per_day=4), "reps a day", Dose(sets=3, reps=20, per_day=2)),
    ("quad-set", Dose(sets=6, reps=30), "reps a day", Dose(sets=5, reps=30)),
    ("long-arc-quad-resisted", Dose(reps=10, load_kg=12, rest_s=30), "load", Dose(reps=10, load_kg=10, rest_s=30)),
    ("wall-sit", Dose(reps=5, hold_s=60, days_per_week=3, rest_s=30), "strength hold",
     Dose(reps=5, hold_s=45, days_per_week=3, rest_s=30)),
    ("wall-sit", Dose(reps=5, hold_s=20, days_per_week=3), "rest", Dose(reps=5, hold_s=20, days_per_week=3, rest_s=30)),
    ("hip-flexor-stretch-standing", Dose(reps=8, hold_s=5, per_day=2), "stretch hold",
     Dose(reps=8, hold_s=10, per_day=2)),
    ("hip-flexor-stretch-standing", Dose(reps=1, hold_s=30), "stretch a day", Dose(reps=2, hold_s=30)),
    ("hip-flexor-stretch-standing", Dose(reps=9, hold_s=60), "stretch a day", Dose(reps=5, hold_s=60)),
    ("isometric-hip-abduction-supine", Dose(sets=5, reps=10, hold_s=20), "hold a session",
     Dose(sets=5, reps=6, hold_s=20)),
    ("squat", Dose(sets=3, reps=10, rest_s=60, per_day=2, days_per_week=3), "times a day",
     Dose(sets=3, reps=10, rest_s=60, per_day=1, days_per_week=3)),
    ("squat", Dose(sets=3, reps=10, rest_s=60), "days a week", Dose(sets=3, reps=10, rest_s=60, days_per_week=4)),
    ("quad-set", Dose(reps=10, days_per_week=1), "days a week", Dose(reps=10, days_per_week=2)),
    ("cane-walking", Dose(minutes=45), "minutes", Dose(minutes=30)),
    ("metronome-walking", Dose(minutes=5, cadence=160), "cadence", Dose(minutes=5, cadence=150)),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "dose", "rule", "wanted"), CASES)
def test_a_warning_is_mended_by_the_smallest_change(
    library: Library, exercise: str, dose: Dose, rule: str, wanted: Dose
) -> None:
    one = library.exercises[exercise]
    assert rule in {advice.rule for advice in dose_warnings(dose, one)}, "the warning is there"
    assert mended(dose, one, rule) == wanted
    assert rule not in {advice.rule for advice in dose_warnings(wanted, one)}


@pytest.mark.parametrize(
    ("exercise", "dose", "rule", "code", "wanted"),
    [
        ("quad-set", Dose(reps=10, hold_s=15), "hold and pressure", "HTN-UNCONTROLLED", Dose(reps=10, hold_s=9)),
        ("cane-walking", Dose(minutes=20, minutes_goal=25), "minutes and falls", "FALL-RISK", Dose(minutes=10)),
    ],
)
def test_what_a_precaution_asks_for_is_mended_too(
    library: Library, exercise: str, dose: Dose, rule: str, code: str, wanted: Dose
) -> None:
    assert mended(dose, library.exercises[exercise], rule, [code]) == wanted


def test_what_is_for_the_therapist_to_think_about_has_no_button(library: Library) -> None:
    assert mended(Dose(reps=10), library.exercises["quad-set"], "sets") is None, "nothing is wrong"
    assert mended(Dose(reps=10), library.exercises["quad-set"], "pain") is None, "no such mend"


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (Dose(sets=8, reps=10), Dose(sets=5, reps=10), "Make it 5 × 10"),
        (Dose(reps=10, per_day=4), Dose(reps=10, per_day=1), "Make it once a day, every day"),
        (Dose(reps=10), Dose(reps=10, rest_s=30), "Rest 30 s"),
    ],
)
def test_the_button_says_the_new_dose(library: Library, was: Dose, now: Dose, words: str) -> None:
    assert in_words(was, now, library.exercises["quad-set"]) == words
