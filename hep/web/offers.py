"""The library beside the plan: what was searched for, and what speaks against it for this patient."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from flask import request

from hep.core.library import Exercise
from hep.core.name_and_dose import Said, apart
from hep.core.precautions import Hit, hits
from hep.core.search import Filters, search
from hep.records import patients
from hep.records.model import PlanRow
from hep.web import database
from hep.web.suiting import Suiting

AT_ONCE = 40  # so many are shown before somebody asks for all: a page of two hundred pictures answers slowly


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise in the library beside the plan, with what speaks against it for this patient.

    `missing` is what it needs and the home has not; `instead` is the nearest neighbour that suits.
    """

    exercise: Exercise
    against: Sequence[Hit]
    missing: Sequence[str] = ()
    instead: Exercise | None = None

    @property
    def ruled_out(self) -> bool:
        return any(hit.action == "exclude" for hit in self.against)


@dataclass(frozen=True, slots=True)
class Offers:
    """What was found, best first, apart from what is ruled out; `said` is a dose that was typed after the name."""

    filters: Filters
    said: Said
    suit: Sequence[Offer]
    ruled_out: Sequence[Offer]
    at_once: int = AT_ONCE

    @classmethod
    def of(cls, row: PlanRow) -> Self:
        """What the address of the request asks for."""
        library, patient = database.library(), row.patient
        filters = Filters.read(request.args, library)
        codes, suiting = patients.codes_on(patient, database.now().date()), Suiting(patient)
        said, found = _found(filters)
        offers = [
            Offer(one, hits(one, codes, library), suiting.missing(one), suiting.unless_suits(one)) for one in found
        ]
        suit, out = ([one for one in offers if one.ruled_out is ruled_out] for ruled_out in (False, True))
        return cls(filters, said, suit, out, len(found) if "all" in request.args else AT_ONCE)

    @property
    def more(self) -> int:
        """How many are not shown yet."""
        return max(0, max(len(self.suit), len(self.ruled_out)) - self.at_once)


def _found(filters: Filters) -> tuple[Said, list[Exercise]]:
    """A dose behind the name is not searched for; what begins like one only where all the words find nothing."""
    library, said = database.library(), apart(filters.words)
    if (not said.dose or said.half) and (found := search(library, filters)):
        return Said(filters.words), found
    return said, search(library, replace(filters, words=said.name))
