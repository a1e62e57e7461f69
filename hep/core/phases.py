"""The phases of a draft: doses that fit into a day, and one step up the ladder from phase to phase."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from hep.core.burden import MOST_MINUTES, burden, prescription_seconds
from hep.core.case import Case, Fitting
from hep.core.dose import Dose
from hep.core.dose_advice import usual_dose
from hep.core.findings import held_back
from hep.core.ladder import harder
from hep.core.library import Exercise, Library
from hep.core.order import in_order
from hep.core.plan import LONGEST, Irritability, Phase, Plan, Prescription
from hep.core.progress import next_step, sessions_needed
from hep.core.sides import in_words

NAMES: Mapping[Irritability, tuple[str, ...]] = {
    "high": ("Calm", "Wake up"),
    "moderate": ("Switch on", "Build", "Strengthen"),
    "low": ("Build", "Strengthen", "Load"),
}
LOW_PAIN_TO_MOVE_ON = frozenset({"GTPS", "KNEE-FLARE"})  # protocols.md, general criteria (consensus)
MOST_CHOICES = 2  # harder neighbours that are weighed for one exercise


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise of a phase; `came_from` is the exercise of the phase before, `less` what was cut to save time.

    `as_before`: nothing of it changed since the phase before.
    """

    exercise: Exercise
    dose: Dose
    came_from: str = ""
    less: str = ""
    as_before: bool = False


def first_phase(exercises: Sequence[Exercise], fitting: Fitting) -> list[Row]:
    """The chosen exercises in order, dosed for the irritability, within 30 minutes a day."""
    case = fitting.case
    rows = [Row(one, usual_dose(one, case.irritability, case.codes)) for one in in_order(exercises, fitting.library)]
    return within_a_day(rows, fitting)


def later_phases(rows: Sequence[Row], answers: Callable[[Exercise], int], fitting: Fitting) -> list[list[Row]]:
    """What comes after the first phase, as long as something can be made harder within the irritability."""
    found, before = [], list(rows)
    for _, top_level in fitting.case.band.levels_by_phase[1:]:
        after = _stepped(before, top_level, answers, fitting)
        if all(row.exercise.id == row.came_from for row in after):
            break
        found.append(after)
        before = after
    return found


def plan_of(
    phases: Sequence[Sequence[Row]], case: Case, library: Library, mechanism_of: Callable[[Exercise], str]
) -> Plan:
    """The phases as a plan."""
    names = NAMES[case.irritability]
    plan = Plan(side=case.side, irritability=case.irritability, goal=case.goal[: LONGEST["goal"]])
    plan = replace(
        plan,
        phases=tuple(
            Phase(f"phase-{number}", names[number - 1], case.band.weeks, criteria_of(rows, case, gone))
            for number, (rows, gone) in enumerate(zip(phases, _to_be_gone(phases, case, library), strict=True), 1)
        ),
    )
    for number, rows in enumerate(phases, 1):
        for row in rows:
            side = row.exercise.usual_side(case.side)
            plan = plan.add(f"phase-{number}", row.exercise.id, side, row.dose, mechanism_of(row.exercise))
    return plan


def _to_be_gone(phases: Sequence[Sequence[Row]], case: Case, library: Library) -> list[str]:
    """For each phase the finding that an exercise of the next one waits for, or nothing."""
    waits = [
        next((found for row in rows if (found := held_back(row.exercise, case.findings))), "") for rows in phases[1:]
    ]
    return [*(library.findings[one].name if one else "" for one in waits), ""]


def criteria_of(rows: Sequence[Row], case: Case, gone: str = "") -> str:
    """When to move on: the general criteria of `protocols.md` (consensus), and the test of the hardest exercise."""
    pain = 2 if LOW_PAIN_TO_MOVE_ON.intersection(case.codes) else 3
    general = (
        f"Pain is {pain} of 10 or less and no worse the next morning, there is no new swelling, all sets are clean "
        f"on {sessions_needed(case.age)} sessions"
    ) + (f", and this sign is gone: {gone}" if gone else "")
    hardest = max(rows, key=lambda row: row.exercise.level)
    test = in_words(hardest.exercise.step_up, case.side).rstrip(".")
    own = f"; {hardest.exercise.name}: {test}"
    return general + own if len(general + own) <= LONGEST["criteria"] else general


