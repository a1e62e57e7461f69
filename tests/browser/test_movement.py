"""A moving figure in a real browser: it moves when it is asked to, pauses, and rests for who wants less motion."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hep.pictures import Gallery
from tests.shipped import LIBRARY

pytestmark = pytest.mark.browser
FRAMES = 10
FINISH = FRAMES - 1
LOOP = 3200  # ms
# Which of the frames is seen.
SHOWN = """() => [...document.querySelectorAll("svg[data-figure=moving] > g > g")].flatMap(
    (frame, i) => getComputedStyle(frame).visibility === "visible" ? [i] : [])"""
# Which animations of the figure run, and a way to set their common clock, so that no test waits for a frame.
RUNNING = """() => document.getAnimations().map(animation => animation.playState)"""
SET_CLOCK = """moment => document.getAnimations().forEach(animation => { animation.currentTime = moment })"""


@pytest.fixture(scope="module")
def moving() -> str:
    return Gallery(LIBRARY).movement("bridge", "right")


@pytest.fixture
def opened(browser: Browser, moving: str) -> Iterator[Callable[..., Page]]:
    """Opens the figure inside a page, beside something else that can be pointed at."""
    contexts = []

    def opened(**settings: Any) -> Page:
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.set_content(
            f'<!doctype html><title>Bridge</title><p>Hips up.</p><div id="figure" tabindex="0">{moving}</div>'
        )
        page.mouse.move(0, 0)
        return page

    yield opened
    for context in contexts:
        context.close()


def seen(page: Page, moment: float) -> int:
    """The one frame that is seen at a moment of the loop."""
    page.evaluate(SET_CLOCK, moment)
    (frame,) = page.evaluate(SHOWN)
    return int(frame)


def test_it_rests_at_the_start_until_it_is_asked_to_move(opened: Callable[..., Page]) -> None:
    page = opened()
    assert set(page.evaluate(RUNNING)) == {"paused"}
    assert page.evaluate(SHOWN) == [0]


def test_it_moves_under_the_pointer_and_pauses_after(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#figure svg").hover()
    assert set(page.evaluate(RUNNING)) == {"running"}
    page.wait_for_function(f"() => !({SHOWN})().includes(0)")
    page.mouse.move(0, 0)
    assert set(page.evaluate(RUNNING)) == {"paused"}
    where = page.evaluate(SHOWN)
    assert len(where) == 1
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert page.evaluate(SHOWN) == where


def test_the_keyboard_moves_it_too(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert set(page.evaluate(RUNNING)) == {"running"}
    page.locator("#figure").evaluate("figure => figure.blur()")
    assert set(page.evaluate(RUNNING)) == {"paused"}


def test_it_goes_from_start_to_finish_and_back_one_frame_at_a_time(opened: Callable[..., Page]) -> None:
    page = opened()
    frames = [seen(page, LOOP * step / 100) for step in range(100)]
    assert frames[0] == 0
    assert set(frames) == set(range(FRAMES))
    assert all(abs(after - before) <= 1 for before, after in zip(frames, [*frames[1:], frames[0]], strict=True))
    highest = frames.index(FINISH)
    assert frames[:highest] == sorted(frames[:highest])


def test_who_wants_less_motion_sees_the_finish_at_rest(opened: Callable[..., Page]) -> None:
    page = opened(reduced_motion="reduce")
    assert page.evaluate(SHOWN) == [FINISH]
    page.locator("#figure svg").hover()
    assert page.evaluate(RUNNING) == []
    assert page.evaluate(SHOWN) == [FINISH]


def test_two_figures_on_a_page_move_alone(opened: Callable[..., Page], moving: str) -> None:
    page = opened()
    page.locator("#figure").evaluate(
        "(figure, svg) => figure.insertAdjacentHTML('afterend', `<div id=other>${svg}</div>`)", moving
    )
    page.locator("#other svg").hover()
    states = (
        """id => document.getElementById(id).getAnimations({subtree: true}).map(animation => animation.playState)"""
    )
    assert set(page.evaluate(states, "figure")) == {"paused"}
    assert set(page.evaluate(states, "other")) == {"running"}


def test_as_a_document_of_its_own_it_moves_once_and_stops_within_five_seconds(browser: Browser, moving: str) -> None:
    page = browser.new_page()
    page.route("**/bridge.svg", lambda route: route.fulfill(body=moving, content_type="image/svg+xml"))
    page.goto("http://figures.example/bridge.svg")
    ends = page.evaluate(
        "() => document.getAnimations().map(animation => animation.effect.getComputedTiming().endTime)"
    )
    assert len(ends) == FRAMES
    assert set(ends) == {LOOP}
    page.evaluate("() => document.getAnimations().forEach(animation => animation.finish())")
    assert page.evaluate(SHOWN) in ([], [0])
    page.close()
