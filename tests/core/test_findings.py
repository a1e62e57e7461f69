"""From signs to mechanisms, and what signs forbid."""

import pytest

from hep.core.findings import (
    FORBIDDEN,
    LIMPS,
    WAITS,
    WEAK_MUSCLES,
    advice,
    held_back,
    holding_back,
    indications,
    must_refer,
    weak_muscles,
    with_basis,
)
from hep.core.library import Library
from hep.core.outcomes import findings_from


def test_each_finding_speaks_for_its_own_mechanism(library: Library) -> None:
    for finding in library.findings.values():
        (found,) = indications([finding.id], library)
        assert (found.mechanism, found.score, found.findings) == (finding.mechanism, 1, (finding.id,))


@pytest.mark.parametrize(
    ("findings", "weights", "wanted"),
    [
        ([], {}, []),
        (["no-such-finding"], {}, []),
        (["quad-weak", "trendelenburg-test", "tight-calf"], {}, [("muscle-instability", 2), ("gait-changes", 1)]),
        (["tight-calf", "quad-weak"], {}, [("gait-changes", 1), ("muscle-instability", 1)]),  # their usual order
        (["tight-calf", "quad-weak"], {"quad-weak": 3}, [("muscle-instability", 3), ("gait-changes", 1)]),
        (["quad-weak", "quad-weak"], {}, [("muscle-instability", 1)]),
    ],
)
def test_the_mechanism_with_the_most_signs_comes_first(
    library: Library, findings: list[str], weights: dict[str, int], wanted: list[tuple[str, int]]
) -> None:
    assert [(one.mechanism, one.score) for one in indications(findings, library, weights)] == wanted


def test_every_finding_that_calls_a_muscle_weak_has_an_answer_that_trains_it(library: Library) -> None:
    for finding, muscles in WEAK_MUSCLES.items():
        answers = [library.exercises[one] for one in library.findings[finding].answers]
        for muscle in muscles:
            assert muscle in library.muscles
            assert any(muscle in one.muscles.primary for one in answers), (finding, muscle)


def test_weak_muscles_are_named_once() -> None:
    assert weak_muscles(["quad-weak", "tight-calf", "abductor-weak", "thigh-wasting"]) == (
        "quadriceps",
        "gluteus-medius",
    )


def test_findings_that_hold_back_name_what_the_library_has(library: Library) -> None:
    for finding, exercises in WAITS.items():
        assert finding in library.findings
        assert exercises <= set(library.exercises)
    for finding, features in FORBIDDEN.items():
        assert finding in library.findings
        assert features <= set(library.features)
    assert set(LIMPS) <= set(library.findings)


@pytest.mark.parametrize(
    ("exercise", "findings", "by", "later"),
    [
        ("straight-leg-raise", ["quad-lag"], "quad-lag", ""),
        ("quad-set", ["quad-lag"], "", ""),
        ("straight-leg-raise", ["quad-weak"], "", ""),
        ("glute-knee-to-opposite-shoulder", ["hip-ir-loss"], "hip-ir-loss", "hip-ir-loss"),
        ("glute-knee-to-chest", ["hip-ir-loss"], "", ""),
    ],
)
def test_a_finding_holds_back_some_exercises(
    library: Library, exercise: str, findings: list[str], by: str, later: str
) -> None:
    held = holding_back(findings)
    assert held_back(library.exercises[exercise], held) == by
    assert held_back(library.exercises[exercise], held, waiting=False) == later


@pytest.mark.parametrize(
    ("findings", "age", "finding"),
    [
        (["quad-weak", "gait-antalgic"], 13, "gait-antalgic"),
        (["hip-ir-loss"], 17, "hip-ir-loss"),
        (["gait-antalgic"], 18, ""),
        (["gait-antalgic"], None, ""),
        (["dynamic-valgus"], 13, ""),
    ],
)
def test_a_limp_while_growing_is_referred(findings: list[str], age: int | None, finding: str) -> None:
    assert must_refer(findings, age) == finding


def test_all_advice_names_its_basis(library: Library) -> None:
    said = advice(library.findings, library)
    assert len(said) == sum(bool(one.advice) for one in library.findings.values())
    assert all(any(word in one for word in ("verified", "recalled", "consensus")) for one in said)
    assert with_basis("Do this (Chan2005, verified).") == "Do this (Chan2005, verified)."
    assert with_basis("Do this") == "Do this (consensus)"


# A number on the wrong side of the cut-off, and one on the right side: `mechanisms.md`.
NUMBERS = [
    ("gait-short-step", 10.5, 10), ("gait-no-push-off", 9, 10), ("stand-uneven-load", 10.5, 10), ("tight-calf", 9, 10),
    ("tight-hamstring", 69, 70), ("balance-low", 9.9, 10), ("quad-weak", 89, 90), ("abductor-weak", 89, 90),
    ("extensor-weak", 9, 10), ("hamstring-weak", 89, 90), ("rotator-weak", 89, 90), ("thigh-wasting", 1.5, 1.4),
    ("stepdown-poor", 4, 3), ("leg-length", 10.5, 10), ("hip-ir-loss", 14, 15), ("trendelenburg-test", 29, 30),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "there", "not_there"), NUMBERS)
def test_a_number_makes_a_finding_past_its_cut_off(
    library: Library, finding: str, there: float, not_there: float
) -> None:
    of = library.findings[finding].cut_offs[0].of
    assert findings_from({finding: {of: there}}, library) == (finding,)
    assert findings_from({finding: {of: not_there}}, library) == ()
    assert findings_from({finding: {"something else": there}, "no-such-finding": {of: 1}}, library) == ()
