"""Syllables, sentences and the two reading grades."""

import csv
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.library import Library
from hep.core.library_check import patient_texts
from hep.core.reading import Reading, read, sentences_of, syllables
from hep.core.sides import in_words

with (Path(__file__).parent / "syllables.csv").open(encoding="utf-8") as opened:
    WORDS = {row["word"]: int(row["syllables"]) for row in csv.DictReader(opened)}


def test_nearly_all_everyday_words_have_the_syllables_of_a_dictionary() -> None:
    wrong = {word: syllables(word) for word, count in WORDS.items() if syllables(word) != count}
    assert len(WORDS) >= 300
    assert len(wrong) <= 0.05 * len(WORDS), wrong


def test_words_are_seldom_taken_for_shorter_than_they_are() -> None:
    """A word that is counted short makes a text look easier than it is: the dangerous way to be wrong."""
    short = {word: syllables(word) for word, count in WORDS.items() if syllables(word) < count}
    assert len(short) <= 0.03 * len(WORDS), short


@pytest.mark.parametrize(
    "word",
    ["stretches", "reaches", "rolled", "easier", "exercise", "therapist", "handled", "muscles", "raised", "lifted"],
)
def test_words_that_stand_on_every_handout_are_counted_right(word: str) -> None:
    assert syllables(word) == WORDS[word]


@pytest.mark.parametrize(
    ("word", "count"), [("KNEE", 1), ("knee's", 1), ("knee’s", 1), ("Muscle,", 2), ("hmm", 1), ("", 1)]
)
def test_case_and_apostrophes_do_not_matter(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Lift the heel. Hold it.", ["Lift the heel.", "Hold it."]),
        ("Ready? Go! Rest.", ["Ready?", "Go!", "Rest."]),
        ("You need: a chair.", ["You need:", "a chair."]),
        ("no full stop", ["no full stop"]),
        ("15 to 20 cm. 3.", ["15 to 20 cm."]),
        ("On a 1.5 kg weight", ["On a 1.5 kg weight"]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences_end_at_a_stop_or_a_colon(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


# Counted by hand: sentences, words, syllables, words of three syllables and more.
COUNTED = [
    (["The cat sat on the mat."], 1, 6, 6, 0),
    (["Lift your heel. Hold it for a moment."], 2, 8, 9, 0),
    (["Lift your heel", "Hold it"], 2, 5, 5, 0),
    # Ex-er-cise ev-ery mor-ning to get stron-ger. A phy-si-cal the-ra-pist may help you.
    (["Exercise every morning to get stronger. A physical therapist may help you."], 2, 12, 21, 3),
    (["Sit tall: the chair holds you."], 2, 6, 6, 0),
    (["Press 3 times."], 1, 2, 2, 0),
]


@pytest.mark.parametrize(("texts", "sentences", "words", "count", "long_words"), COUNTED)
def test_a_text_is_counted_as_by_hand(
    texts: list[str], sentences: int, words: int, count: int, long_words: int
) -> None:
    assert read(texts) == Reading(sentences, words, count, long_words)


@pytest.mark.parametrize(
    ("reading", "flesch_kincaid", "smog"),
    [
        # 0.39 x 6 + 11.8 x 1 - 15.59
        (Reading(1, 6, 6, 0), -1.45, 3.1291),
        # 0.39 x 10 + 11.8 x 1.5 - 15.59; 1.0430 x sqrt(30 x 30 / 30) + 3.1291
        (Reading(30, 300, 450, 30), 6.01, 8.8418),
        # 0.39 x 6 + 11.8 x 21 / 12 - 15.59; 1.0430 x sqrt(3 x 30 / 2) + 3.1291
        (Reading(2, 12, 21, 3), 7.4, 10.1257),
    ],
)
def test_the_two_formulas(reading: Reading, flesch_kincaid: float, smog: float) -> None:
    assert reading.flesch_kincaid == pytest.approx(flesch_kincaid, abs=0.001)
    assert reading.smog == pytest.approx(smog, abs=0.001)


def test_shares_are_of_all_words() -> None:
    reading = Reading(2, 12, 21, 3)
    assert (reading.words_a_sentence, reading.long_share) == (6, 0.25)


def test_nothing_to_read_has_grade_zero() -> None:
    reading = read(["", "1 2 3"])
    assert reading == Reading(0, 0, 0, 0)
    assert (reading.flesch_kincaid, reading.smog, reading.words_a_sentence, reading.long_share) == (0, 0, 0, 0)


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_can_be_read(texts: list[str]) -> None:
    reading = read(texts)
    assert reading.long_words <= reading.words <= reading.syllables
    assert reading.smog == 0 or reading.smog >= 3.1291 - 1e-9
    assert reading.smog <= 1.0430 * sqrt(30 * max(reading.words, 1)) + 3.1291


def test_every_exercise_can_be_read_in_the_fifth_grade(library: Library) -> None:
    """Twelve-year-olds read the seventh; the mark leaves room for the words that a therapist adds."""
    for exercise in library.exercises.values():
        for side in ("left", "both"):
            reading = read([in_words(text, side) for _, text in patient_texts(exercise)])
            assert reading.flesch_kincaid <= 5, exercise.id
            assert reading.smog <= 7, f"{exercise.id}: {reading.smog}"
