"""Which mechanisms a plan answers."""

import pytest

from hep.core.coverage import coverage, findings_answered, muscles_trained
from hep.core.library import Library, MechanismId
from hep.core.plan import Plan
from hep.core.start_plan import prescribed


def covered(library: Library, exercises: tuple[str, ...], mechanisms: tuple[MechanismId, ...]) -> dict[str, list[str]]:
    plan = Plan(mechanisms=mechanisms)
    for exercise in exercises:
        plan = prescribed(exercise, plan, "phase-1", library)
    return {key: list(ids) for key, ids in coverage(plan.prescriptions(), plan, library).items()}


@pytest.mark.parametrize(
    ("exercises", "mechanisms", "answered"),
    [
        ((), ("gait-changes",), {"gait-changes": []}),
        (("quad-set",), (), {}),
        (("quad-set",), ("muscle-instability",), {"muscle-instability": ["quad-set"]}),
        (("quad-set",), ("gait-changes", "joint-stress"), {"gait-changes": [], "joint-stress": ["quad-set"]}),
        (
            ("cane-walking", "quad-set"),
            ("gait-changes", "muscle-instability"),
            {"gait-changes": ["cane-walking"], "muscle-instability": ["quad-set"]},
        ),
    ],
)
def test_a_mechanism_is_answered_by_exercises_that_name_it(
    library: Library,
    exercises: tuple[str, ...],
    mechanisms: tuple[MechanismId, ...],
    answered: dict[str, list[str]],
) -> None:
    assert covered(library, exercises, mechanisms) == answered


def test_an_exercise_whose_category_does_not_answer_a_mechanism_does_not_cover_it(library: Library) -> None:
    """Strengthening may name gait changes, but they are answered by walking, balance and stretching."""
    found = [
        exercise.id
        for exercise in library.exercises.values()
        for mechanism in exercise.mechanisms
        if exercise.category not in library.mechanisms[mechanism].answered_by
        and covered(library, (exercise.id,), (mechanism,)) != {mechanism: []}
    ]
    assert found == []
    assert covered(library, ("standing-hip-abduction",), ("gait-changes",)) == {"gait-changes": []}


def test_what_the_library_no_longer_has_answers_nothing(library: Library) -> None:
    plan = prescribed("cane-walking", Plan(mechanisms=("gait-changes",)), "phase-1", library)
    plan = plan.change("cane-walking", exercise="no-longer-there")
    assert coverage(plan.prescriptions(), plan, library) == {"gait-changes": ()}


def test_every_mechanism_is_answered_by_many_exercises(library: Library) -> None:
    for key, mechanism in library.mechanisms.items():
        answering = [
            one.id
            for one in library.exercises.values()
            if key in one.mechanisms and one.category in mechanism.answered_by
        ]
        assert len(answering) >= 40, f"{key}: {len(answering)}"


def test_every_protocol_answers_its_mechanisms(library: Library) -> None:
    from hep.core.start_plan import from_protocol

    for protocol in library.protocols.values():
        plan = from_protocol(protocol, "left", library)
        for mechanism, ids in coverage(plan.prescriptions(), plan, library).items():
            assert ids, f"{protocol.id}: {mechanism}"


# -- findings and weak muscles


def test_a_finding_is_answered_by_its_usual_answers(library: Library) -> None:
    plan = prescribed("long-arc-quad", prescribed("quad-set", Plan(), "phase-1", library), "phase-1", library)
    found = findings_answered(
        plan.prescriptions(), ["quad-weak", "quad-lag", "tight-calf", "leg-length", "no"], library
    )
    assert found == {"quad-weak": ("long-arc-quad",), "quad-lag": ("quad-set",), "tight-calf": ()}


@pytest.mark.parametrize(
    ("exercise", "muscle", "trains"),
    [
        ("quad-set", "quadriceps", ("quad-set",)),
        ("bridge", "gluteus-maximus", ("bridge",)),
        ("bridge", "gluteus-medius", ()),  # it only helps along
        ("quad-stretch-standing", "quadriceps", ()),  # a stretch makes nothing strong
    ],
)
def test_a_weak_muscle_is_trained_by_strengthening_it(
    library: Library, exercise: str, muscle: str, trains: tuple[str, ...]
) -> None:
    plan = prescribed(exercise, Plan(), "phase-1", library)
    assert muscles_trained(plan.prescriptions(), [muscle], library) == {muscle: trains}
