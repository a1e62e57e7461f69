"""Plans: begin one, say what is true of the whole, archive it."""

from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep.core.library import MECHANISMS
from hep.core.plan import IRRITABILITIES, Plan
from hep.core.problem import Refused
from hep.core.start_plan import from_protocol
from hep.records import plans
from hep.web import access, database
from hep.web.forms import Day, HepForm, Several, choice, radio, text
from hep.web.saving import save, stale

pages = Blueprint("plans", __name__)


class PlanForm(HepForm):
    """What is true of the whole plan."""

    title = text("Title", "Give the plan a title, for example: Knee and hip.")
    goal = text("Goal, in the patient's own words", most=160)
    mechanisms = Several("What does it answer?")
    side = radio("Side that is treated", {"left": "Left", "right": "Right", "both": "Both"})
    irritability = radio("Irritability", {one: one.capitalize() for one in IRRITABILITIES})
    review_on = Day("Next check")
    revision = HiddenField()


class NewPlanForm(PlanForm):
    protocol = choice("Begin with")


AnyPlanForm = TypeVar("AnyPlanForm", bound=PlanForm)


# -- begin


@pages.get("/patients/<int:patient_id>/plans/new")
def new(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    protocol = request.args.get("protocol", "")
    start = {"title": "Knee and hip", "side": patient.side, "irritability": "moderate", "protocol": protocol}
    return render_template("plans/new.html", form=_with_choices(NewPlanForm(data=start)), patient=patient)


@pages.post("/patients/<int:patient_id>/plans/new")
def do_new(patient_id: int) -> ResponseReturnValue:
    patient, form = access.patient_of(patient_id), _with_choices(NewPlanForm())
    if form.validate():
        try:
            plan = _changed_by(form, _start(form))
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            row = plans.add(database.session(), access.me(), patient, plan, database.now())
            database.commit()
            return redirect(url_for("builder.page", plan_id=row.id))
    return render_template("plans/new.html", form=form, patient=patient), 422


def _with_choices(form: AnyPlanForm) -> AnyPlanForm:
    library = database.library()
    form.mechanisms.choices = {one.id: one.name for one in library.mechanisms.values()}
    if isinstance(form, NewPlanForm):
        form.protocol.choices = {"": "An empty plan", **{one.id: one.name for one in library.protocols.values()}}
    return form


def _start(form: NewPlanForm) -> Plan:
    protocol = database.library().protocols.get(form.protocol.data or "")
    if protocol is None:
        return Plan(side=form.side.data)
    form.mechanisms.data = form.mechanisms.data or list(protocol.mechanisms)
    if form.title.data == "Knee and hip":
        form.title.data = protocol.name
    return from_protocol(protocol, form.side.data, database.library())


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
    return render_template("plans/about.html", form=_with_choices(PlanForm(obj=row)), row=row, patient=row.patient)


@pages.post("/plans/<int:plan_id>/about")
def do_about(plan_id: int) -> ResponseReturnValue:
    """Title, goal, mechanisms, side, irritability, review date."""
    row, form = access.plan_of(plan_id), _with_choices(PlanForm())
    page: dict[str, Any] = {"form": form, "row": row, "patient": row.patient}
    if form.validate():
        if stale(row):
            form.revision.raw_data, form.revision.data = None, str(row.revision)
            return render_template("plans/about.html", **page, changed=plans.load(row)), 409
        try:
            changed = _changed_by(form, plans.load(row))
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            save(row, changed)
            return redirect(url_for("builder.page", plan_id=row.id))
    return render_template("plans/about.html", **page), 422


@pages.post("/plans/<int:plan_id>/archive")
def archive(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plans.archive(database.session(), access.me(), row, database.now())
    database.commit()
    flash("The plan is archived. Its handouts stay.")
    return redirect(url_for("patients.show", patient_id=row.patient_id))
