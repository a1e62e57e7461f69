"""Left and right: the side of a prescription, and words that follow it."""

import re
from typing import Literal, get_args

Side = Literal["left", "right", "both", "alternating"]
PlanSide = Literal["left", "right", "both"]
SIDES: tuple[Side, ...] = get_args(Side)
OTHER = {"left": "right", "right": "left"}
HOLE = re.compile(r"\{(other )?([a-z]+(?: [a-z]+)?)\}")


def in_words(text: str, side: str) -> str:
    """Text of the library with its holes filled: "Lift {knee}." is "Lift your left knee." on the left side.

    A text that ends with a full stop begins with a large letter; a fragment stays small.
    Where both legs take their turn, `{knee}` is "one knee" and `{other knee}` is "the other knee".
    """

    def fill(hole: re.Match[str]) -> str:
        other, part = hole.groups()
        if side not in OTHER:
            return f"the other {part}" if other else f"one {part}"
        return f"your {OTHER[side] if other else side} {part}"

    filled = HOLE.sub(fill, text)
    whole = filled.rstrip().endswith((".", "!", "?"))
    starts = r"(^|[.!?:]\s+)([a-z])" if whole else r"([.!?:]\s+)([a-z])"
    return re.sub(starts, lambda start: start[1] + start[2].upper(), filled)
