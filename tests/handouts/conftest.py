"""A plan to print, and the people on its paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.precautions import PatientPrecaution
from hep.core.sides import PlanSide
from hep.core.start_plan import prescribed
from hep.handouts import PAPERS, Clinic, Handout, Patient, Therapist, compose, layouts, render
from hep.handouts.drawings import FigureOf
from hep.pictures import Gallery

SIX = ("quad-set", "bridge", "clam-60", "hip-flexor-stretch-half-kneeling", "sit-to-stand", "cane-walking")
CLINIC = Clinic("Lakeside Physical Therapy", "12 Station Road, Exampleton", "555 0142", "Mo to Fr, 8 to 6", "911")
MARGARET = Patient("Margaret Thompson", 1958)
ANNA = Therapist("Anna Lindqvist", "PT, DPT")

PlanOf = Callable[..., Plan]
HandoutOf = Callable[..., Handout]
Prints = Callable[[str, str], bytes]
EVERY = [(layout, paper) for layout in layouts() for paper in PAPERS]
EACH_ONCE = [(layout, PAPERS[place % 2]) for place, layout in enumerate(layouts())]  # where the paper matters little


@pytest.fixture(scope="session")
def plan_of(library: Library) -> PlanOf:
    """A plan of one phase with these exercises at their usual dose."""

    def make(*exercises: str, side: PlanSide = "left", **values: Any) -> Plan:
        plan = Plan(side=side, mechanisms=("muscle-instability",), goal="I want to walk to the market.")
        for exercise in exercises or SIX:
            plan = prescribed(exercise, plan, "phase-1", library)
        return replace(plan, **({"review_on": date(2026, 12, 6)} | values))

    return make


@pytest.fixture(scope="session")
def handout_of(library: Library, plan_of: PlanOf) -> HandoutOf:
    """The handout of a plan, or of a plan with these exercises."""

    def make(*exercises: str, plan: Plan | None = None, side: PlanSide = "left", **values: Any) -> Handout:
        printed = {
            "clinic": CLINIC,
            "patient": MARGARET,
            "therapist": ANNA,
            "number": "H-000214",
            "version": 2,
            "issued": date(2026, 11, 22),
            "precautions": [PatientPrecaution("HTN-UNCONTROLLED")],
            "changed": ["added Clamshell", "Quad set: 2 × 8 → 3 × 10"],
        }
        return compose(plan or plan_of(*exercises, side=side), library, **(printed | values))

    return make


@pytest.fixture(scope="session")
def drawn(library: Library, drawn: Path) -> FigureOf:
    """The figures of the library, each drawn once."""
    return Gallery(library, drawn).drawn


@pytest.fixture(scope="session")
def six(handout_of: HandoutOf) -> Handout:
    """The handout that most tests look at: six exercises, one of them a walk with a cane."""
    return handout_of()


@pytest.fixture(scope="session")
def prints(six: Handout, drawn: FigureOf) -> Prints:
    """The six exercises in a layout on a paper, printed once."""
    return cache(lambda layout, paper: render(six, layout, paper, drawn))
