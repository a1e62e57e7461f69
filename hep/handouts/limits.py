"""How much a rendering may take: then it is stopped, and a sentence says what to do."""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from hep.handouts.value import CannotPrint

SECONDS = 10.0
MOST_BYTES = 12_000_000
AGAIN = 0.2  # seconds to the next try, where Python was cleaning up and swallowed the first

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
    """What `work` answers; after so many seconds it is stopped, with `CannotPrint`.

    WeasyPrint cannot be told to stop, and a thread cannot be killed. CPython can raise an exception in another thread:
    it takes hold at the next step in Python; a call into Pango, of one paragraph at most, ends first.
    """
    raise_in, thread = ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(threading.get_ident())
    one_at_a_time, done = threading.Lock(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with one_at_a_time:
                if not done.is_set():
                    raise_in(thread, ctypes.py_object(_Stop))
            wait = AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            return work()
        finally:
            with one_at_a_time:
                done.set()
                raise_in(thread, ctypes.py_object())  # takes back what has not come yet
    except _Stop:
        raise CannotPrint(TOO_LONG.format(seconds=seconds)) from None


def no_larger(size: int, most: int = MOST_BYTES) -> None:
    """Refuses so many bytes."""
    if size > most:
        raise CannotPrint(TOO_LARGE.format(most=most / 1_000_000))
