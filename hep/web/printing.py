"""A plan on paper: choose how it is printed, see the handout before it is issued, issue it."""

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from hep import issuing
from hep.core.examiner import Examined
from hep.core.plan import Plan
from hep.core.problem import Refused
from hep.handouts import PAPERS, CannotPrint, Options, layouts
from hep.records import handouts, plans
from hep.records.model import PlanRow
from hep.web import access, database, errors, paper
from hep.web.forms import HepForm, Several, radio
from hep.web.saving import stale
from hep.web.showing import shown

pages = Blueprint("printing", __name__)

EMPTY = "Add an exercise first. Then there is something to print."
LOGS = {"2": "Two weeks", "4": "Four weeks", "0": "None"}


class PrintingForm(HepForm):
    """How the handouts of one plan are printed."""

    layout = radio("Layout", {})
    paper = radio("Paper", {one: one for one in PAPERS})
    log_weeks = radio("Log to tick", LOGS)
    education = BooleanField("A page on what may be noticed and what helps")
    phases = Several("Phases on it")

    @classmethod
    def of(cls, options: Options, plan: Plan, sent: bool = False) -> "PrintingForm":
        form = cls() if sent else cls(formdata=None, obj=options)
        form.layout.choices = {one.name: one.title for one in layouts().values()}
        form.phases.choices = {phase.key: phase.name for phase in plan.phases if phase.prescriptions}
        return form

    def options(self, current: str) -> Options:
        """Raises `Refused`. The current phase alone is not written down: the paper follows the patient."""
        chosen = tuple(str(key) for key in self.phases.choices or () if key in (self.phases.data or ()))
        return Options(
            layout=self.layout.data,
            paper=self.paper.data,
            log_weeks=int(self.log_weeks.data),  # type: ignore[arg-type]
            education=bool(self.education.data),
            phases=() if chosen == (current,) else chosen,
        )


@pages.get("/plans/<int:plan_id>/preview")
def preview(plan_id: int) -> ResponseReturnValue:
    """The handout itself, before it is issued."""
    row = access.plan_of(plan_id)
    if not plans.load(row).phase(row.current_phase).prescriptions:
        flash(EMPTY)
        return redirect(url_for("builder.page", plan_id=row.id))
    return _previewed(row)


def _previewed(row: PlanRow, code: int = 200, form: PrintingForm | None = None, **more: Any) -> ResponseReturnValue:
    look = paper.look(row)
    page: dict[str, Any] = {"row": row, "patient": row.patient, "draft": look.draft, "look": look}
    page["form"] = form or PrintingForm.of(look.draft.options, look.draft.plan)
    page["layouts"], page["examined"] = layouts(), look.draft.examined
    return render_template("plans/preview.html", **{**page, **more}), code


@pages.post("/plans/<int:plan_id>/printing")
def choose(plan_id: int) -> ResponseReturnValue:
    """Layout, paper, log, education and phases: remembered with the plan."""
    row = access.plan_of(plan_id)
    plan = plans.load(row)
    form = PrintingForm.of(issuing.options_of(row), plan, sent=True)
    if form.validate():
        try:
            chosen = json.loads(form.options(row.current_phase).as_json())
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            handouts.choose_printing(database.session(), access.me(), row, chosen, database.now())
            database.commit()
            return redirect(url_for("printing.preview", plan_id=row.id))
    return _previewed(row, 422, form)


@pages.get("/plans/<int:plan_id>/preview.pdf")
def preview_pdf(plan_id: int) -> ResponseReturnValue:
    return Response(paper.pdf_of(access.plan_of(plan_id)), mimetype="application/pdf")


@pages.get("/plans/<int:plan_id>/preview/<int:page>.png")
def preview_page(plan_id: int, page: int) -> ResponseReturnValue:
    return Response(paper.page_image(paper.pdf_of(access.plan_of(plan_id)), page), mimetype="image/png")


@pages.post("/plans/<int:plan_id>/issue")
def issue(plan_id: int) -> ResponseReturnValue:
    """Numbers, prints and keeps the handout; if it cannot be printed nothing is numbered and nothing kept."""
    row = access.plan_of(plan_id)
    plan = plans.load(row)
    if stale(row):
        return shown(row, plan, 409, stale=True)
    if not plan.phase(row.current_phase).prescriptions:
        return shown(row, plan, 422, refused=EMPTY)
    wanted = request.form.get("version", "")
    try:
        handout = issuing.issue(database.session(), access.me(), row, database.gallery(), database.now(), wanted)
    except issuing.Blocked:
        return _taken_back(plan_id, blocked=True)
    except CannotPrint as error:
        errors.note(error)
        return _taken_back(plan_id, failed=str(error))
    database.commit()
    flash(f"Issued as {handouts.displayed(handout.number)}, version {handout.version}. The exact paper is kept.")
    return redirect(url_for("handouts.show", number=handout.number))


@pages.errorhandler(issuing.IssuedMeanwhile)
def _issued_meanwhile(meanwhile: issuing.IssuedMeanwhile) -> ResponseReturnValue:
    flash(f"{meanwhile} Nothing was issued twice.")
    return redirect(url_for("handouts.show", number=meanwhile.number))


def _taken_back(plan_id: int, **why: Any) -> ResponseReturnValue:
    """The preview with what stands in the way; the number goes back, and the plan is as it was."""
    database.session().rollback()
    return _previewed(access.plan_of(plan_id), 422, **why)


@pages.app_template_filter("examination")
def _examination(row: PlanRow) -> Examined:
    """For the checks in the builder."""
    return paper.draft(row).examined
