"""Two people changed one plan: what both did is joined; where they differ on the same part, somebody chooses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hep.core.dose import how_much, how_often
from hep.core.library import Library
from hep.core.plan import Phase, Plan, Prescription

PLAN = {
    "title": "Title",
    "goal": "Goal",
    "mechanisms": "Mechanisms",
    "side": "Side",
    "irritability": "Irritability",
    "review_on": "Next check",
    "findings": "Signs",
}
PHASE = {"name": "name", "weeks": "weeks", "criteria": "move on when"}
PRESCRIPTION = {"dose": "dose", "side": "side", "mechanism": "why", "note": "note", "reason": "reason"}
OUT = "taken out"


@dataclass(frozen=True, slots=True)
class Line:
    """One part that both changed: `part` is its name in a choice, the rest is in words."""

    part: str
    about: str
    mine: str
    theirs: str
    before: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The plan of both; `lines` are what they differ on, where the plan has what was chosen, else mine."""

    plan: Plan
    lines: tuple[Line, ...]


def merge(before: Plan, mine: Plan, theirs: Plan, library: Library, chosen: Mapping[str, str] | None = None) -> Merged:
    """Joins two plans that were both made from `before`; `chosen` says "mine" or "theirs" by the part of a line."""
    joining = _Joining(before, mine, theirs, library, chosen or {})
    return Merged(joining.plan(), tuple(joining.lines))


