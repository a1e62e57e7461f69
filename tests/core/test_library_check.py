"""Every entry of the shipped library, and what the check finds in a changed one (lines: tests/test_content.py)."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hep.core.library import CATEGORIES, MECHANISMS, Exercise, Library, Rule
from hep.core.library_check import (
    LONG_WORDS,
    LONGEST_SENTENCE,
    MOST_STEPS,
    WORDS_A_SENTENCE,
    Fault,
    faults_of,
    patient_texts,
)
from hep.core.precautions import ruled_out
from hep.core.reading import read, sentences_of
from hep.core.sides import in_words


def texts(exercise: Exercise) -> list[str]:
    return [in_words(text, "left") for _, text in patient_texts(exercise)]


# -- every entry


def test_the_shipped_library_has_no_fault(library: Library) -> None:
    assert faults_of(library) == []


def test_the_limits_are_those_that_a_twelve_year_old_reads() -> None:
    assert (MOST_STEPS, WORDS_A_SENTENCE, LONGEST_SENTENCE, LONG_WORDS) == (5, 12, 20, 0.10)


def test_every_exercise_has_words_in_every_place(library: Library) -> None:
    for exercise in library.exercises.values():
        assert all(text.strip() for text in texts(exercise)), exercise.id
        assert 2 <= len(exercise.steps) <= 5, exercise.id
        assert len(exercise.faults) == 2, exercise.id
        assert exercise.how.strip(), exercise.id
        assert exercise.load.strip(), exercise.id


def test_every_exercise_is_in_short_sentences_and_plain_words(library: Library) -> None:
    for exercise in library.exercises.values():
        reading = read(texts(exercise))
        assert reading.words_a_sentence <= 12, exercise.id
        assert reading.long_share <= 0.10, exercise.id
        for text in texts(exercise):
            assert all(len(sentence.split()) <= 20 for sentence in sentences_of(text)), f"{exercise.id}: {text}"
            assert not re.search(r"\b(the patient|flexion|abduction|quadriceps|gluteus|lateral)\b", text, re.I), text


def test_full_sentences_end_with_a_stop_and_fragments_do_not(library: Library) -> None:
    for exercise in library.exercises.values():
        whole = [exercise.purpose, exercise.start, *exercise.steps, exercise.feel, exercise.easier, exercise.harder]
        assert all(text.endswith(".") for text in [*whole, *exercise.mechanisms.values()]), exercise.id
        fragments = [exercise.step_up, exercise.step_back, *(fault.instead for fault in exercise.faults)]
        assert not any(text.endswith(".") for text in fragments), exercise.id


def test_names_are_unique_and_fit_on_the_card(library: Library) -> None:
    names = [exercise.name for exercise in library.exercises.values()]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40


def test_every_ladder_agrees_at_both_ends_and_rises(library: Library) -> None:
    exercises = library.exercises
    for exercise in exercises.values():
        for one in exercise.ladder.harder:
            assert exercise.id in exercises[one].ladder.easier, (exercise.id, one)
            assert exercises[one].level >= exercise.level, (exercise.id, one)
        for one in exercise.ladder.easier:
            assert exercise.id in exercises[one].ladder.harder, (exercise.id, one)


def test_no_way_up_the_ladder_comes_back(library: Library) -> None:
    def climb(exercise_id: str, below: tuple[str, ...]) -> None:
        assert exercise_id not in below, below
        for one in library.exercises[exercise_id].ladder.harder:
            climb(one, (*below, exercise_id))

    for exercise_id in library.exercises:
        climb(exercise_id, ())


def test_every_category_and_every_level_has_exercises(library: Library) -> None:
    assert {exercise.category for exercise in library.exercises.values()} == set(CATEGORIES)
    assert {exercise.level for exercise in library.exercises.values()} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_mechanism_is_named_by_many_exercises(library: Library, mechanism: str) -> None:
    assert sum(mechanism in exercise.mechanisms for exercise in library.exercises.values()) >= 40


def test_no_text_says_that_knee_pain_causes_hip_pain(library: Library) -> None:
    assert all(" may " in mechanism.text for mechanism in library.mechanisms.values())


def test_every_finding_has_an_answer_or_advice(library: Library) -> None:
    for finding in library.findings.values():
        assert finding.answers or finding.advice, finding.id


def test_every_precaution_has_a_basis_and_rules_with_notes(library: Library) -> None:
    rules = [rule for precaution in library.precautions.values() for rule in precaution.rules]
    assert len(rules) == 206
    assert all(len(rule.note.split()) >= 2 for rule in rules)
    assert all(precaution.basis.strip() and precaution.plain.strip() for precaution in library.precautions.values())


def test_every_muscle_thing_and_position_is_used(library: Library) -> None:
    exercises = library.exercises.values()
    assert {one for e in exercises for one in (*e.muscles.primary, *e.muscles.secondary)} == set(library.muscles)
    assert {thing for e in exercises for choice in e.equipment_choices for thing in choice} == set(library.equipment)
    assert {e.position for e in exercises} == set(library.positions)


def test_no_protocol_holds_what_its_codes_rule_out(library: Library) -> None:
    for protocol in library.protocols.values():
        for phase in protocol.phases:
            out = [
                p.exercise
                for p in phase.prescriptions
                if ruled_out(library.exercises[p.exercise], phase.codes, library)
            ]
            assert out == [], (protocol.id, phase.name)


# -- what the check finds


def with_exercise(library: Library, **values: Any) -> Library:
    changed = replace(library.exercises["quad-set"], **values)
    return replace(library, exercises={**library.exercises, "quad-set": changed})


CHANGES: list[tuple[Callable[[Library], Library], tuple[str | int, ...], str]] = [
    (lambda lib: with_exercise(lib, name="x" * 41), ("exercises", "quad-set", "name"), "at most 40 letters"),
    (lambda lib: with_exercise(lib, position="floating"), ("exercises", "quad-set", "position"), "not a position"),
    (lambda lib: with_exercise(lib, evidence=("Nobody",)), ("exercises", "quad-set", "evidence"), "not a source"),
    (lambda lib: with_exercise(lib, feel="Your patella."), ("exercises", "quad-set", "feel"), "the word “patella”"),
    (lambda lib: with_exercise(lib, feel="Your PATELLA."), ("exercises", "quad-set", "feel"), "the word “PATELLA”"),
    (
        lambda lib: with_exercise(lib, purpose="Helps the patient."),
        ("exercises", "quad-set", "purpose"),
        "“the patient”",
    ),
    (lambda lib: with_exercise(lib, steps=("Lift.", "Go " * 21)), ("exercises", "quad-set", "steps", 1), "21 words"),
    (lambda lib: with_exercise(lib, steps=("Lift {knee.", "Go.")), ("exercises", "quad-set", "steps", 0), "left over"),
    (lambda lib: with_exercise(lib, steps=("Lift {knee}.",)), ("exercises", "quad-set", "steps"), "2 to 5 steps"),
    (lambda lib: with_exercise(lib, steps=("Lift.",) * 6), ("exercises", "quad-set", "steps"), "2 to 5 steps"),
    (lambda lib: with_exercise(lib, faults=()), ("exercises", "quad-set", "faults"), "two common faults"),
    (lambda lib: with_exercise(lib, step_up=""), ("exercises", "quad-set", "step_up"), "no words here"),
    (
        lambda lib: replace(lib, mechanisms={key: one for key, one in lib.mechanisms.items() if key != "joint-stress"}),
        ("mechanisms",),
        "“joint-stress” is missing",
    ),
    (
        lambda lib: replace(
            lib,
            precautions={
                **lib.precautions,
                "PFP": replace(lib.precautions["PFP"], rules=(Rule("prone", "caution", " "),)),
            },
        ),
        ("precautions", "PFP", "rules", 0),
        "write its note",
    ),
    (
        lambda lib: replace(lib, findings={"x": replace(lib.findings["quad-lag"], answers=("magic",))}),
        ("findings", "quad-lag", "answers"),
        "“magic” is not an exercise",
    ),
]


@pytest.mark.parametrize(("change", "where", "words"), CHANGES)
def test_what_is_wrong_is_found_in_its_place(
    library: Library, change: Callable[[Library], Library], where: tuple[str | int, ...], words: str
) -> None:
    found = faults_of(change(library))
    assert [fault for fault in found if fault.where == where and words in fault.sentence], found


def test_an_exercise_for_one_leg_says_which_leg(library: Library) -> None:
    no_hole = {
        field: re.sub(r"\{(other )?(\w+)\}", r"the \2", getattr(library.exercises["quad-set"], field))
        for field in ("purpose", "start", "feel", "easier", "harder", "step_up", "step_back")
    }
    exercise = library.exercises["quad-set"]
    changed = replace(
        exercise,
        **no_hole,
        steps=("Press down.", "Let go."),
        mechanisms={"joint-stress": "This helps."},
        faults=tuple(replace(fault, do="Press.", instead="push") for fault in exercise.faults),
        picture=replace(exercise.picture, start="Sitting.", finish="Sitting."),
    )
    found = faults_of(replace(library, exercises={**library.exercises, "quad-set": changed}))
    assert [fault.where for fault in found] == [("exercises", "quad-set")]
    assert "no text says which" in found[0].sentence


def test_everything_is_found_at_once(library: Library) -> None:
    found = faults_of(with_exercise(library, name="x" * 41, feel="", faults=(), evidence=("Nobody",)))
    assert {fault.where[2] for fault in found} == {"name", "feel", "faults", "evidence"}
    assert all(isinstance(fault, Fault) and fault.sentence.endswith(".") for fault in found)
