"""The database: from nothing to today's tables, and what it refuses to touch."""

import ast
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError

from hep import paths
from hep.records import store
from hep.records.model import ClinicianRow, ClinicRow
from hep.records.table import Table
from tests.conftest import LAKE, NOW
from tests.houses import House

MIGRATIONS = sorted((paths.MIGRATIONS / "versions").glob("*.py"))


@pytest.fixture
def empty(empty_database: str) -> Iterator[Engine]:
    engine = store.open_engine(empty_database)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(full_house: House, tmp_path: Path) -> Iterator[Engine]:
    """A database of the test's own, whose tables it may change."""
    engine = store.open_engine(full_house.copy(tmp_path))
    yield engine
    engine.dispose()


def mark(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_an_empty_database_comes_to_the_newest_revision(empty: Engine) -> None:
    assert store.revision_of(empty) is None
    store.upgrade(empty)
    assert store.revision_of(empty) == store.newest_revision()
    assert tables(empty) == set(Table.metadata.tables)


def test_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    engine = store.open_engine(store.address_in(tmp_path))
    store.make_ready(engine, NOW)
    with engine.connect():
        rights = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    engine.dispose()
    assert rights == dict.fromkeys(("hep.sqlite3", "hep.sqlite3-shm", "hep.sqlite3-wal"), 0o600)


def test_the_tables_after_all_migrations_are_those_of_the_model(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Table.metadata) == []


def test_the_checks_after_all_migrations_are_those_of_the_model(engine: Engine) -> None:
    """Alembic does not compare checks."""
    looking = inspect(engine)
    for table in Table.metadata.sorted_tables:
        wanted = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {str(one["name"]) for one in looking.get_check_constraints(table.name)} == wanted, table.name


def test_every_constraint_has_a_name(engine: Engine) -> None:
    looking = inspect(engine)
    for table in tables(engine):
        for kind in (looking.get_foreign_keys, looking.get_unique_constraints, looking.get_check_constraints):
            assert all(one["name"] for one in kind(table)), table


def test_one_step_down_and_up_again_leaves_what_was_not_in_that_step(engine: Engine) -> None:
    """The newest migration, with rows in place. The first one takes all tables with it."""
    newest = store.newest_revision()
    store.downgrade(engine, "-1")
    assert store.revision_of(engine) != newest
    if len(MIGRATIONS) == 1:
        assert tables(engine) == set()
    store.upgrade(engine)
    assert store.revision_of(engine) == newest
    with store.open_session(engine) as session:
        names = session.scalars(select(ClinicRow.name)).all()
    assert (LAKE.name in names) == (len(MIGRATIONS) > 1)


def test_every_revision_can_be_reached_from_nothing_and_left_again(empty: Engine) -> None:
    for migration in MIGRATIONS:
        store.upgrade(empty, migration.stem.partition("_")[0])
    assert store.revision_of(empty) == store.newest_revision()
    store.downgrade(empty, "base")
    assert tables(empty) == set()
    store.upgrade(empty)


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda file: file.stem)
def test_a_migration_imports_nothing_of_the_program(migration: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(migration.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or ".")
    allowed = sys.stdlib_module_names | {"sqlalchemy", "alembic"}
    assert not {name for name in imported if name.partition(".")[0] not in allowed}


# -- make_ready


def is_sqlite(engine: Engine) -> bool:
    return engine.url.get_backend_name() == "sqlite"


def test_an_embedded_database_is_made_and_another_is_left_to_a_person(empty: Engine) -> None:
    if is_sqlite(empty):
        assert store.make_ready(empty, NOW) is None
        assert store.revision_of(empty) == store.newest_revision()
    else:
        with pytest.raises(store.NotUpToDate, match="hep database upgrade"):
            store.make_ready(empty, NOW)
        assert tables(empty) == set()


def test_a_database_that_is_up_to_date_is_left_alone(engine: Engine, tmp_path: Path) -> None:
    assert store.make_ready(engine, NOW) is None
    assert not list(tmp_path.glob("*.backup*"))


def test_a_database_of_a_newer_program_is_refused_untouched(engine: Engine, tmp_path: Path) -> None:
    mark(engine, "9999")
    with pytest.raises(store.NotUpToDate, match="newer hep"):
        store.make_ready(engine, NOW)
    assert store.revision_of(engine) == "9999"
    assert not list(tmp_path.glob("*.backup*"))


@pytest.fixture
def longer_road(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program with one migration more than ours."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for file in (paths.MIGRATIONS / "env.py", *MIGRATIONS):
        (folder / file.relative_to(paths.MIGRATIONS)).write_bytes(file.read_bytes())
    step = (
        '"""One more"""\nimport sqlalchemy as sa\nfrom alembic import op\n'
        f'revision, down_revision = "9000", "{store.newest_revision()}"\n'
        'def upgrade():\n    op.add_column("clinic", sa.Column("motto", sa.Text()))\n'
        'def downgrade():\n    op.drop_column("clinic", "motto")\n'
    )
    (folder / "versions/9000_one_more.py").write_text(step, "utf-8")
    monkeypatch.setattr(paths, "MIGRATIONS", folder)


@pytest.mark.usefixtures("longer_road")
def test_a_database_that_is_behind_is_upgraded_after_a_whole_copy_or_refused(engine: Engine, tmp_path: Path) -> None:
    before = store.revision_of(engine)
    if not is_sqlite(engine):
        with pytest.raises(store.NotUpToDate, match="hep database upgrade"):
            store.make_ready(engine, NOW)
        assert store.revision_of(engine) == before
        return
    with engine.begin() as connection:  # still in the write-ahead log when the copy is made
        connection.execute(text("UPDATE clinic SET name = 'Just changed' WHERE id = 1"))
    copy = store.make_ready(engine, NOW)
    assert copy == tmp_path / "hep-20261122-143000.backup.sqlite3"
    assert store.revision_of(engine) == "9000"
    with sqlite3.connect(copy) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("SELECT version_num FROM alembic_version").fetchone() == (before,)
        assert opened.execute("SELECT name FROM clinic WHERE id = 1").fetchone() == ("Just changed",)
        assert opened.execute("SELECT count(*) FROM clinician").fetchone() == (3,)
    opened.close()


# -- engines and sessions


def test_foreign_keys_hold_on_every_connection(engine: Engine) -> None:
    for _ in range(2):
        with engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(text("UPDATE clinician SET clinic_id = 99"))


def test_nothing_is_kept_without_a_commit(engine: Engine) -> None:
    with store.open_session(engine, writes=True) as session:
        session.get_one(ClinicianRow, 1).name = "Somebody"
        session.flush()
    with store.open_session(engine) as session:
        assert session.get_one(ClinicianRow, 1).name == "Alice Moreau"


def test_a_reader_sees_one_moment_while_another_writes(full_house: House, tmp_path: Path) -> None:
    """On SQLite: readers do not wait for the writer, and a transaction is what it says."""
    engine = store.open_engine(full_house.copy(tmp_path))
    with store.open_session(engine) as reader, store.open_session(engine, writes=True) as writer:
        assert reader.get_one(ClinicianRow, 1).name == "Alice Moreau"
        writer.get_one(ClinicianRow, 1).name = "Alice Cole"
        writer.flush()
        reader.expire_all()
        assert reader.get_one(ClinicianRow, 1).name == "Alice Moreau"
        writer.commit()
    with store.open_session(engine) as reader:
        assert reader.get_one(ClinicianRow, 1).name == "Alice Cole"
    engine.dispose()
