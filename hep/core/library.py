"""The exercise library as values: exercises and all that they refer to (`hep.content` reads them)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from hep.core.dose import Dose
from hep.core.sides import PlanSide, Side

Category = Literal["strengthening", "stretching", "gait-training", "balance", "movement-training"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
MechanismId = Literal["gait-changes", "muscle-instability", "joint-stress"]
MECHANISMS: tuple[MechanismId, ...] = get_args(MechanismId)
Laterality = Literal["one-side", "both-sides"]
Assistance = Literal["self", "strap", "helper", "walking-aid"]
Counts = Literal[
    "reps", "holds", "lifts-both-legs", "steps", "steps-each-way", "minutes", "metres", "laps", "obstacles", "flights"
]
Status = Literal["verified", "recalled", "derived", "consensus"]
STATUSES: tuple[Status, ...] = get_args(Status)
ChangeKind = Literal["MDC95", "MDC90", "MCID", "MCII", "rule"]
Better = Literal["up", "down", "towards"]
Limb = Literal["hip", "knee", "leg", "none"]
PositionGroup = Literal["lying", "sitting", "standing"]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A way in which knee pain may bring hip pain; `text` is what the patient reads ("may", never "does").

    `notice` are signs and `helps` what answers it, in a patient's words.
    """

    id: MechanismId
    name: str
    plain: str
    text: str
    idea: str
    answered_by: tuple[Category, ...]
    notice: tuple[str, ...] = ()
    helps: str = ""


@dataclass(frozen=True, slots=True)
class Muscle:
    """`also` are other words for it and for where it lies, for the search."""

    id: str
    name: str
    plain: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Equipment:
    """A thing an exercise needs; `at_home` counts as there unless the patient says no."""

    id: str
    name: str
    plain: str
    at_home: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    id: str
    name: str
    group: PositionGroup


