"""What the examiner says of real handouts: every protocol, every layout, and a handout that lacks something."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hep.core.examiner import Examined
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.start_plan import from_protocol
from hep.handouts import Handout, Patient, Therapist, layouts
from hep.handouts.examined import examined, prints_of, sheet, type_pt
from hep.handouts.options import Options
from tests.handouts.conftest import CLINIC, HandoutOf, PlanOf
from tests.shipped import LIBRARY

PHASES = [(protocol.id, number) for protocol in LIBRARY.protocols.values() for number in range(len(protocol.phases))]


def filled_in(library: Library, protocol: str, side: str) -> Plan:
    """A protocol as a therapist has it for a patient: with a goal in her words and a day for the next check."""
    plan = from_protocol(library.protocols[protocol], side, library)  # type: ignore[arg-type]
    return replace(plan, goal="I want to walk to the market.", review_on=date(2026, 12, 6))


def missing(found: Examined) -> set[str]:
    return {item.id for part in found.scores for item in part.missing}


@pytest.mark.parametrize(("protocol", "number"), PHASES)
def test_every_protocol_meets_pemat_and_cert_once_it_is_filled_in(
    library: Library, handout_of: HandoutOf, protocol: str, number: int
) -> None:
    for side, layout in (("left", "standard"), ("both", "standard"), ("right", "large-print")):
        plan = filled_in(library, protocol, side)
        phase = plan.phases[number].key

        handout = handout_of(plan=plan, phase=phase, precautions=[], options=Options(layout=layout))
        found = examined(handout, plan, [phase], library)
        assert found.pemat == 100, missing(found)
        assert len(found.cert.met) >= 17
        assert found.blocks == ()
        assert found.grade <= 6


# -- every layout


@pytest.mark.parametrize("layout", layouts())
def test_no_layout_blocks_a_plan_that_is_in_order(
    library: Library, plan_of: PlanOf, handout_of: HandoutOf, layout: str
) -> None:
    plan = plan_of()
    found = examined(handout_of(plan=plan, options=Options(layout=layout)), plan, ["phase-1"], library)
    assert found.blocks == ()
    assert found.type_pt >= (18 if layout == "large-print" else 12)


@pytest.mark.parametrize("layout", layouts())
def test_what_a_layout_prints_is_what_stands_on_it(plan_of: PlanOf, handout_of: HandoutOf, layout: str) -> None:
    plan = plan_of()
    seen = sheet(handout_of(plan=plan, options=Options(layout=layout)), [p.key for p in plan.prescriptions()])
    assert (seen.patient, seen.author) == ("Margaret Thompson", "Anna Lindqvist")
    assert seen.poses == {"start", "finish"}
    assert seen.urgent
    assert all(card.amounts and card.often for card in seen.cards)


def test_the_standard_layout_prints_all_but_what_is_for_other_layouts() -> None:
    prints = prints_of(Options(), "en")
    wanted = {
        "goal",
        "purpose",
        "review",
        "clinic phone",
        "about how",
        "about made",
        "exercises steps",
        "exercises why",
    }
    assert wanted <= prints.words
    assert "exercises picture start" in prints.drawn
    assert prints.tables[0] == ("Exercise", "How much", "How often", "Minutes")
    assert type_pt("standard") == 12.5


def test_captions_stand_beside_the_pictures_or_there_are_none() -> None:
    assert [prints_of(Options(layout=layout), "en").captions for layout in ("standard", "picture")] == [True, False]


# -- a handout that lacks something

LACKS: list[tuple[dict[str, Any], dict[str, Any], str, set[str]]] = [
    ({}, {"clinic": replace(CLINIC, phone="")}, "phone", {"CERT 11"}),
    ({}, {"clinic": replace(CLINIC, emergency="")}, "emergency", set()),
    ({}, {"therapist": Therapist("Anna Lindqvist")}, "credential", {"CERT 2"}),
    ({}, {"therapist": Therapist("", "PT")}, "author", {"CERT 2"}),
    ({}, {"patient": Patient("", 1980)}, "patient", set()),
    ({}, {"options": Options(log_weeks=0)}, "log", {"PEMAT 23", "CERT 5", "CERT 16b"}),
    ({"goal": ""}, {}, "goal", {"CERT 6"}),
    ({"review_on": None}, {}, "next check", {"CERT 16a"}),
]


@pytest.mark.parametrize(("of_plan", "of_handout", "rule", "items"), LACKS)
def test_what_is_taken_away_lowers_the_right_items_and_only_those(
    library: Library,
    plan_of: PlanOf,
    handout_of: HandoutOf,
    of_plan: dict[str, Any],
    of_handout: dict[str, Any],
    rule: str,
    items: set[str],
) -> None:
    printed: dict[str, Any] = {"patient": Patient("Margaret Thompson", 1980), "precautions": []} | of_handout

    def found(plan: Plan, **values: Any) -> Examined:
        return examined(handout_of(plan=plan, **values), plan, ["phase-1"], library)

    whole, less = found(plan_of(), precautions=[], patient=Patient("M", 1980)), found(plan_of(**of_plan), **printed)
    assert missing(whole) == set()
    assert missing(less) == items
    assert {one.rule for one in less.remarks} - {one.rule for one in whole.remarks} == {rule}


def test_an_exercise_that_both_legs_take_in_turn_has_not_a_step_too_many(
    library: Library, plan_of: PlanOf, handout_of: HandoutOf
) -> None:
    plan = plan_of("quad-stretch-standing", side="both")
    handout = handout_of(plan=plan, side="both")
    assert len(handout.exercises[0].steps) == 6
    assert "PEMAT 8" not in missing(examined(handout, plan, ["phase-1"], library))


def test_several_phases_are_one_sheet(library: Library, handout_of: HandoutOf) -> None:
    plan = filled_in(library, "quiet-the-knee", "left")
    keys = tuple(phase.key for phase in plan.phases)
    handout: Handout = handout_of(plan=plan, options=Options(phases=keys))
    found = examined(handout, plan, keys, library)
    assert set(found.burdens) == set(keys)
    assert found.pemat == 100
