"""Looks at printed handouts: their words, their tags, and where their boxes lie."""

import ctypes
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

from hep.handouts import Handout, no_figures
from hep.handouts.drawings import FigureOf
from hep.handouts.render import laid_out, press

# Parts that stand on one page, by their class: the card, what to watch in it, the rules of a walk, boxes, weeks.
WHOLE = {"exercise", "watch", "walk", "cell", "box", "pain", "band", "weeks"}
LEAST_USED = 0.1
MILLIMETRES = {"A4": (210, 297), "Letter": (216, 279)}
HEADINGS = ("h1", "h2", "h3")
WORDS_OF_ONE = ("TextBox", "InlineReplacedBox", "BlockReplacedBox")


def words(pdf: bytes) -> str:
    """All text of a PDF without its spaces, as a screen reader says it; the foot of pages is silent."""
    texts = _marked_texts(pdf)
    return "".join(texts.get(mark, "") for mark in _marks(pdf))


def flat(text: str) -> str:
    """The text without spaces: a line may end anywhere in a long word."""
    return re.sub(r"\s+", "", text)


def in_order(text: str, parts: list[str]) -> Iterator[str]:
    """The parts that do not follow on the one before them."""
    place = 0
    for part in parts:
        found = text.find(flat(part), place)
        if found < 0:
            yield part
        else:
            place = found + len(flat(part))


def _marked_texts(pdf: bytes) -> dict[tuple[int, int], str]:
    """The text of each marked piece of content, by page and mark."""
    texts: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        lines = page.get_textpage()
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            mark = (number, pdfium.FPDFPageObj_GetMarkedContentID(piece))
            size = pdfium.FPDFTextObj_GetText(piece, lines, None, 0)
            letters = ctypes.create_string_buffer(size)
            pdfium.FPDFTextObj_GetText(piece, lines, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), size)
            texts[mark] = texts.get(mark, "") + flat(letters.raw.decode("utf-16-le").rstrip("\0"))
    return texts


def _marks(pdf: bytes) -> Iterator[tuple[int, int]]:
    """Page and mark of every piece of content, in the order of the structure tree."""
    reader = PdfReader(BytesIO(pdf))
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}

    def walk(element: Any, page: int) -> Iterator[tuple[int, int]]:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, int):
            yield page, int(element)
        elif isinstance(element, list):
            for kid in element:
                yield from walk(kid, page)
        elif isinstance(element, dict):
            page = pages[element.raw_get("/Pg").idnum] if "/Pg" in element else page
            if "/MCID" in element:
                yield page, int(element["/MCID"])
            elif "/K" in element:
                yield from walk(element["/K"], page)

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], 0)


def tags(pdf: bytes, kind: str) -> list[Any]:
    """The structure elements of a kind, in reading order."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for kid in element:
                walk(kid)
        elif isinstance(element, dict):
            if element.get("/S") == kind:
                found.append(element)
            if "/K" in element and element.get("/Type") != "/MCR":
                walk(element["/K"])

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def headings(pdf: bytes) -> list[int]:
    """The levels of the headings, in reading order."""
    levels: list[int] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for kid in element:
                walk(kid)
        elif isinstance(element, dict):
            if re.fullmatch(r"/H[1-6]", str(element.get("/S", ""))):
                levels.append(int(str(element["/S"])[2:]))
            if "/K" in element and element.get("/Type") != "/MCR":
                walk(element["/K"])

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return levels


def fonts(pdf: bytes) -> set[str]:
    """Names of the fonts that are embedded."""
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(descriptor["/FontName"]).split("+")[-1])
    return names


def faults(
    handout: Handout, layout: str, paper: str, figure_of: FigureOf = no_figures, most_pages: int = 1000
) -> list[str]:
    """What leaves its page or its box, parts on two pages, headings left alone, pages with next to nothing on them."""
    return faults_on(pages_of(handout, layout, paper, figure_of), paper, most_pages)


def pages_of(handout: Handout, layout: str, paper: str, figure_of: FigureOf = no_figures) -> list[Any]:
    """The pages as they are laid out, before they are written."""
    page = laid_out(handout, layout, paper, figure_of)
    pages: list[Any] = press().document(page.html, layout, paper, page.svgs).pages
    return pages


def type_sizes(pages: list[Any]) -> dict[float, int]:
    """How many letters are printed in each size of type (in points); the foot of the pages is left out."""
    sizes: dict[float, int] = {}
    for page in pages:
        for part in _boxes(page._page_box):
            if part.__class__.__name__ == "TextBox" and part.text.strip():
                size = round(part.style["font_size"] * 0.75, 1)
                sizes[size] = sizes.get(size, 0) + len(part.text)
    return sizes


def figure_widths(pages: list[Any]) -> dict[str, float]:
    """Width of each exercise's figure in mm, by its address; the first time it is printed."""
    widths: dict[str, float] = {}
    for page in pages:
        for part in _boxes(page._page_box):
            if part.element_tag == "img" and part.element.get("src", "").startswith("figure:"):
                widths.setdefault(part.element.get("src"), part.width * 25.4 / 96)
    return widths


def faults_on(pages: list[Any], paper: str, most_pages: int = 1000) -> list[str]:
    """What is wrong with pages that are laid out."""
    too_many = [f"{len(pages)} pages"] if len(pages) > most_pages else []
    looks = (_on_pages, _broken, _lone_rows, _beyond, _below, _over_one_another, _askew)
    return [*too_many, *_of_size(pages, paper), *(fault for look in looks for fault in look(pages))]


