"""On the way from start to finish: what stands stays where it stands, and what steps is lifted."""

from math import dist

from hep.figures import PERSONS
from hep.figures.actor import SOLE
from hep.figures.contacts import Flat

from .library import DRAWN, FORWARD, RIGHT, UP, Drawn, every_exercise

STAYS = 0.5  # cm
# (exercise, side): what carries a foot along the ground.
CARRIED = {("seated-heel-slide", "r"): "a cloth", ("treadmill-symmetry-walking", "r"): "the belt"}
A_STEP, LIFTED = 10.0, 2.0  # cm along the ground, and above it half-way
ON_THE_WAY = (0.25, 0.5, 0.75)


def _standing(drawn: Drawn) -> set[str]:
    """Heels and balls of the feet that touch the ground in both pictures."""
    first, last = drawn.movement.script.patient.start.contacts, drawn.movement.script.patient.finish.contacts
    return first.soles & last.soles


def _planted(drawn: Drawn, person: str) -> set[str]:
    """Those that are in the same place in both: all others step or slide."""
    start, finish = drawn.bodies(person)
    return {name for name in _standing(drawn) if dist(start.joint(name), finish.joint(name)) < STAYS}


@every_exercise
def test_a_planted_foot_stays_through_the_movement(drawn: Drawn) -> None:
    for person in PERSONS:
        start = drawn.actor(person).at(0)
        for moment in ON_THE_WAY if person == PERSONS[0] else ON_THE_WAY[1:2]:
            now = drawn.actor(person).at(moment)
            for joint in _planted(drawn, person):
                assert dist(now.joint(joint), start.joint(joint)) < STAYS, (person, joint, moment)


@every_exercise
def test_a_sole_that_lies_flat_in_both_pictures_stays_or_steps(drawn: Drawn) -> None:
    """Nothing between: a foot that drifts by some cm is a fault of the pose."""
    for person in PERSONS:
        start, finish = drawn.bodies(person)
        for side in _flat(drawn):
            moved = dist(start.joint(f"ball_{side}"), finish.joint(f"ball_{side}"))
            assert moved < STAYS or moved > A_STEP, (person, side, moved)


@every_exercise
def test_no_foot_that_stands_or_steps_sinks_into_the_ground(drawn: Drawn) -> None:
    first, last = drawn.movement.script.patient.start.contacts, drawn.movement.script.patient.finish.contacts
    for side in {joint[-1] for joint in first.soles | last.soles}:
        soles = {f"{name}_{side}": above for name, above in SOLE.items()}
        ground = min(
            body.joint(joint)[UP] - above for body in drawn.bodies(PERSONS[0]) for joint, above in soles.items()
        )
        for moment in ON_THE_WAY:
            now = drawn.actor(PERSONS[0]).at(moment)
            lowest = min(now.joint(joint)[UP] - above for joint, above in soles.items())
            assert lowest > ground - STAYS, (side, moment)


def _flat(drawn: Drawn) -> set[str]:
    """Sides whose sole lies flat in both pictures."""
    first, last = ({one.side for one in given if isinstance(one, Flat)} for given in drawn.contacts)
    return first & last


@every_exercise
def test_a_foot_that_stands_elsewhere_at_the_finish_was_lifted(drawn: Drawn) -> None:
    start, middle, finish = (drawn.actor(PERSONS[0]).at(moment) for moment in (0, 0.5, 1))
    for joint in _standing(drawn):
        if (drawn.exercise.id, joint[-1]) in CARRIED:
            continue
        before, after = start.joint(joint), finish.joint(joint)
        if max(abs(before[FORWARD] - after[FORWARD]), abs(before[RIGHT] - after[RIGHT])) > A_STEP:
            assert middle.joint(joint)[UP] > (before[UP] + after[UP]) / 2 + LIFTED, joint


def test_most_exercises_that_are_done_standing_have_a_planted_foot() -> None:
    """So that the first test cannot pass for want of feet."""
    standing = [drawn for drawn in DRAWN.values() if drawn.exercise.position == "standing"]
    assert sum(bool(_planted(drawn, PERSONS[0])) for drawn in standing) > 0.9 * len(standing)
