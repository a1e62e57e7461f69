"""A picture is drawn once: kept in memory, kept in a folder, never half, never out of date."""

import shutil
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hep import contact_sheet, pictures
from hep.core.library import Exercise, Library
from hep.figures import Pose, PoseError, figure
from hep.pictures import PERSONS, Gallery, neutral


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What is drawn: `figure` draws as ever, and what it is asked for is written down."""
    asked: list[tuple[object, ...]] = []

    def drawn(pose: Pose, *settings: Any) -> str:
        asked.append((pose, *settings))
        return figure(pose, *settings)

    monkeypatch.setattr(pictures, "figure", drawn)
    return asked


def changed(library: Library, **changes: Any) -> Library:
    """The library with another bridge."""
    bridge: Exercise = replace(library.exercises["bridge"], **changes)
    return replace(library, exercises={**library.exercises, "bridge": bridge})


def kept_in(folder: Path) -> list[Path]:
    """The pictures in a gallery's folder."""
    return list(folder.glob("*/*"))


def lower(poses: Any) -> Any:
    """The bridge, not lifted as high."""
    poses = deepcopy(poses)
    poses["finish"]["contacts"]["at"]["pelvis"] = [None, 28, None]
    return poses


def test_a_picture_is_drawn_once_in_a_process(library: Library, drawings: list[object]) -> None:
    gallery = Gallery(library)
    first = gallery.picture("bridge", "finish", "right")
    assert first.startswith("<svg")
    assert gallery.picture("bridge", "finish", "right") == first
    assert len(drawings) == 1


def test_a_picture_says_whether_both_legs_work(library: Library, drawings: list[tuple[object, ...]]) -> None:
    Gallery(library).picture("bridge", "finish", "right")
    Gallery(library).picture("single-leg-bridge", "finish", "right")
    Gallery(library).picture("seated-march", "finish", "right")
    assert [asked[-1] for asked in drawings] == ["both", "one", "alternating"]


