"""The checks beside a plan: what stops issuing, what is missing, what is too much, each with its basis and its mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hep.core import dose_mends, progress
from hep.core.burden import TooMuch
from hep.core.checks import Checks, check, irritability_warnings
from hep.core.coverage import coverage
from hep.core.dose_advice import Advice
from hep.core.library import Exercise, Library
from hep.core.needs import stand_ins_for
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import Hit, RedFlag, red_flags
from hep.records import handouts, patients
from hep.records.model import PlanRow
from hep.web import database
from hep.web.stopping import Stop, stops
from hep.web.suiting import Suiting


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
    flares: tuple[tuple[str, Advice], ...]
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
        first=handouts.last(row) is None,
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
        tuple(irritability_warnings(current, plan.irritability, library)),
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
    before = handouts.last_plan(row)
    return [Jump(said, key) for key, said in progress.jumps(before, plan, database.library())] if before else []


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
