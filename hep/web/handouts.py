"""Handouts as issued: to look at, to download, to print again."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from hep.records import audit, handouts, store
from hep.records.model import HandoutRow
from hep.web import access, database, paper

pages = Blueprint("handouts", __name__)


@pages.get("/handouts/<int:number>")
def show(number: int) -> ResponseReturnValue:
    handout = access.handout_of(number)
    pdf = handouts.pdf_of(database.session(), handout)
    return render_template("plans/handout.html", handout=handout, pages=paper.pages(pdf), size=len(pdf))


@pages.get("/handouts/<int:number>.pdf")
def pdf(number: int) -> ResponseReturnValue:
    """The exact bytes that were issued. `?download` names a file to save."""
    handout = access.handout_of(number)
    response = Response(handouts.pdf_of(database.session(), handout), mimetype="application/pdf")
    kind = "attachment" if "download" in request.args else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{handouts.displayed(number)}.pdf"'
    _note_print(handout)
    return response


def _note_print(handout: HandoutRow) -> None:
    """In a session of its own: this request reads, and a reader cannot turn into a writer."""
    with store.open_session(database.engine(), writes=True) as session:
        audit.record(session, access.me(), "handout.printed", handout.id, database.now(), number=handout.number)
        session.commit()


@pages.get("/handouts/<int:number>/<int:page>.png")
def page(number: int, page: int) -> ResponseReturnValue:
    """A picture of one page, for the screen."""
    handout = access.handout_of(number)
    pdf = handouts.pdf_of(database.session(), handout)
    return Response(
        paper.page_image(pdf, page), mimetype="image/png", headers={"Cache-Control": "private, max-age=3600"}
    )
