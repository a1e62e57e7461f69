"""Every layout on both papers: nothing leaves its page, nothing is torn apart, with little and with very much on it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from hep import plan_file
from hep.core.library import Exercise, Library
from hep.core.plan import MOST_EXERCISES
from hep.core.precautions import PatientPrecaution
from hep.handouts import PAPERS, CannotPrint, Clinic, Handout, Options, Patient, Therapist, layouts, render
from hep.handouts.drawings import FigureOf, shown
from hep.handouts.one_page import fitted
from tests.handouts import paper as look
from tests.handouts.conftest import ANNA, CLINIC, EVERY, MARGARET, SIX, HandoutOf, PlanOf

EIGHT = (*SIX, "step-up-forward", "side-stepping")
LONG_NAME = "Wilhelmina Alexandra Featherstonehaugh-Cholmondeley of Lakes"
NOTE = ("Put a folded towel under your knee. Hold on to the back of a heavy chair, and stop when it hurts. " * 6)[:500]
MOST_PAGES = {"standard": 5, "large-print": 12, "one-page": 1, "picture": 5}  # for six exercises
ROOMY = [one for one in EVERY if layouts()[one[0]].most == MOST_EXERCISES]


def boxes_for_figures(exercise: str, pose: str, side: str, person: str, style: str, in_turn: bool) -> str:
    """Stands for figures where only their room counts: some lie, some stand."""
    width, height = (150, 62) if len(exercise) % 2 else (66, 140)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="M1 1H9V9Z"/></svg>'


def letters(exercise: Exercise) -> int:
    """How much text an exercise has."""
    return len(exercise.name) * 3 + sum(map(len, (exercise.start, *exercise.steps, exercise.easier, exercise.harder)))


def long_handout(
    exercises: int, note: str, options: Options, library: Library, plan_of: PlanOf, handout_of: HandoutOf
) -> Handout:
    """The longest exercises, names and precautions, and the note at every third exercise."""
    longest = sorted(library.exercises.values(), key=letters, reverse=True)[:exercises]
    plan = replace(plan_of(*(one.id for one in longest)), goal=("I want to walk to the market with my dog. " * 4)[:160])
    for row in list(plan.prescriptions())[1::3]:
        plan = plan.change(row.key, note=note)
    return handout_of(
        plan=plan,
        clinic=Clinic(
            "Lakeside and Riverside " * 3, "1200 Old Station Road, " * 6, "+1 (555) 555-0142", "8 to 6 " * 9, "911"
        ),
        patient=Patient(LONG_NAME, 1958),
        therapist=Therapist(LONG_NAME, "PT, DPT, OCS, FAAOMPT, CSCS"),
        precautions=[PatientPrecaution(code) for code in ("GTPS", "FALL-RISK", "THA-POST", "OSTEOPOROSIS")],
        options=options,
    )


@pytest.mark.parametrize(("layout", "paper"), ROOMY)
def test_twelve_exercises_with_the_longest_words_stay_on_their_pages(
    library: Library, plan_of: PlanOf, handout_of: HandoutOf, layout: str, paper: str
) -> None:
    assert (len(LONG_NAME), len(NOTE)) == (60, 500)
    handout = long_handout(12, NOTE, Options(log_weeks=4, education=True), library, plan_of, handout_of)
    assert look.faults(handout, layout, paper, boxes_for_figures) == []


@pytest.mark.parametrize(("layout", "paper"), ROOMY[1::2])
def test_so_do_as_many_exercises_as_a_handout_holds(
    library: Library, plan_of: PlanOf, handout_of: HandoutOf, layout: str, paper: str
) -> None:
    handout = long_handout(MOST_EXERCISES, NOTE, Options(log_weeks=2), library, plan_of, handout_of)
    assert look.faults(handout, layout, paper, boxes_for_figures) == []


@pytest.fixture(scope="module")
def laid(six: Handout, drawn: FigureOf) -> Callable[[str, str], list[Any]]:
    """The pages of the six exercises, laid out once."""
    return cache(lambda layout, paper: look.pages_of(six, layout, paper, drawn))


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_six_exercises_stay_on_their_pages(laid: Callable[[str, str], list[Any]], layout: str, paper: str) -> None:
    assert look.faults_on(laid(layout, paper), paper, most_pages=MOST_PAGES[layout]) == []


@pytest.mark.parametrize(
    ("layout", "body", "least"),
    [("standard", 12.0, 11.5), ("large-print", 18.0, 18.0), ("one-page", 12.0, 10.8), ("picture", 13.5, 12.5)],
)
def test_type_is_large_enough(laid: Callable[[str, str], list[Any]], layout: str, body: float, least: float) -> None:
    sizes = look.type_sizes(laid(layout, "A4"))
    assert min(sizes) >= least
    assert sum(letters for size, letters in sizes.items() if size >= body) >= 0.95 * sum(sizes.values())


def test_figures_grow_with_large_print(laid: Callable[[str, str], list[Any]]) -> None:
    usual, large = (look.figure_widths(laid(layout, "A4")) for layout in ("standard", "large-print"))
    assert usual.keys() == large.keys()
    assert all(large[figure] >= 1.4 * usual[figure] for figure in usual)


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_one_exercise_with_a_long_note_stays_on_its_pages(
    plan_of: PlanOf, handout_of: HandoutOf, layout: str, paper: str
) -> None:
    plan = plan_of("cane-walking")
    handout = handout_of(plan=plan.change("cane-walking", note=NOTE), patient=Patient(LONG_NAME))
    assert look.faults(handout, layout, paper, boxes_for_figures) == []


@pytest.mark.parametrize("first", [2, 3])
@pytest.mark.parametrize(("layout", "paper"), ROOMY)
def test_phases_stand_one_after_the_other(
    library: Library, plan_of: PlanOf, handout_of: HandoutOf, layout: str, paper: str, first: int
) -> None:
    exercises = (*EIGHT, "squat", "quad-set", "bridge")
    plan = plan_of(*exercises[:first]).add_phase("Strength and a very long name for what is only a phase")
    for exercise in exercises[first:]:
        plan = plan.add("phase-2", exercise, "both", library.exercises[exercise].dose, "muscle-instability")
    handout = handout_of(plan=plan, options=Options(phases=("phase-1", "phase-2")))
    assert look.faults(handout, layout, paper, boxes_for_figures) == []


# -- one side


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("count", "weeks"), [(1, 2), (5, 0), (8, 2), (8, 4)])
def test_one_page_is_one_side(handout_of: HandoutOf, count: int, paper: str, weeks: int) -> None:
    options = Options(log_weeks=weeks)  # type: ignore[arg-type]
    handout = handout_of(*EIGHT[-count:], options=options)
    assert look.faults(handout, "one-page", paper, boxes_for_figures, most_pages=1) == []


@pytest.mark.parametrize("weeks", [2, 4])
@pytest.mark.parametrize("paper", PAPERS)
def test_one_page_holds_eight_of_the_longest_exercises(
    library: Library, plan_of: PlanOf, handout_of: HandoutOf, drawn: FigureOf, paper: str, weeks: int
) -> None:
    options = Options(log_weeks=weeks)  # type: ignore[arg-type]
    handout = long_handout(8, "", options, library, plan_of, handout_of)
    if (paper, weeks) == ("Letter", 4):  # not with the longest names of people as well
        handout = replace(handout, patient=MARGARET, therapist=ANNA, clinic=replace(handout.clinic, name=CLINIC.name))
        handout = replace(handout, precautions=handout.precautions[:2])
    assert look.faults(handout, "one-page", paper, drawn, most_pages=1) == []
    fit = fitted(handout, [shown(one, handout.drawn_as, "print-large", drawn) for one in handout.exercises], paper)
    drawn_high = [(one - 1) / 2 if shape == "wide" else one for shape, one in zip(fit.shapes, fit.figures, strict=True)]
    assert min(drawn_high) >= 10, "figures are to be seen from a step away"


@pytest.mark.parametrize("paper", PAPERS)
def test_each_phase_of_each_protocol_has_room_on_one_side_with_four_weeks(
    library: Library, handout_of: HandoutOf, paper: str
) -> None:
    for protocol in library.protocols:
        plan = plan_file.of_protocol(library, protocol, "both").plan
        for phase in plan.phases:
            handout = handout_of(plan=plan, options=Options(log_weeks=4, phases=(phase.key,)))
            cards = [shown(one, handout.drawn_as, "print-large", boxes_for_figures) for one in handout.exercises]
            assert min(fitted(handout, cards, paper).figures) >= 10, (protocol, phase.name)


@pytest.mark.parametrize("paper", PAPERS)
def test_more_than_one_page_holds_is_refused(plan_of: PlanOf, handout_of: HandoutOf, paper: str) -> None:
    with pytest.raises(CannotPrint, match="“One page” holds at most 8 exercises, and this handout has 9"):
        render(handout_of(*EIGHT, "squat"), "one-page", paper)
    plan = plan_of(*EIGHT)
    for row in plan.prescriptions():
        plan = plan.change(row.key, note=NOTE)
    with pytest.raises(CannotPrint, match="too much for one side"):
        render(handout_of(plan=plan), "one-page", paper)
