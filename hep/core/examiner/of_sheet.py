"""What the examiner says of the paper: who and when, what keeps safe, the parts of the layout, the size of the type."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from hep.core.examiner.of_cards import CARD, by_layout, of_cards
from hep.core.examiner.of_words import HISTORY, of_words
from hep.core.examiner.remarks import Examining, Place, Remark, Severity
from hep.core.examiner.sheet import Sheet, words_in

# The yardstick: 12 points, 18 in large print (American Council of the Blind); 14 is the safer size over 65 (consensus).
LEAST_PT = 12.0
LEAST_PT_OF = {"large-print": 18.0}
SAFER_PT, OLDER = 14.0, 65
MOST_COLUMNS, LONGEST_COLUMN = 5, 24
BODY_PARTS = ("knee", "hip", "leg", "thigh")


def of_sheet(at: Examining) -> Iterator[Remark]:
    """Everything that is said of what will be printed."""
    yield from _head(at)
    yield from _safety(at)
    yield from of_cards(at)
    yield from of_words(at)
    yield from _parts(at)
    yield from _type(at)


def not_applicable(sheet: Sheet) -> frozenset[str]:
    """Items that ask nothing of this sheet: no steps, nothing to chunk or sum up; no table; no log; no sum."""
    out = set()
    if not sheet.steps:
        out |= {"PEMAT 5", "PEMAT 8", "PEMAT 11"}
    if not sheet.tables:
        out.add("PEMAT 19")
    if not sheet.log:
        out.add("PEMAT 25")
    if not any(words_in(text).sums for name, text in sheet.texts() if name != HISTORY):
        out.add("PEMAT 24")
    return frozenset(out)


# -- who, when, safety


class Field(NamedTuple):
    """Something that every handout has to say; `name` is its field in the sheet, `part` what a layout leaves out."""

    name: str
    severity: Severity
    place: Place
    fact: str
    mend: str
    part: str
    items: tuple[str, ...] = ()


HEAD = (
    Field("author", "blocks", Place("therapist", "name"), "It does not say who made it.",
          "Write your name under Account.", "who made it", ("CERT 2",)),
    Field("date", "blocks", Place("plan"), "It has no date.", "Issue it with a date.", "the date"),
    Field("credential", "warns", Place("therapist", "credential"), "Your credential is missing, for example PT, DPT.",
          "Write it under Account.", "your credential", ("CERT 2",)),
    Field("patient", "warns", Place("patient", "name"), "It does not say whom it is for.",
          "Write a name or initials.", "whom it is for"),
    Field("phone", "warns", Place("clinic", "phone"), "It has no phone number of the clinic to call.",
          "Write it under Clinic.", "the clinic’s phone number", ("CERT 11",)),
    Field("emergency", "warns", Place("clinic", "emergency"), "It has no number for emergencies.",
          "Write it under Clinic, for example 911.", "the number for emergencies"),
    Field("goal", "warns", Place("plan", "goal"), "It has no goal.", "Write one in the patient’s own words.",
          "the goal", ("CERT 6",)),
)  # fmt: skip


def _head(at: Examining) -> Iterator[Remark]:
    for one in HEAD:
        if getattr(at.sheet, one.name):
            continue
        if one.name not in at.sheet.leaves_out:
            yield Remark(one.name, one.severity, one.place, one.fact, one.mend, items=one.items)
        elif one.severity == "blocks":
            fact, mend = f"This sheet leaves out {one.part}.", "Choose another layout."
            yield Remark(one.name, one.severity, at.layout, fact, mend, items=one.items)


def _safety(at: Examining) -> Iterator[Remark]:
    sheet, mend, items = at.sheet, "Choose another layout.", ("CERT 11",)
    if not (sheet.today or sheet.tell):
        yield Remark("stop rule", "blocks", at.layout, "It does not say when to stop and call.", mend, items=items)
    if not sheet.urgent:
        fact = "It does not say when to get urgent help."
        yield Remark("stop rule", "blocks", at.layout, fact, mend, items=items)


# -- parts of the layout, type


class Part(NamedTuple):
    """A part that a layout may leave out."""

    name: str
    there: Callable[[Sheet], object]
    items: tuple[str, ...]


PARTS = (
    Part("what it is for", lambda sheet: sheet.purpose and _names_a_part(sheet.title), ("PEMAT 1",)),
    Part("numbered steps", lambda sheet: sheet.steps and sheet.numbered, ("PEMAT 22", "CERT 8")),
    Part("headings", lambda sheet: sheet.headings, ("PEMAT 9",)),
    Part("the plan at a glance", lambda sheet: sheet.summary or not sheet.steps, ("PEMAT 11",)),
    Part("what the pictures mean", lambda sheet: sheet.captions and sheet.legend, ("PEMAT 17",)),
    Part("how to use the log", lambda sheet: sheet.log_intro or not sheet.log, ("PEMAT 25",)),
    Part("how much it may hurt", lambda sheet: sheet.pain, ("CERT 11",)),
    Part("when to move up or down", lambda sheet: sheet.move_up and sheet.move_down, ("CERT 7a",)),
    Part("what is needed", lambda sheet: sheet.need, ("CERT 1",)),
    Part("where and with whom", lambda sheet: sheet.how, ("CERT 3", "CERT 4", "CERT 9", "CERT 12")),
    Part("how it was chosen", lambda sheet: sheet.made, ("CERT 14a", "CERT 15")),
    Part("what is new", lambda sheet: sheet.changed, ("CERT 7b",)),
    Part("why a sore knee may hurt the hip", lambda sheet: sheet.education, ("CERT 10",)),
)


def _parts(at: Examining) -> Iterator[Remark]:
    """What the layout leaves out is one remark: nobody reads ten that have one mend."""
    sheet = at.sheet
    left_out = [(part.name, part.items) for part in PARTS if not part.there(sheet)]
    left_out += [(one.part, one.items) for one in HEAD if one.severity == "warns" and one.name in sheet.leaves_out]
    left_out += [(rule.part, rule.items) for rule in CARD if rule.severity == "warns" and by_layout(rule, at)]
    if left_out:
        fact = f"This sheet leaves out {', '.join(name for name, _ in left_out)}."
        items = tuple(dict.fromkeys(item for _, items in left_out for item in items))
        mend = "Give it beside a full handout, or choose another layout."
        yield Remark("left out", "warns", at.layout, fact, mend, items=items)
    if not sheet.log:
        items = ("PEMAT 23", "CERT 5", "CERT 16b")
        yield Remark("log", "warns", at.layout, "It has no log to tick off.", "Print it with the log.", items=items)
    if any(len(table) > MOST_COLUMNS or max(map(len, table)) > LONGEST_COLUMN for table in sheet.tables):
        fact = "It has a table that is too wide."
        yield Remark("table", "warns", at.layout, fact, "Choose another layout.", items=("PEMAT 19",))


def _names_a_part(title: str) -> bool:
    return any(part in title.lower() for part in BODY_PARTS)


def _type(at: Examining) -> Iterator[Remark]:
    size, least = at.sheet.type_pt, LEAST_PT_OF.get(at.sheet.layout, LEAST_PT)
    if size < least:
        fact = f"The text is {size:g} points: {least:g} at least."
        yield Remark("type size", "warns", at.layout, fact, "Choose another layout.")
    elif size < SAFER_PT and at.age is not None and at.age > OLDER:
        mend = f"Over {OLDER}, {SAFER_PT:g} points and more are easier: large print has them."
        yield Remark("type size", "fine", at.layout, f"The text is {size:g} points.", mend)
    else:
        yield Remark("type size", "fine", at.layout, f"The text is {size:g} points.")
