"""Letters and numbers as strokes: a print figure holds no text, and words never mirror."""

from .svg import Pen
from .vectors import Point

# Strokes in a box 6 wide and 10 high.
STROKES: dict[str, list[list[Point]]] = {
    "0": [[(3, 10), (0.6, 8), (0.6, 2), (3, 0), (5.4, 2), (5.4, 8), (3, 10)]],
    "1": [[(1, 8), (3.4, 10), (3.4, 0)]],
    "2": [[(0.6, 8), (2, 10), (4.4, 10), (5.4, 8), (5.2, 6.4), (0.6, 0), (5.6, 0)]],
    "3": [[(0.8, 9), (3, 10), (5, 9), (5, 6.6), (2.6, 5.4), (5.2, 4), (5.2, 1.2), (3, 0), (0.6, 1)]],
    "4": [[(4.2, 0), (4.2, 10), (0.4, 3), (5.8, 3)]],
    "5": [[(5.2, 10), (1, 10), (0.8, 5.6), (3.4, 6.2), (5.4, 4.4), (5.2, 1.4), (3, 0), (0.6, 0.8)]],
    "6": [[(4.8, 10), (1.4, 6.4), (0.6, 3), (2, 0.2), (4.2, 0.2), (5.4, 2.6), (4.4, 5), (2.2, 5.2), (0.8, 3.4)]],
    "7": [[(0.6, 10), (5.6, 10), (2.2, 0)]],
    "8": [[(3, 5.4), (0.9, 7.8), (3, 10), (5.1, 7.8), (3, 5.4), (0.5, 2.6), (3, 0), (5.5, 2.6), (3, 5.4)]],
    "9": [[(1.2, 0), (4.6, 3.6), (5.4, 7), (4, 9.8), (1.8, 9.8), (0.6, 7.4), (1.6, 5), (3.8, 4.8), (5.2, 6.6)]],
    "L": [[(0.8, 10), (0.8, 0), (5.4, 0)]],
    "+": [[(3, 7.6), (3, 2.4)], [(0.4, 5), (5.6, 5)]],
    "⇄": [
        [(-1, 7.4), (7, 7.4)],
        [(4.6, 9.6), (7, 7.4), (4.6, 5.2)],
        [(-1, 2.6), (7, 2.6)],
        [(1.4, 4.8), (-1, 2.6), (1.4, 0.4)],
    ],
    "R": [[(0.8, 0), (0.8, 10), (3.8, 10), (5.2, 8.6), (5.2, 6.4), (3.8, 5), (0.8, 5)], [(3, 5), (5.6, 0)]],
}
OTHER_SIDE = {"L": "R", "R": "L"}
WIDTH, HEIGHT, ADVANCE = 6.0, 10.0, 7.6
# What a picture says of the legs: it shows one, and the exercise is for both at once or for one after the other.
LEGS = {"one": "", "both": "R+L", "alternating": "R⇄L"}


def length(text: str) -> float:
    """Width of a text in a box 10 high."""
    return ADVANCE * (len(text) - 1) + WIDTH


def write(pen: Pen, text: str, x: float, y: float, size: float, colour: str = "guide", width: float = 0.7) -> None:
    """Write centred on a point; on the mirrored side a lone L becomes R, and everything still reads forwards."""
    if pen.mirrored and text in OTHER_SIDE:
        text = OTHER_SIDE[text]
    k, way = size / HEIGHT, -1 if pen.mirrored else 1
    left = -length(text) / 2
    lines = [
        [(x + way * (left + i * ADVANCE + p[0]) * k, y + (p[1] - HEIGHT / 2) * k) for p in stroke]
        for i, letter in enumerate(text)
        for stroke in STROKES[letter]
    ]
    pen.stroke(lines, "paper", width * 3, straight=True)
    pen.stroke(lines, colour, width, straight=True)
