"""From a plan to a handout: every choice of words that the pages of a handout need."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hep.core import library as core
from hep.core.burden import burden, minutes, prescription_seconds
from hep.core.library import Library
from hep.core.plan import MOST_EXERCISES, Phase, Plan, Prescription
from hep.core.precautions import PatientPrecaution
from hep.core.sides import PlanSide, Side, in_words
from hep.handouts import doses, safety, walking
from hep.handouts.about import about
from hep.handouts.fonts import printable, unprintable
from hep.handouts.layouts import words as words_of
from hep.handouts.options import Options
from hep.handouts.phrases import Words, day_in_words, day_short, joined, plural, weeks_of
from hep.handouts.value import (
    CannotPrint,
    Clinic,
    DoAndDoNot,
    Exercise,
    Handout,
    Part,
    Patient,
    Picture,
    Rung,
    Therapist,
    TreatedSide,
    Way,
    with_texts,
)

MOST_LETTERS = 1000  # of one text: twice the longest that a form accepts


def compose(
    plan: Plan,
    library: Library,
    *,
    clinic: Clinic,
    patient: Patient,
    therapist: Therapist,
    number: str,
    version: int,
    issued: date,
    precautions: Sequence[PatientPrecaution] = (),
    phase: str | None = None,
    changed: Sequence[str] | None = None,
    options: Options | None = None,
    logo: bytes = b"",
    drawn_as: str = "woman",
    language: str = "en",
) -> Handout:
    """The handout of the phases that `options` name.

    Where they name none: of the phase of the key `phase`, where the patient stands, or of the first. `logo` is what
    `hep.handouts.logo.read` made of the clinic's file. Raises `CannotPrint` where something that has to be on the page
    is missing or has no letters in our font.
    """
    options = options or Options()
    words = words_of(language)
    phases = _phases(plan, options.phases or (phase,))
    together = replace(phases[0], prescriptions=tuple(p for one in phases for p in one.prescriptions))
    exercises = [_known(p, library) for p in together.prescriptions]
    held = [one for one in precautions if one.holds_on(issued)]
    limit = safety.pain_limit(held, library)
    age = issued.year - patient.born if patient.born else None
    handout = Handout(
        language=language,
        drawn_as=drawn_as,
        number=number,
        version=version,
        issued=issued,
        date=day_in_words(issued, words),
        review=day_in_words(plan.review_on, words) if plan.review_on else "",
        title=words["title"].format(parts=words["parts"][plan.side]),
        purpose=_purpose(exercises, plan.side, words),
        goal=plan.goal,
        minutes_a_day=burden(phases[0], library).minutes_a_day,
        clinic=clinic,
        patient=patient,
        therapist=therapist,
        precautions=safety.sentences(held, plan.side, library),
        ways=_ways(plan, together, library),
        exercises=tuple(
            _card(prescription, exercise, library.positions[exercise.position].group, plan.side, words)
            for prescription, exercise in zip(together.prescriptions, exercises, strict=True)
        ),
        bands=safety.bands(limit, words),
        urgent=safety.alarm(words["urgent"], clinic.emergency, limit, age),
        today=safety.alarm(words["today"], clinic.phone, limit, age),
        tell=safety.alarm(words["tell"], "", limit, age),
        move_down=words["move_down"].format(limit=limit),
        move_up=words["move_up"].format(
            calm=safety.calm(limit),
            days=words["days_in_a_row"]["older" if age is None or age > 65 else "usual"],
        ),
        about=about(plan, phases, together, exercises, therapist, changed, limit, library, words),
        weeks=tuple(day_short(week, words) for week in _mondays(issued, options.log_weeks)),
        parts=_parts(plan, phases, options.log_weeks, library, words),
        options=options,
        logo=logo,
    )
    return with_texts(handout, _on_paper)


def _phases(plan: Plan, keys: Sequence[str | None]) -> list[Phase]:
    """The phases to print, each with exercises, and no more of these than one handout holds."""
    try:
        phases = [plan.phase(key) if key is not None else plan.phases[0] for key in keys]
    except KeyError:
        raise CannotPrint("This phase is no longer in the plan. Choose another one, then print.") from None
    for phase in phases:
        if not phase.prescriptions:
            raise CannotPrint(f"“{phase.name}” has no exercises yet. Add one, then print.")
    if (many := sum(len(phase.prescriptions) for phase in phases)) > MOST_EXERCISES:
        raise CannotPrint(
            f"A handout holds at most {MOST_EXERCISES} exercises; these phases have {many}. Print fewer phases at once."
        )
    return phases


def _known(prescription: Prescription, library: Library) -> core.Exercise:
    try:
        return library.exercises[prescription.exercise]
    except KeyError:
        sentence = (
            f"The library has no exercise “{prescription.exercise}”. Take it out of the plan or choose another one."
        )
        raise CannotPrint(sentence) from None


def _on_paper(where: str, text: str) -> str:
    """A text as it is printed; raises `CannotPrint` where it is far too long or the font lacks a letter."""
    if len(text) > MOST_LETTERS:
        raise CannotPrint(
            f"The {where.replace('_', ' ')} is too long to print. It has room for {MOST_LETTERS} letters."
        )
    if lacking := unprintable(text):
        signs = ", ".join(f"“{letter}”" for letter in lacking[:5])
        raise CannotPrint(f"The {where.replace('_', ' ')} cannot be printed with {signs}. Write it in Latin letters.")
    return printable(text)


# -- page 1


def _purpose(exercises: Sequence[core.Exercise], side: PlanSide, words: Words) -> str:
    better = dict.fromkeys(
        words["better"][category] for category in core.CATEGORIES if category in _categories(exercises)
    )
    return str(
        words["purpose"].format(
            number=words["numbers"][len(exercises)],
            exercises=plural(len(exercises), words["exercises"]),
            parts=words["parts"][side],
            better=joined(better, words["and"]),
        )
    )


def _categories(exercises: Iterable[core.Exercise]) -> set[str]:
    return {exercise.category for exercise in exercises}


def _ways(plan: Plan, phase: Phase, library: Library) -> tuple[Way, ...]:
    worked_on = {*plan.mechanisms, *(p.mechanism for p in phase.prescriptions)}
    return tuple(Way(m.id, m.plain, m.text, m.id in worked_on, m.notice, m.helps) for m in library.mechanisms.values())


def _parts(plan: Plan, phases: Sequence[Phase], log_weeks: int, library: Library, words: Words) -> tuple[Part, ...]:
    """Where each phase begins among the cards; the only phase of a handout needs no name."""
    parts: list[Part] = []
    for phase in phases:
        title = words["part_title"].format(part=plan.phases.index(phase) + 1, name=phase.name)
        lasts = words["part_lasts"].format(weeks=weeks_of(phase, words))
        many = len(phases) > 1
        parts.append(
            Part(
                title=title if many else "",
                lasts=lasts if many else "",
                first=parts[-1].first + parts[-1].exercises if parts else 1,
                exercises=len(phase.prescriptions),
                minutes_a_day=burden(phase, library).minutes_a_day,
                # Of several phases none has a log beyond its end; two weeks stand side by side.
                weeks=min(log_weeks, phase.weeks + phase.weeks % 2) if many else log_weeks,
            )
        )
    return tuple(parts)


def _mondays(issued: date, weeks: int) -> list[date]:
    """Where the weeks of the log begin: the first Monday that is not before the day of issue, and on."""
    first = issued + timedelta(days=-issued.weekday() % 7)
    return [first + timedelta(weeks=week) for week in range(weeks)]


# -- a card


def _card(
    prescription: Prescription, exercise: core.Exercise, group: core.PositionGroup, plan_side: PlanSide, words: Words
) -> Exercise:
    # Both legs at once: what little the text says of a side is said of the side that is treated.
    side: Side = prescription.side if exercise.one_sided else plan_side
    each_leg = exercise.legs(prescription.side) == 2
    if each_leg:  # one leg after the other: the words show the first, "your left knee" is clearer than "one knee"
        side = _leg(plan_side) or "right"

    uneven = walking.uneven(exercise)

    def said(text: str) -> str:
        return in_words(text, side, uneven=uneven)

    def part(text: str) -> str:
        """A clause that follows other words."""
        return said(text).rstrip(".")

    return Exercise(
        id=exercise.id,
        name=exercise.name,
        purpose=said(exercise.purpose),
        side=prescription.side if exercise.one_sided or prescription.side == "alternating" else "both",
        each_leg=each_leg,
        way=prescription.mechanism,
        why=said(_why(prescription, exercise)),
        picture=_picture(exercise, group, _leg(side) or _leg(plan_side) or "right", said),
        dose=doses.worded(prescription.dose, exercise.counts, each_leg, words),
        minutes=minutes(prescription_seconds(prescription, exercise) * prescription.dose.per_day),
        start=said(exercise.start),
        steps=(*(said(step) for step in exercise.steps), *([words["change_legs"]] if each_leg else ())),
        feel=said(exercise.feel),
        faults=tuple(DoAndDoNot(said(fault.do), part(fault.instead)) for fault in exercise.faults),
        easier=Rung(part(exercise.step_back), said(exercise.easier)),
        harder=Rung(part(exercise.step_up), said(exercise.harder)),
        note=prescription.note.strip(),
        gait=walking.gait(prescription.dose, exercise, _leg(side) or _leg(plan_side), words),
    )


def _why(prescription: Prescription, exercise: core.Exercise) -> str:
    """The reason line of the prescription's mechanism; what the exercise is for, where the library has none."""
    return exercise.mechanisms.get(prescription.mechanism, exercise.purpose)  # type: ignore[call-overload,no-any-return]


def _picture(
    exercise: core.Exercise, group: core.PositionGroup, side: TreatedSide, said: Callable[[str], str]
) -> Picture:
    return Picture(
        exercise=exercise.id,
        side=side,
        position=group,
        start=said(exercise.picture.start),
        finish=said(exercise.picture.finish),
    )


def _leg(side: Side) -> TreatedSide | None:
    """The leg that a side names, if it names one."""
    return side if side == "left" or side == "right" else None
