"""What reaches paper in one layout, as far as the examiner looks at it, and what the words on it are like."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache

from hep.core.library_check import JARGON, TAUGHT
from hep.core.reading import WORD, Reading, read, sentences_of, syllables

# What therapists write in a note and patients cannot know, beside `JARGON`.
ABBREVIATIONS = {
    "adl": "daily tasks", "adls": "daily tasks", "bid": "2 times a day", "bilat": "both sides", "bw": "your weight",
    "doms": "sore muscles", "fwb": "full weight", "hep": "home exercises", "nwb": "no weight", "prn": "when needed",
    "pwb": "part of your weight", "qd": "once a day", "rom": "how far it moves", "rpe": "how hard it feels",
    "tid": "3 times a day", "tka": "new knee", "tha": "new hip", "vmo": "inner thigh", "wb": "weight",
    "wbat": "as much weight as you can bear",
}  # fmt: skip
UNKNOWN = JARGON | ABBREVIATIONS
NOT_YOU = re.compile(r"\bthe (?:patient|client)s?\b|\bpatients? (?:should|must|can|will)\b", re.IGNORECASE)
SUM = re.compile(r"\d\s*%|\bper ?cent\b|\d\s*[x×*]\s*\d|\b\d+\s*rm\b", re.IGNORECASE)
DECIMAL = re.compile(r"\d[.,]\d")
# With one of these a step says what is, not what to do.
NO_VERB = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "your", "his", "her", "their", "its", "you",
    "it", "he", "she", "they", "both", "each", "all", "there", "one", "another", "with", "while", "when",
    "if", "as", "in", "on", "at", "from", "to", "and", "or", "but", "then", "knees", "knee",
    "leg", "legs", "foot", "feet", "hips", "hip", "arms", "arm", "hands",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One prescription as it is printed; what a layout leaves out is empty. `amounts` are numbers with their units."""

    key: str
    name: str
    side: bool
    each_leg: bool
    why: str
    start: str
    steps: tuple[str, ...]
    amounts: tuple[tuple[str, str], ...]
    often: str
    more: tuple[str, ...]
    feel: str
    faults: tuple[str, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    note: str

    def texts(self) -> tuple[str, ...]:
        return (self.why, self.start, *self.steps, *self.more, self.feel, *self.faults, *self.easier, *self.harder,
                self.note)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout in one layout; what is not printed is empty.

    `urgent`, `today` and `tell` are the danger signs, `education` what is told beside the exercises, `poses` what is
    drawn of each exercise, `steps` whether the layout has room for steps at all, `tables` the headings of each table;
    `leaves_out` names the fields that the layout has no place for.
    """

    layout: str
    type_pt: float
    title: str
    purpose: str
    goal: str
    patient: str
    author: str
    credential: str
    phone: str
    emergency: str
    issued: Day
    date: str
    review: str
    cards: tuple[SheetCard, ...]
    precautions: tuple[str, ...]
    education: tuple[str, ...]
    pain: tuple[str, ...]
    urgent: tuple[str, ...]
    today: tuple[str, ...]
    tell: tuple[str, ...]
    move_up: str
    move_down: str
    need: str
    how: str
    made: str
    part: str
    changed: tuple[str, ...]
    poses: frozenset[str]
    captions: bool
    legend: bool
    headings: bool
    summary: bool
    steps: bool
    numbered: bool
    tables: tuple[tuple[str, ...], ...]
    log: bool
    log_intro: bool
    leaves_out: frozenset[str] = frozenset()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every running text with its place: the key of a prescription, or a field; names and labels are none."""
        for card in self.cards:
            yield from ((card.key, text) for text in card.texts() if text)
        for field in ("purpose", "goal", "move_up", "move_down", "need", "how", "made", "part"):
            if text := getattr(self, field):
                yield field, text
        for field in ("precautions", "education", "pain", "urgent", "today", "tell", "changed"):
            yield from ((field, text) for text in getattr(self, field) if text)

    @property
    def reading(self) -> Reading:
        return reading_of(text for _, text in self.texts())


@dataclass(frozen=True, slots=True)
class Words:
    """What the examiner notices in one text. `unknown` are words of the trade, `untaught` those left unexplained."""

    reading: Reading
    longest: int
    long_words: tuple[str, ...]
    unknown: tuple[str, ...]
    untaught: tuple[str, ...]
    sums: bool
    decimals: bool
    not_you: bool


@lru_cache(maxsize=16384)
def words_in(text: str) -> Words:
    """Looked at once for each text: the builder asks again at each act, and most texts stay as they are."""
    words = dict.fromkeys(word.lower() for word in WORD.findall(text))
    unknown = [word for word in words if word in UNKNOWN and word not in TAUGHT]
    return Words(
        reading=read([text]),
        longest=max((len(sentence.split()) for sentence in sentences_of(text)), default=0),
        long_words=tuple(word for word in words if syllables(word) >= 3),
        unknown=tuple(unknown),
        untaught=tuple(word for word in words if word in TAUGHT and TAUGHT[word] not in text),
        sums=SUM.search(text) is not None,
        decimals=DECIMAL.search(text) is not None,
        not_you=NOT_YOU.search(text) is not None,
    )


def reading_of(texts: Iterable[str]) -> Reading:
    """The same counts as `reading.read`, from texts that were counted before."""
    parts = [words_in(text).reading for text in texts]
    return Reading(
        sum(part.sentences for part in parts),
        sum(part.words for part in parts),
        sum(part.syllables for part in parts),
        sum(part.long_words for part in parts),
    )


def begins_with_verb(step: str) -> bool:
    """Whether a step tells what to do; all that is sure is which words are no verb."""
    first = re.match(r"[^\w]*([\w'’-]+)", step)
    return first is not None and first[1].lower() not in NO_VERB and not first[1].lower().endswith("ly")
