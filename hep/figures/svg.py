"""The pen that writes SVG, and the document around a drawing.

Everything is a presentation attribute: no ids, no classes, so any number of figures may stand on one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .curves import UNITS, circle_path, curve_path, straight_path, thinned
from .outline import Box, area, clipped_area, clipped_line, holds, inside
from .styles import OUTLINE, Style
from .vectors import Point

FILL = 0.2  # cm that the fill below a line may leave its outline
DOCUMENT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{css}'
    '<g fill="none" stroke-linecap="round" stroke-linejoin="round"{turn}>{drawing}</g></svg>'
)


class Pen:
    """Collects paths; lines of one colour and width are kept together until `flush`.

    `weight` multiplies all widths. A pen for the left side is `mirrored`: whoever writes letters must know.
    A `window` is a convex polygon that nothing drawn may leave. Fine lines are drawn where it is `detailed`.
    """

    def __init__(self, style: Style, weight: float = 1.0, mirrored: bool = False) -> None:
        self.style, self.weight, self.mirrored = style, weight, mirrored
        self.window: Sequence[Point] | None = None
        self.detailed = style.detailed
        self.used: set[str] = set()
        self._parts: list[str] = []
        self._lines: dict[tuple[str, str], list[str]] = {}
        self._group = ""

    # -- areas
    def fill(self, outline: Sequence[Point], colour: str) -> None:
        """An area whose edge lies under a line: straight pieces do."""
        if data := self._area(outline, straight=True):
            self._put(f'<path fill="{self._colour(colour)}" d="{data}"/>')

    def patches(self, outlines: Iterable[Sequence[Point]], colour: str, tolerance: float = 0.27) -> None:
        """Smooth areas of one colour without a line."""
        if data := "".join(self._area(outline, tolerance) for outline in outlines):
            self._put(f'<path fill="{self._colour(colour)}" d="{data}"/>')

    def shape(
        self,
        outline: Sequence[Point],
        colour: str,
        line: str = "prop-line",
        width: float = 0.5,
        tolerance: float = 0.2,
        straight: bool = False,
    ) -> None:
        """A filled and outlined area."""
        data = self._area(outline, tolerance, straight)
        if data and not self.window:
            self._outlined(data, colour, line, width)
        elif data:
            self._put(f'<path fill="{self._colour(colour)}" d="{data}"/>')
            self.stroke([[*outline, outline[0]]], line, width, tolerance=tolerance, straight=straight)

    def circle(self, x: float, y: float, radius: float, colour: str, line: str, width: float) -> None:
        if not self.window or inside(self.window, x, y):
            self._outlined(circle_path(x, y, radius), colour, line, width)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        if not self.window or inside(self.window, x, y):
            self._put(f'<path {self._stroke(colour, width)} d="{circle_path(x, y, radius)}"/>')

    # -- lines
    def stroke(
        self,
        lines: Iterable[Sequence[Point]],
        colour: str,
        width: float,
        tolerance: float = 0.27,
        straight: bool = False,
        dashes: Sequence[float] = (),
    ) -> None:
        """Lines drawn at once, in their place."""
        data = "".join(self._line(line, tolerance, straight) for line in lines)
        if data:
            pattern = " ".join(f"{dash * UNITS * self.weight:.0f}" for dash in dashes)
            dashed = f' stroke-dasharray="{pattern}"' if dashes else ""
            self._put(f'<path {self._stroke(colour, width)}{dashed} d="{data}"/>')

    def line(self, line: Sequence[Point], colour: str, width: float, tolerance: float = 0.27) -> None:
        """A line drawn on top of the fills, at the next `flush`."""
        if data := self._line(line, tolerance):
            self._lines.setdefault((self._colour(colour), self._width(width)), []).append(data)

    def flush(self) -> None:
        for (colour, width), data in self._lines.items():
            self._put(f'<path stroke="{colour}" stroke-width="{width}" d="{"".join(data)}"/>')
        self._lines = {}

    def drawing(self) -> str:
        self.flush()
        return "".join(self._parts) + ("</g>" if self._group else "")

    # -- attributes
    def _colour(self, name: str) -> str:
        self.used.add(name)
        return self.style.paint(name)

    def _width(self, cm: float) -> str:
        return f"{cm * UNITS * self.weight:.1f}".rstrip("0").rstrip(".")

    def _stroke(self, colour: str, width: float) -> str:
        return f'stroke="{self._colour(colour)}" stroke-width="{self._width(width)}"'

    def _outlined(self, data: str, colour: str, line: str, width: float) -> None:
        self._put(f'<path fill="{self._colour(colour)}" d="{data}"/>', self._stroke(line, width))

    def _put(self, element: str, group: str = "") -> None:
        """Append an element; neighbours with the same group attributes share a <g>."""
        if group != self._group:
            self._parts.append(("</g>" if self._group else "") + (f"<g {group}>" if group else ""))
            self._group = group
        self._parts.append(element)

    # -- path data
    def _area(self, outline: Sequence[Point], tolerance: float = 0.27, straight: bool = False) -> str:
        if self.window and outline and not holds(self.window, outline):
            outline = clipped_area(outline, self.window)
        if len(outline) < 3:
            return ""
        if straight:
            return straight_path(thinned(outline, FILL))
        return curve_path([*outline, outline[0]], True, tolerance)

    def _line(self, line: Sequence[Point], tolerance: float, straight: bool = False) -> str:
        if self.window and line and not holds(self.window, line):
            return "".join(_path(piece, tolerance, straight) for piece in clipped_line(line, self.window))
        return _path(line, tolerance, straight)


def _path(line: Sequence[Point], tolerance: float, straight: bool) -> str:
    if len(line) < 2:
        return ""
    if straight:
        return straight_path(line, False)
    return curve_path(line, line[0] == line[-1], tolerance)


def counter_clockwise(polygon: Sequence[Point]) -> Sequence[Point]:
    return polygon if area(polygon) > 0 else polygon[::-1]


def weight(box: Box, width_mm: float, style: Style) -> float:
    """Factor on all line widths so that an outline has its weight when the figure fits a square of width_mm."""
    size = max(box[2] - box[0], box[3] - box[1])
    return style.outline_mm * size / (OUTLINE * width_mm)


def document(drawing: str, box: Box, mirrored: bool, css: str = "") -> str:
    """A whole SVG around a drawing; for the left side the same drawing in a mirror."""
    x0, y0, x1, y1 = box
    left = -x1 if mirrored else x0
    view = " ".join(str(round(v * UNITS)) for v in (left, -y1, x1 - x0, y1 - y0))
    style = f"<style>{css}</style>" if css else ""
    turn = ' transform="scale(-1 1)"' if mirrored else ""
    return DOCUMENT.format(box=view, css=style, turn=turn, drawing=drawing)


def dark_mode(style: Style, used: Iterable[str]) -> str:
    """The dark colours of a drawing that stands alone, as in an <img>.

    `:where` gives them no weight at all, so a page that holds the drawing inline keeps its own colours.
    """
    if not style.dark:
        return ""
    tokens = ";".join(f"--fig-{name}:{style.dark[name]}" for name in sorted(used))
    return f"@media(prefers-color-scheme:dark){{:where(:root){{{tokens}}}}}"
