"""The next visit: what was given last, what changed since, and one step up or back for each exercise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from hep.core import steps
from hep.core.difference import difference
from hep.core.dose import how_much
from hep.core.library import Library
from hep.core.plan import Plan, Prescription
from hep.records import handouts
from hep.records.model import HandoutRow, PlanRow
from hep.web import database
from hep.web.suiting import Suiting

Way = Literal["up", "back"]
WAYS = {"up": steps.up, "back": steps.back}


@dataclass(frozen=True, slots=True)
class NextVisit:
    """A plan beside its last handout that still counts; `handout` is None before there is one.

    `given` is what was given last, by key.
    """

    handout: HandoutRow | None
    before: Plan | None
    given: Mapping[str, Prescription]
    plan: Plan
    library: Library
    suiting: Suiting

    @classmethod
    def of(cls, row: PlanRow, plan: Plan) -> Self:
        before = handouts.last_plan(row)
        given = {one.key: one for one in before.prescriptions()} if before else {}
        return cls(handouts.last(row), before, given, plan, database.library(), Suiting(row.patient))

    @property
    def changed(self) -> list[str]:
        """What differs from what was given last, in words."""
        return difference(self.before, self.plan, self.library) if self.before else []

    def was(self, key: str) -> Prescription:
        """The prescription as it was given last; as it is now where it is new."""
        return self.given.get(key, self.plan.prescription(key))

    def step(self, key: str, way: Way) -> steps.Step | None:
        """The one change that a step from what was given last would be; None where there is none."""
        taken, suits = steps.taken(self.plan.phase_of(key), key, self.given), self.suiting.suits
        return WAYS[way](self.was(key), self.library, lambda one: one.id not in taken and suits(one))

    def step_words(self, key: str, way: Way) -> str:
        """ "2 × 12" or "Single-leg bridge"; empty where there is no step."""
        step = self.step(key, way)
        return steps.in_words(step, self.was(key), self.library) if step else ""

    def was_words(self, key: str) -> str:
        """What was given last in this place, where it is something else now: "Bridge, 2 × 8"."""
        was, now = self.was(key), self.plan.prescription(key)
        exercise = self.library.exercises.get(was.exercise)
        if exercise is None or (was.exercise, was.dose) == (now.exercise, now.dose):
            return ""
        dose = how_much(was.dose, exercise.counts)
        return dose if was.exercise == now.exercise else f"{exercise.name}, {dose}"

    def stands(self, key: str) -> str:
        """ "up", "hold" or "back": which of the three the prescription is now; empty for any other change."""
        was, now = self.was(key), self.plan.prescription(key)
        if (was.exercise, was.dose, was.side) == (now.exercise, now.dose, now.side):
            return "hold"
        for way in WAYS:
            step = self.step(key, way)  # type: ignore[arg-type]
            if step and step.exercise == now.exercise and (step.dose == now.dose or step.exercise != was.exercise):
                return way
        return ""

    def is_new(self, key: str) -> bool:
        return self.before is not None and key not in self.given


def as_it_was(plan: Plan, was: Prescription) -> Plan:
    """The plan with one prescription as it was given last; its note stays."""
    return plan.change(was.key, exercise=was.exercise, side=was.side, dose=was.dose, mechanism=was.mechanism)
