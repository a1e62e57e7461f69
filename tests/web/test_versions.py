"""Two people at one plan: what both did is joined, what differs stands side by side, nobody's work is lost."""

import pytest

from tests.pages import Client, Page, words_of

DOSE = "/plans/1/prescriptions/bridge"


def lines(page: Page) -> list[tuple[str, str, str]]:
    """What differs: the part, mine, theirs."""
    form = page.one("form", id="versions")
    return [
        (words_of(next(field.iter("legend"))), *(words_of(label) for label in field.iter("label")))  # type: ignore[misc]
        for field in form.iter("fieldset")
    ]


def both_change_the_dose(two: tuple[Client, Client]) -> Page:
    alice, bob = two
    alice.get("/plans/1?q=zzz&edit=bridge")
    bob.get("/plans/1?q=zzz&edit=bridge")
    bob.submit(DOSE, sets="4", note="Bob's note.")
    return alice.submit(DOSE, status=409, sets="5", reps="6")


def test_a_dose_that_both_changed_stands_side_by_side_with_what_it_was(two: tuple[Client, Client]) -> None:
    page = both_change_the_dose(two)
    ((about, mine, theirs),) = lines(page)
    assert about == "Bridge, dose"
    assert mine.startswith("Yours 5 × 6")
    assert theirs.startswith("Bob Tanaka 4 × ")
    assert "Before: " in page.text
    assert "Bob Tanaka saved this plan" in page.text
    assert "4 × " in two[1].get("/plans/1?q=zzz").text, "nothing is kept yet"


def test_mine_is_kept_and_the_rest_of_both(two: tuple[Client, Client]) -> None:
    both_change_the_dose(two)
    page = two[0].submit("/plans/1/versions", line__0="mine")
    assert "5 × 6" in words_of(page.one("li", id="rx-bridge"))
    assert "Bob's note." in page.text


@pytest.mark.parametrize("chosen", [{"line__0": "theirs"}, {"all": "theirs"}])
def test_theirs_is_kept_line_by_line_or_at_one_press(two: tuple[Client, Client], chosen: dict[str, str]) -> None:
    both_change_the_dose(two)
    page = two[0].submit("/plans/1/versions", **chosen)
    assert "4 × " in words_of(page.one("li", id="rx-bridge"))
    assert page.buttons("all") == []


def test_two_orders_stand_side_by_side(two: tuple[Client, Client]) -> None:
    alice, bob = two
    for each in (bob, alice):
        each.get("/plans/1?q=quad+set")
    bob.submit(press=("add", "quad-set"))
    alice.get("/plans/1?q=zzz")
    bob.submit(press=("move", "quad-set up"))
    page = alice.submit(press=("move", "bridge down"), status=409)
    ((about, mine, theirs),) = lines(page)
    assert about.endswith("order")
    assert mine == "Yours Sit to stand, Bridge, Quad set"
    assert theirs == "Bob Tanaka Bridge, Quad set, Sit to stand"
    page = alice.submit("/plans/1/versions", line__0="mine")
    assert page.buttons("remove") == ["sit-to-stand", "bridge", "quad-set"]


def test_who_changed_other_parts_is_not_asked(two: tuple[Client, Client]) -> None:
    alice, bob = two
    alice.get("/plans/1?q=zzz&edit=bridge")
    bob.get("/plans/1/about")
    bob.submit(goal="Bob's goal.")
    page = alice.submit(DOSE, sets="5")
    assert "Bob Tanaka changed this plan meanwhile. Your change and theirs are both kept." in page.text
    assert "Bob's goal." in page.text
    assert "5 × " in words_of(page.one("li", id="rx-bridge"))


