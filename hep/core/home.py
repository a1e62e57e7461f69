"""What the patient has and can do at home, and what an exercise asks for that is not there."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hep.core.library import Exercise, Library

# A walk needs room, other than on a treadmill; a step on the spot does not.
WALKS = frozenset({"walking-unsupported", "walking-with-aid"})


@dataclass(frozen=True, slots=True)
class Home:
    """`equipment` is what is there beside what every home has; `without` takes that away again."""

    equipment: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    floor_transfer: bool = True
    kneel: bool = True
    stairs: bool = False
    helper: bool = False
    space_to_walk: bool = True

    def things(self, library: Library) -> frozenset[str]:
        """All that is there: what counts as there in every home, and what was named, without what was taken away."""
        usual = {thing.id for thing in library.equipment.values() if thing.at_home}
        return frozenset((usual | set(self.equipment)) - set(self.without))

    @property
    def codes(self) -> tuple[str, ...]:
        """The precautions that follow from what the patient cannot do."""
        return (*(() if self.floor_transfer else ("NO-FLOOR",)), *(() if self.kneel else ("NO-KNEEL",)))


def missing(exercise: Exercise, home: Home, library: Library, there: frozenset[str] | None = None) -> list[str]:
    """What an exercise needs and the home has not, as parts of a sentence: "a strap or a belt", "a helper".

    `there` are the things of the home, where they are known already.
    """
    there = home.things(library) if there is None else there
    if "stairs" in exercise.features:
        there |= {"step", "stairs"}  # whether there are any is a question of its own, below
    found = [
        " or ".join(library.equipment[one].plain for one in choice)
        for choice in exercise.equipment_choices
        if not there.intersection(choice)
    ]
    if exercise.assistance == "helper" and not home.helper:
        found.append("a helper")
    if "stairs" in exercise.features and not home.stairs:
        found.append("stairs")
    if not home.space_to_walk and "treadmill" not in exercise.features and WALKS.intersection(exercise.features):
        found.append("space to walk")
    if not home.floor_transfer:
        if "floor-transfer" in exercise.features:
            found.append("getting down to the floor and up")
        elif ("table" not in there) and {"supine", "prone", "side-lying"}.intersection(exercise.features):
            found.append("a firm bed")
    if "kneeling" in exercise.features and not home.kneel:
        found.append("kneeling")
    return found


def nearest(exercise: Exercise, suits: Callable[[Exercise], bool], library: Library) -> Exercise | None:
    """The nearest suitable neighbour on the ladder: the fewest steps away, easier before harder."""
    seen, todo = {exercise.id}, deque([exercise])
    while todo:
        one = todo.popleft()
        for neighbour in _neighbours(one, library):
            if neighbour.id not in seen:
                if suits(neighbour):
                    return neighbour
                seen.add(neighbour.id)
                todo.append(neighbour)
    return None


def neighbours_of(exercise: Exercise, library: Library, most_steps: int) -> Iterable[tuple[int, Exercise]]:
    """All that can be reached on the ladder, the nearest first, each with its number of steps."""
    seen, todo = {exercise.id}, deque([(0, exercise)])
    while todo:
        steps, one = todo.popleft()
        if steps:
            yield steps, one
        if steps < most_steps:
            for neighbour in _neighbours(one, library):
                if neighbour.id not in seen:
                    seen.add(neighbour.id)
                    todo.append((steps + 1, neighbour))


def _neighbours(exercise: Exercise, library: Library) -> list[Exercise]:
    ids = (*exercise.ladder.easier, *exercise.ladder.harder)
    return [library.exercises[one] for one in ids if one in library.exercises]
