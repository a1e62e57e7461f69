"""All that the rules say of a plan, for the panel beside it: the same with and without scripts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hep.core.burden import Burden, TooMuch, balance_minutes_a_week, burden, too_much
from hep.core.coverage import coverage, findings_answered
from hep.core.dose_advice import BANDS, Advice, consensus, dose_warnings
from hep.core.home import Home, missing
from hep.core.library import Library
from hep.core.order import is_in_order
from hep.core.plan import Irritability, Phase, Plan
from hep.core.precautions import Conflict, PatientPrecaution, recheck

BALANCE_MINUTES = 120  # a week, where somebody may fall (Sherrington2011, verified)
SHORTEST_WEEKS, LONGEST_WEEKS = 2, 16


@dataclass(frozen=True, slots=True)
class Checks:
    """What stops, what is missing and what is too much; doses and things are by the key of the prescription."""

    conflicts: tuple[Conflict, ...]
    missing: Mapping[str, tuple[str, ...]]
    mechanisms: Mapping[str, tuple[str, ...]]
    findings: Mapping[str, tuple[str, ...]]
    doses: Mapping[str, tuple[Advice, ...]]
    burdens: Mapping[str, Burden]
    too_much: Mapping[str, tuple[TooMuch, ...]]
    in_order: Mapping[str, bool]
    whole: tuple[Advice, ...]

    @property
    def ruled_out(self) -> tuple[Conflict, ...]:
        return tuple(one for one in self.conflicts if one.ruled_out)


def check(
    plan: Plan,
    library: Library,
    *,
    precautions: Sequence[PatientPrecaution] = (),
    findings: Iterable[str] = (),
    home: Home | None = None,
    age: int | None = None,
    first: bool = False,
) -> Checks:
    """Every check of a plan at once; without a home nothing is missing."""
    codes = tuple(dict.fromkeys(one.code for one in precautions))
    rows = [(p, library.exercises[p.exercise]) for p in plan.prescriptions() if p.exercise in library.exercises]
    there = home.things(library) if home else frozenset[str]()
    return Checks(
        conflicts=recheck(plan, precautions, library),
        missing={p.key: tuple(found) for p, one in rows if home and (found := missing(one, home, library, there))},
        mechanisms=coverage(plan.prescriptions(), plan, library),
        findings=findings_answered(plan.prescriptions(), findings, library),
        doses={p.key: tuple(said) for p, one in rows if (said := dose_warnings(p.dose, one, codes, note=p.note))},
        burdens={phase.key: burden(phase, library) for phase in plan.phases},
        too_much={
            phase.key: tuple(
                too_much(phase, library, age=age, first=first and phase is plan.phases[0], mechanisms=plan.mechanisms)
            )
            for phase in plan.phases
        },
        in_order={phase.key: is_in_order(phase, library) for phase in plan.phases},
        whole=tuple(whole_plan(plan, library, codes)),
    )


def irritability_warnings(phase: Phase, irritability: Irritability, library: Library) -> list[tuple[str, Advice]]:
    """What is more than the irritability allows now: level, sets and number of exercises; by key, empty for the phase.

    The bands are borrowed from Kelley2013 (shoulder), recalled; the number of exercises is consensus.
    """
    band, said = BANDS[irritability], list[tuple[str, Advice]]()
    for one in phase.prescriptions:
        exercise = library.exercises.get(one.exercise)
        if exercise and exercise.level > band.levels[1]:
            sentence = f"{exercise.name} is level {exercise.level}: {irritability} irritability allows {band.levels[1]}"
            said.append((one.key, Advice("irritability level", sentence, "Kelley2013", "recalled")))
        elif exercise and one.dose.sets > band.most_sets:
            sentence = f"{exercise.name}, {one.dose.sets} sets: {irritability} irritability allows {band.most_sets}"
            said.append((one.key, Advice("irritability sets", sentence, "Kelley2013", "recalled")))
    if len(phase.prescriptions) > band.most_exercises:
        sentence = f"{len(phase.prescriptions)} exercises: {irritability} irritability allows {band.most_exercises}"
        said.append(("", consensus("irritability exercises", sentence)))
    return said


def whole_plan(plan: Plan, library: Library, codes: Collection[str] = ()) -> list[Advice]:
    """What is said of the plan as a whole: its length without a date to look again, and balance for who may fall."""
    said, weeks = [], sum(phase.weeks for phase in plan.phases)
    if plan.review_on is None and not SHORTEST_WEEKS <= weeks <= LONGEST_WEEKS:
        long = "1 week" if weeks == 1 else f"{weeks} weeks"
        said.append(consensus("length", f"{long} without a date for the next check: set one"))
    if "FALL-RISK" in codes:
        for phase in plan.phases:
            minutes = balance_minutes_a_week(phase, library)
            if minutes < BALANCE_MINUTES:
                sentence = (
                    f"{phase.name}: {minutes} minutes of balance work a week, 2 hours are asked for: "
                    "add a class, a walk with company or more balance time"
                )
                said.append(Advice("balance a week", sentence, "Sherrington2011", "verified"))
    return said
