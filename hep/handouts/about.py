"""The lines about the plan that the reporting standards ask for."""

import re
from collections.abc import Iterable, Sequence

from hep.core import library as core
from hep.core.burden import burden
from hep.core.library import Library
from hep.core.plan import Phase, Plan
from hep.handouts.phrases import Words, joined, plural, weeks_of
from hep.handouts.value import About, Therapist

ROUNDS = re.compile(r"(\d+) × ")
SECONDS = re.compile(r"\b(\d+) s\b")


def about(
    plan: Plan,
    phases: Sequence[Phase],
    together: Phase,
    exercises: Sequence[core.Exercise],
    therapist: Therapist,
    changed: Sequence[str] | None,
    limit: int,
    library: Library,
    words: Words,
) -> About:
    """How, with what, chosen by whom, which part of the plan, and what is new; `together` holds all that is printed.

    Up to `limit` it may hurt. `changed` since the handout before; None where there was none.
    """
    helped = [str(n) for n, exercise in enumerate(exercises, 1) if exercise.assistance == "helper"]
    order = words["order"] if len(exercises) > 1 else ""
    if helped:
        numbers = f"{plural(len(helped), words['number'])} {joined(helped, words['and'])}"
        how = words["how_helper"].format(order=order, numbers=numbers)
    else:
        how = words["how_alone"].format(order=order)
    need = ", ".join(
        f" {words['or']} ".join(_plain(one, library) for one in choice)
        for choice in _needed(burden(together, library).things)
    )
    part = ""
    if len(phases) > 1:
        part = words["one_by_one"]
    elif len(plan.phases) > 1:
        number, (phase,) = plan.phases.index(phases[0]) + 1, phases
        part = words["part"].format(part=number, parts=len(plan.phases), name=phase.name, weeks=weeks_of(phase, words))
    return About(
        how=how,
        need=f"{need or words['nothing']}.",
        made=words["made_by" if therapist.name else "made_by_us"].format(therapist=therapist.name, limit=limit),
        part=part,
        changed=_new(changed, words),
    )


def _new(changed: Sequence[str] | None, words: Words) -> tuple[str, ...]:
    if changed is None:
        return (words["first"],)
    return tuple(_change(one, words) for one in changed) or (words["same"],)


def _needed(things: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Without the choices that something needed anyway settles: who needs a mat is not asked for "a mat or a bed"."""
    choices = list(things)
    must = {choice[0] for choice in choices if len(choice) == 1}
    return [choice for choice in choices if len(choice) == 1 or not must & set(choice)]


def _plain(thing: str, library: Library) -> str:
    return library.equipment[thing].plain if thing in library.equipment else thing


def _change(text: str, words: Words) -> str:
    """A change as `hep.core.difference` words it, as a sentence without signs."""
    text = ROUNDS.sub(lambda found: f"{found[1]} {plural(int(found[1]), words['units']['rounds'])} of ", text.strip())
    text = SECONDS.sub(lambda found: f"{found[1]} {plural(int(found[1]), words['units']['seconds'])}", text)
    text = text.replace(" → ", f", {words['now']} ")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
