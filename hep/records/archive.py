"""The archive as a chain: finds what was changed behind the program's back, and tells a paper of ours from others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import LargeBinary, Row, func, select
from sqlalchemy.orm import Session

from hep.records.chain import SEALED, link, sealed
from hep.records.model import ClinicRow, EntryRow, HandoutRow, TeachBackRow, VoidRow

BATCH = 20  # a PDF has some 150 kB: a few are held at once, never all
ENTRIES = 500  # of a few words each
END = 16_000  # bytes of a PDF that hold its identifier


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the handout of a number; without one, with the chain itself."""

    number: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A clinic's archive after its check; `link` is that of its newest entry: what happened to the handout `newest`."""

    findings: tuple[Finding, ...]
    handouts: int
    newest: int | None
    what: str
    link: str


def check_chain(session: Session, clinic_id: int) -> Checked:
    """Walks all handouts of a clinic and all that happened to them: is each there, is each as it was written?"""
    clinic = session.execute(select(*ClinicRow.__table__.columns).where(ClinicRow.id == clinic_id)).one()
    findings, count = _handouts(session, clinic)
    entries, newest = _entries(session, clinic)
    findings += [*entries, *_never_entered(session, clinic_id)]
    number = session.scalar(select(HandoutRow.number).where(HandoutRow.id == newest.handout_id)) if newest else None
    return Checked(tuple(findings), count, number, newest.what if newest else "", newest.chain_sha256 if newest else "")


# -- the handouts


def _handouts(session: Session, clinic: Row[Any]) -> tuple[list[Finding], int]:
    findings, last, before, count = [], 0, "", 0
    for row in _rows(session, clinic.id):
        findings += [_missing(number) for number in range(last + 1, row.number)]
        # After a gap nobody knows the link before; the paper itself can still be looked at.
        findings += _wrong(row, before if row.number == last + 1 else None)
        last, before, count = row.number, row.chain_sha256, count + 1
    findings += [_missing(number) for number in range(last + 1, clinic.handouts_issued + 1)]
    if last > clinic.handouts_issued:
        findings.append(Finding(last, "was never given out as a number by this program."))
    return findings, count


def _rows(session: Session, clinic_id: int) -> Iterator[Row[Any]]:
    query = select(*HandoutRow.__table__.columns).where(HandoutRow.clinic_id == clinic_id).order_by(HandoutRow.number)
    last = 0
    while batch := session.execute(query.where(HandoutRow.number > last).limit(BATCH)).all():
        yield from batch
        last = batch[-1].number


def _missing(number: int) -> Finding:
    return Finding(number, "is missing.")


def _wrong(row: Row[Any], before: str | None) -> list[Finding]:
    found = []
    if sha256(row.pdf).hexdigest() != row.pdf_sha256:
        found.append("has another PDF than the one that was issued.")
    if sha256(row.content.encode()).hexdigest() != row.content_sha256:
        found.append("has other words on file than those that were issued.")
    if before is not None and link(row, before) != row.chain_sha256:
        found.append(
            "does not fit its link in the chain: its date, its patient, a checksum or something else of it was changed."
        )
    return [Finding(row.number, sentence) for sentence in found]


# -- what happened to them

GONE = {
    "voided": "was voided, and the record of that is gone.",
    "taught": "was taught, and a record of that is gone.",
}
CHANGED = {
    "issued": "was issued with another link than it has now.",
    "voided": "was voided in other words than are on file: the reason, the moment or who did it was changed.",
    "taught": "was taught in another way than is on file: a record of the teaching was changed.",
}
NOT_OURS = {
    "issued": "is not in the chain: this program did not issue it.",
    "voided": "is marked as voided, and this program did not void it.",
    "taught": "has a record of teaching that this program did not write.",
}
LOST = "Entry {place} of the chain is missing: what was issued, voided or taught there is unknown."
KEPT_IN: dict[str, Any] = {"issued": HandoutRow, "voided": VoidRow, "taught": TeachBackRow}


def _entries(session: Session, clinic: Row[Any]) -> tuple[list[Finding], Row[Any] | None]:
    """What is wrong with the entries, and the newest of them."""
    findings: list[Finding] = []
    last, before, newest = 0, "", None
    for entry, number, row in _sealed_rows(session, clinic.id):
        findings += [_lost(place) for place in range(last + 1, entry.place)]
        known = before if entry.place == last + 1 else None
        if number is not None and (sentence := _unlike(entry, row, known)):
            findings.append(Finding(number, sentence))
        last, before, newest = entry.place, entry.chain_sha256, entry
    findings += [_lost(place) for place in range(last + 1, clinic.archive_entries + 1)]
    return findings, newest


