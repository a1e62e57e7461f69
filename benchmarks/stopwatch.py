"""How quickly a plan becomes a handout: four tasks through the visible page, in Chromium, with every press counted.

python benchmarks/stopwatch.py [FILE]      (writes docs/stopwatch.md, or FILE)

A press is a click, or one keystroke; no task needs a key together with Shift. Scrolling and reading are not counted.
Keys follow each other as those of a quick typist. The answer of the page is the time from the moment at which the
browser takes in the press until the frame is painted that shows what it leads to: the new row, the open dose, the next
page. What an edit is answered is measured in the tasks, and once more for each kind of edit.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Locator, Page, sync_playwright

from hep import paths
from hep.content import read_library
from hep.demo import PASSWORD, THERAPISTS
from hep.pictures import Gallery
from tests.browser.conftest import FLAGS, chromium_path, serve
from tests.conftest import HEP, environment

PACE = 80  # ms between two keys
REACH = 200  # ms from one press to a click
LOOK = 400  # ms between two edits of which only the time counts
AIM = 100  # ms, for 95 of 100 answers
REPEATS = 3
ROUNDS = 6  # of each kind of edit
REST = 3000  # ms between two tasks, in which the pages of the last handout are drawn
READY = 15  # seconds after the start, in which program and browser make themselves ready
# The moment of a press, kept over a change of page; a button acts when the finger leaves it.
NOTE_THE_PRESS = """for (const name of ['pointerup', 'keydown']) addEventListener(
    name, (event) => sessionStorage.setItem('pressed', performance.timeOrigin + event.timeStamp), true)"""
SINCE = "performance.timeOrigin + performance.now() - sessionStorage.getItem('pressed')"
THERE = "[...document.querySelectorAll(where)].some(one => one.textContent.includes(words))"
# Before a press: when what it leads to stands in the page and that frame is painted, how long it took.
WATCH = f"""([where, words]) => {{
    const painted = (done) => requestAnimationFrame(() => {{
        const {{ port1, port2 }} = new MessageChannel();
        port1.onmessage = () => done({SINCE});
        port2.postMessage('');
    }});
    window.answer = new Promise((done) => {{
        const look = () => {{ if ({THERE}) {{ watch.disconnect(); painted(done); }} }};
        const watch = new MutationObserver(look);
        watch.observe(document, {{ subtree: true, childList: true, attributes: true, characterData: true }});
    }});
}}"""
NEXT_PAGE = f"([where, words]) => document.readyState === 'complete' && {THERE} && {SINCE}"


OPENS = "another page opens, with its pictures"
ISSUES = "a handout is issued: its PDF is made, its page opens"


class Shows(NamedTuple):
    """What a press leads to: an edit of a kind, or another page (OPENS, ISSUES); where it stands, and the words."""

    kind: str
    where: str
    words: str = ""

    @property
    def is_page(self) -> bool:
        return self.kind in (OPENS, ISSUES)


@dataclass
class Hand:
    """A therapist at the page: what she pressed, and how long (ms) the page took to answer."""

    page: Page
    clicks: int = 0
    keys: int = 0
    edits: list[tuple[str, float]] = field(default_factory=list)
    pages: list[tuple[str, float]] = field(default_factory=list)

    @property
    def presses(self) -> int:
        return self.clicks + self.keys

    def click(self, target: Locator, shows: Shows | None = None) -> None:
        target.scroll_into_view_if_needed()
        self.page.wait_for_timeout(REACH)
        self.clicks += 1
        self._do(target.click, shows)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text, delay=PACE)
        self.keys += len(text)

    def press(self, key: str, shows: Shows | None = None) -> None:
        self.keys += 1
        self._do(lambda: self.page.keyboard.press(key), shows)

    def _do(self, press: Callable[[], None], shows: Shows | None) -> None:
        if shows and not shows.is_page:
            self.page.evaluate(WATCH, [shows.where, shows.words])
        press()
        if shows and shows.is_page:
            came = self.page.wait_for_function(NEXT_PAGE, arg=[shows.where, shows.words])
            self.pages.append((shows.kind, came.json_value()))
        elif shows:
            self.edits.append((shows.kind, self.page.evaluate("window.answer")))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).first


# -- the tasks: each begins on the page of a known patient and ends with the paper


def from_a_protocol(hand: Hand) -> None:
    hand.page.goto("/patients/12")
    hand.click(hand.page.locator('a[href$="/plans/new"]').first, Shows(OPENS, "h1", "New plan for Nora"))
    hand.click(hand.button("Begin Knee osteoarthritis"), Shows(OPENS, ".who h1", "Nora Haddad"))
    _issue(hand)


def from_three_signs(hand: Hand) -> None:
    hand.page.goto("/patients/1")
    hand.click(hand.page.locator('a[href$="/signs"]').first, Shows(OPENS, "h1", "What do you see?"))
    for sign in hand.page.locator("[data-mechanism] input[name=findings]").all()[:3]:
        hand.click(sign)
    hand.click(hand.button("Draft a plan"), Shows(OPENS, ".who h1", "Ruth Abara"))
    _issue(hand)


SIX = (
    ("br 2x8", "Bridge", "2 × 8"),
    ("qu 8s", "Quad set", "hold 8 s"),
    ("wa 30s", "Wall sit", "30 s"),
    ("mi 2x8", "Mini-squat at the counter", "2 × 8"),
    ("ca 20s", "Calf stretch with a strap", "20 s"),
    ("mo 2x8", "Monster walk", "2 × 8"),
)


def six_by_hand(hand: Hand) -> None:
    hand.page.goto("/patients/9/plans/new")
    hand.click(hand.button("Begin an empty plan"), Shows(OPENS, "h2", "How do you want to start?"))
    for typed, name, dose in SIX:
        hand.type(typed)
        hand.press("Enter", Shows("an exercise is added at a dose", f'.rx[data-name="{name}"] .dose__read', dose))
    _issue(hand)


def next_visit(hand: Hand) -> None:
    hand.page.goto("/patients/2")
    hand.click(hand.link("Open the plan"), Shows(OPENS, ".who h1", "Peter Lindqvist"))
    for _ in range(2):
        step = hand.page.locator('.phase:not(details) [name="step_up"][aria-pressed="false"]').first
        key = step.get_attribute("value")
        stepped = f'[name="step_up"][value="{key}"][aria-pressed="true"]'
        hand.click(step, Shows("an exercise steps up from last time", stepped))
    _issue(hand)


def _issue(hand: Hand) -> None:
    """The handout is numbered, kept, and its PDF is there."""
    hand.click(hand.button("Issue handout"), Shows(ISSUES, "h1", "Handout H-"))
    paper = hand.page.request.get(hand.link("Print").get_attribute("href") or "")
    assert paper.body().startswith(b"%PDF")


# -- each kind of edit, for its time alone


def each_kind(hand: Hand) -> None:
    """One after the other on the second exercise of a plan of three phases, and all taken back."""
    hand.page.goto("/plans/1")
    second = hand.page.locator("#phase-1 .rx").nth(1)
    name, harder = second.get_attribute("data-name"), second.locator('[data-way="harder"]').get_attribute("title")
    search, here = hand.page.locator("[data-find]"), f'.rx[data-name="{name}"]'

    def press(key: str, *shows: str, at: str = f"{here} .dose__read") -> None:
        hand.page.wait_for_timeout(LOOK)
        hand.page.locator(at).first.focus()
        hand.press(key, Shows(*shows))

    for number in range(ROUNDS):
        press(
            "q", "a letter in the search: the list", '#found .item:first-child[data-name="Quad set"]', at="[data-find]"
        )
        search.press("Backspace")
        press("e", "a dose opens", ".rx label", f"Dose of {name}")
        hand.type(f"2x{number + 5}")
        press("Enter", "a dose is saved", ".rx .dose__read", f"2 × {number + 5}", at="#said")
        press("Alt+ArrowUp", "an exercise moves up", "[data-live-region]", f"{name}, now 1 of")
        press("+", "the harder one instead", f'.rx[data-name="{harder}"]')
        press("Control+z", "taken back", here, at=".rx .dose__read")
        press("Delete", "an exercise is removed", "[data-says]", f"{name} removed")
        press("Control+z", "taken back", here, at=".rx .dose__read")
        press("Control+z", "taken back", f"#phase-1 .rx:nth-child(2){here.removeprefix('.rx')}", at=".rx .dose__read")


@dataclass(frozen=True)
class Task:
    letter: str
    name: str
    do: Callable[[Hand], None]
    most: int


TASKS = (
    Task("a", "A protocol for a known patient, issued", from_a_protocol, 6),
    Task("b", "Three signs to an issued plan", from_three_signs, 12),
    Task("c", "Six named exercises with changed doses, from nothing, issued", six_by_hand, 45),
    Task("d", "Next visit: two exercises stepped up, version 2 issued", next_visit, 6),
)


def sign_in(page: Page) -> None:
    page.add_init_script(NOTE_THE_PRESS)
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(THERAPISTS[0].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


def draw_all(gallery: Gallery) -> None:
    """Every picture of the pages: each is drawn when somebody first looks at it, and then kept."""
    for exercise, moment, side in product(gallery.library.exercises, ("start", "finish"), ("left", "right")):
        gallery.picture(exercise, moment, side, "screen")  # type: ignore[arg-type]


# -- the report


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def report(rows: list[tuple[Task, Hand, float]], edits: list[tuple[str, float]], pages: list[tuple[str, float]]) -> str:
    lines = "\n".join(_line(*row) for row in rows)
    answers = edits + pages
    kinds = "\n".join(_times(kind, [took for one, took in answers if one == kind]) for kind in dict(answers))
    return f"""# The stopwatch

