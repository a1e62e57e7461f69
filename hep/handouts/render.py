"""From a handout value to its PDF: HTML by a layout's template, paper by WeasyPrint."""

from functools import cache
from types import ModuleType
from typing import NamedTuple

import jinja2

from hep.handouts.drawings import FigureOf, Shown, no_figures, shown, signs, tick_grid
from hep.handouts.layouts import FOLDER, Layout, layouts, words
from hep.handouts.value import CannotPrint, Handout

PAPERS = ("A4", "Letter")
NO_PANGO = (
    "This computer lacks the library Pango, which prints handouts. Install it: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu), "
    "dnf install pango (Fedora) or brew install pango (macOS)."
)


def render(
    handout: Handout,
    layout: str = "standard",
    paper: str = "A4",
    figure_of: FigureOf = no_figures,
) -> bytes:
    """The PDF of a handout, tagged and valid as PDF/UA-1; the same input gives the same bytes.

    A card without drawings shows a neutral person. Raises `CannotPrint` where WeasyPrint lacks its native libraries.
    """
    page = laid_out(handout, layout, paper, figure_of)
    pdf: bytes = press().pdf(page.html, layout, paper, page.svgs)
    return pdf


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

    cards = [shown(exercise.picture, handout.drawn_as, figure_of) for exercise in handout.exercises]
    html = (
        _pages()
        .get_template(f"{layout}/page.html")
        .render(handout=handout, words=words(handout.language), figures=cards, paper=paper)
    )
    return Page(html, _addressed(handout, layouts()[layout], cards))


def press() -> ModuleType:
    """The printing press, loaded when it is first needed."""
    try:
        from hep.handouts import press
    except OSError as error:
        raise CannotPrint(NO_PANGO) from error
    return press


def _addressed(handout: Handout, layout: Layout, cards: list[Shown]) -> dict[str, str]:
    """Every drawing by the address under which templates and style sheets ask for it."""
    marks = [exercise.dose.count.a_day for exercise in handout.exercises]
    return {
        **{f"drawing:{name}": svg for name, svg in signs().items()},
        **{f"figure:{n}-{pose}": svg for n, card in enumerate(cards, 1) for pose, svg in card.svg.items()},
        "drawing:tick-grid": tick_grid(marks, **layout.log),  # type: ignore[arg-type]
    }


@cache
def _pages() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
