"""Every exercise of the library with its movement, for the tests that go through all of them."""

from dataclasses import dataclass
from functools import cached_property

import pytest

from hep.core.library import Exercise
from hep.figures import Movement, Pose
from hep.figures.actor import Actor, cast
from hep.figures.contacts import Contact, Flat, Pin
from hep.figures.skeleton import Skeleton
from tests.shipped import LIBRARY

FORWARD, UP, RIGHT = 0, 1, 2  # axes of the pelvis and of the room


@dataclass
class Drawn:
    """An exercise of the library with its movement, solved once for a session."""

    exercise: Exercise

    @cached_property
    def movement(self) -> Movement:
        return Movement.read(self.exercise.poses or {}, check_reach=False)

    @property
    def poses(self) -> tuple[Pose, Pose]:
        return self.movement.start, self.movement.finish

    @property
    def contacts(self) -> list[tuple[Contact, ...]]:
        motion = self.movement.script.patient
        return [posture.contacts.given for posture in (motion.start, motion.finish)]

    @property
    def floor(self) -> float:
        return self.movement.script.picture.floor

    def actor(self, person: str) -> Actor:
        return cast(self.movement.script, person)[0]

    def bodies(self, person: str) -> list[Skeleton]:
        return [self.actor(person).at(moment) for moment in (0, 1)]

    def angles(self, person: str, name: str) -> list[float]:
        """An angle of both sides in both poses."""
        return [pose.angles(person)[f"{name}_{side}"] for pose in self.poses for side in "rl"]

    def standing_on(self) -> list[str]:
        """The feet that bear weight in the start and in the finish pose."""
        if "non-weight-bearing" in self.exercise.features or self.exercise.position in ("supine", "side-lying"):
            return ["", ""]
        return ["".join(side for side in "rl" if any(_bears(one, side) for one in given)) for given in self.contacts]


def _bears(contact: Contact, side: str) -> bool:
    if isinstance(contact, Flat):
        return contact.side == side
    pinned = isinstance(contact, Pin) and contact.joint in (f"ball_{side}", f"heel_{side}")
    return pinned and contact.target[1] is not None  # type: ignore[attr-defined]


DRAWN = {key: Drawn(exercise) for key, exercise in LIBRARY.exercises.items()}
every_exercise = pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
