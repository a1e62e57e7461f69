"""The words and properties of a library as bit masks, made once: bit n of a mask stands for the nth exercise."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import pairwise
from operator import or_

from hep.core.library import Exercise, Library

# Where a word can stand, what it is worth there, and how that is called. Found in several, it counts where it is worth
# most.
PLACES = (
    (8, "name"),
    (5, "main muscle"),
    (4, "primary muscle"),
    (3, "sign it usually answers"),
    (2, "sign"),
    (2, "secondary muscle"),
    (2, "equipment"),
    (2, "position"),
    (2, "kind"),
    (2, "purpose"),
    (1, "mechanism"),
    (1, "description"),
)
PLACE = {name: number for number, (_, name) in enumerate(PLACES)}
MOST_REMEMBERED = 500  # words that were looked up
MOST_JOINED = 8  # words of which two may be one
WHOLE_NAME = 8  # "squat" finds the squat before all that have it in their name
SMALL_WORDS = frozenset(re.findall(r"\w+", "a an and at by for from in into my of on or the their to with you your"))


def folded(text: str) -> str:
    """Small letters and numbers without accents, signs as spaces."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", " ", plain).strip()


def words_of(text: str) -> list[str]:
    """The words to look for: small ones only where there are no others."""
    words = folded(text).split()
    return [word for word in words if word not in SMALL_WORDS] or words


def singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    text = f"{mask:b}"[::-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the library: its letters as a mask, and the exercises at each place where it stands."""

    word: str
    letters: int
    at: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Index:
    """What is asked of a library, ready to be looked up."""

    exercises: tuple[Exercise, ...]
    everything: int
    words: list[str] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    by_length: dict[int, list[Known]] = field(default_factory=lambda: defaultdict(list))
    phrases: list[tuple[int, str, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    whole_names: dict[str, int] = field(default_factory=dict)
    having: dict[tuple[str, str], int] = field(default_factory=dict)
    choices: dict[tuple[str, ...], int] = field(default_factory=dict)
    ruled_out: dict[str, int] = field(default_factory=dict)
    memory: dict[str, list[Known]] = field(default_factory=dict)

    def any_of(self, facet: str, values: Iterable[str]) -> int:
        """The exercises that have one of the values."""
        return union(self.having.get((facet, value), 0) for value in values)

    # -- words

    def meant(self, word: str) -> list[Known]:
        """The words of the library that begin with a word; if there are none, those that it may be misspelt from."""
        found = self.memory.get(word)
        if found is None:
            if len(self.memory) > MOST_REMEMBERED:
                self.memory.clear()  # another thread may be looking: nothing relies on what is here
            found = self.memory[word] = self._beginning(word) or self._near(word)
        return found

    def _beginning(self, word: str) -> list[Known]:
        begins = singular(word)
        found = []
        for number in range(bisect_left(self.words, begins), len(self.words)):
            if not self.words[number].startswith(begins):
                break
            found.append(self.known[self.words[number]])
        return found

    def _near(self, word: str) -> list[Known]:
        """The nearest words: one mistake in a word of 4 to 7 letters, two in a longer one.

        The first letter is seldom wrong: such words come second, and not at all for the shortest.
        """
        most = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        letters, nearest, found = letters_of(word), (most, True), list[Known]()
        for length in range(len(word) - most, len(word) + most + 1) if most else ():
            near = [one for one in self.by_length.get(length, ()) if (one.letters ^ letters).bit_count() <= 2 * most]
            for one in near:
                if (other_start := one.word[0] != word[0]) and len(word) == 4:
                    continue
                distance = (mistakes_between(word, one.word, most), other_start)
                if distance < nearest:
                    nearest, found = distance, []
                if distance == nearest:
                    found.append(one)
        return found

    def spelt(self, word: str) -> str:
        """The word as the library has it: singular, or without the mistake."""
        if singular(word) in self.known:
            return singular(word)
        meant = self.meant(word)
        return word if not meant or meant[0].word.startswith(singular(word)) else meant[0].word

    def at_places(self, word: str) -> list[tuple[int, int]]:
        """(worth, exercises) of a word, the highest worth first; an exercise stands once, at its best place."""
        masks = [0] * len(PLACES)
        for one in self.meant(word):
            for place, mask in one.at.items():
                masks[place] |= mask
        rest, found = self.everything, []
        for (worth, _), mask in zip(PLACES, masks, strict=True):
            if here := mask & rest:
                found.append((worth, here))
                rest &= ~here
        return found

    def ranked(self, text: str, among: int) -> list[tuple[int, int]]:
        """(rank, exercises) of those that hold every word, best first."""
        words = words_of(text)
        ranks = self._holding_all(words, among)
        for number in range(1, min(len(words), MOST_JOINED)) if not ranks else ():  # "dead lift", "clam shells"
            together = [*words[: number - 1], words[number - 1] + words[number], *words[number + 1 :]]
            if ranks := self._holding_all(together, among):
                break
        return sorted(ranks.items(), reverse=True)

    def _holding_all(self, words: list[str], among: int) -> dict[int, int]:
        ranks = {0: among} if among else {}
        for word in words:
            if not ranks:
                return {}
            ranks = _added(ranks, self.at_places(word))
        if words and ranks:
            phrase = " ".join(singular(self.spelt(word)) for word in words)
            ranks = _raised(ranks, WHOLE_NAME, self.whole_names.get(phrase, 0))
            ranks = _raised(ranks, 1, self.whole_names.get(" ".join(words), 0))  # to the letter
            for worth, mask in self._holding(phrase, ranks).items() if len(words) > 1 else ():
                ranks = _raised(ranks, worth, mask)
        return ranks

    def _holding(self, phrase: str, ranks: dict[int, int]) -> dict[int, int]:
        """By what it is worth: the exercises that hold the words side by side, as "front of the thigh"."""
        masks: dict[int, int] = defaultdict(int)
        phrase = f" {phrase}"
        for worth, text, mask in self.phrases:
            if phrase in text:
                masks[worth] |= mask
        for mask in ranks.values():
            for number in bits(mask):
                if phrase in self.names[number]:
                    masks[PLACES[0][0]] |= 1 << number
        best = 0
        for worth in sorted(masks, reverse=True):
            masks[worth] &= ~best
            best |= masks[worth]
        return masks

    def why(self, text: str, number: int) -> list[str]:
        """Where each word of a text was found in an exercise."""
        reasons = []
        for word in words_of(text):
            places = [
                (place, one.word) for one in self.meant(word) for place, mask in one.at.items() if mask >> number & 1
            ]
            for place, known in sorted(places)[:1]:
                read_as = "" if known.startswith(singular(word)) else f", read as “{known}”"
                reasons.append(f"“{word}”{read_as}: {PLACES[place][1]}")
        return reasons

    # -- making it

    def _learn(self, place: int, text: str, mask: int) -> None:
        for word in set(text.split()):
            if word not in self.known:
                self.known[word] = Known(word, letters_of(word))
            at = self.known[word].at
            at[place] = at.get(place, 0) | mask

    def concept(self, place: str, texts: Iterable[str], mask: int) -> None:
        """Words that many exercises share: a muscle, a thing, a sign."""
        if not mask:
            return
        for text in texts:
            phrase = " ".join(words_of(text))
            self._learn(PLACE[place], folded(text), mask)
            self.phrases.append((PLACES[PLACE[place]][0], f" {phrase}", mask))

    def exercise(self, number: int, exercise: Exercise) -> None:
        mask, names = 1 << number, []
        for name in (exercise.name, exercise.known_as, exercise.id):
            words = folded(name).split()
            self._learn(PLACE["name"], " ".join([*words, *_joined(words)]), mask)
            names.append(" ".join(words_of(name)))
            for whole in {names[-1], " ".join(map(singular, words_of(name)))}:
                self.whole_names[whole] = self.whole_names.get(whole, 0) | mask
        self.names.append(" " + " ; ".join(names))
        self._learn(PLACE["purpose"], folded(re.sub(r"\{(?:other )?|\}", "", exercise.purpose)), mask)
        self._learn(PLACE["description"], folded(exercise.how), mask)

    def finish(self) -> "Index":
        self.words = sorted(self.known)
        for one in self.known.values():
            self.by_length[len(one.word)].append(one)
        return self


def _joined(words: list[str]) -> list[str]:
    """Also as one: "sidelying" for "side lying"."""
    return [first + second for first, second in pairwise(words)]


def _added(ranks: dict[int, int], places: list[tuple[int, int]]) -> dict[int, int]:
    """The ranks after one more word; who does not hold it drops out."""
    new: dict[int, int] = defaultdict(int)
    for rank, mask in ranks.items():
        for worth, here in places:
            if both := mask & here:
                new[rank + worth] |= both
    return new


def _raised(ranks: dict[int, int], by: int, whom: int) -> dict[int, int]:
    new: dict[int, int] = defaultdict(int)
    for rank, mask in ranks.items():
        for number, part in ((rank + by, mask & whom), (rank, mask & ~whom)):
            if part:
                new[number] |= part
    return new


def letters_of(word: str) -> int:
    """Which letters a word has: one mistake changes two of them at most."""
    mask = 0
    for letter in word:
        mask |= 1 << ord(letter) % 64
    return mask


def mistakes_between(one: str, other: str, most: int) -> int:
    """Letters left out, added, changed or swapped with the next; `most` + 1 where it is more than that."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


@lru_cache(maxsize=4)
def index_of(library: Library) -> Index:
    """The index of a library, made when it is first asked for."""
    exercises = tuple(library.exercises.values())
    index = Index(exercises, (1 << len(exercises)) - 1)
    sets: dict[tuple[str, str], int] = defaultdict(int)
    choices: dict[tuple[str, ...], int] = defaultdict(int)
    for number, one in enumerate(exercises):
        index.exercise(number, one)
        for choice in one.equipment_choices:
            choices[choice] |= 1 << number
        for property in _properties(one):
            sets[property] |= 1 << number
    index.having, index.choices = dict(sets), dict(choices)
    _concepts(index, library)
    for code, precaution in library.precautions.items():
        features = [rule.feature for rule in precaution.rules if rule.action == "exclude"]
        index.ruled_out[code] = index.everything if "any" in features else index.any_of("feature", features)
    return index.finish()


def _properties(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "category", exercise.category
    yield "position", exercise.position
    yield "level", str(exercise.level)
    if exercise.one_sided:
        yield "one-sided", "1"
    yield from (("mechanism", one) for one in exercise.mechanisms)
    yield from (("feature", one) for one in exercise.features)
    yield from (("main", one) for one in exercise.muscles.primary[:1])
    yield from (("primary", one) for one in exercise.muscles.primary[1:])
    yield from (("secondary", one) for one in exercise.muscles.secondary)
    yield from (("muscle", one) for one in (*exercise.muscles.primary, *exercise.muscles.secondary))
    yield from (("thing", one) for choice in exercise.equipment_choices for one in choice)


def _concepts(index: Index, library: Library) -> None:
    """What the parts of the library are called, in clinical and in lay words."""
    having = index.having
    for muscle in library.muscles.values():
        texts = (muscle.id, muscle.name, muscle.plain, *muscle.also)
        index.concept("main muscle", texts, having.get(("main", muscle.id), 0))
        index.concept("primary muscle", texts, having.get(("primary", muscle.id), 0))
        index.concept("secondary muscle", texts, having.get(("secondary", muscle.id), 0))
    for thing in library.equipment.values():
        index.concept("equipment", (thing.id, thing.name, thing.plain, *thing.also), having.get(("thing", thing.id), 0))
    for position in library.positions.values():
        texts = (position.id, position.name, position.group)
        index.concept("position", texts, having.get(("position", position.id), 0))
    for mechanism in library.mechanisms.values():
        texts = (mechanism.name, mechanism.plain)
        index.concept("mechanism", texts, having.get(("mechanism", mechanism.id), 0))
    for facet, category in having:
        if facet == "category":
            index.concept("kind", (category,), having[facet, category])
    places = {one.id: 1 << number for number, one in enumerate(index.exercises)}
    for finding in library.findings.values():
        answers = [places.get(one, 0) for one in finding.answers]
        index.concept("sign it usually answers", (finding.name, *finding.also), union(answers[:1]))
        index.concept("sign", (finding.name, *finding.also), union(answers[1:]))
        index.concept("description", (finding.sees,), union(answers))
