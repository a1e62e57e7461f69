"""One prescription as a form: only the fields that its exercise can use."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from wtforms import HiddenField
from wtforms.validators import Optional

from hep.core.burden import minutes, seconds
from hep.core.dose import Dose, how_much, how_often
from hep.core.dose_text import MOST_LETTERS, read_dose, written
from hep.core.library import Library
from hep.core.plan import LONGEST, Plan, Prescription
from hep.core.problem import Problem, Refused
from hep.core.sides import SIDES
from hep.web.forms import HepForm, Weight, WholeNumber, choice, lines, radio, text

GAIT = ("minutes", "minutes_goal", "distance_m", "steps", "cadence")
REPETITIONS = ("reps", "reps_goal", "hold_s", "hold_goal_s", "load_kg")
WALKED = ("minutes", "metres", "steps")  # what such an exercise counts can also be given as a walk
ALWAYS = ("sets", "rest_s", "per_day", "days_per_week")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed dose is understood: in `words`, or what is wrong with it; neither where it is not finished."""

    words: str = ""
    problem: str = ""

    @classmethod
    def of(cls, text: str, prescription: Prescription, library: Library) -> Self:
        """Read by the same rules by which it is saved."""
        exercise = library.exercises.get(prescription.exercise)
        try:
            dose = prescription.dose if text == written(prescription.dose) else read_dose(text, prescription.dose).dose
        except Refused as refused:
            return cls() if any(one.field == "dose" for one in refused.problems) else cls(problem=f"{refused}")
        words = f"{how_much(dose, exercise.counts if exercise else 'reps')}, {how_often(dose).lower()}"
        if exercise is None:
            return cls(f"{words}.")
        lasts = minutes(seconds(dose, exercise, exercise.legs(prescription.side)))
        return cls(f"{words}. {lasts} minute{'' if lasts == 1 else 's'} a session.")


class PrescriptionForm(HepForm):
    """`said` is the dose as a person says it; where it was changed it counts, else the fields do."""

    said = text("Dose", prints=False, most=MOST_LETTERS)
    side = choice("Side", {one: one.capitalize() for one in SIDES})
    mechanism = choice("Why")
    sets = WholeNumber("Sets")
    reps = WholeNumber("Repetitions", [Optional()])
    reps_goal = WholeNumber("Work up to", [Optional()])
    hold_s = WholeNumber("Hold, s", [Optional()])
    hold_goal_s = WholeNumber("Hold up to, s", [Optional()])
    load_kg = Weight("Weight, kg", [Optional()])
    minutes = WholeNumber("Minutes", [Optional()])
    minutes_goal = WholeNumber("Minutes, up to", [Optional()])
    distance_m = WholeNumber("Distance, m", [Optional()])
    steps = WholeNumber("Steps", [Optional()])
    cadence = WholeNumber("Steps a minute", [Optional()])
    rest_s = WholeNumber("Rest, s", [Optional()])
    per_day = WholeNumber("Times a day")
    days_per_week = WholeNumber("Days a week")
    note = lines("Note for the patient", LONGEST["note"])
    revision = HiddenField()
    step = HiddenField()

    key = ""
    shown: tuple[str, ...] = ()
    reading = Reading()

    @classmethod
    def of(cls, prescription: Prescription, revision: int, step: int | None, library: Library) -> Self:
        """The form as it is opened on a plan at that step of its history."""
        dose = {field: getattr(prescription.dose, field) for field in (*ALWAYS, *REPETITIONS, *GAIT)}
        facts = {"side": prescription.side, "mechanism": prescription.mechanism, "note": prescription.note}
        filled = {field: value for field, value in dose.items() if value} | {"said": written(prescription.dose)}
        return cls(None, data={**filled, **facts, "revision": revision, "step": step or ""})._for(prescription, library)

    @classmethod
    def sent(cls, prescription: Prescription, library: Library) -> Self:
        """The form as it comes back."""
        return cls()._for(prescription, library)

    def _for(self, prescription: Prescription, library: Library) -> Self:
        exercise = library.exercises.get(prescription.exercise)
        mechanisms = dict.fromkeys([*(exercise.mechanisms if exercise else ()), prescription.mechanism])
        self.mechanism.choices = {one: library.mechanisms[one].name for one in mechanisms if one in library.mechanisms}
        self.key = prescription.key
        self.reading = Reading.of(self.said.data or "", prescription, library)
        walks = prescription.dose.is_walk or (exercise is not None and exercise.counts in WALKED)
        self.shown = (
            "sets",
            *(REPETITIONS if not prescription.dose.is_walk else ()),
            *(GAIT if walks else ()),
            *ALWAYS[1:],
        )
        return self

    def refuse(self, problems: Iterable[Problem]) -> None:
        """A walk has no field for repetitions: what is said of them stands beside the minutes."""
        first = "reps" if "reps" in self.shown else "minutes"
        super().refuse(replace(one, field=first) if one.field == "reps" else one for one in problems)

    def values(self, before: Dose) -> dict[str, Any]:
        """The changed parts of the prescription; raises `Refused` where the rules refuse the dose."""
        typed = {field: self[field].data for field in self.shown}
        goals = ("reps_goal", "hold_goal_s", "minutes_goal", "cadence")
        numbers = {field: value if field in goals else value or 0 for field, value in typed.items()}
        return {
            "side": self.side.data,
            "mechanism": self.mechanism.data,
            "note": self.note.data or "",
            "dose": self._dose(before, numbers),
        }

    def _dose(self, before: Dose, numbers: dict[str, Any]) -> Dose:
        if not self.said.data or self.said.data == written(before):
            return before.changed(**numbers)
        try:
            return read_dose(self.said.data, before).dose
        except Refused as refused:
            raise Refused(replace(one, field="said") for one in refused.problems) from None


class ManyForm(HepForm):
    """The same frequency for many exercises; what is left empty stays as it is."""

    per_day = WholeNumber("Times a day", [Optional()])
    days_per_week = WholeNumber("Days a week", [Optional()])
    scope = radio("For", {"phase": "This phase", "plan": "The whole plan"}, default="phase")
    revision = HiddenField()
    step = HiddenField()

    def changed(self, plan: Plan, phase: str, library: Library) -> Plan:
        """Raises `Refused`, with the name of the exercise for which it is too much."""
        typed = {"per_day": self.per_day.data, "days_per_week": self.days_per_week.data}
        values = {part: value for part, value in typed.items() if value is not None}
        if not values:
            raise Refused([Problem("per_day", "Write how often: times a day, days a week, or both.")])
        for one in [
            one for each in plan.phases if self.scope.data == "plan" or each.key == phase for one in each.prescriptions
        ]:
            try:
                plan = plan.change(one.key, dose=one.dose.changed(**values))
            except Refused as refused:
                name = library.exercises[one.exercise].name if one.exercise in library.exercises else one.exercise
                fields = {
                    problem.field if problem.field in values else next(iter(values)) for problem in refused.problems
                }
                raise Refused(Problem(field, f"{name}: {refused}") for field in sorted(fields)) from None
        return plan
