"""How values read on the pages: filters and globals of the templates."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from babel.dates import format_date, format_datetime
from flask import Flask, g, url_for

from hep.core.dose import Dose, how_much, how_often
from hep.core.library import Exercise
from hep.core.plan import Phase
from hep.core.precautions import Hit, PatientPrecaution, hits
from hep.core.reasons import lifted_by
from hep.core.search import ACTIVITY
from hep.core.sides import in_words
from hep.records import patients
from hep.records.handouts import displayed
from hep.records.model import PatientRow, PlanRow
from hep.web import database

LOCALE = "en_GB"
PLACES = (
    ("today", "account.today", "today", "Today"),
    ("patients", "patients.index", "people", "Patients"),
    ("library", "library.index", "book", "Library"),
    ("protocols", "protocols.index", "sheet", "Protocols"),
    ("clinic", "clinic.settings", "clinic", "Clinic"),
)


def day(value: date | datetime) -> str:
    """22 November 2026."""
    return format_date(value.astimezone() if isinstance(value, datetime) else value, "d MMMM y", LOCALE)


def moment(value: datetime) -> str:
    """22 November 2026, 14:36."""
    return format_datetime(value.astimezone(), "d MMMM y, HH:mm", locale=LOCALE)


def clock(value: datetime) -> str:
    """14:36, or the day where it was not today."""
    local = value.astimezone()
    return f"{local:%H:%M}" if local.date() == database.now().date() else format_date(local, "d MMM", LOCALE)


def weekday(value: date) -> str:
    """Sunday 22 November 2026."""
    return format_date(value, "EEEE d MMMM y", LOCALE)


def greeting(now: datetime) -> str:
    return "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"


def ago(then: datetime, now: datetime) -> str:
    """4 min ago · 14:36 · Friday · 3 Nov · Nov 2025."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 60:
        return "just now" if minutes < 1 else f"{minutes} min ago"
    local = then.astimezone()
    days = (now.date() - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days < 7:
        return "yesterday" if days == 1 else format_date(local, "EEEE", LOCALE)
    return format_date(local, "d MMM" if local.year == now.year else "MMM y", LOCALE)


def initials(name: str) -> str:
    words = name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else ""


def capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def amount(dose: Dose, exercise: Exercise | None) -> str:
    return how_much(dose, exercise.counts if exercise else "reps")


def drawn_side(side: str, plan_side: str) -> str:
    """The side a picture and its words show: the prescription's, else the plan's, else the right."""
    return next((one for one in (side, plan_side) if one in ("left", "right")), "right")


def phase_words(row: PlanRow) -> str:
    """Phase 1 of 3, 4 exercises."""
    phases = {phase.key: phase for phase in row.phases}
    phase = phases[row.current_phase]
    count = len(phase.prescriptions)
    return f"Phase {phase.place + 1} of {len(phases)}, {count} exercise{'s' if count != 1 else ''}"


def things_needed(choices: Sequence[Sequence[str]]) -> str:
    """A mat or a firm bed, a firm chair."""
    equipment = database.library().equipment
    return ", ".join(" or ".join(equipment[one].plain for one in choice) for choice in choices)


def clashes(against: Mapping[str, Sequence[Hit]], phase: Phase) -> bool:
    """Whether any precaution speaks against anything in a phase."""
    return any(against.get(prescription.key) for prescription in phase.prescriptions)


def precautions(patient: PatientRow) -> list[dict[str, Any]]:
    """The precautions that hold today: name with side, until when, how many exercises they rule out or ask care for."""
    library, found = database.library(), []
    for value in patients.precautions_of(patient):
        known = library.precautions.get(value.code)
        if known and value.holds_on(database.now().date()):
            actions = [{hit.action for hit in hits(one, [known.id], library)} for one in library.exercises.values()]
            out = sum("exclude" in action for action in actions)
            care = sum(action == {"caution"} for action in actions)
            name = f"{known.name}, {value.side}" if value.side else known.name
            found.append({"name": name, "how_long": how_long(value), "excludes": out > 0, "out": out, "care": care})
    return found


def how_long(value: PatientPrecaution) -> str:
    """12 October 2026, 6 weeks ago. Until lifted by the surgeon."""
    weeks = value.weeks_on(database.now().date())
    ago = "" if weeks is None else "this week" if weeks == 0 else f"{weeks} week{'s' if weeks != 1 else ''} ago"
    since = f"{day(value.since)}, {ago}. " if value.since and ago else ""
    if value.until:
        return f"{since}Until {day(value.until)}."
    who = lifted_by(value.code)
    return f"{since}Until lifted by the {who}." if who else f"{since}Until you take it away."


def reasons(found: Sequence[Hit]) -> str:
    """Bends the hip past 90°: until the surgeon lifts the rule; is done on the floor: on a bed, not on the floor."""
    said = (hit.note if hit.feature == "any exercise" else f"{hit.feature}: {hit.note}" for hit in found)
    return capitalize_first("; ".join(dict.fromkeys(said)))


def study(source: str) -> str:
    """Distefano 2009, Bolgla & Uhl 2005, for the key of a source."""
    names = re.sub(r"(?<=[a-z])(?<!Mc)(?<!Mac)(?=[A-Z])", " & ", source)
    return re.sub(r"(?<=[a-z])(?=\d)", " ", names)


def order_name(order: str) -> str:
    """An order of the library: Level · Name · Measured activity, gluteus medius."""
    muscle = database.library().muscles.get(order.removeprefix(ACTIVITY))
    return f"Measured activity, {muscle.name.lower()}" if muscle else order.capitalize()


def sprite() -> str:
    """The address of the signs, made once a request: a page of cards shows hundreds of them."""
    if "sprite" not in g:
        g.sprite = url_for("static", filename="icons.svg")
    return cast(str, g.sprite)


def fingerprint(folder: Path) -> str:
    """A few letters that change with any file below a folder."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:10]


def join(app: Flask) -> None:
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    shown = (
        day, moment, clock, weekday, greeting, ago, initials, capitalize_first, how_often, drawn_side, phase_words,
        things_needed, clashes, precautions, reasons, study,
        order_name, how_long, lifted_by,
    )  # fmt: skip
    for one in shown:
        app.add_template_filter(one)
    app.add_template_global(sprite)
    app.add_template_filter(amount, "how_much")
    app.add_template_filter(in_words, "on_side")
    app.add_template_filter(displayed, "handout_number")

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        return {"me": g.get("clinician"), "places": PLACES, "library": database.library()}
