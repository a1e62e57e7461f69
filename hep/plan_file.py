"""A plan written in YAML, to print without a database. docs/plan-file.md describes the form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from difflib import get_close_matches
from pathlib import Path

from hep.core.dose import Dose
from hep.core.library import Library, MechanismId
from hep.core.plan import Irritability, Phase, Plan, Prescription
from hep.core.precautions import PatientPrecaution
from hep.core.problem import Refused
from hep.core.sides import PlanSide, Side
from hep.core.start_plan import from_protocol
from hep.handouts import Clinic, Patient, Therapist
from hep.handouts.options import Paper
from hep.yaml_file import Unreadable, Where, YamlFile


@dataclass(frozen=True, slots=True)
class WrittenPrescription:
    """Without a dose, side or mechanism it takes what is usual for the exercise."""

    exercise: str
    dose: Dose | None = None
    side: Side | None = None
    mechanism: MechanismId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPhase:
    name: str
    prescriptions: tuple[WrittenPrescription, ...]
    weeks: int = 2
    criteria: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPatient:
    name: str
    born: int | None = None
    precautions: tuple[PatientPrecaution, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """The form of the file."""

    clinic: Clinic
    therapist: Therapist
    patient: WrittenPatient
    side: PlanSide
    mechanisms: tuple[MechanismId, ...]
    phases: tuple[WrittenPhase, ...]
    title: str = "Knee and hip"
    goal: str = ""
    irritability: Irritability = "moderate"
    review_on: Date | None = None
    date: Date | None = None
    number: str = "Draft"
    paper: Paper = "A4"


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is printed."""

    plan: Plan
    clinic: Clinic = field(default=Clinic(""))
    patient: Patient = field(default=Patient(""))
    therapist: Therapist = field(default=Therapist(""))
    precautions: tuple[PatientPrecaution, ...] = ()
    number: str = "Draft"
    date: Date | None = None
    paper: Paper = "A4"


def read(path: Path, library: Library) -> Sheet:
    """The plan of a file; raises `Unreadable` with every finding at once."""
    file = YamlFile(path)
    written = file.read(WrittenPlan)
    if faults := [*_unknown(written, library), *_refused(written)]:
        raise Unreadable([file.finding(where, sentence) for where, sentence in faults])
    try:
        plan = _plan(written, library)
    except Refused as refused:
        raise Unreadable([file.finding((problem.field,), problem.sentence) for problem in refused.problems]) from None
    patient = Patient(written.patient.name, written.patient.born)
    precautions = written.patient.precautions
    return Sheet(
        plan, written.clinic, patient, written.therapist, precautions, written.number, written.date, written.paper
    )


def of_protocol(library: Library, protocol_id: str, side: PlanSide) -> Sheet:
    """A protocol by its id or its code (P1), with room to write the names; raises `Unknown`."""
    found = next((one for one in library.protocols.values() if protocol_id in (one.id, one.code)), None)
    if found is None:
        raise Unknown(_not_there("protocol", protocol_id, library.protocols))
    return Sheet(from_protocol(found, side, library))


class Unknown(Exception):
    """An id that the library does not have; the message names the nearest."""


def _plan(written: WrittenPlan, library: Library) -> Plan:
    first, *others = written.phases
    plan = Plan(written.title, written.side, written.mechanisms, written.irritability, written.goal, written.review_on)
    plan = plan.change_phase("phase-1", name=first.name, weeks=first.weeks, criteria=first.criteria)
    for phase in others:
        plan = plan.add_phase(phase.name, phase.weeks, phase.criteria)
    for key, phase in zip((one.key for one in plan.phases), written.phases, strict=True):
        for one in phase.prescriptions:
            exercise = library.exercises[one.exercise]
            side = one.side or exercise.usual_side(plan.side)
            mechanism = one.mechanism or exercise.answers(plan.mechanisms)
            plan = plan.add(key, exercise.id, side, one.dose or exercise.dose, mechanism, one.note)
    return plan


def _unknown(written: WrittenPlan, library: Library) -> list[tuple[Where, str]]:
    found: list[tuple[Where, str]] = []
    if not written.phases:
        found.append((("phases",), "A plan has at least one phase."))
    for p, phase in enumerate(written.phases):
        for n, one in enumerate(phase.prescriptions):
            where: Where = ("phases", p, "prescriptions", n)
            exercise = library.exercises.get(one.exercise)
            if exercise is None:
                found.append(((*where, "exercise"), _not_there("exercise", one.exercise, library.exercises)))
            elif one.mechanism and one.mechanism not in exercise.mechanisms:
                answered = ", ".join(exercise.mechanisms)
                found.append(((*where, "mechanism"), f"{exercise.name} answers {answered}, not {one.mechanism}."))
    for n, precaution in enumerate(written.patient.precautions):
        at: Where = ("patient", "precautions", n, "code")
        known = library.precautions.get(precaution.code)
        if known is None:
            found.append((at, _not_there("precaution", precaution.code, library.precautions)))
        elif known.limb != "none" and not precaution.side:
            found.append((at, f"{known.name}: write the side, left, right or both."))
    return found


def _refused(written: WrittenPlan) -> Iterator[tuple[Where, str]]:
    """What the rules of a phase and of a prescription refuse, each in its place."""
    for p, phase in enumerate(written.phases):
        rows = []
        for n, one in enumerate(phase.prescriptions):
            try:
                rows.append(Prescription("", one.exercise, one.side or "both", one.dose or Dose(reps=1), "", one.note))
            except Refused as refused:
                for problem in refused.problems:
                    yield ("phases", p, "prescriptions", n, problem.field), problem.sentence
        try:
            Phase("", phase.name, phase.weeks, phase.criteria, tuple(rows))
        except Refused as refused:
            for problem in refused.problems:
                yield ("phases", p, problem.field), problem.sentence


def _not_there(what: str, name: str, known: object) -> str:
    near = get_close_matches(name, list(known), 3)  # type: ignore[call-overload]
    return f"There is no {what} “{name}”." + (f" Nearest: {', '.join(near)}." if near else "")
