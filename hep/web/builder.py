"""The builder: the page of one plan, where every act is one form that is sent.

Without scripts an act is answered with a redirect back to the page; a script is answered at once with the parts of the
page that may have changed (`hep.web.showing`).
"""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep.core.merge import merge
from hep.core.plan import Plan
from hep.core.problem import Refused
from hep.records import plans
from hep.records.model import PlanRow
from hep.web import access, database
from hep.web.acts import ACTS
from hep.web.dose_form import ManyForm, PrescriptionForm
from hep.web.forms import HepForm, WholeNumber, lines, text
from hep.web.saving import Versions, save, say_joined, seen, stale, token, unpacked, was_done
from hep.web.saying import said
from hep.web.showing import PARTS, Before, answered, shown
from hep.web.stopping import keep_of

pages = Blueprint("builder", __name__)


class PhaseForm(HepForm):
    name = text("Name", "Give the phase a name, for example: Switch on.")
    weeks = WholeNumber("Weeks")
    criteria = lines("Move on when", 300)
    revision = HiddenField()
    step = HiddenField()


# -- the page


@pages.get("/plans/<int:plan_id>")
def page(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plan, form, phase_form = plans.load(row), None, None
    if part := PARTS.get(request.headers.get("X-Fragment", "")):
        try:
            return part(row, plan)
        except KeyError:
            abort(404)
    if (key := request.args.get("edit")) and key in {p.key for p in plan.prescriptions()}:
        form = PrescriptionForm.of(plan.prescription(key), row.revision, row.step_id, database.library())
    if (key := request.args.get("phase")) and key in {phase.key for phase in plan.phases}:
        phase_form = PhaseForm(obj=plan.phase(key), data={"revision": row.revision, "step": row.step_id or ""})
    keep = keep_of(row, plan, request.args.get("keep", ""))
    return shown(row, plan, before=Before.of(row), form=form, phase_form=phase_form, keep=keep)


# -- acts


@pages.post("/plans/<int:plan_id>")
def change(plan_id: int) -> ResponseReturnValue:
    """One act of the builder: the button that was pressed says which."""
    row = access.plan_of(plan_id)
    plan, before = plans.load(row), Before.of(row)
    if was_done(row):
        return answered(row)
    if way := next((way for way in ("undo", "redo") if way in request.form), None):
        return _along(row, plan, way)
    act, value = next(((act, request.form[act]) for act in ACTS if act in request.form), ("", ""))
    try:
        if versions := _differs(row, plan, act, value):
            return shown(row, plan, 409, versions=versions)
        changed, anchor = ACTS[act](row, plan, value) if act else (plan, "")
    except KeyError:
        return shown(row, plan, 409, gone=True)
    except Refused as refused:
        return shown(row, plan, 422, refused=str(refused))
    save(row, changed)
    say_joined(row)
    opens = anchor.removeprefix("rx-") if "open" in request.form and anchor.startswith("rx-") else ""
    return answered(row, anchor, _says(plan, changed, row), before=before, opens=opens)


def _says(before: Plan, after: Plan, row: PlanRow) -> str:
    return said(before, after, row.current_phase, database.library())


def _differs(row: PlanRow, plan: Plan, act: str, value: str) -> Versions | None:
    """The two versions, where an act of an old page is about what somebody else changed meanwhile.

    Any other act is simply done on the plan as it is now.
    """
    before = seen(row) if stale(row) else plan
    if not act or before == plan:
        return None
    try:
        mine, _ = ACTS[act](row, before, value)
    except (KeyError, Refused):
        return None
    return Versions.of(row, before, mine) if merge(before, mine, plan, database.library()).lines else None


def _along(row: PlanRow, plan: Plan, way: str) -> ResponseReturnValue:
    """Undo or redo. On an old page it would take back what nobody has seen there: that is said first."""
    session, before = database.session(), Before.of(row)
    if stale(row) and seen(row) != plan:
        return shown(row, plan, 409, stale=True)
    go = {"undo": plans.undo, "redo": plans.redo}[way]
    step = go(session, access.me(), row, database.now(), token())
    if step is None:
        return shown(row, plan, 422, refused=f"There is nothing to {way}.")
    database.commit()
    words = f"{'Taken back' if way == 'undo' else 'Done again'}: {'; '.join(step.words)}."
    return answered(row, "plan-column", words, before=before)


# -- a prescription, a phase, many


@pages.post("/plans/<int:plan_id>/prescriptions/<key>")
def change_prescription(plan_id: int, key: str) -> ResponseReturnValue:
    """Side, dose, mechanism and note of one exercise."""
    row = access.plan_of(plan_id)
    plan, before = plans.load(row), seen(row)
    if was_done(row):
        return answered(row, f"rx-{key}")
    if key not in {p.key for p in before.prescriptions()}:
        return shown(row, plan, 409, gone=True)
    was = before.prescription(key)
    form = PrescriptionForm.sent(was, database.library())
    if form.validate():
        try:
            return settled(row, before, before.change(key, **form.values(was.dose)), f"rx-{key}")
        except Refused as refused:
            form.refuse(refused.problems)
    return shown(row, plan, 422, form=form)


@pages.post("/plans/<int:plan_id>/phases/<key>")
def change_phase(plan_id: int, key: str) -> ResponseReturnValue:
    """Name, weeks and criteria of a phase."""
    row = access.plan_of(plan_id)
    plan, before, form = plans.load(row), seen(row), PhaseForm()
    if was_done(row):
        return answered(row, key)
    if key not in {phase.key for phase in before.phases}:
        return shown(row, plan, 409, gone=True)
    if form.validate():
        values = {"name": form.name.data or "", "weeks": form.weeks.data or 0, "criteria": form.criteria.data or ""}
        try:
            return settled(row, before, before.change_phase(key, **values), key)
        except Refused as refused:
            form.refuse(refused.problems)
    return shown(row, plan, 422, phase_form=form, phase_key=key)


@pages.post("/plans/<int:plan_id>/doses")
def change_many(plan_id: int) -> ResponseReturnValue:
    """The same frequency for every exercise of the phase, or of the plan."""
    row, form = access.plan_of(plan_id), ManyForm()
    plan, before = plans.load(row), seen(row)
    if was_done(row):
        return answered(row)
    if form.validate():
        try:
            changed = form.changed(before, row.current_phase, database.library())
            return settled(row, before, changed, "plan-column")
        except Refused as refused:
            form.refuse(refused.problems)
    return shown(row, plan, 422, many=form)


# -- two versions


def settled(row: PlanRow, before: Plan, mine: Plan, anchor: str = "") -> ResponseReturnValue:
    """Keeps what I changed, joined with what others did since I saw the plan; or asks where both changed the same."""
    theirs, began = plans.load(row), Before.of(row)
    merged = merge(before, mine, theirs, database.library())
    if merged.lines:
        return shown(row, theirs, 409, versions=Versions.of(row, before, mine))
    save(row, merged.plan)
    say_joined(row)
    return answered(row, anchor, _says(theirs, merged.plan, row), before=began)


@pages.post("/plans/<int:plan_id>/versions")
def choose_version(plan_id: int) -> ResponseReturnValue:
    """Mine or theirs, line by line or all; asks again where somebody saved once more meanwhile."""
    row = access.plan_of(plan_id)
    theirs, sent = plans.load(row), unpacked(row)
    if was_done(row):
        return answered(row)
    if sent is None:
        return shown(row, theirs, 409, stale=True)
    before, mine = sent
    found = merge(before, mine, theirs, database.library()).lines
    if stale(row) and found:
        return shown(row, theirs, 409, versions=Versions.of(row, before, mine))
    all_of = request.form.get("all")
    chosen = {line.part: all_of or request.form.get(f"line-{number}", "mine") for number, line in enumerate(found)}
    try:
        merged = merge(before, mine, theirs, database.library(), chosen).plan
    except Refused as refused:
        return shown(row, theirs, 422, refused=str(refused))
    save(row, merged)
    return answered(row, "plan-column", _says(theirs, merged, row) or "Theirs is kept.")
