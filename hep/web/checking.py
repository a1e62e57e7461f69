"""The checks beside a plan: what stops issuing, what is missing, what is too much; each mend is one act of the builder.

`checks_of` is all that the panel shows, `unsettled` is what stops issuing, `MENDS` are the acts, `Suiting` says of any
exercise whether it suits the patient, and what would do instead.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hep.core import dose_mends, progress
from hep.core.burden import TooMuch
from hep.core.checks import Checks, check
from hep.core.coverage import coverage
from hep.core.dose_advice import Advice
from hep.core.home import missing, nearest
from hep.core.library import Exercise, Library
from hep.core.needs import stand_ins_for
from hep.core.order import ordered_phase
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import Hit, Override, PatientPrecaution, RedFlag, recheck, red_flags, ruled_out
from hep.records import overrides, patients, plans
from hep.records.model import PatientRow, PlanRow
from hep.web import access, database

# -- what stops


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
        """Whether every precaution has its reason; no reason outweighs a red flag."""
        return not self.red_flag and {hit.code for hit in self.hits} <= {one.code for one in self.kept}

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


def unsettled(row: PlanRow, plan: Plan, phases: Collection[str] | None = None) -> list[Stop]:
    """What stops issuing: exclusions without a reason, in the phases that are printed (the current one unless said)."""
    printed = {row.current_phase} if phases is None else phases
    return [one for one in stops(row, plan) if not one.settled and one.phase.key in printed]


def why_not(found: Sequence[Stop]) -> str:
    """Why a handout is not issued, and what to do."""
    if any(one.red_flag for one in found):
        return f"{found[0].hits[0].name}: refer first. Nothing is issued until this precaution is taken away."
    names = ", ".join(dict.fromkeys(one.exercise.name for one in found))
    return (
        f"Ruled out: {names}. Swap it, remove it, or keep it and say why. Until then the handout cannot be issued."
        if len(found) == 1
        else f"Ruled out: {names}. Swap them, remove them, or keep them and say why. "
        "Until then the handout cannot be issued."
    )


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


# -- what suits the patient


class Suiting:
    """Asks for one patient, over and over, whether an exercise suits: the precautions of today, and the home."""

    def __init__(self, patient: PatientRow):
        self.library = database.library()
        self.codes = patients.codes_on(patient, database.now().date())
        self.home = patients.home_of(patient)
        self._there = self.home.things(self.library) if self.home else frozenset[str]()

    def missing(self, exercise: Exercise) -> tuple[str, ...]:
        """What the exercise needs and the home has not; nothing where nobody has asked yet."""
        return tuple(missing(exercise, self.home, self.library, self._there)) if self.home else ()

    def suits(self, exercise: Exercise) -> bool:
        return not ruled_out(exercise, self.codes, self.library) and not self.missing(exercise)

    def instead(self, exercise: Exercise, taken: Collection[str] = (), mechanism: str = "") -> Exercise | None:
        """The nearest neighbour on the ladder that suits, at most one level harder, and answers the same."""

        def does(one: Exercise) -> bool:
            same = not mechanism or mechanism in one.mechanisms
            return same and one.level <= exercise.level + 1 and one.id not in taken and self.suits(one)

        return nearest(exercise, does, self.library)

    def unless_suits(self, exercise: Exercise) -> Exercise | None:
        """What would do instead of an exercise that does not suit; nothing for one that does."""
        return None if self.suits(exercise) else self.instead(exercise)


# -- the panel


@dataclass(frozen=True, slots=True)
class Dosed:
    """A warning about a dose; `mend` and `label` are a button's, where the program can do it."""

    phase: Phase
    prescription: Prescription
    exercise: Exercise
    advice: Advice
    mend: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """What is too much at once since the last handout; `key` is the prescription, where it is about one."""

    advice: Advice
    key: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an exercise needs and the home has not, and what would do instead."""

    phase: Phase
    prescription: Prescription
    exercise: Exercise
    things: tuple[str, ...]
    instead: Exercise | None


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the checks say, about the phase that is worked on and about the whole plan."""

    current: Phase
    checks: Checks
    red_flags: tuple[RedFlag, ...]
    stops: tuple[Stop, ...]
    kept: tuple[Stop, ...]
    cares: tuple[tuple[Prescription, Exercise, Hit], ...]
    mechanisms: Mapping[str, tuple[str, ...]]
    stand_ins: Mapping[str, tuple[str, ...]]
    doses: tuple[Dosed, ...]
    jumps: tuple[Jump, ...]
    lacking: tuple[Lacking, ...]
    home_asked: bool

    @property
    def stopped(self) -> bool:
        """Whether something stops issuing now."""
        return any(one.phase.key == self.current.key for one in self.stops)

    @property
    def too_much(self) -> tuple[TooMuch, ...]:
        return self.checks.too_much[self.current.key]

    @property
    def order_helps(self) -> bool:
        """Whether another order would save changes of position."""
        return not self.checks.in_order[self.current.key]


