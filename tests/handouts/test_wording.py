"""From a plan to the words on its handout."""

import re
from dataclasses import replace
from datetime import date

import pytest

from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import PatientPrecaution
from hep.core.start_plan import from_protocol
from hep.handouts import CannotPrint, Options, Patient, Therapist, layouts
from hep.handouts.render import laid_out
from tests.handouts.conftest import HandoutOf, PlanOf


def test_the_first_phase_is_printed_unless_another_is_named(plan_of: PlanOf, handout_of: HandoutOf) -> None:
    plan = plan_of("bridge").add_phase("Strength", weeks=4)
    plan = plan.add("phase-2", "squat", "both", Dose(reps=8), "muscle-instability")
    assert [e.id for e in handout_of(plan=plan).exercises] == ["bridge"]
    second = handout_of(plan=plan, phase="phase-2")
    assert [e.id for e in second.exercises] == ["squat"]
    assert second.about.part == "This is part 2 of 2, “Strength”, for about 4 weeks."
    assert handout_of("bridge").about.part == ""


def test_words_follow_the_side_of_the_prescription(handout_of: HandoutOf) -> None:
    left, right = (handout_of("clam-60", side=side).exercises[0] for side in ("left", "right"))
    assert "left knee" in left.steps[1]
    assert "right knee" in right.steps[1]
    assert (left.side, left.each_leg, left.picture.side) == ("left", False, "left")


def test_a_one_leg_exercise_for_both_legs_is_one_leg_then_the_other(handout_of: HandoutOf) -> None:
    card = handout_of("clam-60", side="both").exercises[0]
    assert card.each_leg
    assert card.dose.amounts[1].unit == "times each leg"
    assert "your right knee" in card.steps[1]
    assert card.steps[-1] == "Change sides. Do the same with the other leg."


def test_an_exercise_for_both_legs_at_once_names_the_treated_side(handout_of: HandoutOf) -> None:
    card = handout_of("cane-walking", side="right").exercises[0]
    assert card.side == "both"
    assert "left hand" in card.start


def test_the_cane_is_in_the_hand_opposite_the_treated_leg(handout_of: HandoutOf) -> None:
    cane, walk, bridge = handout_of("cane-walking", "walking-even-intervals", "bridge", side="right").exercises
    assert cane.gait is not None
    assert (cane.gait.cane, cane.gait.side, cane.gait.stairs) == ("left", "right", True)
    assert walk.gait is not None
    assert (walk.gait.walk, walk.gait.cane, walk.gait.stairs) == (True, None, False)
    assert bridge.gait is None


def test_with_both_legs_sore_the_hand_and_the_leg_are_the_better_ones(handout_of: HandoutOf) -> None:
    gait = handout_of("cane-walking", side="both").exercises[0].gait
    assert gait is not None
    assert (gait.side, gait.cane, gait.stairs) == (None, "better", True)


@pytest.mark.parametrize("exercise", ["backward-walking", "tandem-walking", "marching-in-place"])
def test_a_walk_that_is_not_a_plain_walk_has_no_rules_of_walking(handout_of: HandoutOf, exercise: str) -> None:
    gait = handout_of(exercise).exercises[0].gait
    assert gait is None or not gait.walk


def test_stairs_one_at_a_time_say_which_leg_goes_first(handout_of: HandoutOf) -> None:
    one_by_one, foot_over_foot = handout_of("stair-training-step-to", "stair-training-reciprocal").exercises
    assert one_by_one.gait is not None
    assert one_by_one.gait.stairs
    assert foot_over_foot.gait is None


def test_the_reason_is_that_of_the_mechanism(plan_of: PlanOf, handout_of: HandoutOf, library: Library) -> None:
    plan = plan_of("bridge")
    mechanism = list(library.exercises["bridge"].mechanisms)[-1]
    card = handout_of(plan=plan.change("bridge", mechanism=mechanism)).exercises[0]
    assert card.way == mechanism
    assert card.why.startswith("This ")
    handout = handout_of(plan=plan)
    assert {way.id for way in handout.ways if way.in_plan} == {"muscle-instability"}


def test_precautions_that_no_longer_hold_are_left_out(handout_of: HandoutOf) -> None:
    kneel = PatientPrecaution("NO-KNEEL", until=date(2026, 11, 22))
    assert handout_of(precautions=[kneel]).precautions == ("Do not kneel.",)
    assert handout_of(precautions=[kneel], issued=date(2026, 11, 23)).precautions == ()


@pytest.mark.parametrize(
    ("side", "said"), [("left", "your left hip"), ("", "your right hip"), ("both", "either hip")], ids=str
)
def test_a_precaution_names_its_own_side(handout_of: HandoutOf, side: str, said: str) -> None:
    held = [PatientPrecaution("THA-POST", side=side)]  # type: ignore[arg-type]
    assert said in handout_of(side="right", precautions=held).precautions[0]


