"""The command `hep`: it does what its help says, ends badly with a sentence, and is documented."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from hep import __version__, paths
from hep.cli import main
from hep.core.library import Library

ROOT = paths.PACKAGE.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = "\n".join([README, *(file.read_text("utf-8") for file in sorted((ROOT / "docs").glob("*.md")))])
PLAN = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/plan-file.md").read_text("utf-8"), re.DOTALL)[0]
SHORT = """\
{clinic: {name: Lakeside}, therapist: {name: Anna}, patient: {name: Ruth}, side: left, mechanisms: [joint-stress],
 date: 2026-11-22, phases: [{name: Start, prescriptions: [{exercise: quad-set}]}]}
"""
Hep = Callable[..., Result]


@pytest.fixture
def hep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hep:
    """Runs the command in an empty folder, with its data in another."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here/plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "here/short.yaml").write_text(SHORT, "utf-8")

    def hep(*arguments: str, **environment: str) -> Result:
        settings = {"HEP_DATA": str(tmp_path / "data"), "HEP_DATABASE": None, **environment}
        return CliRunner().invoke(main, arguments, env=settings)

    return hep


def said(result: Result, code: int = 0) -> str:
    """What a command printed; it has to end with this code, and by itself."""
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.output


# -- what it does


def test_it_says_its_version(hep: Hep) -> None:
    assert said(hep("--version")) == f"hep, version {__version__}\n"


def test_the_shipped_library_is_checked(hep: Hep) -> None:
    line = "110 exercises, 12 protocols, 27 precautions, 41 findings: all good.\n"
    assert said(hep("library", "check")) == line
    assert said(hep("library", "check", "--file", str(paths.LIBRARY))) == line


def test_a_broken_library_is_told_line_by_line(hep: Hep) -> None:
    text = paths.LIBRARY.read_text("utf-8").replace("    level: 1\n", "    level: 7\n", 2)
    Path("mine.yaml").write_text(text, "utf-8")
    lines = said(hep("library", "check", "--file", "mine.yaml"), 1).splitlines()
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line == "    level: 7"]
    assert [line.split(" ")[0] for line in lines] == [f"mine.yaml:{number}:" for number in numbers]


@pytest.mark.parametrize(
    ("options", "keeps"),
    [
        ((), lambda exercise: True),
        (("--mechanism", "gait-changes"), lambda exercise: "gait-changes" in exercise.mechanisms),
        (("--category", "balance"), lambda exercise: exercise.category == "balance"),
        (("--muscle", "soleus"), lambda one: "soleus" in one.muscles.primary + one.muscles.secondary),
        (
            ("--mechanism", "joint-stress", "--category", "stretching"),
            lambda one: "joint-stress" in one.mechanisms and one.category == "stretching",
        ),
    ],
)
def test_the_library_is_listed_one_exercise_a_line(
    hep: Hep, library: Library, options: tuple[str, ...], keeps: Callable[..., bool]
) -> None:
    lines = said(hep("library", "list", *options)).splitlines()
    assert [line.split("\t")[0] for line in lines] == [one.id for one in library.exercises.values() if keeps(one)]
    assert all(len(line.split("\t")) == 4 for line in lines)


def test_an_exercise_is_shown_whole_and_for_a_side(hep: Hep, library: Library) -> None:
    text = said(hep("library", "show", "quad-set", "--side", "left"))
    assert "Quad set (quad-set), strengthening, level 1" in text
    assert "Usual dose: 3 × 10, hold 5 s. 3 times a day, every day." in text
    assert "your left knee" in text
    assert "{" not in text
    assert "your right knee" in said(hep("library", "show", "quad-set", "--side", "right"))


def test_every_exercise_can_be_shown(hep: Hep, library: Library) -> None:
    from hep.cli.library import _described

    for exercise in library.exercises.values():
        assert len(list(_described(exercise, library))) > 10


def test_a_figure_is_an_svg_on_the_output_or_in_a_file(hep: Hep) -> None:
    drawn = said(hep("figure", "bridge", "--pose", "start", "--side", "left"))
    assert drawn.startswith("<svg")
    assert said(hep("figure", "bridge", "--pose", "start", "--side", "left", "-o", "bridge.svg")) == "bridge.svg\n"
    assert Path("bridge.svg").read_text("utf-8").strip() == drawn.strip()
    assert said(hep("figure", "bridge", "--side", "right", "--pose", "start")) != drawn


