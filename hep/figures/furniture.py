"""Props that stand in the room: chair, step, wall, stairs, table ... Every function returns a list of things.

Settings come from a pose as they are; lengths in cm, `at` and `z` as in the room: x forward, y up, z to the right.
"""

from .camera import Camera
from .solids import CUSHION, WOOD, Box, Layer, Loose, Rod, Thing
from .stage import Pair, Stage
from .vectors import Vector, add, along, lerp


def chair(stage: Stage, at: Pair = (0, 0), yaw: float = 0, seat: float = 46, back: float = 90) -> list[Thing]:
    """A plain chair; yaw 0 faces forward."""

    def box(low: Vector, high: Vector) -> Thing:
        return Box(stage.camera, low, high, (at[0], 0, at[1]), yaw)

    return [
        *(box((x, 0, z), (x + 3.5, seat - 4, z + 3.5)) for x in (-20, 17.5) for z in (-21, 17.5)),
        box((-20, seat - 4, -21), (21, seat, 21)),
        *(box((-21.5, seat, z), (-18, back, z + 3.5)) for z in (-21, 17.5)),
        box((-21, back - 9, -17.5), (-18.5, back - 1, 17.5)),
        box((-21, back - 24, -17.5), (-18.5, back - 17, 17.5)),
    ]


def block(stage: Stage, size: Vector, at: Vector, yaw: float = 0, colours: str = "prop") -> list[Thing]:
    """A step, a box, a firm seat cushion (colours: mat); `at` is the middle of its foot."""
    w, h, d = size
    shades = CUSHION if colours == "mat" else WOOD
    return [Box(stage.camera, (-w / 2, 0, -d / 2), (w / 2, h, d / 2), at, yaw, shades)]


def wall(
    stage: Stage,
    x: float = 0,
    z: Pair = (-45, 45),
    h: float = 200,
    thick: float = 6,
    side: float = -1,
    heel_line: float | None = None,
) -> list[Thing]:
    """A wall across the walking direction, with a line for the heels on the floor if `heel_line` is given."""
    low, high = (x - thick, x) if side < 0 else (x, x + thick)
    things: list[Thing] = [Box(stage.camera, (low, 0, z[0]), (high, h, z[1]))]
    if heel_line is not None:
        line = [stage.camera.see((heel_line, 0, q)) for q in (-26, 26)]
        things.append(Loose(line, lambda pen: pen.stroke([line], "guide", 0.7, straight=True, dashes=(2.2, 1.4))))
    return things


def side_wall(stage: Stage, z: float = -30, x: Pair = (-40, 40), h: float = 200, thick: float = 6) -> list[Thing]:
    """A wall beside the person with its face at z (left if negative)."""
    low, high = (z - thick, z) if z < 0 else (z, z + thick)
    return [Box(stage.camera, (x[0], 0, low), (x[1], h, high))]


def doorway(stage: Stage, x: float = 0, width: float = 80, h: float = 200, jamb: float = 8) -> list[Thing]:
    """Two posts and a lintel in the plane x."""
    half, camera = width / 2, stage.camera
    return [
        *(Box(camera, (x - jamb, 0, z), (x, h, z + jamb)) for z in (-half - jamb, half)),
        Box(camera, (x - jamb, h, -half - jamb), (x, h + jamb, half + jamb)),
    ]


def table(stage: Stage, x: Pair = (-100, 100), z: Pair = (-33, 33), h: float = 64) -> list[Thing]:
    """A treatment table."""
    feet = [(a, b) for a in (x[0] + 8, x[1] - 13) for b in (z[0] + 3, z[1] - 8)]
    legs = [Box(stage.camera, (a, 0, b), (a + 5, h - 7, b + 5)) for a, b in feet]
    return [*legs, Box(stage.camera, (x[0], h - 7, z[0]), (x[1], h, z[1]), colours=CUSHION)]


def _counter(camera: Camera, foot: tuple[Pair, Pair], top: tuple[Pair, Pair], h: float) -> list[Thing]:
    """A cupboard and its worktop, each as spans of x and z."""
    return [
        Box(camera, (foot[0][0], 0, foot[1][0]), (foot[0][1], h - 4, foot[1][1])),
        Box(camera, (top[0][0], h - 4, top[1][0]), (top[0][1], h, top[1][1]), colours=CUSHION),
    ]


def counter(stage: Stage, x: float = 30, z: Pair = (-60, 60), h: float = 92, deep: float = 40) -> list[Thing]:
    """A kitchen counter with its front edge at x."""
    foot = (x + 4, x + deep), (z[0] + 2, z[1] - 2)
    return _counter(stage.camera, foot, ((x, x + deep), z), h)


