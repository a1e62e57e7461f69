"""A patient's plan as a value: phases of prescriptions. Every change returns a new plan."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from hep.core.dose import Dose
from hep.core.problem import Problem, Refused
from hep.core.sides import SIDES, PlanSide, Side

Irritability = Literal["high", "moderate", "low"]
IRRITABILITIES: tuple[Irritability, ...] = get_args(Irritability)

MOST_PHASES = 6
MOST_EXERCISES = 20  # in one phase: the hard bound of `dosage.md`, consensus
LONGEST = {"title": 60, "goal": 160, "name": 60, "criteria": 300, "note": 500, "reason": 500, "step": 200}


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise in one phase. `key` is its name within the plan and stays with it through every change.

    `reason` says why this exercise was chosen for this patient; for the therapist, never printed.
    """

    key: str
    exercise: str
    side: Side
    dose: Dose
    mechanism: str
    note: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        problems = []
        if self.side not in SIDES:
            problems.append(Problem("side", "Choose a side: left, right, both or alternating."))
        if len(self.note) > LONGEST["note"]:
            problems.append(Problem("note", f"A note has at most {LONGEST['note']} letters."))
        if len(self.reason) > LONGEST["reason"]:
            problems.append(Problem("reason", f"A reason has at most {LONGEST['reason']} letters."))
        if problems:
            raise Refused(problems)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of a plan; `criteria` say when the patient moves on from it."""

    key: str
    name: str
    weeks: int = 2
    criteria: str = ""
    prescriptions: tuple[Prescription, ...] = ()

    def __post_init__(self) -> None:
        problems = []
        if not self.name.strip():
            problems.append(Problem("name", "Give the phase a name, for example: Switch on."))
        if len(self.name) > LONGEST["name"]:
            problems.append(Problem("name", f"A name has at most {LONGEST['name']} letters."))
        if not 1 <= self.weeks <= 52:
            problems.append(Problem("weeks", "Weeks: write a number from 1 to 52."))
        if len(self.criteria) > LONGEST["criteria"]:
            problems.append(Problem("criteria", f"“Move on when” has at most {LONGEST['criteria']} letters."))
        if len(self.prescriptions) > MOST_EXERCISES:
            problems.append(Problem("prescriptions", f"A phase holds at most {MOST_EXERCISES} exercises."))
        if problems:
            raise Refused(problems)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the therapist prescribes. Keys of phases and prescriptions are unique within the plan.

    `findings` are the signs it answers, as codes of the library.
    """

    title: str = "Knee and hip"
    side: PlanSide = "right"
    mechanisms: tuple[str, ...] = ()
    irritability: Irritability = "moderate"
    goal: str = ""
    review_on: date | None = None
    phases: tuple[Phase, ...] = (Phase("phase-1", "Start"),)
    findings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = []
        if not self.title.strip():
            problems.append(Problem("title", "Give the plan a title, for example: Knee and hip."))
        for field in ("title", "goal"):
            if len(getattr(self, field)) > LONGEST[field]:
                problems.append(Problem(field, f"At most {LONGEST[field]} letters fit on the page."))
        if self.side not in ("left", "right", "both"):
            problems.append(Problem("side", "Choose the side that is treated: left, right or both."))
        if self.irritability not in IRRITABILITIES:
            problems.append(Problem("irritability", "Choose how easily the symptoms flare: high, moderate or low."))
        if not 1 <= len(self.phases) <= MOST_PHASES:
            problems.append(Problem("phases", f"A plan has 1 to {MOST_PHASES} phases."))
        for keys in ([phase.key for phase in self.phases], [p.key for p in self.prescriptions()]):
            if len(keys) != len(set(keys)):
                problems.append(Problem("phases", "Two parts of the plan have the same key."))
        if problems:
            raise Refused(problems)

    # -- looking

    def prescriptions(self) -> Iterator[Prescription]:
        """All prescriptions, phase by phase."""
        return (prescription for phase in self.phases for prescription in phase.prescriptions)

    def phase(self, key: str) -> Phase:
        """The phase of that key; raises KeyError."""
        for phase in self.phases:
            if phase.key == key:
                return phase
        raise KeyError(key)

    def phase_of(self, key: str) -> Phase:
        """The phase that holds the prescription of that key; raises KeyError."""
        for phase in self.phases:
            if any(prescription.key == key for prescription in phase.prescriptions):
                return phase
        raise KeyError(key)

    def prescription(self, key: str) -> Prescription:
        """The prescription of that key; raises KeyError."""
        return next(p for p in self.phase_of(key).prescriptions if p.key == key)

    # -- the whole

    def described(self, **values: Any) -> "Plan":
        """The plan with another title, side, mechanisms, irritability, goal or review date."""
        return replace(self, **values)

    # -- prescriptions

    def add(
        self, phase: str, exercise: str, side: Side, dose: Dose, mechanism: str, note: str = "", at: int | None = None
    ) -> "Plan":
        """The plan with one more exercise, last in the phase or before place `at` (from 0)."""
        key = _unused(exercise, (p.key for p in self.prescriptions()))
        return self._put(phase, Prescription(key, exercise, side, dose, mechanism, note), at)

    def remove(self, key: str) -> "Plan":
        return self._with(self.phase_of(key).key, lambda rows: tuple(p for p in rows if p.key != key))

    def move(self, key: str, phase: str, at: int) -> "Plan":
        """The plan with a prescription at place `at` (from 0) of a phase, its own or another."""
        self.phase(phase)
        return self.remove(key)._put(phase, self.prescription(key), at)

    def step(self, key: str, by: int) -> "Plan":
        """One place up (-1) or down (+1); past the end of a phase into its neighbour, where there is one."""
        phase = self.phase_of(key)
        number = self.phases.index(phase)
        at = [p.key for p in phase.prescriptions].index(key) + by
        if 0 <= at < len(phase.prescriptions):
            return self.move(key, phase.key, at)
        if not 0 <= number + by < len(self.phases):
            return self
        neighbour = self.phases[number + by]
        return self.move(key, neighbour.key, 0 if by > 0 else len(neighbour.prescriptions))

    def change(self, key: str, **values: Any) -> "Plan":
        """The plan with other values (side, dose, note, mechanism, exercise) in one prescription."""
        return self._with(
            self.phase_of(key).key,
            lambda rows: tuple(replace(p, **values) if p.key == key else p for p in rows),
        )

    def _put(self, phase: str, prescription: Prescription, at: int | None) -> "Plan":
        def put(rows: tuple[Prescription, ...]) -> tuple[Prescription, ...]:
            place = len(rows) if at is None else min(max(at, 0), len(rows))
            return (*rows[:place], prescription, *rows[place:])

        return self._with(phase, put)

    def _with(self, phase: str, edit: Callable[[tuple[Prescription, ...]], tuple[Prescription, ...]]) -> "Plan":
        self.phase(phase)
        return replace(
            self,
            phases=tuple(
                replace(one, prescriptions=edit(one.prescriptions)) if one.key == phase else one for one in self.phases
            ),
        )

    # -- phases

    def add_phase(self, name: str, weeks: int = 2, criteria: str = "") -> "Plan":
        key = _unused("phase", (phase.key for phase in self.phases), first="phase-1")
        return replace(self, phases=(*self.phases, Phase(key, name, weeks, criteria)))

    def remove_phase(self, key: str) -> "Plan":
        """The plan without that phase and what is in it; the last phase cannot go."""
        self.phase(key)
        return replace(self, phases=tuple(phase for phase in self.phases if phase.key != key))

    def change_phase(self, key: str, **values: Any) -> "Plan":
        """The plan with another name, weeks or criteria in one phase."""
        self.phase(key)
        return replace(
            self, phases=tuple(replace(phase, **values) if phase.key == key else phase for phase in self.phases)
        )


def _unused(stem: str, used: Iterable[str], first: str | None = None) -> str:
    taken = set(used)
    key, number = first or stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