class _Joining:
    """One merge: the lines are collected while the plan is put together."""

    def __init__(self, before: Plan, mine: Plan, theirs: Plan, library: Library, chosen: Mapping[str, str]):
        self.versions = (before, mine, theirs)
        self.library, self.chosen = library, chosen
        self.lines: list[Line] = []

    def plan(self) -> Plan:
        before, mine, theirs = self.versions
        values = {part: self._pick(part, name, before, mine, theirs, part) for part, name in PLAN.items()}
        rows = {key: row for key in _keys(self.versions) if (row := self._row(key))}
        phases = [phase for key in _phase_keys(self.versions) if (phase := self._phase(key, rows))]
        return replace(theirs, **values, phases=tuple(self._arranged(phases, rows)))

    def _row(self, key: str) -> Prescription | None:
        before, mine, theirs = (_row_of(plan, key) for plan in self.versions)
        if before and mine and theirs and before.exercise == mine.exercise == theirs.exercise:
            name = self._name(theirs)
            return replace(
                theirs,
                **{
                    part: self._pick(f"{key} {part}", f"{name}, {said}", before, mine, theirs, part)
                    for part, said in PRESCRIPTION.items()
                },
            )
        about = self._name(before or theirs or mine)
        chosen: Prescription | None = self._choose(f"{key} exercise", about, (before, mine, theirs), self._whole)
        return chosen

    def _phase(self, key: str, rows: Mapping[str, Prescription]) -> Phase | None:
        """A phase that one took out stays where something of the other is in it."""
        before, mine, theirs = (_phase_of(plan, key) for plan in self.versions)
        if mine and theirs:
            values = {
                part: self._pick(f"{key} {part}", f"Phase “{theirs.name}”, {said}", before, mine, theirs, part)
                for part, said in PHASE.items()
            }
            return replace(theirs, **values)
        there = mine or theirs
        if there and before and any(one.key in rows for one in there.prescriptions):
            return there
        bare = [replace(phase, prescriptions=()) if phase else None for phase in (before, mine, theirs)]
        about = f"Phase “{before.name}”" if before else ""
        kept = self._choose(f"{key} phase", about, bare, self._phase_words)
        return there if kept else None

    def _pick(self, part: str, about: str, before: Any, mine: Any, theirs: Any, field: str) -> Any:
        values = [getattr(one, field) if one else None for one in (before, mine, theirs)]
        exercise = theirs.exercise if isinstance(theirs, Prescription) else ""
        return self._choose(part, about, values, lambda value: self._words(field, value, exercise))

    def _choose(self, part: str, about: str, values: Sequence[Any], words: Callable[[Any], str]) -> Any:
        """What only one changed is taken; where both did, a line says so and what was chosen counts."""
        before, mine, theirs = values
        if mine in (before, theirs):
            return theirs
        if theirs == before:
            return mine
        self.lines.append(Line(part, about, words(mine), words(theirs), _was(before, words)))
        return theirs if self.chosen.get(part) == "theirs" else mine

    # -- the places of the rows

    def _arranged(self, phases: list[Phase], rows: Mapping[str, Prescription]) -> Iterator[Phase]:
        """Each row in the phase to which somebody moved it; in the order of who changed it, and the other's between."""
        homes = {key: self._home(key, row) for key, row in rows.items()}
        known = {phase.key for phase in phases}
        for phase in phases:
            leads, follows = self._orders(phase)
            placed: list[str] = []
            for order in (leads, follows):
                for number, key in enumerate(order):
                    if key in rows and key not in placed and homes[key] == phase.key:
                        placed.insert(len(placed) if order is leads else number, key)
            if phase is phases[0]:
                placed += [key for key in rows if homes[key] not in known]
            yield replace(phase, prescriptions=tuple(rows[key] for key in placed))

    def _home(self, key: str, row: Prescription) -> str:
        """The phase of a row; who has not got it has not moved it."""
        there = [next((p.key for p in plan.phases if _row_in(p, key)), None) for plan in self.versions]
        homes = [one or there[0] for one in there]
        home: str = self._choose(f"{key} place", f"{self._name(row)}, place", homes, self._place_words)
        return home

    def _orders(self, phase: Phase) -> tuple[list[str], list[str]]:
        """The keys of a phase in the order that counts, and in the other one's."""
        plans = [_phase_of(plan, phase.key) for plan in self.versions]
        keys = [[one.key for one in plan.prescriptions] if plan else [] for plan in plans]
        common = set(keys[0]).intersection(*keys[1:])
        before, mine, theirs = ([key for key in order if key in common] for order in keys)
        order = self._choose(f"{phase.key} order", f"Phase “{phase.name}”, order", (before, mine, theirs), self._names)
        return (keys[2], keys[1]) if order == theirs and theirs != before else (keys[1], keys[2])

    # -- in words

    def _place_words(self, phase: str) -> str:
        return next((f"phase “{one.name}”" for plan in self.versions for one in plan.phases if one.key == phase), phase)

    def _names(self, keys: Sequence[str]) -> str:
        rows = {one.key: one for plan in self.versions for one in plan.prescriptions()}
        return ", ".join(self._name(rows[key]) for key in keys)

    def _name(self, one: Prescription | None) -> str:
        exercise = self.library.exercises.get(one.exercise) if one else None
        return exercise.name if exercise else one.exercise if one else ""

    def _whole(self, one: Prescription | None) -> str:
        if one is None:
            return OUT
        note = f", note “{one.note}”" if one.note else ""
        return f"{self._name(one)}, {self._words('dose', one.dose, one.exercise)}, {one.side}{note}"

    def _phase_words(self, phase: Phase | None) -> str:
        return f"{phase.name}, {phase.weeks} weeks, {phase.criteria}".rstrip(", ") if phase else OUT

    def _words(self, field: str, value: Any, exercise: str) -> str:
        if field == "dose" and value:
            known = self.library.exercises.get(exercise)
            return f"{how_much(value, known.counts if known else 'reps')}, {how_often(value).lower()}" + (
                f", rest {value.rest_s} s" if value.rest_s else ""
            )
        if field in ("mechanisms", "mechanism", "findings"):
            return ", ".join(self._named(one) for one in ([value] if isinstance(value, str) else value)) or "none"
        if field == "review_on":
            return f"{value:%d.%m.%Y}" if value else "not set"
        return str(value) if value else "nothing"

    def _named(self, code: str) -> str:
        named = self.library.mechanisms.get(code) or self.library.findings.get(code)
        return named.name if named else code


def _was(before: Any, words: Callable[[Any], str]) -> str:
    return "not in the plan" if before is None else words(before)


def _keys(versions: Iterable[Plan]) -> list[str]:
    return list(dict.fromkeys(one.key for plan in reversed(list(versions)) for one in plan.prescriptions()))


def _phase_keys(versions: Iterable[Plan]) -> list[str]:
    return list(dict.fromkeys(phase.key for plan in reversed(list(versions)) for phase in plan.phases))


def _row_of(plan: Plan, key: str) -> Prescription | None:
    return next((one for one in plan.prescriptions() if one.key == key), None)


def _row_in(phase: Phase, key: str) -> bool:
    return any(one.key == key for one in phase.prescriptions)


def _phase_of(plan: Plan, key: str) -> Phase | None:
    return next((phase for phase in plan.phases if phase.key == key), None)
