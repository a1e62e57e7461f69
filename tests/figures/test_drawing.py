"""What a figure's SVG holds, and what it must not."""

import re
from xml.etree import ElementTree

import pytest

from hep.figures import PERSONS, SIDES, STYLES, Movement, figure, figure_key
from hep.figures.lettering import LEGS, STROKES, write
from hep.figures.scene import scene_of
from hep.figures.styles import OUTLINE
from hep.figures.styles import STYLES as PALETTES
from hep.figures.svg import Pen

from .conftest import ENTRIES

every_exercise = pytest.mark.parametrize("key", ENTRIES)
LARGE = ("hamstring-stretch-supine-helper", "squat-mirror-alignment")  # two persons, a reflection
UNPRINTABLE = ("<text", "radient", "<mask", "<filter", "opacity", "clip", "<style", "<image", "var(")


@every_exercise
@pytest.mark.parametrize("style", STYLES)
def test_a_figure_is_small_well_formed_and_fits_beside_others(
    movements: dict[str, Movement], key: str, style: str
) -> None:
    for pose in (movements[key].start, movements[key].finish):
        svg = figure(pose, style=style)
        root = ElementTree.fromstring(svg)
        assert len(svg.encode()) <= (28_000 if key in LARGE else 16_000)
        assert not root.get("width")
        assert len((root.get("viewBox") or "").split()) == 4
        assert "<script" not in svg
        assert not re.search(r"\b(id|class|style|onload|href)=", svg)
        assert "nan" not in svg
        assert "inf" not in svg


@every_exercise
@pytest.mark.parametrize("style", ["print", "print-large"])
def test_a_print_figure_can_become_a_pdf_form(movements: dict[str, Movement], key: str, style: str) -> None:
    svg = figure(movements[key].finish, style=style)
    assert not [word for word in UNPRINTABLE if word in svg]
    assert {tag.split("}")[1] for tag in (e.tag for e in ElementTree.fromstring(svg).iter())} == {"svg", "g", "path"}


def test_print_is_grey(movements: dict[str, Movement]) -> None:
    colours = set(re.findall(r"#[0-9a-f]{3,6}", figure(movements["squat-mirror-alignment"].finish)))
    full = [c[1:] if len(c) == 7 else "".join(d * 2 for d in c[1:]) for c in colours]
    assert all(c[:2] == c[2:4] == c[4:] for c in full), colours


def test_screen_takes_its_colours_from_the_page_and_from_the_dark(movements: dict[str, Movement]) -> None:
    svg = figure(movements["bridge"].finish, style="screen")
    assert 'fill="var(--fig-skin,#fff)"' in svg
    assert "@media(prefers-color-scheme:dark){:where(:root){" in svg
    used = set(re.findall(r"var\(--(fig-[a-z-]+),", svg))
    assert used == set(re.findall(r"--(fig-[a-z-]+):", svg))


def test_a_thumbnail_is_the_smaller_figure(movements: dict[str, Movement]) -> None:
    for movement in movements.values():
        assert len(figure(movement.finish, style="thumbnail")) < len(figure(movement.finish, style="screen"))


@every_exercise
def test_lines_keep_their_weight_on_paper(movements: dict[str, Movement], key: str) -> None:
    pose = movements[key].finish
    for width_mm in (25.0, 40.0, 80.0):
        svg = figure(pose, width_mm=width_mm)
        _, _, width, height = map(float, (ElementTree.fromstring(svg).get("viewBox") or "").split())
        outline = max(float(w) for c, w in re.findall(r'stroke="(#1c1c1c)" stroke-width="([\d.]+)"', svg))
        assert outline * width_mm / max(width, height) == pytest.approx(0.30, abs=0.01)


def test_same_input_same_bytes_from_an_empty_memory() -> None:
    first = figure(Movement.read(ENTRIES["cane-walking"]).finish, "left", "older-man")
    scene_of.cache_clear()
    assert figure(Movement.read(ENTRIES["cane-walking"]).finish, "left", "older-man") == first


def test_the_key_names_the_content(movements: dict[str, Movement]) -> None:
    pose = movements["bridge"].finish
    keys = {
        figure_key(which, side, person, style, width)
        for which in (pose, movements["bridge"].start, movements["hip-hike"].finish)
        for side in SIDES
        for person in PERSONS
        for style in STYLES
        for width in (40.0, 60.0)
    }
    assert len(keys) == 3 * 2 * 4 * 4 * 2
    assert figure_key(pose, width_mm=40) == figure_key(Movement.read(ENTRIES["bridge"]).finish, width_mm=40.0)


def test_unknown_words_are_named(movements: dict[str, Movement]) -> None:
    with pytest.raises(ValueError, match="There is no person 'child'"):
        figure(movements["bridge"].start, person="child")


# -- sides
def mirrored_name(name: str) -> str:
    ends = {"_r": "_l", "_l": "_r"}
    return name[:-2] + ends[name[-2:]] if name[-2:] in ends else name


FLIPPED = ("pelvis_list", "pelvis_rotation", "trunk_side", "trunk_rotation", "neck_side", "neck_rotation")


