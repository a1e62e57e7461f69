"""Drawings to count with: dots, a watch, the days of the week, boxes to mark, steps on the floor. SVG texts."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, pi, sin
from typing import TypeVar

from hep.handouts.fonts import outline
from hep.handouts.layouts import Grid

T = TypeVar("T")

MOST_MARKS = 4  # a day's box is cut into as many parts as it has sessions, up to this many
MOST_DOTS = 30  # more in a row are not counted but read as a number
SECONDS = 60

# The strip of days, in tenths of the width of a box; two rows of boxes are lower than one.
LETTER_ROW, BOX = 5.6, 10
BOX_HEIGHTS = {2: 8.5, 4: 6.5}
DAYS_WIDTH = 14 * BOX
FOOT = 26  # cm, a grown person's
FLOOR, LANES = 240, (1, 22)  # cm of floor in the drawing, and where the left and the right foot stand on it
LETTER = 11  # cm beside the last foot, for its L or R
FOOT_MARK = (
    "M0 5.5C0 1.5 4 1 8 2C12 3 15 3.2 19 1.2C24-1 30 1 30 6C30 11 24 12.5 19 11C15 9.6 12 9.2 8 10C4 11 0 9.5 0 5.5Z"
)
FOOT_MARK_LENGTH = 30
L, R = "M0 0V11H7", "M0 11V0H4.5C9 0 9 6 4.5 6H0M4 6L8 11"


def svg(width: float, height: float, body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{body}</svg>'


def log_blocks(cards: Sequence[T], most: int) -> list[Sequence[T]]:
    """The rows of a log in blocks of about the same length, so that each fits on a page."""
    size = ceil(len(cards) / ceil(len(cards) / most))
    return [cards[start : start + size] for start in range(0, len(cards), size)]


def tick_grid(marks: Sequence[int], pain: bool, grid: Grid, width: float = 180) -> str:
    """Lines of the log: one row for each entry of `marks` (marks a day), then the pain row, if there is one.

    A box is cut into as many parts as the day has marks. Every seventh line is thicker.
    """
    days, row = 7 * grid.across, grid.row
    left, height = width * grid.name_share, row * (len(marks) + pain)
    step = (width - left) / days
    thin = "".join(f"M0 {row * n}H{width}" for n in range(1, len(marks)))
    thin += "".join(f"M{left + step * day:.2f} 0V{height}" for day in range(1, days) if day % 7)
    cuts = "".join(
        f"M{left + step * (day + part / parts):.2f} {row * n + 1.5}V{row * (n + 1) - 1.5}"
        for n, parts in enumerate(marks)
        if parts <= MOST_MARKS
        for day in range(days)
        for part in range(1, parts)
    )
    thick = f"M0 0H{width}M0 {row * len(marks)}H{width}M0 {height}H{width}"
    thick += "".join(f"M{left + step * day:.2f} 0V{height}" for day in range(0, days + 1, 7))
    return svg(width, height, _lines((cuts, "#777", 0.25), (thin, "#333", 0.25), (thick, "#000", 0.6)))


def day_boxes(a_day: int, weeks: int, days: Sequence[str] = ()) -> str:
    """Boxes for each day, two weeks in a row, with the first letters of the days above them, if there are any."""
    width, rows, box, top = DAYS_WIDTH, weeks // 2, BOX_HEIGHTS[weeks], LETTER_ROW if days else 0.4
    height = days_height(weeks, bool(days))
    letters = "".join(outline(days[n % 7][0], n * BOX + BOX / 2, top - 1, 5.4) for n in range(14) if days)
    thin = "".join(f"M0 {top + box * n:g}H{width}" for n in range(1, rows))
    thin += "".join(f"M{BOX * n} {top:g}V{height:g}" for n in range(1, 14) if n % 7)
    cuts = "".join(
        f"M{BOX * (n + part / a_day):.2f} {top + box * row + 1.2:g}v{box - 2.4:g}"
        for row in range(rows)
        for n in range(14)
        for part in range(1, a_day if a_day <= MOST_MARKS else 1)
    )
    thick = f"M.4 {top:g}H{width - 0.4}V{height - 0.4:g}H.4ZM{width / 2:g} {max(top - 4, 0):g}V{height:g}"
    lines = _lines((cuts, "#777", 0.4), (thin, "#333", 0.5), (thick, "#000", 0.9))
    return svg(width, height, f'<path d="{letters}"/>{lines}')


def days_height(weeks: int, letters: bool = True) -> float:
    return (LETTER_ROW if letters else 0.4) + weeks // 2 * BOX_HEIGHTS[weeks]


def tally(rounds: int, times: int) -> str:
    """Dots to count: one row a round, one dot a time; a gap after every fifth dot, a new row after fifteen."""
    rows = [row for _ in range(rounds) for row in _rows(times)]
    dots = "".join(
        f'<circle cx="{dot * 15 + dot // 5 * 8 + 8}" cy="{n * 20 + 9 + 6 * (n // len(_rows(times)))}" r="6"/>'
        for n, row in enumerate(rows)
        for dot in range(row)
    )
    across = max(rows)
    height = len(rows) * 20 - 2 + 6 * (rounds - 1)
    return svg(
        across * 15 + (across - 1) // 5 * 8 + 1, height, f'<g fill="#fff" stroke="#000" stroke-width="2">{dots}</g>'
    )


def _rows(times: int) -> list[int]:
    """A round's dots in rows of at most fifteen."""
    return [15] * (times // 15) + [times % 15] * (times % 15 > 0)


def watch(seconds: int) -> str:
    """A stop-watch with the part of a minute that it takes filled in; from a minute on it is full."""
    face = '<path d="M50 4V18M40 4H60M80 20L87 27" stroke="#000" stroke-width="6" fill="none"/>'
    face += '<circle cx="50" cy="56" r="40" fill="#fff" stroke="#000" stroke-width="5"/>'
    if seconds >= SECONDS:
        return svg(100, 100, f'{face}<circle cx="50" cy="56" r="36"/>')
    turn = 2 * pi * seconds / SECONDS
    x, y = 50 + 36 * sin(turn), 56 - 36 * cos(turn)
    return svg(100, 100, f'{face}<path d="M50 56V20A36 36 0 {int(turn > pi)} 1 {x:.1f} {y:.1f}Z"/>')


def clock(minutes: int) -> str:
    """A clock with the part of an hour that a walk takes filled in."""
    turn = 2 * pi * min(minutes, 59.9) / SECONDS
    x, y = 50 + 38 * sin(turn), 50 - 38 * cos(turn)
    ticks = "".join(
        f"M{50 + 34 * sin(hour):.1f} {50 - 34 * cos(hour):.1f}L{50 + 41 * sin(hour):.1f} {50 - 41 * cos(hour):.1f}"
        for hour in (n * pi / 6 for n in range(12))
    )
    return svg(
        100,
        100,
        '<circle cx="50" cy="50" r="45" fill="#fff" stroke="#000" stroke-width="5"/>'
        f'<path d="M50 50V12A38 38 0 {int(turn > pi)} 1 {x:.1f} {y:.1f}Z"/>'
        f'<path d="{ticks}" stroke="#000" stroke-width="3" fill="none"/>',
    )


def week(days: int) -> str:
    """Seven boxes, those of the training days ticked."""
    boxes = "".join(f'<rect x="{n * 12 + 1}" y="1" width="10" height="10" rx="2"/>' for n in range(7))
    ticks = "".join(f"M{n * 12 + 3} 6l2 2.5 4-5" for n in _training(days))
    return svg(84, 12, f'<g fill="#fff" stroke="#000">{boxes}</g>' + _lines((ticks, "#000", 1.8)))


def _training(days: int) -> list[int]:
    """Training days spread over a week, a rest between them where there is room."""
    return [n * 7 // days for n in range(days)]


def foot_marks(step_cm: int, sore: str | None) -> str:
    """Foot marks on 2.4 m of floor, to scale, walking to the right: how far a heel lands before the other one."""
    heels = range(3, FLOOR - FOOT, step_cm)
    scale = FOOT / FOOT_MARK_LENGTH
    feet = []
    for n, heel in enumerate(heels):
        side = "left" if n % 2 else "right"
        lane = LANES[side == "right"]
        fill = "#0b3d6b" if side == sore else "#fff"
        feet.append(
            f'<path d="{FOOT_MARK}" transform="translate({heel} {lane}) scale({scale:.3f})" fill="{fill}" stroke="#000"'
            f' stroke-width="2"/><path d="{R if side == "right" else L}" fill="none" stroke="#000" stroke-width="2"'
            f' transform="translate({heel + FOOT + 3} {lane})"/>'
        )
    ends = "".join(f"M{heel} 36V50" for heel in heels)
    spans = "".join(
        f"M{a + 2} 43H{b - 2}M{a + 6} 39.5L{a + 2} 43L{a + 6} 46.5M{b - 6} 39.5L{b - 2} 43L{b - 6} 46.5"
        for a, b in pairwise(heels)
    )
    return svg(FLOOR + LETTER, 52, "".join(feet) + _lines((ends, "#000", 1.6), (spans, "#000", 1.6)))


def _lines(*strokes: tuple[str, str, float]) -> str:
    return "".join(
        f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{thick}"/>' for d, ink, thick in strokes if d
    )
