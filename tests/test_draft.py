"""`hep draft CASE.yaml`: a case in, a draft or a sentence for each fault out (docs/draft.md)."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from hep import paths
from hep.cli import main
from hep.core.burden import burden
from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.plan import Phase, Prescription

EXAMPLE = re.findall(r"```yaml\n(.*?)```", (paths.PACKAGE.parent / "docs/draft.md").read_text("utf-8"), re.DOTALL)[0]
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(case: str | dict[str, Any], *options: str) -> Result:
        path = tmp_path / "case.yaml"
        path.write_text(case if isinstance(case, str) else yaml.safe_dump(case), "utf-8")
        result = CliRunner().invoke(main, ["draft", str(path), *options])
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result

    return run


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def test_the_documented_case_gives_the_documented_keys(run: Run, library: Library) -> None:
    found = told(run(EXAMPLE, "--json"))
    assert list(found) == [
        "refused", "because", "mechanisms", "phases", "minutes_per_day", "unanswered", "warnings", "footer",
    ]  # fmt: skip
    assert (found["refused"], found["because"], found["mechanisms"]) == (False, [], ["muscle-instability"])
    for phase in found["phases"]:
        assert list(phase) == ["name", "weeks", "criteria", "minutes_per_day", "prescriptions"]
        for row in phase["prescriptions"]:
            assert row["exercise"] in library.exercises
            assert {"side", "dose", "minutes", "answers", "reason", "evidence", "alternatives"} <= set(row)
            assert len(row["alternatives"]) == 2
    answers = {one for row in found["phases"][0]["prescriptions"] for one in row["answers"]}
    assert answers == {"muscle-instability", "quad-weak", "trendelenburg-test"}


def test_the_minutes_are_those_of_the_doses(run: Run, library: Library) -> None:
    found = told(run(EXAMPLE, "--json"))
    for phase in found["phases"]:
        rows = tuple(
            Prescription(str(n), row["exercise"], row["side"], Dose(**row["dose"]), row["mechanism"])
            for n, row in enumerate(phase["prescriptions"])
        )
        assert phase["minutes_per_day"] == burden(Phase("x", "x", prescriptions=rows), library).minutes_a_day
    assert found["minutes_per_day"] == found["phases"][0]["minutes_per_day"]


def test_the_text_says_the_plan_and_ends_with_whose_judgement_it_needs(run: Run) -> None:
    result = run(EXAMPLE)
    assert result.exit_code == 0
    for words in ("Phase 1: Switch on", "Move on when: ", "Answers ", "Choice: ", "Or: ", "Dose: consensus"):
        assert words in result.output
    assert result.output.strip().splitlines()[-1] == "A draft for a licensed therapist's judgement."


def test_the_same_case_gives_the_same_output(run: Run) -> None:
    assert run(EXAMPLE, "--json").output == run(EXAMPLE, "--json").output


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_red_flag_refuses(run: Run, options: tuple[str, ...]) -> None:
    case = {"patient": {"precautions": [{"code": "DVT-SUSPECT", "side": "left"}]}, "findings": ["quad-weak"]}
    result = run(case, *options)
    assert result.exit_code == 0
    if options:
        found = told(result)
        assert found["refused"] is True
        assert [one["code"] for one in found["because"]] == ["DVT-SUSPECT"]
        assert found["because"][0]["reason"]
        assert (found["phases"], found["unanswered"], found["minutes_per_day"]) == ([], [], 0)
    else:
        assert "No plan is drafted. Refer first:" in result.output


def test_what_is_not_answered_names_the_code_and_what_to_ask(run: Run) -> None:
    nothing = {
        "patient": {
            "precautions": [{"code": "RADICULOPATHY", "side": "left"}],
            "home": {"equipment": ["strap"], "without": ["towel"]},
        },
        "findings": ["tight-hamstring"],
    }
    (one,) = [one for one in told(run(nothing, "--json"))["unanswered"] if one["finding"] == "tight-hamstring"]
    assert set(one) == {"mechanism", "finding", "muscle", "ruled_out_by", "because", "ask"}
    assert (one["mechanism"], one["ruled_out_by"]) == ("gait-changes", ["RADICULOPATHY"])
    assert "Ask the doctor" in one["ask"]
    assert "Not answered" in run(nothing).output


@pytest.mark.parametrize(
    "case",
    [
        {"findings": ["quad-weak"]},
        {"mechanisms": ["joint-stress"]},
        {"patient": {}, "findings": ["leg-length"]},
        {"patient": {"home": {"without": ["bed", "floor", "chair"]}}, "findings": ["quad-weak"]},
        {"patient": {"precautions": [{"code": "PFP"}]}, "findings": ["quad-weak"]},
        {"patient": {"precautions": [{"code": "THA-POST", "side": "left", "until": "2020-01-01"}]},
         "findings": ["quad-weak"], "keep": ["squat"]},
    ],
)  # fmt: skip
def test_most_may_be_left_out(run: Run, case: dict[str, Any]) -> None:
    assert told(run(case, "--json"))["refused"] is False


def test_a_precaution_that_has_ended_rules_nothing_out(run: Run) -> None:
    ended = {"code": "THA-POST", "side": "left", "until": "2020-01-01"}
    case = {"patient": {"precautions": [ended]}, "findings": ["quad-weak"], "keep": ["sit-to-stand"]}
    rows = told(run(case, "--json"))["phases"][0]["prescriptions"]
    assert "sit-to-stand" in [row["exercise"] for row in rows]


WRONG = """\
patient: {age: 168, side: middle, irritability: wild, hat: 3,
          precautions: [{code: THA-PST, side: left}],
          home: {equipment: [stepp], without: [beds], lift: true}}
