"""`hep handout` with its options, and the samples."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader

from hep import paths
from hep.cli import main
from hep.handouts import layouts

SAMPLES = paths.PACKAGE.parent / "docs/samples"
MOST_BYTES = 1_000_000
PLAN = """\
{clinic: {name: Lakeside}, therapist: {name: Anna}, patient: {name: Ruth}, side: left, mechanisms: [joint-stress],
 phases: [{name: Calm, weeks: 4, prescriptions: [{exercise: quad-set}]},
          {name: Walk, prescriptions: [{exercise: bridge}]}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def hep(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["handout", *arguments])


def text_of(name: str) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(name).pages).split())


def test_phases_log_education_and_logo_are_chosen_by_options() -> None:
    Image.new("RGB", (200, 80), "#0b3d6b").save("logo.png")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    chosen = ["--phase", "1", "--phase", "2", "--education", "--logo", "logo.png", "--log", "4"]
    assert hep("plan.yaml", *chosen, "-o", "out.pdf").exit_code == 0
    text = text_of("out.pdf")
    for said in ("Part 1: Calm", "Part 2: Walk", "You may notice", "Week 4"):
        assert said in text
    assert any(page.images for page in PdfReader("out.pdf").pages)
    assert hep("plan.yaml", "--log", "0", "--layout", "one-page", "-o", "out.pdf").exit_code == 0
    assert "Start on Monday" not in text_of("out.pdf")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--phase", "1", "--phase", "1"), "Choose each phase once."),
        (("--phase", "1", "--phase", "2", "--layout", "one-page"), "“One page” holds at most 8 exercises"),
        (("--logo", "words.txt"), "This is not a picture."),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(options: tuple[str, ...], sentence: str) -> None:
    Path("words.txt").write_text("no picture")
    result = hep("--protocol", "quiet-the-knee", *options, "-o", "out.pdf")
    assert (result.exit_code, Path("out.pdf").exists()) == (1, False)
    assert sentence in result.output


def test_samples_are_printed_into_a_folder() -> None:
    chosen = ("--protocol", "gluteal-tendinopathy-safe", "--layout", "one-page", "--paper", "Letter")
    assert hep("samples", "new", *chosen).output == "new/gluteal-tendinopathy-safe-one-page.pdf\n"
    assert "Margaret Thompson" in text_of("new/gluteal-tendinopathy-safe-one-page.pdf")
    for unknown in (("--protocol", "no-such"), ("--layout", "no-such")):
        assert hep("samples", "new", *unknown).exit_code == 1


def test_a_few_samples_are_kept_in_the_tree() -> None:
    kept = sorted(SAMPLES.glob("*.pdf"))
    assert sum(file.stat().st_size for file in kept) <= MOST_BYTES
    for layout in layouts():
        assert any(file.stem.endswith(f"-{layout}") for file in kept)
    listed = (SAMPLES / "README.md").read_text("utf-8")
    assert all(f"({file.name})" in listed for file in kept)


def test_the_samples_that_are_kept_say_what_is_printed_now() -> None:
    """By the commands that stand beside them; after a change that you meant, run these again."""
    lines = (SAMPLES / "README.md").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("    hep handout samples docs/samples"):
            assert hep(*line.replace("docs/samples", "new").split()[2:]).exit_code == 0
    kept, new = ({file.name: file for file in folder.glob("*.pdf")} for folder in (SAMPLES, Path("new")))
    assert kept.keys() == new.keys()
    assert [name for name in kept if pages_of(kept[name]) != pages_of(new[name])] == []


def pages_of(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]
