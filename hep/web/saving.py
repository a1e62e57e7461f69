"""Saving an edited plan: one step of its history, said in words, and counted once."""

from flask import request

from hep.core.difference import difference
from hep.core.plan import Plan
from hep.records import plans
from hep.records.model import PlanRow
from hep.web import access, database


def save(row: PlanRow, changed: Plan) -> None:
    """Keeps the changed plan and commits; the form's `token` names the edit."""
    words = difference(plans.load(row), changed, database.library())
    token = request.form.get("token", "")[:40] or None
    plans.save(database.session(), access.me(), row, changed, database.now(), words, token)
    database.commit()


def stale(row: PlanRow) -> bool:
    """Whether the page that sent this form was made before the plan was last changed."""
    return request.form.get("revision") != str(row.revision)
