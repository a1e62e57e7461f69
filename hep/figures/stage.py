"""What props and marks may refer to, and the words they take from a pose."""

from dataclasses import dataclass
from typing import NewType

from .camera import Camera
from .contour import Contour
from .drawn import Figure
from .vectors import Matrix, Vector

Pair = tuple[float, float]
Joint = NewType("Joint", str)
Frame = NewType("Frame", str)
Part = NewType("Part", str)
Side = NewType("Side", str)  # "r" or "l"
Between = NewType("Between", str)  # a joint, or two as `ankle_r+ankle_l` for the point half-way
Stripe = tuple[Part, float]  # a place on a limb: part and share of its length

RIGHT, LEFT = Side("r"), Side("l")
PELVIS, PELVIS_FRAME = Joint("pelvis"), Frame("pelvis")
THIGH, SHANK = Part("thigh"), Part("shank")


@dataclass(frozen=True)
class Stage:
    """The camera and the patient's joints, frames and parts."""

    camera: Camera
    joints: dict[str, Vector]
    frames: dict[str, Matrix]
    part: dict[str, Contour]

    @classmethod
    def of(cls, figure: Figure) -> "Stage":
        return cls(figure.camera, figure.joints, figure.frames, figure.part)

    def place(self, spot: Joint | Vector) -> Vector:
        """A joint by its name, or a point of the room as it is."""
        return self.joints[spot] if isinstance(spot, str) else spot
