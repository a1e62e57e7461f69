"""What the tables themselves refuse, whatever the program does."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from hep.core.dose import BOUNDS, Dose
from hep.core.plan import Plan
from hep.core.precautions import PatientPrecaution
from hep.records import handouts, measurements, overrides, patients, plans, protocols, store
from hep.records.model import AuditRow, ClinicianRow, HandoutRow, PlanRow
from hep.records.table import Table, Unchangeable
from tests.conftest import NOW
from tests.houses import House
from tests.records.conftest import facts, issue, person


@pytest.fixture(scope="module")
def filled(full_house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with a row in every table; whoever uses it leaves it as it was."""
    engine = store.open_engine(full_house.copy(tmp_path_factory.mktemp("filled")))
    with store.open_session(engine, writes=True) as session:
        alice = person(session, "alice")
        ruth = patients.add(session, alice, facts("Ruth Abara", "R-1", PatientPrecaution("PFP", "left")), NOW)
        patients.add(session, alice, facts("Nora Haddad", "R-2"), NOW)
        plan = Plan().add("phase-1", "bridge", "both", Dose(reps=10, minutes=5), "joint-stress")
        row = plans.add(session, alice, ruth, plan, NOW)
        measurements.add(session, alice, ruth, measurements.Measurement("NPRS", 4, "points", NOW.date()), NOW)
        plans.save(session, alice, row, plan.change("bridge", note="Slowly."), NOW)
        overrides.keep(session, alice, row, plan.prescription("bridge"), "PFP", "She trained it for a year.", NOW)
        protocols.add(session, alice, "Our knee class", "Who comes on Mondays", plan, NOW)
        handout = issue(session, alice, row)
        handouts.teach(session, alice, handout, handouts.Taught(shown=True), NOW)
        handouts.void(session, alice, handout, "The other leg was meant.", NOW)
        session.commit()
    yield engine
    engine.dispose()


def refused(engine: Engine, table: str, values: dict[str, Any], why: str) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError, match=why):
        connection.execute(update(Table.metadata.tables[table]).values(**values))


def test_every_table_is_tried_here(filled: Engine) -> None:
    with filled.connect() as connection:
        for table in Table.metadata.sorted_tables:
            assert connection.scalar(select(func.count()).select_from(table)), table.name


@pytest.mark.parametrize(
    ("field", "value"), [(f, v) for f, (_, least, most) in BOUNDS.items() for v in (least - 1, most + 1)]
)
def test_a_dose_outside_its_bounds_cannot_be_stored(filled: Engine, field: str, value: int) -> None:
    refused(filled, "prescription", {field: value}, f"ck_prescription_{field}")


@pytest.mark.parametrize(
    ("table", "values", "check"),
    [
        ("clinic", {"paper": "A5"}, "paper"),
        ("clinician", {"role": "owner"}, "role"),
        ("patient", {"side": "front"}, "side"),
        ("patient_precaution", {"side": "front"}, "side"),
        ("plan", {"side": ""}, "side"),
        ("plan", {"irritability": "extreme"}, "irritability"),
        ("phase", {"weeks": 0}, "weeks"),
        ("phase", {"weeks": 53}, "weeks"),
        ("prescription", {"side": "front"}, "side"),
        ("prescription", {"reps": 0, "minutes": 0}, "something_to_do"),
        ("archive_entry", {"what": "forgotten"}, "what"),
    ],
)
def test_a_value_that_means_nothing_cannot_be_stored(
    filled: Engine, table: str, values: dict[str, Any], check: str
) -> None:
    refused(filled, table, values, f"ck_{table}_{check}")


@pytest.mark.parametrize(
    ("table", "column"),
    [(table.name, column.name) for table in Table.metadata.sorted_tables for column in table.c if column.foreign_keys],
)
def test_nothing_can_belong_to_something_that_is_not_there(filled: Engine, table: str, column: str) -> None:
    refused(filled, table, {column: 9999}, "(?i)foreign key")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("clinician", {"email": "one@lake.example"}),
        ("patient", {"clinic_id": 1, "reference": "R-1"}),
        ("archive_entry", {"place": 1}),
    ],
)
def test_two_cannot_share_what_tells_them_apart(filled: Engine, table: str, values: dict[str, Any]) -> None:
    refused(filled, table, values, "(?i)unique")


@pytest.mark.parametrize(
    ("table", "column"),
    [("patient", "name"), ("patient", "clinic_id"), ("plan", "goal"), ("prescription", "sets"), ("handout", "pdf")],
)
def test_what_has_to_be_said_cannot_be_left_out(filled: Engine, table: str, column: str) -> None:
    refused(filled, table, {column: None}, "(?i)not.null")


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [(HandoutRow, "pdf", b"another"), (AuditRow, "action", "patient.added"), (HandoutRow, "", ""), (AuditRow, "", "")],
)
def test_what_is_on_file_can_be_neither_changed_nor_deleted(
    session: Session,
    alice: ClinicianRow,
    row: PlanRow,
    kind: type[HandoutRow] | type[AuditRow],
    column: str,
    value: Any,
) -> None:
    issue(session, alice, row)
    session.commit()
    kept = session.scalars(select(kind).order_by(kind.id)).first()
    if column:
        setattr(kept, column, value)
    else:
        session.delete(kept)
    with pytest.raises(Unchangeable):
        session.flush()


def test_a_moment_comes_back_as_the_same_moment_in_utc(session: Session, alice: ClinicianRow) -> None:
    there = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
    alice.created_at = there
    session.commit()
    session.expire_all()
    assert alice.created_at == there
    assert alice.created_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(session: Session, alice: ClinicianRow) -> None:
    alice.created_at = datetime(2026, 11, 22, 9, 0)
    with pytest.raises(StatementError, match="time zone"):
        session.flush()
