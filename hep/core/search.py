"""Finding exercises: a ranked match of words, and filters that combine."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from hep.core.library import CATEGORIES, MECHANISMS, Exercise, Library

WHOLE_NAME = 8  # "squat" finds the squat before all that have it in their name


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; everything empty finds everything. Kept in the address of a page."""

    words: str = ""
    mechanisms: tuple[str, ...] = ()
    category: str = ""
    muscle: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """Filters of an address (a multi-dictionary); what is unknown is dropped."""
        chosen = query.getlist("mechanism") if hasattr(query, "getlist") else [query.get("mechanism", "")]
        category = query.get("category", "")
        return cls(
            words="".join(sign for sign in query.get("q", "") if sign.isprintable())[:100],
            mechanisms=tuple(one for one in MECHANISMS if one in chosen),
            category=category if category in CATEGORIES else "",
            muscle=query.get("muscle", "")[:40],
        )

    def as_query(self) -> dict[str, str | list[str]]:
        """The filters as parts of an address; empty ones are left out."""
        query: dict[str, str | list[str]] = {
            "q": self.words,
            "mechanism": list(self.mechanisms),
            "category": self.category,
            "muscle": self.muscle,
        }
        return {name: value for name, value in query.items() if value}


def search(library: Library, filters: Filters) -> list[Exercise]:
    """The exercises that pass every filter and hold every word, best match first, then in the order of the library."""
    words = _folded(filters.words).split()
    ranked = []
    for place, exercise in enumerate(library.exercises.values()):
        if _passes(exercise, filters) and (rank := _rank(exercise, words, library)) is not None:
            ranked.append((-rank, place, exercise))
    return [exercise for _, _, exercise in sorted(ranked, key=lambda one: one[:2])]


def _passes(exercise: Exercise, filters: Filters) -> bool:
    return (
        (not filters.mechanisms or all(one in exercise.mechanisms for one in filters.mechanisms))
        and (not filters.category or exercise.category == filters.category)
        and (not filters.muscle or filters.muscle in exercise.muscles.primary + exercise.muscles.secondary)
    )


def _rank(exercise: Exercise, words: list[str], library: Library) -> int | None:
    """The sum over the words of where each is found; None if one is not found at all."""
    total, texts = 0, _texts(exercise, library) if words else []
    for word in words:
        found = max((weight for weight, text in texts if re.search(rf"\b{re.escape(word)}", text)), default=0)
        if not found:
            return None
        total += found
    names = (_folded(name).split() for name in (exercise.name, exercise.known_as, exercise.id))
    return total + WHOLE_NAME if words and words in names else total


def _texts(exercise: Exercise, library: Library) -> list[tuple[int, str]]:
    muscles = exercise.muscles
    things = [
        library.equipment[one] for choice in exercise.equipment_choices for one in choice if one in library.equipment
    ]
    return [
        (8, _folded(f"{exercise.name} {exercise.known_as} {exercise.id}")),
        (4, _folded(" ".join(f"{library.muscles[m].name} {library.muscles[m].plain}" for m in muscles.primary))),
        (2, _folded(" ".join(f"{library.muscles[m].name} {library.muscles[m].plain}" for m in muscles.secondary))),
        (2, _folded(f"{exercise.category} {library.positions[exercise.position].name} {exercise.purpose}")),
        (2, _folded(" ".join(f"{one.name} {one.plain}" for one in things))),
        (1, _folded(" ".join(f.name for f in library.findings.values() if exercise.id in f.answers))),
        (1, _folded(exercise.how)),
    ]


def _folded(text: str) -> str:
    """Small letters and numbers without accents, signs as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\W+", " ", "".join(letter for letter in plain if not unicodedata.combining(letter)))
