"""Every layout on both papers: nothing leaves its page, nothing is torn apart, with little and with very much on it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hep.core.library import Exercise, Library
from hep.core.plan import MOST_EXERCISES
from hep.core.precautions import PatientPrecaution
from hep.handouts import PAPERS, CannotPrint, Clinic, Handout, Options, Patient, Therapist, layouts, render
from hep.pictures import Gallery
from tests.handouts import paper as look
from tests.handouts.conftest import SIX, HandoutOf, PlanOf

LONG_NAME = "Wilhelmina Alexandra Featherstonehaugh-Cholmondeley of Lakes"
NOTE = ("Put a folded towel under your knee. Hold on to the back of a heavy chair, and stop when it hurts. " * 6)[:500]
EVERY = [(layout, paper) for layout in layouts() for paper in PAPERS]
ROOMY = [one for one in EVERY if layouts()[one[0]].most == MOST_EXERCISES]


def letters(exercise: Exercise) -> int:
    """How much text an exercise has."""
    return len(exercise.name) * 3 + sum(map(len, (exercise.start, *exercise.steps, exercise.easier, exercise.harder)))


@pytest.fixture(scope="session")
def hard(library: Library, plan_of: PlanOf, handout_of: HandoutOf) -> Callable[[int, str], Handout]:
    """A handout of the longest exercises, with the longest names and notes that are allowed."""

    def make(exercises: int, note: str = NOTE, options: Options | None = None) -> Handout:
        longest = sorted(library.exercises.values(), key=letters, reverse=True)
        plan = plan_of(*(one.id for one in longest[:exercises]))
        plan = replace(plan, goal=("I want to walk to the market and back with my dog. " * 4)[:160])
        for row in list(plan.prescriptions())[1::3]:
            plan = plan.change(row.key, note=note)
        return handout_of(
            plan=plan,
            clinic=Clinic("Lakeside and Riverside Centre for Physical Therapy and Sports Medicine of the Lake Country",
                          "1200 Old Station Road, Exampleton " * 4, "+1 (555) 555-0142 ext. 20", "Monday to Friday, 8 to 6", "911"),
            patient=Patient(LONG_NAME, 1958),
            therapist=Therapist("Maria-Theresia Anastasia Oppenheimer-Schwarzkopf van der Burg", "PT, DPT, OCS, FAAOMPT, CSCS"),
            precautions=[PatientPrecaution(code) for code in ("GTPS", "FALL-RISK", "THA-POST", "OSTEOPOROSIS")],
            options=options or Options(log_weeks=4, education=True),
        )

    assert len(LONG_NAME) == 60
    assert len(NOTE) == 500
    return make


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_twelve_long_exercises_stay_on_their_pages(
    library: Library, hard: Callable[..., Handout], layout: str, paper: str
) -> None:
    assert look.faults(hard(12), layout, paper, Gallery(library).drawn) == []
