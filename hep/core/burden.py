"""What a plan asks of the patient: minutes, exercises, changes of position, things needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from hep.core.dose import Dose
from hep.core.library import Exercise, Library
from hep.core.plan import Phase, Prescription

# The rule "Estimated time" of `dosage.md` (consensus).
TEMPO_S = 6
BESIDE_HOLD_S = 3
SET_UP_S = 30
CHANGE_OF_POSITION_S = 30
ADVISED_MINUTES = 20
MOST_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Burden:
    """Minutes are rounded up: nobody is promised less than it takes."""

    exercises: int
    minutes_a_session: int
    minutes_a_day: int
    minutes_a_week: int
    position_changes: int
    things: tuple[tuple[str, ...], ...]


def seconds(dose: Dose, exercise: Exercise, legs: int) -> int:
    """How long one session of an exercise takes; `legs` is 2 where each leg takes the dose in turn.

    A walk takes its minutes; a metre or a step counts as a repetition does.
    """
    if dose.minutes:
        return dose.sets * dose.minutes * 60
    count = dose.reps or dose.distance_m or dose.steps
    one = dose.hold_s + BESIDE_HOLD_S if dose.hold_s else TEMPO_S
    return dose.sets * count * one * legs + dose.rest_s * (dose.sets * legs - 1) + SET_UP_S


def prescription_seconds(prescription: Prescription, exercise: Exercise) -> int:
    """How long one session of a prescription takes."""
    return seconds(prescription.dose, exercise, exercise.legs(prescription.side))


def position_changes(prescriptions: Iterable[Prescription], library: Library) -> int:
    """How often the patient changes between lying, sitting and standing, in the order of the plan."""
    groups = [
        library.positions[library.exercises[p.exercise].position].group
        for p in prescriptions
        if p.exercise in library.exercises
    ]
    return sum(before != after for before, after in pairwise(groups))


def burden(phase: Phase, library: Library) -> Burden:
    """What a phase asks, every exercise at its own frequency; exercises the library no longer has count no time."""
    rows = [p for p in phase.prescriptions if p.exercise in library.exercises]
    sessions = _sessions(rows)
    day = [_session_seconds(session, library) for session in sessions]
    week = sum(
        _session_seconds(session, library)
        for days in range(1, 8)
        for session in _sessions([p for p in rows if p.dose.days_per_week >= days])
    )
    things = dict.fromkeys(choice for p in rows for choice in library.exercises[p.exercise].equipment_choices)
    return Burden(
        exercises=len(phase.prescriptions),
        minutes_a_session=_minutes(max(day, default=0)),
        minutes_a_day=_minutes(sum(day)),
        minutes_a_week=_minutes(week),
        position_changes=position_changes(rows, library),
        things=tuple(things),
    )


def _sessions(rows: Sequence[Prescription]) -> list[list[Prescription]]:
    """The sessions of a day: the first holds everything, the next what is done twice a day, and so on."""
    most = max((p.dose.per_day for p in rows), default=0)
    return [[p for p in rows if p.dose.per_day >= time] for time in range(1, most + 1)]


def _session_seconds(rows: Sequence[Prescription], library: Library) -> int:
    work = sum(prescription_seconds(p, library.exercises[p.exercise]) for p in rows)
    return work + CHANGE_OF_POSITION_S * position_changes(rows, library)


def _minutes(of_seconds: int) -> int:
    return ceil(of_seconds / 60)
