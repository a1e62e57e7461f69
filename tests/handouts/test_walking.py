"""A walk is printed as a walk: how long or how far, the beat, the steps on the floor, the cane's hand, the stairs."""

import re
from itertools import pairwise

import pytest

from hep.core.dose import Dose
from hep.handouts import Handout, layouts
from hep.handouts.counting import FOOT, foot_marks
from hep.handouts.render import laid_out
from hep.handouts.walking import step_cm
from tests.handouts.conftest import HandoutOf, PlanOf

LETTER_WIDTH = 8
BEAT = Dose(minutes=5, distance_m=250, cadence=90, days_per_week=5)
CANE = Dose(distance_m=200, steps=400, per_day=2)


@pytest.fixture(scope="module")
def walks(plan_of: PlanOf, handout_of: HandoutOf) -> Handout:
    plan = plan_of("metronome-walking", "step-length-floor-marks", "cane-walking", "stair-training-step-to")
    plan = plan.change("metronome-walking", dose=BEAT).change("cane-walking", dose=CANE)
    return handout_of(plan=plan)


@pytest.mark.parametrize(
    ("dose", "centimetres"),
    [
        (BEAT, 56),
        (CANE, 50),
        (Dose(minutes=5, cadence=90), 0),
        (Dose(distance_m=200, minutes=5), 0),
        (Dose(distance_m=5000, minutes=5, cadence=90), 0),
        (Dose(distance_m=5, minutes=10, cadence=90), 0),
        (Dose(reps=10), 0),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_the_length_of_a_step_follows_from_the_dose(dose: Dose, centimetres: int) -> None:
    assert step_cm(dose) == centimetres


@pytest.mark.parametrize("length", [20, 45, 56, 100])
def test_marks_on_the_floor_are_to_scale(length: int) -> None:
    svg = foot_marks(length, "left")
    heels = [int(x) for x in re.findall(r"translate\((\d+) \d+\) scale", svg)]
    assert {after - before for before, after in pairwise(heels)} == {length}
    assert float(re.findall(r"scale\(([\d.]+)\)", svg)[0]) * 30 == pytest.approx(FOOT, abs=0.1)
    assert len(heels) >= 3
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    letters = [int(x) for x in re.findall(r'stroke-width="2" transform="translate\((\d+)', svg)]
    assert len(letters) == len(heels)
    assert max(letters) + LETTER_WIDTH < width, "the letter of the last foot is not cut off"


def test_only_the_sore_foot_is_filled() -> None:
    assert foot_marks(50, "left").count("#0b3d6b") == 2
    assert foot_marks(50, None).count("#0b3d6b") == 0


@pytest.mark.parametrize("layout", layouts())
def test_every_layout_prints_the_drawings_of_a_walk(walks: Handout, layout: str) -> None:
    page = laid_out(walks, layout, "A4")
    for drawing in ("drawing:roll", "drawing:even-left", "drawing:cane-left", "drawing:stairs-left"):
        assert f'"{drawing}"' in page.html
    for steps in ("steps:56-left", "steps:50-left"):
        assert page.svgs[steps].startswith("<svg")
    for said in ("56 cm (22 inches)", "50 cm (20 inches)"):
        assert said in page.html


@pytest.mark.parametrize("layout", ["standard", "large-print", "one-page"])
def test_a_walk_says_how_long_how_far_how_fast_and_how(walks: Handout, layout: str) -> None:
    text = re.sub(r"\s+|&#160;|<[^>]*>", " ", laid_out(walks, layout, "A4").html.replace("\u00a0", " "))
    text = re.sub(r" +", " ", text)
    for said in ("5 minutes", "250 meters", "90 steps a minute", "RIGHT hand", "good leg"):
        assert said in text


def test_taped_marks_leave_a_line_for_what_is_measured(walks: Handout) -> None:
    html = laid_out(walks, "standard", "A4").html
    assert html.count("Each step, from heel to heel: <span") == 1


@pytest.mark.parametrize(("side", "good", "sore"), [("left", "right", "left"), ("right", "left", "right")])
def test_up_with_the_good_leg_down_with_the_sore_one(handout_of: HandoutOf, side: str, good: str, sore: str) -> None:
    html = laid_out(handout_of("stair-training-step-to", side=side), "standard", "A4").html
    assert f"Stairs: up with the good leg ({good}) first. Down with the sore leg ({sore}) first." in html


def test_with_both_legs_sore_no_foot_is_named(handout_of: HandoutOf) -> None:
    page = laid_out(handout_of("metronome-walking", "cane-walking", side="both"), "standard", "A4")
    assert '"drawing:even-both"' in page.html
    assert "drawing:stairs" not in page.html


def test_with_both_legs_sore_the_worse_and_the_better_one_are_told_apart(handout_of: HandoutOf) -> None:
    walk, stairs, march = handout_of(
        "cane-walking", "stair-training-step-to", "marching-in-place", side="both"
    ).exercises
    assert walk.start.startswith("Hold the cane in the hand on your better side, the handle")
    assert walk.steps[0] == "Move the cane and your worse leg forward together."
    assert walk.faults[0].instead == "hold it in the hand on your worse side or leave it off too early"
    assert stairs.steps[0] == "Step up with your better leg first."
    assert march.steps[0] == "Lift one knee, not quite as high as your hip."


@pytest.mark.parametrize("layout", layouts())
def test_with_both_legs_sore_every_layout_names_the_better_hand(handout_of: HandoutOf, layout: str) -> None:
    html = laid_out(handout_of("cane-walking", side="both"), layout, "A4").html
    assert "BETTER side" in html
    assert "better leg first" in html
    assert "drawing:cane" not in html


@pytest.mark.parametrize("layout", layouts())
@pytest.mark.parametrize(("cadence", "lines"), [(None, 1), (90, 0)])
def test_a_beat_that_the_dose_does_not_set_is_left_to_write(
    handout_of: HandoutOf, plan_of: PlanOf, layout: str, cadence: int | None, lines: int
) -> None:
    plan = plan_of("metronome-walking").change("metronome-walking", dose=Dose(minutes=5, cadence=cadence))
    html = laid_out(handout_of(plan=plan), layout, "A4").html
    assert html.count('<span class="blank">') == lines
