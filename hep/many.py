"""Many handouts at once: those of today's patients, or one plan for a class."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from hep import issuing
from hep.core.plan import Plan
from hep.core.sides import PlanSide
from hep.handouts import CannotPrint
from hep.handouts.joined import joined, zipped
from hep.handouts.pdf_file import NotOurs
from hep.pictures import Gallery
from hep.records import audit, handouts, patients, plans
from hep.records.model import ClinicianRow, HandoutRow, PatientRow, PlanRow

MOST = 20  # of a class; more people do not fit into one either

PlanFor = Callable[[PlanSide], Plan]  # a protocol, for the side of a patient


def still_right(session: Session, row: PlanRow) -> HandoutRow | None:
    """The newest handout of a plan, where it counts and the plan would be printed in the same way now."""
    last = max(row.handouts, key=lambda handout: handout.version, default=None)
    if last is None or last.voided or plans.from_json(last.plan_value) != plans.load(row):
        return None
    options = json.loads(last.content)["handout"].get("options")
    return last if options == json.loads(issuing.options_of(row).as_json()) else None


def issue_or_reprint(session: Session, by: ClinicianRow, row: PlanRow, gallery: Gallery, now: datetime) -> HandoutRow:
    """The handout of a plan: the newest one again, or a new version of what changed. Raises as `issuing.issue` does."""
    again = still_right(session, row)
    if again is None:
        return issuing.issue(session, by, row, gallery, now)
    audit.record(session, by, "handout.printed", again.id, now, number=again.number)
    return again


def of_class(
    session: Session, by: ClinicianRow, patient: PatientRow, plan_for: PlanFor, gallery: Gallery, now: datetime
) -> HandoutRow:
    """The handout of a class for one of its patients, who gets the plan if it is not theirs already."""
    plan = plan_for(patient.side)  # type: ignore[arg-type]
    own = next((row for row in patient.plans if not row.archived_at and plans.load(row) == plan), None)
    return issue_or_reprint(session, by, own or plans.add(session, by, patient, plan, now), gallery, now)


def copy_of_class(
    session: Session, by: ClinicianRow, name: str, side: PlanSide, plan_for: PlanFor, gallery: Gallery, now: datetime
) -> HandoutRow:
    """A numbered copy for somebody who has no record here."""
    patient = patients.add(session, by, patients.PatientFacts(name, None, side, quick=True), now)
    return of_class(session, by, patient, plan_for, gallery, now)


def as_one_pdf(session: Session, chosen: Mapping[int, HandoutRow]) -> bytes:
    """The handouts in one file, to print in one go. Raises `CannotPrint` for what an earlier program printed."""
    try:
        return joined([handouts.pdf_of(session, row) for row in chosen.values()], "Handouts")
    except NotOurs:
        raise CannotPrint("One of these was printed by an earlier program. Take them as a ZIP instead.") from None


def as_zip(session: Session, chosen: Mapping[int, HandoutRow]) -> bytes:
    """The PDFs as issued, each under its number."""
    return zipped(
        (f"{handouts.displayed(number)}.pdf", handouts.pdf_of(session, row)) for number, row in chosen.items()
    )