def within_a_day(rows: Sequence[Row], fitting: Fitting) -> list[Row]:
    """At most 30 minutes a day (consensus): first fewer times a day, then fewer sets, of what takes longest."""
    rows = list(rows)
    while _minutes(rows, fitting) > MOST_MINUTES:
        often = [place for place, row in enumerate(rows) if row.dose.per_day > 1]
        many = [place for place, row in enumerate(rows) if row.dose.sets > 1]
        if not often and not many:
            break
        place = max(often or many, key=lambda one: (_seconds(rows[one], fitting.case), -one))
        row = rows[place]
        part = "per_day" if often else "sets"
        dose = row.dose.changed(**{part: getattr(row.dose, part) - 1})
        rows[place] = replace(row, dose=dose, less=_less(row.exercise.dose, dose))
    return rows


def _less(usual: Dose, now: Dose) -> str:
    parts = []
    if now.per_day < usual.per_day:
        parts.append(f"{now.per_day} instead of {usual.per_day} times a day")
    if now.sets < usual.sets:
        parts.append(f"{now.sets} instead of {usual.sets} sets")
    return " and ".join(parts)


def _stepped(before: Sequence[Row], top_level: int, answers: Callable[[Exercise], int], fitting: Fitting) -> list[Row]:
    """Each exercise one step harder where that fits, so that all mechanisms and muscles stay answered.

    Of all ways to do so: what stays answered, then the most steps, the fewest cautions, the usual neighbours.
    """
    choices = [_choices(row, top_level, before, fitting) for row in before]
    masks = [[answers(one) for one in ways] for ways in choices]
    cares = [[fitting.cautions(one) for one in ways] for ways in choices]
    wanted = 0
    for row in before:
        wanted |= answers(row.exercise)
    best: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    for places in product(*(range(len(ways)) for ways in choices)):
        chosen = [ways[place].id for ways, place in zip(choices, places, strict=True)]
        if len(set(chosen)) < len(chosen):
            continue
        covered = 0
        for ways, place in zip(masks, places, strict=True):
            covered |= ways[place]
        stayed = sum(one == row.exercise.id for one, row in zip(chosen, before, strict=True))
        cautions = sum(cares[number][place] for number, place in enumerate(places))
        score = ((wanted & ~covered).bit_count(), stayed, cautions, *places)
        if best is None or score < best[0]:
            best = (score, places)
    assert best is not None  # staying as it is is always one of the ways
    after = [ways[place] for ways, place in zip(choices, best[1], strict=True)]
    rows = {one.id: _grown(row, one, fitting.case) for row, one in zip(before, after, strict=True)}
    return within_a_day([rows[one.id] for one in in_order(after, fitting.library)], fitting)


def _choices(row: Row, top_level: int, before: Sequence[Row], fitting: Fitting) -> list[Exercise]:
    """The harder neighbours that fit, at most one level up and not yet there; and to stay."""
    if row.exercise.id in fitting.case.keep:
        return [row.exercise]
    there = {one.exercise.id for one in before}
    up = harder(
        row.exercise,
        fitting.library,
        lambda one: (
            one.level <= min(top_level, row.exercise.level + 1)
            and one.id not in there
            and fitting.fits(one, first_phase=False)
        ),
    )
    return [*up[:MOST_CHOICES], row.exercise]


def _grown(row: Row, now: Exercise, case: Case) -> Row:
    """The next exercise at its usual dose, or the same one with one thing made harder. What flared is calm by now."""
    irritability: Irritability = "moderate" if case.irritability == "high" else case.irritability
    if now.id != row.exercise.id or case.irritability == "high":
        return Row(now, usual_dose(now, irritability, case.codes), row.exercise.id)
    dose = next_step(now, row.dose, None).dose
    return Row(now, dose, now.id, as_before=dose == row.dose)


def _seconds(row: Row, case: Case) -> int:
    side = row.exercise.usual_side(case.side)
    return prescription_seconds(Prescription("x", row.exercise.id, side, row.dose, ""), row.exercise) * row.dose.per_day


def _minutes(rows: Sequence[Row], fitting: Fitting) -> int:
    side = fitting.case.side
    phase = Phase(
        "x",
        "x",
        prescriptions=tuple(
            Prescription(str(place), row.exercise.id, row.exercise.usual_side(side), row.dose, "")
            for place, row in enumerate(rows)
        ),
    )
    return burden(phase, fitting.library).minutes_a_day
