"""What the examiner says, and all that its rules look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hep.core.checks import Checks
from hep.core.examiner.sheet import Sheet
from hep.core.home import Home
from hep.core.library import Library
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import Override, PatientPrecaution

Severity = Literal["blocks", "warns", "fine"]
SEVERITIES: tuple[Severity, ...] = ("blocks", "warns", "fine")
Act = Literal["once_a_day", "remove", "swap", "mend_dose", "mend_order", "set_review"]
Thing = Literal["prescription", "phase", "plan", "patient", "therapist", "clinic", "layout"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark is mended: a thing, and its key (prescription, phase), its field or its name (layout)."""

    of: Thing
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """What the program can do about a remark: an act of the builder, the value of its button, and its label."""

    act: Act
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Place, fact, mend; `items` are those of the standards it speaks against, `basis` is where a number is from.

    `act` is there where one press mends it.
    """

    rule: str
    severity: Severity
    place: Place
    fact: str
    mend: str = ""
    act: Mend | None = None
    items: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Examining:
    """Everything that the rules look at; `phases` are those that are printed."""

    plan: Plan
    phases: tuple[Phase, ...]
    sheet: Sheet
    library: Library
    checks: Checks
    precautions: Sequence[PatientPrecaution]
    overrides: Sequence[Override]
    home: Home | None
    age: int | None

    @property
    def prescriptions(self) -> tuple[Prescription, ...]:
        return tuple(one for phase in self.phases for one in phase.prescriptions)

    @property
    def layout(self) -> Place:
        return Place("layout", self.sheet.layout)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.code for one in self.precautions))

    def name(self, key: str) -> str:
        """How the exercise of a prescription is called; its id where the library has it no more."""
        exercise = self.plan.prescription(key).exercise
        return self.library.exercises[exercise].name if exercise in self.library.exercises else exercise
