"""The therapist's choices for one handout."""

from dataclasses import replace

import pytest

from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.problem import Refused
from hep.handouts import CannotPrint, Handout, Options, dump, load
from hep.handouts.render import laid_out
from tests.handouts.conftest import SIX, HandoutOf, PlanOf


@pytest.fixture(scope="module")
def two_phases(plan_of: PlanOf, library: Library) -> Plan:
    plan = plan_of("quad-set", "bridge").add_phase("Strength", weeks=1)
    return plan.add("phase-2", "squat", "both", library.exercises["squat"].dose, "muscle-instability")


def page(handout: Handout, layout: str = "standard") -> str:
    return laid_out(handout, layout, "A4").html


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"paper": "A5"}, "paper", "Handouts are printed on A4 or Letter, not on “A5”."),
        ({"log_weeks": 3}, "log_weeks", "Choose a log of two weeks, of four weeks, or none."),
        ({"phases": ("phase-1", "phase-1")}, "phases", "Choose each phase once."),
    ],
)
def test_what_cannot_be_chosen_is_refused_beside_its_field(values: dict, field: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        Options(**values)
    assert [(problem.field, problem.sentence) for problem in refused.value.problems] == [(field, sentence)]


def test_options_survive_being_written_and_read() -> None:
    options = Options("one-page", "Letter", 4, True, ("phase-2", "phase-1"))
    assert Options.from_json(options.as_json()) == options
    assert Options.from_json("{}") == Options()


@pytest.mark.parametrize("text", ["", "[]", "null", '{"colour": "red"}', '{"paper": "A3"}', '{"log_weeks": "2"}'])
def test_what_are_no_options_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Options.from_json(text)


def test_a_handout_keeps_its_options_and_logo(handout_of: HandoutOf) -> None:
    options = Options("picture", "Letter", 0, False, ("phase-1",))
    handout = handout_of("bridge", options=options, logo=b"\x89PNG")
    again = load(dump(handout))
    assert (again, again.options, again.logo) == (handout, options, b"\x89PNG")


@pytest.mark.parametrize(("weeks", "columns"), [(0, 0), (2, 2), (4, 4)])
def test_the_log_has_as_many_weeks_as_chosen(handout_of: HandoutOf, weeks: int, columns: int) -> None:
    html = page(handout_of("bridge", options=Options(log_weeks=weeks)))  # type: ignore[arg-type]
    assert html.count('class="week-name"') == columns
    assert ("Tick it off" in html) == (weeks > 0)


def test_education_says_what_may_be_noticed_and_what_may_help(handout_of: HandoutOf) -> None:
    plain, taught = (handout_of("bridge", options=Options(education=chosen)) for chosen in (False, True))
    notice = taught.ways[0].notice[0]
    assert notice.startswith("You may")
    for layout in ("standard", "large-print"):
        assert notice in page(taught, layout)
        assert notice not in page(plain, layout)
        assert plain.ways[0].text in page(plain, layout)


def test_without_a_choice_the_patients_phase_is_printed(two_phases: Plan, handout_of: HandoutOf) -> None:
    assert [card.id for card in handout_of(plan=two_phases).exercises] == ["quad-set", "bridge"]
    assert [card.id for card in handout_of(plan=two_phases, phase="phase-2").exercises] == ["squat"]


def test_chosen_phases_are_printed_in_the_order_chosen(two_phases: Plan, handout_of: HandoutOf) -> None:
    handout = handout_of(plan=two_phases, options=Options(phases=("phase-2", "phase-1")))
    assert [card.id for card in handout.exercises] == ["squat", "quad-set", "bridge"]
    assert [(part.title, part.lasts) for part in handout.parts] == [
        ("Part 2: Strength", "for about 1 week"),
        ("Part 1: Start", "for about 2 weeks"),
    ]
    assert [[number for number, _ in handout.cards(part)] for part in handout.parts] == [[1], [2, 3]]
    assert handout.about.part == "Do one part at a time. Begin the next part when we tell you."


def test_each_phase_has_its_own_table_cards_and_log(two_phases: Plan, handout_of: HandoutOf) -> None:
    html = page(handout_of(plan=two_phases, options=Options(phases=("phase-1", "phase-2"))))
    assert html.count("<table>") == 2
    assert html.count("Part 2: Strength") == 3
    assert html.count("from 23 November") == 1  # of a phase that has not begun, nobody knows the dates


def test_the_log_of_a_phase_ends_with_it_where_several_are_printed(two_phases: Plan, handout_of: HandoutOf) -> None:
    plan = two_phases.change_phase("phase-2", name="Strength", weeks=6, criteria="")
    together = handout_of(plan=plan, options=Options(phases=("phase-1", "phase-2"), log_weeks=4))
    assert [part.weeks for part in together.parts] == [2, 4]
    assert page(together).count('class="week-name"') == 6
    alone = handout_of(plan=plan, options=Options(phases=("phase-1",), log_weeks=4))
    assert page(alone).count('class="week-name"') == 4


def test_a_single_phase_needs_no_name(two_phases: Plan, handout_of: HandoutOf) -> None:
    assert "Part 2: Strength" not in page(handout_of(plan=two_phases, options=Options(phases=("phase-2",))))


def test_more_exercises_than_a_handout_holds_are_refused(two_phases: Plan, handout_of: HandoutOf) -> None:
    plan = two_phases
    for _ in range(19):
        plan = plan.add("phase-2", "squat", "both", plan.prescription("squat").dose, "muscle-instability")
    with pytest.raises(CannotPrint, match="at most 20 exercises; these phases have 22"):
        handout_of(plan=plan, options=Options(phases=("phase-1", "phase-2")))


@pytest.mark.parametrize(("phases", "said"), [(("phase-9",), "no longer in the plan"), (("phase-3",), "no exercises")])
def test_a_phase_that_cannot_be_printed_says_why(
    two_phases: Plan, handout_of: HandoutOf, phases: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CannotPrint, match=said):
        handout_of(plan=two_phases.add_phase("Empty"), options=Options(phases=phases))


def test_a_layout_is_printed_as_the_options_say(plan_of: PlanOf, handout_of: HandoutOf) -> None:
    nine = handout_of(plan=plan_of(*SIX, "squat", "bridge", "clam-60"), options=Options("one-page"))
    with pytest.raises(CannotPrint, match="One page"):
        laid_out(nine, nine.options.layout, nine.options.paper)
    assert laid_out(replace(nine, options=Options()), "standard", "A4").html
