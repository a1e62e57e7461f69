"""The pain guide and the danger signs, and what a hand writes or works up to."""

import re

import pytest

from hep.core.dose import Dose
from hep.core.precautions import PatientPrecaution
from hep.core.reading import read
from hep.handouts import Clinic, Patient
from hep.handouts.layouts import layouts, words
from hep.handouts.render import laid_out
from hep.handouts.safety import bands, calm
from tests.handouts.conftest import HandoutOf, PlanOf


@pytest.mark.parametrize(
    ("limit", "numbers"),
    [(5, ["0123", "45"]), (4, ["0123", "4"]), (3, ["012", "3"]), (1, ["0", "1"]), (0, ["0"])],
)
def test_the_pain_guide_follows_the_limit(limit: int, numbers: list[str]) -> None:
    guide = bands(limit, words("en"))
    assert ["".join(map(str, band.numbers)) for band in guide[:-1]] == numbers
    assert sorted(n for band in guide for n in band.numbers) == list(range(11))
    assert guide[-1].numbers[0] == limit + 1
    assert calm(limit) in guide[0].numbers


def test_a_precaution_lowers_the_limit_everywhere(handout_of: HandoutOf) -> None:
    usual, careful = handout_of(precautions=[]), handout_of(precautions=[PatientPrecaution("GTPS")])
    assert (usual.bands[-1].numbers[0], careful.bands[-1].numbers[0]) == (6, 4)
    assert "over 3" in careful.move_down
    assert any("over 3" in sign for sign in careful.tell.signs)
    assert "pain of 2 or less" in careful.move_up


@pytest.mark.parametrize("box", ["urgent", "today", "tell"])
def test_every_sign_is_said_in_short_as_well(box: str) -> None:
    """In the same order and for the same ages; where a sheet has little room it prints these words alone."""
    entry = words("en")[box]

    def ages(signs: list) -> list[int | None]:
        return [None if isinstance(sign, str) else sign["under_age"] for sign in signs]

    assert ages(entry["short"]) == ages(entry["signs"])


def test_the_short_words_end_with_what_to_do_without_an_answer(handout_of: HandoutOf) -> None:
    today = handout_of().today
    assert today.short.endswith(". No answer? See a doctor the same day.")
    assert "kneecap out of place" in today.short


def test_the_boxes_name_whom_to_call(handout_of: HandoutOf) -> None:
    handout = handout_of()
    assert handout.urgent.title == "Call 911 now for"
    assert handout.today.title == "Stop and call 555 0142 today for"


def test_without_numbers_the_boxes_still_say_what_to_do(handout_of: HandoutOf) -> None:
    handout = handout_of(clinic=Clinic("Lakeside"))
    assert handout.urgent.title == "Call an ambulance now for"
    assert handout.today.title == "Stop and call us today for"


@pytest.mark.parametrize("layout", layouts())
def test_what_nobody_filled_in_is_left_to_write(handout_of: HandoutOf, layout: str) -> None:
    html = laid_out(handout_of("bridge", patient=Patient(""), clinic=Clinic("Lakeside")), layout, "A4").html
    text = re.sub(r"<[^>]*>", "", html)
    assert re.search(r"Call us:? &#160;", text)
    assert re.search(r"For\s*(&#160;|\u00a0)", text)


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (Dose(sets=3, reps=8, reps_goal=12), "3 × 12"),
        (Dose(minutes=5, minutes_goal=10), "10 min"),
        (Dose(sets=2, reps=3, hold_s=5, hold_goal_s=20), "20 s"),
    ],
)
def test_pictures_say_what_to_work_up_to_with_its_unit(
    handout_of: HandoutOf, plan_of: PlanOf, dose: Dose, said: str
) -> None:
    plan = plan_of("bridge").change("bridge", dose=dose)
    html = laid_out(handout_of(plan=plan), "picture", "A4").html
    assert re.findall(r'<img src="drawing:harder"[^>]*><p>(.*?)</p>', html) == [said]


@pytest.mark.parametrize(("born", "child", "pregnant"), [(1958, False, False), (1990, False, True), (2012, True, True)])
def test_signs_that_cannot_concern_the_patient_are_left_out(
    handout_of: HandoutOf, born: int, child: bool, pregnant: bool
) -> None:
    signs = " ".join(handout_of(patient=Patient("P", born)).today.signs)
    assert ("teenager" in signs, "pregnant" in signs) == (child, pregnant)


def test_where_the_age_is_unknown_every_sign_is_printed(handout_of: HandoutOf) -> None:
    signs = " ".join(handout_of(patient=Patient("P")).today.signs)
    assert "teenager" in signs
    assert "pregnant" in signs


def test_the_fixed_sentences_are_easy_to_read(handout_of: HandoutOf) -> None:
    handout = handout_of()
    texts = [*handout.urgent.signs, *handout.today.signs, *handout.tell.signs, handout.move_down, handout.move_up]
    texts += [handout.about.how, handout.about.made, handout.purpose, *(band.text for band in handout.bands)]
    texts += [words("en")["log_intro"], words("en")["legend"]]
    grades = read(texts)
    assert grades.flesch_kincaid <= 6
    assert grades.smog <= 6
