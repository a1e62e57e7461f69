"""What the assistant is asked for one patient, and which exercises fit that patient."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hep.core.dose_advice import BANDS, Band
from hep.core.findings import held_back, holding_back, indications
from hep.core.home import Home, missing
from hep.core.library import MECHANISMS, Exercise, Library, MechanismId
from hep.core.plan import Irritability
from hep.core.precautions import PatientPrecaution
from hep.core.sides import PlanSide

USUAL_TARGET = 3  # a first handout (dosage.md, consensus)


@dataclass(frozen=True, slots=True)
class Case:
    """One patient and what is wanted. Without `mechanisms` they follow from the findings.

    `weights` are those of findings (1 unless said) and of mechanisms (the sum of their findings unless said).
    """

    findings: tuple[str, ...] = ()
    mechanisms: tuple[MechanismId, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict, hash=False)
    side: PlanSide = "both"
    irritability: Irritability = "moderate"
    precautions: tuple[PatientPrecaution, ...] = ()
    home: Home = field(default=Home())
    age: int | None = None
    goal: str = ""
    target: int | None = None
    keep: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    first: bool = True

    @property
    def band(self) -> Band:
        return BANDS[self.irritability]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the precautions, and those that follow from irritability and home."""
        high = ("HIGH-IRRITABILITY",) if self.irritability == "high" else ()
        return tuple(dict.fromkeys((*(one.code for one in self.precautions), *high, *self.home.codes)))

    @property
    def most(self) -> int:
        """How many exercises a phase may have: what is wanted, within what the irritability allows."""
        return min(self.target or USUAL_TARGET, self.band.most_exercises)

    def wanted(self, library: Library) -> tuple[MechanismId, ...]:
        """The mechanisms to answer, the weightiest first."""
        follow = tuple(one.mechanism for one in indications(self.findings, library, self.weights))
        if not self.mechanisms:
            return follow
        ranked = tuple(dict.fromkeys(one for one in (*follow, *MECHANISMS) if one in self.mechanisms))
        return tuple(sorted(ranked, key=lambda one: -self.weights.get(one, 0)))


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why an exercise does not fit: the precautions, what is missing, its level, a finding, the therapist's wish."""

    codes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    too_hard: bool = False
    waits_for: str = ""
    avoided: bool = False

    def __bool__(self) -> bool:
        return bool(self.codes or self.missing or self.too_hard or self.waits_for or self.avoided)

    @property
    def only_codes(self) -> bool:
        return bool(self.codes) and not (self.missing or self.too_hard or self.waits_for or self.avoided)

    @property
    def only_missing(self) -> bool:
        return bool(self.missing) and not (self.codes or self.too_hard or self.waits_for or self.avoided)


class Fitting:
    """Asks for one case, over and over, whether an exercise fits; each answer is worked out once."""

    def __init__(self, case: Case, library: Library):
        self.case, self.library, self.codes = case, library, case.codes
        self.excluding: dict[str, list[str]] = {}
        self.cautioning: dict[str, list[str]] = {}
        for code in self.codes:
            for rule in library.precautions[code].rules if code in library.precautions else ():
                table = self.excluding if rule.action == "exclude" else self.cautioning
                table.setdefault(rule.feature, []).append(code)
        self._there = case.home.things(library)
        self._holding = holding_back(case.findings)
        self._fits: dict[tuple[str, bool], bool] = {}

    def fits(self, exercise: Exercise, top_level: int | None = None, *, first_phase: bool = True) -> bool:
        """Whether nothing speaks against an exercise, up to a level if said."""
        if exercise.level > (self.case.band.levels[1] if top_level is None else top_level):
            return False
        key = (exercise.id, first_phase)
        if key not in self._fits:
            self._fits[key] = self._nothing_against(exercise, first_phase)
        return self._fits[key]

    def obstacles(self, exercise: Exercise, *, first_phase: bool = True) -> Obstacles:
        """Everything that speaks against an exercise; what waits for a finding to go may come in a later phase."""
        features = [one for one in ("any", *exercise.features) if one in self.excluding]
        return Obstacles(
            codes=tuple(dict.fromkeys(code for feature in features for code in self.excluding[feature])),
            features=tuple(features),
            missing=tuple(missing(exercise, self.case.home, self.library, self._there)),
            too_hard=exercise.level > self.case.band.levels[1],
            waits_for=held_back(exercise, self._holding, waiting=first_phase),
            avoided=exercise.id in self.case.avoid,
        )

    def cautions(self, exercise: Exercise) -> int:
        """How many rules ask for care."""
        return sum(len(self.cautioning[feature]) for feature in exercise.features if feature in self.cautioning)

    def _nothing_against(self, exercise: Exercise, first_phase: bool) -> bool:
        return not (
            exercise.level > self.case.band.levels[1]
            or "any" in self.excluding
            or any(feature in self.excluding for feature in exercise.features)
            or exercise.id in self.case.avoid
            or held_back(exercise, self._holding, waiting=first_phase)
            or missing(exercise, self.case.home, self.library, self._there)
        )
