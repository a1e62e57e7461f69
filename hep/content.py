"""Reads `exercises.yaml` into a `Library`."""

from pathlib import Path
from typing import Any

from hep.core.library import Library
from hep.core.library_check import faults_of
from hep.yaml_file import Unreadable, YamlFile


def read_library(path: Path) -> Library:
    """The library of a file, read and checked; raises `Unreadable` with every finding at once."""
    file = YamlFile(path)
    library = file.read(Library, _with_ids(file.values))
    if faults := faults_of(library):
        raise Unreadable([file.finding(fault.where, fault.sentence) for fault in faults])
    return library


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
