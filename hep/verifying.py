"""Is this file one of our handouts, and is it as it was issued?"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from hep.handouts.identity import Marks, marks_of
from hep.records import archive
from hep.records.clinics import name_of
from hep.records.model import HandoutRow


@dataclass(frozen=True, slots=True)
class Verdict:
    """`issued`: byte for byte; `altered`: made from that handout, with other bytes; `foreign`: none of ours."""

    kind: Literal["issued", "altered", "foreign"]
    handout: HandoutRow | None = None


def verify(session: Session, pdf: bytes) -> Verdict:
    """Raises NotAPdf."""
    if issued := archive.of_pdf(session, pdf):
        return Verdict("issued", issued)
    marks = marks_of(pdf)
    origin = _origin(session, marks)
    return Verdict("altered", origin) if origin else Verdict("foreign")


def _origin(session: Session, marks: Marks) -> HandoutRow | None:
    """The handout that a file was made from: by its identifier, else by the number and the clinic that it names."""
    if marks.identifier and (found := archive.of_identifier(session, marks.identifier)):
        return found
    if marks.number is None:
        return None
    named = (row for row in archive.of_number(session, marks.number) if name_of(session, row.clinic_id) in marks.words)
    return next(named, None)
