"""The same two-page handout by other engines; one that is not installed raises ImportError or OSError when made."""

import io
import re
import shutil
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import sample
from sample import CLINIC, DATE, DAYS, EXERCISES, FIGURES, STOP, TICK, TITLE

from hep.handouts.fonts import FILES, face

Print = Callable[[str], bytes]  # a patient's name to a PDF
MM = 72 / 25.4
_ADDRESS = re.compile(r"\b[a-z-]+:[^\s\"')>]+")
# As in tests/browser/conftest.py
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip


def plain_weasyprint() -> Print:
    """WeasyPrint as its first page of documentation shows it."""
    from weasyprint import HTML

    style = f"<style>{face()}{sample.LOOK}{sample.PLAIN}</style></head>"
    return lambda patient: HTML(string=sample.page(patient).replace("</head>", style)).write_pdf()


def reportlab_platypus() -> Print:
    """ReportLab with paragraphs, tables and KeepTogether."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

    for weight, file in FILES.items():
        pdfmetrics.registerFont(TTFont(f"A{weight}", str(file)))
    pdfmetrics.registerFontFamily("A400", "A400", "A700", "A400", "A700")
    body = ParagraphStyle("body", fontName="A400", fontSize=9.5, leading=12.4)
    title = ParagraphStyle("title", body, fontName="A700", fontSize=17, leading=22)
    head = ParagraphStyle("head", body, fontName="A700", fontSize=11.5, leading=15)
    dose = ParagraphStyle("dose", body, fontName="A700", textColor=HexColor("#1d5480"))
    small = ParagraphStyle("small", body, fontSize=8, leading=10)

    class Figure(Flowable):
        def __init__(self, strokes: list[sample.Stroke]):
            super().__init__()
            self.strokes, self.width, self.height = strokes, 36 * MM, 36 * MM

        def wrap(self, *room: float) -> tuple[float, float]:
            return self.width, self.height

        def draw(self) -> None:
            self.canv.saveState()
            self.canv.translate(0, self.height)
            self.canv.scale(self.width / 100, -self.width / 100)
            for commands, fill, line, width in self.strokes:
                path = self.canv.beginPath()
                ways = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
                for command in commands:
                    ways[command[0]](*command[1:])
                if fill:
                    self.canv.setFillColor(HexColor(fill))
                if line:
                    self.canv.setStrokeColor(HexColor(line))
                    self.canv.setLineWidth(width)
                self.canv.drawPath(path, stroke=bool(line), fill=bool(fill))
            self.canv.restoreState()

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("A400", 8)
        canvas.drawString(12 * MM, 9 * MM, STOP)
        canvas.drawRightString(198 * MM, 9 * MM, f"Page {document.page}")

    def card(number: int) -> Any:
        name, amount, steps = EXERCISES[number]
        words = [Paragraph(f"{number + 1}. {name}", head)]
        words += [Paragraph(f"{n}. {step}", body) for n, step in enumerate(steps, 1)] + [Paragraph(amount, dose)]
        row = [Figure(FIGURES[number, 0]), Figure(FIGURES[number, 1]), words]
        look = [("BOX", (0, 0), (-1, -1), 0.5, HexColor("#c5d0da")), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        return KeepTogether([Table([row], colWidths=[39 * MM, 39 * MM, 108 * MM], style=look), Spacer(1, 6)])

    def printed(patient: str) -> bytes:
        file = io.BytesIO()
        margins = {"leftMargin": 12 * MM, "rightMargin": 12 * MM, "topMargin": 14 * MM, "bottomMargin": 16 * MM}
        document = SimpleDocTemplate(file, pagesize=(210 * MM, 297 * MM), title=TITLE, invariant=1, **margins)
        lines = (", ".join(CLINIC), f"For: {patient}", f"Date: {DATE}")
        parts = [Paragraph(TITLE, title), *(Paragraph(line, body) for line in lines)]
        parts += [card(n) for n in range(len(EXERCISES))] + [Paragraph(TICK, head)]
        boxes = [["Exercise", *range(1, DAYS + 1)], *([Paragraph(one[0], small)] + [""] * DAYS for one in EXERCISES)]
        look = [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#8796a3")), ("FONT", (0, 0), (-1, -1), "A400", 8)]
        parts.append(Table(boxes, colWidths=[58 * MM] + [9.1 * MM] * DAYS, style=look))
        document.build(parts, onFirstPage=foot, onLaterPages=foot)
        return file.getvalue()

    return printed


def typst() -> Print:
    """Typst with a compiler that is kept, tagged as PDF/UA-1."""
    import typst

    folder = Path(tempfile.mkdtemp(prefix="hep-typst-"))
    for (n, k), strokes in FIGURES.items():
        (folder / f"figure-{n}-{k}.svg").write_text(sample.svg(strokes))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FILES[400].parent)])
    compiler = typst.Compiler(root=str(folder), font_paths=fonts)

    def printed(patient: str) -> bytes:
        (folder / "page.typ").write_text(_typst_page(patient))
        return compiler.compile(str(folder / "page.typ"), pdf_standards=["ua-1"], timestamp=0)

    return printed


def _typst_page(patient: str) -> str:
    lines = [
        f'#set document(title: "Home exercises for {patient}")',
        '#set page(paper: "a4", margin: (x: 12mm, top: 14mm, bottom: 16mm), footer: context [#set text(8pt)',
        f"  {STOP} #h(1fr) Page #counter(page).display() of #counter(page).final().first()])",
        '#set text(font: "Atkinson Hyperlegible", size: 9.5pt, lang: "en", fill: rgb("#1b2733"))',
        "#show heading.where(level: 1): set text(17pt)",
        "#show heading.where(level: 2): set text(11.5pt)",
        f"= {TITLE}",
        f"*{CLINIC[0]}*, {CLINIC[1]}, {CLINIC[2]} \\ For: {patient} \\ Date: {DATE}",
        '#line(length: 100%, stroke: .6mm + rgb("#5b8db8"))',
    ]
    for n, (name, dose, steps) in enumerate(EXERCISES):
        figures = ", ".join(
            f'image("figure-{n}-{k}.svg", width: 36mm, alt: "{name}: {pose} position")'
            for k, pose in enumerate(("start", "end"))
        )
        listed = "\n".join(f"+ {step}" for step in steps)
        lines.append(
            '#block(breakable: false, stroke: .2mm + rgb("#c5d0da"), inset: 2mm, width: 100%, '
            f"grid(columns: (36mm, 36mm, 1fr), column-gutter: 3mm, {figures}, [== {n + 1}. {name}\n{listed}\n\n"
            f'#text(weight: "bold", fill: rgb("#1d5480"))[{dose}]]))'
        )
    days = ", ".join(f"[{day}]" for day in range(1, DAYS + 1))
    rows = ", ".join(f"[{name}], " + ", ".join(["[]"] * DAYS) for name, _, _ in EXERCISES)
    lines.append(f"== {TICK}\n#set text(8pt)")
    lines.append(f"#table(columns: (58mm,) + (1fr,) * {DAYS}, inset: .6mm, table.header([Exercise], {days}), {rows})")
    return "\n".join(lines)


def self_contained(html: str, sheets: Iterable[str], svgs: Mapping[str, str]) -> str:
    """A page with its style, fonts and drawings inside: the very same HTML for a browser."""
    at = {address: f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}" for address, svg in svgs.items()}
    for file in FILES.values():
        at[file.as_uri()] = f"data:font/ttf;base64,{b64encode(file.read_bytes()).decode()}"
    style = f"<style>{' '.join(sheets)}</style></head>"
    return _ADDRESS.sub(lambda found: at.get(found[0], found[0]), html.replace("</head>", style))


class Chromium:
    """The system's Chromium, kept open; prints HTML tagged."""

    def __init__(self) -> None:
        from playwright.sync_api import sync_playwright

        found = [name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)]
        if not found:
            raise OSError("no Chromium")
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=shutil.which(found[0]), args=CHROMIUM)
        self.page = self.browser.new_page()

    def pdf(self, html: str) -> bytes:
        self.page.set_content(html, wait_until="load")
        return self.page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)

    def sample(self, patient: str) -> bytes:
        return self.pdf(self_contained(sample.page(patient), [face(), sample.LOOK, sample.PLAIN], {}))

    def close(self) -> None:
        self.browser.close()
        self.playwright.stop()
