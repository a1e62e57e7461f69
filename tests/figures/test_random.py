"""Any pose from any side can be drawn, if not always prettily."""

from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep.figures import PERSONS, STYLES, Movement, figure
from hep.figures.angles import RANGE, SIDED
from hep.figures.hands import HAND_SHAPES
from hep.figures.muscles import MUSCLES
from hep.figures.skeleton import BASES

angles = st.fixed_dictionaries(
    {},
    optional={
        f"{name}{side}": st.integers(*limits)
        for name, limits in RANGE.items()
        for side in (("_r", "_l") if name in SIDED else ("",))
    },
)
hands = st.sampled_from(sorted(HAND_SHAPES))
pose = st.fixed_dictionaries({"hand_r": hands, "hand_l": hands, "angles": angles})
entries = st.fixed_dictionaries(
    {
        "base": st.sampled_from(sorted(BASES)),
        "view": st.fixed_dictionaries({"az": st.integers(-180, 180), "el": st.integers(-80, 80)}),
        "muscles": st.lists(st.sampled_from([f"{name}:rl" for name in MUSCLES]), max_size=3),
        "props": st.lists(
            st.sampled_from(["mat", "chair", "band", "ankle-weight", "wall", "mirror", "cane"]).map(lambda p: {p: {}}),
            max_size=2,
        ),
        "start": pose,
        "finish": pose,
    }
)


# Two poses each, so 500 in all; the frames of both are made to draw one.
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(entry=entries, person=st.sampled_from(PERSONS), style=st.sampled_from(STYLES))
def test_any_pose_from_any_camera_is_drawn(entry: dict[str, object], person: str, style: str) -> None:
    movement = Movement.read(entry, check_reach=False)
    for moment in (movement.start, movement.finish):
        svg = figure(moment, person=person, style=style)
        ElementTree.fromstring(svg)
        assert "nan" not in svg
