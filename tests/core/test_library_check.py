"""What a library must hold true: figures with their sources, drawings, doses, plain words."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep import paths
from hep.content import check_library, not_drawn, read_library
from hep.core.library import Change, CutOff, Exercise, Library, Measure, Measured
from hep.core.library_check import JARGON, LEAST_EXERCISES, faults_of, incomplete, warnings_of
from hep.yaml_file import Unreadable
from tests.shipped import LIBRARY

FIGURE = Measured("gluteus-medius", 40, "Distefano2009", "verified", 12, "recalled", 21)


def having(library: Library, **changes: Any) -> Library:
    """The library with the quad set changed."""
    changed = replace(library.exercises["quad-set"], **changes)
    return replace(library, exercises={**library.exercises, "quad-set": changed})


def sentences(library: Library) -> list[str]:
    return [fault.sentence for fault in faults_of(library)]


# -- figures


def test_a_figure_with_its_study_is_good(library: Library) -> None:
    assert sentences(having(library, measured=(FIGURE,))) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"study": "Nobody1900"}, "“Nobody1900” is not a source"),
        ({"muscle": "glutes"}, "“glutes” is not a muscle"),
        ({"mean": 500}, "A mean is a number from 0 to 300"),
        ({"mean": -1}, "A mean is a number from 0 to 300"),
        ({"sd": 400}, "An SD is a number from 0 to 300"),
        ({"sd": None}, "An SD and its status stand together"),
        ({"sd_status": None}, "An SD and its status stand together"),
        ({"n": 0}, "at least one person"),
    ],
)
def test_a_figure_without_what_makes_it_trusted_is_a_fault(
    library: Library, changes: dict[str, Any], words: str
) -> None:
    (found,) = faults_of(having(library, measured=(FIGURE, replace(FIGURE, **changes))))
    assert words in found.sentence
    assert found.where[:4] == ("exercises", "quad-set", "measured", 1)


def test_every_figure_of_the_library_says_what_is_verified_and_what_recalled(library: Library) -> None:
    rows = [row for exercise in library.exercises.values() for row in exercise.measured]
    assert len(rows) >= 100
    assert {row.status for row in rows} == {"verified", "recalled"}
    assert all(row.study in library.sources for row in rows)


def test_loaded_values_are_not_shown_beside_body_weight_exercises(library: Library) -> None:
    for exercise in library.exercises.values():
        assert all(row.as_in_library for row in exercise.activities)
        for row in exercise.measured:
            if re.search(r"10-RM|(?<!un)loaded", row.condition):
                assert row not in exercise.activities, f"{exercise.id}: {row.condition}"


# -- cut-offs and measures


def test_a_cut_off_is_the_number_that_the_sign_says(library: Library) -> None:
    with_number = [finding for finding in library.findings.values() if finding.cut_offs]
    assert len(with_number) >= 18
    finding = library.findings["tight-calf"]
    wrong = replace(finding, cut_offs=(replace(finding.cut_offs[0], value=12),))
    (found,) = sentences(replace(library, findings={**library.findings, "tight-calf": wrong}))
    assert found == "`sees` does not say 12; change both together."


@pytest.mark.parametrize(
    ("when", "value", "passed"),
    [("below", 9.9, True), ("below", 10, False), ("above", 10, False), ("above", 10.1, True),
     ("at-least", 10, True), ("at-least", 9.9, False)],
)  # fmt: skip
def test_a_cut_off_is_passed_or_not(when: Any, value: float, passed: bool) -> None:
    assert CutOff("x", when, 10, "°").passed(value) is passed


MEASURE = Measure(
    "X", "X", "How.", "s", "down", 0, 10, (Change("MDC95", "adults", "verified", 1, None, ("Piva2006",)),), "Free."
)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (replace(MEASURE, most=0), "above `least`"),
        (replace(MEASURE, target=1), "`target` is the number"),
        (replace(MEASURE, better="towards"), "`target` is the number"),
        (replace(MEASURE, changes=()), "Say which change counts"),
        (replace(MEASURE, changes=(Change("rule", "adults", "consensus"),)), "Write a `value`"),
        (replace(MEASURE, changes=(Change("MCID", "adults", "recalled", 1),)), "Name the source"),
        (replace(MEASURE, changes=(Change("MCID", "adults", "recalled", 1, None, ("Nobody",)),)), "not a source"),
    ],
)
def test_a_measure_without_what_makes_it_useful_is_a_fault(library: Library, measure: Measure, words: str) -> None:
    assert sentences(replace(library, measures={"X": MEASURE})) == []
    (found,) = sentences(replace(library, measures={"X": measure}))
    assert words in found


def test_licensed_measures_are_named_and_not_free(library: Library) -> None:
    assert [one.id for one in library.measures.values() if not one.free] == ["WOMAC"]
    assert {"NPRS", "LEFS", "30CST", "TUG", "SLS", "STEP-RATIO"} <= set(library.measures)


# -- words


def test_jargon_is_told_with_its_plain_word(library: Library) -> None:
    (found,) = sentences(having(library, purpose="Wakes up the patella of {leg}."))
    assert found == "Patients do not know the word “patella”; say “kneecap”."
    assert all(plain and not set(plain.split()) & set(JARGON) for plain in JARGON.values())


def test_the_quadriceps_may_be_taught_but_not_taken_for_known(library: Library) -> None:
    taught = "Wakes up the quadriceps, the big muscle at the front of {thigh}."
    assert sentences(having(library, purpose=taught)) == []
    assert len(sentences(having(library, purpose="Wakes up the quadriceps of {leg}."))) == 1


# -- the whole


def test_every_mechanism_has_enough_exercises_and_every_exercise_a_source(library: Library) -> None:
    assert list(incomplete(library)) == []
    few = dict(list(library.exercises.items())[: LEAST_EXERCISES - 1])
    found = list(incomplete(replace(library, exercises=few)))
    assert [fault.where[1] for fault in found] == list(library.mechanisms)
    assert [fault.where for fault in incomplete(having(library, evidence=()))] == [
        ("exercises", "quad-set", "evidence")
    ]


def test_a_dose_beyond_the_advice_is_a_warning_with_its_place(library: Library) -> None:
    assert list(warnings_of(library)) == []
    dose = library.exercises["quad-set"].dose
    (found,) = warnings_of(having(library, dose=dose.changed(sets=6, reps=5, per_day=1)))
    assert found.where == ("exercises", "quad-set", "dose")
    assert found.sentence == "6 sets: more than 5 are seldom done (consensus)."


# -- drawings


def drawn(exercise: Exercise) -> list[tuple[Any, str]]:
    """What is wrong with the drawing of one exercise, without what its library would miss."""
    faults = not_drawn(replace(LIBRARY, exercises={exercise.id: exercise}, equipment={}, positions={}))
    return [(fault.where[3:], fault.sentence) for fault in faults]


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ({}, (), "There is no drawing"),
        ({"start": None}, ("start",), "A start pose is missing"),
        ({"base": "floating"}, ("base",), "There is no base 'floating'"),
        ({"muscles": ["quads"]}, ("muscles", 0), "There is no muscle 'quads'"),
        ({"view": {"az": "left"}}, ("view", "az"), "This must be a number"),
        ({"props": [{"sofa": {}}]}, ("props", 0), "There is no prop 'sofa'"),
        ({"props": 5}, ("props",), "This must be a list"),
    ],
)
def test_a_pose_that_cannot_be_drawn_is_a_fault_with_its_place(
    change: dict[str, Any], where: tuple[str | int, ...], words: str
) -> None:
    exercise = LIBRARY.exercises["quad-set"]
    poses = {**(exercise.poses or {}), **change} if change else {}
    ((found, sentence),) = drawn(replace(exercise, poses=poses))
    assert found == where
    assert words in sentence


def test_what_is_out_of_reach_is_a_fault() -> None:
    exercise = LIBRARY.exercises["quad-set"]
    poses = deepcopy(dict(exercise.poses or {}))
    poses["start"]["contacts"]["at"]["hand_r"] = [-300, 5, 24]
    ((found, sentence),) = drawn(replace(exercise, poses=poses))
    assert found == ("start", "contacts", "at", "hand_r")
    assert "cannot be reached" in sentence


def test_a_thing_and_a_position_that_no_picture_shows_are_faults(library: Library) -> None:
    sitting = {one.id: one for one in library.exercises.values() if one.position == "sitting"}
    missing = {fault.where for fault in not_drawn(replace(library, exercises=sitting))}
    assert {("positions", "prone"), ("equipment", "treadmill")} <= missing
    assert not {("positions", "sitting"), ("equipment", "chair")} & missing


def leaves(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in a pose, the branches too."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*where, key)
        yield from leaves(inner, (*where, key))


@given(
    st.sampled_from(["quad-set", "clam-60", "bridge", "cane-walking", "hamstring-stretch-supine-helper"]),
    st.sampled_from([None, True, "x", "", -1e9, 1e308, 0, [], {}, [[]], {"x": 1}, [None, None, None]]),
    st.data(),
)
def test_any_part_of_a_pose_replaced_is_drawn_or_a_fault_and_never_fails_otherwise(
    id: str, junk: Any, data: st.DataObject
) -> None:
    exercise = LIBRARY.exercises[id]
    poses = deepcopy(dict(exercise.poses or {}))
    *path, last = data.draw(st.sampled_from(list(leaves(poses))))
    inner: Any = poses
    for step in path:
        inner = inner[step]
    inner[last] = junk
    assert all(where and sentence for where, sentence in drawn(replace(exercise, poses=poses)))


def test_the_shipped_library_is_whole_and_gives_no_warning() -> None:
    assert check_library(paths.LIBRARY)[1] == []


def test_faults_of_the_drawings_are_told_with_their_lines(tmp_path: Path) -> None:
    text = paths.LIBRARY.read_text("utf-8")
    broken = text.replace("      muscles: [quadriceps]\n", "      muscles: [quads]\n", 1)
    path = tmp_path / "exercises.yaml"
    path.write_text(broken, "utf-8")
    assert "quad-set" in read_library(path).exercises
    with pytest.raises(Unreadable) as caught:
        check_library(path)
    (found,) = caught.value.findings
    line = broken[: broken.index("      muscles: [quads]")].count("\n") + 1
    assert (found.line, found.entry) == (line, "exercises/quad-set")
