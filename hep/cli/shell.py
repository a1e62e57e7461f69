"""What the commands share: a sentence instead of a stack trace, the library, the database, a file that is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hep import paths
from hep.core.library import Library

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from hep.settings import Settings


class Stop(click.ClickException):
    """A sentence that says what to do; the command ends with 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True, file=file)


def the_library(path: Path = paths.LIBRARY) -> Library:
    from hep.content import read_library
    from hep.yaml_file import Unreadable

    try:
        return read_library(path)
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from None


def the_database() -> "tuple[Settings, Engine]":
    """The settings, and the database that they name."""
    from hep.records import store
    from hep.settings import from_environment

    try:
        settings = from_environment()
        engine = store.reach(settings.database)
    except OSError as error:
        raise Stop(f"{error.filename} cannot be used: {error.strerror}. Set HEP_DATA to a folder of yours.") from None
    except store.Unreachable as error:
        raise Stop(str(error)) from None
    click.get_current_context().call_on_close(engine.dispose)
    return settings, engine


def the_filled_database() -> "Engine":
    """A database with tables of this version."""
    from hep.records import store

    settings, engine = the_database()
    if store.revision_of(engine) != store.newest_revision():
        raise Stop(
            f"The database of {settings.home} has not been set up, or not by this version of hep. "
            "Is HEP_DATA your folder? Then run: hep database upgrade"
        )
    return engine


@contextmanager
def written(out: Path) -> Iterator[None]:
    """Says what stands in the way of a file that is written here."""
    try:
        yield
    except OSError as error:
        raise Stop(f"{out} cannot be written: {error.strerror}.") from None


def no_exercise(id: str, found: Library) -> Stop:
    """Says that the library has no such exercise, and which come near."""
    near = get_close_matches(id, found.exercises, 3)
    return Stop(f"There is no exercise “{id}”." + (f" Nearest: {', '.join(near)}." if near else ""))