def test_the_documented_plan_file_is_printed(hep: Hep) -> None:
    assert said(hep("handout", "plan.yaml", "-o", "out.pdf")) == "out.pdf\n"
    text = " ".join(" ".join(page.extract_text() for page in PdfReader("out.pdf").pages).split())
    for words in ("Margaret Thompson", "Anna Lindqvist", "Side-lying leg lift", "Use the blue towel.", "911"):
        assert words in text


@pytest.mark.parametrize(("options", "size"), [((), (595, 842)), (("--paper", "Letter"), (612, 792))])
def test_a_handout_has_the_size_of_its_paper(hep: Hep, options: tuple[str, ...], size: tuple[int, int]) -> None:
    said(hep("handout", "short.yaml", *options, "-o", "out.pdf"))
    box = PdfReader("out.pdf").pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_a_phase_of_a_protocol_is_printed(hep: Hep) -> None:
    said(hep("handout", "--protocol", "quiet-the-knee", "--side", "left", "--phase", "2", "-o", "out.pdf"))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader("out.pdf").pages).split())
    assert "Mini-squat at the counter" in text
    assert "Walking with a cane" not in text
    assert "your left " in text


def test_the_same_plan_is_printed_to_the_same_bytes(hep: Hep) -> None:
    for name in ("one.pdf", "two.pdf"):
        said(hep("handout", "short.yaml", "-o", name))
    assert Path("one.pdf").read_bytes() == Path("two.pdf").read_bytes()


def test_a_database_is_made_and_upgraded(hep: Hep, tmp_path: Path) -> None:
    first = said(hep("database", "upgrade"))
    assert re.fullmatch(r"The tables are at revision \S+\.\n", first)
    assert (tmp_path / "data/hep.sqlite3").exists()
    assert said(hep("database", "upgrade")) == first


