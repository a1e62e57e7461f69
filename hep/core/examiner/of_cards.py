"""What the examiner says of the cards: what each has to say, its steps and its numbers."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from hep.core.examiner.remarks import Examining, Place, Remark, Severity
from hep.core.examiner.sheet import Sheet, SheetCard, begins_with_verb

MOST_STEPS, LEAST_STEPS = 5, 2
LONGEST_NOTE = 6 * 56  # six lines of the standard card


class CardRule(NamedTuple):
    """What each card has to say; `part` is what a layout leaves out that says it on none of them."""

    name: str
    severity: Severity
    holds: Callable[[SheetCard, Examining], object]
    fact: str
    mend: str
    part: str
    items: tuple[str, ...]


CARD = (
    CardRule("dose", "blocks", lambda card, at: card.amounts and card.often, "has no dose", "Write the dose.",
             "the dose", ("CERT 13",)),
    CardRule("side", "blocks", lambda card, at: card.side or not _one_sided(card, at), "does not say which leg",
             "Choose the side.", "the side", ("CERT 8",)),
    CardRule("start", "blocks", lambda card, at: card.start or "start" in _drawn(card, at),
             "does not say how to start", "Choose another exercise.", "how to start", ("CERT 8",)),
    CardRule("reason", "warns", lambda card, at: card.why, "does not say why", "Choose what it answers.",
             "the reasons", ("CERT 14b",)),
    CardRule("step up", "warns", lambda card, at: all(card.harder), "does not say when and how to do more",
             "Choose another exercise.", "when it is too easy", ("CERT 7a",)),
    CardRule("step back", "warns", lambda card, at: all(card.easier), "does not say when and how to do less",
             "Choose another exercise.", "when it is too hard", ("CERT 15",)),
    CardRule("pictures", "warns", lambda card, at: _drawn(card, at) == {"start", "finish"},
             "has no picture of start and finish", "Choose another exercise.", "the pictures", ("PEMAT 15",)),
)  # fmt: skip


def _one_sided(card: SheetCard, at: Examining) -> bool:
    known = at.library.exercises.get(at.plan.prescription(card.key).exercise)
    return known is not None and known.one_sided


def _drawn(card: SheetCard, at: Examining) -> frozenset[str]:
    known = at.library.exercises.get(at.plan.prescription(card.key).exercise)
    return at.sheet.poses if known is not None and known.poses is not None else frozenset()


def of_cards(at: Examining) -> Iterator[Remark]:
    cards = at.sheet.cards
    if not cards:
        empty = ("PEMAT 20", "PEMAT 22", "CERT 8", "CERT 13")
        yield Remark("no exercises", "blocks", Place("plan"), "There are no exercises yet.", "Add one.", items=empty)
    for rule in CARD:
        lacking = [card for card in cards if not rule.holds(card, at)]
        items = (*rule.items, "PEMAT 20") if rule.name == "dose" and len(lacking) == len(cards) else rule.items
        if by_layout(rule, at) and rule.severity == "blocks":
            fact, mend = f"This sheet leaves out {rule.part}.", "Choose another layout."
            yield Remark(rule.name, "blocks", at.layout, fact, mend, items=items)
        elif not by_layout(rule, at):
            for card in lacking:
                fact, place = f"{card.name} {rule.fact}.", Place("prescription", card.key)
                yield Remark(rule.name, rule.severity, place, fact, rule.mend, items=items)
    for card in cards:
        yield from _steps(card, at.sheet)
        yield from _amounts(card)


def by_layout(rule: CardRule, at: Examining) -> bool:
    """Whether it is the layout that leaves it out: none of several cards says it."""
    return len(at.sheet.cards) > 1 and not any(rule.holds(card, at) for card in at.sheet.cards)


def _steps(card: SheetCard, sheet: Sheet) -> Iterator[Remark]:
    place, change = Place("prescription", card.key), "Choose another exercise."
    if not sheet.steps:
        return
    if len(card.steps) < LEAST_STEPS:
        fact = f"{card.name} has no steps to follow one by one."
        yield Remark("steps", "warns", place, fact, change, items=("PEMAT 22", "CERT 8"))
    if len(card.steps) - card.each_leg > MOST_STEPS:  # "Do the same with the other leg" is no step of its own
        fact = f"{card.name} has {len(card.steps) - card.each_leg} steps: {MOST_STEPS} at most."
        yield Remark("steps", "warns", place, fact, change, items=("PEMAT 8",))
    for step in card.steps:
        if not begins_with_verb(step):
            fact = f"{card.name}: “{step}” does not begin with what to do."
            yield Remark("steps", "warns", place, fact, change, items=("PEMAT 5",))
    if len(card.note) > LONGEST_NOTE:
        fact = f"{card.name}: the note has more than 6 lines."
        yield Remark("long note", "warns", place, fact, "Say it in fewer words.", items=("PEMAT 8",))


def _amounts(card: SheetCard) -> Iterator[Remark]:
    unclear = [f"{number} {unit}".strip() for number, unit in card.amounts if not unit or _broken(number)]
    for said in unclear:
        fact = f"{card.name}: “{said}” is not a whole number with its unit."
        yield Remark("numbers", "warns", Place("prescription", card.key), fact, "Change the dose.", items=("PEMAT 6",))


def _broken(number: str) -> bool:
    """Whether a number has a fraction; "Every" (day) is none."""
    return any(letter.isdigit() for letter in number) and not number.isdigit()
