"""HTML to PDF with WeasyPrint. Only `hep.handouts.render` imports this, and late: it loads native libraries."""

import gc
import re
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import product
from threading import Lock
from typing import Any
from xml.etree import ElementTree

import pydyf
from weasyprint import CSS, __version__
from weasyprint.css import ColorProfile
from weasyprint.images import SVGImage
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from hep.handouts import archival, joinery, letters, limits, pieces
from hep.handouts.drawings import signs, size
from hep.handouts.fonts import FAMILY, FILES, face
from hep.handouts.kept import SHEET, Kept
from hep.handouts.layouts import FOLDER, layouts
from hep.handouts.markup import Markup
from hep.handouts.pieces import NotKept, Piece
from hep.shelf import NO_SHELF, Shelf

WIDTHS = {"A4": "210mm", "Letter": "215.9mm"}
# Letter is shorter than A4 and wider: with narrower margins as much goes on a page.
MARGINS = {"A4": "margin: 9mm 15mm 13mm", "Letter": "margin: 8.5mm 12.7mm 12.7mm"}
HIGHEST = 900.0  # CSS pixels: what is higher may not fit on a page
FEW = 4  # so many new pieces leave little behind
_TOKEN, _USE = re.compile(r"(--\w+): ([^;}]+)"), re.compile(r"var\((--\w+)\)")  # WeasyPrint reads each use anew
MADE_BY = f"{__version__}.{zlib.ZLIB_RUNTIME_VERSION}"  # what the bytes of a drawing depend on, besides the drawing

Sheets = tuple[str, ...]


class OurFilesOnly(URLFetcher):  # type: ignore[misc]
    """Lets a handout fetch the files of our font and what stands in a `data:` address, nothing else."""

    ours = frozenset(file.as_uri() for file in FILES.values())

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url not in self.ours and not url.startswith("data:"):
            raise ValueError("A handout fetches nothing but its own font.")
        return super().fetch(url, headers)


fetcher = OurFilesOnly()
fonts = FontConfiguration()
kept = Kept()
with (files("weasyprint.pdf") / "sRGB2014.icc").open("rb") as profile:  # WeasyPrint opens it each time, for good
    srgb = ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
VARIANT = {"pdf_variant": "pdf/a-2a", "output_intent": "--srgb"}  # `archival` makes it PDF/UA-1 as well
one_at_a_time = Lock()  # Pango's fonts know no threads


class Drawing:
    """What WeasyPrint asks of an image, answered with a form that is drawn only once.

    WeasyPrint draws an SVG anew at each use; with sixteen figures that is half of a handout's time.
    The form's resources hold graphic states only: no text, no gradient, no mask in a drawing.
    """

    def __init__(self, svg: str, shelf: Shelf):
        self.width, self.height = size(svg)
        self.name = f"d{sha256(svg.encode()).hexdigest()[:16]}"
        self.bytes = shelf.kept(f"{self.name}.{MADE_BY}.form", lambda: self._form(svg))

    def _form(self, svg: str) -> bytes:
        tree = ElementTree.fromstring(svg)
        tree.set("width", str(self.width))
        tree.set("height", str(self.height))
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
        box = pydyf.Array((0, 0, self.width, self.height))
        form = Stream({}, tuple(box), resources, {}, None, {}, None, compress=True)
        SVGImage(tree, None, fetcher, None).draw(form, self.width, self.height, None)
        form.extra = pydyf.Dictionary(
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": box,
                "Resources": pydyf.Dictionary({"ExtGState": resources["ExtGState"]}),
            }
        )
        return bytes(form.data)

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> tuple[float, float, float]:
        return self.width, self.height, self.width / self.height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        stream._resources["XObject"].setdefault(self.name, archival.Sealed(self.bytes))
        with stream.stacked():
            stream.transform(a=width / self.width, d=height / self.height)
            stream.draw_x_object(self.name)


@lru_cache(1024)
def drawn(svg: str, shelf: Shelf = NO_SHELF) -> Drawing:
    """The drawing of an SVG text; the same figures and grids come back from handout to handout."""
    return Drawing(svg, shelf)


