"""The examiner and the patient: precautions, the home, the burden, and what one press can mend."""

from datetime import date, datetime
from typing import Any

import pytest

from hep.core.checks import check
from hep.core.dose import Dose
from hep.core.examiner import Examined, examine
from hep.core.home import Home, missing
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.precautions import Override, PatientPrecaution, Refused, ruled_out
from tests.core.examined_sheet import examined, plan_of, pressed, sheet_of

HIP = PatientPrecaution("THA-POST", "left")
WHY = "Cleared by the surgeon on 18 November."


def squatting(library: Library) -> Plan:
    return plan_of(library, "quad-set", "bridge", "sit-to-stand")


def kept(key: str = "sit-to-stand", code: str = "THA-POST") -> Override:
    return Override(key, code, "Hanna Okafor", datetime(2026, 11, 22, 14, 30), WHY)


def rules(found: Examined, severity: str) -> list[str]:
    return [one.rule for one in found.remarks if one.severity == severity]


# -- precautions


def test_an_excluded_exercise_blocks_and_offers_what_is_safe(library: Library) -> None:
    plan = squatting(library)
    found = examined(library, plan, precautions=[HIP])
    (block,) = found.blocks
    assert (block.rule, block.place.of, block.place.name, found.may_issue) == (
        "ruled out",
        "prescription",
        "sit-to-stand",
        False,
    )
    assert block.fact.startswith("Sit to stand: bends the hip past 90°")
    assert f". {library.precautions['THA-POST'].name}: " in block.fact
    assert block.mend == "Swap it, take it out, or keep it and say why."
    assert not examined(library, pressed(plan, block.act, library), precautions=[HIP]).blocks


def test_a_kept_reason_lifts_the_block_into_a_recorded_warning(library: Library) -> None:
    found = examined(library, squatting(library), precautions=[HIP], overrides=[kept()])
    assert found.may_issue
    warning = next(one for one in found.warnings if one.rule == "kept against a precaution")
    assert warning.fact.endswith(f"Kept by Hanna Okafor: {WHY}")
    assert warning.place.name == "sit-to-stand"


@pytest.mark.parametrize("other", [kept(key="bridge"), kept(code="TKA-EARLY")])
def test_a_reason_for_something_else_lifts_nothing(library: Library, other: Override) -> None:
    assert not examined(library, squatting(library), precautions=[HIP], overrides=[other]).may_issue


def test_each_precaution_that_rules_out_needs_its_own_reason(library: Library) -> None:
    both = [HIP, PatientPrecaution("HTN-UNCONTROLLED"), PatientPrecaution("NWB", "left")]
    plan = squatting(library)
    first = examined(library, plan, precautions=both)
    said = {one.fact for one in first.blocks if one.place.name == "sit-to-stand"}
    assert len(said) == 2
    after = examined(library, plan, precautions=both, overrides=[kept()])
    assert {one.fact for one in after.blocks if one.place.name == "sit-to-stand"} < said


def test_a_reason_is_never_empty() -> None:
    with pytest.raises(Refused):
        Override("sit-to-stand", "THA-POST", "Hanna Okafor", datetime(2026, 11, 22), " ")


def test_care_is_asked_for_until_there_is_a_note_or_a_reason(library: Library) -> None:
    care, plan = [PatientPrecaution("NO-FLOOR"), PatientPrecaution("OSTEOPOROSIS")], plan_of(library, "tandem-walking")
    found = examined(library, plan, precautions=care)
    assert "care" in rules(found, "warns")
    assert found.may_issue
    noted = plan.change("tandem-walking", note="Keep one hand on the counter.")
    assert "care" not in rules(examined(library, noted, precautions=care), "warns")
    accepted = examined(library, plan, precautions=care, overrides=[kept("tandem-walking", "OSTEOPOROSIS")])
    assert "care" not in rules(accepted, "warns")


def test_a_precaution_that_is_over_says_nothing(library: Library) -> None:
    over = PatientPrecaution("THA-POST", "left", until=date(2026, 11, 21))
    assert examined(library, squatting(library), precautions=[over]) == examined(library, squatting(library))


def test_only_printed_phases_can_block(library: Library) -> None:
    plan = plan_of(library).add_phase("Later")
    exercise = library.exercises["sit-to-stand"]
    plan = plan.add("phase-2", exercise.id, "both", exercise.dose, exercise.answers(()))
    first = Plan(side="left", goal=plan.goal, review_on=plan.review_on, phases=plan.phases[:1])
    found = examine(plan, ["phase-1"], sheet_of(first, library), library, precautions=[HIP])
    assert found.may_issue
    assert "ruled out" in rules(found, "fine")
    assert set(found.burdens) == {"phase-1"}


