"""Handouts on the screen: looked at, saved, printed again, voided, taught."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from flask import Flask

from hep.records import store
from hep.records.model import HandoutRow
from hep.web.paper import page_image, pages
from tests.conftest import SignIn
from tests.pages import Client, words_of
from tests.web.conftest import add_ruth, begin_plan, events


@pytest.fixture(scope="module")
def desk(house: Flask) -> Client:
    """Alice with two versions of a plan; the second is without the bridge. What one test leaves, the next one meets."""
    alice = SignIn(house)("alice")
    add_ruth(alice)
    begin_plan(alice)
    alice.submit("/plans/1/issue")
    assert alice.page.one("details").get("open") is not None, "how it was taught is asked right away"
    alice.get("/plans/1?q=quad+set")
    alice.submit(press=("remove", "bridge"))
    alice.submit("/plans/1/issue")
    return alice


def test_a_reprint_is_the_bytes_on_file_whatever_the_plan_is_now(house: Flask, desk: Client) -> None:
    answer = desk.raw("/handouts/1.pdf")
    with store.open_session(house.extensions["hep.engine"]) as session:
        kept = session.get_one(HandoutRow, 1)
        assert (kept.pdf, kept.pdf_sha256) == (answer.data, sha256(answer.data).hexdigest())
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="H-000001.pdf"'
    saved = desk.raw("/handouts/1.pdf?download=1").headers
    assert saved["Content-Disposition"] == 'attachment; filename="H-000001.pdf"'


def test_a_handout_shows_its_pages_checksum_and_versions_with_what_changed(desk: Client) -> None:
    page = desk.get("/handouts/2")
    assert "Took out Bridge" in page.text
    assert "100 %PEMAT-P17 of 19CERT" in words_of(page.one("section", aria_labelledby="examined-title"))
    assert desk.get(page.link("Version 1, H-000001")).h1 == "Handout H-000001"
    checksum = sha256(desk.raw("/handouts/1.pdf").data).hexdigest()
    assert f"{checksum[:8]} … {checksum[-8:]}" in desk.page.text
    versions = next(one for one in desk.page.all("ol") if one.get("class") == "timeline")
    assert "Version 2, H-000002" in words_of(versions)
    assert "Took out Bridge" in words_of(versions)


def test_there_is_a_picture_of_every_page_for_who_works_there(house: Flask, desk: Client) -> None:
    charlie = SignIn(house)("charlie")
    count = pages(desk.raw("/handouts/1.pdf").data)
    answers = [desk.raw(f"/handouts/1/{page}.png").status_code for page in range(count + 2)]
    assert answers == [404, *[200] * count, 404]
    for address in ("/handouts/1", "/handouts/1.pdf", "/handouts/1/1.png", "/handouts/1/note.txt"):
        assert charlie.raw(address).status_code == 404


def test_a_picture_of_a_page_is_not_drawn_twice_and_not_shown_after_signing_out(house: Flask) -> None:
    alice = SignIn(house)("alice")
    first = alice.raw("/handouts/1/1.png")
    assert first.headers["Cache-Control"] == "private, no-cache", "a browser asks before it shows what it has"
    had = {"If-None-Match": first.headers["ETag"]}
    again = alice.raw("/handouts/1/1.png", headers=had)
    assert (again.status_code, again.data) == (304, b"")
    assert alice.raw("/handouts/2/1.png", headers=had).status_code == 200
    alice.get("/account")
    alice.submit("/sign-out")
    assert alice.raw("/handouts/1/1.png", headers=had).location.startswith("/sign-in")


def test_asking_whether_a_handout_is_there_prints_nothing(house: Flask, desk: Client) -> None:
    before = len(events(house))
    assert desk.http.head("/handouts/1.pdf").status_code == 200
    assert len(events(house)) == before


def test_pages_are_drawn_for_several_people_at_once(desk: Client) -> None:
    pdf = desk.raw("/handouts/1.pdf").data
    with ThreadPoolExecutor(4) as people:
        counted = [people.submit(pages, pdf) for _ in range(300)]
        drawn = [people.submit(page_image, pdf, 1) for _ in range(6)]
    assert len({one.result() for one in counted}) == len({one.result() for one in drawn}) == 1


# -- taught back


def test_how_it_was_taught_is_kept_and_filled_in_again(desk: Client) -> None:
    desk.get("/handouts/1")
    sent = {"shown": "y", "tried": "y", "helper": "daughter", "language": "日本語", "assistance": "Verbal cues"}
    page = desk.submit("/handouts/1/teach", **sent, questions="In bed?\nAt night?", response="<b>Fine</b> & well.")
    for words in ("Shown", "Not explained back yet", "daughter", "日本語", "Verbal cues", "In bed? At night?", "Alice"):
        assert words in words_of(page.one("section", id="taught")), words
    assert page.one("details").get("open") is None
    page = desk.submit("/handouts/1/teach", explained="y")
    assert "Not explained back yet" not in page.text
    assert "daughter" in page.text


def test_teaching_that_does_not_fit_comes_back_with_all_that_was_typed(desk: Client) -> None:
    desk.get("/handouts/2")
    page = desk.submit("/handouts/2/teach", status=422, helper="h" * 61, assistance="Magic", response="Well.")
    assert page.error_beside("helper") == "At most 60 letters fit here."
    assert page.error_beside("assistance") == "Choose one of these."
    assert page.one("input", name="helper").get("value") == "h" * 61
    assert (page.one("textarea", name="response").text or "").strip() == "Well."
    assert "Teach-back: not recorded." in page.text


def test_the_summary_is_on_the_page_and_as_text(desk: Client) -> None:
    desk.get("/handouts/1")
    desk.submit("/handouts/1/teach", shown="y", response="<b>Fine</b> & well.")
    text = desk.raw("/handouts/1/note.txt")
    assert text.mimetype == "text/plain"
    assert (desk.page.one("textarea", id="note-text").text or "").lstrip("\n") == text.get_data(as_text=True)
    for words in ("handout H-000001, version 1", "1. Bridge", "Teach-back: shown", "Response: <b>Fine</b> & well."):
        assert words in text.get_data(as_text=True)
    assert "Ruth" not in text.get_data(as_text=True)


# -- voided


def test_voiding_asks_for_a_reason_and_changes_no_byte(desk: Client) -> None:
    before = desk.raw("/handouts/2.pdf").data
    page = desk.get(desk.get("/handouts/2").link("Void with a reason"))
    assert page.one("dialog").get("open") is not None
    desk.submit("/handouts/2/void", status=422, reason="  ")
    assert "Write why this handout no longer counts" in desk.page.error_beside("reason")
    desk.submit("/handouts/2/void", status=422, reason="x" * 301)
    assert desk.page.one("textarea", name="reason").text == "x" * 301
    page = desk.submit("/handouts/2/void", reason="The <b>other</b> leg was meant.")
    assert "Voided on" in page.text
    assert "“The <b>other</b> leg was meant.” It no longer counts." in page.text
    assert "Void with a reason" not in page.text
    assert desk.raw("/handouts/2.pdf").data == before
    desk.post("/handouts/2/void", reason="A second reason.")
    assert "A second reason." not in desk.get("/handouts/2").text
    assert desk.raw("/handouts/2/note.txt").data.startswith(b"VOIDED")


def test_a_voided_handout_is_told_apart_in_every_list(desk: Client) -> None:
    desk.get("/handouts/2")
    desk.post("/handouts/2/void", reason="The other leg was meant.")
    for address in ("/", "/patients/1", "/handouts/1"):
        page = desk.get(address)
        rows = [words_of(row) for row in [*page.all("li"), *page.all("tr")]]
        assert any("H-000002" in row for row in rows), address
        for row in rows:
            if "H-000002" in row or "H-000001" in row:
                assert ("Voided" in row) == ("H-000002" in row), f"{address}: {row}"
    assert "Version 2 voided" in desk.get("/").text
