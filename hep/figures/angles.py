"""The angles of a pose: their names, their range of motion and how a short list becomes a whole body.

Signs are those of clinical goniometry: the movement that gives the name is positive. Zero is the anatomical
position with the thumbs forward. `hip_flexion` means both sides, `hip_flexion_r` the right one.
"""

from collections.abc import Iterable, Mapping

Angles = Mapping[str, float]

LEG_ANGLES = (
    "hip_flexion", "hip_abduction", "hip_external_rotation", "knee_flexion", "knee_external_rotation",
    "ankle_dorsiflexion", "ankle_inversion", "toe_extension",
)  # fmt: skip
ARM_ANGLES = (
    "shoulder_flexion", "shoulder_abduction", "shoulder_external_rotation", "elbow_flexion", "forearm_pronation",
    "wrist_extension", "wrist_deviation", "finger_flexion", "scapula_elevation",
)  # fmt: skip
TRUNK_ANGLES = (
    "pelvis_tilt", "pelvis_list", "pelvis_rotation", "trunk_flexion", "trunk_side", "trunk_rotation", "neck_flexion",
    "neck_side", "neck_rotation",
)  # fmt: skip
SIDED = LEG_ANGLES + ARM_ANGLES
SIDES = (("r", 1), ("l", -1))

# What is not zero in a body at ease.
RESTING = {"shoulder_flexion": 3.0, "shoulder_abduction": 8.0, "elbow_flexion": 14.0}

# Normal range of motion, generous; in degrees, the scapula in cm. Pelvic angles place the whole body in the room.
# External rotation of the hip goes to 90, because in flexion and abduction the Cardan angle exceeds the clinical one.
RANGE = {
    "hip_flexion": (-30, 130), "hip_abduction": (-35, 60), "hip_external_rotation": (-50, 90),
    "knee_flexion": (-3, 150), "knee_external_rotation": (-30, 40),
    "ankle_dorsiflexion": (-60, 40), "ankle_inversion": (-30, 40), "toe_extension": (-30, 75),
    "shoulder_flexion": (-65, 180), "shoulder_abduction": (-50, 180), "shoulder_external_rotation": (-95, 95),
    "elbow_flexion": (0, 148), "forearm_pronation": (-90, 90), "wrist_extension": (-75, 75),
    "wrist_deviation": (-35, 25), "finger_flexion": (-30, 60), "scapula_elevation": (-4, 10),
    "pelvis_tilt": (-110, 110), "pelvis_list": (-45, 45), "pelvis_rotation": (-360, 360),
    "trunk_flexion": (-40, 85), "trunk_side": (-50, 50), "trunk_rotation": (-60, 60),
    "neck_flexion": (-60, 60), "neck_side": (-50, 50), "neck_rotation": (-85, 85),
}  # fmt: skip

# Names for the angles that a contact may change together.
GROUPS = {
    "leg": ("hip_flexion", "knee_flexion", "ankle_dorsiflexion"),
    "leg3": ("hip_flexion", "hip_abduction", "hip_external_rotation", "knee_flexion"),
    "arm": ("shoulder_flexion", "shoulder_abduction", "shoulder_external_rotation", "elbow_flexion"),
    "wrist": ("forearm_pronation", "wrist_extension", "wrist_deviation"),
}


def sideless(name: str) -> str:
    """`hip_flexion` for `hip_flexion_r`."""
    return name[:-2] if name[-2:] in ("_r", "_l") else name


def limits(name: str) -> tuple[float, float]:
    """Range of motion of an angle, with or without its side."""
    return RANGE[sideless(name)]


def is_angle(name: str) -> bool:
    return name in TRUNK_ANGLES or (sideless(name) in SIDED)


def on_both_sides(angles: Angles) -> dict[str, float]:
    """Names without a side written out for both; a name with its side wins."""
    out: dict[str, float] = {}
    for name, value in angles.items():
        if name in SIDED:
            out |= {f"{name}_r": value, f"{name}_l": value}
    return out | {name: value for name, value in angles.items() if name not in SIDED}


def whole_body(angles: Angles) -> dict[str, float]:
    """Every angle of the body by its one-sided name."""
    resting = dict.fromkeys(TRUNK_ANGLES, 0.0) | {name: RESTING.get(name, 0.0) for name in SIDED}
    return on_both_sides(resting) | on_both_sides(angles)


def expanded(names: Iterable[str]) -> list[str]:
    """`legs`, `arm_r`, `leg3_l`, `wrist_r` as the angles they stand for."""
    out: set[str] = set()
    for name in names:
        group, _, side = name.rpartition("_")
        if name in ("legs", "arms", "wrists"):
            out.update(expanded([f"{name[:-1]}_r", f"{name[:-1]}_l"]))
        elif group in GROUPS:
            out.update(f"{angle}_{side}" for angle in GROUPS[group])
        elif name in SIDED:
            out.update((f"{name}_r", f"{name}_l"))
        else:
            out.add(name)
    return sorted(out)
