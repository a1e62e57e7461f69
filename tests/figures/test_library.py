"""Truth: what the library draws is what its facts say, for every exercise and every person."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from hep.figures import PERSONS, Movement, figure
from hep.figures.angles import limits
from hep.figures.marks import GUIDES
from hep.figures.props import PROPS
from hep.figures.script import Item

from .library import DRAWN, FORWARD, LIBRARY, RIGHT, UP, Drawn, every_exercise

WIDTH_MM, SMALL, TWO_PERSONS = 60.0, 16_000, 28_000  # bytes
ON_THE_FLOOR, OFF_THE_FLOOR = 10, 25  # cm: a knee that bears weight, a pelvis that does not
UPRIGHT = 0.75  # cosine from which an axis points up

# How far an angle may pass a bound without the fact: a goniometer is not read more finely.
READING = 1.5  # degrees
# Thighs side by side, and one foot in front of the other on a line: not yet across the midline.
LEGS_TOGETHER = 5.0  # degrees of hip adduction

MOST_BENT_ON_THE_WAY = "bends most between the two pictures"
BETWEEN_STEPS = "both feet touch the floor at the beginning and at the end of the step"
HALF_THE_WEIGHT = "the other knee kneels and bears the weight, as `kneeling` says"
ON_THE_MAT = "the straight leg lies on the mat below a full seat"
STEPS = [
    "forward-lunge", "lateral-band-walk", "step-over-line", "backward-step-supported", "stair-training-step-to",
    "stair-training-reciprocal", "step-tap", "single-leg-clock-reach",
]  # fmt: skip
# (exercise, feature): why the pictures may say something else than the facts.
EXCEPTIONS = {
    ("sit-to-stand", "hip-flexion-gt-90"): MOST_BENT_ON_THE_WAY,
    ("forward-lunge", "hip-flexion-gt-90"): "drawn above the deepest lunge that the words allow",
    ("hip-hike", "hip-adduction-past-midline"): "`pelvic-drop-loaded` says it",
    ("straight-leg-raise", "hip-extension-past-neutral"): ON_THE_MAT,
    ("hamstring-stretch-supine-helper", "hip-extension-past-neutral"): ON_THE_MAT,
    ("step-tap", "knee-flexion-loaded-gt-45"): "the foot on the step only taps",
    **{("hip-flexor-stretch-half-kneeling", f"knee-flexion-loaded-gt-{n}"): HALF_THE_WEIGHT for n in (45, 60, 90)},
    ("hip-flexor-stretch-half-kneeling", "weight-bearing-single-leg"): HALF_THE_WEIGHT,
    ("quad-set", "supine"): "drawn in long sitting, which the words allow too",
    **dict.fromkeys(((key, "weight-bearing-single-leg") for key in STEPS), BETWEEN_STEPS),
    ("front-plank-hip-extension", "weight-bearing-single-leg"): "the forearms and a foot bear the weight",
}


def test_every_exercise_is_drawn_for_four_persons() -> None:
    assert all(exercise.poses for exercise in LIBRARY.exercises.values())
    assert PERSONS == ("woman", "man", "older-woman", "older-man")


@every_exercise
def test_contacts_are_met_by_every_person(drawn: Drawn) -> None:
    for person in PERSONS:
        for pose in drawn.poses:
            assert pose.contact_error(person) < 1, (person, pose.misses(person))


@every_exercise
def test_no_joint_leaves_its_range(drawn: Drawn) -> None:
    for person in PERSONS:
        for pose in drawn.poses:
            for name, angle in pose.angles(person).items():
                low, high = limits(name)
                assert low - 1e-6 <= angle <= high + 1e-6, (person, name)


# -- the features of an exercise, and how a picture shows them
def _hip_flexion(drawn: Drawn, person: str) -> float:
    return max(drawn.angles(person, "hip_flexion"))


def _hip_extension(drawn: Drawn, person: str) -> float:
    return -min(drawn.angles(person, "hip_flexion"))


def _hip_adduction(drawn: Drawn, person: str) -> float:
    return -min(drawn.angles(person, "hip_abduction"))


def _loaded_knee_flexion(drawn: Drawn, person: str) -> float:
    loaded = zip(drawn.poses, drawn.standing_on(), strict=True)
    return max((pose.angles(person)[f"knee_flexion_{side}"] for pose, sides in loaded for side in sides), default=0)


ANGLES: list[tuple[str, Callable[[Drawn, str], float], float]] = [
    ("hip-flexion-gt-90", _hip_flexion, 90),
    ("hip-extension-past-neutral", _hip_extension, 0),
    ("hip-adduction-past-midline", _hip_adduction, LEGS_TOGETHER),
    ("knee-flexion-loaded-gt-45", _loaded_knee_flexion, 45),
    ("knee-flexion-loaded-gt-60", _loaded_knee_flexion, 60),
    ("knee-flexion-loaded-gt-90", _loaded_knee_flexion, 90),
]


@pytest.mark.parametrize(("feature", "angle_of", "bound"), ANGLES, ids=[feature for feature, *_ in ANGLES])
@every_exercise
def test_an_angle_passes_its_bound_if_the_facts_say_so(
    drawn: Drawn, feature: str, angle_of: Callable[[Drawn, str], float], bound: float
) -> None:
    if (drawn.exercise.id, feature) in EXCEPTIONS:
        return
    for person in PERSONS:
        angle = angle_of(drawn, person)
        if feature in drawn.exercise.features:
            assert angle > bound, (person, angle)
        else:
            assert angle <= bound + READING, (person, angle)


def _kneels(drawn: Drawn) -> bool:
    return any(
        body.joint(f"knee_{side}")[UP] - drawn.floor < ON_THE_FLOOR
        and body.joint("pelvis")[UP] - drawn.floor > OFF_THE_FLOOR
        for body in drawn.bodies("woman")
        for side in "rl"
    )


def _lies(axis: int, way: int) -> Callable[[Drawn], bool]:
    """Whether this axis of the pelvis points up (1), down (-1) or either way (0) from start to finish."""

    def lies(drawn: Drawn) -> bool:
        ups = [body.frames["pelvis"][axis][UP] for body in drawn.bodies("woman")]
        return all((up * way if way else abs(up)) > UPRIGHT for up in ups)

    return lies


def _lies_prone(drawn: Drawn) -> bool:
    return _lies(FORWARD, -1)(drawn) and not _kneels(drawn)


def _stands_on_one(drawn: Drawn) -> bool:
    return any(len(feet) == 1 for feet in drawn.standing_on())


POSTURES: list[tuple[str, Callable[[Drawn], bool]]] = [
    ("supine", _lies(FORWARD, 1)),
    ("prone", _lies_prone),
    ("side-lying", _lies(RIGHT, 0)),
    ("kneeling", _kneels),
    ("weight-bearing-single-leg", _stands_on_one),
]


@pytest.mark.parametrize(("feature", "shows"), POSTURES, ids=[feature for feature, _ in POSTURES])
@every_exercise
def test_a_posture_is_drawn_if_the_facts_say_so(drawn: Drawn, feature: str, shows: Callable[[Drawn], bool]) -> None:
    if (drawn.exercise.id, feature) in EXCEPTIONS:
        return
    if feature == "weight-bearing-single-leg" and drawn.exercise.position == "walking":
        assert feature in drawn.exercise.features or "walking-with-aid" in drawn.exercise.features
        return  # between the steps of a walk one leg bears the weight; the pictures show the steps
    assert shows(drawn) == (feature in drawn.exercise.features)


def test_every_exception_is_one() -> None:
    """An exception that the pictures no longer need is taken out."""
    needed = set()
    for key, feature in EXCEPTIONS:
        drawn, tagged = DRAWN[key], feature in DRAWN[key].exercise.features
        for name, angle_of, bound in ANGLES:
            if name == feature:
                angles = [angle_of(drawn, person) for person in PERSONS]
                agrees = min(angles) > bound if tagged else max(angles) <= bound + READING
                needed |= set() if agrees else {(key, feature)}
        needed |= {(key, feature) for name, shows in POSTURES if name == feature and shows(drawn) != tagged}
    assert needed == set(EXCEPTIONS)


# -- the example of the documents
def test_the_example_of_the_documents_is_a_pose() -> None:
    text = (Path(__file__).parents[2] / "docs/figures.md").read_text("utf-8")
    example = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[0])["poses"]
    assert Movement.read(example) == Movement.read(LIBRARY.exercises["bridge"].poses or {})
    assert {word for word in (*PROPS, *GUIDES) if not re.search(rf"\b{word}\b", text)} == set()


# -- what is painted
@every_exercise
def test_a_printed_figure_is_small(drawn: Drawn) -> None:
    script = drawn.movement.script
    large = script.helper is not None or any(prop.name == "mirror" for prop in script.picture.props)
    for pose in drawn.poses:
        assert len(figure(pose, width_mm=WIDTH_MM).encode()) <= (TWO_PERSONS if large else SMALL)


@every_exercise
def test_left_is_the_mirror_of_right(drawn: Drawn) -> None:
    right, left = (figure(drawn.movement.finish, side=side, width_mm=WIDTH_MM) for side in ("right", "left"))
    (x, y, *size), (left_x, left_y, *left_size) = _view(right), _view(left)
    assert (left_y, left_size) == (y, size)
    assert abs(left_x + x + size[0]) <= 1
    assert sorted([MIRROR in right, MIRROR in left]) == [False, True]
    if not LETTERS & {guide.name for guide in _guides(drawn)}:
        assert _unmirrored(right) == _unmirrored(left)


MIRROR = ' transform="scale(-1 1)"'
LETTERS = {"label"}


def _guides(drawn: Drawn) -> list[Item]:
    script = drawn.movement.script
    return [*script.picture.guides, *script.patient.start.guides, *script.patient.finish.guides]


def _view(svg: str) -> list[float]:
    return [float(number) for number in (ElementTree.fromstring(svg).get("viewBox") or "").split()]


def _unmirrored(svg: str) -> str:
    return re.sub(r'viewBox="[^"]*"', "", svg).replace(MIRROR, "")