findings: [quad-week, trendelenburg-test]
mechanisms: [gait-change]
weights: {quad-wek: 3}
keep: [brige]
avoid: [sqat]
target_exercises: four
colour: blue
"""


def test_every_fault_is_said_at_once_each_with_its_line(run: Run) -> None:
    result = run(WRONG, "--json")
    assert result.exit_code == 2
    for line, words in (
        (1, "`side` is one of"), (1, "`irritability` is one of"), (1, "`hat` is not known here"),
        (2, "There is no precaution “THA-PST”. Nearest: THA-POST"), (3, "There is no thing “stepp”. Nearest: step"),
        (3, "There is no thing “beds”"), (3, "`lift` is not known here"),
        (4, "There is no finding “quad-week”. Nearest: quad-weak"),
        (5, "There is no mechanism “gait-change”. Nearest: gait-changes"), (6, "There is no finding “quad-wek”"),
        (7, "There is no exercise “brige”. Nearest: bridge"), (8, "There is no exercise “sqat”"),
        (9, "`target_exercises` is a whole number"), (10, "`colour` is not known here"),
    ):  # fmt: skip
        assert any(one.startswith(f"case.yaml:{line}:") and words in one for one in result.stderr.splitlines()), words
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("", "The file is a mapping"),
        ("- a\n- b\n", "The file is a mapping"),
        ("findings: [quad-weak\n", "YAML"),
        ("patient: {age: 60}\n", "Name a finding or a mechanism"),
        ("findings: []\n", "Name a finding or a mechanism"),
        ("findings: [quad-weak]\npatient: {age: 168}\n", "`age` goes from 0 to 120"),
        ("findings: [quad-weak]\ntarget_exercises: 0\n", "goes from 1 to 20"),
        ("findings: [quad-weak]\nkeep: [squat]\navoid: [squat]\n", "stands under keep and under avoid"),
        ("findings: [quad-weak]\nweights: {quad-lag: 2}\n", "does not stand under findings"),
        ("findings: [quad-weak]\nweights: {quad-weak: 21}\n", "A weight goes from 1 to 20"),
        (f"findings: [quad-weak]\ngoal: {'a' * 161}\n", "`goal` has at most 160 letters"),
        ("findings: quad-weak\n", "`findings` is a list"),
        ("findings: [3]\n", "is a text"),
        ("findings: [quad-weak]\npatient: {precautions: [THA-POST]}\n", "has parts of its own"),
        ("findings: [quad-weak]\npatient: {home: {kneel: maybe}}\n", "`kneel` is true or false"),
        ("findings: [quad-weak]\npatient: {precautions: [{code: PFP, until: soon}]}\n", "is a date"),
    ],
)
def test_a_case_that_makes_no_sense_ends_with_2_and_a_sentence(run: Run, case: str, words: str) -> None:
    result = run(case)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_too_many_to_keep_is_a_sentence_too(run: Run, library: Library) -> None:
    result = run({"findings": ["quad-weak"], "keep": list(library.exercises)[:21]})
    assert result.exit_code == 2
    assert "At most 20 exercises can be kept" in result.stderr
    assert told(run({"findings": ["quad-weak"], "keep": list(library.exercises)[:20]}, "--json"))["phases"]


def test_a_file_that_is_not_there_ends_with_2() -> None:
    assert CliRunner().invoke(main, ["draft", "no-such-case.yaml"]).exit_code == 2
