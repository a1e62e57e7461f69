"""Reads `exercises.yaml` into a `Library`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hep.core.library import Exercise, Library
from hep.core.library_check import Fault, faults_of, incomplete, warnings_of
from hep.figures import Movement, PoseError
from hep.yaml_file import Finding, Unreadable, YamlFile

# By which of the figures' props each thing is drawn.
DRAWN_AS = {
    "chair": {"chair", "box"},
    "wall": {"wall", "side-wall"},
    "table": {"table", "bed"},
    "towel": {"roll", "cloth"},
    "mat": {"mat"},
    "counter": {"counter", "side-counter"},
    "band-loop": {"band"},
    "band-long": {"anchored-band", "band"},
    "strap": {"strap", "strap-loop"},
    "weight": {"ankle-weight", "dumbbell"},
    "cane": {"cane"},
    "mirror": {"mirror"},
    "floor-tape": {"tape", "footprints"},
    "metronome": {"metronome"},
    "foam-pad": {"foam"},
    "treadmill": {"treadmill"},
}


def read_library(path: Path) -> Library:
    """The library of a file, read and checked; raises `Unreadable` with every finding at once.

    The poses are not solved here, for every start waits for this: `check_library` does.
    """
    file = YamlFile(path)
    library = _read(file)
    _refuse(file, faults_of(library))
    return library


def check_library(path: Path) -> tuple[Library, list[Finding]]:
    """The library and the warnings; raises `Unreadable` with every error, those of the drawings too."""
    file = YamlFile(path)
    library = _read(file)
    _refuse(file, [*faults_of(library), *incomplete(library), *not_drawn(library)])
    return library, [file.finding(fault.where, f"Warning: {fault.sentence}") for fault in warnings_of(library)]


def _read(file: YamlFile) -> Library:
    return file.read(Library, _with_ids(file.values))


def _refuse(file: YamlFile, faults: list[Fault]) -> None:
    if faults:
        raise Unreadable([file.finding(fault.where, fault.sentence) for fault in faults])


def not_drawn(library: Library) -> Iterator[Fault]:
    """Exercises whose poses cannot be drawn, and things and positions that no picture shows."""
    things: set[str] = set()
    positions: set[str] = set()
    for exercise in library.exercises.values():
        at = ("exercises", exercise.id, "poses")
        if not exercise.poses:
            yield Fault(at, "There is no drawing: write its poses.")
            continue
        try:
            Movement.read(exercise.poses)
        except PoseError as error:
            inside = tuple(int(step) if step.isdigit() else step for step in error.where.split(".") if step)
            yield Fault((*at, *inside), f"{error.where}: {error.sentence}" if error.where else error.sentence)
        else:
            things |= _things_drawn(exercise)
            positions.add(exercise.position)
    for thing in library.equipment:
        if thing not in things:
            yield Fault(("equipment", thing), "No picture of an exercise that needs it shows it.")
    for position in library.positions:
        if position not in positions:
            yield Fault(("positions", position), "No exercise is drawn in this position.")


def _things_drawn(exercise: Exercise) -> set[str]:
    """The things an exercise needs that its picture shows."""
    props = (exercise.poses or {}).get("props") or []
    shown = {next(iter(prop), "") if isinstance(prop, dict) else str(prop) for prop in props}
    needed = {thing for choice in exercise.equipment_choices for thing in choice}
    return {thing for thing in needed if DRAWN_AS.get(thing, {thing}) & shown}


def _with_ids(sections: Any) -> Any:
    """The key of each entry as its `id`."""
    if not isinstance(sections, dict):
        return sections
    return {
        name: {key: {"id": key, **one} if isinstance(one, dict) else one for key, one in entries.items()}
        if isinstance(entries, dict)
        else entries
        for name, entries in sections.items()
    }
