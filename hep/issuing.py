"""From a plan's rows to a handout that is kept: what the pages, the commands and the demo do alike."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from hep.core.difference import difference
from hep.core.examiner import Examined, cannot_print
from hep.core.library import Library
from hep.core.plan import Plan
from hep.handouts import CannotPrint, Clinic, Handout, Options, Patient, Therapist, compose, dump, layouts, render
from hep.handouts.examined import examined
from hep.pictures import Gallery
from hep.records import handouts, overrides, patients, plans
from hep.records.model import ClinicianRow, HandoutRow, PlanRow

PREVIEW = "Preview"  # instead of a number
FAILED = (
    "The program failed while it drew this handout. Try another layout or fewer phases. If it fails again, tell "
    "whoever looks after hep: the log says where."
)


class Blocked(Exception):
    """The examiner found what must not leave the clinic."""

    def __init__(self, found: Examined):
        self.found = found
        super().__init__(" ".join(f"{one.fact} {one.mend}".strip() for one in found.blocks))


class IssuedMeanwhile(Exception):
    """The version was issued already, by another click or another person."""

    def __init__(self, handout: HandoutRow):
        self.number = handout.number
        super().__init__(f"Version {handout.version} was issued already, as {handouts.displayed(handout.number)}.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A handout in words, as it would be issued now; `handout` is None where it cannot be worded.

    `changed` is what differs from the handout `before` it that counts, if there is one.
    """

    plan: Plan
    options: Options
    before: HandoutRow | None
    changed: tuple[str, ...]
    version: int
    handout: Handout | None
    examined: Examined

    @property
    def phases(self) -> tuple[str, ...]:
        return self.options.phases


def options_of(row: PlanRow) -> Options:
    """How the handouts of a plan are printed: as was chosen for it, else as the clinic prints; always with its phases.

    What is gone meanwhile, a phase or a layout, is as usual.
    """
    clinic = row.clinician.clinic
    usual = Options(layout=clinic.layout, paper=clinic.paper)  # type: ignore[arg-type]
    options = Options.from_json(json.dumps({**json.loads(usual.as_json()), **(row.printing or {})}))
    if options.layout not in layouts():
        options = replace(options, layout=usual.layout if usual.layout in layouts() else next(iter(layouts())))
    full = [phase.key for phase in plans.load(row).phases if phase.prescriptions]
    return replace(options, phases=tuple(key for key in options.phases if key in full) or (row.current_phase,))


def _changes(row: PlanRow, plan: Plan, last: HandoutRow, library: Library) -> list[str]:
    """What differs from the last handout of a plan, in words."""
    before = plans.from_json(last.plan_value)
    printed = next((phase.key for phase in before.phases if phase.name == last.phase), row.current_phase)
    now = plan.phase(row.current_phase).name
    moved = [f"phase “{last.phase}” → “{now}”"] if printed != row.current_phase else []
    return moved + difference(before, plan, library)


def draft(
    session: Session,
    by: ClinicianRow,
    row: PlanRow,
    library: Library,
    now: datetime,
    *,
    number: str = PREVIEW,
    options: Options | None = None,
) -> Draft:
    """The handout as this clinician would issue it now, examined but not drawn; a `number` makes it the real one."""
    plan, options = plans.load(row), options or options_of(row)
    before, version = handouts.last(row), handouts.next_version(row)
    changed = _changes(row, plan, before, library) if before else None
    try:
        handout = _worded(by, row, plan, library, options, number=number, version=version, changed=changed, now=now)
        found = _examined(row, plan, handout, library)
    except CannotPrint as error:
        handout, found = None, cannot_print(str(error))
    return Draft(plan, options, before, tuple(changed or ()), version, handout, found)


def _worded(
    by: ClinicianRow,
    row: PlanRow,
    plan: Plan,
    library: Library,
    options: Options,
    *,
    number: str,
    version: int,
    changed: Sequence[str] | None,
    now: datetime,
) -> Handout:
    clinic, patient = by.clinic, row.patient
    return compose(
        plan,
        library,
        clinic=Clinic(clinic.name, clinic.address, clinic.phone, clinic.hours, clinic.emergency),
        patient=Patient("" if plans.unnamed(row) else patient.name, patient.born),
        therapist=Therapist(by.name, by.credential),
        number=number,
        version=version,
        issued=now.date(),
        precautions=patients.precautions_of(patient),
        changed=changed,
        options=options,
        logo=clinic.logo or b"",
        drawn_as=patient.drawn_as or clinic.drawn_as,
    )


def _examined(row: PlanRow, plan: Plan, handout: Handout, library: Library) -> Examined:
    named = replace(handout.patient, name=row.patient.name)  # a class's copy is given its name by hand
    return examined(
        replace(handout, patient=named),
        plan,
        handout.options.phases,
        library,
        precautions=patients.precautions_of(row.patient),
        overrides=overrides.of_plan(row),
        home=patients.home_of(row.patient),
        first=handouts.last(row) is None,
    )


def drawn(handout: Handout, gallery: Gallery) -> bytes:
    """The PDF. Raises `CannotPrint`, whatever goes wrong, with a sentence that says what to do."""
    try:
        return render(handout, figure_of=gallery.drawn, shelf=gallery.shelf)
    except CannotPrint:
        raise
    except Exception as error:
        raise CannotPrint(FAILED) from error


def issue(
    session: Session, by: ClinicianRow, row: PlanRow, gallery: Gallery, now: datetime, version: str = ""
) -> HandoutRow:
    """Numbers, examines, prints and keeps a handout; `version` is the one that is wanted, where that is known.

    Raises `Blocked`, `CannotPrint` and `IssuedMeanwhile`; the caller commits, or takes the number back.
    """
    number = handouts.next_number(session, by.clinic_id)
    session.expire(row, ["handouts"])  # whoever waited here for a number finds the version that was made meanwhile
    if meanwhile := next((one for one in row.handouts if str(one.version) == version), None):
        raise IssuedMeanwhile(meanwhile)
    ready = draft(session, by, row, gallery.library, now, number=handouts.displayed(number))
    if ready.handout is None or ready.examined.blocks:
        raise Blocked(ready.examined)
    printed = handouts.Printed(
        layout=ready.options.layout,
        paper=ready.options.paper,
        phase=" + ".join(ready.plan.phase(key).name for key in ready.phases)[:60],
        exercises=len(ready.handout.exercises),
        changed=ready.changed,
        content=dump(ready.handout),
        pdf=drawn(ready.handout, gallery),
        examined=ready.examined.kept(),
    )
    return handouts.issue(session, by, row, ready.plan, number, ready.version, printed, now)
