"""Going up and going back: two-for-two, one change at a time, and what is too much from one version to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from hep.core.dose import Dose
from hep.core.dose_advice import Advice, consensus
from hep.core.library import Exercise, Library
from hep.core.plan import Plan, Prescription

SESSIONS = 2
SESSIONS_OVER_65 = 3
OVER = 65
SLOW = "2-1-5"
USUAL_TEMPO = "2-1-3"  # 2 s up, 1 s pause, 3 s down (consensus)
LONGEST_HOLD_S = 10
MOST_LOAD_STEP = 0.10
LOAD_STEP = Advice("load", "Raise a weight by 2–10 %", "ACSM2009", "verified")

Way = Literal["reps", "slower", "hold", "exercise", "load", "none"]


@dataclass(frozen=True, slots=True)
class Step:
    """The one next change: a way to go up, and the dose (or the exercise) it leads to."""

    way: Way
    dose: Dose
    exercise: str
    basis: Advice


def is_over(age: int | None) -> bool:
    return age is not None and age > OVER


def sessions_needed(age: int | None) -> int:
    """How many sessions in a row must go well before a step up: 2, or 3 over 65 (consensus)."""
    return SESSIONS_OVER_65 if is_over(age) else SESSIONS


def may_raise_load(last_sets: Sequence[int], target: int) -> bool:
    """Two-for-two (recalled): the last sets of the last two sessions each had two repetitions over the target."""
    return len(last_sets) >= SESSIONS and all(done >= target + 2 for done in last_sets[-SESSIONS:])


def may_step_up(pain: Sequence[int], clean: Sequence[bool], calm_mornings: Sequence[bool], age: int | None) -> bool:
    """Whether the last sessions allow a step: pain 3 or less, clean form, no worse next morning (consensus)."""
    needed = sessions_needed(age)
    if min(len(pain), len(clean), len(calm_mornings)) < needed:
        return False
    return all(one <= 3 for one in pain[-needed:]) and all(clean[-needed:]) and all(calm_mornings[-needed:])


def must_step_back(pain: int, done: int, target: int, *, clean: bool = True, calm_morning: bool = True) -> bool:
    """Pain above 5, a fault that stays, a worse next morning, or fewer than half the repetitions (consensus)."""
    return pain > 5 or not clean or not calm_morning or done * 2 < target


def next_step(exercise: Exercise, dose: Dose, harder: Exercise | None) -> Step:
    """The one next change: repetitions to the top, slower, a longer hold, the next exercise, then load (consensus)."""
    order = consensus("one change", "Repetitions, then slower, then a longer hold, then the next exercise, then load")
    if dose.reps_goal and dose.reps < dose.reps_goal:
        raised = dose.reps + 1 if dose.reps + 1 < dose.reps_goal else dose.reps_goal
        goal = dose.reps_goal if raised < dose.reps_goal else None
        return Step("reps", dose.changed(reps=raised, reps_goal=goal), exercise.id, order)
    moves = exercise.category in ("strengthening", "movement-training") and exercise.counts == "reps"
    if moves and not dose.hold_s and dose.tempo in ("", USUAL_TEMPO):
        return Step("slower", dose.changed(tempo=SLOW), exercise.id, order)
    if moves and 0 < dose.hold_s < LONGEST_HOLD_S:
        held = min(dose.hold_s + 2, LONGEST_HOLD_S)
        return Step("hold", dose.changed(hold_s=held, hold_goal_s=None), exercise.id, order)
    if harder:
        return Step("exercise", harder.dose, harder.id, order)
    if dose.load_kg:
        raised_kg = round(dose.load_kg * (1 + MOST_LOAD_STEP), 2)
        return Step("load", dose.changed(load_kg=min(raised_kg, 100)), exercise.id, LOAD_STEP)
    return Step("none", dose, exercise.id, order)


def half_the_sets(dose: Dose) -> Dose:
    """For two days after a worse next morning: half the sets, at least one (consensus)."""
    return dose.changed(sets=max(1, ceil(dose.sets / 2)))


# -- from one version to the next

PARTS = ("sets", "reps", "hold_s", "minutes", "distance_m", "steps", "load_kg", "tempo", "per_day", "days_per_week")


def version_warnings(before: Plan, after: Plan, library: Library) -> list[Advice]:
    """What is too much at once: a jump of more than one level, two changes in one exercise, weight, many exercises."""
    return [advice for _, advice in jumps(before, after, library)]


def jumps(before: Plan, after: Plan, library: Library) -> list[tuple[str, Advice]]:
    """The same, each with the key of its prescription; empty where it is about the whole plan."""
    old, said, raised = {p.key: p for p in before.prescriptions()}, [], 0
    for now in after.prescriptions():
        was, exercise = old.get(now.key), library.exercises.get(now.exercise)
        if was is None or exercise is None or was.exercise not in library.exercises:
            continue
        said += [(now.key, one) for one in _of_one(was, now, library)]
        if was.exercise == now.exercise:
            raised += bool(_raised(was, now))
        else:
            raised += exercise.level > library.exercises[was.exercise].level
    said += _new_ones(before, after, library)
    if raised > 2:
        many = consensus("exercises a week", f"{raised} exercises made harder at once: one or two a week")
        said.append(("", many))
    return said


def _of_one(was: Prescription, now: Prescription, library: Library) -> list[Advice]:
    exercise = library.exercises[now.exercise]
    if was.exercise != now.exercise:
        return _jump(library.exercises[was.exercise], exercise)
    said, changes = [], _raised(was, now)
    if len(changes) > 1:
        said.append(consensus("one change", f"{exercise.name}: {len(changes)} changes at once; make one"))
    if was.dose.load_kg and now.dose.load_kg > was.dose.load_kg * (1 + MOST_LOAD_STEP):
        rise = f"{was.dose.load_kg:g} → {now.dose.load_kg:g} kg"
        said.append(Advice("load", f"{exercise.name}: {rise}, more than 10 %", "ACSM2009", "verified"))
    return said


def _raised(was: Prescription, now: Prescription) -> list[str]:
    """The parts of a dose that grew; a rest that shrank counts, too."""
    grown = [part for part in PARTS if part != "tempo" and getattr(now.dose, part) > getattr(was.dose, part)]
    grown += ["tempo"] if was.dose.tempo != now.dose.tempo else []
    return grown + (["rest_s"] if now.dose.rest_s < was.dose.rest_s else [])


def _jump(was: Exercise, now: Exercise) -> list[Advice]:
    if now.level - was.level <= 1:
        return []
    sentence = f"{was.name} (level {was.level}) → {now.name} (level {now.level}): more than one level at once"
    return [consensus("level jump", sentence)]


def _new_ones(before: Plan, after: Plan, library: Library) -> list[tuple[str, Advice]]:
    """A new exercise more than one level above all that was there."""
    levels = [library.exercises[p.exercise].level for p in before.prescriptions() if p.exercise in library.exercises]
    old = {p.key for p in before.prescriptions()}
    top, said = max(levels, default=0), []
    for now in after.prescriptions():
        exercise = library.exercises.get(now.exercise)
        if levels and now.key not in old and exercise and exercise.level > top + 1:
            sentence = f"{exercise.name} is level {exercise.level}; until now the hardest was level {top}"
            said.append((now.key, consensus("level jump", sentence)))
    return said
