"""The pictures of the exercises: drawn from their poses once, then kept by their content for every process."""

import hashlib
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from hep import paths
from hep.core.library import Exercise, Library
from hep.figures import DRAWING, Movement, PoseError, figure, figure_key, moving_figure, moving_figure_key
from hep.shelf import Shelf

Moment = Literal["start", "finish"]
PrintedSide = Literal["left", "right"]
PERSONS = {"woman": "Woman", "man": "Man", "older-woman": "Older woman", "older-man": "Older man"}
TOGETHER = ("reps", "holds")  # counted so, both legs work at once; steps, minutes and metres are done leg by leg
WIDTH_MM = 60.0  # the widest place on a handout: lines have their weight there


class Gallery:
    """The pictures of a library; with a folder they outlive the process and are shared with others."""

    def __init__(self, library: Library, folder: Path | None = None):
        self.library, self.shelf = library, Shelf(folder and folder / _edition(library))
        self._at_hand: dict[str, str] = {}
        self._movements: dict[str, Movement] = {}
        if folder and self.shelf.folder:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _clear(folder, self.shelf.folder)

    def picture(
        self,
        exercise_id: str,
        moment: Moment,
        side: PrintedSide,
        style: str = "print",
        person: str = "woman",
        in_turn: bool = False,
    ) -> str:
        """An SVG document; a calm neutral person where an exercise has no pose. Raises KeyError.

        `in_turn`: both legs take their turn, and the picture says so.
        """
        exercise = self.library.exercises[exercise_id]
        if not exercise.poses:
            return neutral(self.library.positions[exercise.position].group)
        pose = getattr(self._movement(exercise), moment)
        asked = (pose, side, person, style, WIDTH_MM, _legs(exercise, in_turn))
        key = figure_key(*asked)
        if key not in self._at_hand:
            self._at_hand[key] = self._kept(key, lambda: figure(*asked))
        return self._at_hand[key]

    def drawn(
        self,
        exercise_id: str,
        moment: Moment,
        side: PrintedSide,
        person: str,
        style: str = "print",
        in_turn: bool = False,
    ) -> str:
        """The picture for a handout; empty for an exercise that is not there or has no pose that can be drawn."""
        exercise = self.library.exercises.get(exercise_id)
        if exercise is None or not exercise.poses:
            return ""
        try:
            return self.picture(exercise_id, moment, side, style, person, in_turn)
        except PoseError:
            return ""  # `hep library check` names it; a patient is better served by words than by no handout

    def movement(self, exercise_id: str, side: PrintedSide, style: str = "screen", person: str = "woman") -> str:
        """The movement from start to finish as an SVG that moves by itself. Raises KeyError.

        It is ten times as long as a picture and asked for one at a time, so it is kept in the folder alone.
        """
        exercise = self.library.exercises[exercise_id]
        if not exercise.poses:
            return neutral(self.library.positions[exercise.position].group)
        asked = (self._movement(exercise), side, person, style)
        return self._kept(moving_figure_key(*asked), lambda: moving_figure(*asked))

    def _movement(self, exercise: Exercise) -> Movement:
        if exercise.id not in self._movements:
            self._movements[exercise.id] = Movement.read(exercise.poses or {}, check_reach=False)
        return self._movements[exercise.id]

    def _kept(self, key: str, draw: Callable[[], str]) -> str:
        return self.shelf.kept(f"{key}.svg", lambda: draw().encode()).decode()


def _edition(library: Library) -> str:
    """A name for all pictures that this program draws of this library."""
    poses = {key: exercise.poses for key, exercise in library.exercises.items()}
    return hashlib.sha256(f"{DRAWING}\n{poses}".encode()).hexdigest()[:16]


def _clear(folder: Path, kept: Path) -> None:
    """What another version or another library has drawn is asked for no more; another worker may be clearing too."""
    for other in folder.iterdir():
        if other.is_dir() and other != kept:
            shutil.rmtree(other, ignore_errors=True)
        elif other.suffix in (".svg", ".part"):
            other.unlink(missing_ok=True)  # until version 5 of the drawing they lay here


def _legs(exercise: Exercise, in_turn: bool) -> str:
    """What a picture says of the legs."""
    if in_turn or not (exercise.one_sided or exercise.counts in TOGETHER):
        return "alternating"
    return "one" if exercise.one_sided else "both"


@cache
def neutral(group: str) -> str:
    """A person lying, sitting or standing, without a movement."""
    return (paths.TEMPLATES / "handouts/shared/neutral" / f"{group}.svg").read_text("utf-8")
