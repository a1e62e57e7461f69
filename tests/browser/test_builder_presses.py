"""What the stopwatch promises: how many presses a task takes, counted without a clock."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from benchmarks.stopwatch import NOTE_THE_PRESS, TASKS, Hand, Task

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_takes_no_more_presses_than_promised(hanna: Callable[..., BrowserContext], task: Task) -> None:
    context = hanna(viewport={"width": 1440, "height": 1000})
    context.add_init_script(NOTE_THE_PRESS)
    hand = Hand(context.new_page())
    task.do(hand)
    context.close()
    assert hand.presses <= task.most
