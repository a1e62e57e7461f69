"""Minutes, sessions and changes of position."""

import pytest

from hep.core.burden import burden, prescription_seconds, seconds
from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.plan import Phase, Prescription
from hep.core.sides import Side

# `review.md`, section 2: phase -> minutes a day for one leg and for both, every exercise on the same day, times a day
# counted, upper end of ranges, changes of position not counted.
REVIEWED = [
    ("P1", 1, 26, 35), ("P1", 2, 24, 26),
    ("P2", 1, 22, 29), ("P2", 2, 26, 44), ("P2", 3, 23, 49),
    ("P3", 1, 19, 33), ("P3", 2, 23, 37), ("P3", 3, 28, 44),
    ("P4", 1, 11, 11), ("P4", 2, 20, 22), ("P4", 3, 23, 36),
    ("P5", 1, 25, 28), ("P5", 2, 23, 30), ("P5", 3, 28, 28),
    ("P6", 1, 18, 24), ("P6", 2, 17, 29), ("P6", 3, 18, 30),
    ("P7", 1, 27, 40), ("P7", 2, 19, 28), ("P7", 3, 22, 35),
    ("P8", 1, 27, 33), ("P8", 2, 17, 26), ("P8", 3, 26, 42),
    ("P9", 1, 20, 20), ("P9", 2, 16, 23), ("P9", 3, 17, 26),
    ("P10", 1, 28, 47), ("P10", 2, 27, 43), ("P10", 3, 24, 42),
    ("P11", 1, 10, 15), ("P11", 2, 15, 30),
    ("P12", 1, 13, 25), ("P12", 2, 19, 28), ("P12", 3, 23, 45),
]  # fmt: skip


def upper(dose: Dose) -> Dose:
    """The dose at the upper end of its ranges."""
    goals = {"reps": dose.reps_goal, "hold_s": dose.hold_goal_s, "minutes": dose.minutes_goal}
    ends = {field: goal for field, goal in goals.items() if goal}
    return dose.changed(**ends, reps_goal=None, hold_goal_s=None, minutes_goal=None)


@pytest.mark.parametrize(("code", "phase", "one_leg", "both_legs"), REVIEWED)
def test_the_minutes_of_a_protocol_are_those_of_the_review(
    library: Library, code: str, phase: int, one_leg: int, both_legs: int
) -> None:
    protocol = next(one for one in library.protocols.values() if one.code == code)

    def minutes(side: Side) -> int:
        total = 0
        for row in protocol.phases[phase - 1].prescriptions:
            exercise = library.exercises[row.exercise]
            prescription = Prescription("x", exercise.id, side, upper(row.dose), "joint-stress")
            total += prescription_seconds(prescription, exercise) * row.dose.per_day
        return round(total / 60)

    assert (minutes("left"), minutes("both")) == (one_leg, both_legs)


def test_every_phase_of_every_protocol_was_reviewed(library: Library) -> None:
    phases = {(one.code, number) for one in library.protocols.values() for number, _ in enumerate(one.phases, 1)}
    assert phases == {(code, phase) for code, phase, *_ in REVIEWED}


@pytest.mark.parametrize(
    ("dose", "legs", "wanted"),
    [
        (Dose(reps=10), 1, 10 * 6 + 30),
        (Dose(sets=3, reps=10, rest_s=30), 1, 180 + 2 * 30 + 30),
        (Dose(sets=3, reps=10, rest_s=30), 2, 360 + 5 * 30 + 30),
        (Dose(sets=3, reps=10, hold_s=5, rest_s=30), 1, 3 * 10 * 8 + 60 + 30),
        (Dose(reps=2, hold_s=30, rest_s=10), 2, 2 * 33 * 2 + 10 + 30),
        (Dose(minutes=10), 1, 600),
        (Dose(sets=3, minutes=3, rest_s=60), 1, 540),
        (Dose(sets=2, distance_m=10, rest_s=30), 1, 2 * 10 * 6 + 30 + 30),
        (Dose(steps=20), 1, 20 * 6 + 30),
        (Dose(reps=10, load_kg=5, tempo="2-1-3"), 1, 90),
    ],
)
def test_the_seconds_of_an_exercise(library: Library, dose: Dose, legs: int, wanted: int) -> None:
    assert seconds(dose, library.exercises["quad-set"], legs) == wanted


