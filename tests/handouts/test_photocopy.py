"""A handout as a black-and-white photocopier sees it: every letter and every line stands out from its ground."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from tests.handouts.conftest import EVERY, Prints

DPI = 300
LETTERS, LINES = 7.0, 3.0  # contrast: WCAG 2.2, 1.4.6 for letters and 1.4.11 for lines
THINNEST = 0.2  # mm: a copier loses thinner lines
STROKE = 2.0  # mm: what is filled and thinner than this is a line too


class Line(NamedTuple):
    """A line in its grey, and in mm; depth 1 is a picture, 2 an ornament."""

    depth: int
    grey: float
    thick: float


def luminance(grey: float) -> float:
    """Relative luminance of a grey from 0 to 255, as WCAG 2.2 defines it."""
    part = grey / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: float, other: float) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def grey_of(red: int, green: int, blue: int) -> float:
    """As Pillow and copiers turn colours into grey."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


def words(page: Any) -> Iterator[tuple[int, int, int, int]]:
    """Where the words of a page stand, in pixels of its copy."""
    height = page.get_height()
    for word in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = word.get_bounds()
        edges = (left, height - top, right, height - bottom)
        if right - left > 1:
            yield tuple(round(edge * DPI / 72) for edge in edges)  # type: ignore[misc]


def lines(page: Any) -> Iterator[Line]:
    """Every line that is drawn on a page: strokes, the frames and rules of CSS, and what is filled but thin."""
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _lines(pdfium.FPDFPage_GetObject(page, number), 25.4 / 72)


def _lines(piece: Any, scale: float, depth: int = 0) -> Iterator[Line]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(piece, matrix)
    scale *= abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    kind = pdfium.FPDFPageObj_GetType(piece)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        for number in range(pdfium.FPDFFormObj_CountObjects(piece)):
            yield from _lines(pdfium.FPDFFormObj_GetObject(piece, number), scale, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        filled, stroked, thick = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        pdfium.FPDFPath_GetDrawMode(piece, filled, stroked)
        if stroked:
            pdfium.FPDFPageObj_GetStrokeWidth(piece, thick)
            yield Line(depth, _grey(piece, pdfium.FPDFPageObj_GetStrokeColor), thick.value * scale)
        # A figure is shaded with small patches; what bounds them is a stroke.
        elif filled and depth != 1 and (thickness := _thickness(piece) * scale) < STROKE:
            yield Line(depth, _grey(piece, pdfium.FPDFPageObj_GetFillColor), thickness)


def _grey(piece: Any, colour_of: Callable[..., Any]) -> float:
    """The colour as it comes out on white paper."""
    red, green, blue, alpha = parts = [ctypes.c_uint() for _ in range(4)]
    colour_of(piece, *parts)
    covered = alpha.value / 255
    return grey_of(red.value, green.value, blue.value) * covered + 255 * (1 - covered)


def _thickness(piece: Any) -> float:
    """How thick the sides of a frame are, the thinnest of those that are there, or the lesser edge of another shape.

    WeasyPrint fills what lies between an outer and an inner rectangle; of a rule, three sides are the same in both.
    """
    boxes: list[list[tuple[float, float]]] = []
    for number in range(pdfium.FPDFPath_CountSegments(piece)):
        segment = pdfium.FPDFPath_GetPathSegment(piece, number)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not boxes:
            boxes.append([])
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        boxes[-1].append((x.value, y.value))
    edges = [[edge for axis in zip(*box, strict=True) for edge in (min(axis), max(axis))] for box in boxes]
    if len(edges) == 2:
        sides = [abs(one - other) for one, other in zip(*edges, strict=True)]
        return min((side for side in sides if side > 0.001), default=float("inf"))
    return min((min(right - left, top - bottom) for left, right, bottom, top in edges), default=float("inf"))


def ground_and_ink(copy: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """The commonest grey of a place and the one that is farthest from it."""
    counts = copy.crop(box).histogram()
    ground = max(range(256), key=counts.__getitem__)
    return ground, max((grey for grey in range(256) if counts[grey]), key=lambda grey: abs(grey - ground))


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_every_word_stands_out_on_a_grey_copy(prints: Prints, layout: str, paper: str) -> None:
    faint = []
    for page in pypdfium2.PdfDocument(prints(layout, paper)):
        copy = page.render(scale=DPI / 72, grayscale=True).to_pil()
        for box in words(page):
            if (reached := contrast(*ground_and_ink(copy, box))) < LETTERS:
                faint.append((box, round(reached, 1)))
    assert faint == []


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_every_line_is_dark_enough_to_be_copied(prints: Prints, layout: str, paper: str) -> None:
    faint = set()
    for page in pypdfium2.PdfDocument(prints(layout, paper)):
        for line in lines(page):
            # White lines part dark patches: there is no line where they fade. A figure may have finer lines inside.
            if line.grey < 255 and (contrast(line.grey, 255) < LINES or (line.depth != 1 and line.thick < THINNEST)):
                faint.add((line.depth, round(line.grey), round(line.thick, 2)))
    assert faint == set()
