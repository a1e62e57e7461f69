"""Patients: finding, adding, changing, archiving, and a patient's page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import NumberRange, Optional, ValidationError

from hep.core.home import Home
from hep.core.precautions import PatientPrecaution
from hep.core.problem import Problem
from hep.pictures import PERSONS
from hep.records import patients, plans
from hep.records.model import PatientRow
from hep.web import access, database
from hep.web.forms import SIDES, Day, HepForm, Several, WholeNumber, choice, one_line, radio, side_treated, text
from hep.web.measured import of_patient
from hep.web.stopping import open_stops

pages = Blueprint("patients", __name__)

OLDEST = 120
EMPTY_ROWS = 2  # rows of the form for further precautions; more appear when these are used
MOST_ROWS = 30  # precautions that one patient can have
MOST_WEEKS = 520
QUESTIONS = ("floor_transfer", "kneel", "stairs", "helper", "space_to_walk")


class PatientForm(HepForm):
    name = text("Name", "Write the patient's name, or the initials.")
    born = WholeNumber("Year of birth", [Optional()])
    reference = text("Reference", most=30)
    side = side_treated()
    drawn_as = choice("Pictures show", {"": "As the clinic says", **PERSONS}, default="")
    revision = HiddenField()

    def validate_born(self, field: object) -> None:
        this_year = database.now().year
        NumberRange(this_year - OLDEST, this_year, f"Write a year from {this_year - OLDEST} to {this_year}.")(
            self, self.born
        )

    def facts(self, precautions: tuple[PatientPrecaution, ...], home: Home | None) -> patients.PatientFacts:
        return patients.PatientFacts(
            self.name.data or "",
            self.born.data,
            self.side.data,
            self.reference.data or "",
            self.drawn_as.data,
            precautions,
            home,
        )


def yes_or_no(label: str) -> RadioField:
    """A question that may stay open."""
    return radio(label, {"yes": "Yes", "no": "No"}, validators=[Optional()])


class HomeForm(HepForm):
    """What the patient has and can do at home. Where nothing of it is answered, nobody has asked yet."""

    class Meta:
        csrf = False

    equipment = Several("Has")
    without = Several("Has not")
    floor_transfer = yes_or_no("Gets down to the floor and up again")
    kneel = yes_or_no("Can kneel")
    stairs = yes_or_no("Has stairs")
    helper = yes_or_no("Has a helper")
    space_to_walk = yes_or_no("Has space to walk")
    forget = BooleanField("Not asked yet: forget these answers")

    @classmethod
    def of(cls, home: Home | None = None) -> Self:
        """The form as it is opened, or as it comes back."""
        answers = {one: "yes" if getattr(home, one) else "no" for one in QUESTIONS} if home else {}
        things = {"equipment": home.equipment, "without": home.without} if home else {}
        form = cls(prefix="home-", data={**answers, **things})
        listed = database.library().equipment.values()
        # Stairs are a question of their own.
        form.equipment.choices = {one.id: one.name for one in listed if not one.at_home and one.id != "stairs"}
        form.without.choices = {one.id: one.name for one in listed if one.at_home}
        return form

    @property
    def asked(self) -> bool:
        return bool(self.equipment.data or self.without.data or any(self[one].data for one in QUESTIONS))

    def validate(self, extra_validators: Any = None) -> bool:
        """All five questions or none: what nobody has asked is not guessed."""
        if not super().validate(extra_validators):
            return False
        if self.forget.data or not self.asked:
            return True
        open_ones = [self[one] for one in QUESTIONS if not self[one].data]
        for field in open_ones:
            field.errors = ["Say yes or no here, too."]
        return not open_ones

    def value(self) -> Home | None:
        if self.forget.data or not self.asked:
            return None
        answers = {one: self[one].data == "yes" for one in QUESTIONS}
        return Home(tuple(self.equipment.data or ()), tuple(self.without.data or ()), **answers)


class PrecautionForm(HepForm):
    """One row; the form of a patient holds several, told apart by a prefix."""

    class Meta:
        csrf = False

    code = choice("Precaution")
    side = choice("Side", {"": "No side", **SIDES})
    since = Day("Since (operation)")
    weeks = WholeNumber("or weeks ago", [Optional()])
    until = Day("Until")

    def validate_side(self, field: object) -> None:
        precaution = database.library().precautions.get(self.code.data)
        if precaution and precaution.limb != "none" and not self.side.data:
            raise ValidationError("Choose the side.")

    def validate_since(self, field: object) -> None:
        if self.since.data and self.since.data > _today():
            raise ValidationError("This day is still to come. Write the day it began.")

    def validate_weeks(self, field: object) -> None:
        if self.weeks.data is not None and self.weeks.data > MOST_WEEKS:
            raise ValidationError(f"Write at most {MOST_WEEKS} weeks.")
        if self.weeks.data is not None and self.since.data and self.since.data != self.began:
            raise ValidationError("Write the day or the weeks, one of them.")

    def validate_until(self, field: object) -> None:
        if self.until.data and self.began and self.until.data < self.began:
            raise ValidationError("This is before it began.")

    @property
    def began(self) -> date | None:
        """The day of the operation, as a day or as full weeks ago."""
        if self.weeks.data is not None and self.weeks.data <= MOST_WEEKS:
            return _today() - timedelta(weeks=self.weeks.data)
        return self.since.data

    def value(self) -> PatientPrecaution | None:
        """The precaution, or None for a row that is empty."""
        precaution = database.library().precautions.get(self.code.data)
        if not precaution:
            return None
        side = self.side.data if precaution.limb != "none" else ""
        return PatientPrecaution(precaution.id, side, self.until.data, self.began)  # type: ignore[arg-type]


def precaution_rows(have: tuple[PatientPrecaution, ...] = ()) -> list[PrecautionForm]:
    """A form for each precaution, and some that are empty."""
    choices = {"": "None", **{one.id: one.name for one in database.library().precautions.values()}}
    rows = []
    for number in range(min(_rows_sent() or len(have) + EMPTY_ROWS, MOST_ROWS)):
        row = PrecautionForm(prefix=f"precaution-{number}", obj=have[number] if number < len(have) else None)
        row.code.choices = choices
        rows.append(row)
    return rows


def _rows_sent() -> int:
    return sum(name.startswith("precaution-") and name.endswith("-code") for name in request.form)


@dataclass(frozen=True, slots=True)
class Forms:
    """All that the page of a patient's facts holds."""

    patient: PatientForm
    home: HomeForm
    rows: list[PrecautionForm]

    def valid(self) -> bool:
        good = all([self.patient.validate(), self.home.validate(), *(row.validate() for row in self.rows)])
        if _rows_sent() <= MOST_ROWS:
            return good
        self.patient.refuse([Problem("", f"At most {MOST_ROWS} precautions fit here. The others are not kept.")])
        return False

    def facts(self) -> patients.PatientFacts:
        """Each precaution once for each side; of two, the later row counts."""
        values = {(value.code, value.side): value for row in self.rows if (value := row.value())}
        return self.patient.facts(tuple(values.values()), self.home.value())

    def page(self, patient: PatientRow | None, code: int = 200, **more: Any) -> ResponseReturnValue:
        forms = {"form": self.patient, "home": self.home, "rows": self.rows}
        return render_template("patients/form.html", patient=patient, questions=QUESTIONS, **forms, **more), code


