"""An exercise and its dose said in one breath: "bridge 3x10 hold 5s"."""

from typing import NamedTuple

from hep.core.dose import Dose
from hep.core.dose_text import read_dose
from hep.core.problem import Refused


class Said(NamedTuple):
    """`dose` is empty where none was said; one that cannot be read is `half` said: a word that begins with a digit."""

    name: str
    dose: str = ""
    half: bool = False


def apart(text: str) -> Said:
    """The name ends at the first word, but for the very first, from where on all the rest reads as a dose."""
    words = text.split()
    for at in range(1, len(words)):
        if reads(rest := " ".join(words[at:])):
            return Said(" ".join(words[:at]), rest)
    at = next((at for at, word in enumerate(words) if at and word[0].isdigit()), len(words))
    return Said(" ".join(words[:at]), " ".join(words[at:]), at < len(words))


def reads(text: str) -> bool:
    """Whether all of a text says a dose."""
    try:
        read_dose(text, Dose(reps=8))  # so that "twice a day" is enough
    except Refused:
        return False
    return True
