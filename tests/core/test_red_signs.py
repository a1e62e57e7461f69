"""Red flags: what it may be, how soon to refer, and on what basis; nothing is drafted."""

import pytest

from hep.core.red_signs import RED_SIGNS, flags_of


def test_every_sign_says_what_it_may_be_how_soon_and_on_what_basis() -> None:
    for one in RED_SIGNS.values():
        assert one.status in ("verified", "recalled")
        assert f"It may be {one.may_be}: refer {one.when}, before any plan ({one.status})" in one.flag.reason
        assert not one.sees.endswith(".")


@pytest.mark.parametrize("id", ["chest", "clot", "infection"])
def test_what_was_read_in_a_source_is_verified(id: str) -> None:
    assert RED_SIGNS[id].status == "verified"


def test_flags_come_in_the_order_of_the_list_and_only_for_what_is_there() -> None:
    assert [one.code for one in flags_of(["cancer", "clot", "nothing", "clot"])] == ["clot", "cancer"]
    assert flags_of([]) == ()
