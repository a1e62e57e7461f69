"""Every handout of every protocol can be read by a twelve-year-old, by two formulas."""

from collections.abc import Iterator

import pytest

from hep.core.library import Library
from hep.core.reading import read
from hep.core.start_plan import from_protocol
from hep.handouts import Handout
from tests.handouts.conftest import HandoutOf
from tests.shipped import LIBRARY

GRADE = 6.0
PHASES = [(protocol.id, number) for protocol in LIBRARY.protocols.values() for number in range(len(protocol.phases))]


def running_words(handout: Handout) -> Iterator[str]:
    """All sentences that are printed; names, numbers and labels are none."""
    yield from (handout.purpose, handout.goal, *handout.precautions, handout.move_down, handout.move_up)
    yield from (way.text for way in handout.ways)
    yield from (band.text for band in handout.bands)
    for alarm in (handout.urgent, handout.today, handout.tell):
        yield from (alarm.title, *alarm.signs, alarm.close)
    about = handout.about
    yield from (about.how, about.need, about.made, about.part, *about.changed)
    for card in handout.exercises:
        yield from (card.why, card.start, *card.steps, card.feel, *card.dose.more)
        yield from (text for fault in card.faults for text in (fault.do, fault.instead))
        yield from (text for rung in (card.easier, card.harder) for text in (rung.when, rung.then))


@pytest.mark.parametrize(("protocol", "number"), PHASES)
@pytest.mark.parametrize("side", ["left", "both"])
def test_a_protocols_handout_is_plain(
    library: Library, handout_of: HandoutOf, protocol: str, number: int, side: str
) -> None:
    plan = from_protocol(library.protocols[protocol], side, library)  # type: ignore[arg-type]
    handout = handout_of(plan=plan, phase=plan.phases[number].key)
    reading = read([text for text in running_words(handout) if text])
    assert reading.sentences > 30  # fewer would be too short for SMOG
    assert reading.flesch_kincaid <= GRADE
    assert reading.smog <= GRADE
