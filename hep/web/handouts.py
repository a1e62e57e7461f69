"""Handouts as issued: to look at, to print again, to void; how they were taught, and the note for the record."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from hep.core.note import ASSISTANCE, Taught, note
from hep.core.precautions import LONGEST_REASON
from hep.core.problem import Refused
from hep.handouts import layouts
from hep.records import audit, handouts, store
from hep.records.model import HandoutRow
from hep.web import access, database, paper
from hep.web.forms import HepForm, choice, lines, text

pages = Blueprint("handouts", __name__)


class VoidForm(HepForm):
    reason = lines("Why it no longer counts", LONGEST_REASON, prints=False)


class TeachForm(HepForm):
    """How the handout was taught. All of it may be left out."""

    shown = BooleanField("I showed the exercises")
    tried = BooleanField("Tried here, with me watching")
    explained = BooleanField("Explained back in own words")
    assistance = choice("Level of assistance", {"": "Not noted", **{one: one for one in ASSISTANCE}})
    helper = text("Helper who was there", prints=False)
    language = text("Language", most=40, prints=False)
    questions = lines("Questions asked", 500, prints=False)
    response = lines("Response", 300, prints=False)

    def taught(self) -> Taught:
        return Taught(
            shown=bool(self.shown.data),
            tried=bool(self.tried.data),
            explained=bool(self.explained.data),
            helper=self.helper.data or "",
            language=self.language.data or "",
            assistance=self.assistance.data or "",
            questions=self.questions.data or "",
            response=self.response.data or "",
        )


@pages.get("/handouts/<int:number>")
def show(number: int) -> ResponseReturnValue:
    """The paper, and what is known of it. `?void` asks for the reason, `?teach` opens the teaching again."""
    handout = access.handout_of(number)
    return _shown(handout, void=VoidForm() if "void" in request.args and not handout.voided else None)


pages.add_app_template_filter(handouts.before, "compared")


def _shown(
    handout: HandoutRow, code: int = 200, *, teach: TeachForm | None = None, void: VoidForm | None = None
) -> tuple[str, int]:
    pdf = handouts.pdf_of(database.session(), handout)
    taught = handouts.taught_of(handout)
    page: dict[str, Any] = {"pages": paper.pages(pdf), "size": len(pdf), "taught": taught, "void": void}
    page["teach"] = teach or TeachForm(formdata=None, obj=taught)
    page["teaching"] = teach is not None or taught is None or "teach" in request.args
    page["layouts"] = layouts()
    page["note"] = note(handouts.given(handout), database.library())
    return render_template("plans/handout.html", handout=handout, **page), code


@pages.get("/handouts/<int:number>/note.txt")
def note_text(number: int) -> ResponseReturnValue:
    """The summary for the clinical note, as plain text."""
    return Response(note(handouts.given(access.handout_of(number)), database.library()), mimetype="text/plain")


@pages.post("/handouts/<int:number>/teach")
def teach(number: int) -> ResponseReturnValue:
    handout, form = access.handout_of(number), TeachForm()
    if not form.validate():
        return _shown(handout, 422, teach=form)
    handouts.teach(database.session(), access.me(), handout, form.taught(), database.now())
    database.commit()
    flash("How it was taught is kept. The summary for the record is ready to copy.")
    return redirect(url_for("handouts.show", number=number, _anchor="note"))


@pages.post("/handouts/<int:number>/void")
def void(number: int) -> ResponseReturnValue:
    """The handout no longer counts; it stays on file with the reason."""
    handout, form = access.handout_of(number), VoidForm()
    if form.validate():
        try:
            handouts.void(database.session(), access.me(), handout, form.reason.data or "", database.now())
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            database.commit()
            flash(f"{handouts.displayed(number)} is voided. It stays on file with your reason.")
            return redirect(url_for("handouts.show", number=number))
    return _shown(handout, 422, void=form)


@pages.get("/handouts/<int:number>.pdf")
def pdf(number: int) -> ResponseReturnValue:
    """The exact bytes that were issued, also of one that was voided. `?download` names a file to save."""
    handout = access.handout_of(number)
    response = Response(handouts.pdf_of(database.session(), handout), mimetype="application/pdf")
    kind = "attachment" if "download" in request.args else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{handouts.displayed(number)}.pdf"'
    if request.method == "GET":  # who only asks whether it is there prints nothing
        _note_print(handout)
    return response


def _note_print(handout: HandoutRow) -> None:
    """In a session of its own: this request reads, and a reader cannot turn into a writer."""
    with store.open_session(database.engine(), writes=True) as session:
        audit.record(session, access.me(), "handout.printed", handout.id, database.now(), number=handout.number)
        session.commit()


@pages.get("/handouts/<int:number>/<int:page>.png")
def page(number: int, page: int) -> ResponseReturnValue:
    """A picture of one page, for the screen. A browser that has it asks each time whether it still may show it."""
    handout = access.handout_of(number)
    response = Response(mimetype="image/png", headers={"Cache-Control": "private, no-cache"})
    response.set_etag(f"{handout.pdf_sha256}-{page}")
    if response.make_conditional(request).status_code != 304:
        response.data = paper.page_image(handouts.pdf_of(database.session(), handout), page)
    return response
