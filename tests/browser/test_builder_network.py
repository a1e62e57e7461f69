"""The builder when the connection is slow or gone, and when two people change the same plan: nobody's work is lost."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import Served, serves_everyone

pytestmark = pytest.mark.browser


@pytest.fixture
def context(hanna: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    context = hanna(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def names(page: Page, *expected: str) -> None:
    expect(page.locator("#phase-1 .rx h3")).to_have_text([re.compile(f"^{name}\\b") for name in expected])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_what_is_done_without_a_connection_waits_and_is_sent_in_order(context: BrowserContext, page: Page) -> None:
    page.goto("/plans/9")
    context.set_offline(True)
    press(page, "Move Bridge down")
    press(page, "Remove Sit to stand")
    press(page, "Move Standing hip stretch up")
    expect(page.locator("[data-saved]")).to_have_text("Offline, 3 changes wait")
    page.locator("summary", has_text="What waits").click()
    expect(page.locator("[data-waiting] li")).to_have_text(
        ["Move Bridge down", "Remove Sit to stand", "Move Standing hip stretch up"]
    )
    press(page, "Issue handout")
    expect(page.locator("[data-live-region]")).to_contain_text("Issuing needs the connection")

    context.set_offline(False)
    names(page, "Standing hip stretch", "Bridge", "Heel-first walking")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    expect(page.locator("#offline")).to_be_hidden()
    page.reload()
    names(page, "Standing hip stretch", "Bridge", "Heel-first walking")


def test_an_edit_whose_answer_was_lost_counts_once(page: Page) -> None:
    page.goto("/plans/2")
    rows = page.locator(".phase:not(details) .rx")
    before = rows.count()

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/plans/2*", lose_the_answer, times=1)
    press(page, "Add Quad set to")
    press(page, "Add Bridge to")
    expect(page.locator("#offline")).to_be_visible()
    page.evaluate("document.querySelector('[data-try]').click()")  # it may have tried again by itself
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    expect(rows).to_have_count(before + 2)
    expect(rows.nth(before)).to_contain_text("Quad set")
    expect(rows.nth(before + 1)).to_contain_text("Bridge")


def test_many_quick_edits_over_a_slow_connection_keep_their_order(page: Page) -> None:
    page.goto("/plans/3")
    rows = page.locator(".phase:not(details) .rx")
    before = rows.count()
    held: list[Route] = []
    under_way, most = 0, 0

    def begun(request: Request) -> None:
        nonlocal under_way, most
        under_way += request.method == "POST"
        most = max(most, under_way)

    def ended(request: Request) -> None:
        nonlocal under_way
        under_way -= request.method == "POST"

    page.on("request", begun)
    page.on("requestfinished", ended)

    def first_takes_long(route: Route) -> None:
        """So long that all three are pressed meanwhile."""
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/plans/3*", first_takes_long)
    for name in ("Quad set", "Wall sit", "Seated march"):
        press(page, f"Add {name} to")
    expect(page.locator("[data-saved]")).to_have_text("Saving")
    held[0].continue_()
    expect(rows).to_have_count(before + 3)
    assert [rows.nth(before + n).get_attribute("data-name") for n in range(3)] == [
        "Quad set",
        "Wall sit",
        "Seated march",
    ]
    assert most == 1


def test_what_is_typed_stays_while_something_else_is_saved_and_leaving_asks(page: Page) -> None:
    page.goto("/plans/10")
    first, second = page.locator(".phase:not(details) .rx").nth(0), page.locator(".phase:not(details) .rx").nth(1)
    first.locator(".dose__read").click()
    typed = first.locator(".dose__edit .input").first
    typed.fill("2x7")
    name = second.get_attribute("data-name")
    press(page, f"Remove {name}")
    expect(page.get_by_role("button", name=f"Remove {name}")).to_have_count(0)
    expect(typed).to_have_value("2x7")
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => location.assign('/patients'))")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(typed).to_have_value("2x7")
    typed.press("Enter")
    expect(first).to_contain_text("2 × 7")


def test_two_people_at_one_plan_choose_line_by_line_and_nothing_is_lost(context: BrowserContext, page: Page) -> None:
    page.goto("/plans/7")
    other = context.new_page()
    other.goto("/plans/7")
    for tab, dose in ((other, "2x6"), (page, "3x9")):
        tab.locator(".phase:not(details) .rx").first.locator(".dose__read").click()
        tab.locator(".dose__edit .input").first.fill(dose)
    other.keyboard.press("Enter")
    expect(other.locator(".dose__edit")).to_have_count(0)  # it is saved: what is typed is read back before
    expect(other.locator(".phase:not(details) .rx").first).to_contain_text("2 × 6")
    page.keyboard.press("Enter")
    # An act that hurts nobody is simply joined; the same dose twice is a choice, with the focus on it.
    choice = page.get_by_role("alert").filter(has_text="Nothing is lost")
    expect(choice).to_be_focused()
    expect(page.locator("[data-saved]")).to_have_text("Not saved")
    expect(page.locator(".versus__one")).to_have_count(2)
    serves_everyone(page)
    page.get_by_role("radio", name="You, in another window").check()
    page.get_by_role("button", name="Save what I chose").click()
    first = page.locator(".phase:not(details) .rx").first
    expect(first).to_contain_text("2 × 6")
    expect(choice).to_have_count(0)
    expect(page.locator("[data-saved]")).to_contain_text("Saved")


def test_who_was_signed_out_meanwhile_loses_nothing(context: BrowserContext, page: Page, demo: Served) -> None:
    def sessions(key: str) -> None:
        with closing(sqlite3.connect(demo.home / "hep.sqlite3")) as database, database:
            database.execute(f"UPDATE clinician SET session_key = {key}")

    page.goto("/plans/8")
    name = page.locator(".phase:not(details) .rx").first.get_attribute("data-name")
    cookies = context.cookies()
    sessions("'ended ' || session_key")
    press(page, f"Remove {name}")
    expect(page.locator("[data-saved]")).to_have_text("Signed out, 1 change not saved")
    sessions("substr(session_key, 7)")
    context.add_cookies(cookies)  # signed in again
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_role("button", name=f"Remove {name}")).to_have_count(0)
