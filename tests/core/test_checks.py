"""All checks of a plan at once."""

from hep.core.checks import check
from hep.core.home import Home
from hep.core.library import Library
from hep.core.plan import Plan
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
