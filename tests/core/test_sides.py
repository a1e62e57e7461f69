"""Left and right in words."""

import pytest

from hep.core.library import Library
from hep.core.library_check import patient_texts
from hep.core.sides import SIDES, in_words


@pytest.mark.parametrize(
    ("text", "side", "words"),
    [
        ("Lift {knee}.", "left", "Lift your left knee."),
        ("Lift {knee}.", "right", "Lift your right knee."),
        ("Lift {knee}.", "both", "Lift one knee."),
        ("Lift {knee}.", "alternating", "Lift one knee."),
        ("Stand on {other leg}.", "left", "Stand on your right leg."),
        ("Stand on {other leg}.", "right", "Stand on your left leg."),
        ("Stand on {other leg}.", "both", "Stand on the other leg."),
        ("Bend {knee} over {other foot}.", "left", "Bend your left knee over your right foot."),
        ("Look at {big toe}.", "left", "Look at your left big toe."),
        ("Lift {other big toe}.", "left", "Lift your right big toe."),
        ("{knee} is straight.", "left", "Your left knee is straight."),
        ("{knee} is straight.", "both", "One knee is straight."),
        ("{other knee} is straight.", "both", "The other knee is straight."),
        ("Stop. {knee} rests.", "right", "Stop. Your right knee rests."),
        ("Is it sore? {knee} rests!", "right", "Is it sore? Your right knee rests!"),
        ("Look: {knee} is straight.", "left", "Look: your left knee is straight."),
        ("{knee} bends and {thigh} goes hard", "left", "your left knee bends and your left thigh goes hard"),
        ("let {knee} bend", "both", "let one knee bend"),
        ("No hole here.", "left", "No hole here."),
        ("", "left", ""),
        ("A closed {Knee} or an open {knee stays.", "left", "A closed {Knee} or an open {knee stays."),
    ],
)  # fmt: skip
def test_holes_are_filled_for_the_side(text: str, side: str, words: str) -> None:
    assert in_words(text, side) == words


@pytest.mark.parametrize("side", SIDES)
def test_no_hole_is_left_in_any_text_of_the_library(library: Library, side: str) -> None:
    for exercise in library.exercises.values():
        texts = dict(patient_texts(exercise))
        texts |= {("name",): exercise.name, ("how",): exercise.how, ("load",): exercise.load}
        for where, text in texts.items():
            filled = in_words(text, side)
            assert "{" not in filled, f"{exercise.id} {where}: {filled}"
            assert "}" not in filled, f"{exercise.id} {where}: {filled}"


@pytest.mark.parametrize("side", SIDES)
def test_every_sentence_of_the_library_begins_with_a_large_letter(library: Library, side: str) -> None:
    for exercise in library.exercises.values():
        for where, text in patient_texts(exercise):
            filled = in_words(text, side)
            if filled.endswith("."):
                assert filled[0].isupper() or filled[0].isdigit(), f"{exercise.id} {where}: {filled}"


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_one_sided_exercise_names_the_side_that_is_trained(library: Library, side: str) -> None:
    for exercise in library.exercises.values():
        if exercise.one_sided:
            said = " ".join(in_words(text, side) for _, text in patient_texts(exercise))
            assert f"your {side} " in said, exercise.id
