"""The builder: pages left open, parts that are gone, and what the rules refuse."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask

from hep.core.plan import MOST_EXERCISES, MOST_PHASES
from tests.pages import Client, words_of
from tests.web.conftest import add_ruth, begin_plan, count

DOSE = "/plans/1/prescriptions/bridge"


def test_an_old_page_does_not_issue_what_nobody_has_looked_at(app: Flask, two: tuple[Client, Client]) -> None:
    alice, bob = two
    alice.get("/plans/1/preview")
    bob.get("/plans/1?q=quad+set")
    bob.submit(press=("remove", "bridge"))
    assert "Someone else changed this plan" in alice.submit("/plans/1/issue", status=409).text
    assert count(app, "handout") == 0


def test_two_requests_at_the_same_moment_keep_one_and_tell_the_other(app: Flask, two: tuple[Client, Client]) -> None:
    ready = Barrier(2)

    def remove(client: Client) -> int:
        client.get("/plans/1?q=zzz")
        data = {**client.page.values(client.page.one("form", id="plan")), "remove": "bridge"}
        ready.wait(20)
        return client.http.post("/plans/1", data=data).status_code

    with ThreadPoolExecutor(2) as pair:
        assert sorted(pair.map(remove, two)) == [302, 409]
    assert two[0].get("/plans/1").buttons("remove") == ["sit-to-stand"]


# -- what is refused


def test_a_page_that_answers_an_error_leads_on(planned: Client) -> None:
    """Its forms lead to addresses that take them, though it has the address of the act."""
    planned.get("/plans/1?edit=bridge")
    page = planned.submit(DOSE, status=422, sets="99")
    search = next(form for form in page.all("form") if form.get("role") == "search")
    assert planned.get(f"{search.get('action') or planned.path}?q=bridge").h1 == "Ruth Abara"


REFUSED: list[tuple[dict[str, str], str, str]] = [
    ({"sets": "99"}, "sets", "from 1 to 10"),
    ({"sets": "three"}, "sets", "whole number"),
    ({"reps": "12", "reps_goal": "8"}, "reps_goal", "above the start"),
    ({"reps": ""}, "reps", "how many"),
    ({"per_day": "0"}, "per_day", "from 1 to 10"),
    ({"days_per_week": "8"}, "days_per_week", "from 1 to 7"),
    ({"note": "x" * 501}, "note", "500"),
]


def test_a_dose_out_of_bounds_is_refused_and_nothing_typed_is_lost(planned: Client) -> None:
    for typed, field, sentence in REFUSED:
        planned.get("/plans/1?q=zzz&edit=bridge")
        page = planned.submit(DOSE, status=422, **{"note": "Kept.", **typed})
        assert any(sentence in error for error in page.errors), page.errors
        assert page.one("a", href=f"#{field}") is not None
        shown = page.values(page.form(DOSE))
        assert shown["note"] == typed.get("note", "Kept.")
        assert {name: shown[name] for name in typed} == typed


def test_a_swap_takes_the_neighbour_at_its_own_dose_in_the_same_place(planned: Client) -> None:
    value = next(value for value in planned.page.buttons("swap") if value.startswith("bridge "))
    page = planned.submit(press=("swap", value))
    first = page.all("li", class_="rx")[0]
    assert first.get("id") == "rx-bridge"
    assert first.get("data-name") != "Bridge"


def test_the_picture_of_a_row_says_that_the_legs_take_turns(planned: Client) -> None:
    def pictures() -> list[str]:
        row = next(row for row in planned.page.all("li", class_="rx") if row.get("id") == "rx-clam-60")
        figure = next(part for part in row.iter("div") if part.get("class") == "rx__fig")
        return [str(image.get("src")) for image in figure.iter("img")]

    planned.get("/plans/1?q=clam")
    planned.submit(press=("add", "clam-60"))
    assert [picture.count("in_turn") for picture in pictures()] == [0, 0]
    planned.get("/plans/1?edit=clam-60")
    planned.submit("/plans/1/prescriptions/clam-60", side="alternating")
    assert [picture.count("?in_turn=1") for picture in pictures()] == [1, 1]


def test_the_ends_of_the_plan_hold(planned: Client) -> None:
    planned.submit(press=("move", "bridge up"))
    assert planned.submit(press=("move", "sit-to-stand down")).buttons("remove") == ["bridge", "sit-to-stand"]


def test_a_full_phase_and_a_full_plan_refuse_more_in_a_sentence(planned: Client) -> None:
    def fill(act: str, value: str, times: int) -> None:
        """Without looking at the pages between."""
        sent = planned.page.values(planned.page.one("form", id="plan"))
        for revision in range(int(sent["revision"]), int(sent["revision"]) + times):
            answer = planned.http.post("/plans/1", data={**sent, "revision": revision, act: value})
            assert answer.status_code == 302
        planned.get("/plans/1?q=bridge")

    fill("add", "bridge", MOST_EXERCISES - 2)
    assert f"at most {MOST_EXERCISES} exercises" in planned.submit(press=("add", "bridge"), status=422).text
    fill("add_phase", "1", MOST_PHASES - 1)
    assert f"1 to {MOST_PHASES} phases" in planned.submit(press=("add_phase", "1"), status=422).text


def test_the_last_phase_stays(planned: Client) -> None:
    planned.submit(press=("add_phase", "1"))
    planned.submit(press=("remove_phase", "phase-2"))
    assert planned.page.buttons("remove_phase") == []
    values = planned.page.values(planned.page.one("form", id="plan"))
    assert planned.http.post("/plans/1", data={**values, "remove_phase": "phase-1"}).status_code == 422


def test_a_search_beside_the_plan_stays_while_the_plan_is_built(planned: Client) -> None:
    planned.get("/plans/1?q=clam")
    planned.submit(press=("add", "clam-30"))
    assert planned.page.one("input", name="q").get("value") == "clam"
    assert "clam-30" in planned.page.buttons("remove")


def test_what_a_precaution_rules_out_is_set_apart_with_its_reason(alice: Client) -> None:
    add_ruth(alice)
    assert "ruled out" not in begin(alice)
    alice.get("/patients/1/edit")
    alice.submit(precaution__0__code="NO-FLOOR")
    assert "ruled out for Ruth Abara" in alice.get("/plans/1").text


def begin(client: Client) -> str:
    begin_plan(client)
    return client.page.text


def test_an_empty_phase_is_not_printed(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/plans/new")
    ruth.submit()
    assert "Add an exercise first" in ruth.get("/plans/1/preview").text
    assert ruth.get("/plans/1/preview.pdf", status=422).h1 == "The handout could not be made"
    assert ruth.get("/plans/1/preview/1.png", status=422).h1 == "The handout could not be made"
    ruth.get("/plans/1")
    assert "Add an exercise first" in ruth.post("/plans/1/issue", status=422, revision="1").text
    assert count(app, "handout") == 0


def test_a_handout_that_cannot_be_printed_takes_no_number_and_leaves_the_plan(
    app: Flask, planned: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = app.extensions["hep.library"]
    kept = dict(library.exercises)
    smaller = {"quad-set": kept["quad-set"]}
    monkeypatch.setattr(type(library), "exercises", property(lambda self: smaller), raising=False)
    page = planned.get("/plans/1")
    assert "The library no longer has this exercise" in page.text
    assert "No number was used" in planned.submit("/plans/1/issue", status=422).text
    monkeypatch.undo()
    planned.get("/plans/1")
    assert planned.submit("/plans/1/issue").h1 == "Handout H-000001"


def test_an_archived_plan_leaves_the_lists_and_keeps_its_handouts(planned: Client) -> None:
    planned.submit("/plans/1/issue")
    planned.get("/patients/1")
    page = planned.submit("/plans/1/archive")
    assert "No plan yet" in page.text
    assert "H-000001" in page.text
    assert "No plans yet" in planned.get("/").text


def test_a_preview_has_the_pages_that_it_shows_and_no_more(planned: Client) -> None:
    shown = [img.get("src") or "" for img in planned.get("/plans/1/preview").all("img")]
    pictures = [address for address in shown if "preview" in address]
    assert [planned.raw(address).mimetype for address in pictures] == ["image/png"] * len(pictures)
    assert len(pictures) >= 2
    assert planned.raw(f"/plans/1/preview/{len(pictures) + 1}.png").status_code == 404
    assert planned.raw("/plans/1/preview/0.png").status_code == 404


def test_today_says_how_long_ago_the_work_was(ruth: Client) -> None:
    then = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    with time_machine.travel(then, tick=False) as clock:
        ruth.get("/sign-in")
        ruth.submit(email="alice@lake.example", password="a short sentence")
        begin_plan(ruth)
        clock.shift(timedelta(minutes=4))
        rows = [words_of(one) for one in ruth.get("/").all("li")]
        assert any("Ruth Abara" in one and "4 min ago" in one for one in rows)
