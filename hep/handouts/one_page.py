"""How large the figures of the one-page layout can be, so that all of it stands on one side.

Heights are added up from the widths of the letters, as `templates/handouts/one-page/page.css` sets them: a few
microseconds a line, where laying out the page anew for each size would take a tenth of a second. All lengths in mm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from hep.handouts.counting import DAYS_WIDTH, days_height
from hep.handouts.drawings import Shown
from hep.handouts.fonts import letters_mm
from hep.handouts.layouts import words as words_of
from hep.handouts.value import Alarm, Band, CannotPrint, Exercise, Handout, Part

PT = 25.4 / 72
PAGE = {"A4": (190.0, 279.0), "Letter": (195.9, 261.4)}
SPARE = 1.5  # a line may break a letter earlier than was reckoned
LARGEST, SMALL, SMALLEST, STEP = 70.0, 18.0, 13.0, 0.5
TEXT, TITLE, LEADING = 12, 1.35 * 12, 14.5 * PT
BOX_LEADING = 13.4 * PT
NO_BREAK = "\u00a0"
ONE_COLUMN = 3  # up to so many exercises stand one below the other
IN_FULL = 24.0  # the danger signs are printed in full where the figures can still be so high

# As in page.css
HEADER, SHEET, FOOT_GAP, LOGO = 2.9, 1.5, 1.5, 45.0
CELL, TIGHT_CELL, BODY_GAP, GUTTER = 3.3, 2.3, 0.8, 2.5
NAME, TIGHT_NAME = (1.08 * 12, 6.0), (12, 5.4)  # size and leading
NUMBER, BADGE, BADGE_EDGES = 6.5, 0.9 * 12, 5.0
WIDE_SHARE, FIGURES_SHARE, TIGHT_SHARE, BETWEEN = 0.487, 0.44, 0.42, 1.0
TEXT_INDENT, STEP_INDENT, ABOVE_DAYS = 2.0, 5.0, 1.2
FOR_BLANK, BEAT_BLANK = 54.0, 16.0
WALK_SIGNS = 10.5
PART, BANDS, BANDS_ONLY, BAND_INSET = 8.6, 12.6, 7.5, 4.2
BOX_HEAD, BOX_INSET, BOX_FOOT, SIGN_INDENT = 6.7, 5.0, 1.7, 3.5
STRIP, STRIP_INSET, STRIP_LABEL = 3.0, 5.0, 10.0  # a box over the whole width, its head in the first line


@dataclass(frozen=True, slots=True)
class Way:
    """A way to fill the sheet: its columns, whether the steps have room, whether the danger signs stand in `full`, and
    whether it is so tight that the day letters stand once and the dose of a card has no line of its own; whether it
    says when to `tell` the clinic. `least`: the height of figures below which another way is better.
    """

    columns: int
    least: float
    steps: bool = False
    full: bool = False
    tight: bool = False
    tell: bool = True


@dataclass(frozen=True, slots=True)
class Fit:
    """The way that fits, and how the two figures of each card stand in it, one above the other (wide) or side by side
    (tall): as they are larger.

    And heights: of each card's name, its figures, its body and its steps (so that the day boxes of a row stand side by
    side), of the day boxes on a card and of those for pain.
    """

    way: Way
    shapes: tuple[str, ...]
    names: tuple[float, ...]
    figures: tuple[float, ...]
    bodies: tuple[float, ...]
    steps: tuple[float, ...]
    days: float
    pain_days: float


def fitted(handout: Handout, figures: Sequence[Shown], paper: str) -> Fit:
    """The largest figures with which the handout stays on one side; raises `CannotPrint` where none would do."""
    for way in _ways(len(handout.exercises)):
        if fit := _Sheet(handout, figures, paper, way).fitted():
            return fit
    raise CannotPrint(
        "This is too much for one side. Take an exercise out, shorten the notes, choose a shorter log or none, or "
        "choose another layout."
    )


def _ways(exercises: int) -> Iterator[Way]:
    """The ways to fill the sheet, the best one first: steps are worth more than long words for the danger signs."""
    several = (1, 2) if exercises <= ONE_COLUMN else (2,)
    for columns in several:
        yield Way(columns, IN_FULL, steps=True, full=True)
        yield Way(columns, SMALL, steps=True)
    yield Way(several[0], IN_FULL, full=True)
    yield Way(several[0], SMALL)
    yield Way(several[-1], SMALLEST, tight=True)
    yield Way(several[-1], SMALLEST, tight=True, tell=False)


class _Sheet:
    def __init__(self, handout: Handout, figures: Sequence[Shown], paper: str, way: Way):
        self.handout, self.words, self.way = handout, words_of(handout.language), way
        self.width, self.height = PAGE[paper]
        self.next_check = f"{self.words['review']} {handout.review}"
        self.beside = way.columns == 1  # the words and the day boxes
        self.cell = self.width if self.beside else self.width / way.columns - GUTTER
        self.share = WIDE_SHARE if self.beside else TIGHT_SHARE if way.tight else FIGURES_SHARE
        self.days = self._days(letters=not way.tight)
        self.figures = figures

    def _stand(self, place: int, room: float) -> tuple[str, float]:
        """How the figures of a card stand in so much room, and how much of it they fill; they end at their column."""
        one, column = self.figures[place], self.share * self.cell * 0.98
        beside, above = column * one.height / 2, column * one.height * 2 + BETWEEN
        # Wide figures of the height of `beside` would need twice as much room one above the other.
        if one.shape == "tall" or room <= 2 * beside + BETWEEN:
            return "tall", min(room, beside)
        return "wide", min(room, above)

    def _days(self, letters: bool) -> float:
        weeks, width = self.handout.options.log_weeks, self.width / 2 - GUTTER
        return round(width * days_height(weeks, letters) / DAYS_WIDTH, 2) if weeks else 0.0

    def fitted(self) -> Fit | None:
        """With the largest figures, or None where these are below the least."""
        room = self.height - SPARE - self._around()
        figures = LARGEST
        while self._cards(figures) > room:
            figures -= STEP
            if figures < self.way.least:
                return None
        bodies: list[float] = []
        for row in self._rows():
            # Where the words of a row are higher than its figures, these may be as high.
            row_height = max(self._card(place, figures) for place in row)
            bodies += [round(row_height - self._beside_body(place), 1) for place in row]
        stand = [self._stand(place, min(body - self._below_figures(), LARGEST)) for place, body in enumerate(bodies)]
        shapes, heights = tuple(shape for shape, _ in stand), tuple(round(height, 1) for _, height in stand)
        names = tuple(round(self._name(place), 1) for place in range(len(bodies)))
        steps = tuple(round(self._steps(exercise, self.cell), 1) for exercise in self.handout.exercises)
        return Fit(self.way, shapes, names, heights, tuple(bodies), steps, self.days, self._days(letters=True))

    def _around(self) -> float:
        """All but the cards: head, precautions, pain row and pain guide, danger signs."""
        handout, words = self.handout, self.words
        title = self.width - letters_mm(self.next_check, TEXT) - LOGO * bool(handout.logo) - 6
        who = self.width - LOGO * bool(handout.logo)
        head = _lines(handout.title, title, TITLE, bold=True) * 1.15 * TITLE * PT
        to_write = 0 if handout.patient.name else FOR_BLANK
        head += HEADER + _lines(identity(handout), who, bold=True, indent=to_write) * LEADING
        care = _lines(f"{words['care']}. {' '.join(handout.precautions)}", self.width - 6.6) * LEADING + 0.4
        care *= bool(handout.precautions)
        lead = _lines(lead_words(handout), self.width) * LEADING + 0.7
        tell = _lines(f"{handout.tell.title} {self._told(handout.tell)}", self.width) * LEADING * self.way.tell
        around = head + care + lead + SHEET + self._days(letters=True) + self._bands() + self._boxes()
        return around + tell + 4 * FOOT_GAP

    def _bands(self) -> float:
        if not self.beside:
            return BANDS_ONLY if self.days else BANDS
        width = self.width / len(self.handout.bands) - BAND_INSET
        said = (band_text(band, self.words) for band in self.handout.bands)
        return BANDS + max(_lines(text, width) for text in said) * LEADING

    def _boxes(self) -> float:
        """The danger signs: side by side, or in few lines over the whole width."""
        urgent, today = self._box(self.handout.urgent), self._box(self.handout.today)
        today += 0 if self.handout.clinic.phone else LEADING
        return max(urgent, today) if self.way.full else urgent + today

    def _box(self, alarm: Alarm) -> float:
        if not self.way.full:
            width, label = self.width - STRIP_INSET, letters_mm(alarm.title, TEXT, bold=True) + STRIP_LABEL
            above = _lines(alarm.title, width - STRIP_LABEL, bold=True) if label > width else 0
            return STRIP + (above + _lines(alarm.short, width, indent=0 if above else label)) * BOX_LEADING
        width = 0.488 * self.width - BOX_INSET
        head = _lines(alarm.title, width - 6, 1.05 * TEXT, bold=True) - 1
        lines = sum(_lines(text, width - SIGN_INDENT) for text in [*alarm.signs, *filter(None, [alarm.close])])
        return BOX_HEAD + head * LEADING + lines * BOX_LEADING + BOX_FOOT

    def _told(self, alarm: Alarm) -> str:
        return "; ".join(alarm.signs) if self.way.full else alarm.short

    def _rows(self) -> list[list[int]]:
        """The places, from 0, of the cards that stand side by side; a phase begins a row."""
        return [
            list(range(at, min(at + self.way.columns, part.first - 1 + part.exercises)))
            for part in self.handout.parts
            for at in range(part.first - 1, part.first - 1 + part.exercises, self.way.columns)
        ]

    def _cards(self, figures: float) -> float:
        titles = sum(self._title(part) for part in self.handout.parts if part.title)
        return titles + sum(max(self._card(place, figures) for place in row) for row in self._rows())

    def _title(self, part: Part) -> float:
        width = self.width - letters_mm(part.lasts, TEXT)
        return PART + (_lines(part.title, width, 1.1 * TEXT, bold=True) - 1) * LEADING

    def _card(self, place: int, figures: float) -> float:
        left = self._stand(place, figures)[1] + self._below_figures()
        return self._beside_body(place) + max(left, self._text(place))

    def _below_figures(self) -> float:
        """The height of the day boxes, where they stand in one column with the figures."""
        return self._marks() if self.beside else 0

    def _marks(self) -> float:
        return self.days + ABOVE_DAYS if self.days and not self.way.tight else self.days

    def _beside_body(self, place: int) -> float:
        """The height of a card but for its body, the figures and words: its name, and what stands below the body."""
        exercise = self.handout.exercises[place]
        below = 0.0
        if not self.beside:
            below = self._steps(exercise, self.cell) + WALK_SIGNS * has_signs(exercise) + self._marks()
        return (TIGHT_CELL if self.way.tight else CELL) + self._name(place) + BODY_GAP + below

    def _name(self, place: int) -> float:
        exercise = self.handout.exercises[place]
        badge = letters_mm(self.words["side_short"][badge_of(exercise)], BADGE, bold=True) + BADGE_EDGES
        size, leading = TIGHT_NAME if self.way.tight else NAME
        return _lines(exercise.name, self.cell - NUMBER - badge, size, bold=True) * leading

    def _text(self, place: int) -> float:
        exercise = self.handout.exercises[place]
        column = (1 - self.share) * self.cell - TEXT_INDENT
        lines = [
            _lines(f"{strong} {plain}".strip(), column, bold=bool(strong))
            for strong, plain in reminders(exercise, self.words, self.way.tight)
        ]
        if exercise.gait and exercise.gait.beat:
            lines += [_lines(f"{self.words['beat']} {self.words['units']['cadence'][1]}", column, indent=BEAT_BLANK)]
        beside = self._steps(exercise, column) + WALK_SIGNS * has_signs(exercise) if self.beside else 0
        return sum(lines) * LEADING + beside

    def _steps(self, exercise: Exercise, width: float) -> float:
        """Beside the figures where a card has the whole width, below them where it has half."""
        if not self.way.steps:
            return 0
        start = letters_mm(f"{self.words['start']}: ", TEXT, bold=True)
        lines = [_lines(exercise.start, width, indent=start)]
        lines += [_lines(step, width - STEP_INDENT) for step in exercise.steps]
        return sum(lines) * LEADING


def identity(handout: Handout) -> str:
    """Who it is for and from, in one line."""
    by = ", ".join(part for part in (handout.therapist.name, handout.therapist.credential) if part)
    return " · ".join(part for part in (handout.patient.name, handout.clinic.name, by) if part)


def lead_words(handout: Handout) -> str:
    """The line above the cards: minutes a day, and how to mark the boxes."""
    words, minutes = words_of(handout.language), handout.minutes_a_day
    said = [f"{words['all_together']} {minutes} {words['minutes_a_day'][minutes != 1]}."]
    if handout.weeks:
        said += [words["mark_intro"], words["mark_starts"].format(week=handout.weeks[0])]
    return " ".join(said)


def has_signs(exercise: Exercise) -> bool:
    """Whether a walk has drawings; those of cane and stairs need a sore side."""
    return exercise.gait is not None and (exercise.gait.walk or exercise.gait.side is not None)


def band_text(band: Band, words: Mapping[str, Any]) -> str:
    """What to do in a band of pain; the usual words for "stop" send to a line that this sheet has no room for."""
    return str(words["stop_alone"]) if band.id == "stop" else band.text


def badge_of(exercise: Exercise) -> str:
    """Which side the card names; the words are in `side_short`."""
    return "each" if exercise.each_leg else exercise.side


def reminders(exercise: Exercise, words: Mapping[str, Any], tight: bool) -> list[tuple[str, str]]:
    """What stands beside the figures: the dose in full, cane, stairs, the note; each line in bold, then plain."""
    dose, gait = exercise.dose, exercise.gait
    # No line ends within an amount.
    amounts = ", ".join(f"{amount.number} {amount.unit}".replace(" ", NO_BREAK) for amount in dose.amounts[:-2])
    often, more = f"{dose.how_often}.", " ".join(dose.more)
    lines = [(f"{amounts},", f"{often} {more}")] if tight else [(amounts, ""), ("", often), ("", more)]
    if gait and gait.step_cm:
        lines.append(("", words["step"].format(step=gait.step)))
    if gait and gait.cane:
        lines.append(("", words["cane_short"][gait.cane]))
    if gait and gait.stairs:
        lines.append(("", words["stairs_short"]["one" if gait.side else "both"]))
    if exercise.note:
        lines.append(("", f"{words['note_alone']}: {' '.join(exercise.note.splitlines())}"))
    return [line for line in lines if "".join(line).strip()]


@lru_cache(maxsize=4096)  # each size of figures asks for the same texts
def _lines(text: str, width: float, size: float = TEXT, bold: bool = False, indent: float = 0) -> int:
    """How many lines a text takes that begins at `indent`; a word that is wider than a line is broken."""
    number, at = 1, indent
    space = letters_mm(" ", size, bold)
    for word in text.split(" "):
        wide = letters_mm(word, size, bold)
        if at and at + wide > width:
            number, at = number + 1, 0.0
        if wide > width:
            number += ceil(wide / width) - 1
            wide %= width
        at += wide + space
    return number
