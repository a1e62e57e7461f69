"""The summary for the clinical note: what was given and how it was received, in plain text."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.note import ASSISTANCE, Given, Taught, note
from hep.core.plan import Plan
from hep.core.precautions import Override

PLAN = (
    Plan(side="left", mechanisms=("muscle-instability",), goal="Climb the stairs.", review_on=date(2026, 12, 6))
    .add("phase-1", "bridge", "both", Dose(sets=3, reps=10, hold_s=5, rest_s=60, per_day=2), "muscle-instability")
    .add("phase-1", "quad-set", "left", Dose(sets=1, reps=8, days_per_week=5), "muscle-instability", "Use the\ntowel.")
    .change_phase("phase-1", name="Wake up", weeks=1, criteria="the knee stays straight")
)
GIVEN = Given("H-000002", 2, date(2026, 11, 22), "Hanna Okafor, PT, DPT", PLAN, PLAN.phases)
TAUGHT = Taught(True, True, True, "daughter", "Polish", "Verbal cues", "In bed,\nas well?", "Pain 2 of 10 after.")


def test_a_whole_note(library: Library) -> None:
    given = replace(GIVEN, changed=["Quad set: 2 × 8 → 3 × 10"], care=["Do not kneel."], education=True, taught=TAUGHT)
    assert note(given, library) == (
        "Home exercise program, handout H-000002, version 2, issued 22 November 2026 by Hanna Okafor, PT, DPT.\n"
        'Goal, in the patient\'s words: "Climb the stairs."\n'
        "Exercises, Wake up (1 week):\n"
        "1. Bridge: 3 × 10, hold 5 s, rest 60 s; 2 times a day, every day.\n"
        "2. Quad set, left leg: 1 × 8; once a day, 5 days a week. Note: Use the towel.\n"
        "To move on: the knee stays straight\n"
        "Changed since version 1: Quad set: 2 × 8 to 3 × 10.\n"
        "Teach-back: shown by the therapist, tried by the patient, explained back by the patient in own words.\n"
        "Level of assistance: verbal cues.\n"
        "Helper present: daughter.\n"
        "Taught in: Polish.\n"
        "Education given: printed handout with drawings and dose of each exercise, pain guide, when to stop and "
        "whom to call, log to tick, what may be noticed and what helps.\n"
        'Precautions, as printed: "Do not kneel."\n'
        "Questions: In bed, as well?\n"
        "Response: Pain 2 of 10 after.\n"
        "Next check: 6 December 2026.\n"
    )


def test_a_reason_against_a_precaution_is_for_the_record(library: Library) -> None:
    kept = Override(
        "bridge", "THA-POST", "Hanna Okafor", datetime(2026, 11, 22, 9, 5, tzinfo=UTC), "The surgeon\nagrees."
    )
    said = "Kept against a precaution: Bridge (Hip replaced, from behind), by Hanna Okafor, 22 November 2026, 09:05: "
    assert f'{said}"The surgeon agrees."\n' in note(replace(GIVEN, kept=[kept]), library)


def test_what_is_not_known_is_not_said(library: Library) -> None:
    text = note(replace(GIVEN, plan=replace(PLAN, goal="", review_on=None), log=False), library)
    for word in (
        "Goal",
        "Changed",
        "Kept",
        "assistance",
        "Helper",
        "Questions",
        "Response",
        "Next check",
        "log",
        "VOIDED",
    ):
        assert word not in text
    assert "Teach-back: not recorded." in text


@pytest.mark.parametrize(
    ("taught", "words"),
    [
        (Taught(), "Teach-back: not done."),
        (Taught(tried=True), "Teach-back: tried by the patient."),
        (Taught(shown=True, assistance=ASSISTANCE[0]), "Level of assistance: independent."),
    ],
)
def test_only_what_was_done_is_said(library: Library, taught: Taught, words: str) -> None:
    assert words in note(replace(GIVEN, taught=taught), library)


def test_a_voided_handout_says_so_first(library: Library) -> None:
    text = note(replace(GIVEN, voided="The other leg was meant."), library)
    assert text.startswith("VOIDED, no longer counts: The other leg was meant.\n")


def test_an_exercise_that_the_library_has_no_more_keeps_its_dose(library: Library) -> None:
    gone = PLAN.add("phase-1", "bridge", "both", Dose(reps=12), "muscle-instability")
    last = gone.phases[0].prescriptions[-1]
    phase = replace(gone.phases[0], prescriptions=(replace(last, exercise="moon-walk"),))
    assert "1. moon-walk: 1 × 12; once a day, every day." in note(replace(GIVEN, phases=[phase]), library)


def test_our_own_words_fit_into_old_record_systems(library: Library) -> None:
    """They take the letters of Windows-1252 and nothing else."""
    names = [exercise.name for exercise in library.exercises.values()]
    text = note(replace(GIVEN, changed=["2 × 8 → 3 × 10", *names], taught=TAUGHT), library)
    assert text.encode("cp1252", "replace").decode("cp1252") == text
