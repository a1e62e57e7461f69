"""The library: exercises to find and to look at, and what stands behind the three mechanisms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from hep.core.dose_advice import usual_dose
from hep.core.library import CATEGORIES, Exercise, Library, Measured, Precaution
from hep.core.plan import IRRITABILITIES
from hep.core.precautions import Hit, hits, ruled_out
from hep.core.search import ACTIVITY, Filters, counts, search, sorts
from hep.handouts.layouts import words as printed_words
from hep.records import patients, plans
from hep.records.model import PlanRow
from hep.web import access, database

pages = Blueprint("library", __name__)

RUNGS = 2  # neighbours that the row of a ladder shows on each side


# -- all of them


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An exercise that a chosen precaution rules out: why, and a neighbour on its ladder that is not."""

    exercise: Exercise
    why: Hit
    instead: Exercise | None


@pages.get("/library")
def index() -> ResponseReturnValue:
    """All that pass the filters of the address, and what each filter would leave."""
    library = database.library()
    filters = Filters.read(request.args, library)
    found, plan = search(library, filters), working_plan()
    return render_template(
        "library/index.html",
        found=found,
        ruled_out=_ruled_out(library, filters),
        without_filters=[] if found else search(library, Filters(words=filters.words)),
        filters=filters,
        left=counts(library, filters),
        orders=sorts(library),
        measured=filters.sort.removeprefix(ACTIVITY) if filters.sort.startswith(ACTIVITY) else "",
        plan=plan,
        codes=codes_of(plan),
    )


def _ruled_out(library: Library, filters: Filters) -> list[RuledOut]:
    """What would be found if it were not for the precautions."""
    if not filters.precautions:
        return []
    found = []
    for exercise in search(library, replace(filters, precautions=())):
        against = [hit for hit in hits(exercise, filters.precautions, library) if hit.action == "exclude"]
        if against:
            near = [library.exercises[id] for id in (*exercise.ladder.easier, *exercise.ladder.harder)]
            safe = (one for one in near if not ruled_out(one, filters.precautions, library))
            found.append(RuledOut(exercise, against[0], next(safe, None)))
    return found


# -- one exercise


@dataclass(frozen=True, slots=True)
class Caution:
    """A precaution that speaks against an exercise, and the rules by which it does."""

    precaution: Precaution
    hits: Sequence[Hit]

    @property
    def rules_out(self) -> bool:
        return any(hit.action == "exclude" for hit in self.hits)

    @property
    def anything(self) -> bool:
        """Whether it would rule out any exercise."""
        return self.rules_out and all(hit.feature == "any exercise" for hit in self.hits)


@pages.get("/library/<exercise>")
def show(exercise: str) -> ResponseReturnValue:
    library = database.library()
    one = library.exercises.get(exercise) or abort(404)
    side = request.args.get("side", "")
    plan = working_plan()
    muscles = dict.fromkeys([*one.muscles.primary, *one.muscles.secondary, *library.muscles])
    measured = {id: [row for row in one.activities if row.muscle == id] for id in muscles}
    return render_template(
        "library/exercise.html",
        exercise=one,
        measured=[(library.muscles[id], rows) for id, rows in measured.items() if rows],
        top=axis(one.activities),
        side=side if side in ("left", "right") else "right",
        moves=bool(one.poses),
        printed=printed_words("en"),
        doses={irritability: usual_dose(one, irritability) for irritability in reversed(IRRITABILITIES)},
        rungs=ladder(one, library),
        cautions=cautions(one, library),
        uses=uses(one, library),
        plan=plan,
        against=hits(one, codes_of(plan), library),
    )


def axis(rows: Sequence[Measured]) -> int:
    """Where the axis of the chart ends: past the longest line, at a full twenty."""
    return max([80, *(ceil((row.mean + (row.sd or 0)) / 20) * 20 for row in rows)])


def working_plan() -> PlanRow | None:
    """The plan that this person worked on last, if any is open."""
    found = plans.recent(database.session(), access.me().clinic_id, access.me().id, most=1)
    return found[0] if found else None


def codes_of(plan: PlanRow | None) -> list[str]:
    """The precautions that hold today for the patient of a plan."""
    return patients.codes_on(plan.patient, database.now().date()) if plan else []


def ladder(exercise: Exercise, library: Library) -> list[Exercise]:
    """The exercise between its usual neighbours, the easiest first."""
    below = islice(_climb(exercise, "easier", library), RUNGS)
    above = islice(_climb(exercise, "harder", library), RUNGS)
    return [*reversed([*below]), exercise, *above]


def _climb(exercise: Exercise, way: str, library: Library) -> Iterator[Exercise]:
    while neighbours := getattr(exercise.ladder, way):
        yield (exercise := library.exercises[neighbours[0]])


def cautions(exercise: Exercise, library: Library) -> list[Caution]:
    """Every precaution that has a rule for an exercise, those that rule it out first."""
    found = []
    for precaution in library.precautions.values():
        against = hits(exercise, [precaution.id], library)
        gravest = [hit for hit in against if hit.action == "exclude"] or against
        if gravest:
            found.append(Caution(precaution, gravest))
    return sorted(found, key=lambda one: not one.rules_out)


def uses(exercise: Exercise, library: Library) -> list[tuple[str, str, int]]:
    """(id, name, number of the phase) of the protocols that use an exercise."""
    return [
        (protocol.id, protocol.name, number)
        for protocol in library.protocols.values()
        for number, phase in enumerate(protocol.phases, 1)
        if any(row.exercise == exercise.id for row in phase.prescriptions)
    ]


# -- a mechanism


@pages.get("/mechanisms/<mechanism>")
def mechanism(mechanism: str) -> ResponseReturnValue:
    """What happens, its signs, and what answers it: for a patient to read, too."""
    library = database.library()
    one = library.mechanisms.get(mechanism) or abort(404)
    answers = {
        category: [
            exercise
            for exercise in library.exercises.values()
            if exercise.category == category and mechanism in exercise.mechanisms
        ]
        for category in sorted(CATEGORIES, key=lambda category: category not in one.answered_by)
    }
    return render_template(
        "library/mechanism.html",
        mechanism=one,
        answers={category: found for category, found in answers.items() if found},
        findings=[finding for finding in library.findings.values() if finding.mechanism == mechanism],
    )
