"""The program as it is served, and the system's Chromium."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from hep.demo import PASSWORD, THERAPISTS
from tests.conftest import HEP, cannot_run, environment

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LONGEST_START = 60  # seconds
expect.set_options(timeout=20_000)  # ms; a busy machine is no fault


@dataclass
class Served:
    """A running `hep serve`; `said` is what it printed before it was reached."""

    address: str
    said: str
    home: Path

    @property
    def setup_code(self) -> str:
        return (self.home / "setup-code").read_text().strip()


def serve(home: Path, workers: int = 1) -> Iterator[Served]:
    """The program, served over a data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "served.txt"
    with log.open("w") as out:
        command = [*HEP, "serve", "--port", str(port), "--workers", str(workers)]
        running = subprocess.Popen(command, env=environment(home), stdout=out, stderr=out, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(LONGEST_START * 10):
            try:
                with urlopen(f"{address}/sign-in"):
                    break
            except OSError:
                assert running.poll() is None, log.read_text()
                time.sleep(0.1)
        yield Served(address, log.read_text(), home)
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(60)


def chromium_path() -> str | None:
    """The system's Chromium, or the one that HEP_CHROMIUM names."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("HEP_CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        cannot_run("The browser", "no Chromium is installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The program at its very first start."""
    yield from serve(tmp_path_factory.mktemp("fresh"), workers=2)


@pytest.fixture(scope="session")
def demo_served(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The program with a copy of the demo clinic. To start it and to warm it up takes seconds: once is enough."""
    yield from serve(shutil.copytree(demo_home, tmp_path_factory.mktemp("served") / "demo", symlinks=True))


@pytest.fixture(scope="module")
def demo(demo_served: Served, demo_home: Path) -> Served:
    """The program with the demo clinic, as each file of tests finds it."""
    with (
        closing(sqlite3.connect(demo_home / "hep.sqlite3")) as made,
        closing(sqlite3.connect(demo_served.home / "hep.sqlite3")) as served,
    ):
        made.backup(served)
    return demo_served


@pytest.fixture(scope="session")
def signed_in(browser: Browser, demo_served: Served) -> StorageState:
    """The cookies of Hanna, who signed in once."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{demo_served.address}/sign-in")
    page.get_by_label("E-mail").fill(THERAPISTS[0].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo_served.address}/")
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture(scope="module")
def hanna(browser: Browser, demo: Served, signed_in: StorageState) -> Callable[..., BrowserContext]:
    """Browsers in which Hanna is signed in."""

    def opened(**settings: Any) -> BrowserContext:
        return browser.new_context(base_url=demo.address, storage_state=signed_in, **settings)

    return opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test at any error in its console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    # A form that is refused answers 422, which the console calls an error.
    assert not [fault for fault in faults if "status of 422" not in fault], faults


AXE = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of the long lists of the library the first are looked at: all are made from one template. The others are taken off
# the page, for axe measures every element that is there, excluded or not.
REST = ".item:nth-child(n+7), .card:nth-child(n+13)"


def nothing_hinders(page: Page, *, colours: bool = True, only_colours: bool = False) -> None:
    """axe finds nothing on the page as it is; only violations are asked for, which is five times as quick."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate("rest => document.querySelectorAll(rest).forEach(one => one.remove())", REST)
    options: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
    if only_colours:
        options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
    elif not colours:
        options["rules"] = {"color-contrast": {"enabled": False}}
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def fits(page: Page) -> None:
    """Nothing leaves the screen at the side."""
    sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert sizes[0] <= sizes[1], f"{page.url}: {sizes[0]} px wide on a screen of {sizes[1]}"


DESKTOP, TABLET, PHONE = (1440, 1000), (768, 1024), (360, 740)


def screen(page: Page, size: tuple[int, int], colours: Literal["light", "dark"] = "light") -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=colours)


def serves_everyone(page: Page, narrowest: tuple[int, int] = PHONE) -> None:
    """A page on a desk, on a tablet, on a phone; in the light, in the dark. Colours depend on light, not on size."""
    screen(page, DESKTOP)
    fits(page)
    broken = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
    assert not page.evaluate(f"navigator.onLine ? {broken} : []")  # some are loaded only when they come into sight
    for size in (TABLET, narrowest):
        screen(page, size)
        fits(page)
    nothing_hinders(page, colours=False)
    screen(page, TABLET, "dark")
    nothing_hinders(page, only_colours=True)
    screen(page, DESKTOP)
    nothing_hinders(page)
