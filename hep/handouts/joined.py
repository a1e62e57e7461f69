"""Many finished handouts as one file: a tagged PDF to print in one go, or a ZIP of the exact PDFs."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from io import BytesIO

import pydyf

from hep.handouts import pdf_file
from hep.handouts.pdf_file import NotOurs

Progress = Callable[[int], None]  # how many are done; to stop, raise something of your own

_STRING = rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>"
_REFERENCE = re.compile(_STRING + rb"|\b(\d+) 0 R\b", re.DOTALL)
_OWNERS = re.compile(rb"(\d+) \[([^\]]*)\]")
_CELL = re.compile(rb"\((\d+-\d+-\d+)\)")
_TITLE = re.compile(rb"(<dc:title>.*?<rdf:li[^>]*>).*?(</rdf:li>)", re.DOTALL)
_PERSONAL = re.compile(
    rb'<rdf:Description rdf:about="">\s*<(dc:creator|xmp:CreateDate)>.*?</\1>\s*</rdf:Description>', re.DOTALL
)

# The objects that the joined file has once.
CATALOG, PAGES, INFO, METADATA, TREE, OWNERS, DOCUMENT, OUTLINE = range(1, 9)


def joined(pdfs: Sequence[bytes], title: str, progress: Progress = lambda done: None) -> bytes:
    """One PDF of these, PDF/UA-1 and PDF/A-2a as they are; each has its part of the structure and of the outline.

    The same PDFs give the same bytes. Raises `NotOurs` for a PDF that `render` did not make.
    """
    if not pdfs:
        raise ValueError("There is nothing to join.")
    result = _Joined(title)
    for number, pdf in enumerate(pdfs, 1):
        result.add(pdf)
        progress(number)
    return result.saved()


def zipped(pdfs: Iterable[tuple[str, bytes]], progress: Progress = lambda done: None) -> bytes:
    """A ZIP of PDFs by their file names; the PDFs stay as they are."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as pack:
        for number, (name, pdf) in enumerate(pdfs, 1):
            pack.writestr(zipfile.ZipInfo(name), pdf)  # its date is always 1980: the same PDFs give the same ZIP
            progress(number)
    return file.getvalue()


