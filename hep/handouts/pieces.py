"""A piece of a page as it is carried from PDF to PDF: its drawing operators, letters and tags, out of a written page.

WeasyPrint has no way to write a piece of a page twice. So this file relies on three things of WeasyPrint 70 that are
not promised: where a page keeps its boxes, how it marks content, and how a font counts its letters. A piece that uses
more than text, drawings and plain colours is refused (`NotKept`) and printed with its page, as if this file were not
there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure.boxes import BlockLevelBox

from hep.handouts import archival, letters
from hep.handouts.pdf_file import as_bytes

Bookmark = tuple[int, str, tuple[float, float], str]
Letters = Mapping[int, tuple[dict[int, int], dict[int, str]]]  # of each font: widths and texts of its glyphs

_DRAWING = re.compile(rb"/(d[0-9a-f]{16}) Do")
_GROUP = re.compile(rb"/(x\d+) Do")
_STATE = re.compile(rb"/([aA][\d.]+) gs")
_NAMED = re.compile(rb"/\S+ (?:gs|Do|sh|scn|SCN|cs|CS)")
_MARK = re.compile(rb"(?<=<</MCID )\d+(?=>>\nBDC)")
_HOLDS_TEXT = {"/P", "/H1", "/H2", "/H3", "/LBody", "/Span", "/NonStruct"}


class NotKept(Exception):
    """This piece cannot be carried over."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure; `kids` are marks (0, 1 ...) and tags of the piece (-1, -2 ...), as is `parent`.

    `cell` are the attributes of a table's cell; the names of heads in it begin with "(#" and need a number.
    """

    start: bytes
    cell: bytes
    kids: tuple[int, ...]
    parent: int
    box: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Lengths are CSS pixels from its upper left corner; `above` and `below` are margins that reach out of it."""

    width: float
    height: float
    above: float
    below: float
    content: tuple[bytes, ...]  # cut where the numbers of its marks go
    roots: tuple[int, ...]
    tags: tuple[Tag, ...]
    drawings: frozenset[str]
    states: frozenset[str]
    letters: Letters
    bookmarks: tuple[Bookmark, ...]


def taken(document: Any, page: Any, highest: float) -> Piece:
    """The piece that stands alone in the section of this page; raises `NotKept`."""
    section = next(box for box in _boxes(page._page_box) if box.element_tag == "section")
    left, top = section.content_box_x(), section.content_box_y()
    if not 0 < section.height < highest or section.style["break_inside"] == "auto":
        raise NotKept("It may break over pages.")
    alone, found = document.copy([page]), []

    def look(_: Any, written: Any) -> None:
        archival.say_what_heads(written)
        found.append((_operators(written), _Tags(written, left, top)))
        written.objects = written.objects[:1]  # nobody needs the file

    letters.lend(alone)
    alone.write_pdf(finisher=look, pdf_tags=True, uncompressed_pdf=True)
    operators, tags = found[0]
    content = b"\n".join([b"1 0 0 1 %f %f cm" % (-left, -top), *operators])
    above, below = _reach(section)
    return Piece(
        width=section.width,
        height=section.height,
        above=above,
        below=below,
        content=tuple(_MARK.split(content)),
        roots=tags.roots,
        tags=tuple(tags.all),
        drawings=frozenset(name.decode() for name in _DRAWING.findall(content)),
        states=frozenset(name.decode() for name in _STATE.findall(content)),
        letters=_letters(alone),
        bookmarks=tuple((level, text, (x - left, y - top), state) for level, text, (x, y), state in page.bookmarks),
    )


# -- size


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _reach(section: Any) -> tuple[float, float]:
    """How far the margins of the first and the last boxes reach out: CSS collapses them with the section's own."""
    top, bottom = section.content_box_y(), section.content_box_y() + section.height
    above = below = 0.0
    box = section
    while inside := _in_flow(box):
        box = inside[0]
        above = max(above, top - box.position_y)
    box = section
    while inside := _in_flow(box):
        box = inside[-1]
        below = max(below, box.position_y + box.margin_height() - bottom)
    return above, below


