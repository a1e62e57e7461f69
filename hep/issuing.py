"""From a plan's rows to a handout that is kept: what the pages and the demo do alike."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from hep.core.difference import difference
from hep.core.library import Library
from hep.core.plan import Plan
from hep.handouts import Clinic, Handout, Patient, Therapist, compose, dump, render
from hep.pictures import Gallery
from hep.records import handouts, patients, plans
from hep.records.model import ClinicianRow, HandoutRow, PlanRow

LAYOUT = "standard"


def changes_since_last(session: Session, row: PlanRow, plan: Plan, library: Library) -> list[str]:
    """What differs from the newest handout of a plan, in words."""
    last = max(row.handouts, key=lambda handout: handout.version, default=None)
    before = handouts.last_plan(session, row)
    if last is None or before is None:
        return []
    printed = next((phase.key for phase in before.phases if phase.name == last.phase), row.current_phase)
    now = plan.phase(row.current_phase).name
    moved = [f"phase “{last.phase}” → “{now}”"] if printed != row.current_phase else []
    return moved + difference(before, plan, library)


def worded(
    by: ClinicianRow,
    row: PlanRow,
    library: Library,
    *,
    number: str,
    version: int,
    changed: Sequence[str],
    now: datetime,
) -> Handout:
    """The handout of the plan's current phase as this clinician would issue it."""
    clinic, patient = by.clinic, row.patient
    return compose(
        plans.load(row),
        library,
        clinic=Clinic(clinic.name, clinic.address, clinic.phone, clinic.hours, clinic.emergency),
        patient=Patient(patient.name, patient.born),
        therapist=Therapist(by.name, by.credential),
        number=number,
        version=version,
        issued=now.date(),
        precautions=patients.precautions_of(patient),
        phase=row.current_phase,
        changed=changed,
        drawn_as=patient.drawn_as or clinic.drawn_as,
    )


def issue(session: Session, by: ClinicianRow, row: PlanRow, gallery: Gallery, now: datetime) -> HandoutRow:
    """Numbers, prints and keeps a handout. Raises `CannotPrint`; the caller commits, or takes the number back."""
    library, plan, paper = gallery.library, plans.load(row), by.clinic.paper
    changed = changes_since_last(session, row, plan, library)
    number, version = handouts.next_number(session, by.clinic_id), handouts.next_version(row)
    handout = worded(by, row, library, number=handouts.displayed(number), version=version, changed=changed, now=now)
    phase = plan.phase(row.current_phase)
    printed = handouts.Printed(
        layout=LAYOUT,
        paper=paper,
        phase=phase.name,
        exercises=len(phase.prescriptions),
        changed=tuple(changed),
        content=dump(handout),
        pdf=render(handout, LAYOUT, paper, figure_of=gallery.drawn),
    )
    return handouts.issue(session, by, row, plan, number, version, printed, now)
