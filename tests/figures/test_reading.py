"""Bad input is answered with the place in the entry and one sentence."""

from copy import deepcopy
from typing import Any

import pytest

from hep.figures import Movement, PoseError

from .conftest import ENTRIES


def entry_with(path: str, value: object) -> dict[str, Any]:
    """The bridge with one value changed."""
    entry: dict[str, Any] = deepcopy(ENTRIES["bridge"])
    *way, last = path.split(".")
    place: Any = entry
    for key in way:
        place = place.setdefault(key, {})
    place[last] = value
    return entry


BAD = [
    (
        "start.angles.hip_flexion",
        140,
        "start.angles.hip_flexion",
        "140 is outside the range of hip flexion, -30 to 130",
    ),
    ("start.angles.hip_flexoin", 20, "start.angles.hip_flexoin", "Did you mean hip_flexion?"),
    ("start.angles.knee_flexoin_r", 20, "start.angles.knee_flexoin_r", "Did you mean knee_flexion_r?"),
    ("start.angles.hip_flexion", "many", "start.angles.hip_flexion", "must be a number"),
    ("start.hand", "claw", "start.hand", "There is no hand 'claw'"),
    ("start.contacts.at.nose_r", [0, 0, 0], "start.contacts.at.nose_r", "There is no joint 'nose_r'"),
    ("start.contacts.at.pelvis", [0, 0], "start.contacts.at.pelvis", "three numbers"),
    ("start.contacts.rest.tail", 2, "start.contacts.rest.tail", "There is no part 'tail'"),
    ("start.contacts.join", [["hand_r", "knee_r"]], "start.contacts.join.0", "list of 4"),
    ("start.contacts.touch", [["torso", "up", 0]], "start.contacts.touch.0.1", "There is no direction 'up'"),
    ("start.contacts.free", ["lges"], "start.contacts.free.0", "Did you mean legs?"),
    ("start.contacts.flat", {"b": 0}, "start.contacts.flat.b", "There is no side 'b'"),
    ("start.contacts.hold", {}, "start.contacts.hold", "There is no setting 'hold'"),
    ("muscles", ["quadricep"], "muscles.0", "Did you mean quadriceps?"),
    ("muscles", ["calf:x"], "muscles.0", "There is no side 'x'"),
    ("props", [{"matt": {}}], "props.0", "Did you mean mat?"),
    ("props", [{"mat": {"colour": 3}}], "props.0.mat.colour", "There is no setting 'colour'"),
    ("props", [{"mat": {"x": 3}}], "props.0.mat.x", "list of 2"),
    ("props", [{"step": {"size": [1, 2, 3]}}], "props.0.step", "The setting 'at' is missing"),
    ("props", [{"strap": {"points": ["knee_x", [0, 0, 0]]}}], "props.0.strap.points", "There is no joint 'knee_x'"),
    ("guides", [{"levl": {}}], "guides.0", "Did you mean level?"),
    ("guides", [{"plumb": {"joint": "hip"}}], "guides.0.plumb.joint", "There is no joint 'hip'"),
    ("arrows", [{"follow": "wing"}], "arrows.0.follow", "There is no joint 'wing'"),
    ("arrows", [{"offset": [0, 0]}], "arrows.0", "a joint to follow or a path"),
    ("base", "floating", "base", "There is no base 'floating'"),
    ("far", "x", "far", "There is no side 'x'"),
    ("colour", "red", "colour", "There is no setting 'colour'"),
    ("start", None, "start", "A start pose is missing"),
    ("view", [1, 2], "view", "must be a mapping"),
    ("swing", {"r": 400}, "swing.r", "outside the range"),
]


@pytest.mark.parametrize(("path", "value", "where", "says"), BAD, ids=[f"{b[0]}={b[1]}" for b in BAD])
def test_a_mistake_is_named_with_its_place(path: str, value: object, where: str, says: str) -> None:
    with pytest.raises(PoseError) as caught:
        Movement.read(entry_with(path, value))
    assert caught.value.where == where
    assert says in caught.value.sentence
    assert caught.value.sentence[0].isupper() or caught.value.sentence[0] in "-0123456789"


def test_a_contact_out_of_reach_is_named_in_centimetres() -> None:
    entry = deepcopy(ENTRIES["bridge"])
    entry["finish"]["contacts"]["grip"] = {"r": {"at": [0, 190, 0]}}
    with pytest.raises(PoseError, match=r"missed by \d+\.\d cm \(woman\)") as caught:
        Movement.read(entry)
    assert caught.value.where.startswith("finish.contacts.")
    assert Movement.read(entry, check_reach=False).finish.contact_error() > 50


@pytest.mark.parametrize("key", ENTRIES)
def test_every_test_pose_reads_and_is_within_reach(key: str) -> None:
    movement = Movement.read(ENTRIES[key])
    assert max(movement.start.contact_error(), movement.finish.contact_error()) < 1.0


def test_a_finish_that_is_left_out_is_the_start() -> None:
    entry = {k: v for k, v in ENTRIES["bridge"].items() if k != "finish"}
    movement = Movement.read(entry)
    assert movement.finish.angles() == movement.start.angles()
