"""Every angle turns the way its clinical name says; X is forward, Y up, Z to the person's right."""

import pytest

from hep.figures.angles import RANGE, expanded, whole_body
from hep.figures.build import build
from hep.figures.skeleton import JOINTS, Skeleton
from hep.figures.vectors import Vector, sub

NEUTRAL = {"shoulder_flexion": 0, "shoulder_abduction": 0, "elbow_flexion": 0}
HANDS = {"r": "flat", "l": "flat"}
FORWARD, UP, RIGHT = 0, 1, 2


def posed(**angles: float) -> Skeleton:
    return Skeleton(whole_body(NEUTRAL | angles), "standing", build("man"), HANDS)


def gap(skeleton: Skeleton, a: str, b: str) -> Vector:
    """From joint b to joint a."""
    return sub(skeleton.places[a], skeleton.places[b])


# A positive angle moves the first joint, seen from the second, this way along this axis.
MOVES = [
    ("hip_flexion_r", 90, "knee_r", "hip_r", FORWARD, 1),
    ("hip_abduction_r", 30, "knee_r", "hip_r", RIGHT, 1),
    ("hip_abduction_l", 30, "knee_l", "hip_l", RIGHT, -1),
    ("hip_external_rotation_r", 40, "toe_r", "ankle_r", RIGHT, 1),
    ("hip_external_rotation_l", 40, "toe_l", "ankle_l", RIGHT, -1),
    ("knee_flexion_r", 90, "ankle_r", "knee_r", FORWARD, -1),
    ("knee_external_rotation_r", 20, "toe_r", "ankle_r", RIGHT, 1),
    ("knee_external_rotation_l", 20, "toe_l", "ankle_l", RIGHT, -1),
    ("ankle_dorsiflexion_r", 20, "ball_r", "heel_r", UP, 1),
    ("ankle_inversion_r", 30, "ball_r", "ankle_r", RIGHT, -1),
    ("toe_extension_r", 40, "toe_r", "ball_r", UP, 1),
    ("shoulder_flexion_r", 90, "elbow_r", "shoulder_r", FORWARD, 1),
    ("shoulder_abduction_l", 90, "elbow_l", "shoulder_l", RIGHT, -1),
    ("elbow_flexion_r", 90, "wrist_r", "elbow_r", FORWARD, 1),
    ("wrist_extension_r", 50, "knuckle_r", "wrist_r", RIGHT, 1),
    ("wrist_deviation_r", 20, "knuckle_r", "wrist_r", FORWARD, 1),
    ("finger_flexion_r", 50, "fingertip_r", "knuckle_r", RIGHT, -1),
    ("scapula_elevation_r", 5, "shoulder_r", "chest", UP, 1),
    ("pelvis_tilt", 20, "chest", "pelvis", FORWARD, 1),
    ("pelvis_list", 15, "hip_l", "hip_r", UP, 1),
    ("pelvis_rotation", 30, "hip_r", "hip_l", FORWARD, 1),
    ("trunk_flexion", 40, "head", "pelvis", FORWARD, 1),
    ("trunk_side", 20, "head", "pelvis", RIGHT, 1),
    ("trunk_rotation", 30, "shoulder_l", "shoulder_r", FORWARD, 1),
    ("neck_flexion", 30, "head", "neck_top", FORWARD, 1),
    ("neck_side", 30, "head", "chin", RIGHT, 1),
]


@pytest.mark.parametrize(("angle", "value", "joint", "seen_from", "axis", "way"), MOVES, ids=[m[0] for m in MOVES])
def test_a_positive_angle_moves_as_its_name_says(
    angle: str, value: float, joint: str, seen_from: str, axis: int, way: int
) -> None:
    before, after = gap(posed(), joint, seen_from), gap(posed(**{angle: value}), joint, seen_from)
    assert (after[axis] - before[axis]) * way > 1


def test_the_knee_is_in_front_of_the_hip_when_the_hip_is_bent_to_ninety() -> None:
    forward, up, _ = gap(posed(hip_flexion=90), "knee_r", "hip_r")
    assert forward == pytest.approx(42.1, abs=0.1)
    assert up == pytest.approx(0, abs=0.01)


def test_pronation_turns_the_palm_of_a_bent_arm_down() -> None:
    turned = posed(elbow_flexion_r=90, forearm_pronation_r=90)
    palm, back = turned.places["palm_r"], turned.places["hand_r"]
    assert palm[1] < back[1]


def test_neck_rotation_turns_the_face_to_the_right() -> None:
    assert posed(neck_rotation=40).frames["head"][0][RIGHT] > 0.5


def test_shoulder_external_rotation_turns_a_bent_forearm_outward() -> None:
    out = posed(elbow_flexion_r=90, shoulder_external_rotation_r=40)
    assert gap(out, "wrist_r", "elbow_r")[RIGHT] > 5


def test_every_angle_of_the_table_is_tried() -> None:
    tried = {name.removesuffix("_r").removesuffix("_l") for name, *_ in MOVES}
    assert tried | {"forearm_pronation", "neck_rotation", "shoulder_external_rotation"} == set(RANGE)


def test_a_name_without_a_side_means_both_and_a_name_with_one_wins() -> None:
    angles = whole_body({"knee_flexion": 20, "knee_flexion_l": 50})
    assert (angles["knee_flexion_r"], angles["knee_flexion_l"]) == (20, 50)


def test_groups_stand_for_their_angles() -> None:
    assert expanded(["wrist_l"]) == ["forearm_pronation_l", "wrist_deviation_l", "wrist_extension_l"]
    assert len(expanded(["legs"])) == 6


def test_older_people_stoop_when_upright_but_keep_their_clinical_angles() -> None:
    angles = whole_body({})
    upright, stooped = (Skeleton(angles, "standing", build(who), HANDS) for who in ("man", "older-man"))
    assert stooped.places["head"][FORWARD] > upright.places["head"][FORWARD] + 1
    assert stooped.frames["head"][1][UP] > 0.99
    lying = [Skeleton(angles, "supine", build(who), HANDS).places["head"] for who in ("man", "older-man")]
    assert lying[0] == pytest.approx(lying[1])


def test_all_joints_have_a_place() -> None:
    assert set(JOINTS) == set(posed().places)
