"""Puts kept pieces into a page that left places for them."""

from collections.abc import Iterable, Mapping
from typing import Any

import pydyf

from hep.handouts import archival, letters
from hep.handouts.archival import PX_TO_PT, Sealed
from hep.handouts.pieces import Piece, Tag

# Over what a layout says of its images: a place has the size of its piece and nothing of its own.
SHEET = """
img.kept { display: block !important; position: static !important; float: none !important; width: auto !important;
  height: auto !important; max-width: none !important; max-height: none !important; padding: 0 !important;
  border: 0 !important; background: none !important; overflow: visible !important;
  bookmark-level: 1; bookmark-label: attr(alt) }
"""


class Place:
    """The picture that keeps a piece's place; it answers what WeasyPrint asks of an image and draws only its name."""

    def __init__(self, name: str, piece: Piece):
        self.name, self.width, self.height = name, piece.width, piece.height

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> tuple[float, float, float]:
        return self.width, self.height, self.width / self.height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        stream.draw_x_object(self.name)


def place(name: str, piece: Piece) -> str:
    """The HTML of a place."""
    margin = f"margin: {piece.above:.6f}px 0 {piece.below:.6f}px !important"
    return f'<img class="kept" src="{name}" alt="{name}" style="{margin}"/>'


def expect(document: Any, kept: Mapping[str, Piece]) -> None:
    """Before a laid-out page is written: its fonts will have the letters of the pieces, its outline their headings."""
    letters.lend(document)
    for piece in kept.values():
        for key, (widths, texts) in piece.letters.items():
            document.fonts[key].widths |= widths
            document.fonts[key].to_unicode |= texts
    for page in document.pages:
        page.bookmarks = [one for bookmark in page.bookmarks for one in _opened(bookmark, kept)]


def _opened(bookmark: Any, kept: Mapping[str, Piece]) -> Iterable[Any]:
    _, label, (x, y), _ = bookmark
    if label not in kept:
        return [bookmark]
    return [(level, text, (x + right, y + down), state) for level, text, (right, down), state in kept[label].bookmarks]


def join(written: Any, kept: Mapping[str, Piece], drawings: Mapping[str, bytes]) -> None:
    """The pieces into their places, in a PDF that is about to be saved; `drawings` are serialised, by name."""
    numbered = {page.reference: (number, page) for number, page in enumerate(archival.pages_of(written))}
    elements = {element.reference: element for element in archival.elements(written)}
    marks = _at(written, _at(written, written.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for figure in elements.values():
        if figure["S"] != "/Figure" or (piece := kept.get(figure["Alt"].string)) is None:
            continue
        number, page = numbered[figure["Pg"]]
        owners = marks[2 * number + 1]
        _share(written, _at(written, page["Resources"]), piece, drawings)
        numbers = _marks(figure["K"][0], owners, len(piece.content) - 1)
        _draw(_at(written, page["Contents"]).stream, figure["Alt"].string, piece, numbers)
        _Tagging(written, figure, page, piece, numbers).into(elements[figure["P"]], owners)


def _at(written: Any, reference: Any) -> Any:
    return written.objects[int(bytes(reference).split()[0])]


def _share(written: Any, resources: Any, piece: Piece, drawings: Mapping[str, bytes]) -> None:
    """What a piece draws with goes to the resources that all pages share."""
    for name in sorted(piece.drawings - resources["XObject"].keys()):
        form = Sealed(drawings[name])
        written.add_object(form)
        resources["XObject"][name] = form.reference
    for name in sorted(piece.states - resources["ExtGState"].keys()):
        resources["ExtGState"][name] = pydyf.Dictionary({"ca" if name[0] == "a" else "CA": float(name[1:])})


def _marks(own: int, owners: Any, count: int) -> list[int]:
    """The numbers on its page for the marks of a piece: the place's own, then new ones."""
    numbers = [own, *range(len(owners), len(owners) + count - 1)]
    owners.extend([b"null"] * (count - 1))
    return numbers


def _draw(operators: list[Any], name: str, piece: Piece, numbers: list[int]) -> None:
    """Draws the piece where the place drew its name, without the mark around it: each text has its own."""
    at = operators.index(b"/" + name.encode() + b" Do")
    end = operators.index(b"EMC", at)
    begin = max(n for n in range(at) if operators[n] == b"BDC")
    *before, last = piece.content
    content = b"".join(b"%b%d" % pair for pair in zip(before, numbers, strict=True)) + last
    operators[begin - 2 : end + 1] = [*operators[begin + 1 : at], content, *operators[at + 1 : end]]


class _Tagging:
    """Gives the tags of a piece their numbers in a PDF; the first takes the place's, so that none is left over."""

    def __init__(self, written: Any, figure: Any, page: Any, piece: Piece, marks: list[int]):
        self.written, self.figure, self.page, self.piece, self.marks = written, figure, page, piece, marks
        new = len(written.objects)
        self.numbers = [figure.number, *range(new, new + len(piece.tags) - 1)]
        # Negative are the tags, from -1 on, the others are the marks: what a tag has as its kids.
        self.names = [b"%d" % mark for mark in marks] + [b"%d 0 R" % number for number in reversed(self.numbers)]

    def into(self, section: Any, owners: Any) -> None:
        """Replaces the place in its section; `owners` are the elements that hold each mark of the page."""
        for number, name, tag in zip(self.numbers, reversed(self.names), self.piece.tags, strict=False):
            element = Sealed(self._data(tag, section))
            if number == self.figure.number:
                element.number, self.written.objects[number] = number, element
            else:
                self.written.add_object(element)
            for kid in tag.kids:
                if kid >= 0:
                    owners[self.marks[kid]] = name
        at = section["K"].index(self.figure.reference)
        section["K"][at : at + 1] = [self.names[kid] for kid in self.piece.roots]

    def _data(self, tag: Tag, section: Any) -> bytes:
        kids = b" ".join([self.names[kid] for kid in tag.kids])
        parent = self.names[tag.parent] if tag.parent else section.reference
        cell = tag.cell.replace(b"(#", b"(%d" % self.figure.number)
        return b"%b/K [%b]/Pg %b/P %b%b%b>>" % (tag.start, kids, self.page.reference, parent, cell, self._box(tag))

    def _box(self, tag: Tag) -> bytes:
        if tag.box is None:
            return b""
        x, y, _, _ = self.figure["A"]["BBox"]
        height = self.page["MediaBox"][3] / PX_TO_PT
        left, upper, right, lower = tag.box
        edges = (x + left, height - y - lower, x + right, height - y - upper)
        return b"/A <</O /Layout/BBox [%.3f %.3f %.3f %.3f]>>" % tuple(PX_TO_PT * edge for edge in edges)
