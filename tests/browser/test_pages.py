"""Every page as it looks: nothing leaves the screen from 360 to 1440 px, light and dark, and axe finds nothing."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from hep.demo import PASSWORD, THERAPISTS
from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = (
    "/",
    "/patients",
    "/patients?q=nobody",
    "/patients?show=archived",
    "/patients/new",
    "/patients/1",
    "/patients/1/edit",
    "/patients/12",
    "/patients/1/plans/new",
    "/plans/1",
    "/plans/1?edit=quad-set",
    "/plans/1?phase=phase-1",
    "/plans/1?q=nothingatall",
    "/plans/1/about",
    "/plans/1/preview",
    "/handouts/1",
    "/library",
    "/library?mechanism=muscle-instability&precaution=THA-POST&position=supine&sort=activity-gluteus-medius",
    "/library?q=nothingatall",
    "/library/side-lying-hip-abduction",
    "/library/heel-slide?side=left",
    "/mechanisms/joint-stress",
    "/protocols",
    "/protocols?q=nothingatall",
    "/protocols/older-adult-fall-risk",
    "/protocols/knee-osteoarthritis/begin",
    "/clinic",
    "/clinic/audit",
    "/account",
    "/nowhere",
)
SCREENS = {
    "desktop": {"viewport": {"width": 1440, "height": 1000}, "color_scheme": "light"},
    "tablet in the dark": {"viewport": {"width": 768, "height": 1024}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


@pytest.fixture(scope="module", params=SCREENS)
def signed_in(request: pytest.FixtureRequest, browser: Browser, demo: Served) -> Iterator[Page]:
    context = browser.new_context(**SCREENS[request.param])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_label("E-mail").fill(THERAPISTS[0].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_the_screen_and_can_be_used_by_everyone(signed_in: Page, demo: Served, address: str) -> None:
    signed_in.goto(demo.address + address)
    width = signed_in.viewport_size["width"]  # type: ignore[index]
    assert signed_in.evaluate("document.documentElement.scrollWidth") <= width
    broken = signed_in.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
    assert not broken
    found = Axe().run(signed_in, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", ["/library?precaution=THA-POST", "/library/side-lying-hip-abduction"])
def test_what_folds_hold_can_be_used_by_everyone(signed_in: Page, demo: Served, address: str) -> None:
    signed_in.goto(demo.address + address)
    signed_in.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    width = signed_in.viewport_size["width"]  # type: ignore[index]
    assert signed_in.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(signed_in, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("wish", "moves"), [("no-preference", True), ("reduce", False)])
def test_a_movement_is_not_loaded_before_it_is_asked_for(
    browser: Browser, demo: Served, wish: Literal["no-preference", "reduce"], moves: bool
) -> None:
    context = browser.new_context(reduced_motion=wish)
    page = context.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_label("E-mail").fill(THERAPISTS[0].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo.address}/library/bridge", wait_until="load")
    assert not any("movement" in address for address in asked)
    page.get_by_text("Show the movement").click()
    page.wait_for_function("document.querySelector('img[src*=movement]').naturalWidth > 0")  # it or the still finish
    assert any("movement" in address for address in asked) == moves
    context.close()


@pytest.mark.parametrize("address", ["/sign-in"])
def test_the_way_in_can_be_used_by_everyone(browser: Browser, demo: Served, address: str) -> None:
    page = browser.new_page()
    page.goto(demo.address + address)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Write your e-mail address")
    assert Axe().run(page, options={"runOnly": RULES}).violations_count == 0
    page.close()


def test_the_builder_works_without_scripts(browser: Browser, demo: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_label("E-mail").fill(THERAPISTS[0].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{demo.address}/plans/9")
    before = page.locator(".rx").count()
    page.get_by_role("button", name="Add Quad set to", exact=False).click()
    expect(page.locator(".rx")).to_have_count(before + 1)
    page.get_by_role("button", name="Move Quad set up").click()
    page.get_by_role("button", name="Remove Quad set").click()
    expect(page.locator(".rx")).to_have_count(before)
    context.close()
