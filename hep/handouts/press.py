"""HTML to PDF with WeasyPrint. Only `hep.handouts.render` imports this, and late: it loads native libraries."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

import pydyf
from weasyprint import CSS, HTML
from weasyprint.images import SVGImage
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from hep.handouts.drawings import size
from hep.handouts.fonts import FILES, face
from hep.handouts.layouts import FOLDER

PX_TO_PT = 0.75
# Letter is shorter than A4 and wider: with narrower margins as much goes on a page.
MARGINS = {"A4": "margin: 9mm 15mm 13mm", "Letter": "margin: 8.5mm 12.7mm 12.7mm"}


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


class _Compressed(pydyf.Object):  # type: ignore[misc]
    """A stream that is already serialised, so that many PDFs share its bytes."""

    compressible = False

    def __init__(self, data: bytes):
        super().__init__()
        self._data = data
        self.extra: dict[str, Any] = {}

    @property
    def data(self) -> bytes:
        return self._data


class Drawing:
    """What WeasyPrint asks of an image, answered with a form that is drawn only once.

    WeasyPrint draws an SVG anew at each use; with sixteen figures that is half of a handout's time.
    The form's resources hold graphic states only: no text, no gradient, no mask in a drawing.
    """

    def __init__(self, svg: str):
        self.width, self.height = size(svg)
        tree = ElementTree.fromstring(svg)
        tree.set("width", str(self.width))
        tree.set("height", str(self.height))
        self.name = f"d{sha256(svg.encode()).hexdigest()[:16]}"
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
        self.bytes: bytes = form.data

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> tuple[float, float, float]:
        return self.width, self.height, self.width / self.height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        stream._resources["XObject"].setdefault(self.name, _Compressed(self.bytes))
        with stream.stacked():
            stream.transform(a=width / self.width, d=height / self.height)
            stream.draw_x_object(self.name)


@lru_cache(1024)
def drawn(svg: str) -> Drawing:
    """The drawing of an SVG text; the same figures and grids come back from handout to handout."""
    return Drawing(svg)


@lru_cache(32)
def style(layout: str, paper: str) -> tuple[Any, ...]:
    """The parsed style sheets of a layout."""
    sheets = (FOLDER / "shared/base.css", FOLDER / layout / "page.css")
    texts = (face(), *(sheet.read_text("utf-8") for sheet in sheets), f"@page {{ size: {paper}; {MARGINS[paper]} }}")
    return tuple(CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in texts)


def _options(layout: str, paper: str, svgs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "stylesheets": style(layout, paper),
        "font_config": fonts,
        "cache": {address: drawn(svg) for address, svg in svgs.items()},
        "pdf_variant": "pdf/ua-1",
    }


def pdf(html: str, layout: str, paper: str, svgs: Mapping[str, str]) -> bytes:
    """The PDF of a page; `svgs` are its drawings by the addresses that it uses."""
    printed: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(finisher=_mend, **_options(layout, paper, svgs))
    return printed


def document(html: str, layout: str, paper: str, svgs: Mapping[str, str]) -> Any:
    """The page laid out but not written, for tests that look at its boxes."""
    return HTML(string=html, url_fetcher=fetcher).render(**_options(layout, paper, svgs))


def _mend(document: Any, written: Any) -> None:
    """Two tags that WeasyPrint 70 leaves wrong: table heads without a scope, figures with a box in screen units."""
    pages = {f"{number} 0 R".encode(): written.objects[number] for number in written.pages["Kids"][::3]}
    for element in _structure(written):
        if element["S"] == "/TH":
            attributes = element.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            row = int(element["ID"].string.split("-")[1]) if "ID" in element else 0
            attributes["Scope"] = "/Row" if row else "/Column"
        elif element["S"] == "/Figure":
            top = pages[element["Pg"]]["MediaBox"][3]
            left, upper, right, lower = (PX_TO_PT * edge for edge in element["A"]["BBox"])
            element["A"]["BBox"] = pydyf.Array([left, top - lower, right, top - upper])


def _structure(written: Any) -> Iterator[Any]:
    return (one for one in written.objects if isinstance(one, dict) and one.get("Type") == "/StructElem")
