"""Doses by goal and irritability, and the warnings of `dosage.md`, each with its rule and its basis."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil

from hep.core.dose import Dose
from hep.core.library import Exercise, Status
from hep.core.plan import Irritability
from hep.core.problem import Problem, Refused


@dataclass(frozen=True, slots=True)
class Advice:
    """A warning that the therapist must see and may decide against; `rule` names it in `dosage.md`."""

    rule: str
    sentence: str
    basis: str
    status: Status = "consensus"

    def __str__(self) -> str:
        basis = self.basis if self.basis == self.status else f"{self.basis}, {self.status}"
        return f"{self.sentence} ({basis})"


def consensus(rule: str, sentence: str) -> Advice:
    return Advice(rule, sentence, "consensus")


# -- by irritability


@dataclass(frozen=True, slots=True)
class Band:
    """What `dosage.md`, "By irritability", allows; the bands are borrowed from Kelley2013 (shoulder), recalled."""

    levels: tuple[int, int]
    most_exercises: int
    most_sets: int
    stretch_s: tuple[int, int]
    levels_by_phase: tuple[tuple[int, int], ...]
    weeks: int
    review: str


# `levels_by_phase` splits the levels of the band, so that no phase begins at its top (one level at a time; consensus).
BANDS: Mapping[Irritability, Band] = {
    "high": Band((1, 2), 3, 2, (5, 10), ((1, 1), (1, 2)), 1, "Look again in 3–7 days"),
    "moderate": Band((1, 3), 5, 3, (15, 30), ((1, 2), (1, 3), (2, 3)), 3, "Look again in 2–4 weeks"),
    "low": Band((2, 5), 6, 10, (30, 60), ((2, 3), (2, 4), (3, 5)), 4, "Look again in 2–4 weeks"),
}


def usual_dose(exercise: Exercise, irritability: Irritability, codes: Collection[str] = ()) -> Dose:
    """The dose a new prescription starts with: the exercise's own, made smaller for what flares easily.

    High: at most 2 sets, half the repetitions or minutes. Stretches take the hold of the band, at the same number.
    """
    dose, band = exercise.dose, BANDS[irritability]
    values: dict[str, int | None] = {"sets": min(dose.sets, band.most_sets)}
    if irritability == "high":
        stretch = exercise.category == "stretching"
        values |= {
            "reps": dose.reps if stretch or dose.reps < 3 else ceil(dose.reps / 2),
            "minutes": ceil(dose.minutes / 2),
            "distance_m": ceil(dose.distance_m / 2),
            "steps": ceil(dose.steps / 2),
            "reps_goal": None,
            "minutes_goal": None,
            "hold_goal_s": None,
        }
    if exercise.category == "stretching" and dose.hold_s:
        least, most = band.stretch_s
        values |= {"hold_s": min(max(dose.hold_s, least), most), "hold_goal_s": None}
    if "FALL-RISK" in codes and dose.minutes > MOST_MINUTES_FALL_RISK:
        values |= {"minutes": MOST_MINUTES_FALL_RISK, "minutes_goal": None}
    return dose.changed(**values) if any(getattr(dose, part) != value for part, value in values.items()) else dose


# -- warnings

LOW_PAIN = frozenset({"GTPS", "KNEE-FLARE", "HIGH-IRRITABILITY", "TKA-EARLY", "ACLR-EARLY"})
LOW_STEP = frozenset({"PFP", "TKA-EARLY", "FALL-RISK"})
LITTLE_BEND = frozenset({"PFP", "HIGH-IRRITABILITY"})
MOST_MINUTES_FALL_RISK = 10
HEEL_PROP = "knee-extension-heel-prop"


def dose_warnings(
    dose: Dose, exercise: Exercise, codes: Collection[str] = (), *, note: str = "", legs: int = 1
) -> list[Advice]:
    """Every rule of `dosage.md`, "Hard bounds", column warn, that a dose breaks. All are consensus but where said."""
    return [
        *_volume(dose, exercise, note),
        *_holds(dose, exercise, codes),
        *_often(dose, exercise),
        *_walks(dose, codes),
    ]


def _volume(dose: Dose, exercise: Exercise, note: str) -> list[Advice]:
    said, reps = [], max(dose.reps, dose.reps_goal or 0)
    loaded = dose.load_kg > 0 or "external-load" in exercise.features
    if dose.sets > 5:
        said.append(consensus("sets", f"{dose.sets} sets: more than 5 are seldom done"))
    if reps > (most := 20 if loaded else 30):
        said.append(consensus("reps", f"{reps} repetitions{' with load' if loaded else ''}: more than {most}"))
    short = 0 < dose.reps < 5 and dose.hold_s < 10 and exercise.counts not in ("laps", "flights") and not dose.minutes
    if short and not note.strip():
        said.append(consensus("reps", f"{dose.reps} repetitions: below 5 write a note why"))
    if dose.sets * reps * dose.per_day > 150:
        said.append(consensus("reps a day", f"{dose.sets * reps * dose.per_day} repetitions a day: more than 150"))
    if dose.load_kg > 10:
        said.append(consensus("load", f"{dose.load_kg:g} kg: more than 10 for an ankle weight"))
    if exercise.category == "strengthening" and exercise.level >= 3 and dose.rest_s < 30:
        said.append(consensus("rest", f"{dose.rest_s} s of rest: below 30 for strengthening of level 3 and up"))
    return said


def _holds(dose: Dose, exercise: Exercise, codes: Collection[str]) -> list[Advice]:
    said, hold = [], max(dose.hold_s, dose.hold_goal_s or 0)
    reps = max(dose.reps, dose.reps_goal or 0)
    prop = exercise.id == HEEL_PROP  # only the weight of the leg: long holds are meant
    if exercise.category == "stretching":
        if dose.hold_s < 10:
            said.append(consensus("stretch hold", f"A stretch of {dose.hold_s} s: below 10"))
        if hold > 60 and not prop:
            said.append(consensus("stretch hold", f"A stretch of {hold} s: above 60"))
        total, most = dose.sets * reps * hold * dose.per_day, 900 if prop else 300
        if total < 60:
            said.append(
                Advice("stretch a day", f"{total} s of stretch a day: 60 s work better", "Garber2011", "verified")
            )
        elif total > most:
            said.append(consensus("stretch a day", f"{total} s of stretch a day: above {most}"))
    elif exercise.category == "strengthening" and hold > 45:
        said.append(consensus("strength hold", f"A hold of {hold} s: above 45 for strengthening"))
    if hold >= 10 and "HTN-UNCONTROLLED" in codes:
        said.append(consensus("hold and pressure", f"A hold of {hold} s with blood pressure that is not controlled"))
    if dose.sets * reps * hold > 600:
        said.append(consensus("hold a session", f"{dose.sets * reps * hold} s of holding in a session: above 600"))
    return said


def _often(dose: Dose, exercise: Exercise) -> list[Advice]:
    said, strong = [], exercise.category == "strengthening" and exercise.level >= 3
    if strong and dose.per_day > 1:
        said.append(consensus("times a day", f"{dose.per_day} times a day: once for strengthening of level 3 and up"))
    elif exercise.level >= 2 and dose.per_day > 3:
        said.append(consensus("times a day", f"{dose.per_day} times a day: above 3 for level 2 and up"))
    if strong and dose.days_per_week > 4:
        days = f"{dose.days_per_week} days a week: 48 hours of rest need 3, at most 4"
        said.append(Advice("days a week", days, "Garber2011", "verified"))
    if dose.days_per_week < 2 and exercise.category in ("strengthening", "stretching"):
        said.append(
            Advice("days a week", "One day a week: strength and stretch need 2 or more", "Garber2011", "verified")
        )
    return said


def _walks(dose: Dose, codes: Collection[str]) -> list[Advice]:
    said, minutes = [], max(dose.minutes, dose.minutes_goal or 0)
    if minutes > 30:
        said.append(consensus("minutes", f"{minutes} minutes in one bout: above 30"))
    elif minutes > MOST_MINUTES_FALL_RISK and "FALL-RISK" in codes:
        sentence = f"{minutes} minutes in one bout with a risk of falls: above 10"
        said.append(consensus("minutes and falls", sentence))
    if dose.cadence and not 60 <= dose.cadence <= 150:
        said.append(consensus("cadence", f"{dose.cadence} steps a minute: below 60 or above 150"))
    return said


@dataclass(frozen=True, slots=True)
class Setting:
    """What a note sets beside the dose; outside the hard bounds it raises `Refused`."""

    step_cm: float | None = None
    knee_bend_deg: float | None = None
    pain_limit: int | None = None
    cadence: int | None = None
    own_cadence: int | None = None

    def __post_init__(self) -> None:
        bounds = {
            "step_cm": ("The step in cm", 2, 50),
            "knee_bend_deg": ("The knee bend in degrees", 0, 140),
            "pain_limit": ("The pain allowed", 0, 10),
            "cadence": ("Steps a minute", 30, 200),
            "own_cadence": ("Steps a minute", 30, 200),
        }
        problems = [
            Problem(field, f"{name}: write a number from {least} to {most}.")
            for field, (name, least, most) in bounds.items()
            if (value := getattr(self, field)) is not None and not least <= value <= most
        ]
        if problems:
            raise Refused(problems)


def setting_warnings(setting: Setting, codes: Collection[str] = ()) -> list[Advice]:
    """The warnings about step height, knee bend, pain and the beat. All are consensus but where said."""
    said = []
    if setting.step_cm is not None and setting.step_cm > (most := 15 if LOW_STEP.intersection(codes) else 20):
        said.append(consensus("step height", f"A step of {setting.step_cm:g} cm: above {most}"))
    if setting.knee_bend_deg is not None:
        most = 60 if LITTLE_BEND.intersection(codes) else 90
        if setting.knee_bend_deg > most:
            said.append(consensus("knee bend", f"A loaded knee bend of {setting.knee_bend_deg:g}°: above {most}"))
    if setting.pain_limit is not None and setting.pain_limit > (most := pain_cap(codes)):
        said.append(consensus("pain", f"Pain up to {setting.pain_limit} of 10: above {most}"))
    if setting.cadence and setting.own_cadence and setting.cadence > setting.own_cadence * 1.1:
        sentence = f"{setting.cadence} steps a minute: more than 10 % above {setting.own_cadence}; studied in running"
        said.append(Advice("cadence", sentence, "Heiderscheit2011", "verified"))
    return said


def pain_cap(codes: Collection[str]) -> int:
    """How much pain of 10 is allowed during exercise: 5, or 3 with a code that asks for less (consensus)."""
    return 3 if LOW_PAIN.intersection(codes) else 5
