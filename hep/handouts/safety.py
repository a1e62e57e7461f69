"""What keeps the patient safe on paper: the pain limit, the danger signs, the patient's own precautions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hep.core.library import Library
from hep.core.precautions import PatientPrecaution
from hep.core.sides import PlanSide, in_words
from hep.handouts.value import Alarm, Band, CannotPrint

# The pain-monitoring rule of `dosage.md`: up to 3 of 10 is calm, up to 5 is allowed, unless a precaution says less.
USUAL_LIMIT = 5
USUAL_CALM = 3
WORST_PAIN = 10
OWN_PART = re.compile(r"\{([a-z]+)\}")


def pain_limit(held: Iterable[PatientPrecaution], library: Library) -> int:
    """The most pain that is allowed, 0 to 10."""
    limits = [library.precautions[one.code].pain_limit for one in held if one.code in library.precautions]
    return min([USUAL_LIMIT, *(limit for limit in limits if limit is not None)])


def calm(limit: int) -> int:
    """The most pain with which to go on as before, or to move up: 2 where 3 is the limit."""
    return min(USUAL_CALM, max(limit - 1, 0))


def bands(limit: int, words: Mapping[str, Any]) -> tuple[Band, ...]:
    """The pain scale as a traffic light; with a limit of 0 there is nothing between green and red."""
    ends = {
        "go": range(calm(limit) + 1),
        "slow": range(calm(limit) + 1, limit + 1),
        "stop": range(limit + 1, WORST_PAIN + 1),
    }
    return tuple(
        Band(id=name, numbers=tuple(numbers), **words["pain_bands"][name])  # type: ignore[arg-type]
        for name, numbers in ends.items()
        if numbers
    )


def alarm(entry: Mapping[str, Any], number: str, limit: int, age: int | None) -> Alarm:
    """A box of danger signs with the number to call; a sign that cannot concern someone of this age is left out."""
    if number or "title_without_number" not in entry:
        title = entry["title"].format(phone=number)
    else:
        title = entry["title_without_number"]

    def said(kind: str) -> tuple[str, ...]:
        signs = (
            sign if isinstance(sign, str) else sign["text"]
            for sign in entry[kind]
            if isinstance(sign, str) or age is None or age < sign["under_age"]
        )
        return tuple(sign.format(limit=limit) for sign in signs)

    close = entry.get("close", "")
    return Alarm(title, said("signs"), close, f"{'; '.join(said('short'))}. {close}".strip())


def sentences(held: Sequence[PatientPrecaution], plan_side: PlanSide, library: Library) -> tuple[str, ...]:
    """The patient's precautions in plain words, each once."""
    return tuple(dict.fromkeys(_sentence(one, plan_side, library) for one in held))


def _sentence(one: PatientPrecaution, plan_side: PlanSide, library: Library) -> str:
    if one.code not in library.precautions:
        raise CannotPrint(
            f"The library has no precaution “{one.code}”. Take it off the patient’s list, or choose another."
        )
    plain = library.precautions[one.code].plain
    side = one.side or plan_side
    # With both sides concerned, "your left hip" is not "one hip" but either of them.
    return in_words(OWN_PART.sub(r"either \1", plain) if side == "both" else plain, side)
