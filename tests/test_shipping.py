"""What leaves this checkout: the wheel serves a page where there is only the wheel; nothing secret is in the tree."""

import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from hep import __version__

ROOT = Path(__file__).parent.parent
PROBE = """
import json, sys, tempfile
from datetime import datetime
from pathlib import Path
from hep import paths
from hep.content import read_library
from hep.records import store
from hep.settings import Settings
from hep.web import create_app
home = Path(tempfile.mkdtemp())
settings = Settings(home=home, database=store.address_in(home), secret_key="probe")
engine = store.open_engine(settings.database)
store.make_ready(engine, datetime.now().astimezone())
app = create_app(settings, read_library(paths.LIBRARY))
client = app.test_client()
page = client.get("/", follow_redirects=True)
static = {name: client.get(f"{app.static_url_path}/{name}").status_code for name in NAMES}
print(json.dumps([str(paths.SHIPPED), page.status_code, "Set up your clinic" in page.text, static]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The python of a fresh environment that holds the wheel; its dependencies are borrowed from ours."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder / "env")
    python = folder / "env/bin/python"
    wheel = next(folder.glob("*.whl"))
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    site = next((folder / "env/lib").glob("python*/site-packages"))
    ours = next(Path(sys.prefix, "lib").glob("python*/site-packages"))
    # Only the dependencies: the last on the path, so that hep itself comes from the wheel.
    (site / "borrowed.pth").write_text(f"import sys; sys.path.append({str(ours)!r})\n")
    return python


def test_the_wheel_serves_a_page(installed: Path, tmp_path: Path) -> None:
    import json

    ours = ROOT / "hep/web/static"
    names = [file.relative_to(ours).as_posix() for file in ours.rglob("*") if file.is_file()]
    probe = f"NAMES = {names!r}\n{PROBE}"
    ran = subprocess.run([installed, "-I", "-c", probe], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    shipped, status, is_set_up, static = json.loads(ran.stdout.splitlines()[-1])
    assert "_shipped" in shipped
    assert str(ROOT) not in shipped
    assert (status, is_set_up) == (200, True)
    assert static == dict.fromkeys(names, 200), "style sheet, signs, and every script"


def test_the_wheel_brings_the_command(installed: Path, tmp_path: Path) -> None:
    hep = installed.with_name("hep")
    said = subprocess.run([hep, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == f"hep, version {__version__}"
    checked = subprocess.run([hep, "library", "check"], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        return [file for file in ROOT.rglob("*") if file.is_file() and ".venv" not in file.parts]
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def test_no_file_is_large() -> None:
    assert not [str(file) for file in tracked() if file.stat().st_size > 1_000_000]


def test_no_file_names_a_machine_or_a_place_to_download_from() -> None:
    places = re.compile(r"/(?:root|work)/|/home/[a-z]|pypi[.]org|python(?:hosted)|registry[.]npmjs")
    texts = {".py", ".md", ".toml", ".txt", ".yaml", ".html", ".css", ".js", ".svg", ".csv", ""}
    for file in tracked():
        if file.suffix in texts and file.name != "LICENSE":
            found = places.search(file.read_text("utf-8", "replace"))
            assert not found, f"{file.relative_to(ROOT)}: {found[0] if found else ''}"


def test_the_top_level_holds_what_people_expect() -> None:
    expected = {
        ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "benchmarks",
        "docs", "exercises.yaml", "hep", "migrations", "pyproject.toml", "requirements-dev.txt", "requirements.txt",
        "templates", "tests", "tools",
    }  # fmt: skip
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= expected


def test_the_version_is_said_once_and_the_changelog_knows_it() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    assert f'version = "{__version__}"' in project
    assert re.search(rf"## \[(Unreleased|{re.escape(__version__)})\]", (ROOT / "CHANGELOG.md").read_text())


def test_what_make_needs_says_in_one_sentence_what_is_missing(tmp_path: Path) -> None:
    """Without apt-get and without Pango the set-up names the command for Debian, Fedora and macOS."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    answer = subprocess.run(
        ["/bin/sh", ROOT / "tools/need", "pango", str(python)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    for command in ("apt-get install", "dnf install", "brew install"):
        assert command in answer.stderr
