"""How long a handout takes, side by side with other engines, and how it grows; writes docs/performance.md.

pip install -r benchmarks/requirements.txt     (the peers; one that is not there is named and left out)
python benchmarks/handout.py [ROUNDS]          (by default 9; about five minutes on a quiet machine)
"""

import gc
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import peers
import sample

from hep import paths
from hep.content import read_library
from hep.core.plan import Plan
from hep.core.start_plan import prescribed
from hep.handouts import Clinic, Handout, Patient, Therapist, compose, render
from hep.handouts.fonts import face
from hep.handouts.kept import KEPT, Kept
from hep.handouts.render import laid_out, press, warm_up
from hep.pictures import Gallery

ROOT = Path(__file__).resolve().parents[1]
SIX = ("quad-set", "bridge", "clam-60", "hip-flexor-stretch-half-kneeling", "sit-to-stand", "cane-walking")
PAPER = "A4"
HANDOUTS = 500  # in one worker, for its memory
LEAN = (face(), sample.LOOK, sample.LEAN)
REPORT = ROOT / "docs/performance.md"

library = read_library(paths.LIBRARY)
gallery = Gallery(library, Path(tempfile.gettempdir()) / "hep-benchmark-figures")
Work = Callable[[int], object]  # the number of the round, so that each handout is another patient's


@dataclass
class Row:
    name: str
    tagged: str
    work: Work
    times: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def designed(patient: str, exercises: tuple[str, ...] = SIX) -> Handout:
    """A handout of these exercises as a clinic would print it."""
    plan = Plan(side="left", mechanisms=("muscle-instability",), goal="I want to walk to the market.")
    for exercise in exercises:
        plan = prescribed(exercise, plan, "phase-1", library)
    return compose(
        replace(plan, review_on=date(2026, 12, 6)),
        library,
        clinic=Clinic("Lakeside Physical Therapy", "12 Station Road, Exampleton", "555 0142", "Mo to Fr", "911"),
        patient=Patient(patient, 1958),
        therapist=Therapist("Anna Lindqvist", "PT, DPT"),
        number="H-000214",
        version=1,
        issued=date(2026, 11, 22),
    )


def changed(handout: Handout, n: int) -> Handout:
    """Another plan of the same cards: its table, its log and the lines about it are new."""
    exercises = tuple(replace(exercise, minutes=exercise.minutes + n) for exercise in handout.exercises)
    weeks = tuple(f"{n} {week}" for week in handout.weeks)
    return replace(handout, exercises=exercises, weeks=weeks, about=replace(handout.about, need=f"A chair, {n} bands."))


def printed(handout: Handout, kept: Kept) -> bytes:
    page = laid_out(handout, "standard", PAPER, gallery.drawn)
    return bytes(press().written(page.html, press().style("standard", PAPER), PAPER, page.svgs, kept))


def workload_a(browser: peers.Chromium | None) -> Iterator[Row]:
    drawings, cards = sample.drawings(), Kept(frozenset({"exercise"}))
    for name, kept in (("hep, every part laid out anew", Kept(frozenset())), ("hep, cards kept", cards)):
        yield Row(
            name,
            "PDF/UA-1, PDF/A-2a",
            lambda n, kept=kept: press().written(sample.page(f"Alex {n}", lean=True), LEAN, PAPER, drawings, kept),
        )
    for name, tagged, make in (
        ("plain WeasyPrint", "no", peers.plain_weasyprint),
        ("ReportLab Platypus", "no", peers.reportlab_platypus),
        ("Typst, compiler kept", "PDF/UA-1", peers.typst),
    ):
        try:
            work = make()
        except (ImportError, OSError) as error:
            print(f"{name} is left out: {error}")
        else:
            yield Row(name, tagged, lambda n, work=work: work(f"Alex {n}"))
    if browser:
        yield Row("Chromium, kept open", "yes, not PDF/UA", lambda n: browser.sample(f"Alex {n}"))


def workload_b(browser: peers.Chromium | None) -> Iterator[Row]:
    tags = "PDF/UA-1, PDF/A-2a"
    kept, nothing = Kept(), Kept(frozenset())
    patients = [designed(f"Alex {n}") for n in range(30)]
    plans = [changed(handout, n) for n, handout in enumerate(patients, 1)]
    yield Row("hep, the same plan for another patient", tags, lambda n: printed(patients[n % 30], kept))
    yield Row("hep, another plan of known cards", tags, lambda n: printed(plans[n % 30], kept))
    yield Row("hep, nothing known yet", tags, lambda n: printed(patients[n % 30], Kept()))
    yield Row("hep, nothing kept", tags, lambda n: printed(patients[n % 30], nothing))
    if browser:
        pages = [laid_out(handout, "standard", PAPER, gallery.drawn) for handout in patients[:3]]
        sheets = press().style("standard", PAPER)
        whole = [peers.self_contained(page.html, sheets, page.svgs) for page in pages]
        yield Row("Chromium, the same HTML", "yes, not PDF/UA", lambda n: browser.pdf(whole[n % len(whole)]))


