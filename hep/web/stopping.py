"""What stops a handout: exercises that a precaution rules out, until they are swapped, removed, or kept with a reason.

Issuing itself is stopped by the same rules in `hep.issuing`.
"""

from dataclasses import dataclass

from hep.core.library import Exercise
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import Hit, Override, PatientPrecaution, recheck
from hep.records import overrides, patients, plans
from hep.records.model import PatientRow, PlanRow
from hep.web import access, database
from hep.web.suiting import Suiting


@dataclass(frozen=True, slots=True)
class Stop:
    """A prescription that an exclusion speaks against, what was said for keeping it, and what would do instead."""

    row: PlanRow
    phase: Phase
    prescription: Prescription
    exercise: Exercise
    hits: tuple[Hit, ...]
    kept: tuple[Override, ...]
    red_flag: bool
    instead: Exercise | None

    @property
    def settled(self) -> bool:
        """Whether every precaution has its reason; for a red flag none is taken."""
        return {hit.code for hit in self.hits} <= {one.code for one in self.kept}

    @property
    def because(self) -> str:
        """ "bends the hip past 90°. Hip replaced, from behind: until the surgeon lifts the rule" """
        hit = self.hits[0]
        feature = "" if hit.feature == "any exercise" else f"{hit.feature}. "
        return f"{feature}{hit.name}: {hit.note}"


def stops(row: PlanRow, plan: Plan) -> list[Stop]:
    """Every exercise of a plan that a precaution of today rules out, kept or not, in the order of the plan."""
    library, today = database.library(), database.now().date()
    conflicts = [one for one in recheck(plan, patients.holding_on(row.patient, today), library) if one.ruled_out]
    if not conflicts:
        return []
    said, suiting, found = overrides.of_plan(row), Suiting(row.patient), []
    for conflict in conflicts:
        prescription = plan.prescription(conflict.key)
        exercise = library.exercises[prescription.exercise]
        hits = tuple(hit for hit in conflict.hits if hit.action == "exclude")
        codes = {hit.code for hit in hits}
        phase = plan.phase(conflict.phase)
        found.append(
            Stop(
                row,
                phase,
                prescription,
                exercise,
                hits,
                tuple(one for one in said if one.key == conflict.key and one.code in codes),
                any(library.precautions[code].red_flag for code in codes),
                suiting.instead(exercise, {p.exercise for p in phase.prescriptions}, prescription.mechanism),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Keep:
    """What the dialog of keeping shows: the exercise, what speaks against it, and the reason as typed so far."""

    stop: Stop
    precautions: tuple[PatientPrecaution, ...]
    reason: str = ""
    error: str = ""

    @property
    def key(self) -> str:
        return self.stop.prescription.key


def keep_of(row: PlanRow, plan: Plan, key: str, reason: str = "") -> Keep | None:
    """The dialog for an exercise; None where nothing rules it out, and where a red flag does."""
    stop = next((one for one in stops(row, plan) if one.prescription.key == key and not one.settled), None)
    if stop is None or stop.red_flag:
        return None
    codes = {hit.code for hit in stop.hits}
    holding = patients.holding_on(row.patient, database.now().date())
    return Keep(stop, tuple(one for one in holding if one.code in codes), reason)


def open_stops(patient: PatientRow) -> list[Stop]:
    """What the precautions of today rule out in any phase of the patient's open plans, until it is settled."""
    if patient.archived_at or not patients.holding_on(patient, database.now().date()):
        return []
    return [
        stop for row in patient.plans if not row.archived_at for stop in stops(row, plans.load(row)) if not stop.settled
    ]


def my_stops() -> list[Stop]:
    """The same for all open plans of the person who is signed in."""
    me = access.me()
    rows = patients.plans_to_recheck(database.session(), me.clinic_id, me.id)
    return [stop for row in rows for stop in stops(row, plans.load(row)) if not stop.settled]
