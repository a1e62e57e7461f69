"""Many handouts as one PDF or as a ZIP: all of each, in order, and the exact files where they are packed."""

import zipfile
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from hep.handouts import Patient, render
from hep.handouts.joined import joined, zipped
from hep.handouts.pdf_file import NotOurs, opened, saved
from tests.handouts import paper as look
from tests.handouts.conftest import HandoutOf

NAMES = ("Margaret Thompson", "Zoë (née) \\ Łukasz 12 0 R", "José Ñandú")


@pytest.fixture(scope="module")
def three(handout_of: HandoutOf) -> list[bytes]:
    exercises = (("bridge", "quad-set"), ("bridge",), ("cane-walking",))
    return [render(handout_of(*some, patient=Patient(name))) for some, name in zip(exercises, NAMES, strict=True)]


@pytest.fixture(scope="module")
def one(three: list[bytes]) -> bytes:
    return joined(three, "Handouts of today")


def test_all_pages_and_all_words_follow_in_reading_order(three: list[bytes], one: bytes) -> None:
    assert len(PdfReader(BytesIO(one)).pages) == sum(len(PdfReader(BytesIO(pdf)).pages) for pdf in three)
    assert look.words(one) == "".join(look.words(pdf) for pdf in three)


def test_pages_look_as_they_did(three: list[bytes], one: bytes) -> None:
    apart = [page.render().to_pil().tobytes() for pdf in three for page in pypdfium2.PdfDocument(pdf)]
    assert [page.render().to_pil().tobytes() for page in pypdfium2.PdfDocument(one)] == apart


def test_each_handout_is_a_part_with_its_entry_in_the_outline(one: bytes) -> None:
    assert len(look.tags(one, "/Document")) == 1
    assert len(look.tags(one, "/Part")) == 3
    entries = [entry.get_title() for entry in pypdfium2.PdfDocument(one).get_toc() if not entry.level]
    assert entries == [f"A plan for your left knee and hip, {name}" for name in NAMES]
    reader = PdfReader(BytesIO(one))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Handouts of today", None)


def test_heads_of_tables_have_names_of_their_own(one: bytes) -> None:
    names = [str(head["/ID"]) for head in look.tags(one, "/TH")]
    assert len(names) == len(set(names)) > 10
    used = {str(name) for cell in look.tags(one, "/TD") for name in cell["/A"]["/Headers"]}
    assert used <= set(names)


def test_shared_drawings_are_there_once(three: list[bytes], one: bytes) -> None:
    assert len(one) < 0.9 * sum(map(len, three))


def test_the_same_handouts_give_the_same_bytes(three: list[bytes], one: bytes) -> None:
    assert joined(three, "Handouts of today") == one
    pairs = list(zip(("a.pdf", "b.pdf", "c.pdf"), three, strict=True))
    assert zipped(pairs) == zipped(pairs)


def test_a_zip_holds_the_exact_files(three: list[bytes]) -> None:
    with zipfile.ZipFile(BytesIO(zipped(zip(("a.pdf", "b.pdf", "ç.pdf"), three, strict=True)))) as pack:
        assert {name: pack.read(name) for name in pack.namelist()} == dict(
            zip(("a.pdf", "b.pdf", "ç.pdf"), three, strict=True)
        )


def test_progress_is_told_and_can_stop_the_work(three: list[bytes]) -> None:
    told: list[int] = []
    joined(three, "All", told.append)
    zipped([("a.pdf", three[0])], told.append)
    assert told == [1, 2, 3, 1]

    class Cancelled(Exception):
        pass

    def cancel(done: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        joined(three, "All", cancel)


def test_a_file_is_opened_as_it_was_saved(three: list[bytes]) -> None:
    assert saved(*opened(three[0])) == three[0]


def test_other_files_are_refused(three: list[bytes]) -> None:
    other = PdfWriter()
    other.add_blank_page(100, 100)
    file = BytesIO()
    other.write(file)
    for pdf in (b"", b"no PDF", file.getvalue(), three[0][:5000], three[0].replace(b"/W [", b"/V [")):
        with pytest.raises(NotOurs):
            joined([pdf], "Other")


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="nothing to join"):
        joined([], "Nothing")