def checks_of(row: PlanRow, plan: Plan) -> Panel:
    """Every check of a plan as it stands, for its patient today."""
    library, patient, today = database.library(), row.patient, database.now().date()
    holding = patients.holding_on(patient, today)
    current, home = plan.phase(row.current_phase), patients.home_of(patient)
    checks = check(
        plan,
        library,
        precautions=holding,
        findings=plan.findings,
        home=home,
        age=patients.age_of(patient, today),
        first=not row.handouts,
    )
    found = stops(row, plan)
    return Panel(
        current,
        checks,
        red_flags([one.code for one in holding], library),
        tuple(one for one in found if not one.settled),
        tuple(one for one in found if one.settled),
        tuple(_cares(current, checks, library)),
        coverage(current.prescriptions, plan, library),
        {
            one: stand_ins_for(one, [p.exercise for p in plan.prescriptions()], library)
            for one, by in checks.findings.items()
            if not by
        },
        tuple(_doses(plan, checks, [one.code for one in holding], library)),
        tuple(_jumps(row, plan)),
        tuple(_lacking(plan, checks, Suiting(patient))),
        home is not None,
    )


def _cares(phase: Phase, checks: Checks, library: Library) -> list[tuple[Prescription, Exercise, Hit]]:
    """What asks for care in a phase, each precaution once for each exercise."""
    here, found = {p.key: p for p in phase.prescriptions}, []
    for conflict in checks.conflicts:
        if conflict.key in here and not conflict.ruled_out:
            exercise = library.exercises[here[conflict.key].exercise]
            first = {hit.code: hit for hit in reversed(conflict.hits)}
            found += [(here[conflict.key], exercise, hit) for hit in reversed(first.values())]
    return found


def _doses(plan: Plan, checks: Checks, codes: Sequence[str], library: Library) -> list[Dosed]:
    found = []
    for phase in plan.phases:
        for one in phase.prescriptions:
            for advice in checks.doses.get(one.key, ()):
                exercise = library.exercises[one.exercise]
                better = dose_mends.mended(one.dose, exercise, advice.rule, codes)
                mend = f"{one.key} {advice.rule}" if better else ""
                label = dose_mends.in_words(one.dose, better, exercise) if better else ""
                found.append(Dosed(phase, one, exercise, advice, mend, label))
    return found


def _jumps(row: PlanRow, plan: Plan) -> list[Jump]:
    before = last_version(row)
    return [Jump(said, key) for key, said in progress.jumps(before, plan, database.library())] if before else []


def last_version(row: PlanRow) -> Plan | None:
    """The plan as it was last printed, in a handout that still counts."""
    counting = (one for one in row.handouts if not one.voided)
    return next((plans.from_json(one.plan_value) for one in counting), None)


def _lacking(plan: Plan, checks: Checks, suiting: Suiting) -> list[Lacking]:
    found = []
    for phase in plan.phases:
        taken = {p.exercise for p in phase.prescriptions}
        for one in phase.prescriptions:
            if one.key in checks.missing:
                exercise = suiting.library.exercises[one.exercise]
                instead = suiting.instead(exercise, taken, one.mechanism)
                found.append(Lacking(phase, one, exercise, checks.missing[one.key], instead))
    return found


# -- mends: acts of the builder, each one step of the history


def _mend_dose(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    key, _, rule = value.partition(" ")
    one, library = plan.prescription(key), database.library()
    codes = patients.codes_on(row.patient, database.now().date())
    better = dose_mends.mended(one.dose, library.exercises[one.exercise], rule, codes)
    return (plan.change(key, dose=better) if better else plan), f"rx-{key}"


def _once_a_day(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    return plan.change(key, dose=plan.prescription(key).dose.changed(per_day=1)), f"rx-{key}"


def _mend_order(row: PlanRow, plan: Plan, phase: str) -> tuple[Plan, str]:
    return ordered_phase(plan, phase, database.library()), phase


def _as_before(row: PlanRow, plan: Plan, key: str) -> tuple[Plan, str]:
    """The prescription as it was last printed; what is new since then goes."""
    before = last_version(row)
    plan.prescription(key)  # which must be there
    was = next((p for p in before.prescriptions() if p.key == key), None) if before else None
    if was is None:
        return plan.remove(key), plan.phase_of(key).key
    return plan.change(key, exercise=was.exercise, side=was.side, dose=was.dose, mechanism=was.mechanism), f"rx-{key}"


def _set_review(row: PlanRow, plan: Plan, day: str) -> tuple[Plan, str]:
    try:
        return plan.described(review_on=date.fromisoformat(day)), "plan-column"
    except ValueError:
        raise KeyError(day) from None


def _keep_draft(row: PlanRow, plan: Plan, value: str) -> tuple[Plan, str]:
    """The draft is the therapist's plan from now on."""
    row.draft = None
    return plan, "plan-column"


MENDS: dict[str, Callable[[PlanRow, Plan, str], tuple[Plan, str]]] = {
    "mend_dose": _mend_dose,
    "once_a_day": _once_a_day,
    "mend_order": _mend_order,
    "as_before": _as_before,
    "set_review": _set_review,
    "keep_draft": _keep_draft,
}
