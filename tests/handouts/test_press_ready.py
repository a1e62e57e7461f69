"""Printing is loaded by whoever prints, and a web worker is ready before its first handout."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import cannot_run

PROC = Path("/proc")


def test_neither_the_pages_nor_the_commands_load_weasyprint() -> None:
    program = "import sys, hep.cli, hep.web; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", program]).returncode == 0


def test_getting_ready_draws_the_signs_reads_the_sheets_and_prints() -> None:
    program = (
        "from hep.handouts.render import press, warm_up; from hep.handouts.drawings import signs;"
        "from hep.handouts import PAPERS, layouts;"
        "warm_up(); ready = press();"
        "assert ready.drawn.cache_info().currsize == len(signs());"
        "assert ready.style.cache_info().currsize == len(layouts()) * len(PAPERS);"
        "sheets = ready._parsed.cache_info().currsize;"
        "ready.pdf('<title>A</title>', 'picture', 'Letter', {});"
        "assert ready._parsed.cache_info().currsize == sheets"
    )
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", program]).returncode == 0


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_web_worker_loads_the_press_before_anybody_prints(tmp_path: Path, port: int) -> None:
    if not PROC.is_dir():
        cannot_run("a look into a web worker", "this system has no /proc")
    environment = {**os.environ, "HEP_DATA": str(tmp_path), "HEP_DATABASE": ""}
    command = [sys.executable, "-c", "from hep.cli import main; main()", "serve", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            assert any(_has_pango(server.pid) or time.sleep(0.1) for _ in range(300))
            assert "libpango" not in (PROC / f"{server.pid}/maps").read_text()
        finally:
            server.terminate()


def _has_pango(server: int) -> bool:
    """Whether a worker of this server has loaded the library that prints."""
    workers = (PROC / f"{server}/task/{server}/children").read_text().split()
    return any("libpango" in (PROC / f"{worker}/maps").read_text() for worker in workers)
