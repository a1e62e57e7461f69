"""Plans to begin with."""

import pytest

from hep.core.library import Library
from hep.core.plan import IRRITABILITIES, Irritability, Plan
from hep.core.precautions import ruled_out
from hep.core.sides import PlanSide
from hep.core.start_plan import for_side, from_protocol, prescribed


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_every_protocol_becomes_a_plan_as_it_is_written(library: Library, side: PlanSide) -> None:
    for protocol in library.protocols.values():
        plan = from_protocol(protocol, side, library)
        assert (plan.title, plan.side, plan.mechanisms) == (protocol.name, side, protocol.mechanisms)
        assert [(one.name, one.weeks, one.criteria) for one in plan.phases] == [
            (one.name, one.weeks, one.criteria) for one in protocol.phases
        ]
        for phase, written in zip(plan.phases, protocol.phases, strict=True):
            assert [(one.exercise, one.dose, one.note) for one in phase.prescriptions] == [
                (one.exercise, one.dose, one.note) for one in written.prescriptions
            ]


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_one_leg_exercises_take_the_side_of_the_plan_and_the_others_both(library: Library, side: PlanSide) -> None:
    for protocol in library.protocols.values():
        for one in from_protocol(protocol, side, library).prescriptions():
            exercise = library.exercises[one.exercise]
            assert one.side == (side if exercise.laterality == "one-side" else "both")
            assert one.mechanism in exercise.mechanisms


def test_no_protocol_holds_an_exercise_that_its_codes_rule_out(library: Library) -> None:
    for protocol in library.protocols.values():
        for phase in protocol.phases:
            for row in phase.prescriptions:
                assert not ruled_out(library.exercises[row.exercise], phase.codes, library), (protocol.id, row.exercise)


def test_a_phase_of_a_protocol_is_short(library: Library) -> None:
    for protocol in library.protocols.values():
        assert all(3 <= len(phase.prescriptions) <= 6 for phase in protocol.phases), protocol.id


def test_an_added_exercise_has_its_usual_dose_and_the_side_of_the_plan(library: Library) -> None:
    plan = prescribed("quad-set", Plan(side="left", mechanisms=("joint-stress",)), "phase-1", library)
    one = plan.prescription("quad-set")
    assert (one.dose, one.side, one.mechanism) == (library.exercises["quad-set"].dose, "left", "joint-stress")


@pytest.mark.parametrize(
    ("exercise", "irritability", "wanted"),
    [
        ("bridge", "high", {"sets": 2, "reps": 5}),
        ("bridge", "moderate", {"sets": 3, "reps": 10}),
        ("bridge", "low", {"sets": 3, "reps": 10}),
        ("hamstring-stretch-supine-strap", "high", {"hold_s": 10}),
        ("hamstring-stretch-supine-strap", "moderate", {"hold_s": 30}),
        ("cane-walking", "high", {"minutes": 3, "minutes_goal": None}),
    ],
)
def test_an_added_exercise_asks_less_of_what_flares_easily(
    library: Library, exercise: str, irritability: Irritability, wanted: dict[str, int | None]
) -> None:
    dose = prescribed(exercise, Plan(irritability=irritability), "phase-1", library).prescription(exercise).dose
    assert {name: getattr(dose, name) for name in wanted} == wanted


@pytest.mark.parametrize("irritability", IRRITABILITIES)
def test_every_exercise_has_a_dose_for_every_irritability(library: Library, irritability: Irritability) -> None:
    plan = Plan(irritability=irritability)
    for exercise in library.exercises.values():
        dose = prescribed(exercise.id, plan, "phase-1", library).prescription(exercise.id).dose
        if irritability == "high":
            assert dose.sets <= 2
            assert exercise.category != "stretching" or dose.hold_s <= 10 or not exercise.dose.hold_s


@pytest.mark.parametrize(
    ("mechanisms", "already", "wanted"),
    [
        ((), (), "muscle-instability"),
        (("gait-changes",), (), "muscle-instability"),
        (("joint-stress", "muscle-instability"), (), "joint-stress"),
        (("joint-stress", "muscle-instability"), ("short-arc-quad",), "joint-stress"),
        (("muscle-instability", "joint-stress"), ("short-arc-quad",), "joint-stress"),
        (("muscle-instability", "joint-stress"), ("short-arc-quad", "quad-set"), "muscle-instability"),
    ],
)
def test_an_added_exercise_answers_the_first_mechanism_that_waits_for_an_answer(
    library: Library, mechanisms: tuple[str, ...], already: tuple[str, ...], wanted: str
) -> None:
    plan = Plan(mechanisms=mechanisms)
    for exercise in (*already, "quad-set"):
        plan = prescribed(exercise, plan, "phase-1", library)
    assert list(plan.prescriptions())[-1].mechanism == wanted


def test_a_plan_for_the_other_side_changes_what_is_done_on_one_leg(library: Library) -> None:
    plan = from_protocol(library.protocols["knee-osteoarthritis"], "left", library).change("sit-to-stand", side="both")
    other = {"left": "right", "both": "both", "alternating": "alternating"}
    right = for_side(plan, "right", library)
    assert right.side == "right"
    assert [one.side for one in right.prescriptions()] == [other[one.side] for one in plan.prescriptions()]
    assert for_side(right, "left", library) == plan
    both = for_side(plan, "both", library)
    for one in both.prescriptions():
        exercise = library.exercises[one.exercise]
        assert one.side == (exercise.usual_side("both") if exercise.one_sided else plan.prescription(one.key).side)
