"""Keeping an exercise though a precaution rules it out: only with a written reason, kept with name and time."""

from dataclasses import replace

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from hep.core.problem import Refused
from hep.records import overrides, plans
from hep.web import access, database, showing
from hep.web.forms import clean
from hep.web.mends import doses_by_goal
from hep.web.stopping import keep_of

pages = Blueprint("keeping", __name__)
pages.add_app_template_filter(doses_by_goal)


@pages.post("/plans/<int:plan_id>/keep/<key>")
def keep(plan_id: int, key: str) -> ResponseReturnValue:
    """One reason for everything that rules the exercise out."""
    row = access.plan_of(plan_id)
    plan, reason = plans.load(row), clean(request.form.get("reason", ""))
    asked = keep_of(row, plan, key, reason)
    if asked is None:
        return showing.shown(row, plan, 409, refused="No precaution asks for a reason here now.")
    try:
        for code in dict.fromkeys(hit.code for hit in asked.stop.hits):
            overrides.keep(database.session(), access.me(), row, asked.stop.prescription, code, reason, database.now())
    except Refused as refused:
        return showing.shown(row, plan, 422, keep=replace(asked, error=str(refused)))
    database.commit()
    said = f"{asked.stop.exercise.name} is kept, with your reason."
    if "X-Fragment" not in request.headers:
        flash(said)
    return showing.answered(row, f"rx-{key}", said)
