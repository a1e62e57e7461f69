"""The acts of the builder: each takes the row, its plan and the value of the button that was pressed.

An act returns the changed plan and where the page goes on: "rx-KEY" for a row, else the key of a phase. It raises
KeyError where the part it is about is gone, and `Refused` where a rule says no. Undo and redo are no acts: they go
along the history (`hep.records.plans`).
"""

from collections.abc import Callable, Iterable, Mapping

from flask import flash

from hep.core import ladder
from hep.core.dose_advice import usual_dose
from hep.core.dose_text import read_dose
from hep.core.library import Exercise
from hep.core.plan import Plan
from hep.core.problem import Problem, Refused
from hep.core.start_plan import prescribed
from hep.records import patients, plans
from hep.records.model import PlanRow
from hep.web import database
from hep.web.mends import MENDS
from hep.web.next_visit import NextVisit, Way, as_it_was
from hep.web.offers import Offers
from hep.web.suiting import Suiting

Act = Callable[[PlanRow, Plan, str], tuple[Plan, str]]


# -- exercises


def _add(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """ "bridge": last in the phase that is open; "bridge phase-2 0": at that place of that phase."""
    exercise, phase, place = [*value.split(" "), "", ""][:3]
    phase = plan.phase(phase or row.current_phase).key
    changed = prescribed(exercise, plan, phase, database.library())
    key = changed.phase(phase).prescriptions[-1].key
    return (changed.move(key, phase, _number(place)) if place else changed), f"rx-{key}"


def _add_found(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """The first exercise that the library beside the plan finds, last in the open phase, at the dose that was said."""
    offers, phase = Offers.of(row), plan.phase(row.current_phase).key
    if not offers.said.name or not offers.listed:
        flash(f"Nothing found for “{offers.said.name}”." if offers.said.name else "Write what to add.")
        return plan, ""
    changed = prescribed(offers.listed[0].exercise.id, plan, phase, database.library())
    added = changed.phase(phase).prescriptions[-1]
    if offers.said.dose:
        changed = changed.change(added.key, dose=read_dose(offers.said.dose, added.dose).dose)
    return changed, f"rx-{added.key}"


def _remove(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    """The page goes on at the row that takes the place, else at the one before, else at the phase."""
    phase = plan.phase_of(key)
    keys = [one.key for one in phase.prescriptions]
    at, left = keys.index(key), [one for one in keys if one != key]
    return plan.remove(key), f"rx-{left[min(at, len(left) - 1)]}" if left else phase.key


def _move(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """ "KEY up" or "KEY down": one place, past the end of a phase into its neighbour."""
    key, _, way = value.rpartition(" ")
    return plan.step(key, -1 if way == "up" else 1), f"rx-{key}"


def _place(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """ "KEY phase-2 0": at that place of that phase, among the rows that are there without it."""
    key, phase, place = [*value.split(" "), "", ""][:3]
    return plan.move(key, phase, _number(place)), f"rx-{key}"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise KeyError(text)
    return int(text)


def _swap(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """Another exercise in the same place, at its own usual dose; what was noted was about the one before."""
    key, _, exercise = value.rpartition(" ")
    return _swapped(row, plan, key, database.library().exercises[exercise]), f"rx-{key}"


def _swapped(row: PlanRow, plan: Plan, key: str, exercise: Exercise) -> Plan:
    dose = usual_dose(exercise, plan.irritability, patients.codes_on(row.patient, database.now().date()))
    return ladder.swapped(plan, key, exercise).change(key, dose=dose, note="", reason="")


def neighbour(row: PlanRow, plan: Plan, key: str, way: str) -> Exercise | None:
    """The easier or harder neighbour that suits the patient and is not in the phase yet; None where there is none."""
    library, one = database.library(), plan.prescription(key)
    taken = {other.exercise for other in plan.phase_of(key).prescriptions}
    suiting = Suiting(row.patient)
    if one.exercise not in library.exercises:
        return None
    ways = {"easier": ladder.easier, "harder": ladder.harder}[way]
    found = ways(library.exercises[one.exercise], library, lambda other: other.id not in taken and suiting.suits(other))
    return found[0] if found else None


def _easier(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return _to_neighbour(row, plan, key, "easier")


def _harder(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return _to_neighbour(row, plan, key, "harder")


def _to_neighbour(row: PlanRow, plan: Plan, key: str, way: str) -> tuple[Plan, str]:
    exercise = neighbour(row, plan, key, way)
    if exercise is None:
        raise Refused([Problem("exercise", f"No {way} exercise on its ladder suits this patient.")])
    return _swapped(row, plan, key, exercise), f"rx-{key}"


# -- phases


def _add_phase(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    changed = plan.add_phase(f"Phase {len(plan.phases) + 1}")
    row.current_phase = changed.phases[-1].key
    return changed, changed.phases[-1].key


def _copy_phase(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    """A new phase that goes on from this one, every exercise one step harder where one suits."""
    changed = plan.add_phase(f"Phase {len(plan.phases) + 1}")
    new = changed.phases[-1].key
    for one in plan.phase(key).prescriptions:
        changed = changed.add(new, one.exercise, one.side, one.dose, one.mechanism)
    row.current_phase = new
    return ladder.stepped_up(changed, new, database.library(), Suiting(row.patient).suits)[0], new


def _remove_phase(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return plan.remove_phase(key), "plan-column"


def _open_phase(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    plans.choose_phase(row, key)
    return plan, key


# -- the next visit


def _step_up(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return _stepped(row, plan, [plan.prescription(key).key], "up"), f"rx-{key}"


def _step_back(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return _stepped(row, plan, [plan.prescription(key).key], "back"), f"rx-{key}"


def _step_up_phase(row: PlanRow, plan: Plan, phase: str) -> tuple[Plan, str]:
    return _stepped(row, plan, _keys(plan, phase), "up"), phase


def _step_back_phase(row: PlanRow, plan: Plan, phase: str) -> tuple[Plan, str]:
    return _stepped(row, plan, _keys(plan, phase), "back"), phase


def _hold(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    """The exercise as it was last printed."""
    return as_it_was(plan, NextVisit.of(row, plan).was(key)), f"rx-{key}"


def _hold_phase(row: PlanRow, plan: Plan, phase: str) -> tuple[Plan, str]:
    """Every exercise of the phase as it was last printed; what is new since then stays."""
    visit = NextVisit.of(row, plan)
    for key in _keys(plan, phase):
        plan = as_it_was(plan, visit.was(key))
    return plan, phase


def _keys(plan: Plan, phase: str) -> list[str]:
    return [one.key for one in plan.phase(phase).prescriptions]


def _stepped(row: PlanRow, plan: Plan, keys: Iterable[str], way: Way) -> Plan:
    """One change from what was given last: pressed twice it is still one."""
    for key in keys:
        visit = NextVisit.of(row, plan)
        if step := visit.step(key, way):
            plan = as_it_was(plan, visit.was(key))
            if step.exercise == plan.prescription(key).exercise:
                plan = plan.change(key, dose=step.dose)
            else:
                plan = _swapped(row, plan, key, database.library().exercises[step.exercise])
    return plan


ACTS: Mapping[str, Act] = {
    "add": _add,
    "add_found": _add_found,
    "remove": _remove,
    "move": _move,
    "place": _place,
    "swap": _swap,
    "easier": _easier,
    "harder": _harder,
    "add_phase": _add_phase,
    "copy_phase": _copy_phase,
    "remove_phase": _remove_phase,
    "open_phase": _open_phase,
    "step_up": _step_up,
    "hold": _hold,
    "step_back": _step_back,
    "step_up_phase": _step_up_phase,
    "hold_phase": _hold_phase,
    "step_back_phase": _step_back_phase,
    **MENDS,
}
