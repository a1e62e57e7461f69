"""Doses by goal: the rows of `dosage.md`, "By goal", and a dose brought into one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hep.core.dose import Dose
from hep.core.dose_advice import usual_dose
from hep.core.library import Exercise, Status
from hep.core.plan import Irritability

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """Ranges from least to most."""

    name: str
    sets: Range
    reps: Range
    hold_s: Range
    rest_s: Range
    days_per_week: Range
    per_day: Range
    effort: str
    basis: str
    status: Status


Goal = Literal[
    "activation", "sore-tendon", "strength", "novice-strength", "starter-strength", "home-strength", "endurance",
    "hypertension", "bone", "flexibility", "hold-relax", "hamstrings", "balance", "gait-drill",
]  # fmt: skip
GOALS: Mapping[Goal, GoalRow] = {
    "activation": GoalRow("Activation", (2, 3), (10, 15), (3, 10), (30, 30), (5, 7), (1, 3), "under 40 % effort",
                          "consensus", "consensus"),
    "sore-tendon": GoalRow("Isometric for a sore tendon", (1, 5), (4, 6), (5, 45), (60, 60), (7, 7), (1, 3),
                           "25–50 % effort", "low load as in Mellor2016", "consensus"),
    "strength": GoalRow("Strength, adult", (2, 4), (8, 12), (0, 3), (120, 180), (2, 3), (1, 1),
                        "60–80 % of the most (recalled), 2–3 repetitions in reserve", "Garber2011", "verified"),
    "novice-strength": GoalRow("Strength, novice load", (1, 3), (8, 12), (0, 2), (120, 120), (2, 3), (1, 1),
                               "the last repetition just possible", "ACSM2009", "verified"),
    "starter-strength": GoalRow("Strength, older or deconditioned starter", (1, 3), (10, 15), (0, 3), (90, 120),
                                (2, 3), (1, 1), "40–60 % of the most (recalled)", "Garber2011", "verified"),
    "home-strength": GoalRow("Strength with body weight at home", (2, 3), (6, 12), (0, 3), (60, 90), (2, 3), (1, 1),
                             "last 2 repetitions hard, form clean", "consensus", "consensus"),
    "endurance": GoalRow("Endurance", (1, 2), (15, 20), (0, 0), (0, 59), (2, 3), (1, 1), "under 50 % of the most",
                         "Garber2011", "verified"),
    "hypertension": GoalRow("High blood pressure, controlled", (1, 3), (12, 15), (0, 0), (60, 90), (2, 3), (1, 1),
                            "40–60 % of the most, no breath-holding",
                            "NSCA note by Sorace, Mahady and Brignola", "verified"),
    "bone": GoalRow("Bone health", (1, 3), (8, 12), (0, 0), (120, 120), (2, 7), (1, 1), "5–8 of 10", "bonefit.ca",
                    "verified"),
    "flexibility": GoalRow("Flexibility, static", (1, 1), (2, 4), (10, 30), (10, 15), (2, 7), (1, 1),
                           "tightness or slight discomfort", "Garber2011", "verified"),
    "hold-relax": GoalRow("Flexibility, hold-relax", (1, 1), (2, 4), (10, 30), (10, 10), (2, 3), (1, 1),
                          "press 3–6 s at 20–75 %, then hold", "Garber2011", "recalled"),
    "hamstrings": GoalRow("Hamstrings", (1, 1), (1, 3), (30, 30), (10, 10), (5, 5), (1, 1), "mild stretch",
                          "Bandy1997", "recalled"),
    "balance": GoalRow("Balance", (2, 3), (1, 100), (10, 45), (30, 30), (2, 7), (1, 1),
                       "must challenge balance, support near", "Garber2011", "verified"),
    "gait-drill": GoalRow("Gait drill", (1, 4), (10, 20), (0, 0), (30, 60), (5, 7), (1, 2), "quality ends the set",
                          "consensus", "consensus"),
}  # fmt: skip
FOR_STRENGTH: tuple[Goal, ...] = (
    "activation", "home-strength", "starter-strength", "novice-strength", "strength", "endurance", "hypertension",
    "bone", "sore-tendon",
)  # fmt: skip
PARTS = ("sets", "reps", "hold_s", "rest_s", "days_per_week", "per_day")


def goal_of(exercise: Exercise) -> Goal:
    """What an exercise is usually dosed for."""
    match exercise.category:
        case "stretching":
            return "flexibility"
        case "balance":
            return "balance"
        case "gait-training" | "movement-training":
            return "gait-drill"
    if exercise.level <= 2:
        return "activation"
    return "strength" if "external-load" in exercise.features else "home-strength"


def goals_for(exercise: Exercise) -> tuple[Goal, ...]:
    """What an exercise may be dosed for; nothing where a goal would not change its dose (walks, distances)."""
    if not exercise.dose.reps or exercise.counts not in ("reps", "holds"):
        return ()
    match exercise.category:
        case "stretching":
            hamstrings: tuple[Goal, ...] = ("hamstrings",) if "hamstrings" in exercise.muscles.primary else ()
            return ("flexibility", "hold-relax", *hamstrings)
        case "balance":
            return ("balance",)
        case "gait-training" | "movement-training":
            return ("gait-drill",)
    return FOR_STRENGTH


def dose_for(exercise: Exercise, goal: Goal, irritability: Irritability = "low") -> Dose:
    """The usual dose of an exercise brought into the ranges of a goal; what flares easily stays below them.

    Walks and distances have no row: they keep their own dose. A hold belongs to a goal only where the exercise has one.
    """
    dose = usual_dose(exercise, irritability)
    if not dose.reps or exercise.counts not in ("reps", "holds"):
        return dose
    values = {part: _into(getattr(dose, part), getattr(GOALS[goal], part)) for part in PARTS}
    if not dose.hold_s:
        del values["hold_s"]
    if irritability == "high":
        values |= {"sets": min(values["sets"], dose.sets), "reps": min(values["reps"], dose.reps)}
    return dose.changed(**values, reps_goal=None, hold_goal_s=None)


def _into(value: int, least_and_most: Range) -> int:
    least, most = least_and_most
    return min(max(value, least), most)
