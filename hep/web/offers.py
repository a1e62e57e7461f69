"""The library beside the plan: what was searched for, and what speaks against it for this patient."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from flask import request

from hep.core.dose import how_much, how_often
from hep.core.dose_advice import usual_dose
from hep.core.dose_text import read_dose
from hep.core.library import Exercise
from hep.core.name_and_dose import Said, apart
from hep.core.plan import Plan
from hep.core.precautions import Hit, hits
from hep.core.problem import Refused
from hep.core.search import Filters, search
from hep.records import patients
from hep.records.model import PlanRow
from hep.web import database
from hep.web.suiting import Suiting

NUMBER = re.compile(r"\d+")
# So many are shown before somebody asks for all: a page of hundreds answers slowly.
AT_ONCE, BEST, FOLDED = 40, 20, 15


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
class Wanted:
    """What is looked for beside the plan: what is safe and can be done at home, until somebody wants to see all."""

    find: Filters
    safe: bool = True
    at_home: bool = True
    everything: bool = False

    @classmethod
    def of_request(cls) -> Self:
        find, everything = Filters.read(request.args, database.library()), "all" in request.args
        if "suits" not in request.args:  # the form was not sent: a box that is not ticked is not sent either
            return cls(find, everything=everything)
        return cls(find, "safe" in request.args, "at_home" in request.args, everything)

    def lists(self, offer: Offer) -> bool:
        """Whether an exercise stands in the list itself: not set apart as ruled out, or as lacking something."""
        return not (self.safe if offer.ruled_out else self.at_home and offer.missing)

    def as_query(self) -> dict[str, Any]:
        """The same as parts of an address."""
        ticked = {name: "1" for name in ("safe", "at_home") if getattr(self, name)}
        return dict(self.find.as_query()) | ({} if len(ticked) == 2 else {"suits": "asked", **ticked})


@dataclass(frozen=True, slots=True)
class Offers:
    """What was found, best first; apart from it what is ruled out, and what needs something that is not at home.

    `said` is a dose that was typed after the name.
    """

    wanted: Wanted
    said: Said
    listed: Sequence[Offer]
    ruled_out: Sequence[Offer]
    lacking: Sequence[Offer]
    safe: int
    at_home: int | None

    @classmethod
    def of(cls, row: PlanRow) -> Self:
        """What the address of the request asks for; `safe` and `at_home` count what each of the two leaves."""
        library, patient, wanted = database.library(), row.patient, Wanted.of_request()
        codes, suiting = patients.codes_on(patient, database.now().date()), Suiting(patient)
        said, found = _found(wanted.find)
        offers = [
            Offer(one, hits(one, codes, library), suiting.missing(one), suiting.unless_suits(one)) for one in found
        ]
        out = [one for one in offers if one.ruled_out]
        lacking = [one for one in offers if one.missing and not one.ruled_out]
        return cls(
            wanted,
            said,
            [one for one in offers if wanted.lists(one)],
            out if wanted.safe else (),
            lacking if wanted.at_home else (),
            len(offers) - len(out),
            len([one for one in offers if not one.missing]) if suiting.home else None,
        )

    def shown(self, some: Sequence[Offer]) -> Sequence[Offer]:
        """What is shown of one of the lists now."""
        most = FOLDED if some is not self.listed else BEST if self.wanted.find.words else AT_ONCE
        return some if self.wanted.everything else some[:most]

    @property
    def more(self) -> bool:
        return any(len(self.shown(one)) < len(one) for one in (self.listed, self.ruled_out, self.lacking))

    def enter_adds(self, plan: Plan) -> str:
        """What Enter in the search would do: "Enter adds Bridge: 2 × 8, once a day." """
        if not self.wanted.find.words or not self.listed:
            return ""
        exercise = self.listed[0].exercise
        if not self.said.dose:
            return f"Enter adds {exercise.name}."
        try:
            dose = read_dose(self.said.dose, usual_dose(exercise, plan.irritability)).dose
        except Refused as refused:
            return f"{exercise.name}: {refused}"
        return f"Enter adds {exercise.name}: {how_much(dose, exercise.counts)}, {how_often(dose).lower()}."


def _found(filters: Filters) -> tuple[Said, list[Exercise]]:
    """A dose behind the name is not searched for; a number may belong to the name, where a name has it: figure 8."""
    library, said = database.library(), apart(filters.words)
    if said.half and (found := search(library, filters)):
        numbers = {number for one in found for number in NUMBER.findall(f"{one.name} {one.known_as}")}
        if said.dose.split()[0] in numbers:
            return Said(filters.words), found
    return said, search(library, replace(filters, words=said.name))