def swapped(value: object, key: str = "") -> object:
    """The same pose authored for the other side: r and l change places, z and turns change sign."""
    if isinstance(value, dict):
        sides = {"r": "l", "l": "r"}
        return {sides.get(k, mirrored_name(k)): swapped(v, k) for k, v in value.items()}
    if isinstance(value, list):
        if len(value) == 3 and all(v is None or isinstance(v, int | float) for v in value):
            return [value[0], value[1], None if value[2] is None else -value[2]]
        return [swapped(v) for v in value]
    if isinstance(value, str):
        return mirrored_name(value)
    return -value if key in FLIPPED and isinstance(value, int | float) else value


@pytest.mark.parametrize("key", ["standing-hip-abduction", "single-leg-bridge", "hip-hike", "cane-walking"])
def test_left_is_the_exact_mirror_of_the_right(key: str) -> None:
    plain = {k: v for k, v in ENTRIES[key].items() if k in ("base", "start", "finish", "view")}
    poses = {k: {n: v for n, v in plain[k].items() if n != "guides"} for k in ("start", "finish")}
    view = plain["view"]
    right = Movement.read(plain | poses)
    left = Movement.read(plain | swapped(poses) | {"view": {"az": 180 - view["az"], "el": view["el"]}})  # type: ignore[operator]
    angles = {mirrored_name(n): -a if n in FLIPPED else a for n, a in left.finish.angles().items()}
    assert angles == pytest.approx(right.finish.angles(), abs=1e-3)
    ours, theirs = (scene_of(m.script, "woman").frame(1.0).figures[0].part for m in (right, left))
    for name, part in ours.items():
        x0, y0, x1, y1 = theirs[mirrored_name(name)].box
        assert part.box == pytest.approx((-x1, y0, -x0, y1), abs=0.05), name


def test_the_left_figure_is_the_same_drawing_in_a_mirror(movements: dict[str, Movement]) -> None:
    right, left = (figure(movements["forward-lunge"].finish, side=side) for side in SIDES)
    (x, y, *size), (left_x, left_y, *left_size) = (
        [float(n) for n in (ElementTree.fromstring(svg).get("viewBox") or "").split()] for svg in (right, left)
    )
    assert (left_y, left_size) == (y, size)
    assert abs(left_x + x + size[0]) <= 1
    assert re.sub(r'viewBox="[^"]*"', "", left).replace(' transform="scale(-1 1)"', "") == re.sub(
        r'viewBox="[^"]*"', "", right
    )


def test_letters_never_mirror() -> None:
    right, left = Pen(PALETTES["print"]), Pen(PALETTES["print"], mirrored=True)
    write(right, "L", 30, 10, 9)
    write(left, "R", 30, 10, 9)
    # On the left side the letter is the other one, and its strokes run backwards below the mirror.
    assert _xs(left.drawing()) == [600 - x for x in _xs(right.drawing())]
    assert {"L", "R", *"0123456789"} <= set(STROKES)


@pytest.mark.parametrize("key", ["bridge", "sit-to-stand", "hip-hike"])
@pytest.mark.parametrize("side", SIDES)
def test_an_exercise_for_both_legs_and_one_for_each_in_turn_say_so(
    movements: dict[str, Movement], key: str, side: str
) -> None:
    pose = movements[key].finish
    one, both, alternating = (figure(pose, side, legs=legs) for legs in ("one", "both", "alternating"))
    body = re.findall(r"<path[^>]*>", one)
    assert [len(re.findall(r"<path[^>]*>", told)) - len(body) for told in (both, alternating)] == [2, 2]
    assert all(path in both and path in alternating for path in body)  # nothing else changes
    assert len({figure_key(pose, side, legs=legs) for legs in ("one", "both", "alternating")}) == 3
    assert figure(pose, side, style="thumbnail", legs="both") == figure(pose, side, style="thumbnail")


def test_the_letters_of_both_legs_stand_where_nothing_is_drawn(movements: dict[str, Movement]) -> None:
    scene = scene_of(movements["bridge"].script, "woman")
    pen = Pen(PALETTES["print"])
    left, bottom, right, top = scene._tell(pen, LEGS["both"])
    letters = [x / 10 for x in _xs(pen.drawing())]
    assert left <= min(letters)
    assert max(letters) <= right
    assert (left, bottom, right) == scene.box[:3]
    assert top >= scene.box[3]


def _xs(drawing: str) -> list[int]:
    """Absolute x of every point of straight paths."""
    out = []
    for path in re.findall(r"M[^M\"]*", drawing):
        numbers = [int(n) for n in re.findall(r"-?\d+", path)]
        x = numbers[0]
        out.append(x)
        for step in numbers[2::2]:
            x += step
            out.append(x)
    return out


def test_a_label_is_drawn_for_both_sides() -> None:
    entry = ENTRIES["heel-strike-toe-off"]
    movement = Movement.read(entry | {"guides": [{"label": {"text": "R", "at": "heel_r"}}]})
    right, left = (figure(movement.start, side=side) for side in SIDES)
    assert right.count("<path") == left.count("<path")
    assert OUTLINE > 0
