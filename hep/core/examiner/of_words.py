"""What the examiner says of the words: jargon, sums, numbers, long sentences and the reading grade."""

from collections.abc import Iterator

from hep.core.examiner.remarks import Examining, Place, Remark
from hep.core.examiner.sheet import UNKNOWN, reading_of, words_in
from hep.core.reading import Reading

MOST_GRADE = 6  # by both formulas
LONGEST_SENTENCE = 20
HISTORY = "changed"  # worded by the program from doses that were printed before
FIELDS = {  # of a sheet -> where it is written
    "goal": Place("plan", "goal"),
    "part": Place("plan", "phases"),
    "precautions": Place("patient", "precautions"),
    "made": Place("therapist", "name"),
}


def of_words(at: Examining) -> Iterator[Remark]:
    """Every word that is printed is looked at, with the place where it is written."""
    for name, text in at.sheet.texts():
        words, place = words_in(text), place_of(name, at)
        said = f"{at.name(name)}: " if place.of == "prescription" else ""
        for word in words.unknown:
            fact = f"{said}patients do not know the word “{word}”."
            yield _word("jargon", place, fact, f"Say “{UNKNOWN[word]}”.", "PEMAT 3")
        for word in words.untaught:
            fact = f"{said}the word “{word}” is not explained."
            yield _word("jargon", place, fact, f"Say “{UNKNOWN[word]}”, or say beside it what it is.", "PEMAT 4")
        if words.sums and name != HISTORY:
            fact, mend = f"{said}“{text}” leaves a sum to the reader.", "Say “3 rounds of 10”, without signs."
            yield _word("sums", place, fact, mend, "PEMAT 7", "PEMAT 24")
        if words.decimals and name != HISTORY:
            yield _word("numbers", place, f"{said}“{text}” has a broken number.", "Write a whole number.", "PEMAT 6")
        if words.not_you:
            yield _word("reader", place, f"{said}“{text}” speaks of the reader.", "Say “you”.", "PEMAT 21")
        if words.longest > LONGEST_SENTENCE and place.of == "prescription":
            fact = f"{said}{words.longest} words in one sentence, “{text[:40]}…”: {LONGEST_SENTENCE} at most."
            yield _word("long sentence", place, fact, "Make two of it.")
    yield from _grade(at)


def _word(rule: str, place: Place, fact: str, mend: str, *items: str) -> Remark:
    return Remark(rule, "warns", place, f"{fact[:1].upper()}{fact[1:]}", mend, items=items)


def place_of(name: str, at: Examining) -> Place:
    """Where a text of the sheet is written."""
    if any(card.key == name for card in at.sheet.cards):
        return Place("prescription", name)
    return FIELDS.get(name, at.layout)


def _grade(at: Examining) -> Iterator[Remark]:
    reading = at.sheet.reading
    said = f"Grade {max(reading.flesch_kincaid, 0):.1f} by Flesch-Kincaid, {reading.smog:.1f} by SMOG"
    if max(reading.flesch_kincaid, reading.smog) <= MOST_GRADE:
        yield Remark("grade", "fine", Place("plan"), f"{said}.")
        return
    fact = f"{said}: {MOST_GRADE} at most."
    own = [(card.key, card.note) for card in at.sheet.cards if card.note]
    own += [("goal", at.sheet.goal)] if at.sheet.goal else []
    if not own:  # the words of the library are checked before
        yield Remark("grade", "warns", Place("plan"), fact, "Choose exercises with shorter words.")
        return
    name, text = max(own, key=lambda one: _weight(reading_of([one[1]])))
    which = "the goal" if name == "goal" else f"the note of {at.name(name)}"
    long_words = ", ".join(f"“{word}”" for word in words_in(text).long_words[:3])
    mend = f"Shorten {which}; say another word for {long_words}." if long_words else f"Shorten {which}."
    yield Remark("grade", "warns", place_of(name, at), fact, mend)


def _weight(reading: Reading) -> tuple[int, int]:
    return reading.long_words, reading.words
