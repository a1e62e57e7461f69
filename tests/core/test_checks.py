"""All checks of a plan at once."""

from datetime import date

import pytest

from hep.core.checks import check, irritability_warnings, whole_plan
from hep.core.dose import Dose
from hep.core.home import Home
from hep.core.library import Library
from hep.core.plan import Irritability, Plan
from hep.core.precautions import PatientPrecaution
from hep.core.start_plan import prescribed


def plan_of(library: Library, *exercises: str) -> Plan:
    plan = Plan(side="left", mechanisms=("gait-changes", "muscle-instability"))
    for one in exercises:
        plan = prescribed(one, plan, "phase-1", library)
    return plan


def test_every_check_finds_its_own(library: Library) -> None:
    plan = plan_of(library, "standing-hip-abduction", "sit-to-stand", "clam-60", "squat")
    plan = plan.change("squat", dose=plan.prescription("squat").dose.changed(per_day=2))
    found = check(
        plan,
        library,
        precautions=[PatientPrecaution("THA-POST", "left")],
        findings=["quad-weak", "tight-calf"],
        home=Home(),
        age=70,
        first=True,
    )
    assert [one.key for one in found.ruled_out] == ["sit-to-stand", "squat"]
    assert [one.key for one in found.conflicts] == ["sit-to-stand", "clam-60", "squat"]
    assert found.missing == {"standing-hip-abduction": ("a kitchen counter",)}
    assert found.mechanisms["gait-changes"] == ()
    assert found.findings == {"quad-weak": ("sit-to-stand",), "tight-calf": ()}
    assert [one.rule for one in found.doses["squat"]] == ["times a day"]
    assert found.burdens["phase-1"].exercises == 4
    assert [one.rule for one in found.too_much["phase-1"]] == ["exercises", "minutes"]
    assert found.in_order == {"phase-1": False}


def test_a_plan_with_nothing_to_say_of(library: Library) -> None:
    found = check(plan_of(library, "quad-set"), library)
    assert found.conflicts == ()
    assert found.missing == {}
    assert found.doses == {}
    assert found.in_order == {"phase-1": True}


def test_an_exercise_the_library_no_longer_has_stops_nothing(library: Library) -> None:
    plan = plan_of(library, "quad-set").change("quad-set", exercise="no-longer-there")
    assert check(plan, library, precautions=[PatientPrecaution("NWB", "left")], home=Home()).conflicts == ()


@pytest.mark.parametrize(
    ("weeks", "review", "said"),
    [(1, None, True), (2, None, False), (16, None, False), (17, None, True), (17, date(2026, 12, 6), False)],
)
def test_a_short_or_long_plan_needs_a_date_to_look_again(
    library: Library, weeks: int, review: date | None, said: bool
) -> None:
    plan = plan_of(library, "quad-set").change_phase("phase-1", weeks=weeks).described(review_on=review)
    assert [one.rule for one in whole_plan(plan, library)] == (["length"] if said else [])


@pytest.mark.parametrize(
    ("exercise", "dose", "codes", "said"),
    [
        ("single-leg-stance-supported", Dose(reps=3, hold_s=30), ("FALL-RISK",), True),
        ("side-stepping", Dose(sets=4, reps=50), ("FALL-RISK",), False),
        ("sit-to-stand", Dose(sets=4, reps=50), ("FALL-RISK",), True),  # seated work is not counted
        ("single-leg-stance-supported", Dose(reps=3, hold_s=30), (), False),
    ],
)
def test_who_may_fall_needs_two_hours_of_balance_work(
    library: Library, exercise: str, dose: Dose, codes: tuple[str, ...], said: bool
) -> None:
    plan = plan_of(library, exercise).change(exercise, dose=dose)
    assert [one.rule for one in whole_plan(plan, library, codes)] == (["balance a week"] if said else [])


@pytest.mark.parametrize(
    ("irritability", "exercises", "rules"),
    [
        ("high", ("quad-set", "heel-slide"), []),
        ("high", ("squat",), [("squat", "irritability level")]),
        ("moderate", ("squat",), []),
        ("moderate", ("single-leg-squat",), [("single-leg-squat", "irritability level")]),
        ("low", ("single-leg-squat", "squat"), []),
        ("high", ("quad-set", "heel-slide", "glute-set", "clam-30"), [("", "irritability exercises")]),
    ],
)
def test_what_flares_easily_bounds_level_and_number(
    library: Library, irritability: Irritability, exercises: tuple[str, ...], rules: list[tuple[str, str]]
) -> None:
    plan = Plan(irritability=irritability)
    for one in exercises:
        plan = prescribed(one, plan, "phase-1", library)
    said = irritability_warnings(plan.phase("phase-1"), irritability, library)
    assert [(key, one.rule) for key, one in said] == rules
    assert all(one.status in ("recalled", "consensus") for _, one in said)


def test_what_flares_easily_bounds_the_sets(library: Library) -> None:
    plan = plan_of(library, "quad-set")
    plan = plan.change("quad-set", dose=plan.prescription("quad-set").dose.changed(sets=3))
    phase = plan.phase("phase-1")
    assert [one.rule for _, one in irritability_warnings(phase, "high", library)] == ["irritability sets"]
    assert irritability_warnings(phase, "moderate", library) == []