@lru_cache(32)
def style(layout: str, paper: str) -> Sheets:
    """The style sheets of a layout."""
    base, own = ((FOLDER / sheet).read_text("utf-8") for sheet in ("shared/base.css", f"{layout}/page.css"))
    tokens = dict(_TOKEN.findall(base))
    page = f"@page {{ size: {paper}; {MARGINS[paper]} }}"
    return face(), *(_USE.sub(lambda use: tokens[use[1]], sheet) for sheet in (base, own)), page


def get_ready() -> None:
    """Does now what the first handout would wait for: sheets, signs, a first page with every weight of the font."""
    with one_at_a_time:
        for svg in signs().values():
            drawn(svg)
        for layout, paper in product(layouts(), MARGINS):
            for sheet in style(layout, paper):
                _parsed(sheet)
    pdf("<html lang='en'><head><title>A page</title></head><body><h1>A page</h1></body></html>", "standard", "A4", {})


@lru_cache(64)
def _parsed(sheet: str) -> Any:
    return CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)


def pdf(html: str, layout: str, paper: str, svgs: Mapping[str, str], shelf: Shelf = NO_SHELF) -> bytes:
    """The PDF of a page; `svgs` are its drawings by the addresses that it uses. Raises `CannotPrint` where it is large.

    What figures become in a PDF is kept on the shelf: to make it takes longer than all else of a first print.
    """
    limits.no_larger(len(html) + sum(map(len, svgs.values())))
    with one_at_a_time:
        printed = written(html, style(layout, paper), paper, svgs, shelf=shelf)
    limits.no_larger(len(printed))
    return printed


def written(
    html: str, sheets: Sheets, paper: str, svgs: Mapping[str, str], kept: Kept = kept, shelf: Shelf = NO_SHELF
) -> bytes:
    """The PDF of a page in the look of these sheets, with the pieces at hand and those that are new."""
    _learn_letters()
    # Only figures come back for good; what is counted is different from plan to plan.
    images = {
        address: drawn(svg, shelf if address.startswith("figure:") else NO_SHELF) for address, svg in svgs.items()
    }

    def lay_out(sections: str) -> list[Piece | None]:
        document = _laid_out(sections, (*sheets, SHEET % WIDTHS[paper]), images)
        taken = [_piece(document, page) for page in document.pages]
        if len(taken) > FEW:
            del document
            gc.collect()  # its boxes hold one another, some 20 MB that the next page can use
        return taken

    names = {address: image.name for address, image in images.items()}
    page, used = kept.divided(html, _look(sheets, paper), names, lay_out)
    places = {name: joinery.Place(name, piece) for name, piece in used.items()}
    document = _laid_out(page, (*sheets, joinery.SHEET), images | places)
    joinery.expect(document, used)
    drawings = {image.name: image.bytes for image in images.values()}
    saved: list[bytes] = []

    def finish(_: Any, written: Any) -> None:
        joinery.join(written, used, drawings)
        archival.mend(written)
        saved.append(archival.saved(written))

    document.write_pdf(finisher=finish, **VARIANT)
    return saved[0]


@cache
def _learn_letters() -> None:
    sheets = face(), f"html {{ font-family: '{FAMILY}' }}"
    document = _laid_out("<html><head><title>A</title></head><body>A <b>A</b></body></html>", sheets, {})
    document.write_pdf()
    letters.learn(document)


@lru_cache(64)
def _look(sheets: Sheets, paper: str) -> str:
    return sha256(repr((sheets, paper)).encode()).hexdigest()


def _piece(document: Any, page: Any) -> Piece | None:
    try:
        return pieces.taken(document, page, HIGHEST)
    except NotKept:
        return None


def document(html: str, layout: str, paper: str, svgs: Mapping[str, str]) -> Any:
    """The page laid out in one go and not written, for tests that look at its boxes."""
    return _laid_out(html, style(layout, paper), {address: drawn(svg) for address, svg in svgs.items()})


def _laid_out(html: str, sheets: Sheets, images: Mapping[str, Any]) -> Any:
    looks = [_parsed(sheet) for sheet in sheets]
    profiles = {"--srgb": srgb}
    return Markup(html, fetcher).render(
        stylesheets=looks, font_config=fonts, color_profiles=profiles, cache=dict(images), **VARIANT
    )
