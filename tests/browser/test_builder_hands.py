"""The builder under the hands: by key, by mouse, by finger, without scripts."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 1600}  # so tall that no test of a place depends on scrolling


@pytest.fixture
def page(hanna: Callable[..., BrowserContext]) -> Iterator[Page]:
    """The desk of Hanna; what fails in its console fails the test."""
    context = hanna(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def names(page: Page, *expected: str, phase: int = 1) -> None:
    """The exercises of a phase, from the first to the last."""
    expect(page.locator(f"#phase-{phase} .rx h3")).to_have_text([re.compile(f"^{name}\\b") for name in expected])


def row(page: Page, name: str) -> Locator:
    return page.locator(f'.rx[data-name="{name}"]')


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-live-region]")).to_contain_text(words)


def test_the_whole_job_by_keyboard(page: Page) -> None:
    page.goto("/plans/9")
    start = ("Bridge", "Sit to stand", "Standing hip stretch", "Heel-first walking")
    names(page, *start)

    # Find and add: the search has the focus and keeps it.
    search = page.get_by_role("searchbox", name="Find an exercise")
    expect(search).to_be_focused()
    page.locator("#main").focus()
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("quad")
    page.keyboard.press("Enter")
    names(page, *start, "Quad set")
    said(page, "Quad set added")
    expect(search).to_be_focused()
    page.keyboard.type("wall sit")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_label("Dose of Wall sit")).to_be_focused()
    page.keyboard.type("2x20s")
    expect(page.locator("#said-reads")).to_contain_text("hold 20 s")  # read while it is typed
    page.keyboard.press("Enter")
    expect(row(page, "Wall sit")).to_contain_text("hold 20 s")
    expect(search).to_be_focused()

    # Move, and hear where it is.
    row(page, "Wall sit").locator(".dose__read").focus()
    page.keyboard.press("Alt+ArrowUp")
    said(page, "Wall sit, now 5 of 6")
    page.keyboard.press("Alt+ArrowUp")
    said(page, "Wall sit, now 4 of 6")
    names(page, *start[:3], "Wall sit", start[3], "Quad set")
    expect(row(page, "Wall sit").locator(".dose__read")).to_be_focused()

    # The dose: Esc leaves it as it was, Enter saves it, and the focus is on the dose again.
    page.keyboard.press("e")
    expect(page.get_by_label("Dose of Wall sit")).to_be_focused()
    page.keyboard.type("9x9")
    page.keyboard.press("Escape")
    expect(row(page, "Wall sit").locator(".dose__read")).to_be_focused()
    expect(row(page, "Wall sit")).to_contain_text("hold 20 s")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Dose of Wall sit")).to_be_focused()
    page.keyboard.type("3x30s")
    page.keyboard.press("Enter")
    expect(row(page, "Wall sit")).to_contain_text("hold 30 s")
    expect(row(page, "Wall sit").locator(".dose__read")).to_be_focused()

    # Easier and harder, remove, undo, redo.
    row(page, "Bridge").locator(".dose__read").focus()
    page.keyboard.press("-")
    names(page, "Bottom squeeze", *start[1:3], "Wall sit", start[3], "Quad set")
    page.keyboard.press("+")
    names(page, "Bridge", *start[1:3], "Wall sit", start[3], "Quad set")
    page.keyboard.press("Delete")
    names(page, *start[1:3], "Wall sit", start[3], "Quad set")
    expect(row(page, "Sit to stand").locator(".dose__read")).to_be_focused()
    page.keyboard.press("Control+z")
    names(page, "Bridge", *start[1:3], "Wall sit", start[3], "Quad set")
    page.keyboard.press("Control+Shift+z")
    names(page, *start[1:3], "Wall sit", start[3], "Quad set")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")

    # The keys, and out of them again.
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Issue handout").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handout H-")


def test_a_row_walks_into_the_next_phase_and_back(page: Page) -> None:
    page.goto("/plans/1")
    first = [one.get_attribute("data-name") or "" for one in page.locator("#phase-1 .rx").all()]
    walker = row(page, first[-1])
    down = walker.get_by_role("button", name=f"Move {first[-1]} down")
    down.focus()
    page.keyboard.press("Alt+ArrowDown")
    said(page, f"{first[-1]}, now 1 of 6 in Build")
    expect(page.locator("#phase-2 .rx").first).to_contain_text(first[-1])
    expect(down).to_be_visible()  # its phase has opened
    expect(down).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    names(page, *first)


def test_the_row_under_the_hand_stays_where_it_is(page: Page) -> None:
    page.goto("/plans/2?q=quad+set")
    second = row(page, "Heel-first walking")
    place = "one => one.closest('.rx').getBoundingClientRect().top"
    step = second.locator("[name=step_up]")
    step.focus()
    was = step.evaluate(place)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Heel-first walking replaced by")).not_to_have_count(0)  # a new line above all phases
    expect(page.locator("#next-visit li")).to_have_count(1)  # a line more, above the row
    assert page.locator('[name=step_up][aria-pressed="true"]').evaluate(place) == pytest.approx(was, abs=1)


def test_letters_typed_into_a_field_stay_letters(page: Page) -> None:
    page.goto("/plans/2")
    search = page.get_by_role("searchbox", name="Find an exercise")
    search.press_sequentially("e/?-+")
    expect(search).to_have_value("e/?-+")
    search.press("Delete")
    expect(page.get_by_role("dialog")).to_have_count(0)


# -- mouse


def take(page: Page, handle: Locator) -> None:
    handle.scroll_into_view_if_needed()
    handle.hover()
    page.mouse.down()


def carry(page: Page, to: Locator, part: float) -> None:
    """Over a part of the height of a row, in a few steps as a hand does."""
    box = to.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * part, steps=4)


def test_an_exercise_is_dragged_from_the_library_into_a_place(page: Page) -> None:
    page.goto("/plans/10")
    before = page.locator("#phase-1 .rx").count()
    second = page.locator("#phase-1 .rx").nth(1)
    page.get_by_role("searchbox", name="Find an exercise").fill("straight leg")
    expect(page.locator("#found .item").first).to_contain_text("Straight leg raise")
    take(page, page.locator('.item[data-key="straight-leg-raise"] .fig'))
    carry(page, second, 0.2)
    expect(page.get_by_text("Put Straight leg raise here, number 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Put Straight leg raise here")).to_have_count(0)
    page.mouse.up()
    expect(page.locator("#phase-1 .rx")).to_have_count(before)

    take(page, page.locator('.item[data-key="straight-leg-raise"] .fig'))
    carry(page, second, 0.2)
    page.mouse.up()
    expect(page.locator("#phase-1 .rx")).to_have_count(before + 1)
    expect(page.locator("#phase-1 .rx").nth(1)).to_contain_text("Straight leg raise")


def test_a_row_is_dragged_within_a_phase_and_into_a_folded_one(page: Page) -> None:
    page.goto("/plans/7")
    rows = page.locator(".phase:not(details) .rx")
    name = rows.first.get_attribute("data-name")
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.method == "POST" else None)
    take(page, rows.first.locator("[data-grip]"))
    carry(page, rows.nth(2), 0.9)
    expect(page.get_by_text(f"Put {name} here, number 3")).to_be_visible()
    carry(page, rows.nth(1), 0.9)
    expect(page.get_by_text(f"Put {name} here, number 2")).to_be_visible()
    page.mouse.up()
    said(page, f"{name}, now 2 of")
    expect(rows.nth(1)).to_have_attribute("data-name", name or "")
    assert len(told) == 1  # once, on release

    fold = page.locator("details.phase").last
    inside = fold.locator(".rx").count()
    fold.scroll_into_view_if_needed()
    take(page, rows.last.locator("[data-grip]"))
    carry(page, fold.locator("> summary"), 0.5)
    page.mouse.up()
    expect(fold.locator(".rx")).to_have_count(inside + 1)


def test_a_finger_drags_a_row_to_another_place(hanna: Callable[..., BrowserContext]) -> None:
    context = hanna(viewport={"width": 820, "height": 1600}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto("/plans/3")
    rows = page.locator(".phase:not(details) .rx")
    first, count = rows.first.get_attribute("data-name"), rows.count()
    finger = context.new_cdp_session(page)
    grip = rows.first.locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def touch(kind: str, *point: float) -> None:
        points = [{"x": point[0], "y": point[1]}] if point else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    second = rows.nth(1).bounding_box()
    assert second
    touch("touchStart", x, y)
    touch("touchMove", x, y + 40)
    touch("touchMove", x, second["y"] + second["height"] - 10)
    expect(page.get_by_text(f"Put {first} here, number 2")).to_be_visible()
    touch("touchEnd")
    expect(rows.nth(1)).to_have_attribute("data-name", first or "")
    expect(rows).to_have_count(count)
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    context.close()


# -- without scripts


def test_everything_works_without_scripts(hanna: Callable[..., BrowserContext]) -> None:
    context = hanna(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto("/plans/6")
    rows = page.locator(".phase:not(details) .rx")
    before = rows.count()
    page.get_by_role("searchbox", name="Find an exercise").fill("quad set")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Add Quad set to").first.click()
    expect(rows).to_have_count(before + 1)
    page.get_by_role("button", name="Move Quad set up").click()
    expect(rows.nth(before - 1)).to_contain_text("Quad set")
    row(page, "Quad set").locator(".dose__read").click()
    page.get_by_label("Dose of Quad set").fill("2x8 hold 3s")
    page.get_by_role("button", name="Save Quad set").click()
    expect(row(page, "Quad set")).to_contain_text("2 × 8, hold 3 s")
    page.get_by_role("button", name="Remove Quad set").click()
    expect(rows).to_have_count(before)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(before + 1)
    page.get_by_role("button", name="Issue handout").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handout H-")
    context.close()