def side_counter(stage: Stage, z: float = -32, x: Pair = (-50, 50), h: float = 92, deep: float = 36) -> list[Thing]:
    """A counter beside the person with its front edge at z (left if negative)."""
    near, far, edge = (z, z + deep, z + 4) if z > 0 else (z - deep, z, z - 4)
    foot = (x[0] + 2, x[1] - 2), (edge, far) if z > 0 else (near, edge)
    return _counter(stage.camera, foot, (x, (near, far)), h)


def bed(stage: Stage, x: Pair = (-60, 10), z: Pair = (-50, 50), h: float = 48) -> list[Thing]:
    """The edge of a bed: frame and mattress."""
    return [
        Box(stage.camera, (x[0], 0, z[0]), (x[1] - 3, h - 20, z[1])),
        Box(stage.camera, (x[0], h - 20, z[0]), (x[1], h, z[1]), colours=CUSHION),
    ]


def stairs(
    stage: Stage,
    at: Pair = (0, 0),
    steps: float = 3,
    rise: float = 17,
    run: float = 28,
    width: float = 76,
    rail: float | None = None,
) -> list[Thing]:
    """A flight of stairs that climbs forward; `rail` is the z of its handrail."""
    x, z, camera = at[0], at[1], stage.camera
    things: list[Thing] = [
        Box(camera, (x + k * run, 0, z - width / 2), (x + (k + 1) * run, (k + 1) * rise, z + width / 2))
        for k in range(int(steps))
    ]
    if rail is not None:
        foot: Vector = (x - 8, 0, rail)
        top: Vector = (x + (steps - 0.5) * run, steps * rise, rail)
        low, high = add(foot, (0, 88, 0)), add(top, (0, 84, 0))
        ends = along(low, (-1, -0.6, 0), 6), along(high, (1, 0.6, 0), 4)
        things += [Rod(camera, foot, low, 1.6), Rod(camera, top, high, 1.6), Rod(camera, *ends, 2.0, "strap")]
    return things


def rail(stage: Stage, start: Vector, end: Vector, posts: bool = True) -> list[Thing]:
    """A handrail between two points."""
    things: list[Thing] = [Rod(stage.camera, start, end, 2.0, "strap")]
    if posts:
        tops = lerp(start, end, 0.06), lerp(start, end, 0.94)
        things += [Rod(stage.camera, (p[0], 0, p[2]), p, 1.6) for p in tops]
    return things


def post(stage: Stage, at: Pair, h: float = 110, r: float = 2.2) -> list[Thing]:
    """A fixed post to anchor a band to, with its foot."""
    x, z = at
    return [
        Rod(stage.camera, (x, 2, z), (x, h, z), r),
        Box(stage.camera, (-9, 0, -9), (9, 2, 9), (x, 0, z)),
    ]


def treadmill(
    stage: Stage, x: Pair = (-84, 84), z: float = 34, h: float = 15, near_rail: float | None = None
) -> list[Thing]:
    """A treadmill under the walker: deck, belt, uprights, rails, console; `near_rail` shortens the right rail."""
    camera, (rear, front) = stage.camera, x
    corners = ((rear + 5, -z + 10), (front - 22, -z + 10), (front - 22, z - 10), (rear + 5, z - 10))
    belt = [camera.see((u, h, w)) for u, w in corners]
    things: list[Thing] = [
        Box(camera, (rear, 3, -z), (front - 18, h, z), colours=CUSHION, layer=Layer.UNDER),
        Loose(belt, lambda pen: pen.shape(belt, "prop-end", straight=True)),
        Box(camera, (front - 18, 0, -z), (front, h + 9, z)),
    ]
    head, height = front - 14, h + 102
    for w, left in ((2 - z, True), (z - 2, False)):
        back = rear + 86 if left or near_rail is None else near_rail
        things.append(Rod(camera, (front - 6, h, w), (head, height, w), 2.0))
        things.append(Rod(camera, (head + 1, h + 84, w), (back, h + 82, w), 1.9, "strap"))
        if left:
            things.append(Rod(camera, (back + 2, h + 82, w), (front - 20, h + 34, w), 1.4))
    return [*things, Box(camera, (head - 3, height - 4, -z + 4), (head + 3, height + 16, z - 4))]


def mirror(stage: Stage, x: float = 90, z: Pair = (-34, 34), y: Pair = (18, 196)) -> list[Thing]:
    """The frame of a standing mirror; the reflection is painted by the scene."""
    low, high = (x + 0.1, y[0] - 4, z[0] - 4), (x + 3, y[1] + 4, z[1] + 4)
    return [Box(stage.camera, low, high, layer=Layer.UNDER)]
