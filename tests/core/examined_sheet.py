"""A plan of three exercises and the sheet that a good layout makes of it: nothing to say against it."""

from dataclasses import replace
from datetime import date
from typing import Any

from hep.core import dose_mends
from hep.core.examiner import Examined, examine
from hep.core.examiner.remarks import Mend
from hep.core.examiner.sheet import Sheet, SheetCard
from hep.core.ladder import swapped
from hep.core.library import Library
from hep.core.order import ordered_phase
from hep.core.plan import Plan
from hep.core.sides import in_words
from hep.core.start_plan import prescribed

EXERCISES = ("quad-set", "bridge", "standing-hip-abduction")
TODAY, REVIEW = date(2026, 11, 22), date(2026, 12, 6)


def plan_of(library: Library, *exercises: str, **values: Any) -> Plan:
    plan = Plan(side="left", goal="I want to walk to the market.", mechanisms=("muscle-instability",), review_on=REVIEW)
    for one in exercises or EXERCISES:
        plan = prescribed(one, plan, "phase-1", library)
        plan = plan.change(one, dose=plan.prescription(one).dose.changed(sets=2, per_day=1))
    return plan.described(**values)


def sheet_of(plan: Plan, library: Library, **values: Any) -> Sheet:
    sheet = Sheet(
        layout="standard",
        type_pt=14,
        title="A plan for your left knee and hip",
        purpose="Three exercises to help your left knee and hip get stronger.",
        goal=plan.goal,
        patient="Margaret Thompson",
        author="Anna Lindqvist",
        credential="PT, DPT",
        phone="555 0142",
        emergency="911",
        issued=TODAY,
        date="22 November 2026",
        review="6 December 2026" if plan.review_on else "",
        cards=tuple(card_of(p.key, p.exercise, p.note, library) for p in plan.prescriptions()),
        precautions=(),
        education=("Weak muscles may not hold your knee steady.",),
        pain=("This is fine.", "Do less.", "Stop this one for today."),
        urgent=("sudden trouble breathing",),
        today=("a hot, red joint",),
        tell=("the leg gives way",),
        move_up="Move up one step when all goes well two times in a row.",
        move_down="Move down when the pain goes over 5.",
        need="a small towel.",
        how="At home, on your own.",
        made="Anna chose these exercises for you. Your start is right when the pain stays at 3 or less.",
        part="",
        changed=("This is your first plan.",),
        poses=frozenset({"start", "finish"}),
        captions=True,
        legend=True,
        headings=True,
        summary=True,
        steps=True,
        numbered=True,
        tables=(("Exercise", "How much", "How often", "Minutes"),),
        log=True,
        log_intro=True,
    )
    return replace(sheet, **values)


def card_of(key: str, exercise: str, note: str, library: Library) -> SheetCard:
    one = library.exercises[exercise]

    def said(text: str) -> str:
        return in_words(text, "left")

    return SheetCard(
        key=key,
        name=one.name,
        side=True,
        each_leg=False,
        why=said(one.purpose),
        start=said(one.start),
        steps=tuple(said(step) for step in one.steps),
        amounts=(("2", "rounds"), ("10", "times"), ("1", "time a day"), ("Every", "day")),
        often="every day",
        more=(),
        feel=said(one.feel),
        faults=(),
        easier=(said(one.step_back), said(one.easier)),
        harder=(said(one.step_up), said(one.harder)),
        note=note,
    )


def examined(library: Library, plan: Plan | None = None, sheet: Sheet | None = None, **values: Any) -> Examined:
    plan = plan or plan_of(library)
    return examine(plan, [phase.key for phase in plan.phases], sheet or sheet_of(plan, library), library, **values)


def pressed(plan: Plan, act: Mend | None, library: Library) -> Plan:
    """The plan after the button of a remark was pressed, as the builder does it."""
    assert act
    key, _, rest = act.value.partition(" ")
    if act.act == "once_a_day":
        return plan.change(key, dose=plan.prescription(key).dose.changed(per_day=1))
    if act.act == "swap":
        return swapped(plan, key, library.exercises[rest])
    if act.act == "mend_order":
        return ordered_phase(plan, key, library)
    if act.act == "mend_dose":
        one = plan.prescription(key)
        dose = dose_mends.mended(one.dose, library.exercises[one.exercise], rest)
        return plan.change(key, dose=dose)
    return plan.described(review_on=date.fromisoformat(key)) if act.act == "set_review" else plan.remove(key)
