"""A plan on paper: see the handout before it is issued, issue it."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hep import issuing
from hep.records import handouts, plans
from hep.web import access, database, paper
from hep.web.builder import shown
from hep.web.saving import stale

pages = Blueprint("printing", __name__)


@pages.get("/plans/<int:plan_id>/preview")
def preview(plan_id: int) -> ResponseReturnValue:
    """The handout itself, before it is issued."""
    row = access.plan_of(plan_id)
    if not plans.load(row).phase(row.current_phase).prescriptions:
        flash("Add an exercise first. Then there is something to print.")
        return redirect(url_for("builder.page", plan_id=row.id))
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
        return shown(row, plan, 409, stale=True)
    if not plan.phase(row.current_phase).prescriptions:
        return shown(row, plan, 422, refused="Add an exercise first. Then there is something to print.")
    handout = issuing.issue(database.session(), access.me(), row, database.gallery(), database.now())
    database.commit()
    flash(f"Issued as {handouts.displayed(handout.number)}, version {handout.version}. The exact paper is kept.")
    return redirect(url_for("handouts.show", number=handout.number))
