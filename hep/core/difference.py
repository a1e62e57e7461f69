"""The difference between two versions of a plan, in words a therapist would use."""

from dataclasses import fields

from hep.core.dose import Dose, how_much, how_often
from hep.core.library import Library
from hep.core.plan import Plan, Prescription

ELSEWHERE = ("hold_s", "hold_goal_s", "rest_s", "per_day", "days_per_week")  # said beside how much


def difference(before: Plan, after: Plan, library: Library) -> list[str]:
    """One sentence part for each change: "added Bridge", "Quad set: 2 × 8 → 3 × 10"."""
    old = {p.key: p for p in before.prescriptions()}
    new = {p.key: p for p in after.prescriptions()}
    changes = [f"added {_name(p, library)}" for key, p in new.items() if key not in old]
    changes += [f"took out {_name(p, library)}" for key, p in old.items() if key not in new]
    for key, now in new.items():
        if key in old:
            changes += _changes(old[key], now, library)
    return changes + _plan_changes(before, after)


def _changes(was: Prescription, now: Prescription, library: Library) -> list[str]:
    parts = []
    if was.exercise != now.exercise:
        return [f"{_name(was, library)} replaced by {_name(now, library)}"]
    if was.dose != now.dose:
        parts.append(_dose_change(was.dose, now.dose, _counts(now, library)))
    if was.side != now.side:
        parts.append(f"{was.side} → {now.side}")
    if was.mechanism != now.mechanism:
        parts.append("another reason")
    if was.note != now.note:
        parts.append("another note" if was.note and now.note else "a note added" if now.note else "the note taken out")
    return [f"{_name(now, library)}: {', '.join(parts)}"] if parts else []


def _dose_change(was: Dose, now: Dose, counts: str) -> str:
    parts = []
    before, after = was.changed(tempo=""), now.changed(tempo="")
    if how_much(before, counts) != how_much(after, counts):
        parts.append(_hold_change(before, after) or f"{how_much(before, counts)} → {how_much(after, counts)}")
    if was.tempo != now.tempo:
        parts.append(f"{_speed(was.tempo)} → {_speed(now.tempo)}")
    parts += [
        f"{old} → {new}"
        for old, new in zip(how_often(was).lower().split(", "), how_often(now).lower().split(", "), strict=True)
        if old != new
    ]
    if was.rest_s != now.rest_s:
        parts.append(f"rest {was.rest_s} → {now.rest_s} s")
    return ", ".join(parts)


def _speed(tempo: str) -> str:
    """A tempo as the patient's card has it: "2 s up, 1 s still, 5 s down"."""
    ways = ("up", "still", "down")
    said = [f"{seconds} s {way}" for seconds, way in zip(tempo.split("-"), ways, strict=False) if seconds.strip("0")]
    return ", ".join(said) or "at your own speed"


def _hold_change(was: Dose, now: Dose) -> str:
    """ "hold 5 → 10 s", where the hold is all that changed."""
    others = [field.name for field in fields(Dose) if field.name not in ELSEWHERE]
    if not (was.hold_s and now.hold_s) or any(getattr(was, one) != getattr(now, one) for one in others):
        return ""
    holds = [f"{one.hold_s}–{one.hold_goal_s}" if one.hold_goal_s else f"{one.hold_s}" for one in (was, now)]
    return f"hold {' → '.join(holds)} s"


def _plan_changes(before: Plan, after: Plan) -> list[str]:
    changes = []
    old_phases, new_phases = [{p.key: p for p in plan.phases} for plan in (before, after)]
    changes += [f"phase “{p.name}” added" for key, p in new_phases.items() if key not in old_phases]
    changes += [f"phase “{p.name}” taken out" for key, p in old_phases.items() if key not in new_phases]
    same = [key for key in new_phases if key in old_phases]
    places = [{p.key: phase.key for phase in plan.phases for p in phase.prescriptions} for plan in (before, after)]
    orders = [[key for key in order if key in places[0] and key in places[1]] for order in places]
    if orders[0] != orders[1] or any(places[0][key] != places[1][key] for key in orders[0]):
        changes.append("another order")
    for key in same:
        if (old_phases[key].name, old_phases[key].weeks) != (new_phases[key].name, new_phases[key].weeks):
            weeks = "1 week" if new_phases[key].weeks == 1 else f"{new_phases[key].weeks} weeks"
            changes.append(f"phase “{old_phases[key].name}” is now “{new_phases[key].name}”, {weeks}")
        if old_phases[key].criteria != new_phases[key].criteria:
            changes.append(f"phase “{new_phases[key].name}”: another rule to move on")
    if before.title != after.title:
        changes.append(f"title “{before.title}” → “{after.title}”")
    if before.side != after.side:
        changes.append(f"side {before.side} → {after.side}")
    if before.goal != after.goal:
        changes.append("another goal")
    if before.review_on != after.review_on:
        day = after.review_on
        changes.append(f"next check {f'{day.day} {day:%B %Y}' if day else 'not set'}")
    if set(before.mechanisms) != set(after.mechanisms):
        changes.append("other mechanisms")
    if set(before.findings) != set(after.findings):
        changes.append("other signs")
    if before.irritability != after.irritability:
        changes.append(f"irritability {before.irritability} → {after.irritability}")
    return changes


def _name(prescription: Prescription, library: Library) -> str:
    exercise = library.exercises.get(prescription.exercise)
    return exercise.name if exercise else prescription.exercise


def _counts(prescription: Prescription, library: Library) -> str:
    exercise = library.exercises.get(prescription.exercise)
    return exercise.counts if exercise else "reps"
