"""Patients: finding, adding, changing, archiving, and a patient's page."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField
from wtforms.validators import NumberRange, Optional, ValidationError

from hep.core.precautions import PatientPrecaution
from hep.core.problem import Problem
from hep.pictures import PERSONS
from hep.records import patients, plans
from hep.web import access, database
from hep.web.forms import Day, HepForm, WholeNumber, choice, one_line, radio, text

pages = Blueprint("patients", __name__)

OLDEST = 120
SIDES = {"left": "Left", "right": "Right", "both": "Both"}
EMPTY_ROWS = 2  # rows of the form for further precautions; more appear when these are used


class PatientForm(HepForm):
    name = text("Name", "Write the patient's name, or the initials.")
    born = WholeNumber("Year of birth", [Optional()])
    reference = text("Reference", most=30)
    side = radio("Side that is treated", SIDES, default="right")
    drawn_as = choice("Pictures show", {"": "As the clinic says", **PERSONS}, default="")
    revision = HiddenField()

    def validate_born(self, field: object) -> None:
        this_year = database.now().year
        NumberRange(this_year - OLDEST, this_year, f"Write a year from {this_year - OLDEST} to {this_year}.")(
            self, self.born
        )

    def facts(self, precautions: tuple[PatientPrecaution, ...]) -> patients.PatientFacts:
        return patients.PatientFacts(
            self.name.data or "",
            self.born.data,
            self.side.data,
            self.reference.data or "",
            self.drawn_as.data,
            precautions,
        )


class PrecautionForm(HepForm):
    """One row; the form of a patient holds several, told apart by a prefix."""

    class Meta:
        csrf = False

    code = choice("Precaution")
    side = choice("Side", {"": "No side", **SIDES})
    until = Day("Until")

    def validate_side(self, field: object) -> None:
        precaution = database.library().precautions.get(self.code.data)
        if precaution and precaution.limb != "none" and not self.side.data:
            raise ValidationError("Choose the side.")

    def value(self) -> PatientPrecaution | None:
        """The precaution, or None for a row that is empty."""
        precaution = database.library().precautions.get(self.code.data)
        if not precaution:
            return None
        side = self.side.data if precaution.limb != "none" else ""
        return PatientPrecaution(precaution.id, side, self.until.data)  # type: ignore[arg-type]


def precaution_rows(have: tuple[PatientPrecaution, ...] = ()) -> list[PrecautionForm]:
    """A form for each precaution, and some that are empty."""
    choices = {"": "None", **{one.id: one.name for one in database.library().precautions.values()}}
    sent = [name for name in request.form if name.startswith("precaution-") and name.endswith("-code")]
    rows = []
    for number in range(len(sent) or len(have) + EMPTY_ROWS):
        row = PrecautionForm(prefix=f"precaution-{number}", obj=have[number] if number < len(have) else None)
        row.code.choices = choices
        rows.append(row)
    return rows


@pages.get("/patients")
def index() -> ResponseReturnValue:
    """Search by name or reference."""
    session, me = database.session(), access.me()
    words, show = one_line(request.args.get("q", ""))[:100], request.args.get("show", "all")
    show = show if show in ("mine", "all", "archived") else "all"
    found = patients.find(session, me.clinic_id, words, show, me.id, request.args.get("page", 1, int))
    counts = patients.counts(session, me.clinic_id, me.id)
    return render_template("patients/index.html", found=found, words=words, show=show, counts=counts, today=_today())


@pages.get("/patients/new")
def new() -> ResponseReturnValue:
    form = PatientForm(data={"name": request.args.get("name", "")[:60]})
    return render_template("patients/form.html", form=form, rows=precaution_rows(), patient=None)


@pages.post("/patients/new")
def do_new() -> ResponseReturnValue:
    form, rows = PatientForm(), precaution_rows()
    if not _valid(form, rows):
        return render_template("patients/form.html", form=form, rows=rows, patient=None), 422
    try:
        patient = patients.add(database.session(), access.me(), form.facts(_values(rows)), database.now())
    except patients.ReferenceTaken as taken:
        form.refuse([Problem("reference", f"{form.reference.data} is already {taken.name}'s. Choose another.")])
        return render_template("patients/form.html", form=form, rows=rows, patient=None), 422
    database.commit()
    flash(f"{patient.name} is added.")
    return redirect(url_for("patients.show", patient_id=patient.id))


@pages.get("/patients/<int:patient_id>")
def show(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    open_plans = [(row, plans.load(row)) for row in patient.plans if not row.archived_at]
    return render_template("patients/show.html", patient=patient, plans=open_plans, today=_today())


@pages.get("/patients/<int:patient_id>/edit")
def edit(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    rows = precaution_rows(patients.precautions_of(patient))
    return render_template("patients/form.html", form=PatientForm(obj=patient), rows=rows, patient=patient)


@pages.post("/patients/<int:patient_id>/edit")
def do_edit(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    form, rows = PatientForm(), precaution_rows()
    page: dict[str, Any] = {"form": form, "rows": rows, "patient": patient}
    if not _valid(form, rows):
        return render_template("patients/form.html", **page), 422
    if form.revision.data != str(patient.revision):
        form.revision.data, form.revision.raw_data = str(patient.revision), None
        return render_template("patients/form.html", **page, changed=True), 409
    try:
        patients.change(database.session(), access.me(), patient, form.facts(_values(rows)), database.now())
    except patients.ReferenceTaken as taken:
        form.refuse([Problem("reference", f"{form.reference.data} is already {taken.name}'s. Choose another.")])
        return render_template("patients/form.html", **page), 422
    database.commit()
    flash(f"{patient.name} is saved.")
    return redirect(url_for("patients.show", patient_id=patient.id))


@pages.post("/patients/<int:patient_id>/archive")
def archive(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    patients.archive(database.session(), access.me(), patient, database.now())
    database.commit()
    flash(f"{patient.name} is archived. Everything is kept.")
    return redirect(url_for("patients.show", patient_id=patient.id))


@pages.post("/patients/<int:patient_id>/restore")
def restore(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    patients.restore(database.session(), access.me(), patient, database.now())
    database.commit()
    flash(f"{patient.name} is back.")
    return redirect(url_for("patients.show", patient_id=patient.id))


def _valid(form: PatientForm, rows: list[PrecautionForm]) -> bool:
    return all([form.validate(), *(row.validate() for row in rows)])


def _values(rows: list[PrecautionForm]) -> tuple[PatientPrecaution, ...]:
    """Each precaution once for each side; of two, the later row counts."""
    values = {(value.code, value.side): value for row in rows if (value := row.value())}
    return tuple(values.values())


def _today() -> date:
    return database.now().date()
