"""What a plan asks of the patient: minutes, exercises, changes of position, things needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Literal

from hep.core.coverage import answers_mechanism
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
        minutes_a_session=minutes(max(day, default=0)),
        minutes_a_day=minutes(sum(day)),
        minutes_a_week=minutes(week),
        position_changes=position_changes(rows, library),
        things=tuple(things),
    )


def balance_minutes_a_week(phase: Phase, library: Library) -> int:
    """Minutes a week of work on the feet that challenges balance; nothing seated or lying counts (Sherrington2011)."""
    rows = [(p, library.exercises[p.exercise]) for p in phase.prescriptions if p.exercise in library.exercises]
    total = sum(
        prescription_seconds(p, one) * p.dose.per_day * p.dose.days_per_week
        for p, one in rows
        if one.category in ("balance", "gait-training") and library.positions[one.position].group == "standing"
    )
    return total // 60


def _sessions(rows: Sequence[Prescription]) -> list[list[Prescription]]:
    """The sessions of a day: the first holds everything, the next what is done twice a day, and so on."""
    most = max((p.dose.per_day for p in rows), default=0)
    return [[p for p in rows if p.dose.per_day >= time] for time in range(1, most + 1)]


def _session_seconds(rows: Sequence[Prescription], library: Library) -> int:
    work = sum(prescription_seconds(p, library.exercises[p.exercise]) for p in rows)
    return work + CHANGE_OF_POSITION_S * position_changes(rows, library)


def minutes(of_seconds: int) -> int:
    """Whole minutes, the last one begun."""
    return ceil(of_seconds / 60)


# -- advice

FIRST_HANDOUT = 3
OVER_65 = 4
AT_ALL = 6
OVER = 65


@dataclass(frozen=True, slots=True)
class LessWork:
    """One change that makes a day shorter, and how short it makes it."""

    way: Literal["once a day", "without"]
    key: str
    exercise: str
    minutes_a_day: int

    def in_words(self, library: Library) -> str:
        name = library.exercises[self.exercise].name
        how = f"With *{name}* once a day" if self.way == "once a day" else f"Without *{name}*"
        return f"{how} it is {self.minutes_a_day} minutes"


@dataclass(frozen=True, slots=True)
class TooMuch:
    """Burden over the advice: what, by how much, on what basis, and the one change that helps most."""

    rule: Literal["exercises", "minutes"]
    sentence: str
    basis: str
    mend: LessWork | None = None


def too_much(
    phase: Phase, library: Library, *, age: int | None = None, first: bool = False, mechanisms: Iterable[str] = ()
) -> list[TooMuch]:
    """Where a phase is over the advice; each mechanism that is answered now stays answered by the mend."""
    found = []
    count, most, why, basis = len(phase.prescriptions), *_advised(age, first)
    mend = lightest_change(phase, library, mechanisms)
    if count > most:
        without = lightest_change(phase, library, mechanisms, ways=("without",))
        found.append(TooMuch("exercises", f"{count} exercises: {why}", basis, without))
    minutes = burden(phase, library).minutes_a_day
    if minutes > ADVISED_MINUTES:
        limit, called = (MOST_MINUTES, "limit") if minutes > MOST_MINUTES else (ADVISED_MINUTES, "advice")
        sentence = f"{minutes} minutes a day: {minutes - limit} over the {called} of {limit}"
        found.append(TooMuch("minutes", sentence, "consensus", mend))
    return found


def lightest_change(
    phase: Phase,
    library: Library,
    mechanisms: Iterable[str] = (),
    ways: Sequence[Literal["once a day", "without"]] = ("once a day", "without"),
) -> LessWork | None:
    """The one change that helps most: the mildest that brings the day within the advice, else what saves most."""
    rows = [p for p in phase.prescriptions if p.exercise in library.exercises]
    times = {p.key: prescription_seconds(p, library.exercises[p.exercise]) for p in rows}
    groups = {p.key: library.positions[library.exercises[p.exercise].position].group for p in rows}
    per_day = {p.key: p.dose.per_day for p in rows}
    needed = _alone(rows, mechanisms, library)
    options = []
    for way in ways:
        for p in rows:
            if way == "once a day" and p.dose.per_day > 1:
                left = _day_minutes(times, groups, per_day | {p.key: 1})
            elif way == "without" and p.key not in needed and len(rows) > 1:
                left = _day_minutes(times, groups, {key: n for key, n in per_day.items() if key != p.key})
            else:
                continue
            options.append(LessWork(way, p.key, p.exercise, left))
    limits = [limit for limit in (ADVISED_MINUTES, MOST_MINUTES) if any(o.minutes_a_day <= limit for o in options)]
    for way in ways if limits else ():
        fitting = [o for o in options if o.way == way and o.minutes_a_day <= limits[0]]
        if fitting:
            return min(fitting, key=lambda o: (o.minutes_a_day, o.exercise, o.key))
    return min(options, key=lambda o: (o.minutes_a_day, o.exercise, o.key), default=None)


def _advised(age: int | None, first: bool) -> tuple[int, str, str]:
    if first:
        return FIRST_HANDOUT, f"a first handout has {FIRST_HANDOUT}", "consensus"
    if age is not None and age > OVER:
        basis = "consensus; over 65, 2 were done better than 8: Henry1999, n 15, verified"
        return OVER_65, f"over 65, {OVER_65} are done more often", basis
    basis = "consensus; Medina2009 and Eckard2015, verified on a secondary page"
    return AT_ALL, f"more than {AT_ALL} are seldom done", basis


def _alone(rows: Sequence[Prescription], mechanisms: Iterable[str], library: Library) -> set[str]:
    """The keys of the prescriptions that alone answer a mechanism."""
    found = set()
    for mechanism in mechanisms:
        keys = [p.key for p in rows if answers_mechanism(library.exercises[p.exercise], mechanism, library)]
        found |= set(keys) if len(keys) == 1 else set()
    return found


def _day_minutes(times: Mapping[str, int], groups: Mapping[str, str], per_day: Mapping[str, int]) -> int:
    """Minutes of a day by the same rule as `burden`, from seconds already known."""
    total = 0
    for time in range(1, max(per_day.values(), default=0) + 1):
        keys = [key for key, most in per_day.items() if most >= time]
        total += sum(times[key] for key in keys)
        total += CHANGE_OF_POSITION_S * sum(groups[a] != groups[b] for a, b in pairwise(keys))
    return minutes(total)
