"""Which exercises a patient's precautions rule out or ask care for, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from hep.core.library import Exercise, Library, Rule
from hep.core.plan import Plan, Prescription
from hep.core.problem import Problem, Refused
from hep.core.sides import OTHER, Side

Action = Literal["exclude", "caution"]
LONGEST_REASON = 300

# Features that only the leg that does the exercise can have; every other one may come from either leg (the standing
# leg, the held leg, the back leg: `precautions.md`, "Limb" and the vocabulary). Consensus.
OWN_LEG = frozenset({"open-chain-knee-extension-0-45", "open-chain-knee-extension-45-90", "knee-flexion-end-range"})
OTHER_LEG = "the rule is about the other leg; this one does the work"


@dataclass(frozen=True, slots=True)
class PatientPrecaution:
    """A precaution as one patient has it: on which side, until when, and since when (the day of the operation)."""

    code: str
    side: Literal["left", "right", "both", ""] = ""
    until: date | None = None
    since: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.until is None or day <= self.until

    def weeks_on(self, day: date) -> int | None:
        """Full weeks since the operation; None where its day is not known or still to come."""
        return (day - self.since).days // 7 if self.since and self.since <= day else None


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that applies to one exercise: the precaution, the movement feature, and the note of the rule."""

    code: str
    name: str
    action: Action
    feature: str
    note: str


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Why nothing may be drafted."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the precautions say of one prescription of a plan, the gravest first."""

    phase: str
    key: str
    hits: tuple[Hit, ...]

    @property
    def ruled_out(self) -> bool:
        return self.hits[0].action == "exclude"


@dataclass(frozen=True, slots=True)
class Override:
    """An exercise kept against an exclusion: by whom, when and why. For the therapist's copy, never the patient's."""

    key: str
    code: str
    by: str
    at: datetime
    reason: str

    def __post_init__(self) -> None:
        problems = []
        if not self.reason.strip():
            problems.append(Problem("reason", "Write why this is safe for this patient, in a few words."))
        if len(self.reason) > LONGEST_REASON:
            problems.append(Problem("reason", f"A reason has at most {LONGEST_REASON} letters."))
        if not self.by.strip():
            problems.append(Problem("by", "A reason is kept with a name: write who decides."))
        if problems:
            raise Refused(problems)


def hits(exercise: Exercise, codes: Iterable[str], library: Library) -> list[Hit]:
    """Every rule of these precautions that applies: red flags, rules for any exercise, exclusions, cautions.

    Either leg counts as the affected one: of a one-leg exercise the standing leg works, too (`precautions.md`, "Limb").
    """
    found = []
    for code in codes:
        precaution = library.precautions.get(code)
        for rule in precaution.rules if precaution else ():
            if rule.feature == "any" or rule.feature in exercise.features:
                found.append((_rank(rule, precaution.red_flag), _hit(code, rule, library)))  # type: ignore[union-attr]
    return [hit for _, hit in sorted(found, key=lambda one: one[0])]


def ruled_out(exercise: Exercise, codes: Iterable[str], library: Library) -> bool:
    """Whether an exclusion applies, whichever leg it is about."""
    return any(
        rule.action == "exclude" and (rule.feature == "any" or rule.feature in exercise.features)
        for code in codes
        if code in library.precautions
        for rule in library.precautions[code].rules
    )


def patient_hits(
    exercise: Exercise, side: Side, precautions: Sequence[PatientPrecaution], library: Library
) -> list[Hit]:
    """The rules that apply to an exercise on a side: an exclusion that is about the other leg alone asks for care."""
    about_other = {
        one.code for one in precautions if exercise.one_sided and one.side and OTHER.get(one.side) == side
    } - {one.code for one in precautions if one.side not in OTHER or OTHER[one.side] != side}
    softened = {library.features[feature].name for feature in OWN_LEG if feature in library.features}
    found = [
        Hit(hit.code, hit.name, "caution", hit.feature, f"{hit.note}; {OTHER_LEG}")
        if hit.action == "exclude" and hit.code in about_other and hit.feature in softened
        else hit
        for hit in hits(exercise, dict.fromkeys(one.code for one in precautions), library)
    ]
    return sorted(found, key=lambda hit: hit.action != "exclude")


def red_flags(codes: Iterable[str], library: Library) -> tuple[RedFlag, ...]:
    """The precautions under which no plan is drafted at all."""
    return tuple(
        RedFlag(code, f"{known.name}: {', '.join(rule.note for rule in known.rules) or known.who} ({known.basis})")
        for code in dict.fromkeys(codes)
        if (known := library.precautions.get(code)) and known.red_flag
    )


def recheck(plan: Plan, precautions: Sequence[PatientPrecaution], library: Library) -> tuple[Conflict, ...]:
    """Every prescription of a plan that a precaution speaks against, in the order of the plan."""
    found = []
    for phase in plan.phases:
        for prescription in phase.prescriptions:
            if said := prescription_hits(prescription, precautions, library):
                found.append(Conflict(phase.key, prescription.key, tuple(said)))
    return tuple(found)


def prescription_hits(
    prescription: Prescription, precautions: Sequence[PatientPrecaution], library: Library
) -> list[Hit]:
    """What the precautions say of a prescription; nothing of an exercise that the library no longer has."""
    exercise = library.exercises.get(prescription.exercise)
    return patient_hits(exercise, prescription.side, precautions, library) if exercise else []


def not_settled(conflicts: Iterable[Conflict], overrides: Iterable[Override]) -> list[Conflict]:
    """The conflicts with an exclusion that nobody has given a reason for."""
    settled = {(one.key, one.code) for one in overrides}
    return [
        conflict
        for conflict in conflicts
        if any(hit.action == "exclude" and (conflict.key, hit.code) not in settled for hit in conflict.hits)
    ]


def _hit(code: str, rule: Rule, library: Library) -> Hit:
    feature = library.features[rule.feature].name if rule.feature != "any" else "any exercise"
    return Hit(code, library.precautions[code].name, rule.action, feature, rule.note)


def _rank(rule: Rule, red_flag: bool) -> int:
    return 0 if red_flag else 1 if rule.feature == "any" else 2 if rule.action == "exclude" else 3
