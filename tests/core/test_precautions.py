"""Precautions against movement features."""

import csv
from datetime import date
from pathlib import Path

import pytest

from hep.core.library import Library
from hep.core.precautions import PatientPrecaution, hits, ruled_out

# What the clinical facts computed independently: exercise -> codes that exclude it, codes that caution (and do not
# exclude). The codes that rule out every exercise are left out there.
with (Path(__file__).parent / "excluded.csv").open(encoding="utf-8") as opened:
    EXPECTED = {
        row["exercise"]: tuple({one for one in row[name].split(";") if one} for name in ("excluded_by", "caution_for"))
        for row in csv.DictReader(opened)
    }
ANY = {"FRACTURE-UNHEALED", "CARDIAC-UNSTABLE", "DVT-SUSPECT"}


def codes_that(action: str, exercise_id: str, library: Library) -> set[str]:
    found = hits(library.exercises[exercise_id], set(library.precautions) - ANY, library)
    return {hit.code for hit in found if hit.action == action}


def test_the_library_holds_the_exercises_of_the_clinical_facts(library: Library) -> None:
    assert set(library.exercises) == set(EXPECTED)


@pytest.mark.parametrize("exercise_id", EXPECTED)
def test_each_exercise_is_ruled_out_and_cautioned_as_in_the_clinical_facts(library: Library, exercise_id: str) -> None:
    excluded, cautioned = EXPECTED[exercise_id]
    assert codes_that("exclude", exercise_id, library) == excluded
    assert codes_that("caution", exercise_id, library) - excluded == cautioned


@pytest.mark.parametrize("code", sorted(ANY))
def test_some_precautions_rule_out_every_exercise(library: Library, code: str) -> None:
    for exercise in library.exercises.values():
        (hit,) = hits(exercise, [code], library)
        assert (hit.action, hit.feature) == ("exclude", "any exercise")
        assert ruled_out(exercise, [code], library)


def test_every_rule_can_hit_and_says_why(library: Library) -> None:
    rules = [(code, rule) for code, one in library.precautions.items() for rule in one.rules]
    assert len(rules) == 206
    for code, rule in rules:
        assert rule.note.strip(), (code, rule.feature)
        assert rule.feature == "any" or rule.feature in library.features, (code, rule.feature)


def test_a_precaution_has_one_rule_for_a_feature(library: Library) -> None:
    for code, precaution in library.precautions.items():
        features = [rule.feature for rule in precaution.rules]
        assert len(features) == len(set(features)), code


def test_a_hit_names_the_precaution_the_feature_and_the_note_of_the_rule(library: Library) -> None:
    (hit,) = [one for one in hits(library.exercises["sit-to-stand"], ["THA-POST"], library) if one.action == "exclude"]
    (rule,) = [one for one in library.precautions["THA-POST"].rules if one.feature == "hip-flexion-gt-90"]
    assert (hit.code, hit.name) == ("THA-POST", library.precautions["THA-POST"].name)
    assert (hit.feature, hit.note) == ("bends the hip past 90°", rule.note)


def test_exclusions_come_before_cautions(library: Library) -> None:
    for exercise in library.exercises.values():
        actions = [hit.action for hit in hits(exercise, library.precautions, library)]
        assert actions == sorted(actions, reverse=True)


@pytest.mark.parametrize("codes", [[], ["NO-SUCH-CODE"]])
def test_no_known_precaution_hits_nothing(library: Library, codes: list[str]) -> None:
    assert hits(library.exercises["squat"], codes, library) == []
    assert not ruled_out(library.exercises["squat"], codes, library)


@pytest.mark.parametrize(
    ("exercise", "code", "out"),
    [
        ("sit-to-stand", "THA-POST", True),
        ("sit-to-stand-high", "THA-POST", False),
        ("bridge", "NO-FLOOR", False),
        ("hip-thrust", "NO-FLOOR", True),
        ("backward-walking", "THA-ANT", True),
        ("single-leg-squat", "TKA-EARLY", True),
        ("quad-set", "TKA-EARLY", False),
        ("hip-hike", "GTPS", True),
        ("treadmill-symmetry-walking", "FALL-RISK", True),
        ("short-arc-quad", "ACLR-EARLY", True),
    ],
)
def test_known_cases(library: Library, exercise: str, code: str, out: bool) -> None:
    assert ruled_out(library.exercises[exercise], [code], library) is out


@pytest.mark.parametrize(
    ("until", "holds"),
    [(None, True), (date(2026, 11, 23), True), (date(2026, 11, 22), True), (date(2026, 11, 21), False)],
)
def test_a_precaution_holds_up_to_its_last_day(until: date | None, holds: bool) -> None:
    assert PatientPrecaution("PFP", "left", until).holds_on(date(2026, 11, 22)) is holds
