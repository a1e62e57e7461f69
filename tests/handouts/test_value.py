"""A handout as JSON, and which letters reach it."""

import json

import pytest

from hep.handouts import dump, load, unprintable
from hep.handouts.fonts import printable
from tests.handouts.conftest import HandoutOf


def test_a_handout_survives_being_written_and_read(handout_of: HandoutOf) -> None:
    handout = handout_of()
    assert load(dump(handout)) == handout
    assert dump(load(dump(handout))) == dump(handout)


def test_the_text_is_canonical_and_names_its_format(handout_of: HandoutOf) -> None:
    text = dump(handout_of())
    assert json.loads(text)["format"] == 3
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


@pytest.mark.parametrize("change", [{"format": 1}, {"handout": {}}, {"handout": None}, {"handout": []}])
def test_what_is_no_handout_is_refused(handout_of: HandoutOf, change: dict) -> None:
    with pytest.raises(ValueError, match="handout"):
        load(json.dumps(json.loads(dump(handout_of())) | change))


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "{}", "null", '{"format": 3}'])
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="handout"):
        load(text)


@pytest.mark.parametrize(("field", "value"), [("version", "2"), ("exercises", 3), ("issued", "soon"), ("extra", 1)])
def test_a_field_of_the_wrong_kind_is_refused(handout_of: HandoutOf, field: str, value: object) -> None:
    written = json.loads(dump(handout_of()))
    written["handout"][field] = value
    with pytest.raises(ValueError):  # noqa: PT011
        load(json.dumps(written))


@pytest.mark.parametrize("text", ["Zoë Łukasz Ñ ß ğ İ ő", "“quoted” – 3 × 90° … → it’s ½ €", "tabs\tand\nlines", ""])
def test_western_letters_and_signs_can_be_printed(text: str) -> None:
    assert unprintable(text) == ""


@pytest.mark.parametrize(
    ("text", "lacking"), [("Ali محمد", "محد"), ("李 ok 李", "李"), ("fine 😀", "😀"), ("Жanna", "Ж")]
)
def test_what_the_font_lacks_is_named_once(text: str, lacking: str) -> None:
    assert set(unprintable(text)) == set(lacking)
    assert len(unprintable(text)) == len(lacking)


def test_texts_are_cleaned_of_what_cannot_be_seen() -> None:
    assert printable("a\x00b\u200bc\u202e d\te\r\nf") == "abc d e\nf"
    assert printable("e\u0301") == "é"
    assert printable("left → right") == "left -> right"
