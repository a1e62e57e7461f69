"""The assistant: from a case to a draft of a plan, every choice with its reason. The therapist decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hep.core.burden import burden, seconds, too_much
from hep.core.case import Case, Fitting
from hep.core.checks import whole_plan
from hep.core.choosing import Candidate, choose
from hep.core.coverage import answers_mechanism
from hep.core.dose_advice import dose_warnings, usual_dose
from hep.core.findings import advice, must_refer
from hep.core.home import nearest
from hep.core.library import Exercise, Library
from hep.core.needs import Answers, Need, needs_of
from hep.core.phases import Row, first_phase, later_phases, plan_of
from hep.core.plan import Plan
from hep.core.precautions import Hit, RedFlag, hits, red_flags
from hep.core.reasons import (
    Alternative,
    Evidence,
    Unanswered,
    alternatives,
    evidence_of,
    evidence_score,
    reason_for,
    unanswered,
)

GROUPS = ("lying", "sitting", "standing")
FOOTER = "A draft for a licensed therapist's judgement."


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a prescription is in the draft: what it answers, its evidence, two others, and what asks for care."""

    answers: tuple[str, ...]
    muscles: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    cautions: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """`choices` are by the key of the prescription. Refused: red flags, no plan. No plan at all: nothing fits."""

    refused: tuple[RedFlag, ...] = ()
    plan: Plan | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)
    unanswered: tuple[Unanswered, ...] = ()
    warnings: tuple[str, ...] = ()
    minutes_a_day: int = 0


def draft(case: Case, library: Library) -> Draft:
    """A draft for a case; the same case gives the same draft."""
    if refused := refusals(case, library):
        return Draft(refused=refused)
    fitting = Fitting(case, library)
    needs = needs_of(case, fitting, case.band.levels_by_phase[0])
    kept, warnings = _kept(case, fitting)
    answers = Answers(needs, library)
    chosen = _choose(answers, kept, fitting)
    answered = {need.id for one in chosen for need in answers.of(one)}
    open_needs = [need for need in needs if need.id not in answered]
    left = tuple(unanswered(need, fitting, case.most) for need in _said_once(open_needs))
    if not chosen:
        return Draft(unanswered=left, warnings=(*warnings, *advice(case.findings, library)))
    lasting = Answers([need for need in needs if need.kind != "finding"], library)  # the next phases go on from those
    first = first_phase(chosen, fitting)
    phases = [first, *later_phases(first, lasting.mask, fitting)]
    plan = plan_of(phases, case, library, lambda one: mechanism_of(one, case.wanted(library), library))
    plan = plan.described(mechanisms=case.wanted(library))
    choices = _choices(plan, phases, answers, fitting)
    warnings += [
        *_limits(case, kept),
        *_without_side(case, library),
        *advice(case.findings, library),
        *_cares(plan, choices, library),
    ]
    return Draft(
        plan=plan,
        choices=choices,
        unanswered=left,
        warnings=tuple(dict.fromkeys((*warnings, *plan_warnings(plan, case, library)))),
        minutes_a_day=burden(plan.phases[0], library).minutes_a_day,
    )


def refusals(case: Case, library: Library) -> tuple[RedFlag, ...]:
    """Why nothing may be drafted: red flags among the precautions, or a limp while growing."""
    flags = red_flags(case.codes, library)
    if finding := must_refer(case.findings, case.age):
        sentence = (
            f"{library.findings[finding].name} at {case.age} years: refer the same day, before any plan "
            "(the growth plate of the hip; recalled)"
        )
        return (*flags, RedFlag(finding, sentence))
    return flags


def mechanism_of(exercise: Exercise, wanted: Sequence[str], library: Library) -> str:
    """The mechanism that a prescription stands for: the first wanted one that it answers by category, too."""
    covered = [one for one in wanted if answers_mechanism(exercise, one, library)]
    return exercise.answers((*covered, *wanted))


# -- the choice


def _choose(answers: Answers, kept: Sequence[Exercise], fitting: Fitting) -> list[Exercise]:
    library, case, needs = fitting.library, fitting.case, answers.needs
    ids = dict.fromkeys((*(one.id for one in kept), *(id for need in needs for id in need.options)))
    candidates = [_candidate(library.exercises[id], answers, fitting) for id in ids]
    best = choose(candidates, [need.value for need in needs], case.most, [one.id for one in kept])
    return [library.exercises[id] for id in sorted(best.ids)]


def _candidate(exercise: Exercise, answers: Answers, fitting: Fitting) -> Candidate:
    library, case = fitting.library, fitting.case
    dose = usual_dose(exercise, case.irritability, fitting.codes)
    return Candidate(
        exercise.id,
        answers.mask(exercise),
        1 << GROUPS.index(library.positions[exercise.position].group),
        fitting.cautions(exercise),
        evidence_score(exercise, library),
        seconds(dose, exercise, exercise.legs(exercise.usual_side(case.side))) * dose.per_day,
    )


def _kept(case: Case, fitting: Fitting) -> tuple[list[Exercise], list[str]]:
    """The exercises that must stay, but none that a precaution or the patient's own limits rule out."""
    kept, said = [], []
    for id in dict.fromkeys(case.keep):
        exercise = fitting.library.exercises[id]
        why = fitting.obstacles(exercise)
        if why.codes or why.waits_for:
            said.append(_not_kept(exercise, fitting))
            continue
        kept.append(exercise)
        if why.missing:
            said.append(f"{exercise.name} is kept, but it needs {', '.join(why.missing)} (home profile, consensus)")
        if why.too_hard:
            said.append(
                f"{exercise.name} is kept, but level {exercise.level} is above what {case.irritability} irritability "
                "allows (Kelley2013, recalled)"
            )
    return kept, said