def interleaved(rows: list[Row], rounds: int) -> None:
    """Each engine in turn, round after round, so that what else runs on the machine meets all alike."""
    for row in rows:
        for n in (28, 29):
            row.size = len(row.work(n))  # type: ignore[arg-type]
    gc.collect()
    gc.freeze()  # as a worker does when it is ready
    for n in range(rounds):
        for row in rows:
            gc.collect()
            start = time.perf_counter()
            row.work(n)
            row.times.append((time.perf_counter() - start) * 1000)


def table(rows: list[Row], one: float) -> str:
    lines = ["| engine | median ms | least ms | ratio | KB | tagged |", "|---|---|---|---|---|---|"]
    for row in rows:
        times = f"{row.median:.0f} | {min(row.times):.0f} | {row.median / one:.2f}"
        lines.append(f"| {row.name} | {times} | {row.size / 1024:.0f} | {row.tagged} |")
    return "\n".join(lines)


def reprint(rounds: int) -> tuple[float, float]:
    """Milliseconds of a request for the PDF of an issued handout, and of that reading the archive alone."""
    from hep.demo import fill
    from hep.records import handouts, store
    from hep.records.model import ClinicianRow, HandoutRow
    from hep.settings import Settings
    from hep.web import create_app

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), f"sqlite:///{folder}/hep.sqlite3", "a key for a benchmark")
        engine, now = store.open_engine(settings.database), datetime.now(UTC)
        store.upgrade(engine)
        with store.open_session(engine, writes=True) as session:
            fill(session, gallery, now)
            session.commit()
            handout = session.query(HandoutRow).first()
            clinician = session.query(ClinicianRow).filter_by(clinic_id=handout.plan.patient.clinic_id).first()
            number, me, key = handout.number, clinician.id, clinician.session_key
        client = create_app(settings, library).test_client()
        with client.session_transaction() as signed_in:
            signed_in["clinician"], signed_in["key"] = me, key
        whole, alone = [], []
        for _ in range(rounds * 3):
            start = time.perf_counter()
            answer = client.get(f"/handouts/{number}.pdf")
            whole.append((time.perf_counter() - start) * 1000)
            assert answer.data.startswith(b"%PDF"), answer.status
            with store.open_session(engine) as session:
                row = session.query(HandoutRow).filter_by(number=number).first()
                start = time.perf_counter()
                handouts.pdf_of(session, row)
                alone.append((time.perf_counter() - start) * 1000)
        engine.dispose()
    return statistics.median(whole), statistics.median(alone)


def growth() -> Iterator[tuple[int, int, float]]:
    """Pages, exercises and the least milliseconds of the plain sample without its boxes."""
    import pypdfium2

    drawings = sample.drawings()
    for count in (8, 40, 120, 200, 300):
        page, times = sample.page("Alex", lean=True, count=count, boxes=False), []
        for _ in range(3):
            gc.collect()
            start = time.perf_counter()
            pdf = press().written(page, LEAN, PAPER, drawings, Kept(frozenset()))
            times.append((time.perf_counter() - start) * 1000)
        yield len(pypdfium2.PdfDocument(pdf)), count, min(times)


def memory() -> str:
    """What a worker holds at most, in MiB: ready, after one handout, after all."""
    every = list(library.exercises)
    warm_up()
    marks = [_peak()]
    for n in range(HANDOUTS):
        chosen = tuple(every[(7 * n + 13 * k) % len(every)] for k in range(6)) if n % 3 == 0 else SIX
        render(designed(f"Patient {n}", tuple(dict.fromkeys(chosen))), "standard", PAPER, gallery.drawn)
        if n in (0, HANDOUTS - 1):
            marks.append(_peak())
    return " ".join(f"{mark:.0f}" for mark in marks)