def _lost(place: int) -> Finding:
    return Finding(None, LOST.format(place=place))


def _unlike(entry: Row[Any], row: Row[Any] | None, before: str | None) -> str:
    if row is None:
        return GONE[entry.what]
    changed = before is not None and entry.chain_sha256 != sealed(before, entry.clinic_id, entry.place, entry.what, row)
    return CHANGED[entry.what] if changed else ""


def _sealed_rows(session: Session, clinic_id: int) -> Iterator[tuple[Row[Any], int | None, Row[Any] | None]]:
    """Each entry with the number of its handout and the row that it sealed; None for what is not there any more."""
    query = select(*EntryRow.__table__.columns).where(EntryRow.clinic_id == clinic_id).order_by(EntryRow.place)
    last = 0
    while batch := session.execute(query.where(EntryRow.place > last).limit(ENTRIES)).all():
        found = {what: _found(session, what, batch) for what in KEPT_IN}
        numbers = select(HandoutRow.id, HandoutRow.number).where(HandoutRow.id.in_([one.handout_id for one in batch]))
        number_of = {one.id: one.number for one in session.execute(numbers)}
        for entry in batch:
            yield entry, number_of.get(entry.handout_id), found[entry.what].get(_key(entry))
        last = batch[-1].place


def _key(entry: Row[Any]) -> int:
    """The key of the row that an entry sealed."""
    return int(entry.teach_back_id or entry.handout_id)


def _found(session: Session, what: str, entries: Sequence[Row[Any]]) -> dict[int, Row[Any]]:
    """The rows that these entries sealed, by their keys."""
    columns = [getattr(KEPT_IN[what], name) for name in SEALED[what]]
    keys = [_key(entry) for entry in entries if entry.what == what]
    return {row[0]: row for row in session.execute(select(*columns).where(columns[0].in_(keys)))}


def _never_entered(session: Session, clinic_id: int) -> Iterator[Finding]:
    """Rows that no entry knows."""
    for what, kind in KEPT_IN.items():
        is_its = EntryRow.handout_id == HandoutRow.id
        if kind is TeachBackRow:
            is_its = EntryRow.teach_back_id == TeachBackRow.id
        query = select(HandoutRow.number).where(HandoutRow.clinic_id == clinic_id)
        if kind is not HandoutRow:
            query = query.join(kind, kind.handout_id == HandoutRow.id)
        entered = select(EntryRow.id).where(EntryRow.clinic_id == clinic_id, EntryRow.what == what, is_its).exists()
        for number in session.scalars(query.where(~entered).order_by(HandoutRow.number)):
            yield Finding(number, NOT_OURS[what])


def of_link(session: Session, chain_sha256: str) -> HandoutRow | None:
    """The handout that an entry or its own row has this link for, to compare with a link that was noted elsewhere."""
    entered = select(EntryRow.handout_id).where(EntryRow.chain_sha256 == chain_sha256)
    query = select(HandoutRow).where((HandoutRow.chain_sha256 == chain_sha256) | HandoutRow.id.in_(entered))
    return session.scalars(query).first()


# -- a paper from somewhere


def of_pdf(session: Session, pdf: bytes) -> HandoutRow | None:
    """The handout that is this file, byte for byte."""
    return session.scalars(select(HandoutRow).where(HandoutRow.pdf_sha256 == sha256(pdf).hexdigest())).first()


def of_identifier(session: Session, identifier: str) -> HandoutRow | None:
    """The handout whose PDF carries this identifier; it stands near the end of the file."""
    end = func.substr(HandoutRow.pdf, func.length(HandoutRow.pdf) - END + 1, END, type_=LargeBinary)
    sought = identifier.encode("latin-1")
    with session.execute(select(HandoutRow.id, end).execution_options(yield_per=BATCH)) as rows:
        found = next((id for id, letters in rows if sought in letters), None)
    return session.get(HandoutRow, found) if found else None


def of_number(session: Session, number: int) -> list[HandoutRow]:
    """The handouts of that number, one a clinic."""
    return list(session.scalars(select(HandoutRow).where(HandoutRow.number == number).order_by(HandoutRow.clinic_id)))
