"""Databases for the tests: copies of a filled one, and a program whose database is put back before each test."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from jinja2 import BytecodeCache
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from hep.core.library import Library
from hep.records import store
from hep.records.table import Table
from hep.settings import Settings
from hep.web import create_app

TABLES = [table.name for table in Table.metadata.sorted_tables]
NUMBERED = [table.name for table in Table.metadata.sorted_tables if table.autoincrement_column is not None]


class House:
    """A database that can be copied."""

    address: str

    def copy(self, folder: Path) -> str:
        raise NotImplementedError

    def empty(self, folder: Path) -> str:
        raise NotImplementedError


class SqliteHouse(House):
    def __init__(self, file: Path):
        self.file = file
        self.address = f"sqlite:///{file}"

    def copy(self, folder: Path) -> str:
        shutil.copy(self.file, folder / "hep.sqlite3")
        return self.empty(folder)

    def empty(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'hep.sqlite3'}"


class PostgresHouse(House):
    def __init__(self, server: str):
        self.server = make_url(server).set(drivername="postgresql+psycopg")
        self._engine = create_engine(self.server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self.address = self._make("TEMPLATE template0")

    def copy(self, folder: Path) -> str:
        return self._make(f'TEMPLATE "{make_url(self.address).database}"')

    def empty(self, folder: Path) -> str:
        return self._make("TEMPLATE template0")

    def _make(self, like: str) -> str:
        name = f"hep_{uuid4().hex[:12]}"
        with self._engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" {like}'))
        return self.server.set(database=name).render_as_string(hide_password=False)


class Program:
    """The program over a database of its own, whose rows can be kept under a name and put back.

    To put rows back takes milliseconds; another program over another database would take a second until it is warm.
    """

    def __init__(self, house: House, folder: Path, library: Library, drawn: Path, compiled: BytecodeCache):
        (folder / "figures").symlink_to(drawn)
        self.settings = Settings(folder, house.copy(folder), "not a secret in a test")
        self.app = create_app(self.settings, library)
        self.app.jinja_env.bytecode_cache = compiled
        self.engine: Engine = self.app.extensions["hep.engine"]
        self.kept: set[str] = set()
        self.keep("cast")

    def keep(self, name: str) -> None:
        self.kept.add(name)
        self._run(f'CREATE TABLE "kept_{name}_{table}" AS SELECT * FROM "{table}"' for table in TABLES)

    def put_back(self, name: str = "") -> None:
        """Every row as it was kept under that name; without a name there are none, as at the first start."""
        self.settings.setup_code_file.unlink(missing_ok=True)
        statements = [f'DELETE FROM "{table}"' for table in reversed(TABLES)]
        if name:
            statements += [f'INSERT INTO "{table}" SELECT * FROM "kept_{name}_{table}"' for table in TABLES]
        if self.engine.dialect.name == "postgresql":
            next_number = (
                "SELECT setval(pg_get_serial_sequence('{0}', 'id'), coalesce(max(id), 0) + 1, false) FROM \"{0}\""
            )
            statements += [next_number.format(table) for table in NUMBERED]
        self._run(statements)

    def _run(self, statements: Iterable[str]) -> None:
        assert not self.engine.pool.checkedout(), "the test before this one still holds a connection"  # type: ignore[attr-defined]
        with self.engine.execution_options(**{store.WRITES: True}).begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def close(self) -> None:
        self.engine.dispose()
