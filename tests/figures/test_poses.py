"""Movements and poses as values that are solved when somebody asks."""

from hep.figures import Movement
from hep.figures.actor import cast

from .conftest import ENTRIES


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
