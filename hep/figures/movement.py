"""Movements and poses: what the rest of the program holds in its hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .actor import cast
from .reader import PoseError
from .reading import read_script
from .script import Script

REACH = 3.0  # cm that a contact may be missed before a pose counts as wrong


@dataclass(frozen=True)
class Movement:
    """One exercise as it can be drawn; two movements of the same content are the same."""

    script: Script

    @classmethod
    def read(cls, data: Mapping[str, Any], check_reach: bool = True) -> Movement:
        """The movement of an exercise's `poses:` entry; PoseError where it cannot be drawn.

        `check_reach` solves both poses at once, for one person, to find contacts out of reach.
        """
        movement = cls(read_script(data))
        if check_reach:
            movement.start.check_reach()
            movement.finish.check_reach()
        return movement

    def at(self, moment: float) -> Pose:
        """Any moment between start (0) and finish (1)."""
        return Pose(self, moment)

    @property
    def start(self) -> Pose:
        return self.at(0.0)

    @property
    def finish(self) -> Pose:
        return self.at(1.0)


@dataclass(frozen=True)
class Pose:
    """A moment of a movement. Solving waits until somebody asks, and is kept."""

    movement: Movement
    moment: float

    def angles(self, person: str = "woman") -> Mapping[str, float]:
        """Solved angles of the patient, each by its one-sided name."""
        return cast(self.movement.script, person)[0].at(self.moment).angles

    def contact_error(self, person: str = "woman") -> float:
        """Largest distance in cm by which somebody misses what they should touch."""
        return max(self.misses(person).values(), default=0.0)

    def misses(self, person: str = "woman") -> Mapping[str, float]:
        """Distance in cm of every contact, by its place in the entry."""
        name = "start" if self.moment <= 0 else "finish"
        out: dict[str, float] = {}
        for actor, whose in zip(cast(self.movement.script, person), ("", "helper."), strict=False):
            for where, miss in actor.misses(self.moment).items():
                out[f"{whose}{name}.contacts.{where}"] = miss
        return out

    def check_reach(self, person: str = "woman") -> None:
        """PoseError if something stays out of reach."""
        where, miss = max(self.misses(person).items(), key=lambda item: item[1], default=("", 0.0))
        if miss > REACH:
            raise PoseError(where, f"This contact cannot be reached: it is missed by {miss:.1f} cm ({person}).")
