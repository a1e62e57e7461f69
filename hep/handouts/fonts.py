"""The handout's font: Atkinson Hyperlegible out of its package, and which characters it can show."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import fontpkg_atkinson_hyperlegible as atkinson

FAMILY: str = atkinson.FAMILY
FILES = {
    weight: atkinson.ROOT / "files" / f"AtkinsonHyperlegible-{name}.ttf"
    for weight, name in ((400, "Regular"), (700, "Bold"))
}

# Signs that the font lacks, and what is printed in their place.
STAND_INS = str.maketrans(
    {"→": "->", "←": "<-", "‐": "-", "‑": "-", "\u2007": "\u00a0", "\u202f": "\u00a0", "\u2009": " ", "\t": " "}
)


def face() -> str:
    """The style sheet that names the font files, so that every machine prints the same letters."""
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url({file.as_uri()}) }}'
        for weight, file in FILES.items()
    )


@lru_cache(maxsize=8192)  # the words of a plan are looked at again after every edit
def printable(text: str) -> str:
    """The text as it goes to paper: composed letters, no control or format characters but the end of a line."""
    text = unicodedata.normalize("NFC", "\n".join(text.splitlines())).translate(STAND_INS)
    return "".join(
        _split(letter) for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf")
    )


@lru_cache(maxsize=8192)
def unprintable(text: str) -> str:
    """The characters of a text that the font has no glyph for, each once, in their order."""
    return "".join(
        dict.fromkeys(letter for letter in printable(text) if letter != "\n" and ord(letter) not in _glyphs())
    )


def _split(letter: str) -> str:
    """A letter that the font has only as letter and accent: "İ" as "I" and a dot above."""
    if ord(letter) < 0x250 and ord(letter) in _glyphs():
        return letter
    parts = unicodedata.normalize("NFD", letter)
    return parts if all(ord(part) in _glyphs() for part in parts) else letter


@cache
def _glyphs() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_font(weight).getBestCmap()) for weight in FILES))


def outline(text: str, middle: float, ground: float, size: float) -> str:
    """A short text in bold as the path of an SVG, centred on `middle`, standing on `ground`."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    font = _font(700)
    shapes, names, widths = font.getGlyphSet(), font.getBestCmap(), font["hmtx"].metrics
    scale = size / font["head"].unitsPerEm
    letters = [names[ord(letter)] for letter in text]
    x = middle - scale * sum(widths[letter][0] for letter in letters) / 2
    pen = SVGPathPen(shapes, ntos=lambda number: f"{number:.2f}")
    for letter in letters:
        shapes[letter].draw(TransformPen(pen, (scale, 0, 0, -scale, x, ground)))
        x += scale * widths[letter][0]
    return str(pen.getCommands())


def letters_mm(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is in a line of its own, in mm; its size is in points."""
    widths = _widths(700 if bold else 400)
    return sum(widths.get(ord(letter), 1) for letter in text) * size * 25.4 / 72


@cache
def _widths(weight: int) -> Mapping[int, float]:
    font = _font(weight)
    metrics, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
    return {letter: metrics[glyph][0] / per_em for letter, glyph in font.getBestCmap().items()}


@cache
def glyphs(letters: str, bold: bool) -> tuple[tuple[int, int, str], ...]:
    """Number, width in thousandths and letter of each letter's glyph; a glyph that many share comes once."""
    font = _font(700 if bold else 400)
    names, widths, per_em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    found = {names[ord(letter)]: letter for letter in reversed(letters)}
    return tuple(
        (font.getGlyphID(name), round(widths[name][0] * 1000 / per_em), found[name]) for name in reversed(found)
    )


@cache
def _font(weight: int) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(FILES[weight])
