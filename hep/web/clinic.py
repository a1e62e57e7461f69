"""The clinic's settings and what happened in it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hep.records import audit, clinics
from hep.web import access, database
from hep.web.account import ClinicForm

pages = Blueprint("clinic", __name__)


@pages.get("/clinic")
def settings() -> ResponseReturnValue:
    return render_template("clinic/settings.html", form=ClinicForm(obj=access.me().clinic))


@pages.post("/clinic")
def do_settings() -> ResponseReturnValue:
    form = ClinicForm()
    if not form.validate():
        return render_template("clinic/settings.html", form=form), 422
    clinics.change(database.session(), access.me(), form.facts(), database.now())
    database.commit()
    flash("The settings are saved. They count from the next handout on.")
    return redirect(url_for("clinic.settings"))


@pages.get("/clinic/audit")
def events() -> ResponseReturnValue:
    session, clinic_id = database.session(), access.me().clinic_id
    names = {person.id: person.name for person in clinics.people(session, clinic_id)}
    return render_template("clinic/audit.html", events=audit.latest(session, clinic_id), names=names, words=audit.WORDS)
