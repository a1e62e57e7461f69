"""How large the figures of the one-page layout can be, so that all of it stands on one side.

Heights are added up from the widths of the letters, as `templates/handouts/one-page/page.css` sets them: a few
microseconds a line, where laying out the page anew for each size would take a tenth of a second. All lengths in mm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from hep.handouts.counting import DAYS_WIDTH, days_height
from hep.handouts.drawings import Shown
from hep.handouts.fonts import letters_mm
from hep.handouts.layouts import words as words_of
from hep.handouts.value import Alarm, CannotPrint, Exercise, Handout

PT = 25.4 / 72
PAGE = {"A4": (190.0, 279.0), "Letter": (195.9, 261.4)}
SPARE = 1.5  # a line may break a letter earlier than was reckoned
LARGEST, SMALLEST, STEP = 70.0, 13.0, 0.5
TEXT, TITLE, LEADING = 12, 1.35 * 12, 14.5 * PT
NO_BREAK = "\u00a0"
ONE_COLUMN = 3  # up to so many exercises stand one below the other
WITH_STEPS = 24.0  # steps are printed where the figures can still be so high

# As in page.css
HEADER, SHEET, FOOT_GAP, LOGO = 2.9, 1.5, 1.5, 45.0
CELL, BODY_GAP, GUTTER = 3.3, 0.8, 2.5
NAME, TIGHT_NAME = (1.08 * 12, 6.0), (12, 5.4)  # size and leading
NUMBER, BADGE, BADGE_EDGES = 6.5, 0.9 * 12, 5.0
FIGURES_SHARE, TIGHT_SHARE, BETWEEN = 0.44, 0.42, 1.0
TEXT_INDENT, STEP_INDENT = 2.0, 5.0
WALK_SIGNS = 10.5
PART, BANDS, BAND_INSET = 8.6, 12.6, 4.2
BOX_HEAD, BOX_INSET, BOX_FOOT = 6.7, 5.0, 1.7


@dataclass(frozen=True, slots=True)
class Fit:
    """Columns of the sheet, whether the steps have room, and whether it is so tight that the day letters stand once and
    the dose of a card has no line of its own.

    How the two figures of each card stand, one above the other (wide) or side by side (tall): as they are larger.

    And heights: of each card's name, its figures and its body (so that the day boxes of a row stand side by side), of
    the day boxes on a card and of those for pain.
    """

    columns: int
    steps: bool
    tight: bool
    shapes: tuple[str, ...]
    names: tuple[float, ...]
    figures: tuple[float, ...]
    bodies: tuple[float, ...]
    days: float
    pain_days: float


def fitted(handout: Handout, figures: Sequence[Shown], paper: str) -> Fit:
    """The largest figures with which the handout stays on one side; raises `CannotPrint` where none would do."""
    sheet = _Sheet(handout, figures, paper)
    fit = sheet.fitted(WITH_STEPS, steps=True) or sheet.fitted(SMALLEST) or sheet.fitted(SMALLEST, tight=True)
    if fit is None:
        raise CannotPrint(
            "This is too much for one side. Take an exercise out, shorten the notes, choose a shorter log or none, or "
            "choose another layout."
        )
    return fit


class _Sheet:
    def __init__(self, handout: Handout, figures: Sequence[Shown], paper: str):
        self.handout, self.words = handout, words_of(handout.language)
        self.width, self.height = PAGE[paper]
        self.next_check = f"{self.words['review']} {handout.review}"
        self.columns = 1 if len(handout.exercises) <= ONE_COLUMN else 2
        self.cell = self.width / self.columns - (GUTTER if self.columns > 1 else 0)
        self.steps = self.tight = False
        self.figures = figures

    @property
    def share(self) -> float:
        """Of a card's width, for its figures."""
        return TIGHT_SHARE if self.tight else FIGURES_SHARE

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

    def fitted(self, least: float, steps: bool = False, tight: bool = False) -> Fit | None:
        """With figures of at least this height, or None."""
        self.steps, self.tight = steps, tight
        room = self.height - SPARE - self._around()
        figures = LARGEST
        while self._cards(figures) > room:
            figures -= STEP
            if figures < least:
                return None
        bodies: list[float] = []
        for row in self._rows():
            # Where the words of a row are higher than its figures, these may be as high.
            row_height = max(self._card(place, figures) for place in row)
            bodies += [round(row_height - self._beside_body(place), 1) for place in row]
        stand = [self._stand(place, min(body, LARGEST)) for place, body in enumerate(bodies)]
        shapes, heights = tuple(shape for shape, _ in stand), tuple(round(height, 1) for _, height in stand)
        names = tuple(round(self._name(place), 1) for place in range(len(bodies)))
        days = self._days(letters=not tight), self._days(letters=True)
        return Fit(self.columns, steps, tight, shapes, names, heights, tuple(bodies), *days)

    def _around(self) -> float:
        """All but the cards: head, precautions, pain row and pain guide, danger signs."""
        handout, words = self.handout, self.words
        title = self.width - letters_mm(self.next_check, TEXT) - LOGO * bool(handout.logo) - 6
        who = self.width - LOGO * bool(handout.logo)
        head = _lines(handout.title, title, TITLE, bold=True) * 1.15 * TITLE * PT
        head += HEADER + _lines(identity(handout), who, bold=True) * LEADING
        care = _lines(f"{words['care']}. {' '.join(handout.precautions)}", self.width - 6.6) * LEADING + 0.4
        care *= bool(handout.precautions)
        lead = _lines(lead_words(handout), self.width) * LEADING + 0.7
        boxes = max(self._box(handout.urgent), self._box(handout.today))
        tell = 0 if self.tight else _lines(f"{handout.tell.title} {handout.tell.short}", self.width) * LEADING
        bands = BANDS
        if self.columns == 1:
            width = self.width / len(handout.bands) - BAND_INSET
            bands += max(_lines(band.text, width) for band in handout.bands) * LEADING
        return head + care + lead + SHEET + self._days(letters=True) + bands + boxes + tell + 4 * FOOT_GAP

    def _box(self, alarm: Alarm) -> float:
        width = 0.488 * self.width - BOX_INSET
        head = _lines(alarm.title, width - 6, 1.05 * TEXT, bold=True) - 1
        return BOX_HEAD + head * LEADING + _lines(alarm.short, width) * LEADING + BOX_FOOT

    def _rows(self) -> list[list[int]]:
        """The places, from 0, of the cards that stand side by side; a phase begins a row."""
        return [
            list(range(at, min(at + self.columns, part.first - 1 + part.exercises)))
            for part in self.handout.parts
            for at in range(part.first - 1, part.first - 1 + part.exercises, self.columns)
        ]

    def _cards(self, figures: float) -> float:
        titles = PART * sum(bool(part.title) for part in self.handout.parts)
        return titles + sum(max(self._card(place, figures) for place in row) for row in self._rows())

    def _card(self, place: int, figures: float) -> float:
        return self._beside_body(place) + max(self._stand(place, figures)[1], self._text(place))

    def _beside_body(self, place: int) -> float:
        """The height of a card but for its figures and words: its name, the signs of a walk, its day boxes."""
        exercise = self.handout.exercises[place]
        below = 0 if self.columns == 1 else self._steps(exercise, self.cell)
        signs = WALK_SIGNS if exercise.gait else 0
        return CELL + self._name(place) + BODY_GAP + below + signs + self._days(letters=not self.tight)

    def _name(self, place: int) -> float:
        exercise = self.handout.exercises[place]
        badge = letters_mm(self.words["side_short"][badge_of(exercise)], BADGE, bold=True) + BADGE_EDGES
        size, leading = TIGHT_NAME if self.tight else NAME
        return _lines(exercise.name, self.cell - NUMBER - badge, size, bold=True) * leading

    def _text(self, place: int) -> float:
        exercise = self.handout.exercises[place]
        column = (1 - self.share) * self.cell - TEXT_INDENT
        lines = [
            _lines(f"{strong} {plain}".strip(), column, bold=bool(strong))
            for strong, plain in reminders(exercise, self.words, self.tight)
        ]
        beside = self.columns == 1
        return sum(lines) * LEADING + (self._steps(exercise, column) if beside else 0)

    def _steps(self, exercise: Exercise, width: float) -> float:
        """Beside the figures where a card has the whole width, below them where it has half."""
        if not self.steps:
            return 0
        lines = [_lines(f"{self.words['start']}: {exercise.start}", width, bold=True)]
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


