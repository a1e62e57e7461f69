"""An exercise and its dose in one breath."""

import pytest

from hep.core.name_and_dose import apart


@pytest.mark.parametrize(
    ("text", "name", "dose", "half"),
    [
        ("bridge", "bridge", "", False),
        ("  wall   sit ", "wall sit", "", False),
        ("br 2x8", "br", "2x8", False),
        ("quad set 3 x 10 hold 5s 2/day", "quad set", "3 x 10 hold 5s 2/day", False),
        ("figure 8 walk", "figure", "8 walk", True),
        ("figure 8 walk 10 min", "figure 8 walk", "10 min", False),
        ("bridge twice a day", "bridge", "twice a day", False),
        ("bridge 3x", "bridge", "3x", True),
        ("bridge 99x99999", "bridge", "99x99999", True),
        ("3x10", "3x10", "", False),
        ("", "", "", False),
    ],
)
def test_the_name_ends_where_all_the_rest_is_a_dose(text: str, name: str, dose: str, half: bool) -> None:
    assert apart(text) == (name, dose, half)
