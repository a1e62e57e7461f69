"""Which exercises a patient's precautions rule out or ask care for, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hep.core.library import Exercise, Library

Action = Literal["exclude", "caution"]


@dataclass(frozen=True, slots=True)
class PatientPrecaution:
    """A precaution as one patient has it: on which side, and until when."""

    code: str
    side: Literal["left", "right", "both", ""] = ""
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that applies to one exercise: the precaution, the movement feature, and the note of the rule."""

    code: str
    name: str
    action: Action
    feature: str
    note: str


def hits(exercise: Exercise, codes: Iterable[str], library: Library) -> list[Hit]:
    """Every rule of these precautions that applies to an exercise, exclusions first.

    Either leg counts as the affected one: of a one-leg exercise the standing leg works, too (`precautions.md`, "Limb").
    """
    found = []
    for code in codes:
        precaution = library.precautions.get(code)
        for rule in precaution.rules if precaution else ():
            if rule.feature == "any" or rule.feature in exercise.features:
                feature = library.features[rule.feature].name if rule.feature != "any" else "any exercise"
                found.append(Hit(code, precaution.name, rule.action, feature, rule.note))  # type: ignore[union-attr]
    return sorted(found, key=lambda hit: hit.action != "exclude")


def ruled_out(exercise: Exercise, codes: Iterable[str], library: Library) -> bool:
    """Whether an exclusion applies."""
    return any(hit.action == "exclude" for hit in hits(exercise, codes, library))
