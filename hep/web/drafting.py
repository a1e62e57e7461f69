"""From a patient and what was asked to a drafted plan, and what is kept of the draft beside it, as plain values."""

from dataclasses import dataclass, replace
from typing import Any

from hep.core.adapting import Adapted, adapt
from hep.core.assistant import Choice, Draft
from hep.core.case import Case
from hep.core.home import Home, missing
from hep.core.library import MechanismId, Protocol
from hep.core.plan import LONGEST, Irritability, Plan
from hep.core.precautions import ruled_out
from hep.core.reasons import Unanswered
from hep.core.sides import PlanSide
from hep.records import handouts, patients, protocols
from hep.records.model import PatientRow
from hep.web import access, database


@dataclass(frozen=True, slots=True)
class Asked:
    """What the therapist asks for; the rest of the case is the patient's."""

    side: PlanSide
    irritability: Irritability
    findings: tuple[str, ...] = ()
    mechanisms: tuple[MechanismId, ...] = ()
    heaviest: str = ""  # the finding that weighs most
    goal: str = ""
    target: int | None = None
    keep: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


HEAVIEST = 3  # what the finding that weighs most counts (consensus)


def case_of(patient: PatientRow, asked: Asked) -> Case:
    """The case as it is today; where nobody has asked about the home it counts as every home."""
    today = database.now().date()
    return Case(
        findings=asked.findings,
        mechanisms=asked.mechanisms,
        weights={asked.heaviest: HEAVIEST} if asked.heaviest else {},
        side=asked.side,
        irritability=asked.irritability,
        precautions=patients.holding_on(patient, today),
        home=patients.home_of(patient) or Home(),
        age=patients.age_of(patient, today),
        goal=asked.goal,
        target=asked.target,
        keep=asked.keep,
        avoid=asked.avoid,
        first=handouts.last(patient) is None,
    )


def with_reasons(plan: Plan, draft: Draft) -> Plan:
    """The drafted plan with the reason on each prescription."""
    for key, choice in draft.choices.items():
        plan = plan.change(key, reason=choice.reason[: LONGEST["reason"]])
    return plan


def kept(draft: Draft, asked: Asked, patient: PatientRow) -> dict[str, Any]:
    """What stays beside the plan until the therapist keeps the draft."""
    plan = draft.plan or Plan()
    return {
        "from": "signs",
        "findings": list(asked.findings),
        "mechanisms": list(asked.mechanisms),
        "target": asked.target,
        "heaviest": asked.heaviest,
        "keep": list(asked.keep),
        "avoid": list(asked.avoid),
        "choices": {one.key: _choice(one.exercise, draft.choices[one.key]) for one in plan.prescriptions()},
        "unanswered": [_unanswered(one) for one in draft.unanswered],
        "warnings": list(draft.warnings),
        "changes": [],
        "left_out": left_out(case_of(patient, asked), home_asked=patient.home is not None),
    }


def left_out(case: Case, *, home_asked: bool) -> dict[str, Any]:
    """How many exercises of the library were out of the question, and why."""
    library = database.library()
    ruled = {one.id for one in library.exercises.values() if ruled_out(one, case.codes, library)}
    lacking = [one for one in library.exercises.values() if one.id not in ruled and missing(one, case.home, library)]
    return {"ruled_out": len(ruled), "missing": len(lacking), "home_asked": home_asked}


def _choice(exercise: str, choice: Choice) -> dict[str, Any]:
    return {
        "exercise": exercise,
        "answers": list(choice.answers),
        "muscles": list(choice.muscles),
        "evidence": [{"source": one.source, "status": one.short} for one in choice.evidence],
        "alternatives": [{"exercise": one.exercise, "reason": one.reason} for one in choice.alternatives],
    }


def _unanswered(one: Unanswered) -> dict[str, Any]:
    about = {"mechanism": one.mechanism, "finding": one.finding, "muscle": one.muscle}
    return {**about, "ruled_out_by": list(one.ruled_out_by), "because": one.because, "ask": one.ask}


# -- from a protocol


def protocols_to_begin_with() -> dict[str, str]:
    """Id -> name: the clinic's own, then those of the library."""
    return protocols.to_begin_with(database.session(), access.me().clinic_id, database.library())


def protocol_named(id: str) -> Protocol | None:
    """A protocol of the library or of this clinic."""
    return protocols.named(database.session(), access.me().clinic_id, id, database.library())


def adapted(protocol: Protocol, patient: PatientRow, asked: Asked) -> Adapted:
    """The protocol made to fit this patient, with every change and why.

    Where nobody has asked about the home, nothing is changed for it.
    """
    library = database.library()
    case = case_of(patient, replace(asked, mechanisms=protocol.mechanisms))
    if not patient.home:
        case = replace(case, home=Home(equipment=tuple(library.equipment), stairs=True, helper=True))
    return adapt(protocol, case, library)


def kept_of_protocol(name: str, result: Adapted) -> dict[str, Any]:
    """The same for a protocol: what was changed, and what asks for care."""
    changes = [one.in_words(database.library()) for one in result.changes]
    return {
        "from": "protocol",
        "name": name,
        "findings": [],
        "mechanisms": [],
        "choices": {},
        "unanswered": [],
        "warnings": list(result.warnings),
        "changes": changes,
    }
