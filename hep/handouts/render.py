"""From a handout value to its PDF: HTML by a layout's template, paper by WeasyPrint."""

import gc
from functools import cache
from types import ModuleType
from typing import NamedTuple

import jinja2

from hep.handouts import limits, one_page
from hep.handouts.counting import log_blocks
from hep.handouts.drawings import FigureOf, Shown, made, no_figures, shown, signs
from hep.handouts.fonts import letters_mm
from hep.handouts.layouts import FOLDER, layouts, words
from hep.handouts.options import PAPERS
from hep.handouts.value import CannotPrint, Handout
from hep.shelf import NO_SHELF, Shelf

NO_PANGO = (
    "This computer lacks the library Pango, which prints handouts. Install it: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu), "
    "dnf install pango (Fedora) or brew install pango (macOS)."
)


def render(
    handout: Handout,
    layout: str | None = None,
    paper: str | None = None,
    figure_of: FigureOf = no_figures,
    shelf: Shelf = NO_SHELF,
    seconds: float = limits.SECONDS,
) -> bytes:
    """The PDF of a handout, PDF/UA-1 and PDF/A-2a at once; the same input gives the same bytes.

    Layout and paper are those of the handout's options unless others are named. What the figures become in a PDF is
    kept on the shelf. A card without drawings shows a neutral person. Raises `CannotPrint` for more than the layout
    holds, beyond the bounds of `limits`, and where WeasyPrint lacks its native libraries.
    """
    layout, paper = layout or handout.options.layout, paper or handout.options.paper
    to_print = press().pdf

    def printed() -> bytes:
        page = laid_out(handout, layout, paper, figure_of)
        pdf: bytes = to_print(page.html, layout, paper, page.svgs, shelf)
        return pdf

    return limits.no_longer_than(seconds, printed)


class Page(NamedTuple):
    """What goes to the press: the HTML and, by the addresses that it uses, its drawings."""

    html: str
    svgs: dict[str, str]


def laid_out(handout: Handout, layout: str, paper: str, figure_of: FigureOf = no_figures) -> Page:
    """A handout as HTML in a layout."""
    if layout not in layouts():
        raise CannotPrint(f"There is no layout “{layout}”. Choose one of these: {', '.join(layouts())}.")
    if paper not in PAPERS:
        raise CannotPrint(f"Handouts are printed on {' or '.join(PAPERS)}, not on “{paper}”.")
    kind = layouts()[layout]
    if len(handout.exercises) > kind.most:
        raise CannotPrint(
            f"“{kind.title}” holds at most {kind.most} exercises, and this handout has {len(handout.exercises)}. "
            "Take some out, print fewer phases, or choose another layout."
        )

    cards = [shown(exercise, handout.drawn_as, kind.figures, figure_of) for exercise in handout.exercises]
    html = (
        _pages()
        .get_template(f"{layout}/page.html")
        .render(handout=handout, words=words(handout.language), figures=cards, paper=paper, grid=kind.log)
    )
    own = {address: draw() for address, draw in made(handout, kind.log).items() if f'"{address}"' in html}
    return Page(html, _addressed(cards) | own)


def press() -> ModuleType:
    """The printing press, loaded when it is first needed."""
    try:
        from hep.handouts import press
    except OSError as error:
        raise CannotPrint(NO_PANGO) from error
    return press


def warm_up() -> None:
    """Loads the press and has it make ready, so that nobody's first handout waits; a server calls it in a thread."""
    try:
        press().get_ready()
    except CannotPrint:
        return  # whoever prints is told
    gc.collect()
    gc.freeze()  # what is loaded by now stays: no need to look through it again and again


def _addressed(cards: list[Shown]) -> dict[str, str]:
    """The signs and the figures by the addresses under which templates and style sheets ask for them."""
    return {
        **{f"drawing:{name}": svg for name, svg in signs().items()},
        **{f"figure:{n}-{pose}": svg for n, card in enumerate(cards, 1) for pose, svg in card.svg.items()},
    }


@cache
def _pages() -> jinja2.Environment:
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    pages.globals |= {"one_page": one_page, "letters_mm": letters_mm, "log_blocks": log_blocks}
    return pages
