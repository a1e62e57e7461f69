"""The archive as a chain: finds what was changed behind the program's back, and tells a paper of ours from others."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import LargeBinary, Row, func, select
from sqlalchemy.orm import Session

from hep.records.handouts import link
from hep.records.model import ClinicRow, HandoutRow

BATCH = 20  # a PDF has some 150 kB: a few are held at once, never all
END = 16_000  # bytes of a PDF that hold its identifier


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the handout of a number."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A clinic's archive after its check; `link` is that of its newest handout."""

    findings: tuple[Finding, ...]
    handouts: int
    newest: int
    link: str


def check_chain(session: Session, clinic_id: int) -> Checked:
    """Walks all handouts of a clinic: is each there, is each what was issued, does each follow from the one before?"""
    given_out = _given_out(session, clinic_id)
    findings, last, before, count = [], 0, "", 0
    for row in _rows(session, clinic_id):
        findings += [_missing(number) for number in range(last + 1, row.number)]
        # After a gap nobody knows the link before; the paper itself can still be looked at.
        findings += _wrong(row, before if row.number == last + 1 else None)
        last, before, count = row.number, row.chain_sha256, count + 1
    findings += [_missing(number) for number in range(last + 1, given_out + 1)]
    if last > _given_out(session, clinic_id):
        findings.append(Finding(last, "was never given out as a number by this program."))
    return Checked(tuple(findings), count, last, before)


def _given_out(session: Session, clinic_id: int) -> int:
    return session.scalars(select(ClinicRow.handouts_issued).where(ClinicRow.id == clinic_id)).one()


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


def of_link(session: Session, chain_sha256: str) -> HandoutRow | None:
    """The handout with this link, to compare with a link that was noted elsewhere."""
    return session.scalars(select(HandoutRow).where(HandoutRow.chain_sha256 == chain_sha256)).first()


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
