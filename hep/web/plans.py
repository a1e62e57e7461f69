"""Plans: begin one, build it, see it on paper, issue it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep import issuing
from hep.core.burden import burden
from hep.core.coverage import coverage
from hep.core.library import CATEGORIES, MECHANISMS, Exercise
from hep.core.plan import IRRITABILITIES, Phase, Plan
from hep.core.precautions import Hit, hits
from hep.core.problem import Refused
from hep.core.search import Filters, search
from hep.core.start_plan import from_protocol, prescribed
from hep.records import handouts, patients, plans
from hep.records.model import PlanRow
from hep.web import access, database, paper
from hep.web.dose_form import PrescriptionForm
from hep.web.forms import Day, HepForm, Several, WholeNumber, choice, lines, radio, text

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


class PhaseForm(HepForm):
    name = text("Name", "Give the phase a name, for example: Switch on.")
    weeks = WholeNumber("Weeks")
    criteria = lines("Move on when", 300)
    revision = HiddenField()


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
            return redirect(url_for("plans.builder", plan_id=row.id))
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


# -- build


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise in the library beside the plan, with what speaks against it for this patient."""

    exercise: Exercise
    against: Sequence[Hit]

    @property
    def ruled_out(self) -> bool:
        return any(hit.action == "exclude" for hit in self.against)


@pages.get("/plans/<int:plan_id>")
def builder(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plan, form, phase_form = plans.load(row), None, None
    if (key := request.args.get("edit")) and key in {p.key for p in plan.prescriptions()}:
        form = PrescriptionForm.of(plan.prescription(key), row.revision, database.library())
    if (key := request.args.get("phase")) and key in {phase.key for phase in plan.phases}:
        phase_form = PhaseForm(obj=plan.phase(key), data={"revision": row.revision})
    return _builder(row, plan, form=form, phase_form=phase_form)


def _builder(row: PlanRow, plan: Plan, code: int = 200, **more: Any) -> ResponseReturnValue:
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
        return _builder(row, plan, 409, stale=True)
    act, value = next(((act, request.form[act]) for act in ACTS if act in request.form), ("", ""))
    try:
        changed, anchor = ACTS[act](row, plan, value) if act else (plan, "")
    except KeyError:
        return _builder(row, plan, 409, gone=True)
    except Refused as refused:
        return _builder(row, plan, 422, refused=str(refused))
    plans.save(database.session(), access.me(), row, changed, database.now())
    database.commit()
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
}


def stale(row: PlanRow) -> bool:
    """Whether the page that sent this form was made before the plan was last changed."""
    return request.form.get("revision") != str(row.revision)


def _searched() -> dict[str, Any]:
    return dict(Filters.read(request.args, database.library()).as_query())


def _back(row: PlanRow, anchor: str = "") -> str:
    """The builder with the same search beside it."""
    return url_for("plans.builder", plan_id=row.id, _anchor=anchor or None, **_searched())


@pages.post("/plans/<int:plan_id>/prescriptions/<key>")
def change_prescription(plan_id: int, key: str) -> ResponseReturnValue:
    """Side, dose, mechanism and note of one exercise."""
    row = access.plan_of(plan_id)
    plan, library = plans.load(row), database.library()
    if key not in {p.key for p in plan.prescriptions()}:
        return _builder(row, plan, 409, gone=True)
    form = PrescriptionForm.sent(plan.prescription(key), library)
    if stale(row):
        form.revision.raw_data, form.revision.data = None, str(row.revision)
        return _builder(row, plan, 409, form=form, both=True)
    if form.validate():
        try:
            changed = plan.change(key, **form.values(plan.prescription(key).dose))
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            plans.save(database.session(), access.me(), row, changed, database.now())
            database.commit()
            return redirect(_back(row, f"rx-{key}"))
    return _builder(row, plan, 422, form=form)


@pages.post("/plans/<int:plan_id>/phases/<key>")
def change_phase(plan_id: int, key: str) -> ResponseReturnValue:
    """Name, weeks and criteria of a phase."""
    row = access.plan_of(plan_id)
    plan, form = plans.load(row), PhaseForm()
    if key not in {phase.key for phase in plan.phases}:
        return _builder(row, plan, 409, gone=True)
    if stale(row):
        form.revision.raw_data, form.revision.data = None, str(row.revision)
        return _builder(row, plan, 409, phase_form=form, phase_key=key, both=True)
    if form.validate():
        try:
            changed = plan.change_phase(
                key, name=form.name.data or "", weeks=form.weeks.data or 0, criteria=form.criteria.data or ""
            )
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            plans.save(database.session(), access.me(), row, changed, database.now())
            database.commit()
            return redirect(_back(row, key))
    return _builder(row, plan, 422, phase_form=form, phase_key=key)


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
            plans.save(database.session(), access.me(), row, changed, database.now())
            database.commit()
            return redirect(url_for("plans.builder", plan_id=row.id))
    return render_template("plans/about.html", **page), 422


@pages.post("/plans/<int:plan_id>/archive")
def archive(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plans.archive(database.session(), access.me(), row, database.now())
    database.commit()
    flash("The plan is archived. Its handouts stay.")
    return redirect(url_for("patients.show", patient_id=row.patient_id))


# -- paper


@pages.get("/plans/<int:plan_id>/preview")
def preview(plan_id: int) -> ResponseReturnValue:
    """The handout itself, before it is issued."""
    row = access.plan_of(plan_id)
    if not plans.load(row).phase(row.current_phase).prescriptions:
        flash("Add an exercise first. Then there is something to print.")
        return redirect(url_for("plans.builder", plan_id=row.id))
    draft = paper.draft(row)
    return render_template(
        "plans/preview.html", row=row, patient=row.patient, draft=draft, pages=paper.pages(draft.pdf)
    )


@pages.get("/plans/<int:plan_id>/preview.pdf")
def preview_pdf(plan_id: int) -> ResponseReturnValue:
    return Response(paper.draft(access.plan_of(plan_id)).pdf, mimetype="application/pdf")


@pages.get("/plans/<int:plan_id>/preview/<int:page>.png")
def preview_page(plan_id: int, page: int) -> ResponseReturnValue:
    return Response(paper.page_image(paper.draft(access.plan_of(plan_id)).pdf, page), mimetype="image/png")


@pages.post("/plans/<int:plan_id>/issue")
def issue(plan_id: int) -> ResponseReturnValue:
    """Numbers, prints and keeps the handout; if it cannot be printed nothing is numbered and nothing kept."""
    row = access.plan_of(plan_id)
    plan = plans.load(row)
    if stale(row):
        return _builder(row, plan, 409, stale=True)
    if not plan.phase(row.current_phase).prescriptions:
        return _builder(row, plan, 422, refused="Add an exercise first. Then there is something to print.")
    handout = issuing.issue(database.session(), access.me(), row, database.gallery(), database.now())
    database.commit()
    flash(f"Issued as {handouts.displayed(handout.number)}, version {handout.version}. The exact paper is kept.")
    return redirect(url_for("handouts.show", number=handout.number))
