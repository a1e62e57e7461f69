"""What should touch touches, what is planted stays, and no joint leaves its range."""

import pytest

from hep.figures import PERSONS, Movement
from hep.figures.actor import cast
from hep.figures.angles import limits
from hep.figures.contacts import Flat, Pin

from .conftest import ENTRIES

everyone = pytest.mark.parametrize("person", PERSONS)
every_exercise = pytest.mark.parametrize("key", ENTRIES)


@everyone
@every_exercise
def test_contacts_are_met_within_a_centimetre(movements: dict[str, Movement], key: str, person: str) -> None:
    for pose in (movements[key].start, movements[key].finish):
        assert pose.contact_error(person) < 1, pose.misses(person)


@everyone
@every_exercise
def test_solved_angles_stay_inside_the_range_of_motion(movements: dict[str, Movement], key: str, person: str) -> None:
    for pose in (movements[key].start, movements[key].finish):
        for name, angle in pose.angles(person).items():
            low, high = limits(name)
            assert low - 1e-6 <= angle <= high + 1e-6, name


@every_exercise
def test_a_planted_foot_stays_through_the_movement(movements: dict[str, Movement], key: str) -> None:
    script = movements[key].script
    actor = cast(script, "woman")[0]
    motion = script.patient
    for side in "rl":
        if side in motion.swing:
            continue
        both = [set(posture.contacts.given) for posture in (motion.start, motion.finish)]
        held = [contact for contact in both[0] & both[1] if _plants(contact, side)]
        if len(held) < 2:
            continue
        start = actor.at(0).joint(f"ankle_{side}")
        for moment in (0.25, 0.5, 0.75, 1):
            now = actor.at(moment).joint(f"ankle_{side}")
            free = [contact.target[2] is None for contact in held if isinstance(contact, Pin)]
            axes = (0, 1) if all(free) else (0, 1, 2)
            assert max(abs(now[i] - start[i]) for i in axes) < 0.5, (moment, side)


def _plants(contact: object, side: str) -> bool:
    if isinstance(contact, Flat):
        return contact.side == side
    return isinstance(contact, Pin) and contact.joint == f"ankle_{side}"


def test_a_swinging_foot_is_lifted_on_its_way(movements: dict[str, Movement]) -> None:
    actor = cast(movements["forward-lunge"].script, "woman")[0]
    assert actor.at(0.5).joint("ankle_r")[1] > actor.at(0).joint("ankle_r")[1] + 4


def test_solving_waits_and_is_kept(movements: dict[str, Movement]) -> None:
    pose = movements["bridge"].finish
    assert pose.angles() is pose.angles()


def test_a_helper_reaches_every_patient(movements: dict[str, Movement]) -> None:
    movement = movements["hamstring-stretch-supine-helper"]
    assert any(where.startswith("helper.") for where in movement.finish.misses("older-woman"))


def test_poses_are_values() -> None:
    one, other = (Movement.read(ENTRIES["bridge"], check_reach=False) for _ in range(2))
    assert one == other
    assert hash(one.finish) == hash(other.finish)
    assert one.start != one.finish
    assert one.at(0.5) == other.at(0.5)
