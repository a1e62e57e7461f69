"""What every table shares: names of constraints, moments, the guard of a revision, and rows that never change."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import CheckConstraint, DateTime, Dialect, MetaData, TypeDecorator, event, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, declared_attr, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on databases that forget the zone, too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment has a time zone.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def one_of(column: str, *values: str) -> CheckConstraint:
    """That a column holds one of these words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Table(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Guarded:
    """Two requests that change the same row at once: the second fails with StaleDataError."""

    revision: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.revision}


class Unchangeable(Exception):
    """Someone tried to change what is kept as it was issued."""


def _refuse_deletion(mapper: Mapper[Any], connection: object, row: Table) -> None:
    raise Unchangeable(f"A row of {mapper.local_table} is never changed or deleted.")


def _refuse_change(mapper: Mapper[Any], connection: object, row: Table) -> None:
    # Rows that come to hang on this one count as its update, too: only its own columns may not change.
    if any(inspect(row).attrs[column.key].history.has_changes() for column in mapper.column_attrs):
        _refuse_deletion(mapper, connection, row)


Kind = TypeVar("Kind", bound=type[Table])


def unchangeable(kind: Kind) -> Kind:
    """Marks a table whose rows are never changed or deleted."""
    event.listen(kind, "before_update", _refuse_change)
    event.listen(kind, "before_delete", _refuse_deletion)
    return kind
