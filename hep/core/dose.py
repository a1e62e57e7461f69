"""How much of an exercise: sets, repetitions, holds, minutes or distance, how often."""

import re
from dataclasses import dataclass, fields, replace
from typing import Any

from hep.core.problem import Problem, Refused

# The hard bounds of the clinical facts (consensus, set wide so that real plans pass): field -> name, least, most.
BOUNDS = {
    "sets": ("Sets", 1, 10),
    "reps": ("Repetitions", 0, 100),
    "reps_goal": ("The repetitions to work up to", 1, 100),
    "hold_s": ("The hold in seconds", 0, 300),
    "hold_goal_s": ("The hold to work up to", 1, 300),
    "rest_s": ("The rest in seconds", 0, 600),
    "minutes": ("Minutes", 0, 120),
    "minutes_goal": ("The minutes to work up to", 1, 120),
    "distance_m": ("The distance in metres", 0, 5000),
    "steps": ("Steps", 0, 10000),
    "cadence": ("Steps a minute", 30, 200),
    "load_kg": ("The weight in kg", 0, 100),
    "per_day": ("Times a day", 1, 10),
    "days_per_week": ("Days a week", 1, 7),
}
MOST_REPS_A_DAY = 600
MOST_HOLD_A_SESSION_S = 1800
TEMPO = re.compile(r"\d{1,2}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose that is inside the hard bounds; making one that is not raises `Refused`.

    Repetitions, distance and steps count for each set (and for each leg, where an exercise is done one leg at a time);
    a goal is what they work up to. 0 and None mean "not asked for".
    """

    sets: int = 1
    reps: int = 0
    reps_goal: int | None = None
    hold_s: int = 0
    hold_goal_s: int | None = None
    rest_s: int = 0
    minutes: int = 0
    minutes_goal: int | None = None
    distance_m: int = 0
    steps: int = 0
    cadence: int | None = None
    load_kg: float = 0
    tempo: str = ""
    per_day: int = 1
    days_per_week: int = 7

    def __post_init__(self) -> None:
        if problems := [*self._out_of_bounds(), *self._contradictions()]:
            raise Refused(problems)

    def _out_of_bounds(self) -> list[Problem]:
        problems = []
        for field, (name, least, most) in BOUNDS.items():
            value = getattr(self, field)
            if value is not None and not least <= value <= most:
                problems.append(Problem(field, f"{name}: write a number from {least} to {most}."))
        if self.tempo and not TEMPO.fullmatch(self.tempo):
            problems.append(Problem("tempo", "Write the tempo like 2-1-3: seconds up, pause, seconds down."))
        return problems

    def _contradictions(self) -> list[Problem]:
        problems = []
        if not (self.reps or self.minutes or self.distance_m or self.steps):
            problems.append(Problem("reps", "Write how many repetitions, minutes, metres or steps."))
        for goal, start in (("reps_goal", self.reps), ("hold_goal_s", self.hold_s), ("minutes_goal", self.minutes)):
            value = getattr(self, goal)
            if value is not None and not start:
                problems.append(Problem(goal, "There is nothing to work up from: fill in the number to start with."))
            elif value is not None and value <= start:
                problems.append(Problem(goal, f"The goal is above the start: more than {start}, or leave it empty."))
        return problems + self._too_much()

    def _too_much(self) -> list[Problem]:
        """A start over the limits of a day and a session, or a goal that would take the patient over them."""
        problems = []
        for field, reps in (("reps", self.reps), ("reps_goal", self.reps_goal or 0)):
            if self.sets * reps * self.per_day > MOST_REPS_A_DAY:
                problems.append(Problem(field, f"That is over {MOST_REPS_A_DAY} repetitions a day."))
                break
        reps = max(self.reps, self.reps_goal or 0)
        for field, hold_s in (("hold_s", self.hold_s), ("hold_goal_s", self.hold_goal_s or 0)):
            if self.sets * reps * hold_s > MOST_HOLD_A_SESSION_S:
                problems.append(Problem(field, "That is over 30 minutes of holding in one session."))
                break
        return problems

    @property
    def is_walk(self) -> bool:
        """Counted by the clock, the metre or the step, not by repetitions."""
        return not self.reps

    def changed(self, **values: Any) -> "Dose":
        """The same dose with some fields changed; raises `Refused` as making one does."""
        return replace(self, **values)

    def as_dict(self) -> dict[str, Any]:
        """Only what differs from the defaults, in the order of the fields."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}


def how_much(dose: Dose, counts: str = "reps") -> str:
    """The first line of a dose as a therapist reads it: "3 × 10, hold 5 s".

    `counts` is what one repetition of the exercise is (`Exercise.counts`).
    """
    rounds = f"{dose.sets} × " if dose.sets > 1 or (dose.reps and not dose.minutes) else ""
    if dose.reps:
        unit = UNIT_WORDS.get(counts, "")
        text = f"{rounds}{_span(dose.reps, dose.reps_goal)}{unit}"
    elif dose.minutes:
        text = f"{rounds}{_span(dose.minutes, dose.minutes_goal)} min"
    elif dose.distance_m:
        text = f"{rounds}{dose.distance_m} m"
    else:
        text = f"{rounds}{dose.steps} steps"
    if dose.minutes and dose.reps:
        text += f", {_span(dose.minutes, dose.minutes_goal)} min"
    if dose.distance_m and (dose.reps or dose.minutes):
        text += f", {dose.distance_m} m"
    if dose.steps and (dose.reps or dose.minutes or dose.distance_m):
        text += f", {dose.steps} steps"
    if dose.hold_s:
        text += f", hold {_span(dose.hold_s, dose.hold_goal_s)} s"
    if dose.cadence:
        text += f", {dose.cadence} steps a minute"
    if dose.load_kg:
        text += f", {dose.load_kg:g} kg"
    if dose.tempo:
        text += f", tempo {dose.tempo}"
    return text


def how_often(dose: Dose) -> str:
    """The second line of a dose: "2 times a day, every day"."""
    times = "Once" if dose.per_day == 1 else f"{dose.per_day} times"
    days = {1: "1 day a week", 7: "every day"}.get(dose.days_per_week, f"{dose.days_per_week} days a week")
    return f"{times} a day, {days}"


# What a repetition is called beside its number, where it is not simply a repetition or a hold.
UNIT_WORDS = {
    "steps": " steps",
    "steps-each-way": " steps each way",
    "laps": " laps",
    "flights": " flights",
    "obstacles": " obstacles",
}


def _span(start: int, goal: int | None) -> str:
    return f"{start}–{goal}" if goal else str(start)
