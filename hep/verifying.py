"""Is this file one of our handouts, or several in one file, and is it as it was issued?"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from hep import many
from hep.handouts import CannotPrint
from hep.handouts.identity import Marks, marks_of
from hep.records import archive
from hep.records.clinics import name_of
from hep.records.model import HandoutRow


@dataclass(frozen=True, slots=True)
class Verdict:
    """`issued`: byte for byte; `altered`: made from that handout, with other bytes; `foreign`: none of ours."""

    kind: Literal["issued", "altered", "foreign"]
    handouts: tuple[HandoutRow, ...] = ()


def verify(session: Session, pdf: bytes) -> Verdict:
    """Raises NotAPdf."""
    if issued := archive.of_pdf(session, pdf):
        return Verdict("issued", (issued,))
    marks = marks_of(pdf)
    if together := _together(session, marks, pdf):
        return Verdict("issued", together)
    origin = _origin(session, marks)
    return Verdict("altered", (origin,)) if origin else Verdict("foreign")


def _together(session: Session, marks: Marks, pdf: bytes) -> tuple[HandoutRow, ...]:
    """The handouts of a file for printing in one go, where it is that file: the same handouts give the same bytes."""
    rows = [_named(session, number, marks) for number in marks.numbers]
    found = {row.number: row for row in rows if row}
    if len(found) < 2:
        return ()
    try:
        return tuple(found.values()) if many.as_one_pdf(session, found) == pdf else ()
    except CannotPrint:
        return ()


def _origin(session: Session, marks: Marks) -> HandoutRow | None:
    """The handout that a file was made from: by its identifier, else by the number and the clinic that it names."""
    if marks.identifier and (found := archive.of_identifier(session, marks.identifier)):
        return found
    return _named(session, marks.numbers[0], marks) if marks.numbers else None


def _named(session: Session, number: int, marks: Marks) -> HandoutRow | None:
    """The handout of that number of a clinic that the file names."""
    rows = archive.of_number(session, number)
    return next((row for row in rows if name_of(session, row.clinic_id) in marks.words), None)
