"""What a library must hold true beyond its form: names that resolve, ladders that agree, words that can be read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hep.core.library import MECHANISMS, Exercise, Library, Protocol
from hep.core.reading import read, sentences_of
from hep.core.sides import HOLE, in_words

MOST_STEPS = 5
WORDS_A_SENTENCE = 12
LONGEST_SENTENCE = 20
LONG_WORDS = 0.10
LONGEST_NAME = 40

# Words of the trade that no patient is asked to know; `hep.core.examiner` will look for them in notes, too.
JARGON = frozenset(
    re.findall(
        r"\w+",
        """
        abduct abducted abduction adduct adduction anterior concentric contract contraction distal dorsiflexion
        eccentric extension extensor external femoral femur flexion flexor flexors gait gastrocnemius gluteal gluteus
        hamstring hamstrings internal isometric lateral lumbar medial neuromuscular patella patellar pelvic pelvis
        plantar plantarflexion posterior prone proximal quadriceps reps rotate rotation rotators soleus spine stance
        supine tibia tibialis torso trunk unilateral valgus varus
        """,
    )
)
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """`where` is the path in the file, as far as it is known."""

    where: Where
    sentence: str


def faults_of(library: Library) -> list[Fault]:
    """Everything that is wrong with a library whose form is right."""
    faults = [*_names(library), *_mechanisms(library), *_ladders(library.exercises)]
    for exercise in library.exercises.values():
        faults += _exercise(exercise)
    for protocol in library.protocols.values():
        faults += _protocol(protocol, library)
    return faults


def patient_texts(exercise: Exercise) -> Iterator[tuple[Where, str]]:
    """The texts of an exercise that a patient reads, each with its place in the entry."""
    yield ("purpose",), exercise.purpose
    for mechanism, why in exercise.mechanisms.items():
        yield ("mechanisms", mechanism), why
    yield ("start",), exercise.start
    for number, step in enumerate(exercise.steps):
        yield ("steps", number), step
    yield ("feel",), exercise.feel
    for number, fault in enumerate(exercise.faults):
        yield ("faults", number, "do"), fault.do
        yield ("faults", number, "instead"), fault.instead
    for name in ("easier", "harder", "step_up", "step_back"):
        yield (name,), getattr(exercise, name)
    yield ("picture", "start"), exercise.picture.start
    yield ("picture", "finish"), exercise.picture.finish


def _names(library: Library) -> Iterator[Fault]:
    """Every id that is mentioned somewhere is defined somewhere."""

    def unknown(
        where: tuple[str | int, ...], ids: Iterable[str], known: Mapping[str, object], what: str
    ) -> Iterator[Fault]:
        for one in ids:
            if one not in known:
                yield Fault(where, f"“{one}” is not {what} of this library; check the spelling, or add it there.")

    for exercise in library.exercises.values():
        at = ("exercises", exercise.id)
        muscles = exercise.muscles.primary + exercise.muscles.secondary
        yield from unknown((*at, "muscles"), muscles, library.muscles, "a muscle")
        yield from unknown((*at, "position"), [exercise.position], library.positions, "a position")
        things = [thing for choice in exercise.equipment_choices for thing in choice]
        yield from unknown((*at, "equipment"), things, library.equipment, "a thing")
        yield from unknown((*at, "features"), exercise.features, library.features, "a feature")
        yield from unknown((*at, "evidence"), exercise.evidence, library.sources, "a source")
        for way in ("easier", "harder"):
            yield from unknown((*at, "ladder", way), getattr(exercise.ladder, way), library.exercises, "an exercise")
    for finding in library.findings.values():
        yield from unknown(("findings", finding.id, "answers"), finding.answers, library.exercises, "an exercise")
    for code, precaution in library.precautions.items():
        for number, rule in enumerate(precaution.rules):
            if rule.feature != "any":
                where = ("precautions", code, "rules", number, "feature")
                yield from unknown(where, [rule.feature], library.features, "a feature")
    for protocol in library.protocols.values():
        for p, phase in enumerate(protocol.phases):
            at_phase = ("protocols", protocol.id, "phases", p)
            yield from unknown((*at_phase, "codes"), phase.codes, library.precautions, "a precaution")
            for n, prescription in enumerate(phase.prescriptions):
                at_row = (*at_phase, "prescriptions", n, "exercise")
                yield from unknown(at_row, [prescription.exercise], library.exercises, "an exercise")


def _mechanisms(library: Library) -> Iterator[Fault]:
    for missing in set(MECHANISMS) - set(library.mechanisms):
        yield Fault(("mechanisms",), f"The mechanism “{missing}” is missing.")
    for key, mechanism in library.mechanisms.items():
        if " may " not in mechanism.text:
            yield Fault(("mechanisms", key, "text"), "Say “may”: that knee pain causes hip pain is not proven.")
    for code, precaution in library.precautions.items():
        for number, rule in enumerate(precaution.rules):
            if not rule.note.strip():
                yield Fault(("precautions", code, "rules", number), "A rule says why: write its note.")
        if not precaution.basis.strip():
            yield Fault(("precautions", code, "basis"), "A precaution names its source, or the word consensus.")


def _ladders(exercises: Mapping[str, Exercise]) -> Iterator[Fault]:
    """Both ends agree, the level never falls going up, and there is no way round in a circle."""
    for exercise in exercises.values():
        at = ("exercises", exercise.id, "ladder")
        for one in exercise.ladder.harder:
            if one in exercises:
                if exercise.id not in exercises[one].ladder.easier:
                    yield Fault((*at, "harder"), f"“{one}” does not name “{exercise.id}” as easier; both ends agree.")
                if exercises[one].level < exercise.level:
                    yield Fault((*at, "harder"), f"“{one}” has level {exercises[one].level}, below {exercise.level}.")
        for one in exercise.ladder.easier:
            if one in exercises and exercise.id not in exercises[one].ladder.harder:
                yield Fault((*at, "easier"), f"“{one}” does not name “{exercise.id}” as harder; both ends agree.")
    for start in exercises:
        if _comes_back(start, exercises):
            yield Fault(("exercises", start, "ladder", "harder"), "Going up the ladder from here leads back here.")


def _comes_back(start: str, exercises: Mapping[str, Exercise]) -> bool:
    seen: set[str] = set()
    todo = list(exercises[start].ladder.harder)
    while todo:
        one = todo.pop()
        if one == start:
            return True
        if one in exercises and one not in seen:
            seen.add(one)
            todo += exercises[one].ladder.harder
    return False


def _exercise(exercise: Exercise) -> Iterator[Fault]:
    at = ("exercises", exercise.id)
    if len(exercise.name) > LONGEST_NAME:
        yield Fault((*at, "name"), f"A name has at most {LONGEST_NAME} letters, so that it fits on the card.")
    if not exercise.mechanisms:
        yield Fault((*at, "mechanisms"), "Name at least one mechanism that it answers, and why.")
    if not 2 <= len(exercise.steps) <= MOST_STEPS:
        yield Fault((*at, "steps"), f"Write 2 to {MOST_STEPS} steps of one movement each.")
    if len(exercise.faults) != 2:
        yield Fault((*at, "faults"), "Write the two common faults that matter most.")
    yield from _words(exercise)


def _words(exercise: Exercise) -> Iterator[Fault]:
    at = ("exercises", exercise.id)
    texts = {where: in_words(text, "left") for where, text in patient_texts(exercise)}
    for where, text in texts.items():
        if not text.strip():
            yield Fault((*at, *where), "There are no words here.")
        if rest := re.search(r"[{}]", text):
            yield Fault((*at, *where), f"“{rest[0]}” is left over: holes look like {{knee}} or {{other knee}}.")
        for word in re.findall(r"[A-Za-z]+", text):
            if word.lower() in JARGON:
                yield Fault((*at, *where), f"Patients do not know the word “{word}”.")
        if re.search(r"\bthe patient\b", text, re.IGNORECASE):
            yield Fault((*at, *where), "Speak to the reader: “you”, never “the patient”.")
        for sentence in sentences_of(text):
            if (count := len(sentence.split())) > LONGEST_SENTENCE:
                yield Fault((*at, *where), f"{count} words in one sentence; at most {LONGEST_SENTENCE}.")
    reading = read(list(texts.values()))
    if reading.words_a_sentence > WORDS_A_SENTENCE:
        yield Fault(at, f"{reading.words_a_sentence:.1f} words a sentence; at most {WORDS_A_SENTENCE}.")
    if reading.long_share > LONG_WORDS:
        share = f"{reading.long_share:.0%} of the words have 3 syllables or more"
        yield Fault(at, f"{share}; at most {LONG_WORDS:.0%}.")
    if exercise.one_sided and not any(HOLE.search(text) for _, text in patient_texts(exercise)):
        yield Fault(at, "Done one leg at a time, but no text says which: write {leg}, {knee}, {other leg}.")


def _protocol(protocol: Protocol, library: Library) -> Iterator[Fault]:
    for number, phase in enumerate(protocol.phases):
        where = ("protocols", protocol.id, "phases", number)
        if not phase.prescriptions:
            yield Fault(where, "A phase has at least one exercise.")
        if not phase.criteria.strip():
            yield Fault((*where, "criteria"), "Say when to move on.")
        excluded = {
            rule.feature
            for code in phase.codes
            if code in library.precautions
            for rule in library.precautions[code].rules
            if rule.action == "exclude"
        }
        for n, prescription in enumerate(phase.prescriptions):
            exercise = library.exercises.get(prescription.exercise)
            if exercise and (clash := excluded & set(exercise.features)):
                clashes = ", ".join(sorted(clash))
                sentence = f"{exercise.name} is ruled out by the codes of this phase: {clashes}."
                yield Fault((*where, "prescriptions", n), sentence)
