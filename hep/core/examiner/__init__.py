"""Examines a handout before it is issued: what blocks it, what to mend, and how it measures up to the standards.

A therapist may issue over a warning, which is recorded, never over a block. What the rules are stands in
`of_plan` and `of_sheet`; an item of a standard is met where no remark speaks against it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from hep.core.burden import Burden
from hep.core.checks import Checks, check
from hep.core.examiner.of_plan import of_plan
from hep.core.examiner.of_sheet import not_applicable, of_sheet
from hep.core.examiner.remarks import SEVERITIES, Examining, Place, Remark
from hep.core.examiner.sheet import Sheet
from hep.core.examiner.standards import CERT, PEMAT, Item, Part
from hep.core.home import Home
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.precautions import Override, PatientPrecaution
from hep.core.reading import Reading


@dataclass(frozen=True, slots=True)
class Score:
    """The items of a standard, each in one of four drawers."""

    met: tuple[Item, ...] = ()
    missing: tuple[Item, ...] = ()
    not_applicable: tuple[Item, ...] = ()
    by_person: tuple[Item, ...] = ()

    @property
    def of(self) -> int:
        """How many items apply and can be judged by the program."""
        return len(self.met) + len(self.missing)

    @property
    def percent(self) -> int:
        """Rounded down: 100 is all of them."""
        return 100 * len(self.met) // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Examined:
    """All that was found, what blocks first, and the figures that the therapist sees."""

    remarks: tuple[Remark, ...]
    understandability: Score
    actionability: Score
    cert: Score
    reading: Reading
    type_pt: float
    burdens: Mapping[str, Burden]

    @property
    def blocks(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.severity == "blocks")

    @property
    def warnings(self) -> tuple[Remark, ...]:
        """What is recorded when the handout is issued over it."""
        return tuple(one for one in self.remarks if one.severity == "warns")

    @property
    def may_issue(self) -> bool:
        return not self.blocks

    @property
    def scores(self) -> tuple[Score, Score, Score]:
        return self.understandability, self.actionability, self.cert

    @property
    def pemat(self) -> int:
        """Both parts of PEMAT-P in one figure, in percent."""
        one, other = self.understandability, self.actionability
        return Score(one.met + other.met, one.missing + other.missing).percent

    @property
    def grade(self) -> int:
        """The school year by the stricter of the two formulas, rounded up."""
        return max(ceil(max(self.reading.flesch_kincaid, self.reading.smog)), 0)

    def kept(self) -> dict[str, Any]:
        """What stays with an issued handout, as plain values: the figures, what was missing, and the warnings."""
        return {
            "pemat": self.pemat,
            "understandability": self.understandability.percent,
            "actionability": self.actionability.percent,
            "cert": len(self.cert.met),
            "missing": [item.id for part in self.scores for item in part.missing],
            "flesch_kincaid": round(self.reading.flesch_kincaid, 1),
            "smog": round(self.reading.smog, 1),
            "grade": self.grade,
            "type_pt": self.type_pt,
            "minutes_a_day": max((one.minutes_a_day for one in self.burdens.values()), default=0),
            "warnings": [{"rule": one.rule, "fact": one.fact, "basis": one.basis} for one in self.warnings],
        }


def examine(
    plan: Plan,
    phases: Sequence[str],
    sheet: Sheet,
    library: Library,
    *,
    precautions: Sequence[PatientPrecaution] = (),
    overrides: Sequence[Override] = (),
    home: Home | None = None,
    age: int | None = None,
    first: bool = False,
    checks: Checks | None = None,
) -> Examined:
    """The examination of the phases on a sheet; `checks` are those of the same plan, where they are known already."""
    precautions = [one for one in precautions if one.holds_on(sheet.issued)]
    checks = checks or check(plan, library, precautions=precautions, home=home, age=age, first=first)
    printed = tuple(plan.phase(key) for key in phases)
    at = Examining(plan, printed, sheet, library, checks, precautions, overrides, home, age)
    remarks = (*of_plan(at), *of_sheet(at))
    burdens = {key: checks.burdens[key] for key in phases}
    return _examined(remarks, not_applicable(sheet), sheet.reading, sheet.type_pt, burdens)


def cannot_print(sentence: str) -> Examined:
    """The examination of what cannot even be worded: the sentence says why and what to do, and it blocks."""
    every = tuple(item.id for item in (*PEMAT, *CERT))
    remark = Remark("cannot print", "blocks", Place("plan"), sentence, items=every)
    return _examined((remark,), frozenset(), Reading(0, 0, 0, 0), 0, {})


def _examined(
    remarks: Sequence[Remark], out: frozenset[str], reading: Reading, type_pt: float, burdens: Mapping[str, Burden]
) -> Examined:
    return Examined(
        remarks=tuple(sorted(remarks, key=lambda one: SEVERITIES.index(one.severity))),
        understandability=score("understandability", remarks, out),
        actionability=score("actionability", remarks, out),
        cert=score("CERT", remarks, out),
        reading=reading,
        type_pt=type_pt,
        burdens=burdens,
    )


def score(part: Part, remarks: Iterable[Remark], out: frozenset[str] = frozenset()) -> Score:
    """An item is met where it applies (is not in `out`), the program can judge it and no remark speaks against it."""
    against = {item for remark in remarks for item in remark.items}
    items = [item for item in (*PEMAT, *CERT) if item.part == part]
    judged = [item for item in items if not item.by_person]
    counted = [item for item in judged if item.id not in out]
    return Score(
        met=tuple(item for item in counted if item.id not in against),
        missing=tuple(item for item in counted if item.id in against),
        not_applicable=tuple(item for item in judged if item.id in out),
        by_person=tuple(item for item in items if item.by_person),
    )
