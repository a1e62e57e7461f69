"""The chain of a clinic's archive: each handout issued, voided or taught is an entry, tied to the entry before it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hep.records import clinics
from hep.records.model import ClinicRow, EntryRow, HandoutRow, TeachBackRow, VoidRow

# Everything that a handout's row says; the paper and its words go in by their checksums.
LINKED = (
    "clinic_id", "patient_id", "plan_id", "clinician_id", "number", "version", "layout", "paper", "phase", "exercises",
    "changed", "examined", "plan_value", "content_sha256", "pdf_sha256",
)  # fmt: skip

# What an entry seals, by what happened: all that its row says, its key first.
SEALED = {
    "issued": ("id", "chain_sha256"),
    "voided": ("handout_id", "clinician_id", "at", "reason"),
    "taught": (
        "id", "handout_id", "clinician_id", "at", "shown", "tried", "explained", "helper", "language", "assistance",
        "questions", "response",
    ),
}  # fmt: skip


def link(handout: HandoutRow | Row[Any], before: str) -> str:
    """The link of a handout: a checksum over the link of the handout before it and all that its row says."""
    return _checksum([before, handout.issued_at, *(getattr(handout, name) for name in LINKED)])


def last_link(session: Session, clinic_id: int, number: int) -> str:
    """The link of the clinic's handout before this number; empty for the first."""
    query = select(HandoutRow.chain_sha256).where(HandoutRow.clinic_id == clinic_id, HandoutRow.number < number)
    return session.scalar(query.order_by(HandoutRow.number.desc()).limit(1)) or ""


def sealed(before: str, clinic_id: int, place: int, what: str, row: object) -> str:
    """The link of an entry: a checksum over the link of the entry before it and what happened."""
    return _checksum([before, clinic_id, place, what, *(getattr(row, name) for name in SEALED[what])])


def enter(session: Session, what: str, handout: HandoutRow, row: HandoutRow | VoidRow | TeachBackRow) -> None:
    """Adds the clinic's next entry: what happened to a handout, as this row says it."""
    clinic_id = handout.clinic_id
    place = clinics.next_of(session, clinic_id, ClinicRow.archive_entries)
    before = session.scalar(
        select(EntryRow.chain_sha256).where(EntryRow.clinic_id == clinic_id, EntryRow.place == place - 1)
    )
    session.add(
        EntryRow(
            clinic_id=clinic_id,
            place=place,
            what=what,
            handout_id=handout.id,
            teach_back_id=row.id if isinstance(row, TeachBackRow) else None,
            chain_sha256=sealed(before or "", clinic_id, place, what, row),
        )
    )
    session.flush()


def _checksum(said: Iterable[Any]) -> str:
    plain = [one.astimezone(UTC).isoformat() if isinstance(one, datetime) else one for one in said]
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
