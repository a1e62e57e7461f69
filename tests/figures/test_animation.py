"""A moving figure: CSS alone, pausable, silent where less motion is asked for."""

import re
from xml.etree import ElementTree

from hep.figures import Movement, moving_figure


def test_a_moving_figure_is_one_well_formed_svg_without_script(movements: dict[str, Movement]) -> None:
    svg = moving_figure(movements["forward-lunge"])
    root = ElementTree.fromstring(svg)
    frames = root.findall("{*}g/{*}g")
    assert root.get("data-figure") == "moving"
    assert len(frames) == 10
    assert len(svg.encode()) < 110_000
    assert "<script" not in svg
    assert not re.search(r"\b(id|class)=", svg)


def test_it_rests_until_it_is_asked_to_move_and_stops_when_less_motion_is_wanted(
    movements: dict[str, Movement],
) -> None:
    svg = moving_figure(movements["bridge"])
    assert "step-end infinite paused" in svg
    assert ":is(:hover,:focus)>g>g{animation-play-state:running}" in svg
    assert "svg[data-figure=moving]:root>g>g{animation-play-state:running;animation-iteration-count:1}" in svg
    assert "@media(prefers-reduced-motion:reduce){svg[data-figure=moving]>g>g{animation:none" in svg


def test_every_moving_figure_has_the_same_rules(movements: dict[str, Movement]) -> None:
    rules = {
        re.sub(r"@media\(prefers-color.*", "", re.findall("<style>(.*?)</style>", moving_figure(movements[key]))[0])
        for key in ("bridge", "hip-hike")
    }
    assert len(rules) == 1


def test_at_every_moment_of_the_loop_one_frame_is_shown(movements: dict[str, Movement]) -> None:
    svg = moving_figure(movements["hip-hike"])
    shown = 0.0
    for stops in re.findall(r"@keyframes figure-\d+-\d+\{(.*?)\}\}?svg", svg.replace("}svg", "}}svg")):
        marks = [(float(p), v) for p, v in re.findall(r"([\d.]+)%\{visibility:(\w+)\}", stops)]
        ends = [p for p, _ in marks[1:]] + [100.0]
        shown += sum(end - start for (start, state), end in zip(marks, ends, strict=True) if state == "visible")
    assert abs(shown - 100) < 0.2
