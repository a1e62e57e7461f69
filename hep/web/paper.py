"""Paper on the screen: the draft of a handout, and pictures of its pages."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

import pypdfium2
from flask import abort

from hep import issuing
from hep.handouts import CannotPrint, dump, load
from hep.records.model import PlanRow
from hep.web import access, database

IMAGE_WIDTH = 1000  # pixels
one_at_a_time = Lock()  # PDFium knows no threads: two at once spoil it for the rest of the process


@dataclass(frozen=True, slots=True)
class Look:
    """A draft on paper; without a `pdf` the sentence in `failed` says why there is none and what to do."""

    draft: issuing.Draft
    pdf: bytes | None
    failed: str = ""

    @property
    def pages(self) -> int:
        return pages(self.pdf) if self.pdf else 0


def draft(row: PlanRow) -> issuing.Draft:
    """The handout as it would be issued now, in words and examined."""
    return issuing.draft(database.session(), access.me(), row, database.library(), database.now())


def look(row: PlanRow) -> Look:
    """The same on paper."""
    found = draft(row)
    if found.handout is None:
        return Look(found, None, " ".join(one.fact for one in found.examined.blocks))
    try:
        return Look(found, _drawn(dump(found.handout)))
    except CannotPrint as error:
        return Look(found, None, str(error))


def pdf_of(row: PlanRow) -> bytes:
    """Raises `CannotPrint`."""
    found = look(row)
    if found.pdf is None:
        raise CannotPrint(found.failed)
    return found.pdf


@lru_cache(maxsize=16)
def _drawn(content: str) -> bytes:
    """The same draft is drawn once, for its page and for the pictures on it."""
    return issuing.drawn(load(content), database.gallery())


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
