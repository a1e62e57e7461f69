"""How much a rendering may take: then it is stopped, and a sentence says what to do."""

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from hep.handouts.value import CannotPrint

SECONDS = 10.0
MOST_BYTES = 12_000_000
AGAIN = 0.05  # seconds to the next look; Python may have been cleaning up and swallowed the first stop

TOO_LONG = (
    "This handout took longer than {seconds:g} seconds to print, so it was stopped. Your plan is as it was. "
    "Take exercises out, shorten the notes or print fewer phases, then print again."
)
TOO_LARGE = (
    "This handout is larger than {most:g} MB, so it was not printed. Your plan is as it was. "
    "Take exercises out, print fewer phases or choose a smaller logo, then print again."
)


T = TypeVar("T")


class _Stop(BaseException):
    """Not an `Exception`, so that nothing on the way mistakes it for a fault of its own."""


def no_longer_than(seconds: float, work: Callable[[], T]) -> T:
    """What `work` answers; after so many seconds of computing it is stopped, with `CannotPrint`.

    WeasyPrint cannot be told to stop, and a thread cannot be killed. CPython can raise an exception in another thread:
    it takes hold at the next step in Python; a call into Pango, of one paragraph at most, ends first. What counts is
    the time that the thread itself computes: on a busy machine a handout takes longer and is printed all the same.
    """
    raise_in, thread = ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(threading.get_ident())
    one_at_a_time, done, asked = threading.Lock(), threading.Event(), threading.Event()
    spent = _clock_of_this_thread()
    end = spent() + seconds

    def stop() -> None:
        asked.set()
        raise_in(thread, ctypes.py_object(_Stop))

    def watch() -> None:
        wait = seconds
        while not done.wait(max(wait, AGAIN)):
            with one_at_a_time:
                if done.is_set():
                    return
                wait = end - spent()
                if wait <= 0:
                    stop()

    def settle() -> None:
        with one_at_a_time:
            done.set()
        if asked.is_set():
            _have_it_come(stop)

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            return work()
        finally:
            settle()
    except _Stop:
        settle()  # it may have come in the middle of settling
        raise CannotPrint(TOO_LONG.format(seconds=seconds)) from None


def _have_it_come(stop: Callable[[], None]) -> None:
    """A stop that was asked for and may be on its way comes now, not in the middle of what is done next.

    To take it back instead would leave Python looking for it at every step, and a debugger would hang.
    """
    try:
        stop()
        while True:
            pass
    except _Stop:
        return


def _clock_of_this_thread() -> Callable[[], float]:
    """Its computing time, for another thread to read; where that cannot be had (Windows), the time of day."""
    if sys.platform == "win32":
        return time.monotonic
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)


def no_larger(size: int, most: int = MOST_BYTES) -> None:
    """Refuses so many bytes."""
    if size > most:
        raise CannotPrint(TOO_LARGE.format(most=most / 1_000_000))