def test_the_demo_fills_an_empty_database_once(hep: Hep, tmp_path: Path, demo_home: Path) -> None:
    assert re.findall(r"\S+@\S+ +password: .+", (demo_home / "said.txt").read_text("utf-8"))
    shutil.copytree(demo_home, tmp_path / "data", symlinks=True)
    for _ in range(2):
        with closing(sqlite3.connect(tmp_path / "data/hep.sqlite3")) as database:
            (patients,) = database.execute("SELECT count(*) FROM patient").fetchone()
            (handouts,) = database.execute("SELECT count(*) FROM handout").fetchone()
        assert patients == 12
        assert handouts > 5
        assert "holds a clinic already" in said(hep("demo"), 1)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The real program, in a process of its own."""
    environment = {**os.environ, "HEP_DATA": str(tmp_path / "data"), "HEP_DATABASE": ""}
    command = [sys.executable, "-c", "from hep.cli import main; main()", "serve", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


def first_page(port: int) -> str:
    """The page at `/`, as soon as the program is there."""
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/") as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    pytest.fail("hep serve does not answer")


def test_serving_says_the_address_and_the_code_that_the_first_page_asks_for(
    served: subprocess.Popen[str], port: int
) -> None:
    assert "Set-up code" in first_page(port)
    assert served.stdout
    lines = [served.stdout.readline() for _ in range(3)]
    assert lines[1] == f"Open http://127.0.0.1:{port}\n"
    assert re.fullmatch(r"Set-up code for the first page: [A-Z2-9]{4}-[A-Z2-9]{4}\n", lines[2])


# -- how it refuses


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nonsense",), 2, "No such command"),
        (("library", "nonsense"), 2, "No such command"),
        (("library", "check", "--file", "nowhere.yaml"), 1, "nowhere.yaml:1: The file cannot be read"),
        (("library", "check", "--file", "."), 1, "The file cannot be read"),
        (("library", "check", "--nonsense"), 2, "No such option"),
        (("library", "list", "--mechanism", "magic"), 2, "'gait-changes', 'muscle-instability', 'joint-stress'"),
        (("library", "list", "--category", "magic"), 2, "'strengthening'"),
        (("library", "list", "--muscle", "biceps"), 1, "There is no muscle “biceps”. The muscles are: quadriceps,"),
        (("library", "show"), 2, "Missing argument"),
        (("library", "show", "brigde"), 1, "There is no exercise “brigde”. Nearest: bridge"),
        (("library", "show", "xyzzy"), 1, "There is no exercise “xyzzy”."),
        (("library", "show", "bridge", "--side", "up"), 2, "'left'"),
        (("figure",), 2, "Name an exercise, or ask for the --sheet of all."),
        (("figure", "bridge", "--sheet"), 2, "Name an exercise, or ask for the --sheet of all."),
        (("figure", "--sheet"), 2, "ends with .html or .pdf"),
        (("figure", "--sheet", "-o", "x.doc"), 2, "ends with .html or .pdf"),
        (("figure", "brigde"), 1, "There is no exercise “brigde”. Nearest: bridge"),
        (("figure", "bridge", "-o", "nowhere/x.svg"), 1, "nowhere/x.svg cannot be written: No such file or directory."),
        (("handout", "-o", "x.pdf"), 2, "Name a plan file, or a protocol with --protocol."),
        (("handout", "plan.yaml", "--protocol", "quiet-the-knee", "-o", "x.pdf"), 2, "Name a plan file, or a protocol"),
        (("handout", "plan.yaml"), 2, "Missing option '-o'"),
        (("handout", "nowhere.yaml", "-o", "x.pdf"), 2, "nowhere.yaml"),
        (("handout", "short.yaml", "-o", "nowhere/x.pdf"), 1, "nowhere/x.pdf cannot be written"),
        (("handout", "plan.yaml", "--layout", "magic", "-o", "x.pdf"), 1, "There is no layout “magic”. There are:"),
        (("handout", "plan.yaml", "--phase", "2", "-o", "x.pdf"), 1, "There is no phase 2; the plan has 1."),
        (("handout", "plan.yaml", "--phase", "0", "-o", "x.pdf"), 2, "1<=x<=20"),
        (("handout", "plan.yaml", "--paper", "A3", "-o", "x.pdf"), 2, "'A4', 'Letter'"),
        (("handout", "--protocol", "quiet-knee", "-o", "x.pdf"), 1, "There is no protocol “quiet-knee”. Nearest:"),
        (("handout", "--protocol", "quiet-the-knee", "--side", "up", "-o", "x.pdf"), 2, "'left', 'right', 'both'"),
        (("serve", "--port", "0"), 2, "1<=x<=65535"),
        (("serve", "--port", "x"), 2, "not a valid"),
        (("serve", "--workers", "0"), 2, "1<=x<=64"),
    ],
)
def test_bad_arguments_end_with_a_sentence(hep: Hep, arguments: tuple[str, ...], code: int, words: str) -> None:
    assert words in said(hep(*arguments), code)
    assert not list(Path().glob("*.pdf"))


def test_a_plan_with_faults_is_told_line_by_line_and_prints_nothing(hep: Hep) -> None:
    Path("plan.yaml").write_text(PLAN.replace("exercise: bridge", "exercise: brigde"), "utf-8")
    line = said(hep("handout", "plan.yaml", "-o", "out.pdf"), 1)
    assert re.fullmatch(r"plan\.yaml:\d+: phases/0: There is no exercise “brigde”\. Nearest: bridge.*\n", line)
    assert not Path("out.pdf").exists()


COMMANDS_WITH_A_DATABASE = [("serve",), ("database", "upgrade"), ("demo",)]


@pytest.mark.parametrize("command", COMMANDS_WITH_A_DATABASE)
@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"HEP_DATABASE": "nonsense"}, "postgresql://user:password@host/name"),
        ({"HEP_DATABASE": "nonsense://somewhere"}, "postgresql://user:password@host/name"),
        ({"HEP_DATABASE": "sqlite:////nowhere/at/all/hep.sqlite3"}, "cannot be opened"),
        ({"HEP_DATABASE": "postgresql://hep:hush@127.0.0.1:1/hep"}, "cannot be opened"),
        ({"HEP_DATA": "/dev/null/hep"}, "Set HEP_DATA to a folder of yours"),
    ],
)
def test_a_database_that_is_not_there_is_told_in_a_sentence(
    hep: Hep, command: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    text = said(hep(*command, **environment), 1)
    assert words in text
    assert "hush" not in text


@pytest.mark.parametrize("command", COMMANDS_WITH_A_DATABASE)
def test_a_file_that_is_no_database_is_left_alone(hep: Hep, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/hep.sqlite3").write_text("a letter to my aunt " * 100, "utf-8")
    assert "cannot be opened" in said(hep(*command), 1)
    assert (tmp_path / "data/hep.sqlite3").read_text("utf-8").startswith("a letter")


@pytest.mark.parametrize("command", COMMANDS_WITH_A_DATABASE)
def test_a_database_of_a_newer_hep_is_left_alone(hep: Hep, tmp_path: Path, command: tuple[str, ...]) -> None:
    said(hep("database", "upgrade"))
    with sqlite3.connect(tmp_path / "data/hep.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    database.close()
    assert "made by a newer hep" in said(hep(*command), 1)


@pytest.mark.postgres
def test_on_postgresql_the_tables_wait_for_a_person(hep: Hep, postgres: str) -> None:
    from tests.houses import PostgresHouse

    address = PostgresHouse(postgres).address
    for command in ("serve", "demo"):
        assert "Make a backup, then run: hep database upgrade" in said(hep(command, HEP_DATABASE=address), 1)
    assert "The tables are at revision" in said(hep("database", "upgrade", HEP_DATABASE=address))


# -- how it is documented


def commands(group: click.Group = main, before: str = "hep") -> Iterator[tuple[str, click.Command]]:
    """Every command with all its words: "hep library check"."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(commands())
