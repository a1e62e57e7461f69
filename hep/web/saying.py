"""What an edit did, in one sentence to hear: the exercise, its place, and what became of the minutes."""

from hep.core.burden import burden
from hep.core.difference import difference
from hep.core.library import Library
from hep.core.plan import Plan, Prescription


def said(before: Plan, after: Plan, phase: str, library: Library) -> str:
    """ "Quad set added, number 4 of 4. 18 minutes a day." """
    sentence = _one_row(before, after, library) or _difference(before, after, library)
    return f"{sentence}{_minutes(before, after, phase, library)}" if sentence else ""


def _one_row(before: Plan, after: Plan, library: Library) -> str:
    old, new = ([one.key for one in plan.prescriptions()] for plan in (before, after))
    added, gone = [key for key in new if key not in old], [key for key in old if key not in new]
    if len(added) == 1 and not gone:
        return f"{_name(after.prescription(added[0]), library)} added, {_place(after, added[0])}."
    if len(gone) == 1 and not added:
        return f"{_name(before.prescription(gone[0]), library)} removed."
    return ""


def _place(plan: Plan, key: str) -> str:
    phase = plan.phase_of(key)
    number = [one.key for one in phase.prescriptions].index(key) + 1
    where = f" in {phase.name}" if len(plan.phases) > 1 else ""
    return f"number {number} of {len(phase.prescriptions)}{where}"


def _difference(before: Plan, after: Plan, library: Library) -> str:
    words = "; ".join(difference(before, after, library))
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _minutes(before: Plan, after: Plan, phase: str, library: Library) -> str:
    was, now = (
        next((burden(one, library).minutes_a_day for one in plan.phases if one.key == phase), None)
        for plan in (before, after)
    )
    return f" {now} minute{'' if now == 1 else 's'} a day." if now is not None and now != was else ""


def _name(one: Prescription, library: Library) -> str:
    exercise = library.exercises.get(one.exercise)
    return exercise.name if exercise else one.exercise
