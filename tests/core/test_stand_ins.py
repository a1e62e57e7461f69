"""Who lifts a precaution, and which exercises stand in for the usual answers of a finding."""

import pytest

from hep.core.library import Library
from hep.core.needs import stand_ins_for
from hep.core.reasons import DOCTOR, SURGEON, lifted_by


def test_a_neighbour_on_the_ladder_that_works_the_same_muscle_stands_in(library: Library) -> None:
    answers = library.findings["quad-weak"].answers
    near = next(
        harder
        for id in answers
        for harder in library.exercises[id].ladder.harder
        if harder not in answers
        and set(library.exercises[harder].muscles.primary) & set(library.exercises[id].muscles.primary)
    )
    assert stand_ins_for("quad-weak", ["calf-stretch", near, near], library) == (near,)


def test_nothing_far_away_stands_in(library: Library) -> None:
    assert stand_ins_for("quad-weak", ["metronome-walking"], library) == ()


def test_nothing_stands_in_for_the_cane(library: Library) -> None:
    assert stand_ins_for("aid-wrong-side", list(library.exercises), library) == ()


@pytest.mark.parametrize(
    ("code", "who"), [("THA-POST", "surgeon"), ("NWB", "surgeon"), ("PREGNANCY-T2T3", "doctor"), ("FALL-RISK", "")]
)
def test_somebody_lifts_a_precaution(library: Library, code: str, who: str) -> None:
    assert lifted_by(code) == who
    assert library.precautions.keys() >= SURGEON | DOCTOR
    assert not SURGEON & DOCTOR
