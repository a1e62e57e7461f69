"""Precautions as a patient has them: side and end, red flags, rechecked plans, reasons to keep."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hep.core.library import Library, Rule
from hep.core.plan import Plan
from hep.core.precautions import (
    OTHER_LEG,
    OWN_LEG,
    Override,
    PatientPrecaution,
    hits,
    not_settled,
    patient_hits,
    recheck,
    red_flags,
    ruled_out,
)
from hep.core.problem import Refused
from hep.core.sides import Side
from hep.core.start_plan import prescribed
from tests.shipped import LIBRARY

RULES = [(code, rule) for code, one in LIBRARY.precautions.items() for rule in one.rules]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[f"{code}-{rule.feature}" for code, rule in RULES])
def test_each_rule_catches_what_has_its_feature_and_nothing_else(library: Library, code: str, rule: Rule) -> None:
    plain = library.exercises["quad-set"]
    caught = replace(plain, features=() if rule.feature == "any" else (rule.feature,))
    (hit,) = hits(caught, [code], library)
    assert (hit.code, hit.action, hit.note) == (code, rule.action, rule.note)
    assert ruled_out(caught, [code], library) is (rule.action == "exclude")
    if rule.feature != "any":
        others = {one.feature for one in library.precautions[code].rules}
        spared = replace(plain, features=tuple(one for one in library.features if one not in others))
        assert hits(spared, [code], library) == []


def test_the_gravest_comes_first(library: Library) -> None:
    codes = ["PFP", "THA-POST", "KNEE-FLARE", "DVT-SUSPECT", "FALL-RISK"]
    found = hits(library.exercises["squat"], codes, library)
    assert [hit.action for hit in found] == sorted((hit.action for hit in found), reverse=True)
    assert found[0].code == "DVT-SUSPECT"


# -- red flags


@pytest.mark.parametrize("code", ["FRACTURE-UNHEALED", "CARDIAC-UNSTABLE", "DVT-SUSPECT"])
def test_a_red_flag_says_why_nothing_is_drafted(library: Library, code: str) -> None:
    (flag,) = red_flags(["PFP", code, code], library)
    assert flag.code == code
    assert library.precautions[code].rules[0].note in flag.reason
    assert library.precautions[code].basis in flag.reason


def test_most_precautions_are_no_red_flags(library: Library) -> None:
    assert len(red_flags(library.precautions, library)) == 3
    assert red_flags(["THA-POST", "NO-SUCH-CODE"], library) == ()


# -- side, and since when


@pytest.mark.parametrize(
    ("exercise", "code", "precaution_side", "side", "action"),
    [
        # Only the leg that works straightens its knee with the foot free.
        ("short-arc-quad", "ACLR-EARLY", "left", "left", "exclude"),
        ("short-arc-quad", "ACLR-EARLY", "left", "right", "caution"),
        ("short-arc-quad", "ACLR-EARLY", "left", "both", "exclude"),
        ("short-arc-quad", "ACLR-EARLY", "both", "right", "exclude"),
        ("short-arc-quad", "ACLR-EARLY", "", "right", "exclude"),
        # Weight, hip bend and hip extension count for either leg: the standing, the held and the back leg.
        ("standing-hip-abduction", "NWB", "left", "right", "exclude"),
        ("glute-knee-to-chest", "THA-POST", "left", "right", "exclude"),
        ("split-squat-supported", "THA-ANT", "left", "right", "exclude"),
        # Not done one leg at a time: both legs work.
        ("sit-to-stand", "THA-POST", "left", "both", "exclude"),
    ],
)
def test_the_side_matters_where_only_the_working_leg_can_be_meant(
    library: Library, exercise: str, code: str, precaution_side: str, side: Side, action: str
) -> None:
    held = [PatientPrecaution(code, precaution_side)]  # type: ignore[arg-type]
    found = patient_hits(library.exercises[exercise], side, held, library)
    assert found[0].action == action
    if action == "caution":
        assert any(OTHER_LEG in hit.note for hit in found)


def test_what_depends_on_the_side_are_features_of_the_library(library: Library) -> None:
    assert set(library.features) >= OWN_LEG


def test_the_same_precaution_on_both_sides_is_not_softened(library: Library) -> None:
    held = [PatientPrecaution("ACLR-EARLY", "left"), PatientPrecaution("ACLR-EARLY", "right")]
    assert patient_hits(library.exercises["short-arc-quad"], "right", held, library)[0].action == "exclude"


@pytest.mark.parametrize(
    ("since", "weeks"),
    [(None, None), (date(2026, 11, 22), 0), (date(2026, 10, 11), 6), (date(2026, 10, 12), 5), (date(2027, 1, 1), None)],
)
def test_weeks_since_the_operation(since: date | None, weeks: int | None) -> None:
    assert PatientPrecaution("THA-POST", "left", since=since).weeks_on(date(2026, 11, 22)) == weeks


# -- a plan checked again


def plan_with(library: Library, *exercises: str) -> Plan:
    plan = Plan(side="left")
    for one in exercises:
        plan = prescribed(one, plan, "phase-1", library)
    return plan


def test_a_new_precaution_finds_every_line_it_speaks_against(library: Library) -> None:
    plan = plan_with(library, "quad-set", "sit-to-stand", "clam-60")
    assert recheck(plan, [], library) == ()
    found = recheck(plan, [PatientPrecaution("THA-POST", "left")], library)
    assert [(one.phase, one.key, one.ruled_out) for one in found] == [
        ("phase-1", "sit-to-stand", True),
        ("phase-1", "clam-60", False),
    ]


def test_what_the_library_no_longer_has_is_left_alone(library: Library) -> None:
    plan = plan_with(library, "squat").change("squat", exercise="no-longer-there")
    assert recheck(plan, [PatientPrecaution("THA-POST", "left")], library) == ()


def test_an_exclusion_is_settled_by_a_reason_for_its_own_code(library: Library) -> None:
    held = [PatientPrecaution("THA-POST", "left"), PatientPrecaution("MENISCUS-REPAIR", "left")]
    conflicts = recheck(plan_with(library, "squat", "clam-60"), held, library)
    by = Override("squat", "THA-POST", "Anna Lindqvist", NOON, "The surgeon lifted the rule on Friday.")
    assert [one.key for one in not_settled(conflicts, [])] == ["squat"]
    assert [one.key for one in not_settled(conflicts, [by])] == ["squat"]
    assert not_settled(conflicts, [by, replace(by, code="MENISCUS-REPAIR")]) == []


@pytest.mark.parametrize(
    ("by", "reason", "field"), [("Anna", " ", "reason"), ("", "It is safe.", "by"), ("Anna", "x" * 301, "reason")]
)
def test_a_reason_has_words_and_a_name(by: str, reason: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        Override("squat", "THA-POST", by, NOON, reason)
    assert [problem.field for problem in refused.value.problems] == [field]