@pytest.mark.parametrize(
    ("exercise", "side", "legs"),
    [
        ("quad-set", "left", 1), ("quad-set", "both", 2), ("quad-set", "alternating", 2),
        ("bridge", "left", 1), ("bridge", "both", 1),
    ],
)  # fmt: skip
def test_only_an_exercise_for_one_leg_counts_twice(library: Library, exercise: str, side: Side, legs: int) -> None:
    assert library.exercises[exercise].legs(side) == legs


def phase(*rows: tuple[str, Dose]) -> Phase:
    return Phase(
        "phase-1",
        "Start",
        prescriptions=tuple(
            Prescription(f"k{n}", exercise, "left", dose, "joint-stress") for n, (exercise, dose) in enumerate(rows)
        ),
    )


WALK, LIE, SIT = "walking-even-intervals", "quad-set", "long-arc-quad"


@pytest.mark.parametrize(
    ("rows", "session", "day", "week"),
    [
        ([], 0, 0, 0),
        ([(WALK, Dose(minutes=10))], 10, 10, 70),
        ([(WALK, Dose(minutes=10, days_per_week=3))], 10, 10, 30),
        ([(WALK, Dose(minutes=10, per_day=2))], 10, 20, 140),
        # Two sessions: both exercises in the first, the walk alone in the second; one change in the first.
        ([(LIE, Dose(reps=5)), (WALK, Dose(minutes=10, per_day=2))], 12, 22, 151),
        # The change of position counts on the days that have both: 4 x (60 + 30 + 600) + 3 x 600 seconds.
        ([(LIE, Dose(reps=5, days_per_week=4)), (WALK, Dose(minutes=10))], 12, 12, 76),
        # One second over a minute is two minutes.
        ([(LIE, Dose(reps=5))], 1, 1, 7),
        ([(LIE, Dose(reps=1, hold_s=28))], 2, 2, 8),
    ],
)
def test_sessions_days_and_weeks_in_whole_minutes_rounded_up(
    library: Library, rows: list[tuple[str, Dose]], session: int, day: int, week: int
) -> None:
    found = burden(phase(*rows), library)
    assert (found.minutes_a_session, found.minutes_a_day, found.minutes_a_week) == (session, day, week)


@pytest.mark.parametrize(
    ("exercises", "changes"),
    [
        ([], 0), ([LIE], 0), ([LIE, "bridge"], 0), ([LIE, SIT], 1), ([LIE, SIT, WALK], 2), ([LIE, WALK, LIE], 2),
        (["mini-squat", WALK], 0), (["fire-hydrant", LIE], 0), ([LIE, "no-longer-there", SIT], 1),
    ],
)  # fmt: skip
def test_the_patient_changes_between_lying_sitting_and_standing(
    library: Library, exercises: list[str], changes: int
) -> None:
    assert burden(phase(*[(one, Dose(reps=5)) for one in exercises]), library).position_changes == changes


def test_each_thing_is_needed_once(library: Library) -> None:
    found = burden(phase(*[(one, Dose(reps=5)) for one in ("bridge", "clam-band", "clam-60", "wall-sit")]), library)
    assert set(found.things) == {("mat", "table"), ("band-loop",), ("wall",), ("pillow",)}
    assert len(found.things) == 4


def test_an_exercise_the_library_no_longer_has_is_counted_but_takes_no_time(library: Library) -> None:
    found = burden(phase(("no-longer-there", Dose(reps=5)), (WALK, Dose(minutes=5))), library)
    assert (found.exercises, found.minutes_a_day) == (2, 5)
