"""Left and right: the side of a prescription, and words that follow it."""

import re
from typing import Literal, get_args

Side = Literal["left", "right", "both", "alternating"]
PlanSide = Literal["left", "right", "both"]
SIDES: tuple[Side, ...] = get_args(Side)
OTHER = {"left": "right", "right": "left"}
HOLE = re.compile(r"\{(other )?([a-z]+(?: [a-z]+)?)\}")


def in_words(text: str, side: str, *, uneven: bool = False) -> str:
    """Text of the library with its holes filled: "Lift {knee}." is "Lift your left knee." on the left side.

    A text that ends with a full stop begins with a large letter; a fragment stays small.
    Where both legs take their turn, `{knee}` is "one knee" and `{other knee}` is "the other knee"; where they have
    uneven parts, as on stairs, it is "your worse knee" and "your better knee".
    """

    whole = text.rstrip().endswith((".", "!", "?"))

    def fill(hole: re.Match[str]) -> str:
        other, part = hole.groups()
        if side in OTHER:
            words = f"your {OTHER[side] if other else side} {part}"
        elif uneven:
            words = _uneven(part, "better" if other else "worse")
        else:
            words = f"the other {part}" if other else f"one {part}"
        before = text[: hole.start()].rstrip()
        begins = before.endswith((".", "!", "?")) if before else whole
        return words[0].upper() + words[1:] if begins else words

    return HOLE.sub(fill, text)


def _uneven(part: str, which: str) -> str:
    return f"the {part} on your {which} side" if part in ("hand", "arm") else f"your {which} {part}"
