"""A protocol made to fit a patient: every change, and why (CERT item 14b asks how a programme was tailored)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hep.core.assistant import mechanism_of, plan_warnings, refusals
from hep.core.case import Case, Fitting
from hep.core.dose import Dose, how_much, how_often
from hep.core.dose_advice import usual_dose
from hep.core.home import neighbours_of
from hep.core.library import Exercise, Library, Protocol
from hep.core.order import ordered_phase
from hep.core.plan import Phase, Plan
from hep.core.precautions import RedFlag
from hep.core.reasons import evidence_score

FARTHEST = 3  # steps on the ladder


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the protocol: `now` is empty where an exercise was left out, `was` where one came in."""

    phase: str
    was: str
    now: str
    why: str

    def in_words(self, library: Library) -> str:
        names = [library.exercises[one].name if one else "" for one in (self.was, self.now)]
        if not names[1]:
            what = f"{names[0]} left out"
        elif not names[0]:
            what = f"{names[1]} added"
        else:
            what = names[0] if names[0] == names[1] else f"{names[0]} → {names[1]}"
        return f"{self.phase}: {what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Adapted:
    """The plan, with every change in the order of the phases; refused at red flags."""

    plan: Plan | None
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: tuple[RedFlag, ...] = ()


def adapt(protocol: Protocol, case: Case, library: Library) -> Adapted:
    """The protocol for this patient: nothing ruled out, nothing the home has not, and no more than flares allow."""
    if refused := refusals(case, library):
        return Adapted(None, refused=refused)
    fitting, changes = Fitting(case, library), list[Change]()
    plan = Plan(
        title=protocol.name,
        side=case.side,
        mechanisms=protocol.mechanisms,
        irritability=case.irritability,
        phases=tuple(
            Phase(f"phase-{number}", phase.name, phase.weeks, phase.criteria)
            for number, phase in enumerate(protocol.phases, 1)
        ),
    )
    for number, phase in enumerate(protocol.phases, 1):
        there = [row.exercise for row in phase.prescriptions]
        for row in phase.prescriptions:
            exercise = library.exercises[row.exercise]
            now, why = _fitted(exercise, number == 1, there, protocol.mechanisms, fitting)
            if now is not exercise:
                there[there.index(exercise.id)] = now.id if now else ""
                changes.append(Change(phase.name, exercise.id, now.id if now else "", why))
            if now is None:
                continue
            dose, dose_why = _dose(row.dose, now, now is exercise, number == 1, fitting)
            if dose_why:
                changes.append(Change(phase.name, now.id, now.id, dose_why))
            mechanism = mechanism_of(now, protocol.mechanisms, library)
            note = row.note if now is exercise else ""
            plan = plan.add(f"phase-{number}", now.id, now.usual_side(case.side), dose, mechanism, note)
    plan, kept = _with_kept(plan, fitting)
    warnings = plan_warnings(plan, case, library) + _empty(plan)
    return Adapted(plan, (*changes, *kept), tuple(warnings))


def _fitted(
    exercise: Exercise, first: bool, there: Sequence[str], mechanisms: Iterable[str], fitting: Fitting
) -> tuple[Exercise | None, str]:
    """The exercise itself where it fits, else its nearest that does, else another that answers the same; and why."""
    top = fitting.case.band.levels[1] if first else 5
    if _suits(exercise, top, first, fitting):
        return exercise, ""
    why = _why(exercise, top, first, fitting)
    wanted = set(mechanisms) & set(exercise.mechanisms)
    for _, near in neighbours_of(exercise, fitting.library, FARTHEST):
        if near.id not in there and wanted & set(near.mechanisms) and _suits(near, top, first, fitting):
            return near, why
    others = [
        one
        for one in fitting.library.exercises.values()
        if one.id not in there
        and one.category == exercise.category
        and set(one.muscles.primary) & set(exercise.muscles.primary)
        and wanted & set(one.mechanisms)
        and _suits(one, top, first, fitting)
    ]
    best = min(others, key=lambda one: _unlike(one, exercise, fitting), default=None)
    return best, why if best else f"{why}; nothing of its kind fits"


def _unlike(one: Exercise, exercise: Exercise, fitting: Fitting) -> tuple[int, int, int, str]:
    evidence = evidence_score(one, fitting.library)
    return (fitting.cautions(one), abs(one.level - exercise.level), -evidence, one.id)


def _suits(exercise: Exercise, top: int, first: bool, fitting: Fitting) -> bool:
    """Later phases may be harder than the irritability of today allows: it is calmer by then (protocols.md)."""
    why = fitting.obstacles(exercise, first_phase=first)
    return exercise.level <= top and not (why.codes or why.missing or why.waits_for or why.avoided)


def _why(exercise: Exercise, top: int, first: bool, fitting: Fitting) -> str:
    library, why = fitting.library, fitting.obstacles(exercise, first_phase=first)
    if why.codes:
        known = library.precautions[why.codes[0]]
        feature = library.features[why.features[0]].name if why.features[0] != "any" else "is an exercise"
        return f"it {feature}; {known.name} rules that out ({known.status})"
    if why.missing:
        return f"it needs {', '.join(why.missing)} (home profile)"
    if why.waits_for:
        return f"it waits until {library.findings[why.waits_for].name} is gone (consensus)"
    if why.avoided:
        return "it is on the list to avoid"
    return f"level {exercise.level} is above {top} at {fitting.case.irritability} irritability (Kelley2013, recalled)"


def _dose(given: Dose, now: Exercise, same: bool, first: bool, fitting: Fitting) -> tuple[Dose, str]:
    """The dose of the protocol, made smaller in the first phase for what flares easily; a new exercise's own dose."""
    case = fitting.case
    if not same:
        return usual_dose(now, case.irritability if first else "moderate", fitting.codes), ""
    if not first or case.irritability != "high":
        return given, ""
    usual = usual_dose(now, "high", fitting.codes)
    smaller = {part: min(getattr(given, part), getattr(usual, part)) for part in ("sets", "reps", "minutes", "hold_s")}
    if all(getattr(given, part) == value for part, value in smaller.items()):
        return given, ""
    dose = given.changed(**smaller, reps_goal=None, hold_goal_s=None, minutes_goal=None)
    now_words = f"{how_much(dose, now.counts)}, {how_often(dose).lower()}"
    return dose, f"{how_much(given, now.counts)} → {now_words}: half the dose while it flares easily (consensus)"


def _with_kept(plan: Plan, fitting: Fitting) -> tuple[Plan, list[Change]]:
    """The plan with what must stay added to its first phase, where no precaution rules it out."""
    changes, first = [], plan.phases[0]
    for id in fitting.case.keep:
        exercise = fitting.library.exercises[id]
        if any(p.exercise == id for p in plan.prescriptions()):
            continue
        if fitting.obstacles(exercise).codes:
            known = fitting.library.precautions[fitting.obstacles(exercise).codes[0]]
            changes.append(Change(first.name, id, "", f"{known.name} rules it out ({known.status})"))
            continue
        mechanism = mechanism_of(exercise, plan.mechanisms, fitting.library)
        dose = usual_dose(exercise, fitting.case.irritability, fitting.codes)
        plan = plan.add(first.key, id, exercise.usual_side(plan.side), dose, mechanism)
        changes.append(Change(first.name, "", id, "the therapist wants it kept"))
    return (ordered_phase(plan, first.key, fitting.library) if changes else plan), changes


def _empty(plan: Plan) -> list[str]:
    return [
        f"{phase.name}: nothing of this phase fits; choose by hand (consensus)"
        for phase in plan.phases
        if not phase.prescriptions
    ]
