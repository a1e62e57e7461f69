"""A movement and a person -> drawings: bodies, props, marks, shadow, ghost and reflection put together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from .actor import cast
from .camera import Camera
from .curves import smooth
from .drawn import Figure
from .lettering import HEIGHT, LEGS, length, write
from .marks import GUIDES, arrow
from .outline import Box, bounding_box, overlap
from .painting import paint, shadow, silhouette
from .props import PROPS
from .script import Arrow, Item, Picture, Script
from .solids import Layer, Loose, Solid, Thing
from .stage import Stage
from .styles import Style
from .svg import Pen, counter_clockwise, dark_mode, document, weight
from .vectors import Point, Vector

MARGIN = 4.0  # cm around the drawing
ARROW_POINTS = 6
LETTERS = 0.075  # height of letters as a share of the drawing: 1.6 mm on the paper where it is 21 mm high
KEPT = 8  # scenes whose contours are kept for the other pose or style
PATIENT, HELPER = 0, 1


class Frame:
    """Everything seen at one moment, before it is painted. It does not hold its scene, so both are soon forgotten."""

    def __init__(self, scene: Scene, moment: float) -> None:
        script, camera = scene.script, scene.camera
        posture = script.patient.finish if moment > 0 else script.patient.start
        self.moment, self.picture, self.camera = moment, script.picture, camera
        self.patient, self._muscles = scene.actors[PATIENT], posture.muscles
        self.figures = [
            Figure(actor.at(moment), camera, owner, *((self.picture.far, self._muscles) if owner == PATIENT else ()))
            for owner, actor in enumerate(scene.actors)
        ]
        self.stage = Stage.of(self.figures[PATIENT])
        things = list(_things(self.picture, self.stage))
        self.under = [thing for thing in things if thing.layer is Layer.UNDER]
        self.solids = [t for t in things if isinstance(t, Solid) and t.layer is Layer.AMONG]
        self.over = [thing for thing in things if thing.layer is Layer.OVER]
        # Marks of one pose belong to its end of the movement only.
        self.guides = list(script.picture.guides)
        if moment <= 0 or moment >= 1:
            self.guides += posture.guides
        self.marks = [_mark(self.stage, guide) for guide in self.guides]
        # The arrows show the movement, so they stand beside everything but its start.
        arrows = self.picture.arrows if moment > 0 else ()
        drawn = [arrow(scene.course(spec), spec.width, spec.head) for spec in arrows]
        self.arrows = [mark for mark in drawn if mark]

    @cached_property
    def ink(self) -> list[Box]:
        """What the drawing takes up of the paper."""
        boxes = [contour.box for figure in self.figures for contour in figure.contours]
        boxes += [bounding_box(figure.hair.bun or figure.hair.polygon) for figure in self.figures]
        boxes += [solid.box for solid in self.solids]
        loose = (*self.under, *self.over, *self.marks, *self.arrows)
        return boxes + [bounding_box(thing.outline) for thing in loose]

    def paint(self, pen: Pen, arrows: bool = True) -> None:
        """Shadow, things below, ghost, reflection, bodies among solids, things above, marks."""
        picture = self.picture
        for figure in self.figures:
            if pen.detailed:
                floor = picture.floor if figure.owner == PATIENT else 0.0
                pen.patches(shadow(figure, floor), "shadow", 0.3)
        for thing in self.under:
            thing.paint(pen)
        if picture.ghost and self.moment > 0:
            ghost = Figure(self.patient.at(0), self.camera, PATIENT, picture.far)
            pen.stroke(silhouette(ghost), "ghost", 0.7, tolerance=0.3, dashes=(1.4, 1.2))
        for mirror in picture.props:
            if mirror.name == "mirror" and self.camera.view[0] <= 0:
                self._paint_reflection(pen, mirror)
        paint(pen, self.figures, self.solids)
        for thing in (*self.over, *self.marks, *(self.arrows if arrows else ())):
            thing.paint(pen)

    def _paint_reflection(self, pen: Pen, mirror: Item) -> None:
        """The patient in the mirror, cut off at the edge of its glass."""
        x = mirror.settings.get("x", 90.0)
        z0, z1 = mirror.settings.get("z", (-34.0, 34.0))
        y0, y1 = mirror.settings.get("y", (18.0, 196.0))
        corners: list[Vector] = [(x, y0, z0), (x, y0, z1), (x, y1, z1), (x, y1, z0)]
        glass = [self.camera.see(corner) for corner in corners]
        pen.patches([glass], "glass")
        camera = self.camera.behind_mirror(x)
        reflected = Figure(self.patient.at(self.moment), camera, PATIENT, self.picture.far, self._muscles)
        stage = Stage.of(reflected)
        pen.window, pen.detailed = counter_clockwise(glass), False
        solids = [thing for thing in _things(self.picture, stage) if isinstance(thing, Solid)]
        paint(pen, [reflected], [solid for solid in solids if solid.layer is Layer.AMONG])
        for guide in self.guides:
            _mark(stage, guide).paint(pen)
        pen.flush()
        pen.window, pen.detailed = None, pen.style.detailed


class Scene:
    """One exercise for one person, seen by its camera."""

    def __init__(self, script: Script, person: str) -> None:
        self.script = script
        self.actors = cast(script, person)
        self.camera = Camera(script.picture.az, script.picture.el)
        self._frames: dict[float, Frame] = {}
        self._courses: dict[Arrow, list[Point]] = {}

    def frame(self, moment: float) -> Frame:
        """Start and finish are kept, moments between are not."""
        if moment not in (0.0, 1.0):
            return Frame(self, moment)
        if moment not in self._frames:
            self._frames[moment] = Frame(self, moment)
        return self._frames[moment]

    def course(self, spec: Arrow) -> list[Point]:
        """The line of an arrow: a given path, or the real way of a joint."""
        if spec not in self._courses:
            if spec.follow is None:
                line = [self.camera.see(point)[:2] for point in spec.path]
            else:
                first, last = spec.trim
                shares = [first + (last - first) * k / (ARROW_POINTS - 1) for k in range(ARROW_POINTS)]
                line = [self.camera.see(place)[:2] for place in self.actors[PATIENT].way(spec.follow, shares)]
            dx, dy = spec.offset
            moved: list[Point] = [(q[0] + dx, q[1] + dy) for q in (line[::-1] if spec.reverse else line)]
            self._courses[spec] = smooth(moved, 4) if len(moved) > 2 else moved
        return self._courses[spec]

    @cached_property
    def box(self) -> Box:
        """Bounding box of both poses: start and finish are drawn at one scale."""
        ink = self.frame(0.0).ink + self.frame(1.0).ink
        left, bottom = min(box[0] for box in ink), min(box[1] for box in ink)
        right, top = max(box[2] for box in ink), max(box[3] for box in ink)
        return left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN

    def drawing(self, moment: float, pen: Pen, arrows: bool = True) -> str:
        self.frame(moment).paint(pen, arrows)
        return pen.drawing()

    def svg(self, moment: float, style: Style, mirrored: bool, width_mm: float, legs: str = "one") -> str:
        """A complete document."""
        pen = Pen(style, weight(self.box, width_mm, style), mirrored)
        box = self._tell(pen, LEGS[legs]) if LEGS[legs] and pen.detailed else self.box
        drawing = self.drawing(moment, pen)
        return document(drawing, box, mirrored, dark_mode(style, pen.used))

    def _tell(self, pen: Pen, text: str) -> Box:
        """Write in an upper corner that is free in both poses, or above all. The box of the drawing with the text."""
        left, bottom, right, top = self.box
        size = LETTERS * max(right - left, top - bottom)
        width, height = length(text) * size / HEIGHT + MARGIN, size + MARGIN
        corners = [(left, left + width), (right - width, right)]
        ink = self.frame(0.0).ink + self.frame(1.0).ink
        for start, end in reversed(corners) if pen.mirrored else corners:
            if not any(overlap((start, top - height, end, top), box) for box in ink):
                break
        else:
            top += height
        write(pen, text, (start + end) / 2, top - height / 2, size)
        return left, bottom, right, top


def _things(picture: Picture, stage: Stage) -> Iterator[Thing]:
    for prop in picture.props:
        yield from PROPS[prop.name](stage, **prop.settings)


def _mark(stage: Stage, guide: Item) -> Loose:
    return GUIDES[guide.name](stage, **guide.settings)


@lru_cache(maxsize=KEPT)
def scene_of(script: Script, person: str) -> Scene:
    return Scene(script, person)