@dataclass(frozen=True, slots=True)
class Feature:
    """What an exercise asks of the body, as a clause: "bends the hip past 90°"."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """Where a finding begins, as a number; `Finding.sees` says the same in words."""

    of: str
    when: Literal["below", "above", "at-least"]
    value: float
    unit: str
    status: Status = "consensus"
    sources: tuple[str, ...] = ()

    def passed(self, value: float) -> bool:
        """Whether a measured value speaks for the finding."""
        if self.when == "below":
            return value < self.value
        return value > self.value if self.when == "above" else value >= self.value


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign the therapist observes, the mechanism it points to, and the exercises that usually answer it."""

    id: str
    name: str
    sees: str
    mechanism: MechanismId
    answers: tuple[str, ...] = ()
    advice: str = ""
    cut_offs: tuple[CutOff, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change that counts, in the unit of the measure or in percent of the first value.

    MDC: more than the error of measuring. MCID, MCII: what patients notice. A rule is a custom of practice.
    """

    kind: ChangeKind
    who: str
    status: Status
    value: float | None = None
    percent: float | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """An outcome measure; the first of its `changes` is the one in use. Only what is `free` may be offered."""

    id: str
    name: str
    how: str
    unit: str
    better: Better
    least: float
    most: float
    changes: tuple[Change, ...]
    licence: str
    free: bool = True
    target: float | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Links a precaution to a movement feature; the feature `any` matches every exercise."""

    feature: str
    action: Literal["exclude", "caution"]
    note: str


@dataclass(frozen=True, slots=True)
class Precaution:
    """A fact about the patient with its rules; `plain` is the sentence that the patient reads."""

    id: str
    name: str
    who: str
    limb: Limb
    plain: str
    basis: str
    status: Status
    rules: tuple[Rule, ...] = ()
    pain_limit: int | None = None
    red_flag: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A common fault, as what to do and what not to do."""

    do: str
    instead: str


@dataclass(frozen=True, slots=True)
class Muscles:
    primary: tuple[str, ...]
    secondary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Neighbours; the first is the usual one."""

    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What the two drawings show, for those who cannot see them."""

    start: str
    finish: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Activity of a muscle in one study, in % of the strongest contraction of healthy adults (% MVIC).

    It ranks exercises within that study only. `as_in_library` is false where the study used a load or an effort that
    the exercise does not have: such a figure is not shown beside it.
    """

    muscle: str
    mean: float
    study: str
    status: Status
    sd: float | None = None
    sd_status: Status | None = None
    n: int | None = None
    condition: str = ""
    as_in_library: bool = True


@dataclass(frozen=True, slots=True)
class Exercise:
    """An entry of the library. `name` is the patient's, `known_as` what therapists call it, where that differs.

    Texts have holes such as `{knee}` that `hep.core.sides.in_words` fills.
    """

    id: str
    name: str
    category: Category
    mechanisms: Mapping[MechanismId, str]
    muscles: Muscles
    position: str
    equipment: tuple[str, ...]
    laterality: Laterality
    assistance: Assistance
    level: Literal[1, 2, 3, 4, 5]
    ladder: Ladder
    dose: Dose
    counts: Counts
    load: str
    how: str
    features: tuple[str, ...]
    evidence: tuple[str, ...]
    reviewed: date
    purpose: str
    start: str
    steps: tuple[str, ...]
    feel: str
    faults: tuple[Fault, ...]
    easier: str
    harder: str
    step_up: str
    step_back: str
    picture: Picture
    poses: Mapping[str, Any] | None = field(default=None, hash=False)
    known_as: str = ""
    measured: tuple[Measured, ...] = ()

    @property
    def one_sided(self) -> bool:
        """Done one leg at a time, so that the dose is for each leg."""
        return self.laterality == "one-side"

    @property
    def activities(self) -> tuple[Measured, ...]:
        """The measured activity that may be shown: without the figures of loaded versions."""
        return tuple(one for one in self.measured if one.as_in_library)

    def activity(self, muscle: str) -> float | None:
        """A figure to sort by: the mean over the studies of a muscle, though studies do not really compare."""
        means = [one.mean for one in self.activities if one.muscle == muscle]
        return sum(means) / len(means) if means else None

    @property
    def equipment_choices(self) -> tuple[tuple[str, ...], ...]:
        """Each thing needed as a tuple of things of which one will do ("mat|table")."""
        return tuple(tuple(thing.split("|")) for thing in self.equipment)

    def usual_side(self, plan_side: PlanSide) -> Side:
        """The side a new prescription starts with."""
        return plan_side if self.one_sided else "both"

    def legs(self, side: Side) -> int:
        """How many legs take the dose: 2 where each leg has its turn."""
        return 2 if self.one_sided and side in ("both", "alternating") else 1

    def answers(self, wanted: Iterable[str]) -> MechanismId:
        """The mechanism a new prescription stands for: the first wanted one that it answers, else its first."""
        for mechanism in wanted:
            if mechanism in self.mechanisms:
                return mechanism  # type: ignore[return-value]
        return next(iter(self.mechanisms))


@dataclass(frozen=True, slots=True)
class ProtocolPrescription:
    exercise: str
    dose: Dose
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProtocolPhase:
    """A stage of a protocol; under `codes` every exercise was checked to be free of an exclusion."""

    name: str
    weeks: int
    criteria: str
    prescriptions: tuple[ProtocolPrescription, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """A ready plan without a patient; an assembly in the spirit of its sources, not tested as such."""

    id: str
    name: str
    code: str
    purpose: str
    weeks: str
    mechanisms: tuple[MechanismId, ...]
    basis: str
    phases: tuple[ProtocolPhase, ...]
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    citation: str
    status: str


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """Everything in `exercises.yaml`, in its order. Compared by identity, so that what is made of it can be kept."""

    mechanisms: Mapping[str, Mechanism]
    muscles: Mapping[str, Muscle]
    equipment: Mapping[str, Equipment]
    positions: Mapping[str, Position]
    features: Mapping[str, Feature]
    findings: Mapping[str, Finding]
    precautions: Mapping[str, Precaution]
    exercises: Mapping[str, Exercise]
    protocols: Mapping[str, Protocol]
    sources: Mapping[str, Source]
    measures: Mapping[str, Measure] = field(default_factory=dict)
