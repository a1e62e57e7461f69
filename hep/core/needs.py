"""What a plan has to answer: mechanisms, findings and weak muscles, each with the exercises that may answer it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from hep.core.case import Case, Fitting
from hep.core.coverage import answers_mechanism, trains
from hep.core.findings import indications, weak_muscles
from hep.core.home import neighbours_of
from hep.core.library import Exercise, Library

Kind = Literal["mechanism", "finding", "muscle"]
# What an answer is worth: no number of findings outweighs a mechanism, no number of muscles a finding.
MECHANISM, FINDING, MUSCLE = 1_000_000, 100, 1
HEAVIEST = 20
STAND_IN_STEPS = 3
NO_STAND_IN = frozenset({"aid-wrong-side"})  # its answer is the cane itself


@dataclass(frozen=True, slots=True)
class Need:
    """`options` are the exercises that may be chosen for it; `stand_ins` says that none of them is a usual answer."""

    kind: Kind
    id: str
    value: int
    options: tuple[str, ...] = ()
    stand_ins: bool = False

    def answered_by(self, exercise: Exercise, library: Library) -> bool:
        """Whether an exercise answers it; one that stands in counts, too."""
        if self.stand_ins:
            return exercise.id in self.options
        if self.kind == "mechanism":
            return answers_mechanism(exercise, self.id, library)
        if self.kind == "finding":
            return exercise.id in library.findings[self.id].answers
        return trains(exercise, self.id)


class Answers:
    """What each exercise answers, as a bit mask over the needs; worked out once for each."""

    def __init__(self, needs: Sequence[Need], library: Library):
        self.needs, self.library = needs, library
        self._known: dict[str, int] = {}
        self._listed: dict[str, int] = {}
        for bit, need in enumerate(needs):
            if need.stand_ins or need.kind == "finding":
                for one in need.options if need.stand_ins else library.findings[need.id].answers:
                    self._listed[one] = self._listed.get(one, 0) | 1 << bit
        self._others = [
            (1 << bit, need) for bit, need in enumerate(needs) if not need.stand_ins and need.kind != "finding"
        ]

    def mask(self, exercise: Exercise) -> int:
        if exercise.id not in self._known:
            mask = self._listed.get(exercise.id, 0)
            for bit, need in self._others:
                if need.answered_by(exercise, self.library):
                    mask |= bit
            self._known[exercise.id] = mask
        return self._known[exercise.id]

    def of(self, exercise: Exercise) -> list[Need]:
        """The needs that an exercise answers."""
        mask = self.mask(exercise)
        return [need for bit, need in enumerate(self.needs) if mask >> bit & 1]


def needs_of(case: Case, fitting: Fitting, window: tuple[int, int]) -> list[Need]:
    """Everything that is asked for, the mechanisms first; `window` is the range of levels to choose from."""
    library = fitting.library
    scores = {one.mechanism: one.score for one in indications(case.findings, library, case.weights)}
    found = [
        Need("mechanism", one, MECHANISM + FINDING * min(case.weights.get(one, scores.get(one, 0)), HEAVIEST))
        for one in case.wanted(library)
    ]
    found += [
        Need("finding", one, FINDING * min(case.weights.get(one, 1), HEAVIEST))
        for one in dict.fromkeys(case.findings)
        if library.findings[one].answers
    ]
    found += [Need("muscle", one, MUSCLE) for one in weak_muscles(case.findings)]
    fitting_ones = [one for one in library.exercises.values() if fitting.fits(one)]
    return [_with_options(need, fitting_ones, fitting, window) for need in found]


def potential(need: Need, library: Library) -> list[Exercise]:
    """Every exercise of the library that would answer a need, fit or not."""
    if need.kind == "finding":
        return [library.exercises[one] for one in library.findings[need.id].answers]
    return [one for one in library.exercises.values() if need.answered_by(one, library)]


def stand_ins_for(finding: str, exercises: Iterable[str], library: Library) -> tuple[str, ...]:
    """Those of the exercises that stand in for a usual answer: near it on the ladder, for the same main muscles."""
    if finding in NO_STAND_IN:
        return ()
    near = {
        one.id
        for answer in (library.exercises[id] for id in library.findings[finding].answers)
        for _, one in neighbours_of(answer, library, STAND_IN_STEPS)
        if set(one.muscles.primary) & set(answer.muscles.primary)
    }
    return tuple(one for one in dict.fromkeys(exercises) if one in near)


def _with_options(need: Need, fit: Sequence[Exercise], fitting: Fitting, window: tuple[int, int]) -> Need:
    """Answers within the levels; else easier ones; else harder ones; for a finding else what stands in for them."""
    least, most = window
    direct = [one for one in fit if need.answered_by(one, fitting.library)]
    for tier in (
        [one for one in direct if least <= one.level <= most],
        [one for one in direct if one.level < least],
        [one for one in direct if one.level > most],
    ):
        if tier:
            return Need(need.kind, need.id, need.value, _ids(tier))
    if need.kind == "finding" and need.id not in NO_STAND_IN:
        return Need(need.kind, need.id, need.value, _ids(_stand_ins(need, fitting, most)), stand_ins=True)
    return need


def _stand_ins(need: Need, fitting: Fitting, top_level: int) -> list[Exercise]:
    """The nearest on the ladder to an answer that does not fit, working one of the same main muscles."""
    library = fitting.library
    for steps in range(1, STAND_IN_STEPS + 1):
        found = [
            near
            for answer in potential(need, library)
            for distance, near in neighbours_of(answer, library, steps)
            if distance == steps
            and set(near.muscles.primary) & set(answer.muscles.primary)
            and fitting.fits(near, top_level)
        ]
        if found:
            return found
    return []


def _ids(exercises: Iterable[Exercise]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in exercises))
