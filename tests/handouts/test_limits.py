"""A rendering ends: in time, at a size that can be stored and sent, with our own files only."""

import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hep.handouts import CannotPrint, Handout, render
from hep.handouts.limits import MOST_BYTES, SECONDS, _Stop, no_larger, no_longer_than
from hep.handouts.press import OurFilesOnly
from hep.handouts.render import press

ENDLESS = "<!doctype html><html lang='en'><title>Long</title><body>" + "<p>One more word and another one.</p>" * 5_000


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stop may first reach a callback of Python's own cleaning up, which swallows it: it comes again.

    pytest would call that a fault, or be stopped itself while it writes it down.
    """
    told = sys.unraisablehook
    monkeypatch.setattr(sys, "unraisablehook", lambda one: None if one.exc_type is _Stop else told(one))


def test_the_bounds_are_those_that_were_promised() -> None:
    assert (SECONDS, MOST_BYTES) == (10, 12_000_000)


def test_what_runs_too_long_is_stopped_and_says_what_to_do() -> None:
    swallowed: list[BaseException] = []

    def forever() -> None:
        while True:
            try:
                sum(range(1000))
            except BaseException as stop:
                if swallowed:
                    raise
                swallowed.append(stop)

    with pytest.raises(CannotPrint, match=r"longer than 0.05 seconds.*Your plan is as it was.*then print again"):
        no_longer_than(0.05, forever)


def test_what_ends_in_time_is_not_stopped_later() -> None:
    started = time.monotonic()
    for _ in range(100):
        assert no_longer_than(0.02, lambda: "done") == "done"
    while time.monotonic() - started < 0.1:
        pass


def test_nothing_is_left_behind_that_a_debugger_hangs_on() -> None:
    program = (
        "import cProfile; from hep.handouts.limits import no_longer_than;"
        "no_longer_than(5, int); cProfile.run('[n for n in range(9)]')"
    )
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, timeout=20).returncode == 0


def test_time_that_others_take_does_not_count() -> None:
    assert no_longer_than(0.05, lambda: time.sleep(0.3)) is None


def test_a_fault_is_told_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        no_longer_than(10, lambda: 1 / 0)


def test_only_the_thread_that_takes_too_long_is_stopped() -> None:
    ended: list[str] = []

    def slow() -> None:
        try:
            no_longer_than(0.05, lambda: [None for _ in iter(int, 1)])
        except CannotPrint:
            ended.append("stopped")

    thread = threading.Thread(target=slow)
    thread.start()
    while thread.is_alive():
        pass
    assert ended == ["stopped"]


def test_a_page_that_takes_too_long_is_stopped_and_the_next_one_is_printed(six: Handout) -> None:
    before = render(six)
    with pytest.raises(CannotPrint, match="longer than"):
        no_longer_than(0.2, lambda: press().pdf(ENDLESS, "standard", "A4", {}))
    assert render(six) == before


def test_a_figure_that_takes_too_long_is_stopped_too(six: Handout) -> None:
    def endless(*_: object) -> str:
        return "".join("" for _ in iter(int, 1))

    with pytest.raises(CannotPrint, match="longer than"):
        render(six, figure_of=endless, seconds=0.2)


def test_more_than_twenty_exercises_are_refused(six: Handout) -> None:
    many = replace(six, exercises=six.exercises * 4)
    with pytest.raises(CannotPrint, match=r"at most 20 exercises.*Take some out"):
        render(many)


def test_what_is_too_large_is_refused_before_and_after_printing() -> None:
    no_larger(MOST_BYTES)
    with pytest.raises(CannotPrint, match=r"larger than 12 MB.*Your plan is as it was.*then print again"):
        no_larger(MOST_BYTES + 1)
    with pytest.raises(CannotPrint, match="larger than 12 MB"):
        press().pdf("<p>" + "x" * MOST_BYTES, "standard", "A4", {})


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "https://example.org/x.png",
        "//example.org/x.png",
        "ftp://example.org/x",
        "javascript:alert(1)",
        "../../etc/passwd",
        "/etc/passwd",
        "drawing:../../../etc/passwd",
    ],
)
def test_only_our_font_and_data_addresses_are_fetched(address: str) -> None:
    with pytest.raises(ValueError, match="nothing but its own font"):
        OurFilesOnly().fetch(address)


def test_no_way_around_leads_from_our_font_to_other_files() -> None:
    folder = Path(min(OurFilesOnly.ours).removeprefix("file://")).parent
    for address in (f"file://{folder}/../files/../../x.ttf", f"file://{folder}/%2e%2e/x.ttf", f"file://{folder}"):
        with pytest.raises(ValueError, match="nothing but its own font"):
            OurFilesOnly().fetch(address)


def test_a_page_that_asks_for_other_files_is_printed_without_them(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H7"/></svg>')
    page = "<!doctype html><html lang='en'><title>Page</title><body><h1>Page</h1>{}"
    sheet = f"<style>body {{ background: url({secret.as_uri()}) }} @import url({secret.as_uri()});</style>"
    image = f"<p><img alt='' src='{secret.as_uri()}'></p>"
    assert press().pdf(page.format(sheet), "standard", "A4", {}) == press().pdf(page.format(""), "standard", "A4", {})
    assert press().pdf(page.format(image), "standard", "A4", {}) == press().pdf(
        page.format("<p></p>"), "standard", "A4", {}
    )
