"""What was measured: outcome measures and numbers behind signs. A change is one only past the error of measuring."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DecimalField
from wtforms.validators import InputRequired, ValidationError

from hep.core.library import CutOff, Finding, Library, Measure
from hep.core.outcomes import Difference, difference
from hep.records import measurements
from hep.records.model import MeasurementRow, PatientRow
from hep.web import access, database
from hep.web.forms import SIDES, Day, HepForm, choice, one_line

pages = Blueprint("measured", __name__)

WIDEST = 1000.0  # a number behind a sign has no bounds of its own


@dataclass(frozen=True, slots=True)
class Measurable:
    """Something that has a number: an outcome measure, or what the cut-off of a sign is about."""

    id: str
    name: str
    unit: str
    least: float
    most: float
    measure: Measure | None = None
    finding: Finding | None = None
    cut_off: CutOff | None = None


def measurables(library: Library) -> dict[str, Measurable]:
    """All that may be measured, the free outcome measures first."""
    found = [
        Measurable(one.id, one.name, one.unit, one.least, one.most, one)
        for one in library.measures.values()
        if one.free
    ]
    found += [
        Measurable(number_id(one, cut), _large(cut.of), cut.unit, -WIDEST, WIDEST, None, one, cut)
        for one in library.findings.values()
        for cut in one.cut_offs
    ]
    return {one.id: one for one in found}


def number_id(finding: Finding, cut_off: CutOff) -> str:
    """How the number behind a sign is kept."""
    return f"{finding.id}: {cut_off.of}"


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


# -- what it means


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one thing on one side, the oldest first, and what became of them."""

    name: str
    unit: str
    side: str
    rows: Sequence[MeasurementRow]
    change: Difference | None = None
    about: Measurable | None = None

    @property
    def first(self) -> MeasurementRow:
        return self.rows[0]

    @property
    def last(self) -> MeasurementRow:
        return self.rows[-1]

    @property
    def says(self) -> str:
        """What the last number says of the sign that it stands behind."""
        if not (self.about and self.about.finding and self.about.cut_off):
            return ""
        cut, name = self.about.cut_off, self.about.finding.name
        when = "at least" if cut.when == "at-least" else cut.when
        speaks = "Speaks for" if cut.passed(self.last.value) else "Does not speak for"
        basis = ", ".join((*cut.sources, cut.status))
        return f"{speaks}: {name} ({when} {cut.value:g} {cut.unit}; {basis})"


def of_patient(patient: PatientRow, library: Library) -> list[Series]:
    """What was measured of a patient, each thing once for each side."""
    known = measurables(library)
    return [_series(what, side, rows, known.get(what)) for (what, side), rows in measurements.series(patient).items()]


def _series(what: str, side: str, rows: Sequence[MeasurementRow], about: Measurable | None) -> Series:
    name, unit = (about.name, about.unit) if about else (what, rows[-1].unit)
    measure = about.measure if about else None
    change = difference(measure, rows[0].value, rows[-1].value) if measure and len(rows) > 1 else None
    return Series(name, unit, side, rows, change, about)


def steps(series: Series) -> Iterator[tuple[MeasurementRow, Difference | None]]:
    """Each number with its difference to the one before, the newest first."""
    measure = series.about.measure if series.about else None
    for place in reversed(range(len(series.rows))):
        before = series.rows[place - 1] if place else None
        now = series.rows[place]
        yield now, difference(measure, before.value, now.value) if measure and before else None


# -- pages


class Number(DecimalField):
    """A number as people write it: 12, 12.5 or 12,5."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_data = valuelist = [one_line(typed) for typed in valuelist]  # what is shown again
        typed = (valuelist[0] if valuelist else "").replace(",", ".").replace("−", "-")
        self.data = None
        if typed and not re.fullmatch(r"[+-]?(\d{1,5}\.?\d{0,6}|\.\d{1,6})", typed, re.ASCII):
            raise ValueError("Write a number, for example 12.5.")
        self.data = float(typed) if typed else None  # type: ignore[assignment]


class MeasuredForm(HepForm):
    what = choice("What")
    value = Number("Number", [InputRequired("Write the number that was measured.")])
    side = choice("Side", {"": "No side", **SIDES})
    measured_on = Day("Measured on")

    def validate_value(self, field: object) -> None:
        about = measurables(database.library()).get(self.what.data)
        if about and self.value.data is not None and not about.least <= self.value.data <= about.most:
            raise ValidationError(f"{about.name} goes from {about.least:g} to {about.most:g} {about.unit}.")

    def validate_measured_on(self, field: object) -> None:
        if self.measured_on.data and self.measured_on.data > database.now().date():
            raise ValidationError("This day is still to come. Write the day it was measured.")

    def values(self) -> measurements.Measurement:
        about = measurables(database.library())[self.what.data]
        day = self.measured_on.data or database.now().date()
        return measurements.Measurement(about.id, float(self.value.data or 0), about.unit, day, self.side.data)


def _with_choices(form: MeasuredForm) -> MeasuredForm:
    listed = measurables(database.library()).values()
    form.what.choices = {
        "Outcome measures": [(one.id, f"{one.name} ({one.unit})") for one in listed if one.measure],
        "Numbers behind signs": [(one.id, f"{one.name} ({one.unit})") for one in listed if one.finding],
    }
    return form


@pages.get("/patients/<int:patient_id>/measured")
def page(patient_id: int) -> ResponseReturnValue:
    patient = access.patient_of(patient_id)
    start = {"measured_on": database.now().date(), "what": request.args.get("what", "")}
    return _shown(patient, _with_choices(MeasuredForm(data=start)))


def _shown(patient: PatientRow, form: MeasuredForm, code: int = 200) -> ResponseReturnValue:
    found = of_patient(patient, database.library())
    return render_template("patients/measured.html", patient=patient, form=form, found=found, steps=steps), code


@pages.post("/patients/<int:patient_id>/measured")
def add(patient_id: int) -> ResponseReturnValue:
    """One more number, or one less that was typed wrongly."""
    patient, session, me, now = access.patient_of(patient_id), database.session(), access.me(), database.now()
    if "remove" in request.form:
        measurements.remove(session, me, patient, request.form.get("remove", 0, int), now)
        database.commit()
        flash("The number is taken out.")
        return redirect(url_for("measured.page", patient_id=patient.id))
    form = _with_choices(MeasuredForm())
    if not form.validate():
        return _shown(patient, form, 422)
    measurements.add(session, me, patient, form.values(), now)
    database.commit()
    flash("The number is kept.")
    return redirect(url_for("measured.page", patient_id=patient.id))
