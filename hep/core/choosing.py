"""The best set of exercises for what has to be answered: exact, by branch and bound over bit masks.

In this order: what is answered weighs most, fewest exercises, fewest cautions, most evidence, fewest positions, least
time; what is still equal is decided by the ids. Two calls with the same input give the same set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise as the choice sees it; `answers` and `group` are bit masks of needs and of its position."""

    id: str
    answers: int
    group: int
    cautions: int
    evidence: int
    seconds: int


Key = tuple[int, int, int, int, int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set and the sums that it is judged by."""

    ids: tuple[str, ...] = ()
    answers: int = 0
    groups: int = 0
    cautions: int = 0
    evidence: int = 0
    seconds: int = 0

    def __add__(self, one: Candidate) -> "Chosen":
        return Chosen(
            (*self.ids, one.id),
            self.answers | one.answers,
            self.groups | one.group,
            self.cautions + one.cautions,
            self.evidence + one.evidence,
            self.seconds + one.seconds,
        )


def choose(candidates: Iterable[Candidate], values: Sequence[int], most: int, keep: Sequence[str] = ()) -> Chosen:
    """The best set of at most `most` candidates that holds all of `keep` (which may be more).

    `values[n]` is what bit n of `answers` is worth. Nothing is taken that answers nothing, but what is kept.
    """
    known = {one.id: one for one in candidates}
    start = Chosen()
    for id in dict.fromkeys(keep):
        start += known[id]
    free = [one for one in known.values() if one.id not in start.ids]
    search = _Search(_undominated(free, start.answers), values, start)
    room = max(0, most - len(start.ids))
    return search.cover(room) or search.most(room)


def key(chosen: Chosen, values: Sequence[int]) -> Key:
    """What a set is judged by; the smallest is the best."""
    return (
        -sum(value for bit, value in enumerate(values) if chosen.answers >> bit & 1),
        len(chosen.ids),
        chosen.cautions,
        -chosen.evidence,
        chosen.groups.bit_count(),
        chosen.seconds,
        tuple(sorted(chosen.ids)),
    )


def _undominated(free: Iterable[Candidate], answered: int) -> list[Candidate]:
    """The candidates for which no other one does at least as much and is better in every tie.

    Whoever answers as much, in the same position, and comes first in the order of ties can stand in any set for the
    other and make it better; with fewer cautions or, at the same, more evidence even in another position.
    """
    best: dict[tuple[int, int], Candidate] = {}
    for one in free:
        place = (one.answers & ~answered, one.group)
        if place[0] and (place not in best or _ties(one) < _ties(best[place])):
            best[place] = one
    ranked = sorted(best.items(), key=lambda item: _ties(item[1]))
    kept: list[tuple[int, Candidate]] = []
    for (answers, group), one in ranked:
        if not any(
            answers & ~other == 0 and (before.group == group or _first(before) < _first(one)) for other, before in kept
        ):
            kept.append((answers, one))
    return [one for _, one in kept]


def _ties(one: Candidate) -> tuple[int, int, int, str]:
    return (one.cautions, -one.evidence, one.seconds, one.id)


def _first(one: Candidate) -> tuple[int, int]:
    return (one.cautions, -one.evidence)


class _Search:
    """One search over candidates of which none stands in for another."""

    def __init__(self, candidates: Sequence[Candidate], values: Sequence[int], start: Chosen):
        self.candidates, self.values, self.start = candidates, values, start
        self.worth: dict[int, int] = {}
        self.best, self.best_key = start, key(start, values)

    @cached_property
    def holders(self) -> Mapping[int, int]:
        """For each need (a single bit) the candidates that answer it, as a mask of their places."""
        found: dict[int, int] = {}
        for place, one in enumerate(self.candidates):
            for bit in _bits(one.answers):
                found[bit] = found.get(bit, 0) | 1 << place
        return found

    def cover(self, room: int) -> Chosen | None:
        """The best of the smallest sets that answer all that any candidate answers; None if there is no room for it."""
        missing = 0
        for one in self.candidates:
            missing |= one.answers
        missing &= ~self.start.answers
        for size in range(room + 1):
            self.best_key = (1, 0, 0, 0, 0, 0, ())
            self._cover(self.start, missing, (1 << len(self.candidates)) - 1, size)
            if self.best_key[0] <= 0:
                return self.best
        self.best, self.best_key = self.start, key(self.start, self.values)
        return None

    def _cover(self, chosen: Chosen, missing: int, allowed: int, left: int) -> None:
        if not missing:
            self._offer(chosen)
            return
        if not left or self._cannot_win(chosen, left):
            return
        places, fewest = 0, len(self.candidates) + 1
        for bit in _bits(missing):  # the need that the fewest can answer
            holders = self.holders[bit] & allowed
            if holders.bit_count() < fewest:
                places, fewest = holders, holders.bit_count()
        for place in _places(places):
            one = self.candidates[place]
            still = missing & ~one.answers
            if left > 1 or not still:
                self._cover(chosen + one, still, allowed, left - 1)
            allowed &= ~(1 << place)  # every set with it was looked at

    def _cannot_win(self, chosen: Chosen, left: int) -> bool:
        """Whether a set of the same size as the best, grown from this one, loses by its cautions or evidence."""
        if self.best_key[0] > 0 or chosen.cautions < self.best_key[2]:
            return False
        top = max((one.evidence for one in self.candidates), default=0)
        return chosen.cautions > self.best_key[2] or -chosen.evidence - left * top > self.best_key[3]

    def most(self, room: int) -> Chosen:
        """The best set where not everything can be answered: each branch takes or leaves the one that adds most."""
        self._offer(self.start)
        self._most(self.start, list(self.candidates), room)
        return self.best

    def _most(self, chosen: Chosen, left: list[Candidate], room: int) -> None:
        gains = sorted(
            ((gain, place) for place, one in enumerate(left) if (gain := self._value(one.answers & ~chosen.answers))),
            key=lambda one: (-one[0], one[1]),
        )
        have = self._value(chosen.answers)
        for number, (_, place) in enumerate(gains):
            reach = have + sum(gain for gain, _ in gains[number : number + room])
            if not self._promises(reach, chosen):
                return
            with_it = chosen + left[place]
            self._offer(with_it)
            if room > 1:
                self._most(with_it, [left[later] for _, later in gains[number + 1 :]], room - 1)

    def _promises(self, reach: int, chosen: Chosen) -> bool:
        """Whether one more exercise, or some, can still lead to something better than the best so far."""
        best, size = -self.best_key[0], len(chosen.ids) + 1
        if reach != best:
            return reach > best
        return (size, chosen.cautions) <= self.best_key[1:3]

    def _offer(self, chosen: Chosen) -> None:
        offered = key(chosen, self.values)
        if self.best_key[0] > 0 or offered < self.best_key:
            self.best, self.best_key = chosen, offered

    def _value(self, answers: int) -> int:
        if answers not in self.worth:
            self.worth[answers] = sum(self.values[bit.bit_length() - 1] for bit in _bits(answers))
        return self.worth[answers]


def _bits(mask: int) -> Iterable[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _places(mask: int) -> Iterable[int]:
    return (bit.bit_length() - 1 for bit in _bits(mask))
