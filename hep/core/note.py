"""The summary of a handout for the clinical note: plain text, as therapists paste it into their record system."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hep.core.dose import how_much, how_often
from hep.core.library import Library
from hep.core.plan import Phase, Plan, Prescription
from hep.core.precautions import Override

# How much help a patient needed, from none to most, as it is charted in physical therapy (recalled).
ASSISTANCE = (
    "Independent",
    "Verbal cues",
    "Hands-on cues",
    "Standby assistance",
    "Contact guard",
    "Minimal assistance",
    "Moderate assistance",
    "Maximal assistance",
)
LEGS = {"left": "left leg", "right": "right leg", "both": "both legs", "alternating": "legs in turn"}


@dataclass(frozen=True, slots=True)
class Taught:
    """How a handout was taught, and what the patient gave back."""

    shown: bool = False
    tried: bool = False
    explained: bool = False
    helper: str = ""
    language: str = ""
    assistance: str = ""
    questions: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A handout as it was given: `phases` are those that were printed, `care` the precautions as printed.

    `kept` are the exercises that a precaution rules out, with the therapist's reasons: never on the patient's paper.

    `education` tells whether the page on what the patient may notice was with it, `log` whether a log was.
    """

    number: str
    version: int
    issued: date
    by: str
    plan: Plan
    phases: Sequence[Phase]
    changed: Sequence[str] = ()
    care: Sequence[str] = ()
    kept: Sequence[Override] = ()
    education: bool = False
    log: bool = True
    taught: Taught | None = None
    voided: str = ""


def note(given: Given, library: Library) -> str:
    """What was given and how it was received, a line each; no name of a patient, for the record has it."""
    return "\n".join(_lines(given, library)).replace("→", "to") + "\n"  # older record systems have no arrows


def _lines(given: Given, library: Library) -> Iterator[str]:
    if given.voided:
        yield f"VOIDED, no longer counts: {given.voided}"
    yield (
        f"Home exercise program, handout {given.number}, version {given.version}, "
        f"issued {_day(given.issued)} by {given.by}."
    )
    if given.plan.goal:
        yield f'Goal, in the patient\'s words: "{given.plan.goal}"'
    for phase in given.phases:
        yield f"Exercises, {phase.name} ({phase.weeks} week{'s' if phase.weeks != 1 else ''}):"
        yield from (f"{n}. {_exercise(one, library)}" for n, one in enumerate(phase.prescriptions, 1))
        if phase.criteria:
            yield f"To move on: {phase.criteria}"
    if given.changed:
        yield f"Changed since version {given.version - 1}: {'; '.join(given.changed)}."
    yield from _taught(given.taught)
    yield f"Education given: {_education(given)}."
    if given.care:
        yield f'Precautions, as printed: "{" ".join(given.care)}"'
    yield from (_kept(one, given.plan, library) for one in given.kept)
    if given.taught and given.taught.questions:
        yield f"Questions: {_one_line(given.taught.questions)}"
    if given.taught and given.taught.response:
        yield f"Response: {_one_line(given.taught.response)}"
    if given.plan.review_on:
        yield f"Next check: {_day(given.plan.review_on)}."


def _exercise(one: Prescription, library: Library) -> str:
    exercise = library.exercises.get(one.exercise)
    name, counts = (exercise.name, exercise.counts) if exercise else (one.exercise, "reps")
    side = f", {LEGS[one.side]}" if exercise and exercise.one_sided else ""
    rest = f", rest {one.dose.rest_s} s" if one.dose.rest_s and one.dose.sets > 1 else ""
    told = f" Note: {_one_line(one.note)}" if one.note else ""
    return f"{name}{side}: {how_much(one.dose, counts)}{rest}; {how_often(one.dose).lower()}.{told}"


def _kept(one: Override, plan: Plan, library: Library) -> str:
    id = plan.prescription(one.key).exercise
    exercise, precaution = library.exercises.get(id), library.precautions.get(one.code)
    what, against = exercise.name if exercise else id, precaution.name if precaution else one.code
    return (
        f"Kept against a precaution: {what} ({against}), by {one.by}, {_day(one.at.date())}, {one.at:%H:%M}: "
        f'"{_one_line(one.reason)}"'
    )


def _taught(taught: Taught | None) -> Iterator[str]:
    if taught is None:
        yield "Teach-back: not recorded."
        return
    done = {
        "shown by the therapist": taught.shown,
        "tried by the patient": taught.tried,
        "explained back by the patient in own words": taught.explained,
    }
    yield f"Teach-back: {', '.join(words for words, so in done.items() if so) or 'not done'}."
    if taught.assistance:
        yield f"Level of assistance: {taught.assistance.lower()}."
    if taught.helper:
        yield f"Helper present: {taught.helper}."
    if taught.language:
        yield f"Taught in: {taught.language}."


def _education(given: Given) -> str:
    parts = [
        "printed handout with drawings and dose of each exercise",
        "pain guide",
        "when to stop and whom to call",
        *(["log to tick"] if given.log else []),
        *(["what may be noticed and what helps"] if given.education else []),
    ]
    return ", ".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
