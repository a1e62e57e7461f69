"""Plans: begin one, say what is true of the whole, archive it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep.core.library import MECHANISMS
from hep.core.plan import IRRITABILITIES, Plan
from hep.core.problem import Problem, Refused
from hep.records import plans
from hep.records.model import PatientRow
from hep.web import access, database, drafting
from hep.web.begin import Ways
from hep.web.builder import settled
from hep.web.forms import Day, HepForm, Several, choice, radio, side_treated, text
from hep.web.saving import seen

pages = Blueprint("plans", __name__)


class PlanForm(HepForm):
    """What is true of the whole plan."""

    title = text("Title", "Give the plan a title, for example: Knee and hip.")
    goal = text("Goal, in the patient's own words", most=160)
    mechanisms = Several("What does it answer?")
    side = side_treated()
    irritability = radio("Irritability", {one: one.capitalize() for one in IRRITABILITIES})
    review_on = Day("Next check")
    revision = HiddenField()
    step = HiddenField()


class NewPlanForm(PlanForm):
    protocol = choice("Begin with")


AnyPlanForm = TypeVar("AnyPlanForm", bound=PlanForm)


# -- begin


@pages.get("/patients/<int:patient_id>/plans/new")
def new(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    protocol = request.args.get("protocol", "")
    start = {"title": "Knee and hip", "side": patient.side, "irritability": "moderate", "protocol": protocol}
    form = _with_choices(NewPlanForm(data=start))
    return render_template("plans/new.html", form=form, patient=patient, ways=Ways.of(patient))


@pages.post("/patients/<int:patient_id>/plans/new")
def do_new(patient_id: int) -> ResponseReturnValue:
    patient, form = access.patient_of(patient_id), _with_choices(NewPlanForm())
    if form.validate():
        try:
            start, draft = _start(form, patient)
            plan = _changed_by(form, start)
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            row = plans.add(database.session(), access.me(), patient, plan, database.now(), draft=draft)
            database.commit()
            return redirect(url_for("builder.page", plan_id=row.id))
    return render_template("plans/new.html", form=form, patient=patient, ways=Ways.of(patient)), 422


def _with_choices(form: AnyPlanForm) -> AnyPlanForm:
    library = database.library()
    form.mechanisms.choices = {one.id: one.name for one in library.mechanisms.values()}
    if isinstance(form, NewPlanForm):
        form.protocol.choices = {"": "An empty plan", **drafting.protocols_to_begin_with()}
    return form


def _start(form: NewPlanForm, patient: PatientRow) -> tuple[Plan, dict[str, Any] | None]:
    """An empty plan, or a protocol made to fit this patient, with every change to it and why."""
    protocol = drafting.protocol_named(form.protocol.data or "")
    if protocol is None:
        return Plan(side=form.side.data), None
    form.mechanisms.data = form.mechanisms.data or list(protocol.mechanisms)
    if form.title.data == "Knee and hip":
        form.title.data = protocol.name
    asked = drafting.Asked(form.side.data, form.irritability.data)
    result = drafting.adapted(protocol, patient, asked)
    if result.plan is None:
        raise Refused(Problem("protocol", f"Refer first, no plan is begun. {one.reason}.") for one in result.refused)
    return result.plan, drafting.kept_of_protocol(protocol.name, result)


def _changed_by(form: PlanForm, plan: Plan) -> Plan:
    return plan.described(
        title=form.title.data or "",
        goal=form.goal.data or "",
        mechanisms=tuple(one for one in MECHANISMS if one in (form.mechanisms.data or [])),
        side=form.side.data,
        irritability=form.irritability.data,
        review_on=form.review_on.data,
    )


@pages.get("/plans/<int:plan_id>/about")
def about(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    form = _with_choices(PlanForm(obj=row, data={"step": row.step_id or ""}))
    return render_template("plans/about.html", form=form, row=row, patient=row.patient)


@pages.post("/plans/<int:plan_id>/about")
def do_about(plan_id: int) -> ResponseReturnValue:
    """Title, goal, mechanisms, side, irritability, review date."""
    row, form = access.plan_of(plan_id), _with_choices(PlanForm())
    before = seen(row)
    if form.validate():
        try:
            return settled(row, before, _changed_by(form, before))
        except Refused as refused:
            form.refuse(refused.problems)
    return render_template("plans/about.html", form=form, row=row, patient=row.patient), 422


# -- history


@dataclass(frozen=True, slots=True)
class Event:
    """What one person did to a plan at once; `number` is a handout's, `now` whether the plan stands there."""

    at: datetime
    by: str
    says: str
    words: Sequence[str]
    number: int | None = None
    now: bool = False


SAYS = {"edit": "", "undo": "Took back: ", "redo": "Did again: "}


@pages.get("/plans/<int:plan_id>/history")
def history(plan_id: int) -> ResponseReturnValue:
    """Who changed what, when; with the handouts that were issued on the way."""
    row = access.plan_of(plan_id)
    events = [
        Event(step.at, step.clinician.name, SAYS[step.act], step.words, now=step.id == row.step_id)
        for step in plans.history(database.session(), row)
    ]
    events += [
        Event(one.issued_at, one.clinician.name, "", [f"issued version {one.version}"], one.number)
        for one in row.handouts
    ]
    events.sort(key=lambda one: one.at, reverse=True)
    return render_template("plans/history.html", row=row, patient=row.patient, events=events)


@pages.post("/plans/<int:plan_id>/archive")
def archive(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plans.archive(database.session(), access.me(), row, database.now())
    database.commit()
    flash("The plan is archived. Its handouts stay.")
    return redirect(url_for("patients.show", patient_id=row.patient_id))
