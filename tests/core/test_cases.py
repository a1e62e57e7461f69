"""Written cases: a patient in words, what must and must not be in the draft, and why (`cases/*.yaml`)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from hep import case_file
from hep.core.assistant import Draft, draft
from hep.core.case import Case
from hep.core.library import Library
from hep.core.precautions import ruled_out

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
KEYS = {
    "patient", "case", "why", "must", "must_any", "must_not", "not_first", "most", "level", "refused", "unanswered",
    "answered", "asks", "warns",
}  # fmt: skip


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def told(request: pytest.FixtureRequest, tmp_path: Path, library: Library) -> tuple[dict[str, Any], Case, Draft]:
    """What the file says, its case, and the draft."""
    written = yaml.safe_load(request.param.read_text("utf-8"))
    assert set(written) <= KEYS, f"unknown: {set(written) - KEYS}"
    assert written["patient"].endswith(".")
    assert written["why"].endswith(".")
    path = tmp_path / "case.yaml"
    path.write_text(yaml.safe_dump(written["case"]), "utf-8")
    case = case_file.read(path, library, date(2026, 11, 22))
    return written, case, draft(case, library)


def drafted(told: Draft, phase: int | None = None) -> list[str]:
    phases = told.plan.phases if told.plan else ()
    return [p.exercise for number, one in enumerate(phases) for p in one.prescriptions if phase in (None, number)]


def test_there_are_twenty_and_more() -> None:
    assert len(CASES) >= 20


def test_what_must_be_there_is_there_from_the_first_phase(told: tuple[dict[str, Any], Case, Draft]) -> None:
    written, _, found = told
    first = drafted(found, 0)
    for one in written.get("must", []):
        assert one in first, f"{one} is not in {first}: {written['why']}"
    for choices in written.get("must_any", []):
        assert set(choices) & set(first), f"none of {choices} is in {first}"


def test_what_must_not_be_there_is_in_no_phase(told: tuple[dict[str, Any], Case, Draft], library: Library) -> None:
    written, _, found = told
    unknown = set(written.get("must_not", [])) - set(library.exercises)
    assert not unknown
    assert not set(written.get("must_not", [])) & set(drafted(found)), written["why"]
    assert not set(written.get("not_first", [])) & set(drafted(found, 0)), written["why"]


def test_it_is_as_small_and_as_easy_as_it_has_to_be(told: tuple[dict[str, Any], Case, Draft], library: Library) -> None:
    written, _, found = told
    first = drafted(found, 0)
    assert len(first) <= written.get("most", 6)
    assert all(library.exercises[one].level <= written.get("level", 5) for one in first)


def test_what_is_refused_is_refused_for_the_reason_written(told: tuple[dict[str, Any], Case, Draft]) -> None:
    written, _, found = told
    assert [one.code for one in found.refused] == written.get("refused", [])
    if found.refused:
        assert found.plan is None
        assert found.unanswered == ()


def test_what_stays_open_is_explained(told: tuple[dict[str, Any], Case, Draft]) -> None:
    written, _, found = told
    open_ones = {one.finding or one.mechanism: one for one in found.unanswered}
    for about, codes in written.get("unanswered", {}).items():
        assert set(codes) <= set(open_ones[about].ruled_out_by), about
    for words in written.get("asks", []):
        assert any(words in one.ask for one in found.unanswered), [one.ask for one in found.unanswered]
    answered = {answer for choice in found.choices.values() for answer in choice.answers}
    assert set(written.get("answered", [])) <= answered


def test_it_warns_of_what_the_file_names(told: tuple[dict[str, Any], Case, Draft]) -> None:
    written, _, found = told
    for words in written.get("warns", []):
        assert any(words in one for one in found.warnings), (words, found.warnings)


def test_nothing_in_any_phase_and_no_alternative_is_ruled_out(
    told: tuple[dict[str, Any], Case, Draft], library: Library
) -> None:
    _, case, found = told
    others = [one.exercise for choice in found.choices.values() for one in choice.alternatives]
    for one in (*drafted(found), *others):
        assert not ruled_out(library.exercises[one], case.codes, library), one


def test_the_first_phase_takes_at_most_thirty_minutes(told: tuple[dict[str, Any], Case, Draft]) -> None:
    assert told[2].minutes_a_day <= 30
