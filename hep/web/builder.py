"""The builder: the page of one plan, where every act is one form that is sent.

Without scripts an act is answered with a redirect back to the page. A request with the header `X-Fragment` is answered
at once with the parts of the page that may have changed, rendered from the same templates; a script puts each in the
place of the part with the same id:

| id | part |
|---|---|
| `who` | the patient, save state, undo and redo, preview, issue |
| `plan`, `issue` | the two forms that buttons belong to, with the newest revision |
| `plan-column` | notices, two versions, the goal, dose for many, what was given last, the phases |
| `checks-live` | the checks |
| `dialogs` | the dialog that is open, or nothing |
| `library` | the library beside the plan: only after a GET that opens nothing, and when another phase was opened |
| `found` | its list alone: answers `X-Fragment: found` |

`[data-says]` holds one sentence on what was done. 409 and 422 are answered in the same parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep.core.burden import burden
from hep.core.coverage import coverage
from hep.core.library import CATEGORIES, Exercise
from hep.core.merge import merge
from hep.core.plan import Phase, Plan
from hep.core.precautions import Hit, hits
from hep.core.problem import Refused
from hep.core.search import Filters, search
from hep.records import patients, plans
from hep.records.model import PlanRow
from hep.web import access, database
from hep.web.acts import ACTS, neighbour
from hep.web.checking import checks_of
from hep.web.dose_form import ManyForm, PrescriptionForm
from hep.web.forms import HepForm, WholeNumber, lines, text
from hep.web.next_visit import NextVisit
from hep.web.saving import Versions, save, say_joined, seen, stale, token, unpacked, was_done
from hep.web.saying import said
from hep.web.stopping import keep_of
from hep.web.suiting import Suiting

pages = Blueprint("builder", __name__)

OPENS = ("edit", "phase", "keep")  # what a GET opens in the plan, with the same library beside it


class PhaseForm(HepForm):
    name = text("Name", "Give the phase a name, for example: Switch on.")
    weeks = WholeNumber("Weeks")
    criteria = lines("Move on when", 300)
    revision = HiddenField()
    step = HiddenField()


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise in the library beside the plan, with what speaks against it for this patient.

    `missing` is what it needs and the home has not; `instead` is the nearest neighbour that suits.
    """

    exercise: Exercise
    against: Sequence[Hit]
    missing: Sequence[str] = ()
    instead: Exercise | None = None

    @property
    def ruled_out(self) -> bool:
        return any(hit.action == "exclude" for hit in self.against)


# -- the page


@pages.get("/plans/<int:plan_id>")
def page(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    plan, form, phase_form = plans.load(row), None, None
    if request.headers.get("X-Fragment") == "found":
        return render_template("plans/_found.html", row=row, plan=plan, **_library(row, plan))
    if (key := request.args.get("edit")) and key in {p.key for p in plan.prescriptions()}:
        form = PrescriptionForm.of(plan.prescription(key), row.revision, row.step_id, database.library())
    if (key := request.args.get("phase")) and key in {phase.key for phase in plan.phases}:
        phase_form = PhaseForm(obj=plan.phase(key), data={"revision": row.revision, "step": row.step_id or ""})
    keep = keep_of(row, plan, request.args.get("keep", ""))
    return shown(row, plan, form=form, phase_form=phase_form, keep=keep)


def shown(row: PlanRow, plan: Plan, code: int = 200, **more: Any) -> ResponseReturnValue:
    """The page of the builder, or its parts, with whatever has to be said on it."""
    library, patient = database.library(), row.patient
    phase = plan.phase(row.current_phase)
    codes = patients.codes_on(patient, database.now().date())
    known = [one for one in plan.prescriptions() if one.exercise in library.exercises]
    page = {
        "row": row,
        "plan": plan,
        "patient": patient,
        "current": phase,
        "against": {p.key: hits(library.exercises[p.exercise], codes, library) for p in known},
        "neighbours": {(p.key, way): neighbour(row, plan, p.key, way) for p in known for way in ("easier", "harder")},
        "coverage": coverage(phase.prescriptions, plan, library),
        "burdens": {one.key: burden(one, library) for one in plan.phases},
        "weeks": _weeks(plan.phases),
        "panel": checks_of(row, plan),
        "visit": NextVisit.of(row, plan),
        "undo": plans.to_undo(database.session(), row),
        "redo": plans.to_redo(database.session(), row),
        "many": ManyForm(formdata=None, data={"revision": row.revision, "step": row.step_id or ""}),
        "filters": Filters.read(request.args, library),
        **more,
    }
    in_parts = "X-Fragment" in request.headers
    if request.method == "GET" and not any(one in request.args for one in OPENS):
        page["with_library"] = True
    if page.get("with_library") or not in_parts:
        page |= _library(row, plan)
    return render_template("plans/_fragments.html" if in_parts else "plans/builder.html", **page), code


def _library(row: PlanRow, plan: Plan) -> dict[str, Any]:
    """The library beside the plan: what was searched for, and what speaks against it for this patient."""
    library, patient = database.library(), row.patient
    codes, filters = patients.codes_on(patient, database.now().date()), Filters.read(request.args, library)
    suiting = Suiting(patient)
    offers = [
        Offer(exercise, hits(exercise, codes, library), suiting.missing(exercise), suiting.unless_suits(exercise))
        for exercise in search(library, filters)
    ]
    return {
        "patient": patient,
        "current": plan.phase(row.current_phase),
        "filters": filters,
        "categories": CATEGORIES,
        "offers": [offer for offer in offers if not offer.ruled_out],
        "ruled_out": [offer for offer in offers if offer.ruled_out],
    }


def _weeks(phases: Sequence[Phase]) -> dict[str, str]:
    """The weeks of each phase as counted from the start of the plan: "Weeks 1 to 3"."""
    words, first = {}, 1
    for phase in phases:
        last = first + phase.weeks - 1
        words[phase.key] = f"Week {first}" if first == last else f"Weeks {first} to {last}"
        first = last + 1
    return words


def answered(row: PlanRow, anchor: str = "", says: str = "", **more: Any) -> ResponseReturnValue:
    """After an edit: the changed parts, or back to the page with the same search beside it."""
    if "X-Fragment" in request.headers:
        return shown(row, plans.load(row), says=says, **more)
    query: dict[str, Any] = dict(Filters.read(request.args, database.library()).as_query())
    return redirect(url_for("builder.page", plan_id=row.id, _anchor=anchor or None, **query))


# -- acts


@pages.post("/plans/<int:plan_id>")
def change(plan_id: int) -> ResponseReturnValue:
    """One act of the builder: the button that was pressed says which."""
    row = access.plan_of(plan_id)
    plan, opened = plans.load(row), row.current_phase
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
    return answered(row, anchor, _says(plan, changed, row), with_library=row.current_phase != opened)


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
    session = database.session()
    if stale(row) and seen(row) != plan:
        return shown(row, plan, 409, stale=True)
    go = {"undo": plans.undo, "redo": plans.redo}[way]
    step = go(session, access.me(), row, database.now(), token())
    if step is None:
        return shown(row, plan, 422, refused=f"There is nothing to {way}.")
    database.commit()
    words = f"{'Taken back' if way == 'undo' else 'Done again'}: {'; '.join(step.words)}."
    return answered(row, "plan-column", words, with_library=True)


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
    theirs = plans.load(row)
    merged = merge(before, mine, theirs, database.library())
    if merged.lines:
        return shown(row, theirs, 409, versions=Versions.of(row, before, mine))
    save(row, merged.plan)
    say_joined(row)
    return answered(row, anchor, _says(theirs, merged.plan, row))


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