def _sent() -> Forms:
    return Forms(PatientForm(), HomeForm.of(), precaution_rows())


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
    return Forms(form, HomeForm.of(), precaution_rows()).page(None)


@pages.post("/patients/new")
def do_new() -> ResponseReturnValue:
    forms = _sent()
    if not forms.valid():
        return forms.page(None, 422)
    try:
        patient = patients.add(database.session(), access.me(), forms.facts(), database.now())
    except patients.ReferenceTaken as taken:
        return _taken(forms, None, taken)
    database.commit()
    flash(f"{patient.name} is added.")
    return redirect(url_for("patients.show", patient_id=patient.id))


def _taken(forms: Forms, patient: PatientRow | None, taken: patients.ReferenceTaken) -> ResponseReturnValue:
    reference = forms.patient.reference.data
    forms.patient.refuse([Problem("reference", f"{reference} is already {taken.name}'s. Choose another.")])
    return forms.page(patient, 422)


@pages.get("/patients/<int:patient_id>")
def show(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    return render_template(
        "patients/show.html",
        patient=patient,
        plans=[(row, plans.load(row)) for row in patient.plans if not row.archived_at],
        home=patients.home_of(patient),
        ruled_out=open_stops(patient),
        measured=of_patient(patient, database.library()),
        today=_today(),
    )


@pages.get("/patients/<int:patient_id>/edit")
def edit(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    rows = precaution_rows(patients.precautions_of(patient))
    return Forms(PatientForm(obj=patient), HomeForm.of(patients.home_of(patient)), rows).page(patient)


@pages.post("/patients/<int:patient_id>/edit")
def do_edit(patient_id: int) -> ResponseReturnValue:
    """The patient's page says afterwards what the precautions now rule out in the open plans."""
    patient, forms = access.patient_of(patient_id), _sent()
    if not forms.valid():
        return forms.page(patient, 422)
    revision = forms.patient.revision
    if revision.data != str(patient.revision):
        revision.data, revision.raw_data = str(patient.revision), None
        return forms.page(patient, 409, changed=True)
    try:
        patients.change(database.session(), access.me(), patient, forms.facts(), database.now())
    except patients.ReferenceTaken as taken:
        return _taken(forms, patient, taken)
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


def _today() -> date:
    return database.now().date()
