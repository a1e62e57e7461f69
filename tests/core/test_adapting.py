"""A protocol made to fit a patient, with every change named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.core.adapting import Adapted, adapt
from hep.core.case import Case
from hep.core.home import Home, missing
from hep.core.library import Library
from hep.core.plan import IRRITABILITIES
from hep.core.precautions import PatientPrecaution, ruled_out
from hep.core.start_plan import from_protocol
from tests.shipped import LIBRARY

FULL = Home(tuple(LIBRARY.equipment), stairs=True, helper=True)

CODES = [code for code, one in LIBRARY.precautions.items() if not one.red_flag]
PROTOCOLS = list(LIBRARY.protocols)


def case(*codes: str, **values: object) -> Case:
    held = tuple(PatientPrecaution(code, "left") for code in codes)
    return Case(**{"precautions": held, "side": "left", "irritability": "low", "home": FULL} | values)  # type: ignore[arg-type]


def adapted(protocol: str, *codes: str, **values: object) -> Adapted:
    return adapt(LIBRARY.protocols[protocol], case(*codes, **values), LIBRARY)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_patient_without_limits_gets_the_protocol_as_it_is(protocol: str) -> None:
    found = adapted(protocol)
    assert found.plan
    assert found.changes == ()
    plain = from_protocol(LIBRARY.protocols[protocol], "left", LIBRARY)
    rows = [[(p.exercise, p.dose, p.side, p.note) for p in plan.prescriptions()] for plan in (found.plan, plain)]
    assert rows[0] == rows[1]
    assert [(one.name, one.weeks, one.criteria) for one in found.plan.phases] == [
        (one.name, one.weeks, one.criteria) for one in LIBRARY.protocols[protocol].phases
    ]


@pytest.mark.parametrize(
    ("protocol", "number", "code"),
    [(key, number, code) for key, one in LIBRARY.protocols.items() for number, phase in enumerate(one.phases)
     for code in phase.codes],
)  # fmt: skip
def test_nothing_is_ruled_out_under_the_codes_of_a_phase(protocol: str, number: int, code: str) -> None:
    name = LIBRARY.protocols[protocol].phases[number].name
    found = adapted(protocol, code)
    assert not [one for one in found.changes if one.phase == name and "rules that out" in one.why]


@pytest.mark.parametrize(
    ("protocol", "code", "was", "now"),
    [
        ("knee-osteoarthritis", "THA-POST", "sit-to-stand", "sit-to-stand-high"),
        ("hip-osteoarthritis", "GTPS", "hip-hike", "isometric-hip-abduction-wall"),
        ("alignment-dynamic-valgus", "PWB", "step-down-mirror-pelvis", "pelvic-level-awareness"),
    ],
)
def test_what_is_ruled_out_gives_way_to_its_nearest(protocol: str, code: str, was: str, now: str) -> None:
    found = adapted(protocol, code)
    (change,) = (one for one in found.changes if one.was == was)
    assert change.now == now
    assert LIBRARY.precautions[code].name in change.why
    assert change.why.endswith(f"({LIBRARY.precautions[code].status})")


@st.composite
def patients(draw: st.DrawFn) -> tuple[str, Case]:
    home = Home(
        tuple(draw(st.lists(st.sampled_from(sorted(LIBRARY.equipment)), unique=True))),
        floor_transfer=draw(st.booleans()),
        kneel=draw(st.booleans()),
        stairs=draw(st.booleans()),
        helper=draw(st.booleans()),
    )
    codes = draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))
    avoid = tuple(draw(st.lists(st.sampled_from(sorted(LIBRARY.exercises)), max_size=3)))
    made = case(*codes, irritability=draw(st.sampled_from(IRRITABILITIES)), home=home, avoid=avoid)
    return draw(st.sampled_from(PROTOCOLS)), made


@given(patients())
def test_the_adapted_plan_fits_and_every_difference_is_named(asked: tuple[str, Case]) -> None:
    protocol, patient = LIBRARY.protocols[asked[0]], asked[1]
    found = adapt(protocol, patient, LIBRARY)
    assert found.plan
    for number, (before, after) in enumerate(zip(protocol.phases, found.plan.phases, strict=True)):
        exercises = [LIBRARY.exercises[p.exercise] for p in after.prescriptions]
        for one in exercises:
            assert not ruled_out(one, patient.codes, LIBRARY)
            assert missing(one, patient.home, LIBRARY) == []
            assert one.id not in patient.avoid
            assert number or one.level <= patient.band.levels[1]
        named = [one for one in found.changes if one.phase == before.name and one.was != one.now]
        expected = {row.exercise for row in before.prescriptions} - {one.was for one in named} | {
            one.now for one in named if one.now
        }
        assert {one.id for one in exercises} == expected
        assert len(exercises) == len(expected)
    assert all(one.why for one in found.changes)


def test_what_flares_easily_gets_half_the_dose_in_the_first_phase_only() -> None:
    found = adapted("quiet-the-knee", irritability="high")
    doses = [one for one in found.changes if one.was == one.now]
    assert doses
    assert all(one.phase == "Calm" and "half the dose" in one.why for one in doses)


def test_the_change_reads_as_a_sentence() -> None:
    (change,) = (one for one in adapted("knee-osteoarthritis", "THA-POST").changes if one.was == "sit-to-stand")
    assert change.in_words(LIBRARY) == (
        "Build: Sit to stand → Sit to stand from a high seat: it bends the hip past 90°; "
        "Hip replaced, from behind rules that out (verified)"
    )


def test_what_is_kept_is_added_and_what_cannot_be_is_named() -> None:
    found = adapted("quiet-the-knee", "THA-POST", keep=("clam-60", "squat"))
    assert found.plan
    assert "clam-60" in [p.exercise for p in found.plan.phases[0].prescriptions]
    assert "squat" not in [p.exercise for p in found.plan.prescriptions()]
    said = [one.in_words(LIBRARY) for one in found.changes if one.was == "squat" or one.now == "clam-60"]
    assert said == [
        "Calm: Clamshell added: the therapist wants it kept",
        "Calm: Squat left out: Hip replaced, from behind rules it out (verified)",
    ]


def test_red_flags_refuse_a_protocol_too(library: Library) -> None:
    found = adapt(library.protocols["quiet-the-knee"], case("DVT-SUSPECT"), library)
    assert found.plan is None
    assert [one.code for one in found.refused] == ["DVT-SUSPECT"]
