"""Workload (a): a plain two-page handout, eight exercises with two figures of sixty strokes each, for every engine."""

import math
import random
from collections.abc import Callable
from html import escape

CLINIC = ("Lindenhof Physiotherapy", "12 Station Road, Exampleton", "Tel. 0123 456 789")
DATE = "2026-11-22"
TITLE, STOP, TICK = "Your home exercises", "Stop and call us if the pain gets worse.", "Tick off what you did"
DAYS = 14

# Name, dose, steps
EXERCISES = [
    ("Knee extension in sitting", "3 × 10 repetitions, hold 5 s, 2 times a day", [
        "Sit tall on a firm chair with your thighs fully supported.",
        "Straighten your knee slowly until the leg is level.",
        "Pull your toes towards you and tighten the thigh.",
        "Hold, then lower the foot under control.",
        "Keep your back against the chair throughout."]),
    ("Heel slide lying down", "2 × 15 repetitions, hold 2 s, 3 times a day", [
        "Lie on your back with both legs straight.",
        "Slide your heel towards your bottom as far as is comfortable.",
        "Hold for a moment, then slide it back.",
        "Keep the kneecap pointing at the ceiling."]),
    ("Bridge", "3 × 8 repetitions, hold 6 s, 1 time a day", [
        "Lie on your back, knees bent, feet hip-width apart.",
        "Squeeze your buttocks and lift your hips.",
        "Stop when shoulders, hips and knees form one line.",
        "Breathe out on the way up; do not arch your back.",
        "Lower slowly, one vertebra after another."]),
    ("Side-lying leg raise", "3 × 12 repetitions, hold 3 s, 2 times a day", [
        "Lie on your good side with the lower knee bent.",
        "Keep the upper leg straight and in line with your body.",
        "Lift it about 30 cm without rolling back.",
        "Hold, then lower slowly.",
        "Stop if you feel pain in the groin."]),
    ("Standing calf raise", "3 × 15 repetitions, hold 2 s, 2 times a day", [
        "Stand facing a wall, fingertips resting on it.",
        "Rise onto the balls of both feet.",
        "Hold at the top, knees straight.",
        "Lower over three seconds."]),
    ("Shoulder external rotation with band", "2 × 12 repetitions, hold 2 s, 1 time a day", [
        "Stand with a rolled towel between elbow and side.",
        "Bend the elbow to a right angle.",
        "Turn the forearm outwards against the band.",
        "Keep the wrist straight and the shoulder down.",
        "Return slowly; do not let the band pull you.",
        "Use the yellow band for the first week."]),
    ("Cat and cow stretch", "1 × 10 repetitions, hold 4 s, 2 times a day", [
        "Kneel on all fours, hands under shoulders.",
        "Breathe out and round your back upwards.",
        "Breathe in and let your belly sink.",
        "Move smoothly within a pain-free range."]),
    ("Single-leg balance", "3 × 30 s, hold 30 s, 2 times a day", [
        "Stand next to a table you can hold on to.",
        "Lift one foot just off the floor.",
        "Keep your hips level and look straight ahead.",
        "Try to hold for thirty seconds.",
        "Make it harder by closing your eyes."]),
]  # fmt: skip

# A stroke: commands (letter and numbers), fill, line colour, line width; in a box of 100 by 100.
Stroke = tuple[list[tuple], str | None, str | None, float]


def _limb(x1: float, y1: float, r1: float, x2: float, y2: float, r2: float) -> list[tuple]:
    """A tapered limb with round ends."""
    along = math.atan2(y2 - y1, x2 - x1)
    nx, ny, tx, ty = -math.sin(along), math.cos(along), math.cos(along) * 4 / 3, math.sin(along) * 4 / 3
    a, b = (x1 + nx * r1, y1 + ny * r1), (x2 + nx * r2, y2 + ny * r2)
    c, d = (x2 - nx * r2, y2 - ny * r2), (x1 - nx * r1, y1 - ny * r1)
    return [
        ("M", *a),
        ("C", a[0] + (b[0] - a[0]) / 3, a[1] + (b[1] - a[1]) / 3, b[0], b[1], *b),
        ("C", b[0] + tx * r2, b[1] + ty * r2, c[0] + tx * r2, c[1] + ty * r2, *c),
        ("C", c[0] + (d[0] - c[0]) / 3, c[1] + (d[1] - c[1]) / 3, d[0], d[1], *d),
        ("C", d[0] - tx * r1, d[1] - ty * r1, a[0] - tx * r1, a[1] - ty * r1, *a),
        ("Z",),
    ]


