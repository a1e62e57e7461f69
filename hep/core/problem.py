"""What is wrong with something that was typed: the field, and a sentence that says how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    field: str
    sentence: str


class Refused(ValueError):
    """A value that cannot be accepted, with a sentence for each field that is wrong."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))
