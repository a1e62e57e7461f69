"""What the examiner says of the plan: precautions, home, burden, dose, order and the next check."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from hep.core import dose_mends
from hep.core.burden import ADVISED_MINUTES, LessWork
from hep.core.checks import whole_plan
from hep.core.dose_advice import Advice
from hep.core.examiner.remarks import Examining, Mend, Place, Remark
from hep.core.home import missing, nearest
from hep.core.library import Exercise
from hep.core.plan import Phase, Prescription
from hep.core.precautions import Conflict, Hit, red_flags, ruled_out

TAKE_OUT = "Take it out"
# Days to the next check by `dosage.md`, "By irritability": 3-7 days where it flares easily, else 2-4 weeks (consensus).
REVIEW_DAYS = {"high": 7, "moderate": 14, "low": 14}


def of_plan(at: Examining) -> Iterator[Remark]:
    """Everything that is said of the printed phases, before one looks at the paper."""
    yield from _precautions(at)
    yield from _home(at)
    for phase in at.phases:
        yield from _burden(phase, at)
        yield from _doses(phase, at)
        yield from _order(phase, at)
    yield from _review(at)


# -- precautions


def _precautions(at: Examining) -> Iterator[Remark]:
    if not at.precautions:
        return
    place, flags = Place("patient", "precautions"), red_flags(at.codes, at.library)
    for flag in flags:
        mend = "Nothing is issued until this precaution is taken away."
        yield Remark("red flag", "blocks", place, f"Refer first. {flag.reason}.", mend)
    printed = {phase.key for phase in at.phases}
    conflicts = [one for one in at.checks.conflicts if one.phase in printed]
    for conflict in conflicts:
        yield from _conflict(conflict, {flag.code for flag in flags}, at)
    if not any(one.ruled_out for one in conflicts):
        yield Remark("ruled out", "fine", place, "No exercise is ruled out by a precaution.")


def _conflict(conflict: Conflict, flagged: Collection[str], at: Examining) -> Iterator[Remark]:
    """One remark for each precaution: what rules the exercise out, and what asks for care."""
    kept = {(one.key, one.code): one for one in at.overrides}
    noted = at.plan.prescription(conflict.key).note.strip() != ""
    place = Place("prescription", conflict.key)
    for code in dict.fromkeys(hit.code for hit in conflict.hits if hit.code not in flagged):
        hits = [hit for hit in conflict.hits if hit.code == code]
        out = [hit for hit in hits if hit.action == "exclude"]
        fact, reason = _speaks_against(conflict.key, out or hits, at), kept.get((conflict.key, code))
        if reason is not None:
            said = f"{fact} Kept by {reason.by}: {reason.reason}"
            yield Remark("kept against a precaution", "warns", place, said)
        elif out:
            mend, without = "Swap it, take it out, or keep it and say why.", Mend("remove", conflict.key, TAKE_OUT)
            yield Remark("ruled out", "blocks", place, fact, mend, _instead(conflict.key, at) or without)
        elif not noted:
            yield Remark("care", "warns", place, fact, "Write a note on how to take care, or swap it.")


def _speaks_against(key: str, hits: Sequence[Hit], at: Examining) -> str:
    """ "Sit to stand: bends the hip past 90°. Hip replaced, from behind: until the surgeon lifts the rule." """
    asks = ", ".join(dict.fromkeys(hit.feature for hit in hits if hit.feature != "any exercise"))
    notes = "; ".join(dict.fromkeys(hit.note for hit in hits))
    return f"{at.name(key)}: {asks or 'has to wait'}. {hits[0].name}: {notes}."


def _instead(key: str, at: Examining) -> Mend | None:
    """The nearest neighbour on the ladder that fits patient and home, at most a level harder, and answers the same."""
    there = at.home.things(at.library) if at.home else frozenset[str]()
    was = at.plan.prescription(key)
    exercise, taken = at.library.exercises[was.exercise], {p.exercise for p in at.prescriptions}

    def suits(one: Exercise) -> bool:
        lacks = at.home is not None and missing(one, at.home, at.library, there)
        same = was.mechanism in one.mechanisms and one.level <= exercise.level + 1
        return same and one.id not in taken and not lacks and not ruled_out(one, at.codes, at.library)

    other = nearest(exercise, suits, at.library)
    return Mend("swap", f"{key} {other.id}", f"Swap for {other.name}") if other else None


# -- home, burden, dose


def _home(at: Examining) -> Iterator[Remark]:
    keys = [p.key for p in at.prescriptions if p.key in at.checks.missing]
    for key in keys:
        fact = f"Not there at home for {at.name(key)}: {', '.join(at.checks.missing[key])}."
        mend = "Swap it, or see that it is there."
        yield Remark("not at home", "warns", Place("prescription", key), fact, mend, _instead(key, at))
    if at.home and not keys:
        yield Remark("not at home", "fine", Place("patient", "home"), "All that is needed is there at home.")


def _burden(phase: Phase, at: Examining) -> Iterator[Remark]:
    place, said = Place("phase", phase.key), at.checks.too_much[phase.key]
    for one in said:
        mend, act = _lighter(one.mend, at) if one.mend else ("Take something out.", None)
        yield Remark(one.rule, "warns", place, f"{one.sentence}.", mend, act, basis=one.basis)
    if not said:
        burden = at.checks.burdens[phase.key]
        exercises = "1 exercise" if burden.exercises == 1 else f"{burden.exercises} exercises"
        fact = f"{exercises}, {burden.minutes_a_day} minutes a day; {ADVISED_MINUTES} are advised at most."
        yield Remark("minutes", "fine", place, fact, basis="consensus")


def _lighter(less: LessWork, at: Examining) -> tuple[str, Mend]:
    name = at.library.exercises[less.exercise].name
    if less.way == "once a day":
        mend = Mend("once_a_day", less.key, "Make it once a day")
        return f"{name} once a day makes it {less.minutes_a_day} minutes.", mend
    return f"Without {name} it is {less.minutes_a_day} minutes.", Mend("remove", less.key, TAKE_OUT)


def _doses(phase: Phase, at: Examining) -> Iterator[Remark]:
    for prescription in phase.prescriptions:
        for advice in at.checks.doses.get(prescription.key, ()):
            fact, place = f"{at.name(prescription.key)}: {advice.sentence}.", Place("prescription", prescription.key)
            mend = "Change the dose, or leave it if it is meant."
            act = _dose_act(prescription, advice, at)
            yield Remark("dose advice", "warns", place, fact, mend, act, basis=_basis(advice))
    for advice in whole_plan(replace(at.plan, phases=(phase,)), at.library, at.codes):
        if advice.rule != "length":  # that one asks for a date to look again, as does the rule of the next check
            place = Place("phase", phase.key)
            yield Remark("dose advice", "warns", place, f"{advice.sentence}.", basis=_basis(advice))


def _dose_act(prescription: Prescription, advice: Advice, at: Examining) -> Mend | None:
    exercise = at.library.exercises[prescription.exercise]
    better = dose_mends.mended(prescription.dose, exercise, advice.rule, at.codes)
    if better is None:
        return None
    label = dose_mends.in_words(prescription.dose, better, exercise)
    return Mend("mend_dose", f"{prescription.key} {advice.rule}", label)


def _basis(advice: Advice) -> str:
    return advice.basis if advice.basis == advice.status else f"{advice.basis}, {advice.status}"


# -- order and next check


def _order(phase: Phase, at: Examining) -> Iterator[Remark]:
    """Down and up once: what is done lying stands together. A walk to warm up before it is fine."""
    known = (at.library.exercises.get(p.exercise) for p in phase.prescriptions)
    groups = [at.library.positions[one.position].group for one in known if one]
    times = sum(group == "lying" for group, _ in groupby(groups))
    if times > 1:
        fact = f"In this order the patient lies down {times} times."
        act = Mend("mend_order", phase.key, "Put it in order")
        yield Remark("order", "warns", Place("phase", phase.key), fact, "Put it in order.", act, ("PEMAT 10",))


def _review(at: Examining) -> Iterator[Remark]:
    day = at.sheet.issued + timedelta(days=REVIEW_DAYS[at.plan.irritability])
    act = Mend("set_review", day.isoformat(), f"Set {day.day} {day:%B}")
    place, items = Place("plan", "review_on"), ("CERT 16a",)
    if at.plan.review_on is None:
        yield Remark("next check", "warns", place, "No day for the next check yet.", "Set one.", act, items)
    elif at.plan.review_on <= at.sheet.issued:
        yield Remark("next check", "warns", place, "The day of the next check is over.", "Set a new one.", act, items)
    elif not at.sheet.review:
        mend = "Write it on by hand, or choose another layout."
        yield Remark("next check", "warns", at.layout, "This layout does not print the next check.", mend, items=items)
