"""Joint angles -> joint positions and segment frames.

Axes as the ISB recommends: X forward, Y up, Z to the person's right; centimetres. Hip and shoulder turn in the order
flexion (Z), abduction (floating X), rotation (long axis): Grood and Suntay 1983.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from . import anatomy
from .angles import ARM_ANGLES, LEG_ANGLES, SIDES, TRUNK_ANGLES, Angles
from .hands import GRIP, PALM, fingers, in_hand
from .vectors import (
    IDENTITY,
    ORIGIN,
    Matrix,
    Vector,
    add,
    along,
    apply,
    lerp,
    product,
    scaled,
    smoothstep,
    turn_x,
    turn_y,
    turn_z,
)  # fmt: skip

if TYPE_CHECKING:
    from .build import Build
    from .tube import Tube

# Where a body's own axes X (front), Y (up), Z (right) point in the room.
BASES: dict[str, Matrix] = {
    "standing": IDENTITY,  # also sitting and kneeling
    "supine": ((0, 1, 0), (-1, 0, 0), (0, 0, 1)),  # head to the left, face up
    "prone": ((0, -1, 0), (-1, 0, 0), (0, 0, -1)),  # head to the left, face down
    "prone_right": ((0, -1, 0), (1, 0, 0), (0, 0, 1)),  # head to the right, face down; also on hands and knees
    "sidelying_left": ((0, 0, 1), (1, 0, 0), (0, 1, 0)),  # on the left side, facing the viewer
    "sidelying_right": ((0, 0, 1), (-1, 0, 0), (0, -1, 0)),  # on the right side, facing the viewer
    "sidelying_left_back": ((0, 0, -1), (-1, 0, 0), (0, 1, 0)),  # on the left side, back to the viewer
}
BEND_FROM, BEND_TO = 3.0, 34.0  # the trunk bends between these heights above the hip line
BEND_STEPS = 10
STOOP_FROM = 0.45  # share of the bend below which a stoop leaves the back straight
Hands = Mapping[str, str]  # side -> hand shape
T = TypeVar("T")


def _sided(table: dict[str, T], side: str) -> dict[str, T]:
    return {f"{name}_{side}": value for name, value in table.items()}


def ball_joint(flexion: float, abduction: float, external: float, sign: int) -> Matrix:
    """Hip or shoulder: flexion about Z, then abduction about X, then rotation about the long axis."""
    return product(turn_z(flexion), turn_x(-sign * abduction), turn_y(-sign * external))


class Spine:
    """The centre line of the trunk above the hip line, bent with constant curvature."""

    def __init__(self, pelvis: Matrix, flexion: float, side: float, rotation: float, stoop: float) -> None:
        self.pelvis = pelvis

        def frame(share: float) -> Matrix:
            rounding = stoop * max(0.0, share - STOOP_FROM) / (1 - STOOP_FROM)
            return product(pelvis, turn_y(-share * rotation), turn_z(-share * flexion - rounding), turn_x(share * side))

        step = (BEND_TO - BEND_FROM) / BEND_STEPS
        self.samples = [(scaled(pelvis[1], BEND_FROM), pelvis)]
        for k in range(BEND_STEPS):
            middle = frame(smoothstep((k + 0.5) / BEND_STEPS))
            self.samples.append((along(self.samples[-1][0], middle[1], step), frame(smoothstep((k + 1) / BEND_STEPS))))
        self.thorax = self.samples[-1][1]

    def at(self, s: float) -> tuple[Vector, Matrix]:
        """Point and frame s cm above the hip line."""
        if s <= BEND_FROM:
            return scaled(self.pelvis[1], s), self.pelvis
        if s >= BEND_TO:
            return along(self.samples[-1][0], self.thorax[1], s - BEND_TO), self.thorax
        x = (s - BEND_FROM) / (BEND_TO - BEND_FROM) * BEND_STEPS
        i = min(int(x), BEND_STEPS - 1)
        (p, f), (q, h) = self.samples[i], self.samples[i + 1]
        return lerp(p, q, x - i), (f if x - i < 0.5 else h)


class Chain:
    """Part of a skeleton that depends on few angles: trunk and head, one arm, or one leg."""

    def __init__(self, joints: dict[str, Vector], frames: dict[str, Matrix]) -> None:
        self.joints, self.frames = joints, frames
        self.tubes: dict[str, Tube] = {}  # filled by body.py when somebody asks


class Trunk(Chain):
    """Pelvis, spine, neck and head."""

    def __init__(self, angles: Angles, base: str, stoop: float) -> None:
        g = angles
        turn = product(turn_y(g["pelvis_rotation"]), turn_z(-g["pelvis_tilt"]), turn_x(g["pelvis_list"]))
        pelvis = product(BASES[base], turn)
        self.spine = Spine(pelvis, g["trunk_flexion"], g["trunk_side"], g["trunk_rotation"], stoop)
        thorax = self.spine.thorax
        # A stooped person still looks ahead: the neck leans, the head does not.
        upright = product(thorax, turn_z(stoop))
        neck = product(
            thorax, turn_y(-g["neck_rotation"] * 0.4), turn_z(-g["neck_flexion"] * 0.5 - 12 - stoop * 0.6),
            turn_x(g["neck_side"] * 0.5),
        )  # fmt: skip
        head = product(upright, turn_y(-g["neck_rotation"]), turn_z(-g["neck_flexion"]), turn_x(g["neck_side"]))
        neck_base = add(self.spine.at(51)[0], apply(thorax, (-2.4, 0, 0)))
        neck_top = along(neck_base, neck[1], 13.2)
        chin = add(neck_top, apply(head, (0.6, -6.0, 0)))
        joints = {
            "pelvis": ORIGIN, "waist": self.spine.at(18)[0], "chest": self.spine.at(38)[0],
            "c7": add(self.spine.at(54)[0], apply(thorax, (-3, 0, 0))), "neck_base": neck_base, "neck_top": neck_top,
            "chin": chin, "head": along(chin, head[1], 11),
        }  # fmt: skip
        super().__init__(joints, {"pelvis": pelvis, "thorax": thorax, "neck": neck, "head": head})


class Arm(Chain):
    """Shoulder to fingertips; a hanging arm keeps clear of a fuller body."""

    def __init__(self, angles: Angles, trunk: Trunk, side: str, sign: int, shape: str, build: Build) -> None:
        g = {name: angles[f"{name}_{side}"] for name in ARM_ANGLES}
        self.shape, self.pronation = shape, g["forearm_pronation"]
        thorax = trunk.frames["thorax"]
        clearance = build.physique.arm_clearance * max(0.0, 1 - abs(g["shoulder_flexion"]) / 100)
        raised = max(g["shoulder_flexion"], g["shoulder_abduction"])
        lift = g["scapula_elevation"] + max(0.0, raised - 60) * 0.045
        shoulder = add(
            trunk.spine.at(41.5)[0], apply(thorax, (-1.9, lift, sign * (build.physique.shoulder_half - 0.25 * lift)))
        )
        upper = product(
            thorax,
            ball_joint(
                g["shoulder_flexion"], g["shoulder_abduction"] + clearance, g["shoulder_external_rotation"], sign
            ),
        )
        elbow = along(shoulder, upper[1], -anatomy.UPPER_ARM_LENGTH)
        fore = product(upper, turn_z(g["elbow_flexion"]))
        wrist = along(elbow, fore[1], -anatomy.FOREARM_LENGTH)
        hand = product(
            fore, turn_y(sign * self.pronation), turn_z(g["wrist_deviation"]), turn_x(-sign * g["wrist_extension"])
        )
        bent = fingers(wrist, hand, sign, shape, g["finger_flexion"])
        joints = {
            "shoulder": shoulder, "elbow": elbow, "wrist": wrist, "knuckle": bent.knuckle, "finger": bent.middle,
            "fingertip": bent.tip, "hand": lerp(wrist, bent.knuckle, 0.75),
            "grip": in_hand(wrist, hand, sign, GRIP), "palm": in_hand(wrist, hand, sign, PALM),
        }  # fmt: skip
        frames = {"upper_arm": upper, "forearm": fore, "hand": hand, "fingers": bent.frame, "tips": bent.tip_frame}
        super().__init__(_sided(joints, side), _sided(frames, side))


class Leg(Chain):
    """Hip to toes."""

    def __init__(self, angles: Angles, trunk: Trunk, side: str, sign: int) -> None:
        g = {name: angles[f"{name}_{side}"] for name in LEG_ANGLES}
        pelvis = trunk.frames["pelvis"]
        hip = scaled(pelvis[2], sign * anatomy.HIP_HALF)
        thigh = product(pelvis, ball_joint(g["hip_flexion"], g["hip_abduction"], g["hip_external_rotation"], sign))
        knee = along(hip, thigh[1], -anatomy.THIGH_LENGTH)
        shank = product(thigh, turn_z(-g["knee_flexion"]), turn_y(-sign * g["knee_external_rotation"]))
        ankle = along(knee, shank[1], -anatomy.SHANK_LENGTH)
        foot = product(shank, turn_z(g["ankle_dorsiflexion"]), turn_x(sign * g["ankle_inversion"]))
        toes = product(foot, turn_z(g["toe_extension"]))
        self.toe_extension = g["toe_extension"]
        ball = add(ankle, apply(foot, (anatomy.BALL_FORWARD, -anatomy.ANKLE_HEIGHT, 0)))
        joints = {
            "hip": hip, "knee": knee, "ankle": ankle, "ball": ball,
            "heel": add(ankle, apply(foot, (-5.0, -anatomy.ANKLE_HEIGHT, 0))),
            "toe": add(ball, apply(toes, (8.0, 0.6, 0))), "second_toe": add(ball, apply(toes, (6.5, 2.0, 0))),
            "patella": add(knee, apply(shank, (5.5, 0, 0))),
        }  # fmt: skip
        frames = {"thigh": thigh, "shank": shank, "foot": foot, "toes": toes}
        super().__init__(_sided(joints, side), _sided(frames, side))


class Skeleton:
    """A posed skeleton with the pelvis at `root`.

    A skeleton made from a `previous` one keeps every chain whose angles did not change: the solver changes few.
    """

    def __init__(
        self,
        angles: Angles,
        base: str,
        build: Build,
        hands: Hands,
        root: Vector = ORIGIN,
        previous: Skeleton | None = None,
    ) -> None:
        self.angles, self.base, self.build, self.hands, self.root = angles, base, build, hands, root
        self._keys = {"trunk": tuple([angles[name] for name in TRUNK_ANGLES])}
        before = previous._keys if previous else {}
        same_trunk = before.get("trunk") == self._keys["trunk"]
        self.trunk: Trunk
        if previous and same_trunk:
            self.trunk = previous.trunk
        else:
            self.trunk = Trunk(angles, base, build.physique.stoop if base == "standing" else 0.0)
        self.arms: dict[str, Arm] = {}
        self.legs: dict[str, Leg] = {}
        for side, sign in SIDES:
            key = self._keys[f"arm_{side}"] = tuple([angles[f"{name}_{side}"] for name in ARM_ANGLES])
            if previous and same_trunk and before[f"arm_{side}"] == key:
                self.arms[side] = previous.arms[side]
            else:
                self.arms[side] = Arm(angles, self.trunk, side, sign, hands[side], build)
            key = self._keys[f"leg_{side}"] = tuple([angles[f"{name}_{side}"] for name in LEG_ANGLES])
            if previous and same_trunk and before[f"leg_{side}"] == key:
                self.legs[side] = previous.legs[side]
            else:
                self.legs[side] = Leg(angles, self.trunk, side, sign)
        self.places: dict[str, Vector] = {}  # joints, relative to the pelvis
        self.frames: dict[str, Matrix] = {}
        for chain in (self.trunk, *self.arms.values(), *self.legs.values()):
            self.places.update(chain.joints)
            self.frames.update(chain.frames)

    def joint(self, name: str) -> Vector:
        """Position of a joint in the room."""
        return add(self.places[name], self.root)

    def joints(self) -> dict[str, Vector]:
        """All joint positions in the room."""
        return {name: add(place, self.root) for name, place in self.places.items()}


# What a pose may name.
TRUNK_JOINTS = ("pelvis", "waist", "chest", "c7", "neck_base", "neck_top", "chin", "head")
SIDED_JOINTS = (
    "shoulder", "elbow", "wrist", "knuckle", "finger", "fingertip", "hand", "grip", "palm",
    "hip", "knee", "ankle", "ball", "heel", "toe", "second_toe", "patella",
)  # fmt: skip
JOINTS = (*TRUNK_JOINTS, *(f"{name}_{side}" for name in SIDED_JOINTS for side, _ in SIDES))
SIDED_FRAMES = ("upper_arm", "forearm", "hand", "fingers", "tips", "thigh", "shank", "foot", "toes")
FRAMES = ("pelvis", "thorax", "neck", "head", *(f"{name}_{side}" for name in SIDED_FRAMES for side, _ in SIDES))