@pytest.mark.parametrize(
    "other",
    [
        {"moment": "start"},
        {"side": "left"},
        {"style": "screen"},
        {"person": "older-man"},
        {"exercise_id": "single-leg-bridge"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_moment_side_style_person_or_exercise_is_another_picture(
    library: Library, drawings: list[object], other: dict[str, str]
) -> None:
    gallery = Gallery(library)
    asked: dict[str, Any] = {"exercise_id": "bridge", "moment": "finish", "side": "right"}
    assert gallery.picture(**asked) != gallery.picture(**asked | other)
    assert len(drawings) == 2


def test_a_folder_outlives_the_process(library: Library, tmp_path: Path, drawings: list[object]) -> None:
    first = Gallery(library, tmp_path / "figures").picture("bridge", "finish", "right")
    drawings.clear()
    assert Gallery(library, tmp_path / "figures").picture("bridge", "finish", "right") == first
    assert drawings == []


def test_two_galleries_share_a_folder(library: Library, tmp_path: Path, drawings: list[object]) -> None:
    one, other = Gallery(library, tmp_path), Gallery(library, tmp_path)
    assert one.picture("bridge", "start", "right") == other.picture("bridge", "start", "right")
    assert other.picture("bridge", "finish", "right") == one.picture("bridge", "finish", "right")
    assert len(drawings) == 2
    assert len(kept_in(tmp_path)) == 2


def test_a_half_written_picture_is_never_read(library: Library, tmp_path: Path, drawings: list[object]) -> None:
    whole = Gallery(library, tmp_path).picture("bridge", "finish", "right")
    (kept,) = kept_in(tmp_path)
    assert kept.suffix == ".svg"
    # What another process has written so far stands under a name that nobody asks for.
    kept.rename(kept.with_name("tmpabc123.part")).write_text(whole[:100])
    drawings.clear()
    assert Gallery(library, tmp_path).picture("bridge", "finish", "right") == whole
    assert len(drawings) == 1


def test_a_finished_picture_leaves_nothing_behind(library: Library, tmp_path: Path) -> None:
    Gallery(library, tmp_path).picture("bridge", "finish", "right")
    assert [file.suffix for file in kept_in(tmp_path)] == [".svg"]


def test_a_folder_that_was_emptied_is_filled_again(library: Library, tmp_path: Path) -> None:
    first = Gallery(library, tmp_path / "figures").picture("bridge", "finish", "right")
    shutil.rmtree(tmp_path / "figures")
    assert Gallery(library, tmp_path / "figures").picture("bridge", "finish", "right") == first


def test_a_changed_pose_is_drawn_anew(library: Library, tmp_path: Path, drawings: list[object]) -> None:
    before = Gallery(library, tmp_path).picture("bridge", "finish", "right")
    other = changed(library, poses=lower(library.exercises["bridge"].poses))
    assert Gallery(other, tmp_path).picture("bridge", "finish", "right") != before
    assert len(drawings) == 2


def test_what_another_version_or_library_drew_is_cleared_away(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drawn-long-ago.svg").write_text("<svg/>")
    (tmp_path / "note.txt").write_text("not a picture")
    running = Gallery(library, tmp_path)
    first = running.picture("bridge", "finish", "right")
    (old,) = kept_in(tmp_path)
    Gallery(library, tmp_path)
    assert old.exists()  # another worker of the same version
    monkeypatch.setattr(pictures, "DRAWING", "next")
    newer = Gallery(library, tmp_path)
    assert kept_in(tmp_path) == []
    assert newer.picture("bridge", "finish", "right") == first
    assert running.picture("bridge", "finish", "left").startswith("<svg")  # a worker that still runs goes on drawing
    Gallery(changed(library, poses=lower(library.exercises["bridge"].poses)), tmp_path)
    assert kept_in(tmp_path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["note.txt"]


def test_a_movement_is_drawn_once_for_every_process(library: Library, tmp_path: Path) -> None:
    first = Gallery(library, tmp_path).movement("quad-set", "left")
    kept = kept_in(tmp_path)
    assert [file.read_text("utf-8") for file in kept] == [first]
    kept[0].write_text("as it was kept", "utf-8")
    assert Gallery(library, tmp_path).movement("quad-set", "left") == "as it was kept"
    assert Gallery(library, tmp_path).movement("quad-set", "right").startswith("<svg")


def test_changed_words_draw_nothing_anew(library: Library, tmp_path: Path, drawings: list[object]) -> None:
    before = Gallery(library, tmp_path).picture("bridge", "finish", "right")
    renamed = changed(library, name="Hip lift")
    assert Gallery(renamed, tmp_path).picture("bridge", "finish", "right") == before
    assert len(drawings) == 1


@pytest.mark.parametrize("poses", [None, {}])
def test_an_exercise_without_poses_shows_a_calm_person_in_its_position(
    library: Library, drawings: list[object], poses: Any
) -> None:
    gallery = Gallery(changed(library, poses=poses))
    assert gallery.picture("bridge", "finish", "right") == neutral("lying")
    assert gallery.movement("bridge", "right") == neutral("lying")
    assert gallery.drawn("bridge", "finish", "right", "woman") == ""
    assert drawings == []


def test_there_is_a_calm_person_for_every_position(library: Library) -> None:
    assert {position.group for position in library.positions.values()} == {"lying", "sitting", "standing"}
    for position in library.positions.values():
        assert "<svg" in neutral(position.group)


def test_a_pose_that_cannot_be_read_leaves_its_place_on_a_handout_empty(library: Library) -> None:
    gallery = Gallery(changed(library, poses={"start": {"angles": {"knee_flexion": 400}}}))
    assert gallery.drawn("bridge", "finish", "right", "woman") == ""
    with pytest.raises(PoseError, match="outside the range"):
        gallery.picture("bridge", "finish", "right")


def test_an_exercise_that_is_not_there_has_no_picture(library: Library) -> None:
    gallery = Gallery(library)
    assert gallery.drawn("hip-helicopter", "finish", "right", "woman") == ""
    with pytest.raises(KeyError):
        gallery.picture("hip-helicopter", "finish", "right")


@pytest.mark.parametrize("person", PERSONS)
def test_a_handout_shows_whom_it_is_asked_for(library: Library, person: str) -> None:
    gallery = Gallery(library)
    asked = gallery.drawn("bridge", "finish", "left", person)
    assert asked == gallery.picture("bridge", "finish", "left", "print", person)


def test_legs_that_take_turns_are_told_of_the_picture(library: Library, drawings: list[tuple[object, ...]]) -> None:
    gallery = Gallery(library)
    shown = {gallery.drawn("clam-60", "finish", "left", "woman", in_turn=in_turn) for in_turn in (True, False)}
    assert len(shown) == 2
    assert [asked[-1] for asked in drawings] == ["alternating", "one"]


# -- the contact sheet
def test_a_sheet_shows_every_exercise_twice(library: Library, tmp_path: Path) -> None:
    few = replace(library, exercises={key: library.exercises[key] for key in ("bridge", "quad-set")})
    sheet = tmp_path / "sheet.html"
    contact_sheet.write(Gallery(few), sheet, side="left", style="print", person="man")
    html = sheet.read_text("utf-8")
    assert html.count("data:image/svg+xml;base64,") == 4
    assert "2 exercises, left side, print, man" in html


def test_a_sheet_for_the_screen_has_its_colours_in_a_pdf_too(library: Library, tmp_path: Path) -> None:
    few = replace(library, exercises={"bridge": library.exercises["bridge"]})
    contact_sheet.write(Gallery(few), tmp_path / "sheet.pdf", side="right", style="screen", person="woman")
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as pdf:
        page = pdf[0].render(scale=1).to_pil().convert("L")
    dark = sum(page.histogram()[:40])
    assert 0 < dark < 0.02 * page.width * page.height  # a figure without its colours is a black shape