def _not_kept(exercise: Exercise, fitting: Fitting) -> str:
    library, why = fitting.library, fitting.obstacles(exercise)
    if why.codes:
        known = library.precautions[why.codes[0]]
        reason = f"{known.name} rules it out ({known.status})"
    else:
        reason = f"it waits until {library.findings[why.waits_for].name.lower()} is gone (consensus)"
    near = nearest(exercise, fitting.fits, library)
    return f"{exercise.name} cannot be kept: {reason}." + (f" Nearest that fits: {near.name}." if near else "")


def _said_once(needs: Sequence[Need]) -> list[Need]:
    """Without the muscles, where a mechanism or a finding already says what is missing."""
    others = [need for need in needs if need.kind != "muscle"]
    return others or list(needs)


# -- the reasons


def _choices(plan: Plan, phases: Sequence[Sequence[Row]], answers: Answers, fitting: Fitting) -> dict[str, Choice]:
    library, case, found = fitting.library, fitting.case, {}
    taken_up: dict[str, list[Need]] = {}  # by exercise of the phase before: the findings that it answers
    for number, (phase, rows) in enumerate(zip(plan.phases, phases, strict=True)):
        top = case.band.levels_by_phase[number][1]
        known = {
            one.id: (one, answers.mask(one), fitting.cautions(one))
            for one in library.exercises.values()
            if fitting.fits(one, top, first_phase=number == 0)
        }
        there, now = [row.exercise.id for row in rows], {}
        for prescription, row in zip(phase.prescriptions, rows, strict=True):
            exercise = row.exercise
            answered = answers.of(exercise)
            handed_on = [need for need in taken_up.get(row.came_from, []) if need not in answered]
            now[exercise.id] = [need for need in (*answered, *handed_on) if need.kind == "finding"]
            found[prescription.key] = Choice(
                answers=tuple(need.id for need in (*answered, *handed_on) if need.kind != "muscle"),
                muscles=tuple(need.id for need in answered if need.kind == "muscle"),
                reason=_reason(row, (*answered, *handed_on), case, library),
                evidence=evidence_of(exercise, library),
                alternatives=alternatives(exercise, answers.mask(exercise), there, known, fitting),
                cautions=tuple(hits(exercise, case.codes, library)),
            )
        taken_up = now
    return found


def _reason(row: Row, needs: Sequence[Need], case: Case, library: Library) -> str:
    parts = [reason_for(row.exercise, needs, case, library)]
    if row.came_from and row.came_from != row.exercise.id:
        parts.insert(0, f"One step up from {library.exercises[row.came_from].name}.")
    elif row.came_from:
        parts.insert(0, "Goes on as before." if row.as_before else "Goes on from the phase before, a little harder.")
    if row.less:
        parts.append(f"{row.less[0].upper()}{row.less[1:]}, to stay within 30 minutes a day (consensus).")
    return " ".join(parts)


# -- the warnings


def _limits(case: Case, kept: Sequence[Exercise]) -> list[str]:
    said = [] if case.irritability != "high" else [f"{case.band.review} (consensus)"]
    if case.target and case.target > case.band.most_exercises:
        most = case.band.most_exercises
        said.append(f"At {case.irritability} irritability at most {most} exercises (consensus)")
    if len(kept) > case.most:
        said.append(f"{len(kept)} exercises are to be kept, more than the {case.most} asked for (consensus)")
    return said


def _cares(plan: Plan, choices: Mapping[str, Choice], library: Library) -> list[str]:
    """One sentence for each exercise and precaution that asks for care."""
    said = []
    for prescription in plan.prescriptions():
        name = library.exercises[prescription.exercise].name
        by_code: dict[str, list[Hit]] = {}
        for hit in choices[prescription.key].cautions:
            by_code.setdefault(hit.code, []).append(hit)
        for code, found in by_code.items():
            notes = "; ".join(dict.fromkeys(hit.note for hit in found))
            said.append(f"{name}: {found[0].name}: {notes} ({library.precautions[code].status})")
    return said


def plan_warnings(plan: Plan, case: Case, library: Library) -> list[str]:
    """What the rules of dose and burden say of a plan."""
    said = []
    for prescription in plan.prescriptions():
        exercise = library.exercises[prescription.exercise]
        for one in dose_warnings(prescription.dose, exercise, case.codes, note=prescription.note):
            said.append(f"{exercise.name}: {one}")
    for number, phase in enumerate(plan.phases):
        first = case.first and number == 0
        for over in too_much(phase, library, age=case.age, first=first, mechanisms=plan.mechanisms):
            mend = f" {over.mend.in_words(library)}." if over.mend else ""
            said.append(f"{phase.name}: {over.sentence} ({over.basis}).{mend}")
    return [*said, *(str(one) for one in whole_plan(plan, library, case.codes)), *_lagging(plan, case, library)]


def _lagging(plan: Plan, case: Case, library: Library) -> list[str]:
    """What loads the bent knee at once, though the quadriceps lags."""
    return [
        f"{library.exercises[p.exercise].name}: go on to weight-bearing only without a quadriceps lag "
        "(Bolgla2008, verified in its direction)"
        for p in plan.phases[0].prescriptions
        if "quad-lag" in case.findings and "knee-flexion-loaded-gt-45" in library.exercises[p.exercise].features
    ]


def _without_side(case: Case, library: Library) -> list[str]:
    return [
        f"{library.precautions[one.code].name}: write the side; until then it counts for both legs (consensus)"
        for one in case.precautions
        if not one.side and library.precautions[one.code].limb != "none"
    ]
