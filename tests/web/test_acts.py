"""The acts of the builder: one button each, one step of the history each, also as parts for a script."""

import pytest
from flask import Flask
from html5lib import parse

from tests.pages import Client, Page, words_of
from tests.web.conftest import count


def names(page: Page) -> list[str]:
    return [row.get("data-name") or "" for row in page.all("li", class_="rx")]


def sent(client: Client, **fields: str) -> dict[str, str]:
    """What a script sends: the form of the acts as the page has it."""
    form = client.page.one("form", id="plan")
    return {**client.page.values(form), **fields}


def test_an_exercise_can_be_put_at_a_place_and_moved_to_another_phase(planned: Client) -> None:
    planned.submit(press=("add_phase", "1"))
    planned.submit(press=("open_phase", "phase-1"))
    planned.get("/plans/1?q=zzz")
    steps = ({"add": "quad-set phase-1 1"}, {"place": "bridge phase-2 0"}, {"add": "clam-30 phase-2 0"})
    for step in steps:
        planned.post("/plans/1", **sent(planned, **step))
    assert planned.page.buttons("remove") == ["quad-set", "sit-to-stand", "clam-30", "bridge"]


@pytest.mark.parametrize(
    "sends",
    [{"add": "nothing"}, {"add": "quad-set phase-9 0"}, {"place": "bridge phase-1 x"}, {"place": "bridge"},
     {"swap": "bridge nothing"}, {"step_up": "nothing"}, {"copy_phase": "nothing"}, {"hold": "nothing"}],
)  # fmt: skip
def test_a_part_that_does_not_exist_is_said_to_be_gone(planned: Client, sends: dict[str, str]) -> None:
    assert "That part of the plan is gone" in planned.post("/plans/1", status=409, **sent(planned, **sends)).text