class _Joined:
    def __init__(self, title: str):
        self.title = title
        self.bodies: list[bytes] = [b""] * OUTLINE
        self.pages: list[int] = []
        self.parts: list[int] = []
        self.entries: list[int] = []
        self.owners: list[bytes] = []
        self.streams: dict[bytes, int] = {}

    def add(self, pdf: bytes) -> None:
        """Takes over the objects of a PDF under new numbers; drawings and fonts that are there already are shared."""
        bodies, root, info = pdf_file.opened(pdf)
        own = _Own(bodies, root, info)
        numbers = {own.catalog: CATALOG, own.pages: PAGES, own.info: INFO, own.tree: DOCUMENT, own.owners: OWNERS}
        numbers[own.metadata] = METADATA
        taken: list[int] = []
        for number, body in enumerate(bodies, 1):
            if number in numbers:
                continue
            numbers[number] = self.streams.get(body, len(self.bodies) + len(taken) + 1)
            if body not in self.streams:
                taken.append(number)
                if body.endswith(b"endstream") and not _refers(body):
                    self.streams[body] = numbers[number]
        if not self.pages:
            self._begin(own, numbers)
        self.owners += [b"[%b]" % _renumbered(one[2], numbers) for one in _OWNERS.finditer(own.body(own.owners))]
        self.bodies += [self._body(own, number, numbers) for number in taken]
        self.pages += [numbers[page] for page in own.page_numbers]
        self.parts.append(numbers[own.document])
        self.entries.append(numbers[own.outline])

    def _begin(self, own: "_Own", numbers: Mapping[int, int]) -> None:
        """What the whole has of its first PDF: language, colours, and what it says it conforms to."""
        self.bodies[CATALOG - 1] = _renumbered(own.body(own.catalog), {**numbers, own.tree: TREE, own.outline: OUTLINE})
        packed = own.body(own.metadata).partition(b"\nstream\n")[2]
        text = zlib.decompress(packed.removesuffix(b"\nendstream"))
        name = escape(self.title).encode()
        text = _PERSONAL.sub(b"", _TITLE.sub(lambda found: found[1] + name + found[2], text))
        self.bodies[METADATA - 1] = pdf_file.stream({"Type": "/Metadata", "Subtype": "/XML"}, text)
        producer = pydyf.String("hep")
        self.bodies[INFO - 1] = pydyf.Dictionary({"Title": pydyf.String(self.title), "Producer": producer}).data

    def _body(self, own: "_Own", number: int, numbers: Mapping[int, int]) -> bytes:
        body = _renumbered(own.body(number), numbers)
        if number == own.document:
            return body.replace(b"/S /Document", b"/S /Part/Lang " + own.language, 1)
        if number == own.outline:
            # Closed, so that the handouts stand below one another; `saved` links them.
            first = b"/Dest [%d 0 R /XYZ 0 1000 0]" % numbers[own.page_numbers[0]]
            return b"<</Title %b%b/Parent %d 0 R/Count -" % (own.title, first, OUTLINE) + body.split(b"/Count ", 1)[1]
        if number in own.page_numbers:
            return re.sub(rb"(?<=/StructParents )\d+", lambda found: b"%d" % (int(found[0]) + len(self.pages)), body)
        if b"/ID (" in body or b"/Headers [" in body:
            return _CELL.sub(rb"(%d-\1)" % len(self.parts), body)  # the names of table heads
        return body

    def saved(self) -> bytes:
        fixed = {
            PAGES: b"<</Type /Pages/Kids [%b]/Count %d>>" % (_references(self.pages), len(self.pages)),
            TREE: b"<</Type /StructTreeRoot/ParentTree %d 0 R/K [%d 0 R]>>" % (OWNERS, DOCUMENT),
            OWNERS: b"<</Nums [%b]>>" % b" ".join(b"%d %b" % pair for pair in enumerate(self.owners)),
            DOCUMENT: b"<</Type /StructElem/S /Document/P %d 0 R/K [%b]>>" % (TREE, _references(self.parts)),
            OUTLINE: b"<</Count %d/First %d 0 R/Last %d 0 R>>" % (len(self.entries), self.entries[0], self.entries[-1]),
        }
        for number, body in fixed.items():
            self.bodies[number - 1] = body
        for place, entry in enumerate(self.entries):
            links = b"/Prev %d 0 R" % self.entries[place - 1] if place else b""
            if entry != self.entries[-1]:
                links += b"/Next %d 0 R" % self.entries[place + 1]
            self.bodies[entry - 1] = self.bodies[entry - 1].removesuffix(b">>") + links + b">>"
        return pdf_file.saved(self.bodies, CATALOG, INFO)


class _Own:
    """Where the objects of one PDF are."""

    def __init__(self, bodies: Sequence[bytes], catalog: int, info: int):
        self.bodies, self.catalog, self.info = bodies, catalog, info
        root = self.body(catalog)
        self.pages, self.tree, self.metadata, self.outline = (
            _named(root, name) for name in (b"Pages", b"StructTreeRoot", b"Metadata", b"Outlines")
        )
        self.owners, self.document = _named(self.body(self.tree), b"ParentTree"), _named(self.body(self.tree), b"K")
        self.page_numbers = [int(one) for one in re.findall(rb"(\d+) 0 R", self.body(self.pages))]
        self.title, self.language = _text(self.body(info), b"Title"), _text(root, b"Lang")

    def body(self, number: int) -> bytes:
        return self.bodies[number - 1]


def _text(body: bytes, name: bytes) -> bytes:
    found = re.search(rb"/%b (%b)" % (name, _STRING), body, re.DOTALL)
    return found[1] if found else b"()"


def _named(body: bytes, name: bytes) -> int:
    found = re.search(rb"/%b \[?(\d+) 0 R" % name, body)
    if not found:
        raise NotOurs(f"This PDF has no {name.decode()}: it was printed by an earlier program.")
    return int(found[1])


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _refers(body: bytes) -> bool:
    return any(found[1] for found in _REFERENCE.finditer(body.partition(b"\nstream\n")[0]))


def _renumbered(body: bytes, numbers: Mapping[int, int]) -> bytes:
    """The same object with other references; what stands in its texts and streams stays."""
    head, begin, content = body.partition(b"\nstream\n")
    return _REFERENCE.sub(lambda one: b"%d 0 R" % numbers[int(one[1])] if one[1] else one[0], head) + begin + content