def test_dates_are_in_words_and_the_log_starts_on_mondays(handout_of: HandoutOf) -> None:
    handout = handout_of(options=Options(log_weeks=4))
    assert (handout.date, handout.review) == ("22 November 2026", "6 December 2026")
    assert handout.weeks == ("23 November", "30 November", "7 December", "14 December")
    assert handout_of(issued=date(2026, 11, 23)).weeks[0] == "23 November"


def test_a_plan_without_goal_or_review_date_is_printed(plan_of: PlanOf, handout_of: HandoutOf) -> None:
    handout = handout_of(plan=plan_of("bridge", goal="", review_on=None))
    assert (handout.goal, handout.review) == ("", "")


def test_changes_are_sentences_without_signs(handout_of: HandoutOf) -> None:
    said = ["added Bridge", "Quad set: 1 × 8 → 3 × 10", "Squat: at your own speed → 2 s up, 1 s still, 5 s down"]
    assert handout_of(changed=said).about.changed == (
        "Added Bridge.",
        "Quad set: 1 round of 8, now 3 rounds of 10.",
        "Squat: at your own speed, now 2 seconds up, 1 second still, 5 seconds down.",
    )
    assert handout_of(changed=None).about.changed == ("This is your first plan.",)
    assert handout_of(changed=[]).about.changed == ("Nothing. Go on as before.",)


def test_who_needs_a_helper_is_told_where(handout_of: HandoutOf) -> None:
    how = handout_of("bridge", "hamstring-stretch-supine-helper").about.how
    assert "You need a helper for number 2." in how


def test_what_is_needed_is_said_once(handout_of: HandoutOf) -> None:
    need = handout_of("quad-set", "clam-band", "sit-to-stand").about.need
    assert need.count("chair") == 1
    assert handout_of("single-leg-squat").about.need.endswith(".")


def test_older_people_move_up_more_slowly(handout_of: HandoutOf) -> None:
    older, younger, unknown = (handout_of(patient=Patient("P", born)).move_up for born in (1958, 1990, None))
    assert "three times in a row" in older
    assert "two times in a row" in younger
    assert unknown == older


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"patient": Patient("محمد")}, "patient name"),
        ({"patient": Patient("李明")}, "“李”, “明”"),
        ({"therapist": Therapist("Anna 😀")}, "therapist name"),
        ({"changed": ["added Ω Ж"]}, "“Ж”"),
    ],
)
def test_letters_that_our_font_lacks_are_refused_by_name(handout_of: HandoutOf, values: dict, named: str) -> None:
    with pytest.raises(CannotPrint, match=named):
        handout_of("bridge", **values)


def test_a_plan_that_cannot_be_printed_says_why(plan_of: PlanOf, handout_of: HandoutOf) -> None:
    with pytest.raises(CannotPrint, match="no exercises"):
        handout_of(plan=Plan())
    with pytest.raises(CannotPrint, match="no longer in the plan"):
        handout_of("bridge", phase="phase-9")
    with pytest.raises(CannotPrint, match="no precaution “OLD”"):
        handout_of("bridge", precautions=[PatientPrecaution("OLD")])
    gone = Phase("phase-1", "Start", prescriptions=(Prescription("a", "gone", "left", Dose(reps=1), "joint-stress"),))
    with pytest.raises(CannotPrint, match="no exercise “gone”"):
        handout_of(plan=Plan(phases=(gone,)))


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_every_exercise_of_the_library_is_worded(library: Library, handout_of: HandoutOf, side: str) -> None:
    exercises = list(library.exercises)
    for first in range(0, len(exercises), 20):
        for card in handout_of(*exercises[first : first + 20], side=side).exercises:
            assert 1 <= len(card.dose.amounts) - 2 <= 3
            assert len(card.dose.how_much) <= 40
            assert "{" not in repr(card)


def test_every_protocol_is_worded(library: Library, handout_of: HandoutOf) -> None:
    for protocol in library.protocols.values():
        plan = replace(from_protocol(protocol, "left", library), goal="Walk")
        for phase in plan.phases:
            assert handout_of(plan=plan, phase=phase.key).exercises


@pytest.mark.parametrize(("side", "in_turn"), [("both", True), ("alternating", True), ("right", False)])
def test_drawings_of_legs_that_take_turns_say_so(
    plan_of: PlanOf, handout_of: HandoutOf, side: str, in_turn: bool
) -> None:
    asked: list[bool] = []

    def figure_of(*drawing: object) -> str:
        asked.append(drawing[-1] is True)
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 90"/>'

    plan = plan_of("clam-60")
    handout = handout_of(plan=plan.change(next(plan.prescriptions()).key, side=side))
    for layout in layouts():
        html = laid_out(handout, layout, "A4", figure_of).html
        drawings = re.findall(r'<img src="figure:1-(?:start|finish)" alt="(?:Start|Finish): ([^"]*)"', html)
        assert [alt.endswith("One leg, then the other.") for alt in drawings] == [in_turn] * 2
    assert set(asked) == {in_turn}
