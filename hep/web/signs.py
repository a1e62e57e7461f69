"""What the therapist sees: red flags first, then signs and numbers, what they point to, and a draft of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, HiddenField
from wtforms.validators import NumberRange, Optional, ValidationError

from hep.core.assistant import Draft, draft, refusals
from hep.core.findings import Indication, indications
from hep.core.library import MECHANISMS
from hep.core.outcomes import findings_from
from hep.core.plan import IRRITABILITIES, LONGEST, MOST_EXERCISES, Plan
from hep.core.precautions import RedFlag
from hep.core.problem import Problem
from hep.core.red_signs import RED_SIGNS, flags_of
from hep.records import measurements, plans
from hep.records.model import MeasurementRow, PatientRow, PlanRow
from hep.web import access, database, drafting
from hep.web.forms import SIDES, HepForm, Several, WholeNumber, choice, radio, side_treated, text
from hep.web.measured import Measurable, Number, measurables
from hep.web.saving import save, stale

pages = Blueprint("signs", __name__)

GROUPS = {
    "gait-changes": ("Gait changes", "The knee is spared: a limp, short uneven steps, weight on the other leg."),
    "muscle-instability": (
        "Muscle instability",
        "The leg is used less: seat and thigh muscles no longer steady knee and hip.",
    ),
    "joint-stress": ("Joint stress", "The knee moves badly and may put the hip out of line: uneven load."),
}
NUMBERS = {"inputmode": "decimal", "autocomplete": "off"}


class SignsForm(HepForm):
    red = Several("Red flags")
    findings = Several("Signs")
    heaviest = choice("Weighs most")
    mechanisms = Several("Mechanisms")
    side = side_treated()
    irritability = radio("Irritability", {one: one.capitalize() for one in IRRITABILITIES})
    goal = text("Goal, in the patient's own words", most=LONGEST["goal"])
    target = WholeNumber("How many exercises", [Optional()])
    keep = Several("Keep")
    avoid = Several("Avoid")
    revision = HiddenField()

    def validate_target(self, field: Field) -> None:
        NumberRange(1, MOST_EXERCISES, f"Write a number from 1 to {MOST_EXERCISES}.")(self, field)

    def validate_avoid(self, field: Field) -> None:
        if both := set(self.keep.data or ()) & set(field.data or ()):
            names = ", ".join(sorted(database.library().exercises[one].name for one in both))
            raise ValidationError(f"{names} cannot be kept and avoided; choose one.")


class NumberForm(HepForm):
    """The number behind one sign, told apart by a prefix."""

    class Meta:
        csrf = False

    value = Number("Number", [Optional()])


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of signs holds."""

    patient: PatientRow
    row: PlanRow | None
    form: SignsForm
    numbers: dict[str, tuple[Measurable, NumberForm]]

    @classmethod
    def of(cls, patient: PatientRow, row: PlanRow | None = None, **start: Any) -> "Page":
        """The page as it is opened with `start`, or as it comes back."""
        library, form = database.library(), SignsForm(data=start)
        form.red.choices = {one.id: one.sees for one in RED_SIGNS.values()}
        form.findings.choices = {one.id: one.name for one in library.findings.values()}
        form.heaviest.choices = {"": "All the same", **form.findings.choices}
        form.mechanisms.choices = {one: name for one, (name, _) in GROUPS.items()}
        exercises = {one.id: one.name for one in sorted(library.exercises.values(), key=lambda one: one.name)}
        form.keep.choices = form.avoid.choices = exercises
        behind = [one for one in measurables(library).values() if one.finding]
        numbers = {one.id: (one, NumberForm(prefix=f"number-{at}")) for at, one in enumerate(behind)}
        return cls(patient, row, form, numbers)

    def valid(self) -> bool:
        return all([self.form.validate(), *(form.validate() for _, form in self.numbers.values())])

    @property
    def typed(self) -> list[tuple[Measurable, float]]:
        """The numbers that were filled in."""
        filled = ((about, form.value.data) for about, form in self.numbers.values())
        return [(about, float(value)) for about, value in filled if value is not None]

    @property
    def findings(self) -> tuple[str, ...]:
        """What was ticked, and what the numbers speak for, in the order of the library."""
        measured: dict[str, dict[str, float]] = {}
        for about, value in self.typed:
            if about.finding and about.cut_off:
                measured.setdefault(about.finding.id, {})[about.cut_off.of] = value
        library = database.library()
        there = {*(self.form.findings.data or ()), *findings_from(measured, library), self.form.heaviest.data}
        return tuple(one for one in library.findings if one in there)

    @property
    def asked(self) -> drafting.Asked:
        form = self.form
        return drafting.Asked(
            side=form.side.data if form.side.data in SIDES else "both",
            irritability=form.irritability.data if form.irritability.data in IRRITABILITIES else "moderate",
            findings=self.findings,
            mechanisms=tuple(one for one in MECHANISMS if one in (form.mechanisms.data or ())),
            heaviest=form.heaviest.data or "",
            goal=form.goal.data or "",
            target=form.target.data,
            keep=tuple(form.keep.data or ()),
            avoid=tuple(form.avoid.data or ()),
        )

    @property
    def flags(self) -> tuple[RedFlag, ...]:
        """Why nothing is drafted: what was ticked, and what is noted of the patient."""
        case = drafting.case_of(self.patient, self.asked)
        return (*flags_of(self.form.red.data or ()), *refusals(case, database.library()))

    @property
    def points_to(self) -> dict[str, Indication]:
        weights = {self.form.heaviest.data: drafting.HEAVIEST} if self.form.heaviest.data else {}
        return {one.mechanism: one for one in indications(self.findings, database.library(), weights)}

    def kept(self, result: Draft) -> dict[str, Any]:
        return drafting.kept(result, self.asked, self.patient)

    @property
    def replaces(self) -> int:
        """How many exercises of the plan the draft takes the place of."""
        return sum(len(phase.prescriptions) for phase in self.row.phases) if self.row else 0

    def last(self, about: Measurable) -> MeasurementRow | None:
        """The last number of this kind."""
        found = [row for row in self.patient.measurements if row.what == about.id]
        return found[-1] if found else None

    def numbers_of(self, finding: str) -> Sequence[tuple[Measurable, NumberForm]]:
        """The numbers that stand behind a sign."""
        return [(about, form) for about, form in self.numbers.values() if about.finding and about.finding.id == finding]

    def shown(self, code: int = 200, **more: Any) -> ResponseReturnValue:
        return render_template(
            "plans/signs.html",
            page=self,
            form=self.form,
            patient=self.patient,
            row=self.row,
            groups=GROUPS,
            red_signs=RED_SIGNS,
            number_like=NUMBERS,
            **more,
        ), code


