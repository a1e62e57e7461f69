"""The builder in each of its states: nothing leaves the screen, axe finds nothing, in every size and colour."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, fits, nothing_hinders, screen, serves_everyone

pytestmark = pytest.mark.browser
NARROW = (320, 740)  # 1280 px at 400 %


@pytest.fixture(scope="module")
def context(hanna: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    context = hanna(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    screen(page, DESKTOP)
    yield page
    context.set_offline(False)
    page.close(run_before_unload=False)


def full(page: Page) -> None:
    page.goto("/plans/1")


def nothing_found(page: Page) -> None:
    page.goto("/plans/1?q=nothingatall")


def empty(page: Page) -> None:
    page.goto("/patients/12/plans/new")
    page.get_by_role("button", name="Begin an empty plan").click()
    expect(page.get_by_role("heading", name="How do you want to start?")).to_be_visible()


def drafted(page: Page) -> None:
    page.goto("/patients/12/plans/new")
    page.get_by_role("button", name="Begin Knee osteoarthritis").click()
    expect(page.get_by_role("button", name="Keep this draft")).to_be_visible()


def next_visit(page: Page) -> None:
    page.goto("/plans/2?q=quad+set")
    expect(page.get_by_role("button", name="All step up")).to_be_visible()


def dose_open(page: Page) -> None:
    page.goto("/plans/1?q=quad+set")
    page.locator(".dose__read").first.click()
    expect(page.locator(".dose__edit")).to_be_visible()


def errors_shown(page: Page) -> None:
    dose_open(page)
    page.locator(".dose__edit .input").first.fill("0x8")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^There is a problem"))


def phase_open(page: Page) -> None:
    page.goto("/plans/1?q=quad+set")
    page.get_by_role("link", name="Change phase 1").click()
    expect(page.get_by_label("Move on when")).to_be_visible()


def keys(page: Page) -> None:
    page.goto("/plans/1?q=quad+set")
    page.locator("#main").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()


def ruled_out(page: Page) -> None:
    """An exercise that a precaution rules out, and the dialog that asks for the reason, sent without one."""
    page.goto("/plans/5")
    page.get_by_text("ruled out for Grace").click()
    page.locator("#found details .item > [name=add]").first.click()
    expect(page.locator('.rx[data-state="conflict"]').first).to_be_visible()
    page.get_by_role("link", name="Keep it and say why").first.click()
    page.get_by_role("button", name="Keep it with this reason").click()
    expect(page.get_by_label("Your reason")).to_have_attribute("aria-invalid", "true")


# `?q=quad+set` keeps the library short where it is not looked at: a third of the elements, a third of the time.
STATES = (full, nothing_found, empty, drafted, next_visit, dose_open, errors_shown, phase_open, keys, ruled_out)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_state_of_the_builder_can_be_used_by_everyone(page: Page, state: Callable[[Page], None]) -> None:
    state(page)
    serves_everyone(page, NARROW)


def test_without_a_connection_everyone_can_see_what_waits(page: Page, context: BrowserContext) -> None:
    page.goto("/plans/4")
    context.set_offline(True)
    page.locator(".phase:not(details) [name=remove]").first.click()
    expect(page.locator("#offline")).to_be_visible()
    page.locator("summary", has_text="What waits").click()
    serves_everyone(page, NARROW)
    context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()


def test_the_drawers_of_a_tablet_hold_library_and_checks(page: Page) -> None:
    page.goto("/plans/1")
    screen(page, (720, 500))  # 1440 px at 200 %
    for button, title in (("Library", "Library"), ("Checks", "Checks")):
        page.locator(".strip").get_by_role("button", name=button).click()
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        fits(page)
        nothing_hinders(page, colours=False)
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_hidden()


def test_twenty_exercises_and_the_longest_names_fit_the_smallest_screen(page: Page) -> None:
    page.goto("/patients/8/edit")
    page.get_by_label("Name", exact=True).fill("Wolfeschlegelsteinhausenbergerdorff" * 2)
    page.get_by_role("button", name="Save").first.click()
    page.goto("/plans/8")
    rows = page.locator(".phase:not(details) .rx")
    for _ in range(20 - rows.count()):
        page.locator('#found [name="add"]').first.click()
    expect(rows).to_have_count(20)
    page.locator('#found [name="add"]').first.click()  # one more is refused, and said
    expect(page.get_by_role("alert")).to_contain_text("at most 20")
    screen(page, NARROW)
    fits(page)
    screen(page, DESKTOP)
    fits(page)


def test_forced_colours_keep_marks_and_edges(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/plans/1")
    nothing_hinders(page, colours=False)  # the colours are those of the person
    edge = page.evaluate("getComputedStyle(document.querySelector('.dose__read')).borderTopStyle")
    assert edge == "solid"
