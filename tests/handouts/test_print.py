"""A handout on paper, with the real WeasyPrint."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import html5lib
import pytest
import time_machine
from pypdf import PdfReader

from hep.core.library import Library
from hep.handouts import CannotPrint, Handout, Options, Patient, dump, layouts, render
from hep.handouts.drawings import FigureOf
from hep.handouts.press import OurFilesOnly
from hep.handouts.render import laid_out
from hep.pictures import Gallery
from tests.handouts import paper as look
from tests.handouts.conftest import EACH_ONCE, EVERY, HandoutOf, PlanOf, Prints

HOSTILE = '<b>bold</b> {{ 7 * 7 }} {% raw %} </style><img src="http://evil.example/x.png"> & "quoted"'


@pytest.fixture(scope="module")
def printed(prints: Prints) -> bytes:
    return prints("standard", "A4")


def test_every_field_is_on_the_paper_in_reading_order(six: Handout, printed: bytes) -> None:
    parts = [six.title, six.purpose, six.patient.name, six.therapist.name, six.date, six.review, six.goal]
    parts += [*six.precautions]
    for exercise in six.exercises:
        parts += [exercise.name, exercise.dose.how_much, exercise.dose.how_often]
    for band in six.bands:
        parts += [band.light, band.text]
    for box in (six.urgent, six.today):
        parts += [box.title, *box.signs]
    parts += [six.tell.title, *six.tell.signs]
    parts += [way.text for way in six.ways]
    parts += [six.move_down, six.move_up, six.about.need, six.about.how, six.about.made, *six.about.changed]
    for exercise in six.exercises:
        parts += [exercise.name, exercise.why, exercise.dose.amounts[0].number, *exercise.dose.more]
        parts += [exercise.start, *exercise.steps, exercise.feel]
        for fault in exercise.faults:
            parts += [fault.do, fault.instead]
        for rung in (exercise.easier, exercise.harder):
            parts += [rung.when, rung.then]
    parts += [exercise.name for exercise in six.exercises]
    assert list(look.in_order(look.words(printed), parts)) == []


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_the_words_of_every_layout_are_read_in_the_order_of_its_page(
    six: Handout, prints: Prints, drawn: FigureOf, layout: str, paper: str
) -> None:
    page = html5lib.parse(laid_out(six, layout, paper, drawn).html, namespaceHTMLElements=False)
    # PDFium takes a hyphen at the end of a line for one that is not in the word.
    said = re.sub(r"[-\x02\ufffe]", "", look.words(prints(layout, paper)))
    assert said == look.flat("".join(page.find("body").itertext())).replace("-", "")


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_every_layout_says_what_must_not_be_missing(six: Handout, prints: Prints, layout: str, paper: str) -> None:
    text = look.words(prints(layout, paper))
    parts = [six.patient.name, six.therapist.name, six.therapist.credential, six.review, six.urgent.title]
    parts += [six.today.title, six.clinic.phone, *six.precautions, *(exercise.name for exercise in six.exercises)]
    for part in parts:
        assert look.flat(part) in text
    for band in six.bands:
        numbers = [str(number) for number in band.numbers]
        either = f"{''.join(numbers)}|{numbers[0]}–{numbers[-1]}"
        assert re.search(f"({either}).{{0,15}}{re.escape(look.flat(band.word))}", text), band
    signs = "".join(six.urgent.signs) if look.flat(six.urgent.signs[0]) in text else six.urgent.short
    assert look.flat(signs) in text


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_the_foot_of_every_page_names_patient_number_version_and_date(prints: Prints, layout: str, paper: str) -> None:
    pages = PdfReader(BytesIO(prints(layout, paper))).pages
    for number, page in enumerate(pages, 1):
        text = look.flat(page.extract_text())
        assert look.flat("Margaret Thompson · H-000214 · Version 2 · 22 November 2026") in text
        assert look.flat(f"{number} / {len(pages)}") in text


ELSEWHERE = """\
import json, sys
from hep import content, paths
from hep.handouts import load, render
from hep.pictures import Gallery
looks, handout = json.loads(sys.argv[1]), load(sys.stdin.buffer.read().decode())
drawn = Gallery(content.read_library(paths.LIBRARY)).drawn
sys.stdout.buffer.write(b"".join(render(handout, layout, paper, drawn) for layout, paper in looks))
"""


def test_the_same_handout_gives_the_same_bytes_in_another_process_zone_and_year(
    handout_of: HandoutOf, drawn: FigureOf
) -> None:
    handout = handout_of("cane-walking", "bridge", options=Options(log_weeks=4, education=True))
    seed = "12" if os.environ.get("PYTHONHASHSEED") == "11" else "11"
    elsewhere = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ELSEWHERE, json.dumps(EACH_ONCE)],
        input=dump(handout).encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
    )
    with time_machine.travel("2031-05-06 03:00"):
        here = [render(handout, layout, paper, drawn) for layout, paper in EACH_ONCE]
    assert look.tags(here[0], "/Figure")
    assert b"".join(here) == elsewhere.stdout


def test_html_and_template_signs_are_printed_as_they_are(plan_of: PlanOf, handout_of: HandoutOf) -> None:
    plan = replace(plan_of("bridge"), goal=HOSTILE)
    plan = plan.change("bridge", note=f"{HOSTILE}\nsecond line")
    pdf = render(handout_of(plan=plan, patient=Patient("<i>O’Brien</i>", 1958)))
    text = look.words(pdf)
    for printed in (f"“{HOSTILE}”", "<i>O’Brien</i>", f"{HOSTILE} second line"):
        assert look.flat(printed) in text
    assert "49" not in text


def test_accents_dashes_and_fractions_are_printed(handout_of: HandoutOf) -> None:
    name = "Zoë Müller-Łukasz Ñandú İnci – “½ × 2°” Ďáblová"
    pdf = render(handout_of("bridge", patient=Patient(name, 1958)))
    assert look.fonts(pdf) == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}
    assert look.flat("Zoë Müller-Łukasz Ñandú") in look.words(pdf)


def test_only_our_fonts_are_embedded(printed: bytes) -> None:
    assert look.fonts(printed) == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}


def test_the_pdf_is_tagged_and_names_its_language_and_title(printed: bytes) -> None:
    reader = PdfReader(BytesIO(printed))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "A plan for your left knee and hip, Margaret Thompson"
    assert reader.metadata.author == "Anna Lindqvist, PT, DPT"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_headings_go_down_one_by_one(six: Handout, prints: Prints, layout: str, paper: str) -> None:
    levels = look.headings(prints(layout, paper))
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    assert levels.count(2) >= len(six.exercises) + 3


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_the_outline_names_every_exercise(six: Handout, prints: Prints, layout: str, paper: str) -> None:
    def titles(entries: list) -> str:
        return "".join(titles(one) if isinstance(one, list) else look.flat(str(one.title)) for one in entries)

    outline = titles(PdfReader(BytesIO(prints(layout, paper))).outline)
    assert all(look.flat(exercise.name) in outline for exercise in six.exercises)


def test_table_heads_say_what_they_head(printed: bytes) -> None:
    scopes = [str(head["/A"]["/Scope"]) for head in look.tags(printed, "/TH")]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 6


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_figures_have_alternative_text_and_lie_on_their_page(
    six: Handout, prints: Prints, layout: str, paper: str
) -> None:
    pdf = prints(layout, paper)
    right_edge, top = (float(edge) for edge in PdfReader(BytesIO(pdf)).pages[0].mediabox[2:])
    figures = look.tags(pdf, "/Figure")
    alternatives = [str(figure["/Alt"]) for figure in figures]
    assert all(alternatives)
    for exercise in six.exercises:
        assert f"Start: {exercise.picture.start}" in alternatives
        assert f"Finish: {exercise.picture.finish}" in alternatives
    for figure in figures:
        left, lower, right, upper = (float(edge) for edge in figure["/A"]["/BBox"])
        assert 0 < left < right < right_edge
        assert 0 < lower < upper < top


def test_poses_that_cannot_be_drawn_leave_the_card_without_figures(library: Library) -> None:
    impossible = replace(library.exercises["bridge"], poses={"start": {"angles": {"no_such_joint": 5}}})
    drawn, given_up = Gallery(library).drawn, Gallery(replace(library, exercises={"bridge": impossible})).drawn
    assert drawn("bridge", "start", "left", "man").startswith("<svg")
    assert given_up("bridge", "start", "left", "man") == ""
    assert given_up("quad-set", "start", "left", "man") == ""


def test_a_drawing_that_is_none_is_refused(six: Handout) -> None:
    with pytest.raises(CannotPrint, match="drawing"):
        render(six, figure_of=lambda *asked: "<p>")


def test_an_exercise_without_figures_shows_its_positions_in_words(six: Handout) -> None:
    text = look.words(render(six))
    for exercise in six.exercises:
        assert look.flat(exercise.picture.start) in text
        assert look.flat(exercise.picture.finish) in text


@pytest.mark.parametrize("url", ["http://example.org/a.png", "file:///etc/passwd", "https://example.org", "ftp://a/b"])
def test_nothing_but_our_own_files_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="nothing but its own font"):
        OurFilesOnly().fetch(url)


def test_data_addresses_and_the_font_may_be_fetched() -> None:
    assert OurFilesOnly().fetch("data:text/plain,hello").read() == b"hello"
    assert OurFilesOnly().fetch(min(OurFilesOnly.ours)).read()


@pytest.mark.parametrize(("layout", "paper"), [("none", "A4"), ("standard", "A5"), ("../standard", "A4")])
def test_an_unknown_layout_or_paper_is_refused(six: Handout, layout: str, paper: str) -> None:
    with pytest.raises(CannotPrint):
        render(six, layout=layout, paper=paper)


def test_layouts_are_found_by_their_folders() -> None:
    assert next(iter(layouts())) == "standard"
    assert layouts()["standard"].title
    assert layouts()["standard"].line


def test_importing_the_package_loads_no_weasyprint() -> None:
    program = "import sys, hep.handouts; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", program]).returncode == 0


def test_without_pango_a_sentence_names_the_command(six: Handout) -> None:
    program = (
        "import builtins, sys\n"
        "real = builtins.__import__\n"
        "def absent(name, *rest, **named):\n"
        "    if name.startswith('weasyprint'): raise OSError('cannot load library')\n"
        "    return real(name, *rest, **named)\n"
        "builtins.__import__ = absent\n"
        "from hep.handouts import CannotPrint, load, render\n"
        "try: render(load(sys.stdin.read()))\n"
        "except CannotPrint as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], input=dump(six), capture_output=True, text=True, check=True
    )
    assert "apt-get install" in run.stdout
    assert "brew install" in run.stdout
