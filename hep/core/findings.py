"""From the signs that a therapist ticks to the mechanisms they speak for; she confirms or overrules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from hep.core.library import MECHANISMS, Exercise, Library, MechanismId, Status


@dataclass(frozen=True, slots=True)
class Indication:
    """A mechanism, the findings that speak for it, and the sum of their weights (each 1 unless said)."""

    mechanism: MechanismId
    score: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutOff:
    """From which number on a finding is there; `below` means: smaller than the value is a finding."""

    unit: str
    value: float
    below: bool
    what: str
    status: Status = "consensus"


# Numbers of `mechanisms.md`: consensus unless a source stands beside them; a therapist may choose others.
CUT_OFFS: Mapping[str, CutOff] = {
    "gait-short-step": CutOff("%", 10, False, "difference of the step lengths"),
    "stand-uneven-load": CutOff("%", 10, False, "difference of two scales, of body weight"),
    "gait-no-push-off": CutOff("raises", 10, True, "single heel raises"),
    "tight-calf": CutOff("°", 10, True, "ankle bend with the knee straight"),
    "tight-hamstring": CutOff("°", 70, True, "straight leg raise"),
    "balance-low": CutOff("s", 10, True, "single-leg stance"),
    "quad-weak": CutOff("%", 90, True, "strength of the other side"),
    "abductor-weak": CutOff("%", 90, True, "strength of the other side"),
    "hamstring-weak": CutOff("%", 90, True, "strength of the other side"),
    "rotator-weak": CutOff("%", 90, True, "strength of the other side"),
    "extensor-weak": CutOff("bridges", 10, True, "clean bridges"),
    "trendelenburg-test": CutOff("s", 30, True, "pelvis held level on one leg"),
    "thigh-wasting": CutOff("cm", 1.5, False, "girth smaller, 10 cm above the kneecap"),
    "stepdown-poor": CutOff("points", 4, False, "lateral step-down score"),
    "leg-length": CutOff("mm", 10, False, "true difference"),
    "hip-ir-loss": CutOff("°", 15, True, "internal rotation"),
    "knee-flexion-loss": CutOff("°", 120, True, "bend of the knee"),
}
AT_THE_VALUE = frozenset({"thigh-wasting", "stepdown-poor"})  # "or more": the value itself is a finding

# Which muscles a finding calls weak: the muscles that its usual answers train (`mechanisms.md`; consensus).
WEAK_MUSCLES: Mapping[str, tuple[str, ...]] = {
    "quad-lag": ("quadriceps",),
    "quad-weak": ("quadriceps",),
    "quad-inhibition-swelling": ("quadriceps",),
    "thigh-wasting": ("quadriceps",),
    "chair-stand-low": ("quadriceps",),
    "abductor-weak": ("gluteus-medius",),
    "trendelenburg-test": ("gluteus-medius",),
    "gait-trendelenburg": ("gluteus-medius",),
    "extensor-weak": ("gluteus-maximus",),
    "hamstring-weak": ("hamstrings",),
    "rotator-weak": ("deep-hip-rotators",),
}

# Movement features that a finding forbids; the advice of the finding says why.
FORBIDDEN: Mapping[str, frozenset[str]] = {
    "hip-ir-loss": frozenset({"hip-internal-rotation-end-range"}),  # do not force it (mechanisms.md, consensus)
}
# What waits until a finding is gone: no straight leg raise with a lag (mechanisms.md, consensus).
WAITS: Mapping[str, frozenset[str]] = {"quad-lag": frozenset({"straight-leg-raise"})}

# A limp, or a hip that turns in too little, in a child or teenager: refer the same day (slipped growth plate), no
# plan (precautions.md, "For the therapist, before any plan"; recalled).
GROWING_UNTIL = 18
LIMPS = ("gait-antalgic", "gait-trunk-lean", "gait-trendelenburg", "hip-ir-loss")


def indications(
    findings: Iterable[str], library: Library, weights: Mapping[str, int] | None = None
) -> tuple[Indication, ...]:
    """The mechanisms that the findings point to, the highest score first, then in their usual order."""
    ticked = [one for one in dict.fromkeys(findings) if one in library.findings]
    found = []
    for mechanism in MECHANISMS:
        speaking = tuple(one for one in ticked if library.findings[one].mechanism == mechanism)
        if speaking:
            found.append(Indication(mechanism, sum((weights or {}).get(one, 1) for one in speaking), speaking))
    return tuple(sorted(found, key=lambda one: -one.score))


def is_there(finding: str, value: float, cut_off: CutOff | None = None) -> bool:
    """Whether a measured number makes the finding; raises KeyError where it has no cut-off."""
    cut = cut_off or CUT_OFFS[finding]
    if value == cut.value:
        return finding in AT_THE_VALUE
    return value < cut.value if cut.below else value > cut.value


def weak_muscles(findings: Iterable[str]) -> tuple[str, ...]:
    """The muscles that the findings call weak, each once."""
    return tuple(dict.fromkeys(muscle for one in findings for muscle in WEAK_MUSCLES.get(one, ())))


def held_back(exercise: Exercise, findings: Iterable[str]) -> str:
    """The finding that holds an exercise back, or nothing."""
    for one in findings:
        if exercise.id in WAITS.get(one, ()) or FORBIDDEN.get(one, frozenset()) & set(exercise.features):
            return one
    return ""


def must_refer(findings: Iterable[str], age: int | None) -> str:
    """The finding with which somebody of that age is referred before any plan, or nothing."""
    if age is None or age >= GROWING_UNTIL:
        return ""
    return next((one for one in findings if one in LIMPS), "")


def advice(findings: Iterable[str], library: Library) -> list[str]:
    """What a finding asks for beside exercise, one sentence each, with its basis."""
    said = []
    for one in findings:
        finding = library.findings[one]
        if finding.advice:
            said.append(with_basis(f"{finding.name}: {finding.advice}"))
    return said


Basis = Literal["verified", "recalled", "derived", "consensus"]


def with_basis(sentence: str) -> str:
    """A sentence that names its basis; without one of its own it is consensus."""
    named = ("verified", "recalled", "derived", "consensus")
    return sentence if any(word in sentence for word in named) else f"{sentence} (consensus)"
