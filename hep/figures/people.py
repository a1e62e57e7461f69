"""Who is drawn: bodies, hair and clothes as tables, independent of the pose.

A body is a table of factors on the contours of anatomy.py: everybody has the same bones, so every pose fits everybody.
"""

from dataclasses import dataclass, field

from .anatomy import SHOULDER_HALF, Rows


@dataclass(frozen=True)
class Physique:
    """Factors on the contours, and what a fuller or older body does to the posture."""

    torso: Rows = field(default_factory=list)  # (cm above the hips, front, back, half width)
    head: float = 1.0
    neck: float = 1.0
    upper_arm: float = 1.0
    forearm: float = 1.0
    hand: float = 1.0
    thigh: float = 1.0
    shank: float = 1.0
    shoulder_half: float = SHOULDER_HALF
    arm_clearance: float = 0.0  # degrees that a hanging arm is kept off the trunk
    stoop: float = 0.0  # degrees that the upper back rounds when upright


PHYSIQUES = {
    "straight": Physique(),
    "curved": Physique(
        head=0.97, neck=0.86, upper_arm=0.88, forearm=0.88, hand=0.9, thigh=1.05, shank=0.95,
        shoulder_half=15.0, arm_clearance=3,
        torso=[
            (-8, 1, 1, 1), (-3, 1, 1.05, 1.05), (5, 1, 1.06, 1.09), (11, 0.98, 1, 1.02), (18, 0.95, 0.97, 0.9),
            (23, 0.98, 0.95, 0.88), (29, 1.12, 0.94, 0.9), (34, 1.16, 0.94, 0.9), (39, 1.02, 0.94, 0.9),
            (43.3, 0.92, 0.94, 0.89), (56, 0.88, 0.9, 0.9),
        ],
    ),
    "full": Physique(
        upper_arm=1.10, forearm=1.04, hand=0.98, thigh=1.12, shank=1.06,
        shoulder_half=15.8, arm_clearance=11, stoop=9,
        torso=[
            (-8, 1, 1, 1), (-3, 1.08, 1.06, 1.07), (5, 1.24, 1.08, 1.12), (11, 1.36, 1.08, 1.18),
            (18, 1.4, 1.08, 1.22), (23, 1.36, 1.06, 1.18), (29, 1.28, 1.04, 1.1), (34, 1.2, 1.04, 1.02),
            (39, 1.06, 1.05, 0.98), (43.3, 0.98, 1.04, 0.95), (56, 1, 1, 0.98),
        ],
    ),
    "stout": Physique(
        neck=1.06, upper_arm=1.04, forearm=1.03, thigh=1.04, shank=1.02,
        shoulder_half=16.6, arm_clearance=7, stoop=8,
        torso=[
            (-8, 1, 1, 1), (-3, 1.06, 1, 1.02), (5, 1.24, 1, 1.04), (11, 1.4, 1.02, 1.08), (18, 1.44, 1.06, 1.12),
            (23, 1.34, 1.06, 1.1), (29, 1.18, 1.04, 1.05), (34, 1.08, 1.04, 1.02), (39, 1.02, 1.04, 1),
            (43.3, 1, 1.04, 1), (56, 1, 1, 1),
        ],
    ),
}  # fmt: skip

