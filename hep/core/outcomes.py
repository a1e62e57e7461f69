"""Outcome measures, and when a difference is a change: only past the smallest change that a study found to matter.

The figures are those of `mechanisms.md`, "Outcome measures", with their sources and status.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hep.core.library import Status

Verdict = Literal["better", "worse", "within measurement error", "not comparable"]


@dataclass(frozen=True, slots=True)
class Measure:
    """`smallest` is the smallest change that counts: in units, or in percent of the first value where `percent`.

    `target` is set where neither more nor less is better: the value to come near to.
    """

    code: str
    name: str
    unit: str
    better: Literal["up", "down", "near"]
    smallest: float
    basis: str
    status: Status
    percent: bool = False
    target: float = 0
    least: float = 0
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """`amount` is the second value less the first, in the unit of the measure."""

    amount: float
    verdict: Verdict
    sentence: str


def _table(*measures: Measure) -> Mapping[str, Measure]:
    return {one.code: one for one in measures}


# Where a measure has several figures the largest that fits knee or hip pain is taken: a change claimed is a change.
MEASURES = _table(
    Measure("NPRS", "Pain", "of 10", "down", 2, "2 points, much better (Salaffi2004)", "verified", most=10),
    Measure(
        "LEFS", "Lower extremity function", "of 80", "up", 9, "MDC90 and MCID 9 (Binkley1999)", "verified", most=80
    ),
    Measure("30CST", "30-s chair stand", "stands", "up", 2.6, "MCII 2.0–2.6, hip arthritis (Wright2011)", "verified"),
    Measure("TUG", "Timed up and go", "s", "down", 1.14, "MDC95 1.14 s, knee arthritis (Alghadir2015)", "verified"),
    Measure("40MW", "Fast walk over 4 × 10 m", "m/s", "up", 0.3, "MCII 0.2–0.3 m/s (Wright2011)", "verified"),
    Measure("10MWT", "Usual walk over 10 m", "m/s", "up", 0.12, "0.07–0.12 m/s from Gilbert2021", "derived"),
    Measure("6MWT", "6-minute walk", "m", "up", 81.5, "MDC95 79 m knee, 81.5 m hip (Naylor2014)", "verified"),
    Measure("SLS", "Single-leg stance", "s", "up", 5, "working rule of 5 s; no accepted figure", "consensus", most=45),
    Measure(
        "STEP-RATIO", "Step ratio", "", "near", 0.1, "working rule of 0.10; no accepted figure", "consensus", target=1
    ),
    Measure(
        "SCALE-SHARE",
        "Weight on the sore leg",
        "%",
        "near",
        5,
        "working rule of 5 points; none published",
        "consensus",
        target=50,
        most=100,
    ),
    Measure("HHD-ABD", "Hip abduction strength", "kg", "up", 5.0, "MDC95 from the SEM of Piva2006", "derived"),
    Measure("HHD-ER", "Hip external rotation strength", "kg", "up", 6.7, "MDC95 from the SEM of Piva2006", "derived"),
    Measure(
        "HHD-EXT",
        "Hip extension strength",
        "kg",
        "up",
        8,
        "test-retest under 8 % (Thorborg2010, n 9, healthy)",
        "verified",
        percent=True,
    ),
    Measure("LSD-SCORE", "Lateral step-down", "of 6", "down", 1, "a change of class; no MDC", "consensus", most=6),
    Measure("ROM", "Range of movement", "°", "up", 11.9, "MDC95 4.4–11.9° from the SEM of Piva2006", "derived"),
    Measure("KOOS-PAIN", "KOOS pain", "of 100", "up", 20.2, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("KOOS-SYMPTOMS", "KOOS symptoms", "of 100", "up", 24.1, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("KOOS-ADL", "KOOS daily life", "of 100", "up", 20.8, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("KOOS-QOL", "KOOS quality of life", "of 100", "up", 26.6, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("HOOS-PAIN", "HOOS pain", "of 100", "up", 21.6, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("HOOS-SYMPTOMS", "HOOS symptoms", "of 100", "up", 22.7, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("HOOS-ADL", "HOOS daily life", "of 100", "up", 17.7, "MDC95 (Naylor2014)", "verified", most=100),
    Measure("HOOS-QOL", "HOOS quality of life", "of 100", "up", 24.4, "MDC95 (Naylor2014)", "verified", most=100),
    Measure(
        "AKPS", "Kneecap pain scale (Kujala)", "of 100", "up", 10, "MCID 8–10; 10 in Hott2020", "recalled", most=100
    ),
)
STEP_DOWN_CLASSES = (1, 3, 6)  # up to 1 good, up to 3 medium, above that poor (Rabin2010, Piva2006, verified)


def change(code: str, before: float, after: float) -> Change:
    """What a difference between two values of a measure means; raises KeyError for an unknown code."""
    measure = MEASURES[code]
    amount = after - before
    verdict = _verdict(measure, before, after)
    signed = f"{amount:+.2f}".rstrip("0").rstrip(".") if round(amount, 2) else "0"
    sentence = f"{measure.name} {before:g} → {after:g} {measure.unit}".rstrip() + f" ({signed}): {verdict}"
    return Change(amount, verdict, f"{sentence}. {measure.basis}, {measure.status}.")


def smallest_change(measure: Measure, before: float) -> float:
    """How much a value has to differ from the first one to count, in the unit of the measure."""
    return abs(before) * measure.smallest / 100 if measure.percent else measure.smallest


def _verdict(measure: Measure, before: float, after: float) -> Verdict:
    if measure.percent and before == 0:
        return "not comparable"
    if measure.better == "near":
        gain = abs(before - measure.target) - abs(after - measure.target)
    else:
        gain = after - before if measure.better == "up" else before - after
    if measure.code == "LSD-SCORE":
        passed = _step_down_class(before) != _step_down_class(after)
    else:
        passed = round(abs(gain), 9) >= smallest_change(measure, before)
    if not passed or gain == 0:
        return "within measurement error"
    return "better" if gain > 0 else "worse"


def _step_down_class(score: float) -> int:
    return next((place for place, top in enumerate(STEP_DOWN_CLASSES) if score <= top), len(STEP_DOWN_CLASSES))
