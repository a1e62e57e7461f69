"""The database itself: an engine for an address, sessions, and bringing the tables up to date."""

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from hep import paths

WRITES = "writes"  # the execution option of a session that is going to write


class NotUpToDate(Exception):
    """The tables are not those of this program; the message says what to do."""


def address_in(home: Path) -> str:
    """The address of the embedded database in a data folder."""
    return f"sqlite:///{home / 'hep.sqlite3'}"


def open_engine(address: str) -> Engine:
    """An engine; on SQLite with foreign keys, write-ahead log and transactions that really begin."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 20})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    _keep_private(connection)
    connection.isolation_level = None  # the driver's own BEGIN comes too late for a consistent read
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 20000"):
        connection.execute(f"PRAGMA {pragma}")


def _keep_private(connection: sqlite3.Connection) -> None:
    """A new database is for its owner alone; SQLite gives the files beside it the same rights."""
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    if file and not os.path.getsize(file):
        os.chmod(file, 0o600)


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns into a writer cannot wait for another writer; so a writer says so first.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Unreachable(Exception):
    """There is no database to work with; the message says why, without a password."""


def reach(address: str) -> Engine:
    """An engine of a database that answers. Raises Unreachable."""
    try:
        engine = open_engine(address)
        engine.connect().close()
    except (ArgumentError, ImportError):
        raise Unreachable(
            "HEP_DATABASE is no address that hep can use. It looks like postgresql://user:password@host/name, "
            "and PostgreSQL needs the package psycopg."
        ) from None
    except DBAPIError as error:
        raise Unreachable(f"The database cannot be opened: {str(error.orig).strip()}") from None
    return engine


def open_session(engine: Engine, *, writes: bool = False) -> Session:
    """A session in its own transaction; nothing is kept unless the caller commits."""
    return Session(engine.execution_options(**{WRITES: writes}), expire_on_commit=False)


# -- migrations


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def revision_of(engine: Engine) -> str | None:
    """The revision of the tables; None where there are none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def upgrade(engine: Engine, to: str = "head") -> None:
    """Brings the tables to a revision, in one transaction. Raises NotUpToDate where they are newer than this hep."""
    _refuse_newer(revision_of(engine))
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


def make_ready(engine: Engine, now: datetime) -> Path | None:
    """Makes or upgrades an embedded database, after a copy beside it; refuses to touch any other.

    Returns the copy, if one was made. Raises NotUpToDate where a person has to decide.
    """
    revision, newest = revision_of(engine), newest_revision()
    if revision == newest:
        return None
    _refuse_newer(revision)
    if engine.url.get_backend_name() != "sqlite":
        raise NotUpToDate("The database is not up to date. Make a backup, then run: hep database upgrade")
    copy = _copy(Path(str(engine.url.database)), now) if revision else None
    upgrade(engine)
    return copy


def _refuse_newer(revision: str | None) -> None:
    if revision and revision not in {script.revision for script in _scripts()}:
        raise NotUpToDate("This database was made by a newer hep. Install that version, or restore a backup.")


def _scripts() -> list[Any]:
    return list(ScriptDirectory.from_config(_config()).walk_revisions())


def _copy(database: Path, now: datetime) -> Path:
    """A copy of the database beside it, made by SQLite itself, so that it is whole."""
    copy = database.with_name(f"{database.stem}-{now:%Y%m%d-%H%M%S}.backup.sqlite3")
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    shutil.copymode(database, copy)
    return copy