# The crown is the same under all hair.
CROWN: Rows = [
    (18.6, 0), (19.3, 0), (20.4, 0), (21.3, 0), (21.9, 0), (22.25, 0), (22.35, 0),
]  # fmt: skip
# Where the hair begins: (cm above the chin, degrees from straight ahead).
HAIR_LINES: dict[str, Rows] = {
    "short": [
        (3.4, 154), (4.2, 143), (5.2, 130), (6.4, 118), (7.6, 108), (8.8, 100), (9.6, 90), (9.9, 79), (11, 80),
        (12, 79), (13, 73), (14, 66), (15, 61), (16, 54), (16.7, 42), (17, 28), (17.1, 14), (17.2, 0),
        *CROWN,
    ],
    "tied": [
        (4.6, 150), (5.4, 138), (6.6, 124), (7.6, 114), (8.8, 106), (9.8, 98), (10.6, 88), (11.2, 82), (12, 79),
        (13, 74), (14, 68), (15, 62), (16, 54), (16.8, 42), (17.3, 28), (17.5, 14), (17.6, 0),
        *CROWN,
    ],
    "full": [
        (1.8, 164), (2.4, 148), (3, 130), (3.8, 108), (4.8, 90), (6, 80), (7.2, 76), (8.4, 73), (9.6, 70),
        (10.8, 68), (12, 66), (13.2, 63), (14.2, 58), (15.2, 51), (16, 41), (16.4, 28), (16.6, 14), (16.7, 0),
        (17.6, 0),
        *CROWN,
    ],
    "receding": [
        (3.4, 154), (4.2, 143), (5.2, 130), (6.4, 118), (7.6, 108), (8.8, 100), (9.6, 91), (9.9, 82), (11, 84),
        (12, 86), (13, 86), (14, 86), (15, 85), (16, 82), (17, 76), (17.8, 68), (18.5, 56), (19, 40), (19.3, 20),
        (19.5, 0), (20.4, 0), (21.3, 0), (21.9, 0), (22.25, 0), (22.35, 0),
    ],
}  # fmt: skip
# How the hair line rises and falls across the forehead: (degrees, cm); positive degrees are the right side.
FRINGES: dict[str, Rows] = {
    "parted": [(-75, 0), (-48, -0.9), (-15, -1), (10, 0.1), (24, 1.5), (32, 0.9), (50, 0.2), (75, 0)],
    "swept": [(-75, -0.4), (-50, -1.2), (-18, -0.9), (6, 0.2), (22, 1.6), (30, 0.7), (50, -0.6), (75, -0.3)],
    "drawn": [(-75, 0), (-40, 0.3), (-8, 1), (8, 1), (40, 0.3), (75, 0)],
    "bald": [(-75, 0), (75, 0)],
}


@dataclass(frozen=True)
class Hair:
    """Volume in cm on the sides and the back, extra height of the crown, waves, and a bun as (back, up, radius)."""

    line: str
    fringe: str
    side: float
    back: float
    crown: float
    wave: float = 0.0
    bun: tuple[float, float, float] | None = None
    over_ears: bool = False


HAIR = {
    "short": Hair("short", "parted", side=0.9, back=0.7, crown=1.7),
    "bun": Hair("tied", "drawn", side=0.45, back=0.3, crown=1.0, bun=(-12.2, 15.4, 3.9)),
    "waved": Hair("full", "swept", side=2.1, back=1.9, crown=2.0, wave=0.22, over_ears=True),
    "receding": Hair("receding", "bald", side=0.75, back=0.6, crown=0.7),
}


@dataclass(frozen=True)
class Person:
    """Somebody of the cast: physique, hair and its tone, clothes."""

    physique: str
    hair: str
    tone: str
    shirt: str = "shirt"
    shorts: str = "shorts"
    glasses: bool = False

    @property
    def older(self) -> bool:
        return self.tone == "grey"


HELPER = "therapist"
CAST = {
    "woman": Person("curved", "bun", "dark"),
    "man": Person("straight", "short", "dark"),
    "older-woman": Person("full", "waved", "grey"),
    "older-man": Person("stout", "receding", "grey", glasses=True),
    HELPER: Person("straight", "short", "mid", shirt="scrubs", shorts="trousers"),
}
PERSONS = tuple(name for name in CAST if name != HELPER)  # those a patient can be drawn as

# How far a garment stands off the skin: (place on the part, cm); a hem is the last row, of the shirt the first.
SLEEVE: Rows = [(0.0, 0.0), (0.20, 0.25), (0.52, 1.0)]
SHORTS_LEG: Rows = [(0.0, 0.3), (0.25, 0.5), (0.52, 1.1)]
SHIRT: Rows = [(8.0, 1.3), (14.0, 0.9), (24.0, 0.7), (34.0, 0.4), (42.0, 0.0)]
SHOE_TOP, SOCK = 0.955, 0.14  # top of the shoe, height of the sock, on the shank
