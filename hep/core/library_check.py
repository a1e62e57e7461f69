"""What a library must hold true beyond its form: names that resolve, ladders that agree, words that can be read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hep.core.dose_advice import dose_warnings
from hep.core.library import MECHANISMS, STATUSES, Exercise, Library, Measure, Protocol
from hep.core.reading import read, sentences_of
from hep.core.sides import HOLE, in_words

MOST_STEPS = 5
WORDS_A_SENTENCE = 12
LONGEST_SENTENCE = 20
LONG_WORDS = 0.10
LONGEST_NAME = 40

LEAST_EXERCISES = 40  # for each mechanism, so that there is a choice for every patient
HIGHEST_MVIC = 300  # %: beyond that somebody mistyped

# Words of the trade that no patient is asked to know, and what to say instead.
JARGON = {
    word: plain
    for plain, words in {
        "move out to the side": "abduct abducted abduction",
        "bring in": "adduct adduction",
        "front": "anterior",
        "while the muscle shortens": "concentric",
        "while the muscle lengthens": "eccentric",
        "tighten": "contract contraction isometric",
        "far end": "distal",
        "near end": "proximal",
        "pull your toes up": "dorsiflexion",
        "point your foot down": "plantarflexion",
        "the sole of your foot": "plantar",
        "straighten, or move back": "extension",
        "the muscle that straightens": "extensor extensors",
        "turned out": "external",
        "turned in": "internal",
        "thigh bone": "femoral femur",
        "bend": "flexion",
        "the muscle that bends": "flexor flexors",
        "walk": "gait",
        "calf": "gastrocnemius soleus",
        "bottom": "gluteal gluteus",
        "the back of your thigh": "hamstring hamstrings",
        "outer side": "lateral",
        "inner side": "medial",
        "lower back": "lumbar",
        "nerves and muscles": "neuromuscular",
        "kneecap": "patella patellar",
        "hips": "pelvic pelvis",
        "lying on your front": "prone",
        "lying on your back": "supine",
        "the big muscle at the front of your thigh": "quadriceps",
        "times": "reps",
        "turn": "rotate rotation",
        "the muscles that turn your hip": "rotators",
        "back": "posterior spine",
        "standing": "stance",
        "shin": "tibia tibialis",
        "body": "torso trunk",
        "on one side": "unilateral",
        "knee falling in": "valgus",
        "knee bowing out": "varus",
    }.items()
    for word in words.split()
}
TAUGHT = {"quadriceps": "big muscle at the front of"}  # may stand where the same text says what it is
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """`where` is the path in the file, as far as it is known."""

    where: Where
    sentence: str


def faults_of(library: Library) -> list[Fault]:
    """Everything that is wrong with a library whose form is right."""
    faults = [*_names(library), *_mechanisms(library), *_figures(library), *_ladders(library.exercises)]
    for exercise in library.exercises.values():
        faults += _exercise(exercise)
    for protocol in library.protocols.values():
        faults += _protocol(protocol, library)
    return faults


def incomplete(library: Library) -> Iterator[Fault]:
    """What a library lacks as a whole, though it could be used."""
    for mechanism in library.mechanisms:
        count = sum(mechanism in exercise.mechanisms for exercise in library.exercises.values())
        if count < LEAST_EXERCISES:
            yield Fault(("mechanisms", mechanism), f"{count} exercises answer it; at least {LEAST_EXERCISES}.")
    for exercise in library.exercises.values():
        if not exercise.evidence:
            yield Fault(("exercises", exercise.id, "evidence"), "Name a source of the choice of this exercise.")


def warnings_of(library: Library) -> Iterator[Fault]:
    """Doses that a therapist would be warned about (`dosage.md`, "Hard bounds"); they may be meant."""
    for exercise in library.exercises.values():
        for advice in dose_warnings(exercise.dose, exercise):
            yield Fault(("exercises", exercise.id, "dose"), f"{advice}.")
    for protocol in library.protocols.values():
        for p, phase in enumerate(protocol.phases):
            for n, row in enumerate(phase.prescriptions):
                where = ("protocols", protocol.id, "phases", p, "prescriptions", n, "dose")
                for advice in dose_warnings(row.dose, library.exercises[row.exercise], phase.codes, note=row.note):
                    yield Fault(where, f"{advice}.")


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
        for number, row in enumerate(exercise.measured):
            yield from unknown((*at, "measured", number, "muscle"), [row.muscle], library.muscles, "a muscle")
            yield from unknown((*at, "measured", number, "study"), [row.study], library.sources, "a source")
        for way in ("easier", "harder"):
            yield from unknown((*at, "ladder", way), getattr(exercise.ladder, way), library.exercises, "an exercise")
    for finding in library.findings.values():
        yield from unknown(("findings", finding.id, "answers"), finding.answers, library.exercises, "an exercise")
        for number, cut_off in enumerate(finding.cut_offs):
            at_cut_off = ("findings", finding.id, "cut_offs", number, "sources")
            yield from unknown(at_cut_off, cut_off.sources, library.sources, "a source")
    for measure in library.measures.values():
        for number, change in enumerate(measure.changes):
            at_change = ("measures", measure.id, "changes", number, "sources")
            yield from unknown(at_change, change.sources, library.sources, "a source")
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
        if not any(word in precaution.basis.casefold() for word in (*STATUSES, *map(str.casefold, library.sources))):
            yield Fault(("precautions", code, "basis"), "A precaution names its source, or the word consensus.")


def _figures(library: Library) -> Iterator[Fault]:
    """Every number says where it comes from, and agrees with the words beside it."""
    for exercise in library.exercises.values():
        for number, row in enumerate(exercise.measured):
            at = ("exercises", exercise.id, "measured", number)
            if not 0 <= row.mean <= HIGHEST_MVIC:
                yield Fault((*at, "mean"), f"A mean is a number from 0 to {HIGHEST_MVIC} (% MVIC).")
            if row.sd is not None and not 0 <= row.sd <= HIGHEST_MVIC:
                yield Fault((*at, "sd"), f"An SD is a number from 0 to {HIGHEST_MVIC} (% MVIC).")
            if row.n is not None and row.n < 1:
                yield Fault((*at, "n"), "A study has at least one person.")
            if (row.sd is None) != (row.sd_status is None):
                yield Fault((*at, "sd_status"), "An SD and its status stand together: write both, or neither.")
    for finding in library.findings.values():
        for number, cut_off in enumerate(finding.cut_offs):
            at = ("findings", finding.id, "cut_offs", number)
            if not re.search(rf"(?<![\d.]){re.escape(f'{cut_off.value:g}')}(?![\d.]*\d)", finding.sees):
                yield Fault((*at, "value"), f"`sees` does not say {cut_off.value:g}; change both together.")
            if not cut_off.sources and cut_off.status == "verified":
                yield Fault((*at, "status"), "What was verified has a source.")
    for measure in library.measures.values():
        yield from _measure(measure)


def _measure(measure: Measure) -> Iterator[Fault]:
    at = ("measures", measure.id)
    if measure.least >= measure.most:
        yield Fault((*at, "most"), "`most` is above `least`.")
    if (measure.better == "towards") != (measure.target is not None):
        yield Fault((*at, "better"), "`target` is the number that “towards” means; write both, or neither.")
    if not measure.changes:
        yield Fault((*at, "changes"), "Say which change counts; a rule by consensus will do.")
    for number, change in enumerate(measure.changes):
        if change.value is None and change.percent is None:
            yield Fault((*at, "changes", number), "Write a `value`, or a `percent` of the first value.")
        if not change.sources and change.status != "consensus":
            yield Fault((*at, "changes", number), "Name the source, or call it consensus.")


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
            if (plain := JARGON.get(word.lower())) and TAUGHT.get(word.lower(), "\n") not in text:
                yield Fault((*at, *where), f"Patients do not know the word “{word}”; say “{plain}”.")
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
