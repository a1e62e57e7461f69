"""What the program mends at one press: acts of the builder, each one step of the history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hep.core import dose_mends
from hep.core.dose import Dose
from hep.core.dose_goals import GOALS, GoalRow, dose_for, goals_for
from hep.core.library import Exercise
from hep.core.order import ordered_phase
from hep.core.plan import Plan, Prescription
from hep.records import handouts, patients
from hep.records.model import PlanRow
from hep.web import database
from hep.web.forms import in_sight


def _mend_dose(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    key, _, rule = value.partition(" ")
    one, library = plan.prescription(key), database.library()
    codes = patients.codes_on(row.patient, database.now().date())
    better = dose_mends.mended(one.dose, library.exercises[one.exercise], rule, codes)
    return (plan.change(key, dose=better) if better else plan), f"rx-{key}"


def _dose_for(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """The dose of a goal ("KEY endurance"), within what the irritability allows."""
    key, _, goal = value.partition(" ")
    one = plan.prescription(key)
    exercise = database.library().exercises[one.exercise]
    dose = dict(_doses_by_goal(exercise, plan))[goal]
    return plan.change(key, dose=dose), f"rx-{key}"


def _doses_by_goal(exercise: Exercise, plan: Plan) -> list[tuple[str, Dose]]:
    return [(goal, dose_for(exercise, goal, plan.irritability)) for goal in goals_for(exercise)]


@dataclass(frozen=True, slots=True)
class GoalDose:
    """The dose of a goal as a button: its act's value, the row of the table, the dose."""

    value: str
    row: GoalRow
    dose: Dose


def doses_by_goal(prescription: Prescription, plan: Plan) -> list[GoalDose]:
    """What the dose of an exercise would be by goal and irritability; for the form of its dose."""
    exercise = database.library().exercises.get(prescription.exercise)
    found = _doses_by_goal(exercise, plan) if exercise else []
    return [GoalDose(f"{prescription.key} {goal}", GOALS[goal], dose) for goal, dose in found]  # type: ignore[index]


def _once_a_day(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return plan.change(key, dose=plan.prescription(key).dose.changed(per_day=1)), f"rx-{key}"


def _mend_order(row: PlanRow, plan: Plan, phase: str) -> tuple[Plan, str]:
    return ordered_phase(plan, phase, database.library()), phase


def _as_before(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    """The prescription as it was last printed; what is new since then goes."""
    before = handouts.last_plan(row)
    plan.prescription(key)  # which must be there
    was = next((p for p in before.prescriptions() if p.key == key), None) if before else None
    if was is None:
        return plan.remove(key), plan.phase_of(key).key
    return plan.change(key, exercise=was.exercise, side=was.side, dose=was.dose, mechanism=was.mechanism), f"rx-{key}"


def _set_review(row: PlanRow, plan: Plan, day: str) -> tuple[Plan, str]:
    try:
        review_on = date.fromisoformat(day)
    except ValueError:
        raise KeyError(day) from None
    if not in_sight(review_on):
        raise KeyError(day)
    return plan.described(review_on=review_on), "plan-column"


def _keep_draft(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """The draft is the therapist's plan from now on."""
    row.draft = None
    return plan, "plan-column"


MENDS: dict[str, Callable[[PlanRow, Plan, str], tuple[Plan, str]]] = {
    "mend_dose": _mend_dose,
    "dose_for": _dose_for,
    "once_a_day": _once_a_day,
    "mend_order": _mend_order,
    "as_before": _as_before,
    "set_review": _set_review,
    "keep_draft": _keep_draft,
}
