"""`hep archive check`, `hep handout verify` and `hep handout many`: what they do with real handouts, how they end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter
from sqlalchemy import Engine, select, text, update

from hep import issuing
from hep.cli import main
from hep.core.library import Library
from hep.handouts.joined import joined
from hep.pictures import Gallery
from hep.records import handouts, patients, plans, protocols, store
from hep.records.model import EntryRow, HandoutRow, PlanRow
from tests.conftest import NOW
from tests.houses import House
from tests.records.conftest import example_plan, facts, person

LAKE = "Lakeside Physical Therapy"


@dataclass(frozen=True)
class Archive:
    """A database with two handouts of Alice's: the first is voided."""

    engine: Engine
    address: str
    home: Path
    pdfs: tuple[bytes, ...]


@pytest.fixture(scope="module")
def kept(
    full_house: House, library: Library, drawn: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("archive")
    (home / "figures").symlink_to(drawn)
    address = full_house.copy(home)
    engine = store.open_engine(address)
    with store.open_session(engine, writes=True) as session:
        alice = person(session, "alice")
        row = plans.add(
            session, alice, patients.add(session, alice, facts("Ruth Abara", "R-1"), NOW), example_plan(), NOW
        )
        issued = [issuing.issue(session, alice, row, Gallery(library, drawn), NOW) for _ in range(2)]
        handouts.void(session, alice, issued[0], "The other leg was meant.", NOW)
        session.commit()
        pdfs = tuple(handouts.pdf_of(session, one) for one in issued)
    yield Archive(engine, address, home, pdfs)
    engine.dispose()


Run = Callable[..., str]


@pytest.fixture
def hep(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def hep(*arguments: str, code: int = 0, at: datetime = NOW) -> str:
        settings = {"HEP_DATA": str(kept.home), "HEP_DATABASE": kept.address}
        with time_machine.travel(at, tick=False):
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
        return session.scalars(select(EntryRow.chain_sha256).order_by(EntryRow.place.desc()).limit(1)).one()


# -- hep archive check


def test_a_whole_archive_is_one_line_a_clinic_with_its_newest_link(hep: Run, kept: Archive) -> None:
    assert hep("archive", "check").splitlines() == [
        f"{LAKE}: 2 handouts, all as issued. Newest link (H-000001 voided): {newest_link(kept)}",
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


def test_a_void_that_was_edited_and_an_entry_that_was_taken_out_are_told(hep: Run, kept: Archive) -> None:
    with kept.engine.connect() as connection:
        entry = connection.execute(select(*EntryRow.__table__.columns).where(EntryRow.place == 2)).one()
    by_hand(kept, "UPDATE handout_void SET reason = 'A typing error.'", "DELETE FROM archive_entry WHERE place = 2")
    lines = hep("archive", "check", code=1).splitlines()
    assert lines[:2] == [
        f"{LAKE}: Entry 2 of the chain is missing: what was issued, voided or taught there is unknown.",
        f"{LAKE}: H-000002 is not in the chain: this program did not issue it.",
    ]
    with store.open_session(kept.engine, writes=True) as session:
        session.add(EntryRow(**entry._mapping))
        session.commit()
    edited = "was voided in other words than are on file: the reason, the moment or who did it was changed."
    assert hep("archive", "check", code=1).splitlines()[0] == f"{LAKE}: H-000001 {edited}"
    by_hand(kept, "UPDATE handout_void SET reason = 'The other leg was meant.'")
    assert "all as issued" in hep("archive", "check")


def by_hand(kept: Archive, *statements: str) -> None:
    with kept.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_link_that_was_noted_is_found_again_or_not(hep: Run, kept: Archive) -> None:
    said = hep("archive", "check", "--expect", f" {newest_link(kept).upper()}")
    assert f"The link you noted is that of H-000001, version 1, 22 November 2026, {LAKE}." in said
    assert "The archive has no link 123" in hep("archive", "check", "--expect", "123", code=1)


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


def test_each_handout_of_a_file_to_print_in_one_go_is_named(hep: Run, kept: Archive) -> None:
    together = joined([kept.pdfs[1], kept.pdfs[0]], "Handouts")
    Path("paper.pdf").write_bytes(together)
    said = hep("handout", "verify", "paper.pdf").splitlines()
    assert [line.split(",")[0] for line in said[:2]] == ["paper.pdf holds H-000002", "paper.pdf holds H-000001"]
    assert all(line.endswith("exactly as issued.") for line in said[:2])
    Path("paper.pdf").write_bytes(retitled(together))
    assert "was ALTERED" in hep("handout", "verify", "paper.pdf", code=1)


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


# -- hep handout many


def numbers_in(kept: Archive) -> list[int]:
    with store.open_session(kept.engine) as session:
        return list(session.scalars(select(HandoutRow.number).order_by(HandoutRow.number)))


ALICE = ("--by", "alice@lake.example")
PROTOCOL = ("--protocol", "quiet-the-knee")


def test_a_class_is_printed_into_one_pdf_with_progress(hep: Run, kept: Archive) -> None:
    before = numbers_in(kept)
    said = hep("handout", "many", *ALICE, *PROTOCOL, "--patient", "R-1", "--copies", "2", "-o", "class.pdf")
    first = before[-1] + 1
    assert said.splitlines() == [
        f"1 of 3: H-{first:06d}, R-1",
        f"2 of 3: H-{first + 1:06d}, copy 1",
        f"3 of 3: H-{first + 2:06d}, copy 2",
        "class.pdf",
    ]
    assert numbers_in(kept) == [*before, first, first + 1, first + 2]
    text = " ".join(page.extract_text() for page in PdfReader("class.pdf").pages)
    assert "Ruth Abara" in text
    assert "Class copy" not in text, "the name of a copy is written by hand"


def test_a_class_gets_a_protocol_of_the_clinic_by_its_name(hep: Run, kept: Archive) -> None:
    with store.open_session(kept.engine, writes=True) as session:
        protocols.add(session, person(session, "alice"), "Monday class", "Who comes", example_plan(), NOW)
        session.commit()
    hep("handout", "many", *ALICE, "--protocol", "Monday class", "--copies", "1", "-o", "named.zip")
    assert "own-1 (Monday class)" in hep(
        "handout", "many", *ALICE, "--protocol", "x", "--copies", "1", "-o", "x.zip", code=1
    )
    charlie = ("--by", "charlie@hill.example")
    said = hep("handout", "many", *charlie, "--protocol", "own-1", "--copies", "1", "-o", "x.zip", code=1)
    assert "There is no protocol “own-1”" in said
    assert "Monday class" not in said


def test_what_did_not_change_is_printed_again(hep: Run, kept: Archive) -> None:
    said = hep("handout", "many", *ALICE, *PROTOCOL, "--patient", "R-1", "-o", "one.zip")
    again = hep("handout", "many", *ALICE, *PROTOCOL, "--patient", "R-1", "-o", "two.zip")
    assert said.splitlines()[0] == again.splitlines()[0]
    assert Path("one.zip").read_bytes() == Path("two.zip").read_bytes()


def test_todays_patients_are_those_whose_check_is_due_or_whose_plan_changed(hep: Run, kept: Archive) -> None:
    later = NOW + timedelta(days=1)
    nobody = "Nobody for today: no check is due today, and no plan was changed."
    assert nobody in hep("handout", "many", *ALICE, "--today", "-o", "today.zip", code=1, at=later)
    said = hep("handout", "many", *ALICE, "--today", "-o", "today.zip")
    with ZipFile("today.zip") as archive:
        assert len(archive.namelist()) == len(said.splitlines()) - 1


def test_what_changed_since_its_last_handout_is_left_out_until_it_is_asked_for(hep: Run, kept: Archive) -> None:
    with store.open_session(kept.engine, writes=True) as session:
        row = session.get_one(PlanRow, 1)
        plans.save(session, row.clinician, row, plans.load(row).described(goal="Dance."), NOW)
        session.commit()
    before = numbers_in(kept)
    said = hep("handout", "many", *ALICE, "--today", "-o", "today.zip", code=1)
    assert said.splitlines() == [
        "Left out: plan 1. Changed since version 2: another goal.",
        "Nothing is printed. Look at these plans, then say --changed to print them, too.",
    ]
    assert numbers_in(kept) == before
    assert "1 of 1" in hep("handout", "many", *ALICE, "--today", "--changed", "-o", "today.zip")
    assert numbers_in(kept) == [*before, before[-1] + 1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--today", *PROTOCOL), 2, "Say --today, or a --protocol"),
        (("--copies", "2"), 2, "Say --today, or a --protocol"),
        ((*PROTOCOL, "--changed", "--copies", "2"), 2, "Say --today, or a --protocol"),
        (PROTOCOL, 2, "A class has 1 to 20 handouts"),
        ((*PROTOCOL, "--copies", "20", "--patient", "R-1"), 2, "A class has 1 to 20 handouts"),
        (("--protocol", "magic", "--copies", "1"), 1, "There is no protocol “magic”. There are:"),
        ((*PROTOCOL, "--patient", "R-9"), 1, "No patient has the reference R-9."),
        ((*PROTOCOL, "--copies", "1", "--by", "nobody@lake.example"), 1, "Nobody signs in with nobody@lake.example."),
        ((*PROTOCOL, "--copies", "1", "-o", "nowhere/x.pdf"), 1, "there is no folder nowhere"),
        ((*PROTOCOL, "--copies", "1", "-o", "x.doc"), 2, "ends with .pdf or .zip"),
    ],
)
def test_many_refuses_with_a_sentence_and_prints_nothing(
    hep: Run, kept: Archive, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = numbers_in(kept)
    usual = () if "--by" in arguments else ALICE
    out = () if "-o" in arguments else ("-o", "x.pdf")
    assert words in hep("handout", "many", *usual, *arguments, *out, code=code)
    assert numbers_in(kept) == before
    assert not list(Path().iterdir())


def test_ctrl_c_keeps_what_is_finished(hep: Run, kept: Archive, tmp_path: Path) -> None:
    before = numbers_in(kept)
    environment = {**os.environ, "HEP_DATA": str(kept.home), "HEP_DATABASE": kept.address}
    command = [sys.executable, "-c", "from hep.cli import main; main()", "handout", "many", *ALICE, *PROTOCOL]
    with subprocess.Popen(
        [*command, "--copies", "20", "-o", "class.zip"],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr
        assert running.stderr.readline().startswith("1 of 20: H-")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "are finished and kept." in said
    with ZipFile(tmp_path / "class.zip") as archive:
        finished = len(archive.namelist())
    assert 1 <= finished < 20
    assert len(numbers_in(kept)) == len(before) + finished
    assert "all as issued" in hep("archive", "check")