def badge_of(exercise: Exercise) -> str:
    """Which side the card names; the words are in `side_short`."""
    return "each" if exercise.each_leg else exercise.side


def reminders(exercise: Exercise, words: Mapping[str, Any], tight: bool) -> list[tuple[str, str]]:
    """What stands beside the figures: the dose in full, cane, stairs, the note; each line in bold, then plain."""
    dose, gait = exercise.dose, exercise.gait
    # No line ends within an amount.
    amounts = " · ".join(f"{amount.number} {amount.unit}".replace(" ", NO_BREAK) for amount in dose.amounts[:-2])
    often, more = f"{dose.how_often}.", " ".join(dose.more)
    in_a_row = f"· {often.replace(' ', NO_BREAK, 1)} {more}"
    lines = [(amounts, in_a_row)] if tight else [(amounts, ""), ("", often), ("", more)]
    if gait and gait.step_cm:
        lines.append(("", words["step"].format(step=gait.step)))
    if gait and gait.cane:
        lines.append(("", words["cane_short"][gait.cane]))
    if gait and gait.stairs:
        lines.append(("", words["stairs_short"]))
    if exercise.note:
        lines.append(("", f"{words['note_alone']}: {' '.join(exercise.note.splitlines())}"))
    return [line for line in lines if "".join(line).strip()]


@lru_cache(maxsize=4096)  # each size of figures asks for the same texts
def _lines(text: str, width: float, size: float = TEXT, bold: bool = False) -> int:
    """How many lines a text takes; a word that is wider than a line is broken."""
    number, at = 1, 0.0
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