def test_the_facts_of_the_plan_and_of_a_phase_are_asked_line_by_line(two: tuple[Client, Client]) -> None:
    alice, bob = two
    alice.get("/plans/1/about")
    bob.get("/plans/1/about")
    bob.submit(goal="Bob's goal.", irritability="low")
    assert [about for about, *_ in lines(alice.submit(status=409, goal="Alice's goal.", title="Hip"))] == ["Goal"]
    page = alice.submit("/plans/1/versions")
    assert "Alice's goal." in page.text
    assert "Low irritability" in page.text, "what only Bob changed is kept"
    alice.get("/plans/1?q=zzz&phase=phase-1")
    bob.get("/plans/1?q=zzz&phase=phase-1")
    bob.submit("/plans/1/phases/phase-1", name="Bob's phase", weeks="4")
    page = alice.submit("/plans/1/phases/phase-1", status=409, name="Alice's phase", criteria="Pain is low")
    assert [about for about, *_ in lines(page)] == ["Phase “Bob's phase”, name"]
    assert "Phase 1: Alice's phase Week" in alice.submit("/plans/1/versions").text


def test_a_dose_for_what_somebody_removed_can_be_put_back(two: tuple[Client, Client]) -> None:
    alice, bob = two
    alice.get("/plans/1?q=zzz&edit=bridge")
    bob.get("/plans/1?q=zzz")
    bob.submit(press=("remove", "bridge"))
    ((about, mine, theirs),) = lines(alice.submit(DOSE, status=409, sets="5"))
    assert about == "Bridge"
    assert mine.startswith("Yours Bridge, 5 × ")
    assert theirs == "Bob Tanaka Taken out"
    assert alice.submit("/plans/1/versions").buttons("remove") == ["bridge", "sit-to-stand"]


def test_an_act_of_an_old_page_is_done_on_the_plan_as_it_is_now(two: tuple[Client, Client]) -> None:
    alice, bob = two
    bob.get("/plans/1?q=quad+set")
    bob.submit(press=("add", "quad-set"))
    page = alice.submit(press=("remove", "bridge"))
    assert page.buttons("remove") == ["sit-to-stand", "quad-set"]
    assert "Bob Tanaka changed this plan meanwhile" in page.text
    assert "meanwhile" not in alice.submit(press=("add_phase", "1")).text, "it is said once"


def test_an_act_on_what_somebody_changed_meanwhile_asks_first(two: tuple[Client, Client]) -> None:
    alice, bob = two
    alice.get("/plans/1?q=zzz")
    bob.get("/plans/1?q=zzz&edit=bridge")
    bob.submit(DOSE, sets="4")
    ((about, mine, theirs),) = lines(alice.submit(press=("remove", "bridge"), status=409))
    assert (about, mine) == ("Bridge", "Yours Taken out")
    assert theirs.startswith("Bob Tanaka Bridge, 4 × ")
    assert alice.submit("/plans/1/versions").buttons("remove") == ["sit-to-stand"]


def test_a_part_that_is_gone_is_said_to_be_gone(two: tuple[Client, Client]) -> None:
    alice, bob = two
    alice.get("/plans/1?q=zzz")
    bob.get("/plans/1?q=zzz")
    bob.submit(press=("remove", "bridge"))
    page = alice.submit(press=("move", "bridge down"), status=409)
    assert "That part of the plan is gone" in page.text
    assert page.buttons("remove") == ["sit-to-stand"]


def test_undo_on_an_old_page_does_not_take_back_what_nobody_saw_there(two: tuple[Client, Client]) -> None:
    alice, bob = two
    bob.get("/plans/1?q=zzz")
    bob.submit(press=("remove", "bridge"))
    page = alice.submit(press=("undo", "1"), status=409)
    assert "Someone else changed this plan" in page.text
    assert alice.submit(press=("undo", "1")).buttons("remove") == ["bridge", "sit-to-stand"]


def test_what_was_not_made_here_is_no_version(two: tuple[Client, Client]) -> None:
    both_change_the_dose(two)
    packed = two[0].page.values(two[0].page.form("/plans/1/versions"))
    assert two[0].submit("/plans/1/versions", status=409, versions=packed["versions"] + "x").buttons("all") == []


def test_a_third_change_while_choosing_is_shown_before_anything_is_kept(two: tuple[Client, Client]) -> None:
    both_change_the_dose(two)
    two[1].get("/plans/1?q=zzz&edit=bridge")
    two[1].submit(DOSE, sets="2")
    ((_, mine, theirs),) = lines(two[0].submit("/plans/1/versions", status=409))
    assert (mine[:11], theirs[:15]) == ("Yours 5 × 6", "Bob Tanaka 2 × ")
