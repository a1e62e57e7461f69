"""Every layout looks as it did when it was last looked at: small grey pictures of its pages, compared with tolerance.

After a change that you meant, `HEP_GOLDEN=write` with these tests writes them anew; look at them before you commit.
"""

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.handouts.conftest import EACH_ONCE, Prints

FOLDER = Path(__file__).parent / "golden"
WIDTH, ACROSS = 104, 6  # pixels of a page, pages in a row
BLOCK = 8  # pixels: lines and letters blur, parts that moved do not
OTHER = 18  # of 255: from here on a block looks different
MOST_OTHER = 0.02  # of all blocks: a figure may be drawn anew, a part may not move


def thumbnails(pdf: bytes) -> Image.Image:
    """All pages on one sheet."""
    pages = [
        page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)
    ]
    height = pages[0].height
    sheet = Image.new("L", (ACROSS * WIDTH, -(-len(pages) // ACROSS) * height), 128)
    for number, page in enumerate(pages):
        sheet.paste(page, (number % ACROSS * WIDTH, number // ACROSS * height))
    return sheet


def other(one: Image.Image, two: Image.Image) -> float:
    """The share of blocks that look different."""
    if one.size != two.size:
        return 1.0
    apart = ImageChops.difference(one.reduce(BLOCK), two.reduce(BLOCK)).histogram()
    return sum(apart[OTHER:]) / sum(apart)


@pytest.mark.parametrize(("layout", "paper"), EACH_ONCE)
def test_a_layout_looks_as_it_did(prints: Prints, layout: str, paper: str) -> None:
    file, now = FOLDER / f"{layout}.png", thumbnails(prints(layout, paper))
    if os.environ.get("HEP_GOLDEN") == "write":
        now.quantize(16).save(file, optimize=True)
    with Image.open(file) as golden:
        assert other(now, golden.convert("L")) <= MOST_OTHER


def test_a_part_that_moved_is_seen(prints: Prints) -> None:
    now = thumbnails(prints("one-page", "A4"))
    assert other(now, ImageChops.offset(now, 0, 3)) > MOST_OTHER
    assert other(now, now.crop((0, 0, 100, 100))) == 1.0
