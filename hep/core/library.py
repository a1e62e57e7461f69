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
Limb = Literal["hip", "knee", "leg", "none"]
PositionGroup = Literal["lying", "sitting", "standing"]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A way in which knee pain may bring hip pain; `text` is what the patient reads ("may", never "does")."""

    id: MechanismId
    name: str
    plain: str
    text: str
    idea: str
    answered_by: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Muscle:
    id: str
    name: str
    plain: str


@dataclass(frozen=True, slots=True)
class Equipment:
    """A thing an exercise needs; `at_home` counts as there unless the patient says no."""

    id: str
    name: str
    plain: str
    at_home: bool = False


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
class Finding:
    """A sign the therapist observes, the mechanism it points to, and the exercises that usually answer it."""

    id: str
    name: str
    sees: str
    mechanism: MechanismId
    answers: tuple[str, ...] = ()
    advice: str = ""


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

    @property
    def one_sided(self) -> bool:
        """Done one leg at a time, so that the dose is for each leg."""
        return self.laterality == "one-side"

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


@dataclass(frozen=True, slots=True)
class Library:
    """Everything in `exercises.yaml`, in its order."""

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
