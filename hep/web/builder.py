"""The builder: the page of one plan, where every act is one form that is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep.core.burden import burden
from hep.core.coverage import coverage
from hep.core.library import CATEGORIES, Exercise
from hep.core.plan import Phase, Plan
from hep.core.precautions import Hit, hits
from hep.core.problem import Refused
from hep.core.search import Filters, search
from hep.core.start_plan import prescribed
from hep.records import patients, plans
from hep.records.model import PlanRow
from hep.web import access, database
from hep.web.checking import MENDS, checks_of, keep_of
from hep.web.dose_form import PrescriptionForm
from hep.web.forms import HepForm, WholeNumber, lines, text
from hep.web.saving import save, stale

pages = Blueprint("builder", __name__)


class PhaseForm(HepForm):
    name = text("Name", "Give the phase a name, for example: Switch on.")
    weeks = WholeNumber("Weeks")
    criteria = lines("Move on when", 300)
    revision = HiddenField()


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise in the library beside the plan, with what speaks against it for this patient."""

    exercise: Exercise
    against: Sequence[Hit]

    @property
    def ruled_out(self) -> bool:
        return any(hit.action == "exclude" for hit in self.against)


@pages.get("/plans/<int:plan_id>")
def page(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plan, form, phase_form = plans.load(row), None, None
    if (key := request.args.get("edit")) and key in {p.key for p in plan.prescriptions()}:
        form = PrescriptionForm.of(plan.prescription(key), row.revision, database.library())
    if (key := request.args.get("phase")) and key in {phase.key for phase in plan.phases}:
        phase_form = PhaseForm(obj=plan.phase(key), data={"revision": row.revision})
    keep = keep_of(row, plan, request.args.get("keep", ""))
    return shown(row, plan, form=form, phase_form=phase_form, keep=keep)


def shown(row: PlanRow, plan: Plan, code: int = 200, **more: Any) -> ResponseReturnValue:
    """The page of the builder, with whatever has to be said on it."""
    library, patient = database.library(), row.patient
    today = database.now().date()
    codes = patients.codes_on(patient, today)
    filters = Filters.read(request.args, library)
    offers = [Offer(exercise, hits(exercise, codes, library)) for exercise in search(library, filters)]
    phase = plan.phase(row.current_phase)
    against = {
        p.key: hits(library.exercises[p.exercise], codes, library)
        for p in plan.prescriptions()
        if p.exercise in library.exercises
    }
    return render_template(
        "plans/builder.html",
        row=row,
        plan=plan,
        patient=patient,
        current=phase,
        library=library,
        filters=filters,
        categories=CATEGORIES,
        offers=[offer for offer in offers if not offer.ruled_out],
        ruled_out=[offer for offer in offers if offer.ruled_out],
        against=against,
        coverage=coverage(phase.prescriptions, plan, library),
        burdens={one.key: burden(one, library) for one in plan.phases},
        weeks=_weeks(plan.phases),
        today=today,
        panel=checks_of(row, plan),
        **more,
    ), code


def _weeks(phases: Sequence[Phase]) -> dict[str, str]:
    """The weeks of each phase as counted from the start of the plan: "Weeks 1 to 3"."""
    words, first = {}, 1
    for phase in phases:
        last = first + phase.weeks - 1
        words[phase.key] = f"Week {first}" if first == last else f"Weeks {first} to {last}"
        first = last + 1
    return words


@pages.post("/plans/<int:plan_id>")
def change(plan_id: int) -> ResponseReturnValue:
    """One act of the builder: the button that was pressed says which."""
    row = access.plan_of(plan_id)
    plan = plans.load(row)
    if stale(row):
        return shown(row, plan, 409, stale=True)
    act, value = next(((act, request.form[act]) for act in ACTS if act in request.form), ("", ""))
    try:
        changed, anchor = ACTS[act](row, plan, value) if act else (plan, "")
    except KeyError:
        return shown(row, plan, 409, gone=True)
    except Refused as refused:
        return shown(row, plan, 422, refused=str(refused))
    save(row, changed)
    return redirect(_back(row, anchor))


def _add(row: PlanRow, plan: Plan, exercise: str) -> tuple[Plan, str]:
    changed = prescribed(exercise, plan, row.current_phase, database.library())
    return changed, f"rx-{changed.phase(row.current_phase).prescriptions[-1].key}"


def _remove(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    phase = plan.phase_of(key)
    return plan.remove(key), phase.key


def _move(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    key, _, way = value.rpartition(" ")
    return plan.step(key, -1 if way == "up" else 1), f"rx-{key}"


def _swap(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """Another exercise of the ladder in the same place, at its own usual dose."""
    key, _, exercise_id = value.rpartition(" ")
    exercise = database.library().exercises[exercise_id]
    was = plan.prescription(key)
    side = was.side if exercise.one_sided and was.side != "both" else exercise.usual_side(plan.side)
    mechanism = was.mechanism if was.mechanism in exercise.mechanisms else exercise.answers(plan.mechanisms)
    values = {"exercise": exercise.id, "side": side, "dose": exercise.dose, "mechanism": mechanism, "note": ""}
    return plan.change(key, **values), f"rx-{key}"


def _add_phase(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    changed = plan.add_phase(f"Phase {len(plan.phases) + 1}")
    row.current_phase = changed.phases[-1].key
    return changed, changed.phases[-1].key


def _remove_phase(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return plan.remove_phase(key), "plan"


def _open_phase(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    plans.choose_phase(row, key)
    return plan, key


ACTS = {
    "add": _add,
    "remove": _remove,
    "move": _move,
    "swap": _swap,
    "add_phase": _add_phase,
    "remove_phase": _remove_phase,
    "open_phase": _open_phase,
    **MENDS,
}


def _searched() -> dict[str, Any]:
    return dict(Filters.read(request.args, database.library()).as_query())


def _back(row: PlanRow, anchor: str = "") -> str:
    """The builder with the same search beside it."""
    return url_for("builder.page", plan_id=row.id, _anchor=anchor or None, **_searched())


@pages.post("/plans/<int:plan_id>/prescriptions/<key>")
def change_prescription(plan_id: int, key: str) -> ResponseReturnValue:
    """Side, dose, mechanism and note of one exercise."""
    row = access.plan_of(plan_id)
    plan, library = plans.load(row), database.library()
    if key not in {p.key for p in plan.prescriptions()}:
        return shown(row, plan, 409, gone=True)
    form = PrescriptionForm.sent(plan.prescription(key), library)
    if stale(row):
        form.revision.raw_data, form.revision.data = None, str(row.revision)
        return shown(row, plan, 409, form=form, both=True)
    if form.validate():
        try:
            changed = plan.change(key, **form.values(plan.prescription(key).dose))
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            save(row, changed)
            return redirect(_back(row, f"rx-{key}"))
    return shown(row, plan, 422, form=form)


@pages.post("/plans/<int:plan_id>/phases/<key>")
def change_phase(plan_id: int, key: str) -> ResponseReturnValue:
    """Name, weeks and criteria of a phase."""
    row = access.plan_of(plan_id)
    plan, form = plans.load(row), PhaseForm()
    if key not in {phase.key for phase in plan.phases}:
        return shown(row, plan, 409, gone=True)
    if stale(row):
        form.revision.raw_data, form.revision.data = None, str(row.revision)
        return shown(row, plan, 409, phase_form=form, phase_key=key, both=True)
    if form.validate():
        try:
            changed = plan.change_phase(
                key, name=form.name.data or "", weeks=form.weeks.data or 0, criteria=form.criteria.data or ""
            )
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            save(row, changed)
            return redirect(_back(row, key))
    return shown(row, plan, 422, phase_form=form, phase_key=key)
