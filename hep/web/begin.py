"""Quick ways into a plan, one press each: a protocol, the patient's last plan, another's plan, nothing; and a quick
handout without a patient record."""

import re
from dataclasses import dataclass
from typing import Self

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field
from wtforms.validators import ValidationError

from hep.core.library import Protocol
from hep.core.plan import Plan
from hep.core.start_plan import for_side
from hep.records import patients, plans, protocols
from hep.records.model import PatientRow, PlanRow
from hep.web import access, database, drafting
from hep.web.forms import HepForm, choice, one_line, side_treated, text
from hep.web.saving import save

pages = Blueprint("begin", __name__)

MOST_INITIALS = 5


@dataclass(frozen=True, slots=True)
class Ways:
    """What a new plan of a patient can begin with; `others` are plans of patients whose name was searched for."""

    protocols: list[tuple[str, Protocol]]
    last: PlanRow | None
    words: str
    others: list[PlanRow]

    @classmethod
    def of(cls, patient: PatientRow) -> Self:
        words = one_line(request.args.get("q", ""))[:100]
        known = [
            (id, protocol) for id in drafting.protocols_to_begin_with() if (protocol := drafting.protocol_named(id))
        ]
        own = [row for row in patient.plans if any(phase.prescriptions for phase in row.phases)]
        clinic = access.me().clinic_id
        others = plans.to_copy(database.session(), clinic, words, patient.id) if words else []
        return cls(known, own[0] if own else None, words, others)


@pages.post("/patients/<int:patient_id>/plans/begin")
def begin(patient_id: int) -> ResponseReturnValue:
    """The plan at once; the value of `from` says what it begins with: "protocol ID", "plan NUMBER", or nothing."""
    patient = access.patient_of(patient_id)
    what, _, id = request.form.get("from", "").partition(" ")
    if what == "protocol":
        return from_protocol(patient, drafting.protocol_named(id) or abort(404))
    if what == "plan":
        number = int(id) if id.isascii() and id.isdigit() and len(id) < 10 else 0
        return _begun(patient, copied(access.plan_of(number), patient))
    return _begun(patient, Plan(side=patient.side))  # type: ignore[arg-type]


def from_protocol(patient: PatientRow, protocol: Protocol) -> ResponseReturnValue:
    """The protocol made to fit; at a red flag nothing is begun."""
    result = drafting.adapted(protocol, patient, drafting.Asked(patient.side, "moderate"))  # type: ignore[arg-type]
    if result.plan is None:
        for one in result.refused:
            flash(f"Refer first, no plan is begun. {one.reason}.")
        return redirect(url_for("plans.new", patient_id=patient.id))
    return _begun(patient, result.plan, drafting.kept_of_protocol(protocol.name, result))


def copied(row: PlanRow, patient: PatientRow) -> Plan:
    """The plan of a row for a patient: of another's no word about the person, and for this patient's own side."""
    plan = plans.load(row).described(review_on=None)
    if row.patient_id == patient.id:
        return plan
    return for_side(protocols.without_patient(plan), patient.side, database.library())  # type: ignore[arg-type]


def _begun(patient: PatientRow, plan: Plan, draft: dict[str, object] | None = None) -> ResponseReturnValue:
    """A new plan; or the one that was begun empty, where `into` names it."""
    row = _empty(patient)
    if row is None:
        row = plans.add(database.session(), access.me(), patient, plan, database.now(), draft=draft)
        database.commit()
    else:
        goal = plan.goal or row.goal
        row.draft, row.current_phase = draft, plan.phases[0].key
        save(row, plan.described(goal=goal, review_on=row.review_on))
    return redirect(url_for("builder.page", plan_id=row.id))


def _empty(patient: PatientRow) -> PlanRow | None:
    into = request.form.get("into", "")
    row = next((one for one in patient.plans if str(one.id) == into and not one.archived_at), None)
    return row if row and not any(phase.prescriptions for phase in row.phases) else None


# -- without a patient record


class QuickForm(HepForm):
    initials = text("Initials", "Write initials, at most 5 letters, for example RA.", 20)
    side = side_treated()
    protocol = choice("Begin with")

    def validate_initials(self, field: Field) -> None:
        if not re.fullmatch(rf"[^\W\d_]{{1,{MOST_INITIALS}}}", self.letters):
            raise ValidationError("Write initials, at most 5 letters, for example RA. A name belongs to a patient.")

    @property
    def letters(self) -> str:
        return re.sub(r"[\s.]", "", self.initials.data or "").upper()

    @classmethod
    def ready(cls) -> Self:
        form = cls()
        form.protocol.choices = {
            "": "An empty plan",
            "signs": "Signs: what you see",
            **drafting.protocols_to_begin_with(),
        }
        return form


@pages.get("/quick")
def quick() -> ResponseReturnValue:
    return render_template("plans/quick.html", form=QuickForm.ready())


@pages.post("/quick")
def do_quick() -> ResponseReturnValue:
    """Initials instead of a record: kept out of the list of patients, shown on today's page."""
    form = QuickForm.ready()
    if not form.validate():
        return render_template("plans/quick.html", form=form), 422
    facts = patients.PatientFacts(form.letters, None, form.side.data, quick=True)
    patient = patients.add(database.session(), access.me(), facts, database.now())
    if form.protocol.data == "signs":
        database.commit()
        return redirect(url_for("signs.new", patient_id=patient.id))
    if protocol := drafting.protocol_named(form.protocol.data or ""):
        return from_protocol(patient, protocol)
    return _begun(patient, Plan(side=form.side.data))