# -- a new plan


@pages.get("/patients/<int:patient_id>/signs")
def new(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    return Page.of(patient, side=patient.side, irritability="moderate").shown()


@pages.post("/patients/<int:patient_id>/signs")
def do_new(patient_id: int) -> ResponseReturnValue:
    """Counts the signs, or drafts the plan: the button that was pressed says which."""
    page = Page.of(access.patient_of(patient_id))
    result = _drafted(page)
    if not isinstance(result, Draft):
        return result
    plan = _plan(page, result, Plan())
    _keep_numbers(page)
    kept = page.kept(result)
    row = plans.add(database.session(), access.me(), page.patient, plan, database.now(), draft=kept)
    database.commit()
    return redirect(url_for("builder.page", plan_id=row.id))


# -- a plan that is there


@pages.get("/plans/<int:plan_id>/signs")
def again(plan_id: int) -> ResponseReturnValue:
    """The signs as they were, to be changed."""
    row = access.plan_of(plan_id)
    was = row.draft or {}
    start = {
        "findings": row.findings,
        "mechanisms": was.get("mechanisms", []),
        "heaviest": was.get("heaviest", ""),
        "side": row.side,
        "irritability": row.irritability,
        "goal": row.goal,
        "target": was.get("target"),
        "keep": was.get("keep", []),
        "avoid": was.get("avoid", []),
        "revision": row.revision,
    }
    return Page.of(row.patient, row, **start).shown()


@pages.post("/plans/<int:plan_id>/signs")
def do_again(plan_id: int) -> ResponseReturnValue:
    """Another draft in the place of what the plan holds; undo brings that back."""
    row = access.plan_of(plan_id)
    page = Page.of(row.patient, row)
    result = _drafted(page)
    if not isinstance(result, Draft):
        return result
    if stale(row):
        page.form.revision.raw_data, page.form.revision.data = None, str(row.revision)
        return page.shown(409, changed=True)
    plan = _plan(page, result, plans.load(row))
    _keep_numbers(page)
    row.draft, row.current_phase = page.kept(result), plan.phases[0].key
    save(row, plan)
    flash("Drafted again. Undo brings back what was there.")
    return redirect(url_for("builder.page", plan_id=row.id))


# -- both


def _drafted(page: Page) -> Draft | ResponseReturnValue:
    """The draft; or the page, where there is something to say first."""
    if not page.valid():
        return page.shown(422)
    if page.flags:
        return page.shown(422, refused=True)
    if "count" in request.form:
        return page.shown()
    if not page.findings and not page.asked.mechanisms:
        page.form.refuse([Problem("findings", "Tick a sign or name a mechanism: there is nothing to answer yet.")])
        return page.shown(422)
    result = draft(drafting.case_of(page.patient, page.asked), database.library())
    return result if result.plan else page.shown(422, nothing=result)


def _plan(page: Page, result: Draft, was: Plan) -> Plan:
    """The drafted plan under the title of the plan that was there, answering these findings."""
    plan = drafting.with_reasons(result.plan or was, result)
    return plan.described(title=was.title, review_on=was.review_on, findings=page.findings)


def _keep_numbers(page: Page) -> None:
    session, me, now = database.session(), access.me(), database.now()
    side = page.asked.side if page.asked.side != "both" else ""
    for about, value in page.typed:
        number = measurements.Measurement(about.id, value, about.unit, now.date(), side)
        measurements.add(session, me, page.patient, number, now)