def _of_size(pages: list[Any], paper: str) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        size = tuple(round(edge * 25.4 / 96) for edge in (page.width, page.height))
        if size != MILLIMETRES[paper]:
            yield f"page {number} is {size} mm"


def _on_pages(pages: list[Any]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        box = page._page_box
        right, bottom = box.content_box_x() + box.width + 1, box.content_box_y() + box.height + 1
        pieces = [part for part in _boxes(box) if part.__class__.__name__ in WORDS_OF_ONE]
        for part in pieces:
            if part.position_x + part.width > right or part.position_y + part.height > bottom:
                yield f"page {number}: {_named(part)} leaves the page"
        lowest = max(pieces, key=lambda part: part.position_y + part.height)
        if lowest in (part for one in _boxes(box) if one.element_tag in HEADINGS for part in _boxes(one)):
            yield f"page {number}: the heading {_named(lowest)} stands alone"
        if number < len(pages) and (used := _used(page) / box.height) < LEAST_USED:
            yield f"page {number}: only {used:.0%} of its height is used"


def _used(page: Any) -> float:
    """How much of the height of a page has words or pictures."""
    used, lowest = 0.0, 0.0
    for top, bottom in sorted((part.position_y, part.position_y + part.height) for part in _pieces(page._page_box)):
        used += max(0, bottom - max(top, lowest))
        lowest = max(lowest, bottom)
    return used


def _broken(pages: list[Any]) -> Iterator[str]:
    on: dict[Any, set[int]] = {}
    for number, page in enumerate(pages, 1):
        for part in _boxes(page._page_box):
            if part.element is not None and set(part.element.get("class", "").split()[:1]) & WHOLE:
                on.setdefault(part.element, set()).add(number)
    for element, numbers in on.items():
        if len(numbers) > 1:
            yield f"{element.get('class')} is broken over pages {sorted(numbers)}"


def _lone_rows(pages: list[Any]) -> Iterator[str]:
    """A row of a table that is alone on a page with the table's head."""
    for number, page in enumerate(pages, 1):
        for body in (part for part in _boxes(page._page_box) if part.element_tag == "tbody"):
            if len(body.children) == 1 < len(body.element):
                yield f"page {number}: one row of a table stands alone"


def _beyond(pages: list[Any]) -> Iterator[str]:
    """Words that are wider than the block they stand in."""
    for number, page in enumerate(pages, 1):
        for block in _boxes(page._page_box):
            right = block.content_box_x() + block.width + 2 if block.__class__.__name__ == "BlockBox" else None
            for line in getattr(block, "children", ()) if right else ():
                if line.__class__.__name__ == "LineBox":
                    for word in _boxes(line):
                        if word.__class__.__name__ == "TextBox" and word.position_x + word.width > right:
                            yield f"page {number}: {word.text!r} is wider than its {block.element_tag}"


def _below(pages: list[Any]) -> Iterator[str]:
    """Lines that hang out of the block they stand in."""
    for number, page in enumerate(pages, 1):
        for block in _boxes(page._page_box):
            lines = [line for line in getattr(block, "children", ()) if line.__class__.__name__ == "LineBox"]
            for word in (part for line in lines for part in _pieces(line)):
                if _core(word)[3] > block.position_y + block.margin_height() + 1:
                    yield f"page {number}: {_named(word)} hangs out of its {block.element_tag}"


def _over_one_another(pages: list[Any]) -> Iterator[str]:
    """Words and pictures that lie on others."""
    for number, page in enumerate(pages, 1):
        above: list[tuple[float, float, float, float, str]] = []
        for piece in sorted((*_core(part), _named(part)) for part in _pieces(page._page_box)):
            left, top, right, bottom, name = piece
            above = [one for one in above if one[2] - 1 > left]
            for _, its_top, its_right, its_bottom, its_name in above:
                if min(right, its_right) - left > 1 and min(bottom, its_bottom) - max(top, its_top) > 1:
                    yield f"page {number}: {name} lies on {its_name}"
            above.append(piece)


def _pieces(box: Any) -> Iterator[Any]:
    """Words and pictures."""
    for part in _boxes(box):
        if part.__class__.__name__ in WORDS_OF_ONE and getattr(part, "text", "x").strip():
            yield part


def _core(piece: Any) -> tuple[float, float, float, float]:
    """Where ink may be: the box of a word is higher than its letters."""
    spare = piece.height * (0.22 if piece.__class__.__name__ == "TextBox" else 0.02)
    top, bottom = piece.position_y + spare, piece.position_y + piece.height - spare
    return piece.position_x, top, piece.position_x + piece.width, bottom


def _named(piece: Any) -> str:
    return repr(getattr(piece, "text", piece.element_tag))


def _askew(pages: list[Any]) -> Iterator[str]:
    """Boxes to mark that do not stand side by side in their row."""
    for page in pages:
        for row in (part for part in _boxes(page._page_box) if _class_of(part) == "pair"):
            ends = [part.position_y + part.height for part in _boxes(row) if _class_of(part) == "marks"]
            if ends and max(ends) - min(ends) > 1:
                yield f"the boxes of a row end at {ends}"


def _class_of(box: Any) -> str:
    return str(box.element.get("class", "")) if box.element is not None else ""


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        if child.__class__.__name__ != "MarginBox":
            yield from _boxes(child)
