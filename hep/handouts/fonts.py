"""The handout's font: Atkinson Hyperlegible out of its package, and which characters it can show."""

import unicodedata
from functools import cache

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


def printable(text: str) -> str:
    """The text as it goes to paper: composed letters, no control or format characters but the end of a line."""
    text = unicodedata.normalize("NFC", "\n".join(text.splitlines())).translate(STAND_INS)
    return "".join(
        _split(letter) for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf")
    )


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
    from fontTools.ttLib import TTFont

    shown = []
    for file in FILES.values():
        with TTFont(file, lazy=True) as font:
            shown.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*shown)