Written by `python benchmarks/stopwatch.py` on {date.today():%d %B %Y}: {platform.system()} {platform.machine()},
{os.cpu_count()} cores, Python {platform.python_version()}, Chromium without a graphics card, the program and the
browser on the same machine, which had a load of {os.getloadavg()[1]:.1f} in these minutes. Both were up for {READY}
seconds, and the pictures of the library were drawn: each is drawn once and kept. Each task is done through the visible
page, {REPEATS} times, after a rest of {REST / 1000:.0f} seconds; the middle one is shown.

| | task | clicks | keystrokes | presses | at most | time |
|---|---|---|---|---|---|---|
{lines}

A press is a click or one keystroke; no key is held together with another. Keys follow each other every {PACE} ms, a
click comes {REACH} ms after what was before it; scrolling, looking and thinking are not counted. The time ends when the
handout is numbered and its PDF is there. Task c uses the search, which has the focus: `br 2x8` and Enter add the first
exercise found for “br” at that dose.

## How quickly the page answers

From the moment at which the browser takes in a press (of a key its going down, of the mouse its release) until the
frame is painted that shows what it leads to. An edit is saved by then. The checks beside the plan follow, and the
handout in small is drawn when the hand rests; neither is waited for here. The aim for an edit is {AIM} ms for 95 of
100.

