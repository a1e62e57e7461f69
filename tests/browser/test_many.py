"""Many handouts from the page: one after the other, in sight, until somebody stops it; and the summary to copy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

pytestmark = pytest.mark.browser


def test_a_class_is_printed_in_sight_and_can_be_stopped(hanna: Callable[..., BrowserContext]) -> None:
    page = hanna().new_page()
    page.goto("/print")
    page.get_by_label("Copies without a name").fill("2")
    page.get_by_role("button", name="Print the class").click()
    expect(page.get_by_role("heading", name="2 handouts ready")).to_be_visible(timeout=30_000)
    page.go_back()
    held: list[Route] = []
    numbers = iter(range(1, 21))
    page.route("**/print/class", lambda route: held.append(route) if next(numbers) == 3 else route.continue_())
    page.get_by_label("Copies without a name").fill("20")
    page.get_by_role("button", name="Print the class").click()
    progress = page.locator("#progress")
    expect(progress.get_by_role("status")).to_have_text("3 of 20")
    expect(progress).to_be_focused()
    progress.get_by_role("button", name="Cancel").click()
    held[0].continue_()  # what is under way is finished
    expect(progress.get_by_role("status")).to_have_text("Stopped. 3 of 20 ready.", timeout=30_000)
    page.get_by_role("link", name="Show what is ready").click()
    expect(page.get_by_role("heading", name="3 handouts ready")).to_be_visible()
    page.context.close()


def test_what_is_wrong_with_a_class_is_said_beside_the_field(hanna: Callable[..., BrowserContext]) -> None:
    page = hanna().new_page()
    page.goto("/print")
    page.get_by_label("Copies without a name").fill("21")
    page.get_by_role("button", name="Print the class").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose 1 to 20")
    expect(page.get_by_label("Copies without a name")).to_have_value("21")
    page.context.close()


def test_the_summary_is_copied_and_the_reason_is_asked_in_a_dialog(hanna: Callable[..., BrowserContext]) -> None:
    context = hanna(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/handouts/1")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == page.locator("#note-text").input_value()
    assert "H-000001" in copied
    page.get_by_role("link", name="Void with a reason").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_label("Why it no longer counts")).to_be_focused()
    page.get_by_role("button", name="Void it with this reason").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Write why this handout no longer counts")
    page.get_by_role("link", name="Do not void it").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    context.close()
