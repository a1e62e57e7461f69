"""Who is signed in, and what they may see: every object is loaded through their clinic."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, abort, g, redirect, request, session, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response

from hep.records import clinics, handouts, patients, plans, protocols
from hep.records.model import ClinicianRow, HandoutRow, PatientRow, PlanRow, ProtocolRow
from hep.web import database

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Marks a view that needs nobody signed in; every other view does."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def me() -> ClinicianRow:
    """The clinician of this request."""
    return cast(ClinicianRow, g.clinician)


def patient_of(patient_id: int) -> PatientRow:
    return patients.get(database.session(), me().clinic_id, patient_id) or abort(404)


def plan_of(plan_id: int) -> PlanRow:
    return plans.get(database.session(), me().clinic_id, plan_id) or abort(404)


def protocol_of(protocol_id: int) -> ProtocolRow:
    return protocols.get(database.session(), me().clinic_id, protocol_id) or abort(404)


def handout_of(number: int) -> HandoutRow:
    return handouts.get(database.session(), me().clinic_id, number) or abort(404)


def open_for(clinician: ClinicianRow) -> None:
    """Begins a session that belongs to this person and to nobody before."""
    session.clear()
    session.permanent = True
    session["clinician"], session["key"] = clinician.id, clinician.session_key
    g.pop("csrf_token", None)  # of the session before
    generate_csrf()  # now, so that two pages opened at once do not make two of which one is lost


def close() -> None:
    session.clear()


def is_local(address: str) -> bool:
    """Whether an address stays within this program."""
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all
        return False
    if not address.isprintable():
        return False
    return address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc


class RowNumber(IntegerConverter):
    """A number in an address that a row can have; what no column can hold is not there."""

    regex = "[0-9]{1,9}"


def join(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber

    @app.before_request
    def admit() -> Response | None:
        g.clinician = None
        if request.endpoint == "static":
            return None
        if "clinician" in session:
            g.clinician = clinics.clinician_of_session(database.session(), session["clinician"], session["key"])
        view = app.view_functions.get(request.endpoint or "")
        if view is None or g.clinician or getattr(view, "is_public", False):
            return None
        if not clinics.any_clinic(database.session()):
            return redirect(url_for("account.set_up"))
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=back if back != "/" else None))
