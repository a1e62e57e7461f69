"""Many handouts at once: those of today's patients, or one plan for a class."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from hep import issuing
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.sides import PlanSide
from hep.handouts import CannotPrint, dump
from hep.handouts.joined import joined, zipped
from hep.handouts.pdf_file import NotOurs
from hep.pictures import Gallery
from hep.records import audit, handouts, patients, plans
from hep.records.model import ClinicianRow, HandoutRow, PatientRow, PlanRow

MOST = 20  # of a class; more people do not fit into one either
EACH_TIME = {"number", "version", "issued", "date", "weeks"}  # of a handout: another each time, or each day
ABOUT = {  # what a handout says beside its plan
    "patient": "the patient’s name or year of birth",
    "precautions": "the precautions",
    "clinic": "what it says of the clinic",
    "logo": "the clinic’s logo",
    "therapist": "the therapist’s name or credential",
    "drawn_as": "whom the pictures show",
    "options": "how it is printed",
}

PlanFor = Callable[[PlanSide], Plan]  # a protocol, for the side of a patient


@dataclass(frozen=True, slots=True)
class Next:
    """What printing a plan gives now: the handout that still says all of it `again`, else a new `version`.

    `look` says why somebody should look at the plan before it is printed, where that is so.
    """

    row: PlanRow
    version: int
    again: HandoutRow | None = None
    look: str = ""


def next_of(session: Session, by: ClinicianRow, row: PlanRow, library: Library, now: datetime) -> Next:
    """The handout is worded anew as its therapist issued it: the plan is not all that can change."""
    last = handouts.last(row)
    made = issuing.draft(session, last.clinician if last else by, row, library, now)
    if made.examined.blocks:
        facts = [one.fact for one in made.examined.blocks]
        return Next(row, made.version, look=" ".join(["It cannot be printed yet.", *facts]))
    if last is None:
        return Next(row, made.version, look=_unseen(row))
    changed = _changed(last, made)
    said = f"Changed since version {last.version}: {'; '.join(changed)}." if changed else ""
    return Next(row, made.version, None if changed else last, said)


def _unseen(row: PlanRow) -> str:
    if row.handouts:
        return f"Version {row.handouts[0].version} was voided."
    return "A draft that nobody has kept yet." if row.draft else ""


def _changed(last: HandoutRow, made: issuing.Draft) -> list[str]:
    """What is no longer as the last handout says, in words."""
    assert made.handout  # or it would be blocked
    before, after = _lasting(last.content), _lasting(dump(made.handout))
    beside = [words for name, words in ABOUT.items() if before.get(name) != after[name]]
    if plans.from_json(last.plan_value) != made.plan:
        return [*made.changed, *beside] or ["what stands behind the exercises"]
    return [] if before == after else [*made.changed, *beside] or ["the words that this program prints"]


def _lasting(content: str) -> dict[str, Any]:
    """What a handout says, without what is another each time or each day."""
    said = json.loads(content)["handout"]
    about = {**said["about"], "changed": ()}
    return {name: value for name, value in said.items() if name not in EACH_TIME} | {"about": about}


def todays_plans(session: Session, clinic_id: int, now: datetime) -> list[PlanRow]:
    """The plans whose next check is today or that were changed today, where they have something to print."""
    rows = handouts.wanted_on(session, clinic_id, now.date(), datetime.combine(now.date(), time(), now.tzinfo))
    return [row for row in rows if plans.load(row).phase(row.current_phase).prescriptions]


def issue_or_reprint(session: Session, by: ClinicianRow, row: PlanRow, gallery: Gallery, now: datetime) -> HandoutRow:
    """The handout of a plan: the last one again, or a new version of what changed. Raises as `issuing.issue` does."""
    again = next_of(session, by, row, gallery.library, now).again
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
    row = own or plans.add(session, by, patient, plan, now, of_class=True)
    return issue_or_reprint(session, by, row, gallery, now)


def copy_name(n: int) -> str:
    """How a copy of a class stands in lists; on the paper the name is left to be written by hand."""
    return f"Class copy {n}"


def copy_of_class(
    session: Session, by: ClinicianRow, n: int, side: PlanSide, plan_for: PlanFor, gallery: Gallery, now: datetime
) -> HandoutRow:
    """A numbered copy for somebody who has no record here."""
    patient = patients.add(session, by, patients.PatientFacts(copy_name(n), None, side, quick=True), now)
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