def _in_flow(box: Any) -> list[Any]:
    return [one for one in getattr(box, "children", ()) if isinstance(one, BlockLevelBox) and one.is_in_normal_flow()]


# -- content


def _operators(written: Any) -> list[bytes]:
    """What draws the page, but for the turn to screen coordinates around all of it."""
    page = next(archival.pages_of(written))
    operators = [as_bytes(one) for one in _at(written, page["Contents"]).stream]
    if operators[1:3] != [b"q", b"0.75 0 0 0.75 0 0 cm"] or operators[-1] != b"Q":
        raise NotKept("It does not begin as pages do.")
    return list(_opened(operators[3:-1], _at(written, page["Resources"]), written))


def _opened(operators: list[bytes], resources: Any, written: Any) -> Iterator[bytes]:
    """Groups of plain drawings are drawn as they are; they have their names from their page."""
    for operator in operators:
        if operator[:1] != b"/":
            yield operator
        elif group := _GROUP.fullmatch(operator):
            form = _at(written, resources["XObject"][group[1].decode()])
            inside = [as_bytes(one) for one in form.stream]
            yield from (b"q", *_opened(inside, _at(written, form.extra["Resources"]), written), b"Q")
        elif _NAMED.fullmatch(operator) and not (_DRAWING.fullmatch(operator) or _STATE.fullmatch(operator)):
            raise NotKept(f"It uses {operator!r}.")
        else:
            yield operator


def _at(written: Any, reference: Any) -> Any:
    return written.objects[int(bytes(reference).split()[0])]


# -- letters


def _letters(document: Any) -> Letters:
    if document.fonts.keys() - letters.whole.keys() or any(font.missing for font in document.fonts.values()):
        raise NotKept("It has letters that our font has not.")
    return {key: (font.widths, font.to_unicode) for key, font in document.fonts.items()}


# -- tags


class _Tags:
    """The tags inside the section, parents first. A span in a line of text says nothing: its text goes to the line."""

    def __init__(self, written: Any, left: float, top: float):
        self.left, self.top = left, top
        self.elements = {element.reference: element for element in archival.elements(written)}
        self.all: list[Tag] = []
        section = next(element for element in self.elements.values() if element["S"] == "/Sect")
        self.roots = self._kids(section, 0)

    def _kids(self, element: Any, number: int) -> tuple[int, ...]:
        kids: list[int] = []
        for kid in element["K"]:
            child = self.elements.get(kid) if isinstance(kid, bytes) else None
            if isinstance(kid, int):
                kids.append(kid)
            elif child is None:
                raise NotKept("It has a link.")
            elif child["S"] in ("/Span", "/NonStruct") and element["S"] in _HOLDS_TEXT:
                kids += self._kids(child, number)
            else:
                kids.append(self._add(child, number))
        return tuple(kids)

    def _add(self, element: Any, parent: int) -> int:
        if not element.keys() <= {"Type", "S", "K", "Pg", "P", "A", "Alt", "ID"}:
            raise NotKept("It has a tag with more than we know.")
        place = len(self.all)
        start = b"<</Type /StructElem/S " + element["S"].encode()
        if "Alt" in element:
            start += b"/Alt " + element["Alt"].data
        tag = Tag(start, self._cell(element), (), parent, self._box(element))
        self.all.append(tag)
        self.all[place] = replace(tag, kids=self._kids(element, -place - 1))
        return -place - 1

    def _cell(self, element: Any) -> bytes:
        if element["S"] not in ("/TH", "/TD"):
            return b""
        name = b"/ID " + element["ID"].data if "ID" in element else b""
        return re.sub(rb"\(\d+(?=-)", b"(#", b"/A " + element["A"].data + name)

    def _box(self, element: Any) -> tuple[float, float, float, float] | None:
        if element["S"] != "/Figure":
            return None
        left, upper, right, lower = element["A"]["BBox"]
        return left - self.left, upper - self.top, right - self.left, lower - self.top
