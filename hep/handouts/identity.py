"""What a PDF says of itself: the identifier that its maker gave it, and the numbers of handouts in its text."""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

NUMBER = re.compile(r"\bH-(\d{6,9})\b")


class NotAPdf(Exception):
    """A file that cannot be read as a PDF."""


@dataclass(frozen=True, slots=True)
class Marks:
    """`identifier` outlives editing with ordinary tools, `numbers` and `words` outlive printing into another file."""

    identifier: str
    numbers: tuple[int, ...]  # of the handouts that it names, in their order
    words: str


def marks_of(pdf: bytes) -> Marks:
    """Raises NotAPdf."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            words = " ".join(" ".join(_text(page) for page in document).split())
            numbers = dict.fromkeys(int(number) for number in NUMBER.findall(words))
            return Marks(_identifier(document), tuple(numbers), words)
    except pypdfium2.PdfiumError:
        raise NotAPdf from None


def _text(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded())


def _identifier(document: pypdfium2.PdfDocument) -> str:
    """The first of the two identifiers, which an editor has to keep; empty where there is none."""
    length = raw.FPDF_GetFileIdentifier(document.raw, raw.FILEIDTYPE_PERMANENT, None, 0)
    letters = ctypes.create_string_buffer(max(length, 1))
    raw.FPDF_GetFileIdentifier(document.raw, raw.FILEIDTYPE_PERMANENT, letters, length)
    return letters.raw.rstrip(b"\0").decode("latin-1")
