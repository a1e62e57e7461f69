"""All exercises of the library, start and finish, on one sheet for the eye."""

import re
from base64 import b64encode
from pathlib import Path

import jinja2

from hep import paths
from hep.pictures import Gallery, PrintedSide


def write(gallery: Gallery, out: Path, *, side: PrintedSide, style: str, person: str) -> None:
    """Writes the sheet as HTML or as PDF, by the ending of the file's name."""
    address = _address if out.suffix == ".html" else _plain_address
    pages = jinja2.Environment(loader=jinja2.FileSystemLoader(paths.TEMPLATES), autoescape=True)
    cards = [
        (
            exercise,
            [address(gallery.picture(exercise.id, moment, side, style, person)) for moment in ("start", "finish")],
        )
        for exercise in gallery.library.exercises.values()
    ]
    html = pages.get_template("contact_sheet.html").render(cards=cards, side=side, style=style, person=person)
    if out.suffix == ".html":
        out.write_text(html, "utf-8")
        return
    import weasyprint

    weasyprint.HTML(string=html).write_pdf(out)


def _plain_address(svg: str) -> str:
    """For the PDF, whose pictures know no colours of a page: each `var(--name,colour)` as its colour."""
    return _address(re.sub(r"var\(--[a-z-]+,([^()]+)\)", r"\1", svg))


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