def _circle(x: float, y: float, r: float) -> list[tuple]:
    k = r * 0.5523
    return [
        ("M", x + r, y),
        ("C", x + r, y + k, x + k, y + r, x, y + r),
        ("C", x - k, y + r, x - r, y + k, x - r, y),
        ("C", x - r, y - k, x - k, y - r, x, y - r),
        ("C", x + k, y - r, x + r, y - k, x + r, y),
        ("Z",),
    ]


def figure(seed: int) -> list[Stroke]:
    """Sixty strokes: a jointed body in some pose, shading, floor, an arrow."""
    chance = random.Random(seed)
    skin, cloth, line = "#f2d3bd", "#5b8db8", "#23364a"
    hip, neck = (50 + chance.uniform(-6, 6), 55), (50 + chance.uniform(-12, 12), 26)
    strokes: list[Stroke] = [([("M", 8 + i * 10, 94), ("L", 4 + i * 10, 98)], None, "#9aa7b2", 0.5) for i in range(9)]
    strokes += [
        ([("M", 4, 94), ("L", 96, 94)], None, "#5d6b78", 0.8),
        (_limb(12, 92, 1.5, 88, 92, 1.5), "#d7e3ec", line, 0.4),
    ]
    for base, lengths, thick, colour in (
        (hip, (20, 18), (5.2, 3.9, 2.6), cloth),
        (neck, (14, 13), (3.4, 2.7, 1.9), skin),
    ):
        for side in (-1, 1):
            first = 1.3 + side * 0.35 + chance.uniform(-0.5, 0.5)
            middle = (base[0] + math.cos(first) * lengths[0], base[1] + math.sin(first) * lengths[0])
            second = 1.4 + side * 0.2 + chance.uniform(-0.6, 0.6)
            end = (middle[0] + math.cos(second) * lengths[1], middle[1] + math.sin(second) * lengths[1])
            strokes.append((_limb(*base, thick[0], *middle, thick[1]), colour, line, 0.6))
            strokes.append((_limb(*middle, thick[1], *end, thick[2]), skin, line, 0.6))
            strokes.append((_limb(*end, thick[2], end[0] + 4, end[1] + 1, thick[2] * 0.7), skin, line, 0.5))
            strokes.append((_circle(*middle, thick[1] * 0.5), None, "#c79f86", 0.3))
            for part in (0.25, 0.4, 0.55, 0.7, 0.85):
                x, y = base[0] + (middle[0] - base[0]) * part, base[1] + (middle[1] - base[1]) * part
                strokes.append(
                    ([("M", x - 1.5, y), ("C", x - 0.7, y + 1, x + 0.7, y + 1, x + 1.5, y)], None, "#3f6688", 0.3)
                )
    strokes += [(_limb(*neck, 7, *hip, 6), "#e6eef4", line, 0.6), (_circle(neck[0], neck[1] - 11, 7), skin, line, 0.6)]
    while len(strokes) < 58:
        x, y = hip[0] + chance.uniform(-4, 4), hip[1] - chance.uniform(2, 20)
        strokes.append(([("M", x - 2, y), ("C", x - 1, y + 1, x + 1, y - 1, x + 2, y)], None, "#b6c6d3", 0.3))
    strokes.append(([("M", 78, 30), ("C", 90, 38, 92, 54, 84, 66)], None, "#c0392b", 1.2))
    strokes.append(([("M", 82, 61), ("L", 83, 67.5), ("L", 88, 63.5), ("Z",)], "#c0392b", None, 0))
    return strokes


FIGURES = {(n, k): figure(2 * n + k) for n in range(len(EXERCISES)) for k in (0, 1)}


def svg(strokes: list[Stroke], title: str = "") -> str:
    body = "".join(
        f'<path d="{"".join(c[0] + " ".join(f"{v:.1f}" for v in c[1:]) for c in commands)}" fill="{fill or "none"}"'
        + (f' stroke="{line}" stroke-width="{width}"' if line else "")
        + "/>"
        for commands, fill, line, width in strokes
    )
    name = f"<title>{escape(title)}</title>" if title else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{name}{body}</svg>'


def grid(rows: int, width: float = 186, row: float = 4.6, names: float = 58) -> str:
    """The lines of the boxes to tick, for engines that draw them."""
    lines = "".join(f"M0 {row * n:.2f}H{width}" for n in range(rows + 1))
    lines += "".join(f"M{names + (width - names) / DAYS * n:.2f} 0V{row * rows:.2f}" for n in range(DAYS + 1))
    path = f'<path d="{lines}M0 0V{row * rows:.2f}" fill="none" stroke="#8796a3" stroke-width="0.2"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {row * rows:.2f}">{path}</svg>'


