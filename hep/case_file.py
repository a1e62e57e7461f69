"""A case written in YAML, to draft for without a database. docs/draft.md describes the form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from hep.core.case import Case
from hep.core.home import Home
from hep.core.library import MECHANISMS, Library
from hep.core.plan import LONGEST, MOST_EXERCISES, Irritability
from hep.core.precautions import PatientPrecaution
from hep.core.sides import PlanSide
from hep.yaml_file import Unreadable, Where, YamlFile

OLDEST = 120
# What a therapist calls the things that count as there; the library has them under these ids.
ALSO_CALLED = {"bed": "table", "couch": "table", "floor": "mat", "floor-space": "mat"}


@dataclass(frozen=True, slots=True)
class WrittenPatient:
    age: int | None = None
    side: PlanSide = "both"
    irritability: Irritability = "moderate"
    precautions: tuple[PatientPrecaution, ...] = ()
    home: Home = field(default=Home())


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """The form of the file."""

    patient: WrittenPatient = field(default=WrittenPatient())
    findings: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    target_exercises: int | None = None
    first_handout: bool = True
    goal: str = ""


def read(path: Path, library: Library, today: date) -> Case:
    """The case of a file, with the precautions that hold today; raises `Unreadable` with every finding at once."""
    file = YamlFile(path)
    try:
        written = file.read(WrittenCase)
    except Unreadable as unreadable:
        # A wrong form must not hide unknown ids: they are looked for in what is there.
        rest = [file.finding(where, sentence) for where, sentence in _unknown_in(file.values, library)]
        raise Unreadable([*unreadable.findings, *rest]) from None
    if wrong := [*_unknown_in(file.values, library), *_contradictions(written)]:
        raise Unreadable([file.finding(where, sentence) for where, sentence in wrong])
    return _case(written, today)


def _case(written: WrittenCase, today: date) -> Case:
    patient, home = written.patient, written.patient.home
    return Case(
        findings=tuple(dict.fromkeys(written.findings)),
        mechanisms=tuple(one for one in MECHANISMS if one in written.mechanisms),
        weights=written.weights,
        side=patient.side,
        irritability=patient.irritability,
        precautions=tuple(one for one in patient.precautions if one.holds_on(today)),
        home=replace(home, equipment=_things(home.equipment), without=_things(home.without)),
        age=patient.age,
        goal=written.goal,
        target=written.target_exercises,
        keep=tuple(dict.fromkeys(written.keep)),
        avoid=tuple(dict.fromkeys(written.avoid)),
        first=written.first_handout,
    )


def _things(named: Iterable[str]) -> tuple[str, ...]:
    return tuple(ALSO_CALLED.get(one, one) for one in named)


def _unknown_in(values: object, library: Library) -> Iterator[tuple[Where, str]]:
    """Every id and code of the file that the library does not have, wherever a list of them may stand."""
    known: Mapping[tuple[str, ...], tuple[str, Mapping[str, object]]] = {
        ("findings",): ("finding", library.findings),
        ("mechanisms",): ("mechanism", library.mechanisms),
        ("keep",): ("exercise", library.exercises),
        ("avoid",): ("exercise", library.exercises),
        ("patient", "home", "equipment"): ("thing", {**library.equipment, **ALSO_CALLED}),
        ("patient", "home", "without"): ("thing", {**library.equipment, **ALSO_CALLED}),
    }
    for path, (what, there) in known.items():
        for place, one in _list_at(values, path):
            if isinstance(one, str) and one not in there:
                yield (*path, place), _not_there(what, one, there)
    for place, one in _list_at(values, ("patient", "precautions")):
        code = one.get("code") if isinstance(one, dict) else None
        if isinstance(code, str) and code not in library.precautions:
            yield (
                ("patient", "precautions", place, "code"),
                _not_there("precaution", code, library.precautions),
            )
    weights = values.get("weights") if isinstance(values, dict) else None
    for one in weights if isinstance(weights, dict) else ():
        if one not in library.findings and one not in library.mechanisms:
            yield ("weights", one), _not_there("finding", one, library.findings)


def _list_at(values: object, path: tuple[str, ...]) -> list[tuple[int, object]]:
    for step in path:
        values = values.get(step) if isinstance(values, dict) else None
    return list(enumerate(values)) if isinstance(values, list) else []


def _contradictions(written: WrittenCase) -> Iterator[tuple[Where, str]]:
    if not written.findings and not written.mechanisms:
        yield ("findings",), "Name a finding or a mechanism: there is nothing to answer."
    age, target = written.patient.age, written.target_exercises
    if age is not None and not 0 <= age <= OLDEST:
        yield ("patient", "age"), f"`age` goes from 0 to {OLDEST}, not {age}."
    if target is not None and not 1 <= target <= MOST_EXERCISES:
        yield ("target_exercises",), f"`target_exercises` goes from 1 to {MOST_EXERCISES}, not {target}."
    if len(set(written.keep)) > MOST_EXERCISES:
        yield ("keep",), f"At most {MOST_EXERCISES} exercises can be kept."
    if len(written.goal) > LONGEST["goal"]:
        yield ("goal",), f"`goal` has at most {LONGEST['goal']} letters."
    for one in written.keep:
        if one in written.avoid:
            yield ("avoid", written.avoid.index(one)), f"“{one}” stands under keep and under avoid; choose one."
    for finding, weight in written.weights.items():
        if not 1 <= weight <= 20:
            yield ("weights", finding), f"A weight goes from 1 to 20, not {weight}."
        if finding not in (*written.findings, *written.mechanisms):
            yield ("weights", finding), f"“{finding}” has a weight, but does not stand under findings or mechanisms."


def _not_there(what: str, name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, list(known), 3)
    return f"There is no {what} “{name}”." + (f" Nearest: {', '.join(near)}." if near else "")
