"""From the signs that a therapist ticks to the mechanisms they speak for; she confirms or overrules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from hep.core.library import MECHANISMS, Exercise, Library, MechanismId, Status


@dataclass(frozen=True, slots=True)
class Indication:
    """A mechanism, the findings that speak for it, and the sum of their weights (each 1 unless said)."""

    mechanism: MechanismId
    score: int
    findings: tuple[str, ...]


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
NOTHING: frozenset[str] = frozenset()
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


def weak_muscles(findings: Iterable[str]) -> tuple[str, ...]:
    """The muscles that the findings call weak, each once."""
    return tuple(dict.fromkeys(muscle for one in findings for muscle in WEAK_MUSCLES.get(one, ())))


def holding_back(findings: Iterable[str]) -> tuple[str, ...]:
    """Those of the findings that hold any exercise back."""
    return tuple(one for one in findings if one in WAITS or one in FORBIDDEN)


def held_back(exercise: Exercise, findings: Iterable[str], *, waiting: bool = True) -> str:
    """The finding that holds an exercise back, or nothing; without `waiting`, only what it forbids for good."""
    for one in findings:
        if (waiting and exercise.id in WAITS.get(one, ())) or not FORBIDDEN.get(one, NOTHING).isdisjoint(
            exercise.features
        ):
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


def with_basis(sentence: str) -> str:
    """A sentence that names its basis; without one of its own it is consensus."""
    return sentence if any(word in sentence for word in get_args(Status)) else f"{sentence} (consensus)"
