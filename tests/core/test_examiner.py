"""The examiner: a good sheet has nothing against it, and each fault lowers its own items and no others."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.checks import check
from hep.core.examiner import Examined, Score, cannot_print, score
from hep.core.examiner.sheet import reading_of
from hep.core.examiner.standards import CERT, ITEMS, PEMAT
from hep.core.library import Library
from hep.core.reading import read
from tests.core.examined_sheet import TODAY, examined, plan_of, pressed, sheet_of

# -- the standards


def test_pemat_for_print_has_17_and_7_items_and_cert_19_lines() -> None:
    parts = [item.part for item in PEMAT]
    assert (parts.count("understandability"), parts.count("actionability"), len(CERT)) == (17, 7, 19)
    assert len(ITEMS) == len(PEMAT) + len(CERT)
    assert all(item.asks.endswith("?") and item.judged for item in ITEMS.values())


def test_items_that_only_a_person_can_judge_are_named_and_not_counted(library: Library) -> None:
    both = [examined(library).understandability, examined(library).actionability]
    assert [item.id for one in both for item in one.by_person] == [f"PEMAT {n}" for n in (2, 12, 16, 18, 26)]
    assert not {item.id for one in both for item in one.by_person} & {item.id for one in both for item in one.met}


def test_a_percentage_is_rounded_down_and_empty_is_zero() -> None:
    assert Score(met=PEMAT[:2], missing=PEMAT[2:3]).percent == 66
    assert Score().percent == 0


# -- what is good


def test_a_good_sheet_has_nothing_against_it(library: Library) -> None:
    found = examined(library)
    assert (found.blocks, found.warnings, found.may_issue) == ((), (), True)
    assert (found.understandability.percent, found.actionability.percent, found.pemat) == (100, 100, 100)
    assert (len(found.cert.met), found.cert.of) == (19, 19)
    assert [one.rule for one in found.remarks] == ["minutes", "grade", "type size"]


def missing(found: Examined) -> set[str]:
    return {item.id for part in found.scores for item in part.missing}


def against(found: Examined) -> list[tuple[str, str]]:
    return [(one.severity, one.rule) for one in found.remarks if one.severity != "fine"]


# -- each fault lowers its own items, and no others

HOW = {"CERT 3", "CERT 4", "CERT 9", "CERT 12"}
LOG = {"PEMAT 23", "CERT 5", "CERT 16b"}
OF_THE_SHEET: list[tuple[dict[str, Any], str, str, set[str]]] = [
    ({"author": ""}, "blocks", "author", {"CERT 2"}),
    ({"date": ""}, "blocks", "date", set()),
    ({"urgent": ()}, "blocks", "stop rule", {"CERT 11"}),
    ({"today": (), "tell": ()}, "blocks", "stop rule", {"CERT 11"}),
    ({"credential": ""}, "warns", "credential", {"CERT 2"}),
    ({"patient": ""}, "warns", "patient", set()),
    ({"phone": ""}, "warns", "phone", {"CERT 11"}),
    ({"emergency": ""}, "warns", "emergency", set()),
    ({"goal": ""}, "warns", "goal", {"CERT 6"}),
    ({"review": ""}, "warns", "next check", {"CERT 16a"}),
    ({"title": "Your exercises"}, "warns", "left out", {"PEMAT 1"}),
    ({"purpose": ""}, "warns", "left out", {"PEMAT 1"}),
    ({"numbered": False}, "warns", "left out", {"PEMAT 22", "CERT 8"}),
    ({"headings": False}, "warns", "left out", {"PEMAT 9"}),
    ({"summary": False}, "warns", "left out", {"PEMAT 11"}),
    ({"captions": False}, "warns", "left out", {"PEMAT 17"}),
    ({"legend": False}, "warns", "left out", {"PEMAT 17"}),
    ({"log_intro": False}, "warns", "left out", {"PEMAT 25"}),
    ({"pain": ()}, "warns", "left out", {"CERT 11"}),
    ({"move_up": ""}, "warns", "left out", {"CERT 7a"}),
    ({"move_down": ""}, "warns", "left out", {"CERT 7a"}),
    ({"need": ""}, "warns", "left out", {"CERT 1"}),
    ({"how": ""}, "warns", "left out", HOW),
    ({"made": ""}, "warns", "left out", {"CERT 14a", "CERT 15"}),
    ({"changed": ()}, "warns", "left out", {"CERT 7b"}),
    ({"education": ()}, "warns", "left out", {"CERT 10"}),
    ({"poses": frozenset({"finish"})}, "warns", "left out", {"PEMAT 15"}),
    ({"log": False}, "warns", "log", LOG),
    ({"tables": (("a", "b", "c", "d", "e", "f"),)}, "warns", "table", {"PEMAT 19"}),
    ({"tables": (("a heading that goes on and on",),)}, "warns", "table", {"PEMAT 19"}),
    ({"type_pt": 11.5}, "warns", "type size", set()),
    ({"layout": "large-print", "type_pt": 17}, "warns", "type size", set()),
]
OF_A_CARD: list[tuple[dict[str, Any], str, str, set[str]]] = [
    ({"amounts": ()}, "blocks", "dose", {"CERT 13"}),
    ({"often": ""}, "blocks", "dose", {"CERT 13"}),
    ({"side": False}, "blocks", "side", {"CERT 8"}),
    ({"why": ""}, "warns", "reason", {"CERT 14b"}),
    ({"easier": ("", "")}, "warns", "step back", {"CERT 15"}),
    ({"harder": ("it is easy", "")}, "warns", "step up", {"CERT 7a"}),
    ({"steps": ("Lift your leg.",)}, "warns", "steps", {"PEMAT 22", "CERT 8"}),
    ({"steps": ("Lift your leg.",) * 6}, "warns", "steps", {"PEMAT 8"}),
    ({"steps": ("Lift your leg.", "The leg is lowered.")}, "warns", "steps", {"PEMAT 5"}),
    ({"steps": ("Lift your leg.", "Slowly lower it.")}, "warns", "steps", {"PEMAT 5"}),
    ({"amounts": (("2.5", "rounds"),)}, "warns", "numbers", {"PEMAT 6"}),
    ({"amounts": (("10", ""),)}, "warns", "numbers", {"PEMAT 6"}),
    ({"note": "Watch the pelvis."}, "warns", "jargon", {"PEMAT 3"}),
    ({"note": "Full ROM."}, "warns", "jargon", {"PEMAT 3"}),
    ({"note": "Feel the quadriceps."}, "warns", "jargon", {"PEMAT 4"}),
    ({"note": "Push at 70 % of your best."}, "warns", "sums", {"PEMAT 7", "PEMAT 24"}),
    ({"note": "Do 3 x 10 today."}, "warns", "sums", {"PEMAT 7", "PEMAT 24"}),
    ({"note": "Take 2.5 kg."}, "warns", "numbers", {"PEMAT 6"}),
    ({"note": "The patient keeps tall."}, "warns", "reader", {"PEMAT 21"}),
    ({"note": "Keep it up. " * 30}, "warns", "long note", {"PEMAT 8"}),
    ({"note": "Go on and " * 6 + "then you stop."}, "warns", "long sentence", set()),
]


@pytest.mark.parametrize(("values", "severity", "rule", "items"), OF_THE_SHEET)
def test_what_a_sheet_lacks_lowers_its_own_items(
    library: Library, values: dict[str, Any], severity: str, rule: str, items: set[str]
) -> None:
    plan = plan_of(library)
    found = examined(library, plan, sheet_of(plan, library, **values))
    assert against(found) == [(severity, rule)]
    assert missing(found) == items
    assert found.may_issue is (severity == "warns")


@pytest.mark.parametrize(("values", "severity", "rule", "items"), OF_A_CARD)
def test_what_a_card_lacks_lowers_its_own_items_and_names_its_place(
    library: Library, values: dict[str, Any], severity: str, rule: str, items: set[str]
) -> None:
    plan = plan_of(library)
    sheet = sheet_of(plan, library)
    changed = replace(sheet, cards=(replace(sheet.cards[0], **values), *sheet.cards[1:]))
    found = examined(library, plan, changed)
    assert against(found) == [(severity, rule)]
    assert missing(found) == items
    assert [(one.place.of, one.place.name) for one in found.remarks if one.rule == rule] == [
        ("prescription", "quad-set")
    ]


def test_every_item_that_the_program_judges_can_be_missed() -> None:
    by_plan = {"PEMAT 10", "PEMAT 20"}  # the two tests below
    lowered = by_plan.union(*(items for *_, items in (*OF_THE_SHEET, *OF_A_CARD)))
    assert lowered == {item.id for item in ITEMS.values() if not item.by_person}


def test_without_any_dose_there_is_nothing_to_do(library: Library) -> None:
    plan = plan_of(library)
    sheet = sheet_of(plan, library)
    found = examined(library, plan, replace(sheet, cards=tuple(replace(card, amounts=()) for card in sheet.cards)))
    assert against(found) == [("blocks", "dose")]
    assert missing(found) == {"PEMAT 20", "CERT 13"}


def test_lying_down_twice_is_out_of_order_and_one_press_mends_it(library: Library) -> None:
    plan = plan_of(library, "quad-set", "standing-hip-abduction", "bridge")
    found = examined(library, plan)
    assert (against(found), missing(found)) == ([("warns", "order")], {"PEMAT 10"})
    act = next(one.act for one in found.warnings)
    assert against(examined(library, pressed(plan, act, library))) == []


def test_a_start_that_is_only_drawn_is_a_start_and_one_that_is_neither_blocks(library: Library) -> None:
    plan = plan_of(library)
    sheet = sheet_of(plan, library)
    drawn = replace(sheet, cards=tuple(replace(card, start="") for card in sheet.cards))
    assert examined(library, plan, drawn).may_issue
    found = examined(library, plan, replace(drawn, poses=frozenset()))
    assert [one.rule for one in found.blocks] == ["start"]
    assert "CERT 8" in missing(found)


def test_the_line_to_change_legs_is_no_step_of_its_own(library: Library) -> None:
    plan = plan_of(library)
    sheet = sheet_of(plan, library)
    card = replace(sheet.cards[0], steps=("Lift your leg.",) * 5 + ("Change legs.",), each_leg=True)
    assert against(examined(library, plan, replace(sheet, cards=(card, *sheet.cards[1:])))) == []


def test_a_taught_word_that_is_explained_may_stand(library: Library) -> None:
    plan = plan_of(library)
    note = "Feel the quadriceps, the big muscle at the front of your thigh."
    plan = plan.change("quad-set", note=note)
    assert against(examined(library, plan)) == []


def test_what_a_layout_leaves_out_is_one_remark(library: Library) -> None:
    plan = plan_of(library)
    cards = tuple(replace(card, why="", steps=()) for card in sheet_of(plan, library).cards)
    sheet = sheet_of(plan, library, layout="one-page", cards=cards, steps=False, numbered=False, made="", need="")
    found = examined(library, plan, sheet)
    assert against(found) == [("warns", "left out")]
    assert missing(found) == {"PEMAT 22", "CERT 8", "CERT 1", "CERT 14a", "CERT 14b", "CERT 15"}
    assert {item.id for item in found.understandability.not_applicable} == {"PEMAT 5", "PEMAT 8", "PEMAT 11"}
    assert found.warnings[0].fact == (
        "This sheet leaves out numbered steps, what is needed, how it was chosen, the reasons."
    )


def test_what_does_not_apply_is_neither_met_nor_missed(library: Library) -> None:
    plan = plan_of(library)
    found = examined(library, plan, sheet_of(plan, library, tables=(), log=False))
    assert {item.id for item in found.understandability.not_applicable} == {"PEMAT 19"}
    assert {item.id for item in found.actionability.not_applicable} == {"PEMAT 24", "PEMAT 25"}


@pytest.mark.parametrize(("field", "severity", "rule"), [("goal", "warns", "left out"), ("author", "blocks", "author")])
def test_what_has_no_place_on_a_layout_is_mended_by_another_layout(
    library: Library, field: str, severity: str, rule: str
) -> None:
    plan = plan_of(library)
    found = examined(library, plan, sheet_of(plan, library, **{field: "", "leaves_out": frozenset({field})}))
    assert against(found) == [(severity, rule)]
    assert (found.remarks[0].place.of, found.remarks[0].place.name) == ("layout", "standard")
    assert "another layout" in found.remarks[0].mend


# -- reading and type


def test_a_hard_note_raises_the_grade_and_is_named(library: Library) -> None:
    note = " ".join(["Proprioceptive reeducation necessitates individualised instructions."] * 5)
    found = examined(library, plan_of(library).change("bridge", note=note))
    remark = next(one for one in found.warnings if one.rule == "grade")
    assert (remark.place.of, remark.place.name) == ("prescription", "bridge")
    assert remark.mend.startswith("Shorten the note of Bridge; say another word for “proprioceptive”")
    assert found.grade > 6


@pytest.mark.parametrize("goal", ["", "Independently ambulating everywhere imaginable."])
def test_a_grade_without_any_note_is_mended_by_the_goal_or_the_exercises(library: Library, goal: str) -> None:
    plan = plan_of(library, goal=goal)
    hard = ("Physiotherapeutic rehabilitation necessitates perseverance.",) * 9
    found = examined(library, plan, sheet_of(plan, library, education=hard))
    remark = next(one for one in found.warnings if one.rule == "grade")
    assert (remark.place.of, remark.place.name) == ("plan", "goal" if goal else "")
    assert ("goal" in remark.mend) is bool(goal)


def test_the_grade_is_that_of_the_stricter_formula(library: Library) -> None:
    found = examined(library)
    assert found.reading.flesch_kincaid < found.reading.smog <= found.grade < found.reading.smog + 1


@given(st.lists(st.text(max_size=60), max_size=6))
def test_texts_that_were_counted_before_are_counted_alike(texts: list[str]) -> None:
    assert reading_of(texts) == read(texts)


@pytest.mark.parametrize(
    ("age", "type_pt", "mend"),
    [(None, 12.5, False), (65, 12.5, False), (66, 12.5, True), (66, 14, False)],
)
def test_over_65_larger_type_is_offered(library: Library, age: int | None, type_pt: float, mend: bool) -> None:
    plan = plan_of(library)
    found = examined(library, plan, sheet_of(plan, library, type_pt=type_pt), age=age)
    remark = next(one for one in found.remarks if one.rule == "type size")
    assert (remark.severity, "large print" in remark.mend) == ("fine", mend)


# -- next check


@pytest.mark.parametrize(("irritability", "days"), [("high", 7), ("moderate", 14), ("low", 14)])
@pytest.mark.parametrize("review_on", [None, TODAY, date(2026, 11, 1)])
def test_no_day_for_the_next_check_is_mended_by_one_press(
    library: Library, irritability: str, days: int, review_on: date | None
) -> None:
    plan = plan_of(library, irritability=irritability, review_on=review_on)
    found = examined(library, plan)
    assert (against(found), missing(found)) == ([("warns", "next check")], {"CERT 16a"})
    act = found.warnings[0].act
    assert act
    assert act.value == (TODAY + timedelta(days=days)).isoformat()
    assert act.label == {7: "Set 29 November", 14: "Set 6 December"}[days]
    assert against(examined(library, pressed(plan, act, library))) == []


# -- what cannot be printed, several phases, checks that are known


def test_what_cannot_be_worded_blocks_with_its_sentence() -> None:
    found = cannot_print("“Start” has no exercises yet. Add one, then print.")
    assert [one.fact for one in found.blocks] == ["“Start” has no exercises yet. Add one, then print."]
    assert (found.may_issue, found.pemat, len(found.cert.met), found.cert.of, found.grade) == (False, 0, 0, 19, 0)


def test_a_sheet_without_exercises_blocks(library: Library) -> None:
    plan = plan_of(library)
    assert [one.rule for one in examined(library, plan, sheet_of(plan, library, cards=())).blocks] == ["no exercises"]


def test_each_printed_phase_is_looked_at(library: Library) -> None:
    plan = plan_of(library).add_phase("Later")
    for one in ("single-leg-squat", "squat", "step-up-forward", "wall-sit", "side-plank"):
        exercise = library.exercises[one]
        plan = plan.add("phase-2", one, exercise.usual_side("left"), exercise.dose, exercise.answers(()))
    found = examined(library, plan)
    assert set(found.burdens) == {"phase-1", "phase-2"}
    assert {one.place.name for one in found.remarks if one.rule == "minutes"} == {"phase-1", "phase-2"}


def test_checks_that_are_known_already_are_not_made_again(library: Library) -> None:
    plan = plan_of(library)
    assert examined(library, plan, checks=check(plan, library)) == examined(library, plan)


def test_a_score_counts_only_its_own_part() -> None:
    assert score("CERT", []).met == CERT
    assert score("actionability", [], frozenset({"PEMAT 24"})).of == 5


def test_the_history_of_doses_is_not_held_against_a_sheet(library: Library) -> None:
    plan = plan_of(library)
    sheet = sheet_of(plan, library, changed=("Bridge: 2.5 kg, now 3 kg, 70 %.",))
    assert against(examined(library, plan, sheet)) == []


def test_what_is_kept_with_an_issued_handout_are_plain_values(library: Library) -> None:
    plan = plan_of(library, goal="")
    kept = examined(library, plan).kept()
    assert json.loads(json.dumps(kept)) == kept
    assert (kept["pemat"], kept["cert"], kept["missing"], kept["minutes_a_day"]) == (100, 18, ["CERT 6"], 10)
    assert kept["warnings"] == [{"rule": "goal", "fact": "It has no goal.", "basis": ""}]


# -- bad input


@given(note=st.text(max_size=500))
def test_any_note_can_be_examined_and_every_remark_is_a_sentence(library: Library, note: str) -> None:
    found = examined(library, plan_of(library).change("bridge", note=note))
    assert all(one.fact.endswith(".") and (not one.mend or one.mend.endswith(".")) for one in found.remarks)
