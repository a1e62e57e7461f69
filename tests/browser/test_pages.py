"""Every page as it looks: nothing leaves the screen from 360 to 1440 px, light and dark, and axe finds nothing."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Served, nothing_hinders, serves_everyone

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/",
    "/patients",
    "/patients?q=nobody",
    "/patients?show=archived",
    "/patients/new",
    "/patients/1",
    "/patients/1/edit",
    "/patients/1/measured",
    "/patients/1/signs",
    "/patients/12",
    "/patients/1/plans/new",
    "/plans/1/about",
    "/plans/1/preview",
    "/handouts/1",
    "/handouts/1?void=1",
    "/print",
    "/print/ready?numbers=1+2",
    "/library",
    "/library?mechanism=muscle-instability&precaution=THA-POST&position=supine&sort=activity-gluteus-medius",
    "/library?q=nothingatall",
    "/library/side-lying-hip-abduction",
    "/library/heel-slide?side=left",
    "/mechanisms/joint-stress",
    "/protocols",
    "/protocols?q=nothingatall",
    "/protocols?show=ours",
    "/plans/1/protocol",
    "/protocols/older-adult-fall-risk",
    "/protocols/knee-osteoarthritis/begin",
    "/clinic",
    "/clinic/audit",
    "/account",
    "/nowhere",
)
WITH_FOLDS = ("/library?precaution=THA-POST", "/library/side-lying-hip-abduction")


@pytest.fixture(scope="module")
def page(hanna: Callable[..., BrowserContext]) -> Iterator[Page]:
    context = hanna(reduced_motion="reduce")  # no colour on its way to another
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_the_screen_and_can_be_used_by_everyone(page: Page, address: str) -> None:
    page.goto(address)
    serves_everyone(page)


@pytest.mark.parametrize("address", WITH_FOLDS)
def test_what_folds_hold_can_be_used_by_everyone(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    serves_everyone(page)


def test_a_draft_and_a_conflict_can_be_used_by_everyone(page: Page) -> None:
    """From the signs to a draft, to a new precaution that rules something out, to the dialog that asks why."""

    def note(code: str) -> None:
        page.goto("/patients/12/edit")
        page.locator("[name=precaution-0-code]").select_option(code)
        page.locator("[name=precaution-0-side]").select_option("right")
        page.get_by_role("button", name="Save").click()

    page.goto("/patients/12/signs")
    page.get_by_label("Weak quadriceps").check()
    page.get_by_text("Keep or avoid exercises").click()
    page.get_by_label("Keep", exact=True).select_option("sit-to-stand")
    page.get_by_role("button", name="Draft a plan").click()
    expect(page.locator("#drafted")).to_be_visible()
    plan = page.url
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    serves_everyone(page)
    note("THA-POST")
    expect(page.get_by_text("Ruled out in an open plan")).to_be_visible()
    nothing_hinders(page)
    page.goto(f"{plan}?keep=sit-to-stand")
    expect(page.get_by_role("dialog")).to_be_visible()
    serves_everyone(page)
    page.goto("/patients/12/signs")
    page.get_by_label("One calf or thigh newly swollen").check()
    page.get_by_role("button", name="Count the signs").click()
    expect(page.get_by_text("Refer first. No plan is drafted.")).to_be_visible()
    nothing_hinders(page)


@pytest.mark.parametrize(("wish", "moves"), [("no-preference", True), ("reduce", False)])
def test_a_movement_is_not_loaded_before_it_is_asked_for(
    hanna: Callable[..., BrowserContext], wish: Literal["no-preference", "reduce"], moves: bool
) -> None:
    context = hanna(reduced_motion=wish)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/library/bridge")
    assert not any("movement" in address for address in asked)
    page.get_by_text("Show the movement").click()
    # it, or the finish at rest
    page.wait_for_function("() => document.querySelector('img[src*=movement]').naturalWidth > 0")
    assert any("movement" in address for address in asked) == moves
    context.close()


def test_the_way_in_can_be_used_by_everyone(browser: Browser, demo: Served) -> None:
    page = browser.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Write your e-mail address")
    nothing_hinders(page)
    page.close()


# Sends a form twice, comes back to the page and sends it again: which of the three the page keeps back. None arrives.
SENT = """() => {
  const kept = [];
  addEventListener('submit', (event) => { kept.push(event.defaultPrevented); event.preventDefault(); });
  const { form } = document.querySelector('[name=name]');
  form.requestSubmit();
  form.requestSubmit();
  dispatchEvent(new PageTransitionEvent('pageshow'));
  form.requestSubmit();
  return kept;
}"""


def test_a_form_that_is_on_its_way_is_not_sent_a_second_time(page: Page) -> None:
    page.goto("/patients/1/edit")
    assert page.evaluate(SENT) == [False, True, False]
