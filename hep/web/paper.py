"""Paper on the screen: the draft of a handout, and pictures of its pages."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

import pypdfium2
from flask import abort

from hep import issuing
from hep.handouts import Handout, dump, load, render
from hep.records import handouts, plans
from hep.records.model import PlanRow
from hep.web import access, database

IMAGE_WIDTH = 1000  # pixels
one_at_a_time = Lock()  # PDFium knows no threads: two at once spoil it for the rest of the process


@dataclass(frozen=True, slots=True)
class Draft:
    handout: Handout
    pdf: bytes
    changed: list[str]


def draft(row: PlanRow) -> Draft:
    """The handout as it would be issued now."""
    session, library = database.session(), database.library()
    changed = issuing.changes_since_last(session, row, plans.load(row), library)
    version = handouts.next_version(row)
    handout = issuing.worded(
        access.me(), row, library, number="Preview", version=version, changed=changed, now=database.now()
    )
    return Draft(handout, _rendered(dump(handout), access.me().clinic.paper), changed)


@lru_cache(maxsize=16)
def _rendered(content: str, paper: str) -> bytes:
    """The same draft is rendered once, for its page and for the pictures on it."""
    return render(load(content), issuing.LAYOUT, paper, figure_of=database.gallery().drawn)


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int) -> bytes:
    """A page (from 1) as a PNG picture; 404 for a page that is not there."""
    with one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            abort(404)
        sheet = document[page - 1]
        picture = sheet.render(scale=IMAGE_WIDTH / sheet.get_width()).to_pil()
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
