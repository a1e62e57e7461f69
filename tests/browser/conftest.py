"""The program as it is served, and the system's Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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


@dataclass
class Served:
    """A running `hep serve`; `said` is what it printed before it was reached."""

    address: str
    said: str
    home: Path

    @property
    def setup_code(self) -> str:
        return (self.home / "setup-code").read_text().strip()


def serve(home: Path, *before: str) -> Iterator[Served]:
    """Starts the program over a data folder, after other commands of `hep`."""
    hep = [sys.executable, "-c", "from hep.cli import main; main()"]
    environment = {**os.environ, "HEP_DATA": str(home), "HEP_DATABASE": "", "HEP_SECRET_KEY": "", "HEP_HTTPS": ""}
    for command in before:
        subprocess.run([*hep, command], env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "served.txt"
    with log.open("w") as out:
        command = [*hep, "serve", "--port", str(port), "--workers", "2"]
        running = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("HEP_CHROMIUM") or next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
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


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The program with the demo clinic."""
    yield from serve(tmp_path_factory.mktemp("demo"), "demo")


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