OPTIONS = [
    (name, max(option.opts, key=len))
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_and_says_what_it_does(hep: Hep, name: str) -> None:
    assert name in DOCUMENTS
    first, *_ = (COMMANDS[name].help or "").split("\n")
    assert first.endswith(".")
    assert first.split(";")[0].rstrip(".")[:40] in said(hep(*name.split()[1:], "--help"))


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_documented_where_its_command_is(name: str, option: str) -> None:
    """On a line that names the command, or in a paragraph with such a line."""
    about = [
        part for part in re.split(r"\n\n|\n(?=\|)", DOCUMENTS) if name in part or f"make {name.split()[-1]}" in part
    ]
    assert any(re.search(rf"(?<![\w-]){option}\b", part) for part in about), f"{name} {option}"


def test_every_option_says_what_it_is_for() -> None:
    for name, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option, click.Option):
                assert (option.help or "").endswith("."), f"{name} {option.opts}"


def test_every_command_in_the_documents_exists(hep: Hep) -> None:
    told = set(re.findall(r"`hep ((?:[a-z]+ ?)+)", DOCUMENTS))
    assert told
    for words in told:
        name, group = "hep", main
        for word in words.split():
            command = group.commands.get(word)
            assert command is not None, f"hep {words}"
            name = f"{name} {word}"
            if not isinstance(command, click.Group):
                break
            group = command
        assert name in COMMANDS or any(one.startswith(name) for one in COMMANDS), name


SETTING = re.compile(r"\bHEP_[A-Z_]+\b")


def test_every_setting_that_the_code_reads_is_documented_and_the_other_way_round() -> None:
    documented = set(SETTING.findall((ROOT / "docs/settings.md").read_text("utf-8")))
    read = {name for file in paths.PACKAGE.rglob("*.py") for name in SETTING.findall(file.read_text("utf-8"))}
    in_tests = {name for file in (ROOT / "tests").rglob("*.py") for name in SETTING.findall(file.read_text("utf-8"))}
    assert read <= documented, f"not in docs/settings.md: {read - documented}"
    assert documented <= read | in_tests, f"nobody reads {documented - read - in_tests}"
    assert set(SETTING.findall(README)) <= documented


def test_a_secret_key_is_made_once_and_readable_by_its_owner_only(hep: Hep, tmp_path: Path) -> None:
    said(hep("database", "upgrade"))
    key = tmp_path / "data/secret-key"
    before = key.read_text("ascii")
    said(hep("database", "upgrade"))
    assert key.read_text("ascii") == before
    assert len(before) >= 32
    assert key.stat().st_mode & 0o077 == 0
