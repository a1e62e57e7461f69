"""Saving an edited plan: one step of its history, said in words, counted once, and joined with what others did."""

from dataclasses import dataclass
from typing import Any, Self

from flask import current_app, flash, request
from itsdangerous import BadSignature, URLSafeSerializer

from hep.core.difference import difference
from hep.core.merge import Line, merge
from hep.core.plan import Plan
from hep.records import plans
from hep.records.model import PlanRow, StepRow
from hep.web import access, database
from hep.web.forms import one_line


def token() -> str | None:
    """The sender's name for the edit, so that it counts once."""
    return one_line(request.form.get("token", ""))[:40] or None


def was_done(row: PlanRow) -> bool:
    """Whether this very edit was made already, and only its answer was lost."""
    sent = token()
    return sent is not None and plans.was_done(database.session(), row, sent)


def save(row: PlanRow, changed: Plan) -> None:
    """Keeps the changed plan and commits; the form's `token` names the edit."""
    words = difference(plans.load(row), changed, database.library())
    plans.save(database.session(), access.me(), row, changed, database.now(), words, token())
    database.commit()


def stale(row: PlanRow) -> bool:
    """Whether the page that sent this form was made before the plan was last changed."""
    return request.form.get("revision") != str(row.revision)


def seen(row: PlanRow) -> Plan:
    """The plan that the page showed which sent this form; the plan as it is where the form does not say."""
    if "step" not in request.form:
        return plans.load(row)
    return plans.seen_at(database.session(), row, _step() or None) or plans.load(row)


def _step() -> int:
    """The step of the history that the sender saw; 0 before the first."""
    step = request.form.get("step", "")
    return int(step) if step.isascii() and step.isdigit() and len(step) < 10 else 0


def say_joined(row: PlanRow) -> None:
    """Says where somebody else was at the plan, too, that nothing of either is lost."""
    if "step" in request.form and (step := plans.last_step(database.session(), row, access.me().id, _step())):
        flash(f"{step.clinician.name} changed this plan meanwhile. Your change and theirs are both kept.")


# -- two versions


@dataclass(frozen=True, slots=True)
class Versions:
    """Mine and theirs of one plan: the lines on which they differ, and all that is needed to choose, signed."""

    lines: tuple[Line, ...]
    step: StepRow | None
    packed: str

    @classmethod
    def of(cls, row: PlanRow, before: Plan, mine: Plan) -> Self:
        merged = merge(before, mine, plans.load(row), database.library())
        packed = _signer().dumps({"plan": row.id, "before": plans.as_json(before), "mine": plans.as_json(mine)})
        return cls(merged.lines, plans.last_step(database.session(), row), str(packed))

    @property
    def by(self) -> str:
        """Who made theirs."""
        if self.step is None:
            return "Someone else"
        return "You, in another window" if self.step.clinician is access.me() else self.step.clinician.name


def unpacked(row: PlanRow) -> tuple[Plan, Plan] | None:
    """What was seen and what I made of it, as the form brings it back; None where it was not made for this plan."""
    try:
        packed: Any = _signer().loads(request.form.get("versions", ""))
    except BadSignature:
        return None
    return (plans.from_json(packed["before"]), plans.from_json(packed["mine"])) if packed["plan"] == row.id else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="versions of a plan")
