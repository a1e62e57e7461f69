"""The chain of the archive covers voids and teach-backs"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# As the program seals it (hep/records/chain.py).
ISSUED = ("id", "chain_sha256")
VOIDED = ("handout_id", "clinician_id", "at", "reason")
TAUGHT = (
    "id", "handout_id", "clinician_id", "at", "shown", "tried", "explained", "helper", "language", "assistance",
    "questions", "response",
)  # fmt: skip

handout = sa.table(
    "handout",
    *(sa.column(name, sa.Integer()) for name in ("id", "clinic_id")),
    sa.column("issued_at", sa.DateTime(timezone=True)),
    sa.column("chain_sha256", sa.String()),
)
void = sa.table(
    "handout_void",
    *(sa.column(name, sa.Integer()) for name in ("handout_id", "clinician_id")),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("reason", sa.String()),
)
teach_back = sa.table(
    "teach_back",
    *(sa.column(name, sa.Integer()) for name in ("id", "handout_id", "clinician_id")),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Boolean()) for name in ("shown", "tried", "explained")),
    *(sa.column(name, sa.String()) for name in ("helper", "language", "assistance", "questions", "response")),
)
clinic = sa.table("clinic", sa.column("id", sa.Integer()), sa.column("archive_entries", sa.Integer()))


def upgrade() -> None:
    entry = op.create_table(
        "archive_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("handout_id", sa.Integer(), nullable=False),
        sa.Column("teach_back_id", sa.Integer(), nullable=True),
        sa.Column("chain_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("what IN ('issued', 'voided', 'taught')", name=op.f("ck_archive_entry_what")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_archive_entry_clinic_id_clinic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_entry")),
        sa.UniqueConstraint("clinic_id", "place", name=op.f("uq_archive_entry_clinic_id_place")),
    )
    op.create_index(op.f("ix_archive_entry_handout_id"), "archive_entry", ["handout_id"])
    op.add_column("clinic", sa.Column("archive_entries", sa.Integer(), server_default="0", nullable=False))
    enter_what_is_there(op.get_bind(), entry)


def downgrade() -> None:
    op.drop_column("clinic", "archive_entries")
    op.drop_table("archive_entry")


def enter_what_is_there(connection: sa.Connection, entry: sa.Table) -> None:
    """What happened before there was a chain of it, in the order in which it happened."""
    newest: dict[int, tuple[int, str]] = {}
    for clinic_id, what, row in sorted(happened(connection), key=in_order):
        place, before = newest.get(clinic_id, (0, ""))
        sealed = ISSUED if what == "issued" else VOIDED if what == "voided" else TAUGHT
        link = checksum([before, clinic_id, place + 1, what, *(getattr(row, name) for name in sealed)])
        values = {
            "clinic_id": clinic_id,
            "place": place + 1,
            "what": what,
            "handout_id": row.id if what == "issued" else row.handout_id,
            "teach_back_id": row.id if what == "taught" else None,
            "chain_sha256": link,
        }
        connection.execute(sa.insert(entry).values(**values))
        newest[clinic_id] = place + 1, link
    for clinic_id, (place, _) in newest.items():
        connection.execute(sa.update(clinic).where(clinic.c.id == clinic_id).values(archive_entries=place))


Happened = tuple[int, str, Any]


def happened(connection: sa.Connection) -> Iterable[Happened]:
    rows = connection.execute(sa.select(handout)).all()
    clinic_of = {row.id: row.clinic_id for row in rows}
    yield from ((row.clinic_id, "issued", row) for row in rows)
    for what, table in (("taught", teach_back), ("voided", void)):
        for row in connection.execute(sa.select(table)):
            if row.handout_id in clinic_of:  # somebody may have taken the handout out
                yield clinic_of[row.handout_id], what, row


def in_order(one: Happened) -> tuple[Any, ...]:
    """By moment; at the same moment a handout is issued first and voided last."""
    _, what, row = one
    at = row.issued_at if what == "issued" else row.at
    return utc(at), ("issued", "taught", "voided").index(what), row.handout_id if what == "voided" else row.id


def checksum(said: Iterable[Any]) -> str:
    plain = [utc(one).isoformat() if isinstance(one, datetime) else one for one in said]
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def utc(moment: datetime) -> datetime:
    """SQLite forgets the zone; what it holds is UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
