"""What is kept from handout to handout changes nothing on the paper and nothing in the file."""

from itertools import product
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from PIL import ImageChops

from hep.handouts import PAPERS, FigureOf, Handout, Patient, layouts, markup
from hep.handouts.kept import CARDS, KEPT, Kept
from hep.handouts.render import laid_out, press, render
from hep.shelf import NO_SHELF, Shelf
from tests.handouts import paper as look
from tests.handouts.conftest import HandoutOf

NOTHING = Kept(frozenset())


def printed(handout: Handout, layout: str, paper: str, drawn: FigureOf, kept: Kept) -> bytes:
    page = laid_out(handout, layout, paper, drawn)
    return bytes(press().written(page.html, press().style(layout, paper), paper, page.svgs, kept))


def pages(pdf: bytes) -> list[object]:
    return [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def outline(pdf: bytes) -> list[tuple[int, str]]:
    return [(entry.level, entry.get_title()) for entry in pypdfium2.PdfDocument(pdf).get_toc()]


@pytest.mark.parametrize(("layout", "paper"), list(product(layouts(), PAPERS)))
def test_kept_pieces_look_read_and_are_found_as_if_laid_out_anew(
    handout_of: HandoutOf, drawn: FigureOf, layout: str, paper: str
) -> None:
    three = handout_of("quad-set", "sit-to-stand", "cane-walking")
    anew = printed(three, layout, paper, drawn, NOTHING)
    kept = printed(three, layout, paper, drawn, press().kept)
    assert look.words(kept) == look.words(anew)
    assert outline(kept) == outline(anew)
    assert [str(tag["/Alt"]) for tag in look.tags(kept, "/Figure")] == [
        str(tag["/Alt"]) for tag in look.tags(anew, "/Figure")
    ]
    assert len(pages(kept)) == len(pages(anew))
    for one, other in zip(pages(kept), pages(anew), strict=True):
        darkest = ImageChops.difference(one, other).getextrema()[1]
        assert darkest < 16, "a kept piece stands elsewhere or looks different"


@pytest.mark.parametrize("layout", layouts())
def test_a_page_is_read_as_weasyprint_reads_it(
    handout_of: HandoutOf, drawn: FigureOf, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    """Fails where a template uses an element that `elements.css` does not name, or a page is not well formed."""
    one = handout_of("cane-walking")
    ours = printed(one, layout, "A4", drawn, NOTHING)
    monkeypatch.setattr(markup.css, "ComputedStyle", markup.Style.__base__)
    monkeypatch.setattr(press(), "Markup", lambda html, fetcher: weasyprint.HTML(string=html, url_fetcher=fetcher))
    assert printed(one, layout, "A4", drawn, NOTHING) == ours


def test_the_first_print_and_later_ones_are_the_same_file(handout_of: HandoutOf, drawn: FigureOf) -> None:
    exercises = ("bridge", "clam-60", "cane-walking")
    first = printed(handout_of(*exercises), "standard", "A4", drawn, Kept())
    kept = Kept()
    printed(handout_of("bridge", patient=Patient("Somebody Else")), "standard", "A4", drawn, kept)
    printed(handout_of("quad-set", "clam-60"), "standard", "A4", drawn, kept)
    assert printed(handout_of(*exercises), "standard", "A4", drawn, kept) == first
    assert printed(handout_of(*exercises), "standard", "A4", drawn, kept) == first


def test_every_card_and_box_of_the_usual_layout_is_kept(six: Handout, drawn: FigureOf) -> None:
    """It fails where WeasyPrint writes otherwise than `pieces` expects: see what that file says it relies on."""
    assert weasyprint.__version__.startswith("70."), "read hep/handouts/pieces.py and joinery.py again, then this test"
    kept = Kept()
    printed(six, "standard", "A4", drawn, kept)
    assert len(kept.pieces) == len(six.exercises) + len(KEPT - CARDS)
    assert None not in kept.pieces.values()


def test_a_card_with_another_word_drawing_or_number_is_another_piece(handout_of: HandoutOf, drawn: FigureOf) -> None:
    kept = Kept(frozenset({"exercise"}))
    for handout in (handout_of("bridge"), handout_of("bridge", drawn_as="older-man"), handout_of("quad-set", "bridge")):
        printed(handout, "standard", "A4", drawn, kept)
    assert len(kept.pieces) == 4
    printed(handout_of("bridge", patient=Patient("Somebody Else")), "standard", "A4", drawn, kept)
    assert len(kept.pieces) == 4


def test_only_so_many_pieces_stay_and_the_latest_used_are_the_last_to_go(
    handout_of: HandoutOf, drawn: FigureOf
) -> None:
    kept = Kept(frozenset({"exercise"}), most=2)
    for exercises in (("bridge",), ("quad-set",), ("bridge",), ("clam-60",)):
        before = list(kept.pieces)
        printed(handout_of(*exercises), "standard", "A4", drawn, kept)
    assert len(kept.pieces) == 2
    assert before[-1] in kept.pieces


def test_what_a_figure_becomes_in_a_pdf_is_made_once_for_all_processes(
    handout_of: HandoutOf, drawn: FigureOf, tmp_path: Path
) -> None:
    two = handout_of("quad-set", "bridge")
    first = render(two, figure_of=drawn, shelf=Shelf(tmp_path))
    forms = list(tmp_path.iterdir())
    assert len(forms) == 4, "the start and the finish of each, and no drawing of this handout's own numbers"
    assert render(two, figure_of=drawn, shelf=NO_SHELF) == first
    svg = laid_out(two, "standard", "A4", drawn).svgs["figure:1-start"]
    (form,) = (one for one in forms if one.name.startswith(press().Drawing(svg, NO_SHELF).name))
    form.write_bytes(b"from the shelf")
    assert press().Drawing(svg, Shelf(tmp_path)).bytes == b"from the shelf"