def test_a_red_flag_blocks_and_no_reason_outweighs_it(library: Library) -> None:
    flag = [PatientPrecaution("DVT-SUSPECT", "left")]
    reasons = [kept(one.key, "DVT-SUSPECT") for one in plan_of(library).prescriptions()]
    found = examined(library, plan_of(library), precautions=flag, overrides=reasons)
    assert [(one.rule, one.place.of) for one in found.blocks] == [("red flag", "patient")]
    assert found.blocks[0].fact.startswith("Refer first. ")


# -- home, burden, dose


def test_what_is_not_at_home_is_named_and_swapped_for_what_needs_none(library: Library) -> None:
    plan = plan_of(library, "quad-set", "clam-band")
    found = examined(library, plan, home=Home())
    (warning,) = found.warnings
    assert warning.fact == f"Not there at home for {library.exercises['clam-band'].name}: a loop of band."
    assert warning.act
    assert warning.act.act == "swap"
    assert not examined(library, pressed(plan, warning.act, library), home=Home()).warnings
    assert "not at home" in rules(examined(library, plan, home=Home(equipment=("band-loop",))), "fine")


@pytest.mark.parametrize(
    "case",
    [
        {"precautions": [PatientPrecaution("THA-POST", "left")]},
        {"precautions": [PatientPrecaution("KNEE-FLARE", "left"), PatientPrecaution("FALL-RISK")], "home": Home()},
        {"home": Home(floor_transfer=False, kneel=False)},
    ],
)
def test_no_swap_is_unsafe_or_much_harder_or_answers_something_else(library: Library, case: dict[str, Any]) -> None:
    offered = 0
    codes = [one.code for one in case.get("precautions", ())]
    for exercise in library.exercises.values():
        plan = plan_of(library, "quad-set").add(
            "phase-1", exercise.id, exercise.usual_side("left"), exercise.dose, exercise.answers(())
        )
        for remark in examined(library, plan, **case).remarks:
            if remark.act and remark.act.act == "swap" and remark.place.name != "quad-set":
                other, home = library.exercises[remark.act.value.split()[1]], case.get("home")
                assert other.level <= exercise.level + 1
                assert exercise.answers(()) in other.mechanisms
                assert not ruled_out(other, codes, library)
                assert not home or not missing(other, home, library)
                offered += 1
    assert offered > 5


@pytest.mark.parametrize(
    ("exercises", "dose", "rule"),
    [
        (("quad-set", "bridge"), {"sets": 6, "per_day": 2}, "minutes"),
        (("quad-set", "bridge", "clam-60", "standing-hip-abduction", "squat"), {"sets": 1}, "exercises"),
    ],
)
def test_too_much_is_warned_of_with_the_change_that_helps_most(
    library: Library, exercises: tuple[str, ...], dose: dict[str, int], rule: str
) -> None:
    plan = plan_of(library, *exercises)
    for one in exercises:
        plan = plan.change(one, dose=plan.prescription(one).dose.changed(**dose))
    found = examined(library, plan, age=70)
    remark = next(one for one in found.warnings if one.rule == rule)
    assert found.may_issue
    assert remark.basis.startswith("consensus")
    after = check(pressed(plan, remark.act, library), library, age=70)
    assert after.burdens["phase-1"].minutes_a_day < found.burdens["phase-1"].minutes_a_day


def test_an_unusual_dose_is_warned_of_with_its_basis(library: Library) -> None:
    plan = plan_of(library).change("quad-set", dose=Dose(sets=6, reps=5))
    found = examined(library, plan)
    remark = next(one for one in found.warnings if one.rule == "dose advice")
    assert remark.place.name == "quad-set"
    assert remark.basis == "consensus"
    assert remark.act
    assert remark.act.label == "Make it 5 × 5"
    assert "dose advice" not in rules(examined(library, pressed(plan, remark.act, library)), "warns")


def test_who_may_fall_is_asked_for_balance_work(library: Library) -> None:
    found = examined(library, plan_of(library), precautions=[PatientPrecaution("FALL-RISK")])
    assert any(one.rule == "dose advice" and one.place.of == "phase" for one in found.warnings)
