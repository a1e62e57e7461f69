"""Why an exercise was chosen, what supports it, and what else would do, in words for the therapist."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hep.core.case import Case, Fitting, Obstacles
from hep.core.library import Exercise, Library, Source
from hep.core.needs import Need, potential

# Who lifts a precaution; for the others it is the therapist who looks again.
SURGEON = frozenset({"THA-POST", "THA-ANT", "THA-LAT", "TKA-EARLY", "ACLR-EARLY", "MENISCUS-REPAIR", "NWB", "PWB",
                     "FRACTURE-UNHEALED"})  # fmt: skip
DOCTOR = frozenset({"HTN-UNCONTROLLED", "CARDIAC-UNSTABLE", "DVT-SUSPECT", "OSTEOPOROSIS", "PREGNANCY-T2T3",
                    "STEROID-48H", "STEROID-2WK", "RADICULOPATHY"})  # fmt: skip
NO_EVIDENCE = frozenset({"SRC-DOC"})  # a patient article: an outline, not evidence of cause


def lifted_by(code: str) -> str:
    """Who says that a precaution has passed: the surgeon, the doctor, or (empty) the therapist who looks again."""
    return "surgeon" if code in SURGEON else "doctor" if code in DOCTOR else ""


@dataclass(frozen=True, slots=True)
class Alternative:
    exercise: str
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source of the choice of an exercise, with what was read of it. Doses are consensus."""

    source: str
    status: str

    @property
    def short(self) -> str:
        """One word or three for a list; what was read exactly stands with the source."""
        if self.source in NO_EVIDENCE:
            return "an outline, no evidence"
        if "verified" not in self.status:
            return "recalled"
        return "verified" if self.status.startswith("verified") else "verified in part"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What the plan does not answer: what stands in the way, and what to ask to clear it."""

    mechanism: str
    finding: str
    muscle: str
    ruled_out_by: tuple[str, ...]
    because: str
    ask: str


def weight_of(source: Source) -> int:
    """How much a source speaks for an exercise: 2 read, 1 read in part, 0 recalled or no evidence."""
    if source.id in NO_EVIDENCE or "verified" not in source.status:
        return 0
    return 2 if source.status.startswith("verified") else 1


def evidence_score(exercise: Exercise, library: Library) -> int:
    """The sum over its sources; it ranks exercises that answer the same, and says nothing of effect."""
    return sum(weight_of(library.sources[one]) for one in exercise.evidence if one in library.sources)


def evidence_of(exercise: Exercise, library: Library) -> tuple[Evidence, ...]:
    return tuple(Evidence(one, library.sources[one].status) for one in exercise.evidence if one in library.sources)


def reason_for(exercise: Exercise, needs: Sequence[Need], case: Case, library: Library) -> str:
    """ "Answers weak quadriceps and muscle instability; level 2 suits moderate irritability; done sitting." """
    if not needs:
        return f"Kept at the therapist's wish; level {exercise.level}."
    least, most = case.band.levels
    suits = "suits" if least <= exercise.level <= most else "is not usual at"
    place = library.positions[exercise.position]
    named = [need for need in needs if need.kind != "muscle"] or needs
    parts = [
        f"Answers {_list(name_of(need, library) for need in named)}",
        f"level {exercise.level} {suits} {case.irritability} irritability",
        f"done {place.name.lower().replace('your', 'the')}",
    ]
    sentence = "; ".join(parts) + "."
    stands = [need for need in needs if need.stand_ins]
    if stands:
        usual = _list(library.exercises[one].name for one in library.findings[stands[0].id].answers[:2])
        sentence += f" Nearest on the ladder to {usual}, which do not fit."
    return sentence


def name_of(need: Need, library: Library) -> str:
    """The need in the middle of a sentence."""
    if need.kind == "mechanism":
        name = library.mechanisms[need.id].name
    elif need.kind == "finding":
        name = library.findings[need.id].name
    else:
        name = library.muscles[need.id].name
    return name if name[:2].isupper() or name.startswith("Trendelenburg") else name[:1].lower() + name[1:]


def alternatives(
    exercise: Exercise,
    answers: int,
    there: Iterable[str],
    known: dict[str, tuple[Exercise, int, int]],
    fitting: Fitting,
) -> tuple[Alternative, ...]:
    """Two others that fit: those that answer the most of the same, then neighbours, then the fewest cautions.

    `known` holds every exercise that fits, what it answers as a bit mask, and its cautions.
    """
    taken = set(there)
    easier, harder = set(exercise.ladder.easier), set(exercise.ladder.harder)
    ranked = sorted(
        (
            -(same & answers).bit_count(),
            one.id not in easier | harder,
            cautions,
            abs(one.level - exercise.level),
            one.position != exercise.position,
            one.id,
        )
        for one, same, cautions in known.values()
        if one.id not in taken and (same & answers or one.id in easier | harder)
    )
    return tuple(Alternative(key[-1], _alternative(key, exercise, fitting)) for key in ranked[:2])


def _alternative(key: tuple[int, bool, int, int, bool, str], exercise: Exercise, fitting: Fitting) -> str:
    other = fitting.library.exercises[key[-1]]
    ladder = "easier" if other.id in exercise.ladder.easier else "harder" if other.id in exercise.ladder.harder else ""
    place = fitting.library.positions[other.position].name.lower()
    care = "asks for care" if key[2] else ""
    same = "" if key[0] else "answers something else"
    return ", ".join(part for part in (ladder, f"level {other.level}", place, care, same) if part)


# -- what is not answered


def unanswered(need: Need, fitting: Fitting, room: int) -> Unanswered:
    """Why a need stays open: what rules its answers out, what is missing, or that there was no room."""
    library = fitting.library
    where = _where(need, library)
    name = name_of(need, library)
    if need.options:
        because = f"no room for {name} within {room} exercise{'s' if room != 1 else ''}"
        ask = "Ask for one more exercise, or take it up in a later phase."
        return Unanswered(*where, (), because, ask)
    found = [(one, fitting.obstacles(one)) for one in potential(need, library)]
    ruled = [(one, why) for one, why in found if why.only_codes] or [(one, why) for one, why in found if why.codes]
    lacking = [why for _, why in found if why.only_missing]
    if ruled and not (lacking and not any(why.only_codes for _, why in found)):
        codes = tuple(dict.fromkeys(code for _, why in ruled for code in why.codes))
        return Unanswered(*where, codes, _because_of(ruled, codes, library), _ask(ruled, codes, fitting.case, library))
    if lacking:
        things = min(lacking, key=lambda why: len(why.missing)).missing
        return Unanswered(*where, (), f"it needs {_list(things)}", f"Ask for {_list(things)}, and draft again.")
    return Unanswered(*where, (), *_other(found, fitting.case))


def _where(need: Need, library: Library) -> tuple[str, str, str]:
    if need.kind == "mechanism":
        return need.id, "", ""
    if need.kind == "finding":
        return library.findings[need.id].mechanism, need.id, ""
    return "muscle-instability", "", need.id


def _because_of(ruled: Sequence[tuple[Exercise, Obstacles]], codes: Sequence[str], library: Library) -> str:
    names = _list(library.precautions[code].name for code in codes)
    return f"{names}: every answer {_clauses(ruled, library)}"


def _clauses(ruled: Sequence[tuple[Exercise, Obstacles]], library: Library) -> str:
    """The two features that rule out the most of the answers."""
    counted = Counter(feature for _, why in ruled for feature in why.features)
    names = [library.features[one].name if one != "any" else "is an exercise" for one, _ in counted.most_common(2)]
    return _list(names, "or")


def _ask(ruled: Sequence[tuple[Exercise, Obstacles]], codes: Sequence[str], case: Case, library: Library) -> str:
    """What to ask, and whom, so that one of the answers may come back."""
    clauses = _clauses(ruled, library)
    for who, whose in (("surgeon", SURGEON), ("doctor", DOCTOR)):
        names = [_with_side(code, case, library) for code in codes if code in whose]
        if names:
            return f"Ask the {who} ({_list(names)}): from when is an exercise allowed that {clauses}?"
    return f"Look again when this has changed: {_list(library.precautions[code].name for code in codes)}."


def _with_side(code: str, case: Case, library: Library) -> str:
    side = next((one.side for one in case.precautions if one.code == code), "")
    name = library.precautions[code].name
    return f"{name}, {side}" if side else name


def _other(found: Sequence[tuple[Exercise, Obstacles]], case: Case) -> tuple[str, str]:
    if found and all(why.avoided for _, why in found):
        return "every answer is on the list to avoid", "Take one of them off that list."
    if any(why.waits_for for _, why in found):
        return "it waits until another finding is gone", "Draft again when that finding is gone."
    if any(why.too_hard for _, why in found):
        highest = case.band.levels[1]
        because = f"its answers are above level {highest}, too hard at {case.irritability} irritability"
        return because, "Draft again when the symptoms have settled."
    return "no exercise of the library answers it here", "Choose one by hand, or refer."


def _list(parts: Iterable[str], last: str = "and") -> str:
    words = list(parts)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
