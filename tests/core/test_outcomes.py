"""A difference is a change only past the smallest change of its measure."""

import pytest

from hep.core.library import Library
from hep.core.outcomes import difference

WITHIN = "within measurement error"


@pytest.mark.parametrize(
    ("measure", "before", "after", "verdict"),
    [
        ("NPRS", 6, 5, "better"), ("NPRS", 6, 5.5, WITHIN), ("NPRS", 4, 6, "worse"), ("NPRS", 4, 3.4, "better"),
        ("NPRS-OA", 6, 5, WITHIN), ("NPRS-OA", 6, 4, "better"),
        ("LEFS", 40, 49, "better"), ("LEFS", 40, 48, WITHIN), ("LEFS", 40, 31, "worse"),
        ("30CST", 9, 12, "better"), ("30CST", 9, 11, WITHIN),
        ("TUG", 12, 10.86, "better"), ("TUG", 12, 11, WITHIN), ("TUG", 12, 13.2, "worse"),
        ("40MW", 1.0, 1.3, "better"), ("40MW", 1.0, 1.2, WITHIN),
        ("10MWT", 1.0, 1.12, "better"), ("10MWT", 1.0, 1.1, WITHIN),
        ("6MWT", 300, 379, "better"), ("6MWT", 300, 378, WITHIN),
        ("SLS", 10, 15, "better"), ("SLS", 10, 14, WITHIN), ("SLS", 2, 4, "better"),  # doubled
        ("STEP-RATIO", 1.25, 1.1, "better"), ("STEP-RATIO", 1.1, 1.05, WITHIN), ("STEP-RATIO", 1.05, 1.2, "worse"),
        ("SCALE-SHARE", 42, 47, "better"), ("SCALE-SHARE", 42, 46, WITHIN), ("SCALE-SHARE", 42, 57, WITHIN),
        ("SCALE-SHARE", 50, 56, "worse"),
        ("HHD-ABD", 10, 15, "better"), ("HHD-ABD", 10, 14, WITHIN), ("HHD-ER", 10, 16.7, "better"),
        ("HHD-EXT", 20, 21.6, "better"), ("HHD-EXT", 20, 21, WITHIN),
        ("LSD-SCORE", 4, 2, "better"), ("LSD-SCORE", 4, 3, WITHIN),
        ("ROM", 100, 111.9, "better"), ("ROM", 100, 110, WITHIN),
        ("KOOS-PAIN", 50, 70.2, "better"), ("KOOS-PAIN", 50, 70, WITHIN), ("HOOS-PAIN", 50, 28, "worse"),
        ("AKPS", 60, 70, "better"), ("AKPS", 60, 69, WITHIN),
    ],
)  # fmt: skip
def test_what_counts_as_a_change(library: Library, measure: str, before: float, after: float, verdict: str) -> None:
    assert difference(library.measures[measure], before, after).verdict == verdict


def test_every_measure_calls_no_difference_no_change_and_says_its_basis(library: Library) -> None:
    for measure in library.measures.values():
        same = difference(measure, measure.least + 1, measure.least + 1)
        assert (same.amount, same.verdict) == (0, WITHIN)
        assert measure.changes[0].status in same.sentence


def test_the_sentence_says_values_verdict_and_rule(library: Library) -> None:
    found = difference(library.measures["LEFS"], 40, 49)
    assert found.amount == 9
    assert found.sentence == (
        "Lower Extremity Functional Scale 40 → 49 points: better "
        "(MDC90 9 points; orthopaedic leg problems; Binkley1999, verified)."
    )
