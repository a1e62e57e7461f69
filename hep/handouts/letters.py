"""The fonts of a PDF: ready with the letters that nearly every handout has, and cut down once for the same letters.

WeasyPrint makes its fonts anew for every file and cuts them down to the letters in it, in a tenth of a handout's time.
"""

from collections.abc import Mapping
from copy import copy
from functools import lru_cache
from string import ascii_letters, digits, punctuation
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import get_hb_object_data

from hep.handouts.fonts import glyphs

USUAL = f" {ascii_letters}{digits}{punctuation}\u00a0“”‘’–·×½°"

whole: dict[int, Any] = {}  # the fonts as they are in their files, by WeasyPrint's number for them


class Ready(Font):  # type: ignore[misc]
    """A font for one file; it has the usual letters before the first is drawn, so their order changes nothing."""

    def __init__(self, key: int):
        self.__dict__.update(whole[key].__dict__)
        self.key = key
        self.missing: dict[int, int] = {}
        usual = glyphs(USUAL, bold=self.weight > 400)
        self.widths = {glyph: width for glyph, width, _ in usual}
        self.to_unicode = {glyph: letter for glyph, _, letter in usual}

    def subset(self, to_unicode: Mapping[int, str], hinting: bool) -> None:
        self.file_content = _cut(self.key, frozenset(to_unicode))


def lend(document: Any) -> None:
    """Gives a document that is about to be written its fonts."""
    document.fonts = {key: Ready(key) for key in whole}


def learn(document: Any) -> None:
    """Takes over the fonts of a document that was written without any being lent."""
    for key, font in document.fonts.items():
        whole[key] = copy(font)
        whole[key].file_content = get_hb_object_data(font.hb_face)  # it was cut down


@lru_cache(64)
def _cut(key: int, used: frozenset[int]) -> bytes:
    font = copy(whole[key])
    Font.subset(font, dict.fromkeys(used, ""), hinting=False)
    content: bytes = font.file_content
    return content
