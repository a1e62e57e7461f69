"""A draft as JSON and as text. docs/draft.md describes the form."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from hep.core.assistant import FOOTER, Choice, Draft
from hep.core.burden import burden, minutes, prescription_seconds
from hep.core.dose import how_much, how_often
from hep.core.library import Library
from hep.core.plan import Phase, Prescription


def as_dict(draft: Draft, library: Library) -> dict[str, Any]:
    """The draft as plain values."""
    phases = draft.plan.phases if draft.plan else ()
    return {
        "refused": bool(draft.refused),
        "because": [{"code": one.code, "reason": one.reason} for one in draft.refused],
        "mechanisms": list(draft.plan.mechanisms) if draft.plan else [],
        "phases": [_phase(phase, draft, library) for phase in phases],
        "minutes_per_day": draft.minutes_a_day,
        "unanswered": [
            {
                "mechanism": one.mechanism,
                "finding": one.finding or None,
                "muscle": one.muscle or None,
                "ruled_out_by": list(one.ruled_out_by),
                "because": one.because,
                "ask": one.ask,
            }
            for one in draft.unanswered
        ],
        "warnings": list(draft.warnings),
        "footer": FOOTER,
    }


def _phase(phase: Phase, draft: Draft, library: Library) -> dict[str, Any]:
    return {
        "name": phase.name,
        "weeks": phase.weeks,
        "criteria": phase.criteria,
        "minutes_per_day": burden(phase, library).minutes_a_day,
        "prescriptions": [_prescription(one, draft.choices[one.key], library) for one in phase.prescriptions],
    }


def _prescription(prescription: Prescription, choice: Choice, library: Library) -> dict[str, Any]:
    exercise = library.exercises[prescription.exercise]
    return {
        "exercise": exercise.id,
        "name": exercise.name,
        "side": prescription.side,
        "mechanism": prescription.mechanism,
        "dose": asdict(prescription.dose),
        "minutes": _minutes(prescription, library),
        "answers": list(choice.answers),
        "muscles": list(choice.muscles),
        "reason": choice.reason,
        "evidence": [{"source": one.source, "status": one.status} for one in choice.evidence],
        "alternatives": [{"exercise": one.exercise, "reason": one.reason} for one in choice.alternatives],
        "cautions": [{"code": one.code, "feature": one.feature, "note": one.note} for one in choice.cautions],
    }


def as_text(draft: Draft, library: Library) -> str:
    """The draft as a therapist reads it, with the footer that every draft has."""
    return "\n".join([*_lines(draft, library), "", FOOTER])


def _lines(draft: Draft, library: Library) -> Iterator[str]:
    if draft.refused:
        yield "No plan is drafted. Refer first:"
        yield from (f"  {one.reason}" for one in draft.refused)
        return
    if draft.plan is None:
        yield "Nothing fits: no exercise is drafted."
    else:
        yield f"{draft.minutes_a_day} minutes a day to begin with."
        for number, phase in enumerate(draft.plan.phases, 1):
            yield ""
            yield from _phase_lines(number, phase, draft, library)
    if draft.unanswered:
        yield ""
        yield "Not answered"
        for one in draft.unanswered:
            about = library.findings[one.finding].name if one.finding else library.mechanisms[one.mechanism].name
            yield f"  {about}: {one.because}. {one.ask}"
    if draft.warnings:
        yield ""
        yield "Take care"
        yield from (f"  {one}" for one in draft.warnings)


def _phase_lines(number: int, phase: Phase, draft: Draft, library: Library) -> Iterator[str]:
    weeks = "1 week" if phase.weeks == 1 else f"{phase.weeks} weeks"
    yield f"Phase {number}: {phase.name}, {weeks}, {burden(phase, library).minutes_a_day} minutes a day"
    for place, one in enumerate(phase.prescriptions, 1):
        exercise, choice = library.exercises[one.exercise], draft.choices[one.key]
        dose = f"{how_much(one.dose, exercise.counts)}. {how_often(one.dose)}"
        yield f"  {place}. {exercise.name} ({exercise.id}), {one.side}: {dose}"
        yield f"     {choice.reason}"
        sources = ", ".join(f"{source.source} ({source.short})" for source in choice.evidence)
        yield f"     Choice: {sources}. Dose: consensus."
        if choice.alternatives:
            others = "; ".join(f"{library.exercises[a.exercise].name} ({a.reason})" for a in choice.alternatives)
            yield f"     Or: {others}"
    yield f"  Move on when: {phase.criteria}"


def _minutes(prescription: Prescription, library: Library) -> int:
    """Minutes a day of one prescription, rounded up."""
    exercise = library.exercises[prescription.exercise]
    return minutes(prescription_seconds(prescription, exercise) * prescription.dose.per_day)
