"""`hep archive check` and `hep handout verify`: what they say of real handouts, and how they end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter
from sqlalchemy import Engine, select, update

from hep import issuing
from hep.cli import main
from hep.core.library import Library
from hep.pictures import Gallery
from hep.records import handouts, patients, plans, store
from hep.records.model import HandoutRow
from tests.conftest import NOW, House
from tests.records.conftest import example_plan, facts, person

LAKE = "Lakeside Physical Therapy"


@dataclass(frozen=True)
class Archive:
    """A database with two handouts of Alice's: the first is voided."""

    engine: Engine
    address: str
    pdfs: tuple[bytes, ...]


@pytest.fixture(scope="module")
def kept(
    full_house: House, library: Library, drawn: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    address = full_house.copy(tmp_path_factory.mktemp("archive"))
    engine = store.open_engine(address)
    with store.open_session(engine, writes=True) as session:
        alice = person(session, "alice")
        row = plans.add(session, alice, patients.add(session, alice, facts("Ruth Abara"), NOW), example_plan(), NOW)
        issued = [issuing.issue(session, alice, row, Gallery(library, drawn), NOW) for _ in range(2)]
        handouts.void(session, alice, issued[0], "The other leg was meant.", NOW)
        session.commit()
        pdfs = tuple(handouts.pdf_of(session, one) for one in issued)
    yield Archive(engine, address, pdfs)
    engine.dispose()


Run = Callable[..., str]


@pytest.fixture
def hep(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def hep(*arguments: str, code: int = 0) -> str:
        settings = {"HEP_DATA": str(tmp_path / "data"), "HEP_DATABASE": kept.address}
        result = CliRunner().invoke(main, arguments, env=settings)
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert result.exit_code == code, result.output
        return result.output

    return hep


@pytest.fixture
def edited(kept: Archive) -> Iterator[Callable[..., None]]:
    """Edits the second handout behind the program's back, and puts it right after the test."""
    with store.open_session(kept.engine) as session:
        row = session.execute(select(*HandoutRow.__table__.columns).where(HandoutRow.number == 2)).one()

    def edit(**values: object) -> None:
        with store.open_session(kept.engine, writes=True) as session:
            session.execute(update(HandoutRow).where(HandoutRow.id == row.id).values(**values))
            session.commit()

    yield edit
    edit(**row._mapping)


def newest_link(kept: Archive) -> str:
    with store.open_session(kept.engine) as session:
        return session.scalars(select(HandoutRow.chain_sha256).where(HandoutRow.number == 2)).one()


# -- hep archive check


def test_a_whole_archive_is_one_line_a_clinic_with_its_newest_link(hep: Run, kept: Archive) -> None:
    assert hep("archive", "check").splitlines() == [
        f"{LAKE}: 2 handouts, all as issued. Newest link (H-000002): {newest_link(kept)}",
        "Hilltop Rehabilitation: no handouts yet.",
    ]


def test_what_was_changed_is_one_line_each_and_ends_with_1(hep: Run, edited: Callable[..., None]) -> None:
    edited(pdf=b"another", issued_at=NOW.replace(year=2020))
    lines = hep("archive", "check", code=1).splitlines()
    assert lines[:2] == [
        f"{LAKE}: H-000002 has another PDF than the one that was issued.",
        f"{LAKE}: H-000002 does not fit its link in the chain: its date, its patient, a checksum or something else of "
        "it was changed.",
    ]
    assert lines[2].startswith(f"{LAKE}: 2 handouts, 2 found.")


def test_a_link_that_was_noted_is_found_again_or_not(hep: Run, kept: Archive) -> None:
    said = hep("archive", "check", "--expect", f" {newest_link(kept).upper()}")
    assert f"The link you noted is that of H-000002, version 2, 22 November 2026, {LAKE}." in said
    assert "No handout has the link 123" in hep("archive", "check", "--expect", "123", code=1)


@pytest.mark.parametrize("command", [("archive", "check"), ("handout", "verify", "some.pdf")])
def test_without_tables_it_says_what_to_run(hep: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    Path("some.pdf").write_bytes(b"%PDF-")
    empty = {"HEP_DATA": str(tmp_path / "empty"), "HEP_DATABASE": None}
    result = CliRunner().invoke(main, command, env=empty)
    assert result.exit_code == 1
    assert "hep database upgrade" in result.output


# -- hep handout verify


def written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def retitled(pdf: bytes) -> bytes:
    """As an editor saves it: the identifier stays."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.add_metadata({"/Title": "Another title"})
    return written(writer)


def printed_to_a_file(pdf: bytes) -> bytes:
    """As a printer driver writes it: pages only, no identifier."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        writer.add_page(page)
    return written(writer)


def test_a_handout_of_ours_is_named(hep: Run, kept: Archive) -> None:
    Path("paper.pdf").write_bytes(kept.pdfs[1])
    assert hep("handout", "verify", "paper.pdf") == (
        f"paper.pdf is H-000002, version 2, 22 November 2026, {LAKE}, exactly as issued.\n"
    )


def test_a_voided_handout_is_ours_and_says_that_it_was_voided(hep: Run, kept: Archive) -> None:
    Path("paper.pdf").write_bytes(kept.pdfs[0])
    said = hep("handout", "verify", "paper.pdf")
    assert "exactly as issued" in said
    assert "That handout was voided on 22 November 2026: The other leg was meant." in said


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "one byte more": lambda pdf: pdf + b"\n",
    "another title": retitled,
    "printed to a file": printed_to_a_file,
    "one letter": lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-1.6"),
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_handout_is_named_and_ends_with_1(hep: Run, kept: Archive, how: str) -> None:
    altered = ALTERED[how](kept.pdfs[1])
    assert altered != kept.pdfs[1]
    Path("paper.pdf").write_bytes(altered)
    said = hep("handout", "verify", "paper.pdf", code=1)
    assert f"paper.pdf was ALTERED. It was made from H-000002, version 2, 22 November 2026, {LAKE}" in said


def test_a_pdf_of_someone_else_is_none_of_ours(hep: Run, kept: Archive) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    Path("paper.pdf").write_bytes(written(writer))
    assert hep("handout", "verify", "paper.pdf", code=3) == "paper.pdf is none of the handouts of this database.\n"


@pytest.mark.parametrize("text", [b"", b"a letter to my aunt", b"%PDF-1.7\n" + b"x" * 1000])
def test_what_is_no_pdf_ends_with_2(hep: Run, text: bytes) -> None:
    Path("paper.pdf").write_bytes(text)
    assert "paper.pdf is no PDF, or one that cannot be read." in hep("handout", "verify", "paper.pdf", code=2)


def test_a_file_that_is_not_there_ends_with_2(hep: Run) -> None:
    assert "nowhere.pdf" in hep("handout", "verify", "nowhere.pdf", code=2)
