"""Props in the hands or on the body: roll, cane, stick, dumbbell, band, strap, weight, metronome."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

from .contour import Contour
from .outline import hull
from .solids import WOOD, Box, Layer, Loose, Ribbon, Rod, Roll, Thing, widened
from .stage import (
    LEFT,
    PELVIS,
    PELVIS_FRAME,
    RIGHT,
    SHANK,
    THIGH,
    Frame,
    Joint,
    Pair,
    Part,
    Side,
    Stage,
    Stripe,
)  # fmt: skip
from .svg import Pen
from .vectors import Point, Vector, add, along, apply, lerp, mix, scaled, sub

STAND_OFF = 0.4  # cm between the skin and what is worn on it
WRAP_LIFT = 4.0  # cm by which a loop counts as nearer: a bent knee must not hide it


# -- in the hands
def roll(stage: Stage, at: Vector, r: float = 6, length: float = 30) -> list[Thing]:
    """A towel roll across; `at` is the middle of its foot."""
    x, y, z = at[0], at[1] + r, at[2]
    ends: tuple[Vector, Vector] = (x, y, z - length / 2), (x, y, z + length / 2)
    return [Roll(stage.camera, *ends, r, "prop-top", rounded=False)]


def cane(stage: Stage, hand: Side = LEFT, lean: Pair = (0, 0)) -> list[Thing]:
    """A cane from the closed hand to the floor, its tip `lean` (x, z) from below the hand."""
    grip, axis = stage.joints[f"grip_{hand}"], stage.frames[f"hand_{hand}"][0]
    floor: Vector = (grip[0] + lean[0], 0, grip[2] + lean[1])
    camera = stage.camera
    return [
        Rod(camera, add(floor, (0, 1.5, 0)), along(grip, axis, 1.5), 1.1),
        Rod(camera, floor, add(floor, (0, 4, 0)), 1.7, "strap"),
        Rod(camera, along(grip, axis, -6.5), along(grip, axis, 6.5), 1.5, "strap"),
    ]


def dowel(stage: Stage, hands: str = "rl", beyond: float = 22) -> list[Thing]:
    """A stick through both closed hands, reaching further on both sides."""
    a, b = (stage.joints[f"grip_{hand}"] for hand in hands)
    reach = scaled(sub(a, b), beyond / 60)
    return [Rod(stage.camera, add(a, reach), sub(b, reach), 1.3)]


def stick(
    stage: Stage, low: float = -9, high: float = 88, back: float = 13.6, lean: float = 0, r: float = 1.3
) -> list[Thing]:
    """A stick along the back, from `low` to `high` cm above the hip line."""
    pelvis, frame = stage.joints["pelvis"], stage.frames["pelvis"]
    ends = [add(pelvis, add(scaled(frame[1], s), scaled(frame[0], lean * s - back))) for s in (low, high)]
    return [Rod(stage.camera, ends[0], ends[1], r, "strap")]


def dumbbell(
    stage: Stage,
    joint: Joint = PELVIS,
    frame: Frame = PELVIS_FRAME,
    offset: Vector = (13, 3, 0),
    length: float = 40,
    r: float = 5.5,
    plate: float = 6,
) -> list[Thing]:
    """A dumbbell across the body, at a joint plus an offset in a frame."""
    axes = stage.frames[frame]
    centre = add(stage.joints[joint], apply(axes, offset))
    half = length / 2
    start, end = along(centre, axes[2], -half), along(centre, axes[2], half)
    inner = along(start, axes[2], plate), along(end, axes[2], -plate)
    return [
        Rod(stage.camera, start, end, 1.4),
        Rod(stage.camera, start, inner[0], r, "strap", rounded=False),
        Rod(stage.camera, inner[1], end, r, "strap", rounded=False),
    ]


# -- on the body
def _near_edge(rings: list[list[Point]]) -> list[Point]:
    """The nearer half of the hull around some rings, from end to end."""
    outline = hull([p for ring in rings for p in ring])
    spans = [max(p[c] for p in outline) - min(p[c] for p in outline) for c in (0, 1)]
    c = 0 if spans[0] > spans[1] else 1
    i, j = outline.index(min(outline, key=lambda p: p[c])), outline.index(max(outline, key=lambda p: p[c]))

    def walk(a: int, b: int) -> list[Point]:
        return outline[a : b + 1] if a <= b else outline[a:] + outline[: b + 1]

    halves = walk(i, j), walk(j, i)[::-1]
    return max(halves, key=lambda half: sum(p[2] for p in half) / len(half))


def _wrapped(limbs: list[Contour], t: float, width: float, colour: str, line: str, lines: int) -> Ribbon:
    """A ribbon around one limb, or around two and the room between them."""
    shares = [-0.5 + k / (lines + 1) for k in range(lines + 2)]
    edges = [_near_edge([limb.around(t + width * share, STAND_OFF) for limb in limbs]) for share in shares]
    outline = edges[0] + edges[-1][::-1]

    def paint(pen: Pen) -> None:
        pen.shape(outline, colour, line, 0.8)
        if pen.detailed:
            pen.stroke([edge[1:-1] for edge in edges[1:-1]], line, 0.35, tolerance=0.2)

    middle = _near_edge([limb.around(t, STAND_OFF) for limb in limbs])
    return Ribbon(outline, middle, paint, WRAP_LIFT)


def _both(stage: Stage, part: Part) -> list[Contour]:
    return [stage.part[f"{part}_{side}"] for side in "rl"]


def band(stage: Stage, part: Part = SHANK, t: float = 0.8, width: float = 0.09) -> list[Thing]:
    """An elastic loop around both legs."""
    return [_wrapped(_both(stage, part), t, width, "rubber", "rubber-line", 2)]


def strap_loop(stage: Stage, part: Part = THIGH, t: float = 0.7, width: float = 0.09) -> list[Thing]:
    """A strap, which does not give, around both legs."""
    return [_wrapped(_both(stage, part), t, width, "strap", "line", 2)]


def ankle_weight(stage: Stage, side: Side = RIGHT, t: Pair = (0.82, 0.96), part: Part = SHANK) -> list[Thing]:
    """A weight around a limb."""
    limb = stage.part[f"{part}_{side}"]
    return [_wrapped([limb], sum(t) / 2, t[1] - t[0], "strap", "line", 1)]


def strap(
    stage: Stage,
    points: Sequence[Joint | Vector],
    loops: Sequence[Stripe] = (),
    colour: str = "strap",
    width: float = 1.9,
    tail: Sequence[Vector] | None = None,
) -> list[Thing]:
    """A strap through joints or points; `loops` go around limbs, the `tail` hangs from its end."""
    places = [stage.place(point) for point in points]
    things: list[Thing] = []
    for part, t in loops:
        things.append(_line(_near_edge([stage.part[part].around(t, 0.5)]), colour, width, 1.2))
    for p, q in pairwise(places):
        # Short pieces: each finds its own place among the limbs it passes.
        n = max(1, int(sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5 / 12))
        knots = [stage.camera.see(lerp(p, q, k / n)) for k in range(n + 1)]
        things += [_line([a, b], colour, width, 0.2) for a, b in pairwise(knots)]
    if tail:
        ends: list[Point] = [stage.camera.see(add(places[-1], offset)) for offset in ((0, 0, 0), *tail)]
        things.append(_line(ends, colour, width, 1.2))
    return things


def _line(line: list[Point], colour: str, width: float, lift: float) -> Ribbon:
    """A piece of strap as a stroke with a light edge; the edge stops short of the next piece."""
    seen: list[Point] = [q[:2] for q in line]
    first, last = line[0], line[-1]
    short = min(0.4, width / (hypot(last[0] - first[0], last[1] - first[1]) or 1e-9))
    inner = seen if len(seen) > 2 else [mix(seen[0], seen[1], short), mix(seen[1], seen[0], short)]

    def paint(pen: Pen) -> None:
        pen.stroke([inner], "paper", width + 0.9)
        pen.stroke([seen], colour, width)

    return Ribbon(widened(line, width / 2), line, paint, lift)


def anchored_band(stage: Stage, anchor: Vector, to: Joint, loops: Sequence[Stripe] = ()) -> list[Thing]:
    """A long elastic band from a fixed point to a joint, with its anchor."""
    things = strap(stage, [anchor, to], loops, "rubber", 1.6)
    return [*things, Box(stage.camera, (-2, -5, -2), (2, 5, 2), anchor)]


# -- beside the walker
def metronome(stage: Stage, at: Vector, size: float = 30, plus: bool = False) -> list[Thing]:
    """A metronome as a sign beside the walker; `plus` asks for a quicker beat."""
    x, y, _ = stage.camera.see(at)
    k = size / 30

    def drawn(*corners: Pair) -> list[Point]:
        return [(x + u * k, y + v * k) for u, v in corners]

    def arc(r: float, start: float, end: float) -> list[Point]:
        turns = [start + (end - start) * i / 10 for i in range(11)]
        return drawn(*((r * cos(turn), 14 + r * sin(turn)) for turn in turns))

    case = drawn((-10, 0), (10, 0), (5, 28), (-5, 28))
    foot = drawn((-10, 0), (10, 0), (8.8, 7), (-8.8, 7))
    rod = drawn((0, 7), (8.2, 30))
    weight = drawn((2.6, 20.2), (6.4, 18.8), (7.6, 21.8), (3.8, 23.2))
    waves = [arc(r, turn - 0.5, turn + 0.5) for r in (16, 21) for turn in (0, pi)]
    arm = ((-2, 38), (2, 38), (2, 42), (6, 42), (6, 46), (2, 46), (2, 50), (-2, 50), (-2, 46), (-6, 46), (-6, 42))
    cross = drawn(*arm, (-2, 42)) if plus else []

    def paint(pen: Pen) -> None:
        pen.shape(case, WOOD["side"], "line", 0.9, straight=True)
        pen.shape(foot, WOOD["end"], "line", 0.7, straight=True)
        pen.stroke([rod], "line", 0.9, straight=True)
        pen.shape(weight, "strap", "line", 0.5, straight=True)
        pen.stroke(waves, "guide", 0.9)
        if cross:
            pen.fill(cross, "guide")

    ink = [*case, *cross, *rod, *(q for wave in waves for q in wave)]
    return [Loose(ink, paint, Layer.OVER)]
