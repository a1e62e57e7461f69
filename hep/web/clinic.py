"""The clinic's settings and what happened in it."""

from base64 import b64encode
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField

from hep.core.problem import Refused
from hep.handouts import layouts
from hep.handouts.logo import read
from hep.records import audit, clinics
from hep.web import access, database
from hep.web.account import ClinicForm
from hep.web.forms import choice

pages = Blueprint("clinic", __name__)


class SettingsForm(ClinicForm):
    """What is asked at set-up, and what can wait until then."""

    layout = choice("Usual layout")
    logo = FileField("Logo")
    no_logo = BooleanField("Print without a logo")

    @classmethod
    def sent(cls) -> "SettingsForm":
        return cls()._with_layouts()

    @classmethod
    def of(cls) -> "SettingsForm":
        return cls(obj=access.me().clinic)._with_layouts()

    def _with_layouts(self) -> "SettingsForm":
        self.layout.choices = {one.name: one.title for one in layouts().values()}
        return self

    def facts(self) -> clinics.ClinicFacts:
        return replace(super().facts(), layout=self.layout.data)

    def new_logo(self) -> bytes | None:
        """The picture that was sent, as it is printed. Raises `Refused`."""
        return read(self.logo.data.read()) if isinstance(self.logo.data, FileStorage) else None


@pages.get("/clinic")
def settings() -> ResponseReturnValue:
    return _shown(SettingsForm.of())


def _shown(form: SettingsForm, code: int = 200) -> tuple[str, int]:
    logo = b64encode(access.me().clinic.logo or b"").decode()
    return render_template("clinic/settings.html", form=form, logo=logo), code


@pages.post("/clinic")
def do_settings() -> ResponseReturnValue:
    form, me = SettingsForm.sent(), access.me()
    if not form.validate():
        return _shown(form, 422)
    try:
        logo = form.new_logo()
    except Refused as refused:
        form.refuse(refused.problems)
        return _shown(form, 422)
    clinics.change(database.session(), me, form.facts(), database.now())
    if logo or form.no_logo.data:
        clinics.change_logo(me, logo)
    database.commit()
    flash("The settings are saved. They count from the next handout on.")
    return redirect(url_for("clinic.settings"))


@pages.get("/clinic/audit")
def events() -> ResponseReturnValue:
    session, clinic_id = database.session(), access.me().clinic_id
    names = {person.id: person.name for person in clinics.people(session, clinic_id)}
    return render_template("clinic/audit.html", events=audit.latest(session, clinic_id), names=names, words=audit.WORDS)
