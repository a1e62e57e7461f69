"""The page of one plan, whole or in parts.

A request with the header `X-Fragment: 1` is answered with the parts that may have changed, rendered from the same
templates; a script puts each in the place of the part with the same id:

| id | part |
|---|---|
| `who` | the patient, save state, undo and redo, preview, issue |
| `plan`, `issue` | the two forms that buttons belong to, with the newest revision |
| `plan-column` | notices, two versions, the goal, dose for many, what was given last, the phases |
| `dialogs` | the dialog that is open, or nothing |
| `library` | the library beside the plan: only after a GET that opens nothing, and when it adds to another phase |

The checks follow by themselves, for the plan as it is then: `X-Fragment: checks` brings `checks-live`. The list of the
library is `found`, for `X-Fragment: found`; `said` brings how a dose is understood that is being typed. `[data-says]`
holds one sentence on what was done. 409 and 422 are answered in the same parts. `X-Shows` names the state that the page
shows, and the keys of what lies open there: a row or folded phase that is still the same is then sent empty, marked
`data-same`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hep.core.burden import burden
from hep.core.coverage import coverage
from hep.core.library import CATEGORIES
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import hits
from hep.records import patients, plans
from hep.records.model import PlanRow
from hep.web import database
from hep.web.acts import neighbour
from hep.web.checking import checks_of
from hep.web.dose_form import ManyForm, PrescriptionForm, Reading
from hep.web.next_visit import NextVisit
from hep.web.offers import Offers, Wanted

OPENS = ("edit", "phase", "keep")  # what a GET opens in the plan, with the same library beside it


@dataclass(frozen=True, slots=True)
class Before:
    """The plan as it was when the request came, where the page that asks shows that very state.

    `opened` are the keys of prescriptions and phases whose form lies open there.
    """

    plan: Plan
    current: Phase
    on_page: bool
    opened: frozenset[str]

    @classmethod
    def of(cls, row: PlanRow) -> Self:
        """Taken before anything is changed."""
        plan, (state, *opened) = plans.load(row), request.headers.get("X-Shows", "").split(" ")
        return cls(plan, plan.phase(row.current_phase), state == state_of(row), frozenset(opened))

    def same_phases(self, row: PlanRow, plan: Plan) -> set[str]:
        """The keys of the folded phases that need not be sent again."""
        folded = [phase for phase in plan.phases if phase.key != row.current_phase and phase.key not in self.opened]
        return {one.key for one in folded if self._stands(row, plan) and one == self.plan.phase(one.key)}

    def same_rows(self, row: PlanRow, plan: Plan) -> set[str]:
        """The keys of the prescriptions that need not be sent again. A row speaks of its place and its neighbours."""
        if not self._stands(row, plan):
            return set()
        found: set[str] = set()
        for was, now in zip(self.plan.phases, plan.phases, strict=True):
            pairs = list(zip(was.prescriptions, now.prescriptions, strict=False))
            if len(was.prescriptions) == len(now.prescriptions) and all(_same_place(*pair) for pair in pairs):
                found |= {one.key for before, one in pairs if before == one}
        return found - self.opened

    def _stands(self, row: PlanRow, plan: Plan) -> bool:
        """Whether the page shows this state, with the same phases, the same of them open."""
        frames = [[(phase.key, phase.name, phase.weeks) for phase in one.phases] for one in (self.plan, plan)]
        same_side = (self.plan.side, self.plan.mechanisms) == (plan.side, plan.mechanisms)
        return self.on_page and same_side and frames[0] == frames[1] and self.current.key == row.current_phase

    def adds_elsewhere(self, row: PlanRow, plan: Plan) -> bool:
        """Whether the library beside the plan would add to another phase now, or to one of another name."""
        return (self.current.key, self.current.name) != (row.current_phase, plan.phase(row.current_phase).name)


def _same_place(was: Prescription, now: Prescription) -> bool:
    return (was.key, was.exercise) == (now.key, now.exercise)


def state_of(row: PlanRow) -> str:
    """A few letters for all that the rows of a plan are made of: the plan, its last handout, its patient today."""
    codes = patients.codes_on(row.patient, database.now().date())
    handouts = [(one.id, one.voided is None) for one in row.handouts]
    made_of = (row.revision, row.current_phase, handouts, sorted(codes), repr(patients.home_of(row.patient)))
    return sha256(repr(made_of).encode()).hexdigest()[:12]


def shown(
    row: PlanRow, plan: Plan, code: int = 200, *, before: Before | None = None, **more: Any
) -> ResponseReturnValue:
    """The page of the builder, or its parts, with whatever has to be said on it."""
    in_parts = "X-Fragment" in request.headers
    page = _page(row, plan) | more
    page |= {"same_phases": set(), "same_rows": set(), "shows": state_of(row)}
    if before and in_parts:
        page["same_phases"] = before.same_phases(row, plan) - _opened(page)
        page["same_rows"] = before.same_rows(row, plan) - _opened(page)
    browsed = request.method == "GET" and not any(one in request.args for one in OPENS)
    page["with_library"] = browsed or (before is not None and before.adds_elsewhere(row, plan))
    if page["with_library"] or not in_parts:
        page |= beside(row, plan)
    return render_template("plans/_fragments.html" if in_parts else "plans/builder.html", **page), code


def _page(row: PlanRow, plan: Plan) -> dict[str, Any]:
    library, patient = database.library(), row.patient
    phase = plan.phase(row.current_phase)
    codes = patients.codes_on(patient, database.now().date())
    known = [one for one in plan.prescriptions() if one.exercise in library.exercises]
    return {
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
        "filters": Wanted.of_request(),
    }


def _opened(page: dict[str, Any]) -> set[str]:
    """The prescription whose form is open now, and its phase; or the phase whose form is."""
    if form := page.get("form"):
        return {form.key, page["plan"].phase_of(form.key).key}
    return {page.get("phase_key") or request.args.get("phase", "")}


def beside(row: PlanRow, plan: Plan) -> dict[str, Any]:
    """What the library beside the plan shows."""
    offers = Offers.of(row)
    return {
        "patient": row.patient,
        "current": plan.phase(row.current_phase),
        "filters": offers.wanted,
        "categories": CATEGORIES,
        "offers": offers,
    }


def checks(row: PlanRow, plan: Plan) -> ResponseReturnValue:
    """What the checks say, by themselves."""
    filters, panel = Wanted.of_request(), checks_of(row, plan)
    flares = {key for key, _ in panel.flares} & {one.key for one in plan.prescriptions()}
    neighbours = {(key, "easier"): neighbour(row, plan, key, "easier") for key in flares}
    page = {"row": row, "plan": plan, "filters": filters, "panel": panel, "neighbours": neighbours}
    return render_template("plans/_checks.html", **page)


def read(row: PlanRow, plan: Plan) -> ResponseReturnValue:
    """How a dose is understood that is being typed."""
    one = plan.prescription(request.args.get("edit", ""))
    reading = Reading.of(request.args.get("said", "")[:120], one, database.library())
    return render_template("plans/_said.html", reading=reading)


def found(row: PlanRow, plan: Plan) -> ResponseReturnValue:
    """The list of the library."""
    page = beside(row, plan)
    return render_template("plans/_found.html", row=row, plan=plan, enter=page["offers"].enter_adds(plan), **page)


PARTS: Mapping[str, Callable[[PlanRow, Plan], ResponseReturnValue]] = {"checks": checks, "found": found, "said": read}


def answered(row: PlanRow, anchor: str = "", says: str = "", *, opens: str = "", **more: Any) -> ResponseReturnValue:
    """After an edit: the changed parts, or back to the page with the same search beside it.

    `opens` is the key of a prescription whose dose is opened at once.
    """
    if "X-Fragment" in request.headers:
        database.only_read_now()
        plan = plans.load(row)
        if opens:
            more["form"] = PrescriptionForm.of(plan.prescription(opens), row.revision, row.step_id, database.library())
        return shown(row, plan, says=says, **more)
    query = Wanted.of_request().as_query() | ({"edit": opens} if opens else {})
    return redirect(url_for("builder.page", plan_id=row.id, _anchor=anchor or None, **query))


def _weeks(phases: Sequence[Phase]) -> dict[str, str]:
    """The weeks of each phase as counted from the start of the plan: "Weeks 1 to 3"."""
    words, first = {}, 1
    for phase in phases:
        last = first + phase.weeks - 1
        words[phase.key] = f"Week {first}" if first == last else f"Weeks {first} to {last}"
        first = last + 1
    return words
