"""When the difference between two values of an outcome measure is a change, and not the error of measuring."""

from dataclasses import dataclass
from typing import Literal

from hep.core import library as core
from hep.core.library import Library, Measure

Verdict = Literal["better", "worse", "within measurement error"]


@dataclass(frozen=True, slots=True)
class Difference:
    """`amount` is the second value less the first, in the unit; `rule` is the figure it was held against,
    `basis` the same in words, with its source and status."""

    amount: float
    verdict: Verdict
    rule: core.Change
    sentence: str
    basis: str


def difference(measure: Measure, before: float, after: float) -> Difference:
    """What a difference means, by the first figure of the measure; the direction of better is the measure's."""
    rule = measure.changes[0]
    gain = _gain(measure, before, after)
    passed = round(abs(gain), 6) >= smallest(rule, before) > 0
    verdict: Verdict = "within measurement error" if not passed else "better" if gain > 0 else "worse"
    basis = f"{rule.kind} {_figure(rule, measure)}; {rule.who}; {', '.join((*rule.sources, rule.status))}"
    sentence = f"{measure.name} {before:g} → {after:g} {measure.unit}: {verdict} ({basis})."
    return Difference(round(after - before, 6), verdict, rule, sentence, basis)


def smallest(rule: core.Change, before: float) -> float:
    """The smallest change that counts, in the unit; where a figure is given both ways, either will do."""
    figures = [rule.value] if rule.value is not None else []
    figures += [abs(before) * rule.percent / 100] if rule.percent is not None else []
    return min((figure for figure in figures if figure > 0), default=0)


def findings_from(numbers: dict[str, dict[str, float]], library: Library) -> tuple[str, ...]:
    """The findings whose measured numbers pass a cut-off: finding → what was measured → value."""
    return tuple(
        one
        for one, measured in numbers.items()
        if one in library.findings
        and any(cut.of in measured and cut.passed(measured[cut.of]) for cut in library.findings[one].cut_offs)
    )


def _gain(measure: Measure, before: float, after: float) -> float:
    if measure.better == "towards":
        target = measure.target or 0
        return abs(before - target) - abs(after - target)
    return after - before if measure.better == "up" else before - after


def _figure(rule: core.Change, measure: Measure) -> str:
    parts = [f"{rule.value:g} {measure.unit}"] if rule.value is not None else []
    parts += [f"{rule.percent:g} %"] if rule.percent is not None else []
    return " or ".join(parts)