| the page answers | presses measured | middle | 95 of 100 within |
|---|---|---|---|
{_times("**every edit in the builder**", [took for _, took in edits])}
{kinds}

The edits of the tasks are counted together with {ROUNDS} rounds of each other kind on a plan of three phases.
"""


def _line(task: Task, hand: Hand, took: float) -> str:
    counted = f"{hand.clicks} | {hand.keys} | **{hand.presses}**"
    return f"| {task.letter} | {task.name} | {counted} | {task.most} | {took:.1f} s |"


def _times(name: str, values: list[float]) -> str:
    return f"| {name} | {len(values)} | {statistics.median(values):.0f} ms | **{p95(values):.0f} ms** |"


def main() -> None:
    rows, edits, pages = [], [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        subprocess.run([*HEP, "demo"], env=environment(home), check=True, capture_output=True)
        draw_all(Gallery(read_library(paths.LIBRARY), home / "figures"))
        served = serve(home, workers=2)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        context = browser.new_context(base_url=next(served).address, viewport={"width": 1440, "height": 1000})
        page = context.new_page()
        sign_in(page)
        page.wait_for_timeout(READY * 1000)

        def done(do: Callable[[Hand], None]) -> tuple[Hand, float]:
            page.wait_for_timeout(REST)
            hand, began = Hand(page), time.perf_counter()
            do(hand)
            took = time.perf_counter() - began
            edits.extend(hand.edits)
            pages.extend(hand.pages)
            return hand, took

        for task in TASKS:
            tries = sorted((done(task.do) for _ in range(REPEATS)), key=lambda one: one[1])
            rows.append((task, *tries[len(tries) // 2]))
            print(f"{task.letter}: {rows[-1][1].presses} presses, {rows[-1][2]:.1f} s")
        done(each_kind)
        browser.close()
        served.close()
    text = report(rows, edits, pages)
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "docs/stopwatch.md"
    out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