LOOK = """
@page { size: A4; margin: 14mm 12mm 16mm;
  @bottom-left { content: "Stop and call us if the pain gets worse."; font-size: 8pt; width: 70% }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 8pt; width: 30% } }
html { font: 9.5pt/1.3 "Atkinson Hyperlegible"; color: #1b2733 }
body, h1, h2, p, ol { margin: 0; padding: 0 } h1 { font-size: 17pt } h2 { font-size: 11.5pt; margin-bottom: 1mm }
header { border-bottom: .6mm solid #5b8db8; padding-bottom: 3mm; margin-bottom: 3mm }
.exercise { break-inside: avoid; border: .2mm solid #c5d0da; padding: 2mm; margin: 0 0 2.5mm }
.figure svg, .figure img { width: 36mm; height: 36mm; display: block }
li { margin: 0 0 .5mm } .dose { margin-top: 1.2mm; font-weight: bold; color: #1d5480 }
"""
# As one writes it: a grid, inline drawings, a table of boxes.
PLAIN = """
.exercise { display: grid; grid-template-columns: 36mm 36mm auto; column-gap: 3mm } ol { padding-left: 5mm }
table { border-collapse: collapse; width: 100%; break-inside: avoid; font-size: 8pt }
th, td { border: .2mm solid #8796a3; height: 4.6mm; padding: 0 .6mm }
th.name { text-align: left; font-weight: normal; width: 58mm }
"""
# As hep writes its layouts: cells side by side, drawings by address, boxes that are drawn.
LEAN = """
.body { display: table; table-layout: fixed; width: 100% }
.figure, .words { display: table-cell; vertical-align: top } .figure { width: 39mm }
ol { list-style: none } li { padding-left: 5mm; text-indent: -5mm }
.boxes { background: url(drawing:grid) 0 0 / 100% 100% no-repeat; font-size: 8pt }
.boxes p { line-height: 4.6mm; padding-left: .6mm }
"""


def page(patient: str, lean: bool = False, count: int = 8, boxes: bool = True) -> str:
    """The handout as HTML, without its style sheet."""
    clinic = f"<p><b>{CLINIC[0]}</b>, {CLINIC[1]}, {CLINIC[2]}</p>"
    head = f"<header><h1>{TITLE}</h1>{clinic}<p>For: {patient}</p><p>Date: {DATE}</p></header>"
    cards = "".join(_card(n, lean) for n in range(count))
    log = (_drawn_boxes if lean else _table)() if boxes else ""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/>'
        f"<title>Home exercises for {patient}</title></head>"
        f"<body>{head}{cards}{log}</body></html>"
    )


def _card(number: int, lean: bool) -> str:
    n = number % len(EXERCISES)
    name, dose, steps = EXERCISES[n]
    said = [f"{name}: {pose} position" for pose in ("start", "end")]
    drawn: Callable[[int], str] = (
        (lambda k: f'<img src="figure:{n}-{k}" alt="{said[k]}"/>') if lean else (lambda k: svg(FIGURES[n, k], said[k]))
    )
    figures = "".join(f'<div class="figure">{drawn(k)}</div>' for k in (0, 1))
    listed = "".join(f"<li>{f'{at}. ' if lean else ''}{step}</li>" for at, step in enumerate(steps, 1))
    words = f'<div class="words"><h2>{number + 1}. {name}</h2><ol>{listed}</ol><p class="dose">{dose}</p></div>'
    inside = f'<div class="body">{figures}{words}</div>' if lean else f"{figures}{words}"
    return f'<section class="exercise">{inside}</section>'


def _table() -> str:
    days = "".join(f'<th scope="col">{day}</th>' for day in range(1, DAYS + 1))
    rows = "".join(f'<tr><th class="name" scope="row">{name}</th>{"<td></td>" * DAYS}</tr>' for name, _, _ in EXERCISES)
    return (
        f'<h2>{TICK}</h2><table><thead><tr><th class="name" scope="col">Exercise</th>{days}</tr></thead>{rows}</table>'
    )


def _drawn_boxes() -> str:
    names = "".join(f"<p>{name}</p>" for name, _, _ in EXERCISES)
    return f'<h2>{TICK}</h2><div class="boxes"><p>Exercise</p>{names}</div>'


def drawings() -> dict[str, str]:
    """The drawings of the lean page by their addresses."""
    figures = {f"figure:{n}-{k}": svg(strokes) for (n, k), strokes in FIGURES.items()}
    return figures | {"drawing:grid": grid(len(EXERCISES) + 1)}
