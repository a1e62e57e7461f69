"""Small pieces of sentences: numbers with their words, lists, dates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hep.core.plan import Phase

Words = Mapping[str, Any]


def plural(number: int, forms: Sequence[str]) -> str:
    return forms[0] if number == 1 else forms[1]


def joined(parts: Iterable[str], last: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, end = parts
    return f"{', '.join(first)} {last} {end}" if first else end


def day_in_words(day: date, words: Words) -> str:
    return str(words["day"].format(day=day.day, month=words["months"][day.month - 1], year=day.year))


def day_short(day: date, words: Words) -> str:
    return str(words["day_short"].format(day=day.day, month=words["months"][day.month - 1]))


def weeks_of(phase: Phase, words: Words) -> str:
    return f"{phase.weeks} {plural(phase.weeks, words['weeks'])}"
