"""A made-up clinic to look at: two therapists, a dozen patients, plans at every stage. Nobody in it exists."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from hep import issuing
from hep.core.home import Home
from hep.core.library import Library
from hep.core.note import Taught
from hep.core.plan import Irritability, Plan
from hep.core.precautions import PatientPrecaution
from hep.core.sides import PlanSide
from hep.core.start_plan import from_protocol, prescribed
from hep.pictures import Gallery
from hep.records import clinics, handouts, measurements, patients, plans
from hep.records.model import ClinicianRow, PlanRow

PASSWORD = "riverside walks"
CLINIC = clinics.ClinicFacts(
    "Riverside Physical Therapy", "555 0134", "911", "12 Mill Lane, Riverside", "Mo to Fr, 8 to 6"
)
THERAPISTS = (
    clinics.Person("Hanna Okafor", "PT, DPT", "hanna@example.org"),
    clinics.Person("Tomas Reyes", "PT, OCS", "tomas@example.org"),
)
TAUGHT = Taught(
    shown=True, tried=True, explained=True, assistance="Verbal cues", response="Did it all here, pain 3 at most."
)


class NotEmpty(Exception):
    """The database holds real work."""


@dataclass(frozen=True, slots=True)
class Case:
    """A patient of the demo; `days` are how long ago a version was issued, oldest first."""

    name: str
    born: int
    side: PlanSide
    goal: str
    protocol: str = ""
    irritability: Irritability = "moderate"
    phase: int = 1
    days: tuple[int, ...] = ()
    review_in: int | None = None
    reference: str = ""
    drawn_as: str = ""
    precautions: tuple[tuple[str, str, int | None], ...] = ()  # code, side, for how many days more
    operated: int | None = None  # weeks ago
    home: Home | None = None
    measured: tuple[tuple[str, float, int], ...] = ()  # what, number, days ago
    exercises: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


CASES = (
    Case("Ruth Abara", 1959, "right", "Climb the stairs at my daughter's house.", "knee-osteoarthritis", review_in=14,
         reference="R-0231", precautions=(("PFP", "right", None),), drawn_as="older-woman",
         home=Home(("counter", "step", "band-loop", "floor-tape"), stairs=True),
         measured=(("TUG", 14, 30), ("TUG", 12.5, 1), ("30CST", 7, 30), ("30CST", 8, 1),
                   ("quad-weak: knee extension strength", 70, 1))),
    Case("Peter Lindqvist", 1971, "left", "Walk the dog for half an hour.", "gait-retraining-after-knee-pain", phase=2,
         days=(30, 9), review_in=2, reference="R-0198", drawn_as="man"),
    Case("Amina Yusuf", 1948, "both", "Stand and cook for my family.", "knee-osteoarthritis", days=(8,), review_in=-1,
         precautions=(("OSTEOPOROSIS", "", None), ("FALL-RISK", "", None)), without=("straight-leg-raise",),
         drawn_as="older-woman"),
    Case("Daniel Osei", 1994, "right", "Run five kilometres without a sore knee.", "alignment-dynamic-valgus", "low",
         phase=2, days=(40, 12), review_in=5, precautions=(("PFP", "right", None),), drawn_as="man"),
    Case("Grace O’Neill", 1952, "left", "Get in and out of the car by myself.", "quiet-the-knee", "high", days=(3,),
         review_in=4, precautions=(("TKA-EARLY", "left", 20), ("KNEE-FLARE", "left", 10)), reference="R-0240",
         drawn_as="older-woman", operated=3, home=Home(("counter", "strap"), floor_transfer=False, kneel=False,
                                                       helper=True)),
    Case("Mei-Ling Chen", 1983, "left", "Carry my son up to our flat.", "gait-retraining-after-knee-pain", days=(6,),
         review_in=8, precautions=(("PREGNANCY-T2T3", "", 120),)),
    Case("Jonas Berg", 1966, "both", "Ski again next winter.", "knee-osteoarthritis", "low", phase=2, days=(45, 20),
         review_in=21, drawn_as="older-man"),
    Case("Carmen Rossi", 1947, "right", "Walk to church without my cane.", "tightness-after-limping", days=(5,),
         review_in=9, precautions=(("HIP-OA-STIFF", "right", None),), drawn_as="older-woman"),
    Case("Samuel Brandt", 1978, "left", "Kneel in the garden again.", "", "moderate", review_in=10,
         exercises=("bridge", "sit-to-stand", "hip-flexor-stretch-standing", "heel-strike-toe-off"), drawn_as="man"),
    Case("Olena Kovalenko", 1961, "right", "Dance at my niece's wedding.", "alignment-dynamic-valgus", days=(2,),
         review_in=12),
    Case("Martin Achterberg", 1955, "left", "Go down the stairs one foot after the other.", "quiet-the-knee", "high",
         days=(1,), review_in=6, precautions=(("KNEE-FLARE", "left", 14),), drawn_as="older-man"),
    Case("Nora Haddad", 1989, "right", "Sit through a film without pain.", review_in=None),
)  # fmt: skip


def fill(session: Session, gallery: Gallery, now: datetime) -> list[str]:
    """Makes the clinic; the e-mails to sign in with. Raises NotEmpty; the caller commits."""
    if clinics.any_clinic(session):
        raise NotEmpty(
            "This database holds a clinic already; the demo needs an empty one. Set HEP_DATA to a new folder."
        )
    began = now - timedelta(days=60)
    first = clinics.set_up(session, CLINIC, THERAPISTS[0], PASSWORD, now=began, session_key=secrets.token_urlsafe(32))
    second = clinics.add_clinician(
        session, first.clinic, THERAPISTS[1], PASSWORD, "therapist", now=began, session_key=secrets.token_urlsafe(32)
    )
    waiting = []
    for number, case in enumerate(CASES):
        by = second if number % 4 == 3 else first
        waiting += _patient(session, by, case, gallery.library, now)
    # In the order of their days, so that numbers rise with time as in a real clinic.
    for then, by, row, version in sorted(waiting, key=lambda one: one[0]):
        _issue(session, by, row, gallery, version, then)
    return [person.email for person in THERAPISTS]


def _patient(
    session: Session, by: ClinicianRow, case: Case, library: Library, now: datetime
) -> list[tuple[datetime, ClinicianRow, PlanRow, int]]:
    """The patient with a plan; what is to be issued, and when."""
    since = now.date() - timedelta(weeks=case.operated) if case.operated else None
    precautions = tuple(
        PatientPrecaution(code, side, now.date() + timedelta(days=days) if days else None, since)  # type: ignore[arg-type]
        for code, side, days in case.precautions
    )
    came = now - timedelta(days=(case.days[0] if case.days else 1), hours=2)
    about = (case.name, case.born, case.side, case.reference, case.drawn_as, precautions, case.home)
    patient = patients.add(session, by, patients.PatientFacts(*about), came)
    for what, value, days in case.measured:
        unit = library.measures[what].unit if what in library.measures else "% of the other side"
        day = now.date() - timedelta(days=days)
        side = "" if what in library.measures else case.side
        measurements.add(session, by, patient, measurements.Measurement(what, value, unit, day, side), now)
    if not (case.protocol or case.exercises):
        return []
    row = plans.add(session, by, patient, _plan(case, library, now.date()), came)
    if case.phase > 1:
        plans.choose_phase(row, f"phase-{case.phase}" if len(case.days) < 2 else "phase-1")
    return [(now - timedelta(days=days), by, row, version) for version, days in enumerate(case.days, 1)]


def _plan(case: Case, library: Library, today: date) -> Plan:
    if case.protocol:
        plan = from_protocol(library.protocols[case.protocol], case.side, library)
        for exercise in case.without:
            for key in [one.key for one in plan.prescriptions() if one.exercise == exercise]:
                plan = plan.remove(key)
    else:
        plan = Plan(side=case.side, mechanisms=tuple(library.mechanisms))
        for exercise in case.exercises:
            plan = prescribed(exercise, plan, "phase-1", library)
    review_on = today + timedelta(days=case.review_in) if case.review_in is not None else None
    return plan.described(goal=case.goal, irritability=case.irritability, review_on=review_on)


def _issue(session: Session, by: ClinicianRow, row: PlanRow, gallery: Gallery, version: int, then: datetime) -> None:
    """Issues a version; before the second one the plan moves on to its next phase."""
    if version > 1:
        plans.choose_phase(row, "phase-2")
    row.changed_at = then
    handout = issuing.issue(session, by, row, gallery, then)
    if version == 1:
        handouts.teach(session, by, handout, TAUGHT, then)