def test_easier_and_harder_take_the_neighbour_that_suits_the_patient(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    page = planned.post("/plans/1", **sent(planned, harder="bridge"))
    assert names(page)[0] != "Bridge"
    for _ in range(8):
        planned.http.post("/plans/1", data=sent(planned, harder="bridge"))
        planned.get("/plans/1?q=zzz")
    answer = planned.post("/plans/1", status=422, **sent(planned, harder="bridge"))
    assert "No harder exercise on its ladder suits this patient" in answer.text


def test_everything_is_undone_and_done_again_also_after_a_reload(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    planned.submit(press=("remove", "bridge"))
    planned.submit(press=("add_phase", "1"))
    undo = planned.get("/plans/1?q=zzz").one("button", name="undo")
    assert undo.get("aria-label") == "Undo: phase “Phase 2” added"
    planned.submit(press=("undo", "1"))
    assert planned.submit(press=("undo", "1")).buttons("remove") == ["bridge", "sit-to-stand"]
    assert planned.page.one("button", name="redo").get("aria-label") == "Redo: took out Bridge"
    planned.submit(press=("redo", "1"))
    page = planned.submit(press=("redo", "1"))
    assert (page.buttons("remove"), page.buttons("remove_phase")) == (["sit-to-stand"], ["phase-1", "phase-2"])
    assert page.one("button", name="redo").get("aria-disabled") == "true"
    assert "There is nothing to redo" in planned.submit(press=("redo", "1"), status=422).text


def test_who_changed_what_stands_in_the_history(two: tuple[Client, Client]) -> None:
    alice, bob = two
    bob.get("/plans/1?q=zzz")
    bob.submit(press=("remove", "bridge"))
    bob.submit(press=("undo", "1"))
    alice.get("/plans/1?q=zzz")
    alice.submit("/plans/1/issue")
    page = alice.get("/plans/1/history")
    steps = [words_of(one) for one in page.all("li") if one.get("aria-current") == "step" or "2026" in words_of(one)]
    assert "Issued version 1 H-000001" in steps[0]
    assert steps[1].startswith("Bob Tanaka")
    assert "Took back: took out Bridge" in steps[1]
    assert "the plan stands here" in next(one for one in steps if "Added Sit to stand" in one)
    assert "Began the plan" in steps[-1]


def test_the_same_edit_sent_twice_counts_once(app: Flask, planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    edits: list[tuple[str, dict[str, str]]] = [
        ("/plans/1", sent(planned, add="quad-set", token="one")),
        ("/plans/1", sent(planned, undo="1", token="two")),
        ("/plans/1/doses", sent(planned, per_day="3", scope="phase", token="three")),
        ("/plans/1/prescriptions/bridge", {**dose_of(planned), "note": "Slowly.", "token": "four"}),
    ]
    for path, data in edits:
        for _ in range(2):
            planned.get("/plans/1?q=zzz")
            fresh = planned.page.values(planned.page.one("form", id="plan"))
            answer = planned.http.post(path, data={**data, "revision": fresh["revision"], "step": fresh["step"]})
            assert answer.status_code == 302, path
    assert planned.get("/plans/1?q=zzz").buttons("remove") == ["bridge", "sit-to-stand"]
    assert count(app, "plan_step") == 3 + 4


def dose_of(client: Client) -> dict[str, str]:
    page = client.get("/plans/1?q=zzz&edit=bridge")
    values = page.values(page.form("/plans/1/prescriptions/bridge"))
    client.get("/plans/1?q=zzz")
    return values


def test_how_often_is_changed_for_all_at_once(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    page = planned.submit("/plans/1/doses", per_day="2", days_per_week="5")
    assert page.text.count("2 times a day, 5 days a week") == 2
    planned.get("/plans/1?q=zzz")
    page = planned.submit("/plans/1/doses", status=422)
    assert page.errors == ["Write how often: times a day, days a week, or both."]
    page = planned.submit("/plans/1/doses", status=422, days_per_week="9")
    assert page.errors == ["Bridge: Days a week: write a number from 1 to 7."]
    assert page.one("input", name="days_per_week").get("value") == "9"


def test_a_phase_one_step_harder_is_added_in_one_act(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    page = planned.submit(press=("copy_phase", "phase-1"))
    assert page.buttons("open_phase")[-1] == "phase-1"
    assert len(page.all("li", class_="rx")) == 4
    assert names(page)[2] not in ("Bridge", "")


def test_a_script_gets_the_changed_parts_and_one_sentence(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    data = sent(planned, add="quad-set")
    answer = planned.http.post("/plans/1", data=data, headers={"X-Fragment": "1"})
    assert answer.status_code == 200
    tree = parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    ids = {one.get("id") for one in tree.iter() if one.get("id")}
    assert {"who", "plan", "issue", "plan-column", "dialogs", "rx-quad-set"} <= ids
    waits = {"main", "found", "library", "checks-live"}
    assert not waits & ids, "nothing that did not change, and nothing that can wait"
    says = next(one for one in tree.iter("p") if one.get("data-says") is not None)
    assert words_of(says).startswith("Quad set added, number 3 of 3.")
    stale = planned.http.post("/plans/1", data={**data, "undo": "1"}, headers={"X-Fragment": "1"})
    assert stale.status_code == 409
    checks = planned.raw("/plans/1", headers={"X-Fragment": "checks"}).get_data(as_text=True)
    assert "Mechanisms answered" in checks
    assert "plan-column" not in checks
    found = planned.raw("/plans/1?q=clam", headers={"X-Fragment": "found"}).get_data(as_text=True)
    assert "clam-30" in found
    assert "plan-column" not in found


def test_the_page_says_what_was_done(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    for act, sentence in (
        ({"remove": "bridge"}, "Bridge removed."),
        ({"undo": "1"}, "Taken back: took out Bridge."),
        ({"move": "bridge down"}, "Another order."),
    ):
        answer = planned.http.post("/plans/1", data=sent(planned, **act), headers={"X-Fragment": "1"})
        assert sentence in answer.get_data(as_text=True)
        planned.get("/plans/1?q=zzz")


# -- the next visit


def test_the_next_visit_begins_with_what_was_given_and_steps_from_there(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    assert planned.page.buttons("step_up") == []
    planned.submit("/plans/1/issue")
    page = planned.get("/plans/1?q=zzz")
    assert "Given last: version 1" in page.text
    assert "Nothing changed since" in page.text
    was = words_of(page.one("li", id="rx-bridge"))
    up = planned.submit(press=("step_up", "bridge"))
    now = words_of(up.one("li", id="rx-bridge"))
    assert now != was
    assert words_of(planned.submit(press=("step_up", "bridge")).one("li", id="rx-bridge")) == now, "one step, not two"
    assert "Changed since " in planned.page.text
    pressed = [one for one in up.one("li", id="rx-bridge").iter("button") if one.get("aria-pressed") == "true"]
    assert [one.get("name") for one in pressed] == ["step_up"]
    assert words_of(planned.submit(press=("hold", "bridge")).one("li", id="rx-bridge")) == was
    back = planned.submit(press=("step_back", "bridge"))
    assert words_of(back.one("li", id="rx-bridge")) not in (was, now)


def test_a_step_stays_what_it_is_while_others_are_stepped(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    drills = ("step-over-line", "heel-strike-toe-off")  # the second is also a step up from the first
    for drill in drills:
        planned.post("/plans/1", **sent(planned, add=drill))
    planned.submit("/plans/1/issue")
    planned.get("/plans/1?q=zzz")
    for drill in drills:
        planned.submit(press=("step_up", drill))
    rows = [planned.page.one("li", id=f"rx-{drill}") for drill in drills]
    pressed = [one.get("name") for row in rows for one in row.iter("button") if one.get("aria-pressed") == "true"]
    assert pressed == ["step_up", "step_up"]


def test_all_of_a_phase_steps_up_and_back_and_the_difference_is_kept_with_the_version(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    planned.submit("/plans/1/issue")
    planned.get("/plans/1?q=zzz")
    first = planned.page.text
    planned.submit(press=("step_up_phase", "phase-1"))
    changes = [words_of(one) for one in planned.page.one("section", id="next-visit").iter("li")]
    assert len(changes) == 2
    planned.submit("/plans/1/issue")
    assert all(change in planned.page.text for change in changes)
    planned.get("/plans/1?q=zzz")
    planned.submit(press=("step_back_phase", "phase-1"))
    assert planned.page.text != first
    planned.submit(press=("hold_phase", "phase-1"))
    assert "Nothing changed since" in planned.page.text