def _peak() -> float:
    """MiB. Where /proc tells it, without what the process that started this one had."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def report(rounds: int) -> str:
    before = os.getloadavg()[0]
    browser = None
    try:
        browser = peers.Chromium()
    except (ImportError, OSError) as error:
        print(f"Chromium is left out: {error}")
    warm_up()
    a, b = list(workload_a(browser)), list(workload_b(browser))
    interleaved([*a, *b], rounds)
    if browser:
        browser.close()
    request, archive = reprint(rounds)
    grown = list(growth())
    ready, first, all_ = subprocess.run(
        [sys.executable, __file__, "memory"], capture_output=True, text=True, check=True
    ).stdout.split()
    return TEXT.format(
        command="python benchmarks/handout.py",
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        weasyprint=version("weasyprint"),
        before=before,
        after=os.getloadavg()[0],
        rounds=rounds,
        a=table(a, a[0].median),
        b=table(b, a[0].median),
        against=_against(b),
        request=request,
        archive=archive,
        growth="\n".join(f"| {pages} | {count} | {ms:.0f} | {ms / count:.1f} |" for pages, count, ms in grown),
        ready=ready,
        first=first,
        all=all_,
        handouts=HANDOUTS,
        kept=", ".join(sorted(KEPT)),
    )


def _against(rows: list[Row]) -> str:
    chromium = [row for row in rows if row.name.startswith("Chromium")]
    if not chromium:
        return "Chromium was not there to compare with."
    said = []
    for row in rows[:3]:
        ahead = sum(ours < theirs for ours, theirs in zip(row.times, chromium[0].times, strict=True))
        share = row.median / chromium[0].median
        said.append(f"{row.name}: {share:.2f} of Chromium's time, ahead in {ahead} of {len(row.times)} rounds.")
    return "\n".join(said)


TEXT = """# Performance of handouts

Written by `{command}` on {day}: {cores} cores, {system}, Python {python}, WeasyPrint
{weasyprint}. Other work ran on the machine (load {before:.1f} before, {after:.1f} after), so compare rows, not
milliseconds with another day's: engines take turns, {rounds} rounds, each handout another patient's. *Ratio* is to the
first row of the first table.

## (a) A plain handout: 2 pages, 8 exercises, 16 figures

{a}

## (b) The standard layout: 6 exercises, 12 figures

In the first two rows the cards are at hand. *The same plan* is another patient's, so page 1 is new but for its table;
of *another plan* the table, the log and the lines about it are laid out anew as well.

{b}

{against}

## Printing again

A request for the PDF of an issued handout takes {request:.1f} ms on the server, with the check who asks and the audit
event; reading its bytes from the archive takes {archive:.1f} ms of that. Nothing is rendered.

## Growth

The plain handout without its table of boxes, every part laid out anew. Its first row fills a page and a half; all
others have six exercises a page.

| pages | exercises | least ms | ms an exercise |
|---|---|---|---|
{growth}

## Memory of a worker

Peak resident memory: {ready} MiB when it is ready to print, {first} MiB after one handout, {all} MiB after {handouts}
handouts, a third of them of exercises drawn from the whole library.

## Why it is quick

- WeasyPrint is loaded by whoever prints, never by a page; a web worker gets ready in a thread as soon as it starts.
- Every drawing is one form that many handouts share (`hep/handouts/press.py`): a figure is drawn once, not at each use.
  What a figure becomes in a PDF lies beside its picture (`hep/shelf.py`), so that no other worker makes it again.
- What comes again from handout to handout is laid out once (`hep/handouts/kept.py`), the sections
  {kept}. The key is the text of the
  part, its drawings and the style sheets, so a changed dose, side, word or picture is another part. The first print and
  every later one go the same way and give the same bytes; `tests/handouts/test_press_kept.py` compares them with pages
  laid out in one go.
- A page is read as XML, without WeasyPrint's sheet for all of HTML (`hep/handouts/markup.py`), and its fonts are cut
  down once for the same letters (`hep/handouts/letters.py`). In the style sheets a float has a room of its own, tables
  are fixed, and what stands in the margin has its width: each spares WeasyPrint measuring every line twice.
- The file is packed once (`hep/handouts/pdf_file.py`); pydyf's own writer packs it twice and harder.
- A rendering is stopped after 10 seconds, and nothing above 12 MB is printed (`hep/handouts/limits.py`).
"""


def main() -> None:
    if sys.argv[1:] == ["memory"]:
        print(memory())
        return
    REPORT.write_text(report(int(sys.argv[1]) if len(sys.argv) > 1 else 9), "utf-8")
    print(REPORT.read_text("utf-8"))


if __name__ == "__main__":
    main()
