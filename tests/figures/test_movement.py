"""On the way from start to finish: what stands stays where it stands, and what steps is lifted."""

from math import dist

from hep.figures import PERSONS

from .library import DRAWN, FORWARD, RIGHT, UP, Drawn, every_exercise

STAYS = 0.5  # cm
SLIDES = {"seated-heel-slide": "on a cloth"}
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
def test_a_foot_that_stands_elsewhere_at_the_finish_was_lifted(drawn: Drawn) -> None:
    if drawn.exercise.id in SLIDES:
        return
    start, middle, finish = (drawn.actor(PERSONS[0]).at(moment) for moment in (0, 0.5, 1))
    for joint in _standing(drawn):
        before, after = start.joint(joint), finish.joint(joint)
        if max(abs(before[FORWARD] - after[FORWARD]), abs(before[RIGHT] - after[RIGHT])) > A_STEP:
            assert middle.joint(joint)[UP] > (before[UP] + after[UP]) / 2 + LIFTED, joint


def test_most_exercises_that_are_done_standing_have_a_planted_foot() -> None:
    """So that the first test cannot pass for want of feet."""
    standing = [drawn for drawn in DRAWN.values() if drawn.exercise.position == "standing"]
    assert sum(bool(_planted(drawn, PERSONS[0])) for drawn in standing) > 0.9 * len(standing)
