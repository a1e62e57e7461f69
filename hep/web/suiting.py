"""Whether an exercise suits a patient: the precautions of today and the home; and what would do instead."""

from collections.abc import Collection

from hep.core.home import missing, nearest
from hep.core.library import Exercise
from hep.core.precautions import ruled_out
from hep.records import patients
from hep.records.model import PatientRow
from hep.web import database


class Suiting:
    """Asks for one patient, over and over, whether an exercise suits: the precautions of today, and the home."""

    def __init__(self, patient: PatientRow):
        self.library = database.library()
        self.codes = patients.codes_on(patient, database.now().date())
        self.home = patients.home_of(patient)
        self._there = self.home.things(self.library) if self.home else frozenset[str]()

    def missing(self, exercise: Exercise) -> tuple[str, ...]:
        """What the exercise needs and the home has not; nothing where nobody has asked yet."""
        return tuple(missing(exercise, self.home, self.library, self._there)) if self.home else ()

    def suits(self, exercise: Exercise) -> bool:
        return not ruled_out(exercise, self.codes, self.library) and not self.missing(exercise)

    def instead(self, exercise: Exercise, taken: Collection[str] = (), mechanism: str = "") -> Exercise | None:
        """The nearest neighbour on the ladder that suits, at most one level harder, and answers the same."""

        def does(one: Exercise) -> bool:
            same = not mechanism or mechanism in one.mechanisms
            return same and one.level <= exercise.level + 1 and one.id not in taken and self.suits(one)

        return nearest(exercise, does, self.library)

    def unless_suits(self, exercise: Exercise) -> Exercise | None:
        """What would do instead of an exercise that does not suit; nothing for one that does."""
        return None if self.suits(exercise) else self.instead(exercise)
