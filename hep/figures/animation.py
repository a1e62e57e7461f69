"""Start <-> finish as one SVG that CSS alone moves, and stops.

The rules hang on the structure and on `data-figure`, so they are the same in every moving figure and cannot collide.
Inline, a figure moves while it or what holds it is hovered or focused, and pauses after. As a document of its own (an
<img>) it moves once, for less than the five seconds after which WCAG 2.2.2 asks for a pause.
"""

from __future__ import annotations

from dataclasses import replace

from .scene import Scene
from .styles import Style
from .svg import Pen, dark_mode, document, weight

FRAMES = 10
SECONDS = 3.2
HOLD_START, HOLD_FINISH = 2, 3  # frames of rest
MOVING = "svg[data-figure=moving]"


def moving_svg(scene: Scene, style: Style, mirrored: bool, width_mm: float, frames: int = FRAMES) -> str:
    """Solved frames in a loop there and back; who asks for less motion sees the finish."""
    plain = replace(style, detailed=False)
    heavy = weight(scene.box, width_mm, style)
    used: set[str] = set()
    drawings = []
    for i in range(frames):
        pen = Pen(plain, heavy, mirrored)
        drawings.append(f"<g>{scene.drawing(i / (frames - 1), pen, arrows=False)}</g>")
        used |= pen.used
    svg = document("".join(drawings), scene.box, mirrored, _motion(frames) + dark_mode(style, used))
    return svg.replace("<svg ", '<svg data-figure="moving" ', 1)


def _motion(frames: int) -> str:
    """The rules that show one frame after the other."""
    last = frames - 1
    sequence = [0] * HOLD_START + list(range(frames)) + [last] * HOLD_FINISH + list(range(last - 1, 0, -1))
    each = f"{MOVING}>g>g"
    css = [
        f"{each}{{visibility:hidden;animation:{SECONDS}s step-end infinite paused}}",
        f":is(:hover,:focus)>{each},{MOVING}:is(:hover,:focus)>g>g{{animation-play-state:running}}",
        f"{MOVING}:root>g>g{{animation-play-state:running;animation-iteration-count:1}}",
        f"{MOVING}:root:hover>g>g{{animation-iteration-count:infinite}}",
    ]
    for i in range(frames):
        name = f"figure-{frames}-{i}"
        css.append(f"@keyframes {name}{{{_stops([k == i for k in sequence])}}}")
        css.append(f"{each}:nth-child({i + 1}){{animation-name:{name}}}")
    css.append(
        f"@media(prefers-reduced-motion:reduce){{{each}{{animation:none;visibility:hidden}}"
        f"{each}:last-child{{visibility:visible}}}}"
    )
    return "".join(css)


def _stops(shown: list[bool]) -> str:
    """Key frames that switch a frame on and off."""
    stops = []
    for k, on in enumerate(shown):
        if k == 0 or on != shown[k - 1]:
            stops.append(f"{100 * k / len(shown):.2f}%{{visibility:{'visible' if on else 'hidden'}}}")
    return "".join(stops)
