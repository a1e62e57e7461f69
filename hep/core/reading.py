"""How hard a text is to read: Flesch-Kincaid and SMOG grades of English, from counted syllables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")

# Words in which the rules below miscount; the number is the dictionary's.
EXCEPTIONS = {
    "area": 3, "areas": 3, "being": 2, "bicycle": 3, "business": 2, "create": 2, "doing": 2, "every": 2,
    "everyday": 3, "evening": 2, "fluid": 2, "foreleg": 2, "forearm": 2, "forearms": 2, "going": 2, "idea": 3,
    "medial": 3, "people": 2,
    "physiotherapist": 6, "quiet": 2, "quietly": 3, "react": 2, "reaction": 3, "science": 2, "seeing": 2,
    "sideways": 2, "somebody": 3, "someone": 2, "something": 2, "sometimes": 2, "therapist": 3, "thereby": 2,
    "trying": 2, "usual": 3, "usually": 4, "whole": 1, "wholly": 2, "safely": 2, "homework": 2, "ideal": 3,
    "movement": 2, "movements": 2, "lateral": 3, "different": 3, "gently": 2, "anyone": 3, "comfortable": 4,
    "vegetable": 4, "fire": 1, "tired": 1, "hour": 1, "our": 1, "firmer": 2, "trapezius": 4, "video": 3, "radio": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text; grades are years of school in the United States."""

    sentences: int
    words: int
    syllables: int
    long_words: int

    @property
    def flesch_kincaid(self) -> float:
        """Kincaid 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog(self) -> float:
        """McLaughlin 1969; meant for 30 sentences and more, scaled below that."""
        return 1.0430 * sqrt(self.long_words * 30 / self.sentences) + 3.1291 if self.words else 0.0

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def long_share(self) -> float:
        """Share of words with three syllables or more, 0 to 1."""
        return self.long_words / self.words if self.words else 0.0


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """The number of syllables of an English word, at least 1."""
    word = re.sub(r"[^a-z]", "", word.lower().replace("'s", "").replace("’s", ""))
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    groups = len(re.findall(r"[aeiouy]+", word))
    groups += len(re.findall(r"(?:[^aeiouy]|^)[aeiouy]*(?:ia(?!l|n|r)|iu|io(?!n|u)|eo(?!p)|ua(?!r)|uo)", word))
    groups += len(re.findall(r"^[^aeiouy]+i(?:a[lnr]|et|en[ct]|on)|[^cgtx]ious", word))  # trial, diet, lion; serious
    if re.search(r"[aeiouy][^aeiouy]+i(?:er|est)$", word):  # easier
        groups += 1
    if re.search(r"(?:[^aeiouyl]|[aeiouy]l)e$", word):  # a silent e, but not the e of "little"
        groups -= 1
    elif re.search(r"[^aeiouydt]ed$|[^aeiouysxzcgh]es$|[^sc]hes$", word):  # raised, moves, bathes; not reaches
        groups -= 0 if re.search(r"[^aeiouyl]l(?:ed|es)$", word) else 1  # handled keeps its e, rolled does not
    if re.search(r"[^aeiouy](?:e)(?:ly|ment|ments|ful|fully|less|ness)$", word):
        groups -= 1
    return max(groups, 1)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a colon, too, ends a thought on a handout."""
    return [part for part in SENTENCE_END.split(text.strip()) if WORD.search(part)]


def read(texts: Sequence[str]) -> Reading:
    """Counts over several texts; each text ends a sentence even without a full stop."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    counts = [syllables(word) for sentence in sentences for word in WORD.findall(sentence)]
    return Reading(len(sentences), len(counts), sum(counts), sum(count >= 3 for count in counts))
