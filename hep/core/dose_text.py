"""A dose as a person says it: "3x10 hold 5s 2/day 5d/wk", "15 min", "3 x 30 s each side"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hep.core.dose import Dose, how_much, how_often
from hep.core.problem import Problem, Refused

EXAMPLE = "Write the dose like 3x10 hold 5s 2/day 5d/wk, or 15 min 2/day."
NUMBER = r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?"  # 8, or 8-12
SECONDS = r"\s*(?:s|sec|secs|second|seconds|\")"
MINUTES = r"\s*(?:min|mins|minute|minutes|')"
TIMES = r"\s*(?:x|×|\*|times|sets?\s+of|rounds?\s+of)\s*"
WORDS = {"once": 1, "twice": 2, "thrice": 3}

Values = dict[str, Any]
MOST_LETTERS = 120  # of a text that is read as a dose
GOALS = {"reps": "reps_goal", "hold_s": "hold_goal_s", "minutes": "minutes_goal"}


@dataclass(frozen=True, slots=True)
class SaidDose:
    """What was understood; `each_side` where both legs were asked for in turn."""

    dose: Dose
    each_side: bool = False

    @property
    def normal(self) -> str:
        """The same dose in the one way in which hep writes it, which reads as the same dose again."""
        return f"{written(self.dose)}{', each side' if self.each_side else ''}"


def _span(name: str) -> Callable[[re.Match[str]], Values]:
    def read(found: re.Match[str]) -> Values:
        start, goal = found[1], found[2]
        return {name: int(start), **({GOALS[name]: int(goal)} if goal else {})}

    return read


def _sets_of(read: Callable[[re.Match[str]], Values]) -> Callable[[re.Match[str]], Values]:
    """The same after "3 x": group 1 is the sets, the rest moves up by one."""

    def with_sets(found: re.Match[str]) -> Values:
        amount = re.compile(NUMBER).match(found.string, found.start(2))
        assert amount  # the pattern that was found holds it
        return {"sets": int(found[1]), **read(amount)}

    return with_sets


def _holds(found: re.Match[str]) -> Values:
    """ "3 x 30 s": three holds of 30 seconds."""
    values = _sets_of(_span("hold_s"))(found)
    return {**values, "reps": values.pop("sets"), "sets": 1}


def _one(name: str, group: int = 1) -> Callable[[re.Match[str]], Values]:
    return lambda found: {name: WORDS.get(found[group].lower()) or int(found[group])}


def _fixed(**values: Any) -> Callable[[re.Match[str]], Values]:
    return lambda found: values


# Tried in this order at each place: what is longer comes before what is a part of it.
PHRASES: tuple[tuple[str, Callable[[re.Match[str]], Values]], ...] = (
    (rf"(\d+){TIMES}{NUMBER}{SECONDS}(?:\s*holds?)?", _holds),
    (rf"(\d+){TIMES}{NUMBER}{MINUTES}", _sets_of(_span("minutes"))),
    (rf"(\d+){TIMES}(\d+)\s*(?:m|metres?|meters?)",
     lambda found: {"sets": int(found[1]), "distance_m": int(found[2])}),
    (r"(once|twice|thrice|\d+)\s*(?:x|×|times?)?\s*(?:/|per|a|each|every)\s*d(?:ay)?", _one("per_day")),
    (r"(once|twice|thrice|\d+)\s*(?:x|×|times?|d|days?)?\s*(?:/|per|a|each)\s*(?:w|wk|week)", _one("days_per_week")),
    (r"daily|every\s*day", _fixed(days_per_week=7)),
    (r"(?:cadence|beat)\s*(\d+)|(\d+)\s*(?:steps?\s*(?:/|per|a)\s*min(?:ute)?|spm)",
     lambda found: {"cadence": int(found[1] or found[2])}),
    (rf"rest\s*(\d+){MINUTES}", lambda found: {"rest_s": int(found[1]) * 60}),
    (rf"rest\s*(\d+)(?:{SECONDS})?", _one("rest_s")),
    (rf"(?:hold|holding)\s*(?:for\s*)?{NUMBER}(?:{SECONDS})?", _span("hold_s")),
    (rf"{NUMBER}{SECONDS}(?:\s*holds?)?", _span("hold_s")),
    (r"tempo\s*(\d+-\d+-\d+)", lambda found: {"tempo": found[1]}),
    (rf"(\d+){TIMES}{NUMBER}(?:\s*(?:reps?|repetitions?|times))?", _sets_of(_span("reps"))),
    (rf"{NUMBER}{MINUTES}", _span("minutes")),
    (r"(\d+)\s*(?:m|metres?|meters?)", _one("distance_m")),
    (r"(\d+(?:\.\d)?)\s*kg", lambda found: {"load_kg": float(found[1])}),
    (r"(\d+)\s*sets?", _one("sets")),
    (rf"{NUMBER}\s*(?:reps?|repetitions?|times)", _span("reps")),
    (r"(\d+)\s*steps?", _one("steps")),
    (r"(?:on\s+)?(?:each|both|per)\s*(?:sides?|legs?)|/\s*side", _fixed(each_side=True)),
)  # fmt: skip
READERS = tuple((re.compile(rf"(?:{pattern})(?![a-z0-9])", re.IGNORECASE), read) for pattern, read in PHRASES)
BETWEEN = re.compile(r"[\s,;.·+&]+|and\b", re.IGNORECASE)


def written(dose: Dose) -> str:
    """The one way in which hep writes a dose; `read_dose` reads it as the same (the rest between sets is not said)."""
    return f"{how_much(dose)}, {how_often(dose).lower()}"


def read_dose(text: str, before: Dose | None = None) -> SaidDose:
    """The dose that a text says; what it does not say stays as in `before`. Raises `Refused` with a sentence."""
    if len(text) > MOST_LETTERS:
        raise Refused([Problem("dose", f"This is longer than any dose. {EXAMPLE}")])
    values: Values = {}
    at = 0
    while at < len(text):
        if gap := BETWEEN.match(text, at):
            at = gap.end()
            continue
        found, read = next(
            ((match, read) for reader, read in READERS if (match := reader.match(text, at))), (None, None)
        )
        if found is None or read is None:
            raise Refused([Problem("dose", f"“{_word(text, at)}” is not understood. {EXAMPLE}")])
        new = read(found)
        if twice := [name for name in new if name in values]:
            raise Refused([Problem("dose", f"“{found[0].strip()}” says {_named(twice[0])} a second time. {EXAMPLE}")])
        values |= new
        at = found.end()
    each_side = bool(values.pop("each_side", False))
    if not values:
        raise Refused([Problem("dose", EXAMPLE)])
    return SaidDose(_dose(values, before), each_side)


def _dose(values: Values, before: Dose | None) -> Dose:
    """What a text counts (repetitions, minutes, metres or steps) takes the place of what was counted before."""
    counted = {"reps", "minutes", "distance_m", "steps"} & set(values)
    if before is None or not counted:
        return (before or Dose(reps=0)).changed(**values) if before else Dose(**values)
    kept = {"rest_s": before.rest_s, "per_day": before.per_day, "days_per_week": before.days_per_week}
    return Dose(**{**kept, "load_kg": before.load_kg, "tempo": before.tempo, **values})


def _word(text: str, at: int) -> str:
    return re.split(r"[\s,;]", text[at:], maxsplit=1)[0][:30]


def _named(field: str) -> str:
    return {"per_day": "times a day", "days_per_week": "days a week", "hold_s": "the hold", "rest_s": "the rest"}.get(
        field, field.removesuffix("_m")
    )
