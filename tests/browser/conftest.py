"""The program as it is served, and the system's Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from hep.demo import PASSWORD, THERAPISTS
from tests.conftest import cannot_run

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


HEP = [sys.executable, "-c", "from hep.cli import main; main()"]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HEP_DATA": str(home), "HEP_DATABASE": "", "HEP_SECRET_KEY": "", "HEP_HTTPS": ""}


def hep(home: Path, *command: str) -> None:
    """A command of the program over a data folder."""
    subprocess.run([*HEP, *command], env=environment(home), check=True, capture_output=True)


def serve(home: Path) -> Iterator[Served]:
    """The program, served over a data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "served.txt"
    with log.open("w") as out:
        command = [*HEP, "serve", "--port", str(port), "--workers", "2"]
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
    yield from serve(tmp_path_factory.mktemp("fresh"))


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the demo clinic, made once; each module works on a copy."""
    home = tmp_path_factory.mktemp("demo")
    hep(home, "demo")
    return home


@pytest.fixture(scope="module")
def demo(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The program with the demo clinic."""
    yield from serve(shutil.copytree(demo_home, tmp_path_factory.mktemp("served") / "demo"))


@pytest.fixture(scope="module")
def hanna(browser: Browser, demo: Served) -> Callable[..., BrowserContext]:
    """Browsers in which Hanna is signed in; she signed in once."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_label("E-mail").fill(THERAPISTS[0].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo.address}/")
    cookies = context.storage_state()
    context.close()

    def opened(**settings: Any) -> BrowserContext:
        return browser.new_context(base_url=demo.address, storage_state=cookies, **settings)

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


AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def nothing_hinders(page: Page, *, colours: bool = True, only_colours: bool = False) -> None:
    """axe finds nothing on the page as it is; only violations are asked for, which is five times as quick."""
    options: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
    if only_colours:
        options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
    elif not colours:
        options["rules"] = {"color-contrast": {"enabled": False}}
    # Of the long lists of the library the first are looked at: all are made from one template.
    rest = {"exclude": [[".item:nth-child(n+7)"], [".card:nth-child(n+25)"]]}
    found = AXE.run(page, context=rest, options=options)
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
    """A page on a desk, on a tablet in the dark, on a phone. Colours depend on light, not on size."""
    screen(page, DESKTOP)
    fits(page)
    assert not page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
    nothing_hinders(page)
    screen(page, TABLET, "dark")
    fits(page)
    nothing_hinders(page, only_colours=True)
    screen(page, narrowest)
    fits(page)
    nothing_hinders(page, colours=False)
