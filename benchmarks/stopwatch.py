"""How quickly a plan becomes a handout: four tasks through the visible page, in Chromium, with every press counted.

python benchmarks/stopwatch.py      (writes docs/stopwatch.md)

A press is a click, or one keystroke: a letter typed, or a key with Shift. Scrolling and reading are not counted. Keys
follow each other as those of a quick typist. The answer of the page is the time from a press until the page shows
what it leads to: the new row, the open dose, the next page.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Locator, Page, sync_playwright

from hep.demo import PASSWORD, THERAPISTS
from tests.browser.conftest import FLAGS, chromium_path, hep, serve

PACE = 80  # ms between two keys
AIM = 100  # ms, for 95 of 100 answers
REPEATS = 3
# The moment of a press, kept over a change of page; when what is waited for stands in the page, how long that took.
NOTE_THE_PRESS = """for (const name of ['pointerdown', 'keydown']) addEventListener(
    name, () => sessionStorage.setItem('pressed', performance.timeOrigin + performance.now()), true)"""
ANSWERED = """([where, words]) => document.readyState === 'complete'
    && [...document.querySelectorAll(where)].some(one => one.textContent.includes(words))
    && performance.timeOrigin + performance.now() - sessionStorage.getItem('pressed')"""


@dataclass
class Hand:
    """A therapist at the page: what she pressed, and how long (ms) the page took to answer."""

    page: Page
    clicks: int = 0
    keys: int = 0
    edits: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)

    @property
    def presses(self) -> int:
        return self.clicks + self.keys

    def click(self, target: Locator, until: tuple[str, str] | None = None, *, leaves: bool = False) -> None:
        target.scroll_into_view_if_needed()
        target.click()
        self.clicks += 1
        self._wait(until, leaves)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text, delay=PACE)
        self.keys += len(text)

    def press(self, key: str, until: tuple[str, str] | None = None) -> None:
        self.page.keyboard.press(key)
        self.keys += 1
        self._wait(until, False)

    def _wait(self, until: tuple[str, str] | None, leaves: bool) -> None:
        if until:
            took = self.page.wait_for_function(ANSWERED, arg=list(until)).json_value()
            (self.pages if leaves else self.edits).append(took)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).first


# -- the tasks: each begins on the page of a known patient and ends with the paper


def from_a_protocol(hand: Hand) -> None:
    hand.page.goto("/patients/12")
    hand.click(hand.page.locator('a[href$="/plans/new"]').first, ("h1", "New plan for Nora"), leaves=True)
    hand.click(hand.button("Begin Knee osteoarthritis"), (".who h1", "Nora Haddad"), leaves=True)
    _issue(hand)


def from_three_signs(hand: Hand) -> None:
    hand.page.goto("/patients/1")
    hand.click(hand.page.locator('a[href$="/signs"]').first, ("h1", "What do you see?"), leaves=True)
    for sign in hand.page.locator("[data-mechanism] input[name=findings]").all()[:3]:
        hand.click(sign)
    hand.click(hand.button("Draft a plan"), (".who h1", "Ruth Abara"), leaves=True)
    _issue(hand)


SIX = (
    ("br", "Bridge", "2x8"),
    ("qu", "Quad set", "8s"),
    ("wa", "Wall sit", "30s"),
    ("mi", "Mini-squat at the counter", "2x8"),
    ("ca", "Calf stretch with a strap", "20s"),
    ("mo", "Monster walk", "2x8"),
)


def six_by_hand(hand: Hand) -> None:
    hand.page.goto("/patients/9/plans/new")
    hand.click(hand.button("Begin an empty plan"), ("h2", "How do you want to start?"), leaves=True)
    for letters, name, dose in SIX:
        hand.type(letters)
        hand.press("Shift+Enter", (".rx label", f"Dose of {name}"))
        hand.type(dose)
        hand.press("Enter", ("[data-says]", "→"))
    _issue(hand)


def next_visit(hand: Hand) -> None:
    hand.page.goto("/patients/2")
    hand.click(hand.link("Open the plan"), (".who h1", "Peter Lindqvist"), leaves=True)
    for _ in range(2):
        step = hand.page.locator('.phase:not(details) [name="step_up"][aria-pressed="false"]').first
        key = step.get_attribute("value")
        hand.click(step, (f'[name="step_up"][value="{key}"][aria-pressed="true"]', ""))
    _issue(hand)


def _issue(hand: Hand) -> None:
    """The handout is numbered, kept, and its PDF is there."""
    hand.click(hand.button("Issue handout"), ("h1", "Handout H-"), leaves=True)
    paper = hand.page.request.get(hand.link("Print").get_attribute("href") or "")
    assert paper.body().startswith(b"%PDF")


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


# -- the report


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def report(rows: list[tuple[Task, Hand, float]], edits: list[float], pages: list[float]) -> str:
    lines = "\n".join(_line(*row) for row in rows)
    return f"""# The stopwatch

Written by `python benchmarks/stopwatch.py` on {date.today():%d %B %Y}: {platform.system()} {platform.machine()},
{os.cpu_count()} cores, Python {platform.python_version()}, Chromium without a graphics card, the program and the
browser on the same machine, which had a load of {os.getloadavg()[1]:.1f} in these minutes. Each task is done
through the visible page, {REPEATS} times; the middle one is shown.

| | task | clicks | keystrokes | presses | at most | time |
|---|---|---|---|---|---|---|
{lines}

A press is a click or one keystroke: a letter typed, or a key with Shift. Keys follow each other every {PACE} ms;
scrolling, looking and thinking are not counted. The time ends when the handout is numbered and its PDF is there. Task c
uses the search, which has the focus: two letters, Shift and Enter (adds the first found and opens its dose), the dose,
Enter.

| the page answers | presses measured | middle | 95 of 100 within | aim |
|---|---|---|---|---|
{_times("an edit in the builder: the new row, the open dose, the saved dose", edits, f"{AIM} ms")}
{_times("a change of page, with making the PDF of a handout", pages, "")}
"""


def _line(task: Task, hand: Hand, took: float) -> str:
    counted = f"{hand.clicks} | {hand.keys} | **{hand.presses}**"
    return f"| {task.letter} | {task.name} | {counted} | {task.most} | {took:.1f} s |"


def _times(name: str, values: list[float], aim: str) -> str:
    return f"| {name} | {len(values)} | {statistics.median(values):.0f} ms | **{p95(values):.0f} ms** | {aim} |"


def main() -> None:
    rows, edits, pages = [], [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        hep(home, "demo")
        served = serve(home)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        context = browser.new_context(base_url=next(served).address, viewport={"width": 1440, "height": 1000})
        sign_in(context.new_page())
        for task in TASKS:
            tries = []
            for _ in range(REPEATS):
                page = context.new_page()
                page.add_init_script(NOTE_THE_PRESS)
                hand = Hand(page)
                began = time.perf_counter()
                task.do(hand)
                tries.append((task, hand, time.perf_counter() - began))
                edits += hand.edits
                pages += hand.pages
                page.close()
            rows.append(sorted(tries, key=lambda one: one[2])[len(tries) // 2])
            print(f"{task.letter}: {rows[-1][1].presses} presses, {rows[-1][2]:.1f} s")
        browser.close()
        served.close()
    text = report(rows, edits, pages)
    (Path(__file__).resolve().parents[1] / "docs/stopwatch.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
