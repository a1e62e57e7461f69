"""A skeleton with the flesh of a person: all tubes of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import anatomy
from .anatomy import Rows
from .angles import SIDES
from .build import Build
from .hands import HAND_SHAPES, forefinger_line, thumb_line
from .skeleton import Chain, Skeleton
from .tube import Tube, kind_and_side
from .vectors import Matrix, Vector, add, along, apply, lerp, product, scaled, smoothstep, turn_y, turn_z

TRUNK_PARTS = ("torso", "neck", "head", "nose", "hair")
ARM_PARTS = ("upper_arm", "forearm", "palm", "fingers", "tips", "thumb", "forefinger")
LEG_PARTS = ("thigh", "shank", "foot")
HAND_PARTS = ARM_PARTS[2:]
PARTS = (*TRUNK_PARTS, *(f"{kind}_{side}" for kind in ARM_PARTS + LEG_PARTS for side, _ in SIDES))


def tube(skeleton: Skeleton, part: str) -> Tube:
    """One part with the pelvis at the origin; it is kept with the chain that carries it."""
    kind, side = kind_and_side(part)
    chain = _carrier(skeleton, kind, side)
    if part not in chain.tubes:
        for made in _made(skeleton, kind, side):
            chain.tubes[made.name] = made
    return chain.tubes[part]


def tubes(skeleton: Skeleton) -> list[Tube]:
    """All parts of a body, with the pelvis at the origin."""
    names = list(TRUNK_PARTS)
    for side, _ in SIDES:
        pointing = HAND_SHAPES[skeleton.arms[side].shape].pointing
        kinds = (ARM_PARTS if pointing else ARM_PARTS[:-1]) + LEG_PARTS
        names += [f"{kind}_{side}" for kind in kinds]
    return [tube(skeleton, name) for name in names]


def _carrier(skeleton: Skeleton, kind: str, side: str) -> Chain:
    if not side:
        return skeleton.trunk
    return skeleton.legs[side] if kind in LEG_PARTS else skeleton.arms[side]


def _made(skeleton: Skeleton, kind: str, side: str) -> list[Tube]:
    build, sign = skeleton.build, 1 if side == "r" else -1
    if kind in TRUNK_MAKERS:
        return [TRUNK_MAKERS[kind](skeleton, build)]
    if kind == "foot":
        return [_foot(skeleton, side, sign)]
    if kind == "forearm":
        return [_forearm(skeleton, build, side, sign)]
    if kind in ("upper_arm", "thigh", "shank"):
        return [_limb(skeleton, build, kind, side, sign)]
    return list(_hand(skeleton, build, side, sign))


def _straight(
    name: str, rows: Rows, ends: tuple[Vector, Vector], frame: Matrix, sign: int, caps: tuple[float, float]
) -> Tube:
    """A tube along a straight bone."""
    made = Tube(name, *caps)
    made.ts, made.radii = [row[0] for row in rows], [row[1:] for row in rows]
    made.centres = [lerp(*ends, t) for t in made.ts]
    made.anterior, made.lateral = [frame[0]] * len(rows), [scaled(frame[2], sign)] * len(rows)
    return made


# -- trunk and head
def _torso(skeleton: Skeleton, build: Build) -> Tube:
    made = Tube("torso", 1.3, 1.5)
    for s, front, back, right, left, forward in build.torso:
        point, frame = skeleton.trunk.spine.at(s)
        made.station(s, along(point, frame[0], forward), frame[0], frame[2], (front, back, right, left))
    return made


def _neck(skeleton: Skeleton, build: Build) -> Tube:
    joints = skeleton.trunk.joints
    ends = joints["neck_base"], joints["neck_top"]
    return _straight("neck", build.neck, ends, skeleton.frames["neck"], 1, (1.0, 3.0))


def _on_head(name: str, rows: Rows, skeleton: Skeleton, caps: tuple[float, float] = (0.5, 0.5)) -> Tube:
    """A tube across the head: rows of (cm above the chin, its centre forward and up, four radii)."""
    frame, chin = skeleton.frames["head"], skeleton.trunk.joints["chin"]
    made = Tube(name, *caps)
    for y, forward, up, *radii in rows:
        made.station(y, add(chin, apply(frame, (forward, up, 0))), frame[0], frame[2], radii)
    return made


def _head(skeleton: Skeleton, build: Build) -> Tube:
    return _on_head("head", build.head, skeleton, (0.2, 0.5))


def _hair(skeleton: Skeleton, build: Build) -> Tube:
    return _on_head("hair", build.scalp, skeleton)


def _nose(skeleton: Skeleton, build: Build) -> Tube:
    return _on_head("nose", build.nose, skeleton, (0.8, 0.3))


TRUNK_MAKERS: dict[str, Callable[[Skeleton, Build], Tube]] = {
    "torso": _torso, "neck": _neck, "head": _head, "hair": _hair, "nose": _nose,
}  # fmt: skip


# -- limbs
def _limb(skeleton: Skeleton, build: Build, kind: str, side: str, sign: int) -> Tube:
    """Upper arm, thigh or shank."""
    rows, start, end, caps = {
        "upper_arm": (build.upper_arm, "shoulder", "elbow", (3.6, 3.4)),
        "thigh": (build.thigh, "hip", "knee", (8.0, 4.9)),
        "shank": (build.shank, "knee", "ankle", (5.0, 3.4)),
    }[kind]
    ends = skeleton.places[f"{start}_{side}"], skeleton.places[f"{end}_{side}"]
    return _straight(f"{kind}_{side}", rows, ends, skeleton.frames[f"{kind}_{side}"], sign, caps)


def _foot(skeleton: Skeleton, side: str, sign: int) -> Tube:
    """The shoe; beyond the ball of the foot it bends with the toes."""
    foot, toes = skeleton.frames[f"foot_{side}"], skeleton.frames[f"toes_{side}"]
    ankle = skeleton.places[f"ankle_{side}"]
    ball: Vector = (anatomy.BALL_FORWARD, -anatomy.ANKLE_HEIGHT, 0)
    bend = turn_z(skeleton.legs[side].toe_extension)
    made = Tube(f"foot_{side}", 0.7, 0.7)
    for x, top, sole, outer, inner in anatomy.FOOT:
        point: Vector = (x, (top + sole) / 2, 0)
        frame = foot
        if x > anatomy.BALL_FORWARD:
            point = add(ball, apply(bend, (x - ball[0], point[1] - ball[1], 0)))
            frame = toes
        half = (top - sole) / 2
        made.station(x, add(ankle, apply(foot, point)), frame[1], scaled(frame[2], sign), (half, half, outer, inner))
    return made


def _forearm(skeleton: Skeleton, build: Build, side: str, sign: int) -> Tube:
    """The forearm, twisted by pronation."""
    arm, frame = skeleton.arms[side], skeleton.frames[f"forearm_{side}"]
    elbow, wrist = arm.joints[f"elbow_{side}"], arm.joints[f"wrist_{side}"]
    made = Tube(f"forearm_{side}", 3.4, 1.0)
    for t, *radii in build.forearm:
        twisted = product(frame, turn_y(sign * arm.pronation * smoothstep(t)))
        made.station(t, lerp(elbow, wrist, t), twisted[0], scaled(twisted[2], sign), radii)
    return made


def _hand(skeleton: Skeleton, build: Build, side: str, sign: int) -> Iterator[Tube]:
    """Palm, fingers, fingertips, thumb and, when pointing, the forefinger."""
    arm = skeleton.arms[side]
    wrist, knuckle, middle, tip = (arm.joints[f"{n}_{side}"] for n in ("wrist", "knuckle", "finger", "fingertip"))
    hand, fingers, tips = (arm.frames[f"{n}_{side}"] for n in ("hand", "fingers", "tips"))
    yield _straight(f"palm_{side}", build.palm, (wrist, knuckle), hand, sign, (1.0, 1.0))
    yield _straight(f"fingers_{side}", build.fingers, (knuckle, middle), fingers, sign, (1.2, 1.0))
    yield _straight(f"tips_{side}", build.tips, (middle, tip), tips, sign, (1.0, 0.9))
    single = [("thumb", build.thumb, thumb_line(wrist, hand, sign, arm.shape))]
    if HAND_SHAPES[arm.shape].pointing:
        single.append(("forefinger", build.forefinger, forefinger_line(knuckle, hand, sign)))
    for kind, rows, line in single:
        made = Tube(f"{kind}_{side}", 1.0, 0.9)
        for t, *radii in rows:
            made.station(t, line(t), hand[0], scaled(hand[2], sign), radii)
        yield made
