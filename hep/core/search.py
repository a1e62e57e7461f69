"""Finding exercises: a ranked match of words that forgives mistakes, filters that combine, what each would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hep.core.library import CATEGORIES, MECHANISMS, Exercise, Library
from hep.core.search_index import Index, bits, index_of

LEVELS = (1, 2, 3, 4, 5)
AT_HOME = "at-home"  # as equipment: nothing but what every home has
SORTS = ("level", "name")  # and "activity-" with a muscle; not sorted, the best match comes first
ACTIVITY = "activity-"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; everything empty finds everything. Kept in the address of a page.

    All mechanisms are answered, one of the positions and of the levels is right, the equipment is enough (what is
    usual at home counts as there), and no precaution rules it out.
    """

    words: str = ""
    mechanisms: tuple[str, ...] = ()
    category: str = ""
    muscle: str = ""
    positions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    precautions: tuple[str, ...] = ()
    one_sided: bool = False
    sort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], library: Library) -> "Filters":
        """Filters of an address (a multi-dictionary); what is unknown is dropped."""

        def several(name: str) -> list[str]:
            return query.getlist(name) if hasattr(query, "getlist") else [query.get(name, "")]

        mechanisms, levels, positions = several("mechanism"), several("level"), several("position")
        equipment, precautions = several("equipment"), several("precaution")
        category, muscle, sort = query.get("category", ""), query.get("muscle", ""), query.get("sort", "")
        return cls(
            words="".join(sign for sign in query.get("q", "") if sign.isprintable())[:100],
            mechanisms=tuple(one for one in MECHANISMS if one in mechanisms),
            category=category if category in CATEGORIES else "",
            muscle=muscle if muscle in library.muscles else "",
            positions=tuple(one for one in library.positions if one in positions),
            equipment=tuple(one for one in equipment_choices(library) if one in equipment),
            levels=tuple(one for one in LEVELS if str(one) in levels),
            precautions=tuple(one for one in library.precautions if one in precautions),
            one_sided=query.get("one_sided", "") == "1",
            sort=sort if sort in sorts(library) else "",
        )

    def as_query(self) -> dict[str, str | list[str]]:
        """The filters as parts of an address; empty ones are left out."""
        query: dict[str, str | list[str]] = {
            "q": self.words,
            "mechanism": list(self.mechanisms),
            "category": self.category,
            "muscle": self.muscle,
            "position": list(self.positions),
            "equipment": list(self.equipment),
            "level": [str(one) for one in self.levels],
            "precaution": list(self.precautions),
            "one_sided": "1" if self.one_sided else "",
            "sort": self.sort,
        }
        return {name: value for name, value in query.items() if value}


def equipment_choices(library: Library) -> tuple[str, ...]:
    """What can be chosen as equipment: nothing special, or each thing that not every home has."""
    return (AT_HOME, *(thing.id for thing in library.equipment.values() if not thing.at_home))


def sorts(library: Library) -> tuple[str, ...]:
    """The orders: by level, by name, by the measured activity of a muscle of which any figure is known."""
    measured = {row.muscle for exercise in library.exercises.values() for row in exercise.activities}
    return (*SORTS, *(f"{ACTIVITY}{muscle}" for muscle in library.muscles if muscle in measured))


def search(library: Library, filters: Filters) -> list[Exercise]:
    """The exercises that pass every filter and hold every word, best match first, then in the order of the library."""
    index = index_of(library)
    ranked = index.ranked(filters.words, _passing(index, library, filters))
    found = [index.exercises[number] for _, mask in ranked for number in bits(mask)]
    if filters.sort == "level":
        found.sort(key=lambda one: one.level)
    elif filters.sort == "name":
        found.sort(key=lambda one: one.name.casefold())
    elif filters.sort.startswith(ACTIVITY):
        muscle = filters.sort.removeprefix(ACTIVITY)
        found.sort(key=lambda one: -(one.activity(muscle) or -1))  # what was not measured comes last
    return found


def why_found(library: Library, words: str, exercise: Exercise) -> list[str]:
    """Where each word was found in an exercise that a search gave."""
    index = index_of(library)
    return index.why(words, index.exercises.index(exercise))


def counts(library: Library, filters: Filters) -> dict[str, dict[str, int]]:
    """By filter (as it is called in the address) and value: how many would remain if it was chosen, too.

    Where one of several is enough (position, level), and where one replaces another: how many it alone would leave.
    """
    index = index_of(library)
    matching = sum(mask for _, mask in index.ranked(filters.words, index.everything))

    def left(**chosen: object) -> int:
        return (_passing(index, library, replace(filters, **chosen)) & matching).bit_count()  # type: ignore[arg-type]

    return {
        "mechanism": {one: left(mechanisms=(*filters.mechanisms, one)) for one in MECHANISMS},
        "category": {one: left(category=one) for one in CATEGORIES},
        "muscle": {one: left(muscle=one) for one in library.muscles},
        "position": {one: left(positions=(one,)) for one in library.positions},
        "equipment": {one: left(equipment=(*filters.equipment, one)) for one in equipment_choices(library)},
        "level": {str(one): left(levels=(one,)) for one in LEVELS},
        "precaution": {one: left(precautions=(*filters.precautions, one)) for one in library.precautions},
        "one_sided": {"1": left(one_sided=True)},
    }


def _passing(index: Index, library: Library, filters: Filters) -> int:
    """Who passes every filter but the words."""

    mask = index.everything
    for mechanism in filters.mechanisms:
        mask &= index.any_of("mechanism", [mechanism])
    if filters.category:
        mask &= index.any_of("category", [filters.category])
    if filters.muscle:
        mask &= index.any_of("muscle", [filters.muscle])
    if filters.positions:
        mask &= index.any_of("position", filters.positions)
    if filters.levels:
        mask &= index.any_of("level", map(str, filters.levels))
    if filters.one_sided:
        mask &= index.any_of("one-sided", ["1"])
    for code in filters.precautions:
        mask &= ~index.ruled_out.get(code, 0)
    if filters.equipment:
        for choice, needing in index.choices.items():
            if not any(one in filters.equipment or _at_home(library, one) for one in choice):
                mask &= ~needing
    return mask


def _at_home(library: Library, thing: str) -> bool:
    return thing in library.equipment and library.equipment[thing].at_home
