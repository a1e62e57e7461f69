"""Reading `exercises.yaml`: whatever is wrong is a finding with its line, its entry and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep.content import read_library
from hep.yaml_file import Finding, Unreadable

SMALL = """\
mechanisms:
  gait-changes: {name: Gait, plain: A changed walk, text: You may limp., idea: Limping., answered_by: [gait-training]}
  muscle-instability: {name: Weak, plain: Weak muscles, text: They may be weak., idea: Weak., answered_by: [balance]}
  joint-stress:
    name: Joint stress
    plain: Strained joints
    text: The knee may pull the hip.
    idea: Uneven load.
    answered_by: [strengthening]
muscles:
  quadriceps: {name: Quadriceps, plain: the front of your thigh}
equipment:
  chair: {name: firm chair, plain: a firm chair, at_home: true}
positions:
  sitting: {name: Sitting, group: sitting}
features:
  kneeling: {name: puts weight on a knee}
findings:
  quad-weak: {name: Weak thigh, sees: The thigh is weak., mechanism: joint-stress, answers: [kick]}
precautions:
  PFP:
    name: Kneecap pain
    who: People with kneecap pain.
    limb: knee
    plain: Go easy on {knee}.
    basis: consensus
    status: consensus
    rules:
      - {feature: kneeling, action: exclude, note: hurts the kneecap}
exercises:
  kick:
    name: Kick
    category: strengthening
    mechanisms:
      joint-stress: This steadies {knee}.
    muscles: {primary: [quadriceps]}
    position: sitting
    equipment: [chair]
    laterality: one-side
    assistance: self
    level: 1
    ladder: {harder: [high-kick]}
    dose: {sets: 2, reps: 10}
    counts: reps
    load: Own weight.
    how: Straighten the knee in sitting.
    features: []
    evidence: [Somebody2020]
    reviewed: 2026-11-22
    purpose: Makes {thigh} strong.
    start: Sit on a chair.
    steps:
      - Lift {foot}.
      - Lower {foot} slowly.
    feel: The front of {thigh} works.
    faults:
      - {do: Sit tall., instead: lean back}
      - {do: Go slowly., instead: swing the leg}
    easier: Lift {foot} less.
    harder: Hold it up.
    step_up: you can do all of them
    step_back: it hurts the next day
    picture:
      start: Sitting on a chair.
      finish: The leg is long.
  high-kick:
    name: High kick
    category: strengthening
    mechanisms:
      joint-stress: This steadies {knee} more.
    muscles: {primary: [quadriceps]}
    position: sitting
    equipment: [chair]
    laterality: one-side
    assistance: self
    level: 2
    ladder: {easier: [kick]}
    dose: {sets: 3, reps: 8, reps_goal: 12}
    counts: reps
    load: Own weight.
    how: Straighten the knee in sitting.
    features: [kneeling]
    evidence: []
    reviewed: 2026-11-22
    purpose: Makes {thigh} strong.
    start: Sit on a chair.
    steps:
      - Lift {foot} high.
      - Lower it slowly.
    feel: The front of {thigh} works.
    faults: [{do: Sit tall., instead: lean back}, {do: Go slowly., instead: swing the leg}]
    easier: Lift {foot} less.
    harder: Hold it up.
    step_up: you can do all of them
    step_back: it hurts the next day
    picture: {start: Sitting on a chair., finish: The leg is long.}
protocols:
  calm:
    name: Calm
    code: P1
    purpose: Calms the knee.
    weeks: 2 weeks
    mechanisms: [joint-stress]
    basis: consensus
    phases:
      - name: First
        weeks: 2
        criteria: no pain
        codes: [PFP]
        prescriptions:
          - exercise: kick
            dose: {reps: 5}
sources:
  Somebody2020: {citation: Somebody, status: verified}
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "exercises.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def findings(path: Path) -> list[Finding]:
    with pytest.raises(Unreadable) as caught:
        read_library(path)
    return caught.value.findings


def test_the_small_library_is_good(write: Callable[[str], Path]) -> None:
    assert list(read_library(write(SMALL)).exercises) == ["kick", "high-kick"]


# In each row: what is replaced, by what, a text on the line that is named (where it is not that of the change), words
# of the sentence.
YAML = [
    ("    level: 1\n", "\tlevel: 1\n", "", "tab"),
    ("    level: 1\n", "   level: 1\n", "", "Indent with spaces"),
    ("    level: 1\n", "    level: 1\n    level: 2\n", "    level: 2", "“level” stands here twice"),
    ("  high-kick:\n", "  kick:\n", "", "“kick” stands here twice"),
    ("    load: Own weight.\n", "    load: Own: weight.\n", "", "quote a text"),
    ("{sets: 2, reps: 10}", "{sets: 2, reps: 10", "    counts: reps", "YAML"),
    ("    load: Own weight.", "    load: &own Own weight.", "", "anchors"),
    ("    load: Own weight.", "    load: *own", "", "anchors"),
    ("    load: Own weight.", '    load: "Own weight', "", "unexpected end of stream"),
    ("    load: Own weight.", "    load: !!python/object:os.system x", "", "tag"),
    ("    load: Own weight.", "    load: !!python/object/apply:os.system [ls]", "", "tag"),
    ("    load: Own weight.", "    ? [load]\n    : Own weight.", "", "a key is a plain word"),
    ("    load: Own weight.", "    load: \x07", "", "a character that is no text"),
    ("level: 1", f"level: {'9' * 5000}", "", "this number is too large"),
    ("level: 1", f"level: 0x{'f' * 5000}", "", "this number is too large"),
]
KICK = [
    ("    level: 1\n", "", "  kick:", "`level` is missing"),
    ("    level: 1\n", "    level: 6\n", "", "`level` is one of 1, 2, 3, 4, 5, not 6"),
    ("    level: 1\n", "    level: one\n", "", '`level` is one of 1, 2, 3, 4, 5, not "one"'),
    ("    level: 1\n", "    level: 1\n    colour: red\n", "    colour: red", "`colour` is not known"),
    ("category: strengthening", "category: strength", "", "`category` is one of"),
    ("laterality: one-side", "laterality: left", "", "`laterality` is one of"),
    ("feel: The front of {thigh} works.", "feel: yes", "", "`feel` is a text, not true"),
    ("feel: The front of {thigh} works.", "feel: 12", "", "`feel` is a text, not 12"),
    ("feel: The front of {thigh} works.", "feel:", "", "`feel` is a text, not null"),
    ("feel: The front of {thigh} works.", "feel: {thigh}", "", "`feel` is a text"),
    ("dose: {sets: 2, reps: 10}", "dose: {reps: 10, load_kg: heavy}", "", '`load_kg` is a number, not "heavy"'),
    ("dose: {sets: 2, reps: 10}", "dose: {reps: 10, load_kg: .inf}", "", "The weight in kg: write a number"),
    ("reviewed: 2026-11-22", "reviewed: last week", "", "`reviewed` is a date"),
    ("reviewed: 2026-11-22", "reviewed: 2026-13-22", "", "`reviewed` is a date"),
    ("equipment: [chair]", "equipment: chair", "", '`equipment` is a list, not "chair"'),
    (
        "      start: Sitting on a chair.\n      finish: The leg is long.\n",
        "      Sitting\n",
        "    picture:\n",
        "`picture` has parts of its own",
    ),
    ("      - Lift {foot}.\n", "      - 5\n", "", "a text, not 5"),
    ("dose: {sets: 2, reps: 10}", "dose: {sets: 11, reps: 10}", "", "Sets: write a number from 1 to 10"),
    ("dose: {sets: 2, reps: 10}", "dose: {sets: 2}", "", "how many repetitions"),
    ("dose: {sets: 2, reps: 10}", "dose: {sets: 2.5, reps: 10}", "", "`sets` is a whole number, not 2.5"),
    ("dose: {sets: 2, reps: 10}", "dose: {sets: two, reps: 10}", "", '`sets` is a whole number, not "two"'),
    ("dose: {sets: 2, reps: 10}", "dose: {sets: yes, reps: 10}", "", "`sets` is a whole number, not true"),
    ("primary: [quadriceps]", "primary: [quads]", "", "“quads” is not a muscle"),
    ("position: sitting", "position: floating", "", "“floating” is not a position"),
    ("equipment: [chair]", "equipment: [chair|sofa]", "", "“sofa” is not a thing"),
    ("features: []", "features: [flying]", "", "“flying” is not a feature"),
    ("evidence: [Somebody2020]", "evidence: [Nobody]", "", "“Nobody” is not a source"),
    ("ladder: {easier: [kick]}", "ladder: {}", "    ladder: {harder: [high-kick]}", "both ends agree"),
    ("    level: 1\n", "    level: 3\n", "    ladder: {harder: [high-kick]}", "has level 2, below 3"),
    ("    name: Kick\n", f"    name: {'Kick ' * 9}\n", "", "at most 40 letters"),
    ("      joint-stress: This steadies {knee}.\n", "      {}\n", "    mechanisms:", "at least one mechanism"),
    ("feel: The front of {thigh} works.", "feel: ' '", "", "no words here"),
    ("      - Lower {foot} slowly.\n", "", "    steps:", "2 to 5 steps"),
    ("      - Lower {foot} slowly.\n", "      - Wait.\n" * 5, "    steps:", "2 to 5 steps"),
    ("      - {do: Go slowly., instead: swing the leg}\n", "", "    faults:", "two common faults"),
    ("      - Lower {foot} slowly.\n", "      - The patient lowers {foot}.\n", "", "never “the patient”"),
    ("      - Lower {foot} slowly.\n", f"      - {'Go ' * 24}on.\n", "", "25 words in one sentence"),
    ("      - Lower {foot} slowly.\n", "      - Lower {foot slowly.\n", "", "“{” is left over"),
    ("      - Lower {foot} slowly.\n", "      - Lower {Foot} slowly.\n", "", "“{” is left over"),
    ("purpose: Makes {thigh} strong.", "purpose: Loads the quadriceps.", "", "do not know the word “quadriceps”"),
    ("instead: lean back", "instead: do a Valgus", "", "do not know the word “Valgus”"),
    ("start: Sit on a chair.", f"start: {'Unusually comfortable exercise. ' * 3}", "  kick:", "3 syllables or more"),
    (
        "start: Sit on a chair.",
        f"start: {'Sit on the chair and hold on to the seat of it with both hands until I say so. ' * 20}",
        "  kick:",
        "words a sentence",
    ),
]
OTHER = [
    ("at_home: true", "at_home: 'yes'", "", "equipment/chair", '`at_home` is true or false, not "yes"'),
    (
        "      - {feature: kneeling, action: exclude,",
        "      - {feature: kneeling, action: forbid,",
        "",
        "precautions/PFP",
        "`action` is one of",
    ),
    ("action: exclude, note: hurts the kneecap}", "action: exclude}", "", "precautions/PFP", "`note` is missing"),
    ("    limb: knee\n", "    limb: elbow\n", "", "precautions/PFP", "`limb` is one of"),
    ("at_home: true", "at_home: 1", "", "equipment/chair", "`at_home`"),
    ("group: sitting}", "group: floating}", "", "positions/sitting", "`group` is one of"),
    ("features:\n  kneeling: {name: puts weight on a knee}\n", "features: kneeling\n", "", "features", "`features`"),
    ("sources:\n", "remarks: {}\nsources:\n", "", "remarks", "`remarks` is not known"),
    ("answers: [kick]", "answers: [lick]", "", "findings/quad-weak", "“lick” is not an exercise"),
    ("feature: kneeling, action", "feature: knealing, action", "", "precautions/PFP", "“knealing” is not a feature"),
    ("note: hurts the kneecap", 'note: " "', "", "precautions/PFP", "write its note"),
    ("    basis: consensus\n    status", "    basis: ''\n    status", "", "precautions/PFP", "names its source"),
    ("codes: [PFP]", "codes: [PFX]", "", "protocols/calm", "“PFX” is not a precaution"),
    ("- exercise: kick", "- exercise: lick", "", "protocols/calm", "“lick” is not an exercise"),
    ("- exercise: kick", "- exercise: high-kick", "", "protocols/calm", "High kick is ruled out"),
    ("criteria: no pain", "criteria: ''", "", "protocols/calm", "when to move on"),
    (
        "        prescriptions:\n          - exercise: kick\n            dose: {reps: 5}\n",
        "        prescriptions: []\n",
        "      - name: First",
        "protocols/calm",
        "at least one exercise",
    ),
    ("text: The knee may pull the hip.", "text: The knee pulls the hip.", "", "mechanisms/joint-stress", "Say “may”"),
    (
        "ladder: {harder: [high-kick]}",
        "ladder: {}",
        "    ladder: {easier: [kick]}",
        "exercises/high-kick",
        "both ends agree",
    ),
]


def the_only_finding(path: Path, old: str, new: str, at: str) -> Finding:
    """What is found after one change, which has to be one thing, on the line of `at` or of the change."""
    assert old in SMALL
    broken = SMALL.replace(old, new, 1)
    path.write_text(broken, "utf-8")
    found = findings(path)
    assert len(found) == 1, "\n".join(map(str, found))
    before = broken[: broken.index(at)] if at else SMALL[: SMALL.index(old)] + old[: len(old) - len(old.lstrip())]
    line = before.count("\n") + 1
    assert found[0].line == line, found[0]
    assert str(found[0]).startswith(f"exercises.yaml:{line}: ")
    assert found[0].sentence.endswith(".")
    return found[0]


@pytest.mark.parametrize(("old", "new", "at", "words"), YAML)
def test_what_is_not_plain_yaml_is_named_with_its_line(tmp_path: Path, old: str, new: str, at: str, words: str) -> None:
    found = the_only_finding(tmp_path / "exercises.yaml", old, new, at)
    assert words in found.sentence


@pytest.mark.parametrize(("old", "new", "at", "words"), KICK)
def test_a_fault_of_an_exercise_is_named_with_its_line_and_its_entry(
    tmp_path: Path, old: str, new: str, at: str, words: str
) -> None:
    found = the_only_finding(tmp_path / "exercises.yaml", old, new, at)
    assert found.entry == "exercises/kick"
    assert words in found.sentence


@pytest.mark.parametrize(("old", "new", "at", "entry", "words"), OTHER)
def test_a_fault_of_another_part_is_named_with_its_line_and_its_entry(
    tmp_path: Path, old: str, new: str, at: str, entry: str, words: str
) -> None:
    found = the_only_finding(tmp_path / "exercises.yaml", old, new, at)
    assert found.entry == entry
    assert words in found.sentence


# The parts that a small library may leave out: figures, cut-offs, measures, other words.
MORE = SMALL.replace(
    "    reviewed: 2026-11-22\n",
    """\
    measured:
      - {muscle: quadriceps, mean: 40, sd: 12.5, n: 21, study: Somebody2020, status: verified, sd_status: recalled}
      - {muscle: quadriceps, mean: 90, study: Somebody2020, status: recalled, as_in_library: false, condition: loaded}
    reviewed: 2026-11-22
""",
    1,
).replace(
    "findings:\n  quad-weak: {name: Weak thigh, sees: The thigh is weak., mechanism: joint-stress, answers: [kick]}\n",
    """\
findings:
  quad-weak:
    name: Weak thigh
    sees: The thigh has under 90 % of the strength of the other.
    mechanism: joint-stress
    answers: [kick]
    cut_offs:
      - {of: strength, when: below, value: 90, unit: "%", status: derived, sources: [Somebody2020]}
    also: [giving way]
measures:
  PAIN:
    name: Pain
    how: Pain now.
    unit: points
    better: down
    least: 0
    most: 10
    changes:
      - {kind: MCID, value: 2, who: adults, status: verified, sources: [Somebody2020]}
    licence: Free.
""",
)
FIGURES = [
    ("muscle: quadriceps, mean: 40", "muscle: quads, mean: 40", "exercises/kick", "“quads” is not a muscle"),
    ("study: Somebody2020, status: verified", "study: Nobody, status: verified", "exercises/kick", "is not a source"),
    ("mean: 40", "mean: forty", "exercises/kick", '`mean` is a number, not "forty"'),
    ("mean: 40", "mean: 4000", "exercises/kick", "from 0 to 300"),
    ("mean: 40, ", "", "exercises/kick", "`mean` is missing"),
    (", sd_status: recalled", "", "exercises/kick", "An SD and its status stand together"),
    ("status: verified, sd_status", "status: sure, sd_status", "exercises/kick", "`status` is one of"),
    ("as_in_library: false", "as_in_library: no way", "exercises/kick", "`as_in_library` is true or false"),
    ("condition: loaded", "conditions: loaded", "exercises/kick", "`conditions` is not known"),
    ("n: 21", "n: 21.5", "exercises/kick", "`n` is a whole number"),
    ("value: 90", "value: 80", "findings/quad-weak", "`sees` does not say 80"),
    ("when: below", "when: under", "findings/quad-weak", "`when` is one of"),
    ("unit: \"%\", status: derived, sources: [Somebody2020]", 'unit: "%", status: verified', "findings/quad-weak",
     "What was verified has a source"),
    ("also: [giving way]", "also: giving way", "findings/quad-weak", "`also` is a list"),
    ("better: down", "better: less", "measures/PAIN", "`better` is one of"),
    ("better: down", "better: towards", "measures/PAIN", "`target` is the number"),
    ("most: 10", "most: -1", "measures/PAIN", "above `least`"),
    ("kind: MCID, value: 2,", "kind: MCID,", "measures/PAIN", "Write a `value`"),
    ("kind: MCID", "kind: guess", "measures/PAIN", "`kind` is one of"),
    ("status: verified, sources: [Somebody2020]}\n    licence", "status: verified}\n    licence", "measures/PAIN",
     "Name the source"),
    ("    licence: Free.\n", "", "measures/PAIN", "`licence` is missing"),
]  # fmt: skip


def test_the_small_library_with_figures_is_good(write: Callable[[str], Path]) -> None:
    library = read_library(write(MORE))
    assert [row.mean for row in library.exercises["kick"].activities] == [40]
    assert list(library.measures) == ["PAIN"]


@pytest.mark.parametrize(("old", "new", "entry", "words"), FIGURES)
def test_a_fault_of_a_figure_is_named_with_its_line_and_its_entry(
    write: Callable[[str], Path], old: str, new: str, entry: str, words: str
) -> None:
    assert MORE.count(old) >= 1
    (found,) = findings(write(MORE.replace(old, new, 1)))
    assert found.entry == entry
    assert words in found.sentence
    first = MORE[: MORE.index(entry.split("/")[1] + ":")].count("\n") + 1
    assert first <= found.line <= MORE[: MORE.index(old)].count("\n") + 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "mapping"),
        ("\n\n# nothing\n", "mapping"),
        ("- a list\n- at the top\n", "mapping"),
        ("just a word", "mapping"),
        ("null", "mapping"),
        ("a: 1\n---\nb: 2\n", "YAML"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        ("name: Kn\u00e9e".encode("latin-1"), "UTF-8"),
        (b"a: b\nname: \x00", "yaml:2: There is a character"),
        ("a: " + "x" * 10_000_000, "at most"),
        ("[" * 5000, "YAML"),
        ("{a: " * 5000, "YAML"),
        ("[" * 1_000_000, "nested too deep"),  # would take the process down
        ("- " * 5000 + "a", "nested too deep"),
        ("a: 2026-99-99", "`a` is not known"),
        ("a: .inf", "`mechanisms` is missing"),
        ("? {a: b}\n: c", "plain word"),
        ("<<: {a: b}", "missing"),
        ("a: !!binary '???'", "YAML"),
        ("a: !!timestamp nonsense", "YAML"),
        ("a: !!int x", "YAML"),
        ("1: 2\n", "not known"),
        ("exercises: {kick: {dose: {sets: .nan}}}", "missing"),
    ],
)  # fmt: skip
def test_what_is_no_library_at_all_is_a_finding(
    write: Callable[[str | bytes], Path], content: str | bytes, words: str
) -> None:
    found = findings(write(content))
    assert any(words in str(one) for one in found), "\n".join(map(str, found))
    assert all(one.line >= 1 and one.file == "exercises.yaml" for one in found)


def test_a_bomb_of_anchors_is_refused_before_it_unfolds(write: Callable[[str], Path]) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    (found,) = findings(write(bomb))
    assert (found.line, "anchors" in found.sentence) == (1, True)


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "exercises.yaml"
    if kind == "folder":
        path.mkdir()
    (found,) = findings(path)
    assert found.sentence.startswith("The file cannot be read")


def test_all_that_is_wrong_in_the_form_is_said_at_once_in_the_order_of_the_lines(write: Callable[[str], Path]) -> None:
    broken = SMALL.replace("level: 1\n", "level: 9\n").replace("limb: knee", "limb: elbow")
    broken = broken.replace("reps: 5", "reps: -5")
    found = findings(write(broken))
    assert [one.entry for one in found] == ["precautions/PFP", "exercises/kick", "protocols/calm"]
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_all_that_is_wrong_between_the_parts_is_said_at_once(write: Callable[[str], Path]) -> None:
    broken = SMALL.replace("[quadriceps]", "[quads]").replace("answers: [kick]", "answers: [lick]")
    broken = broken.replace("feel: The front of {thigh} works.", "feel: The patella moves.")
    found = findings(write(broken))
    assert [(one.entry, one.sentence.split("”")[0].split("“")[1]) for one in found] == [
        ("findings/quad-weak", "lick"),
        ("exercises/kick", "quads"),
        ("exercises/kick", "patella"),
        ("exercises/high-kick", "quads"),
        ("exercises/high-kick", "patella"),
    ]


def test_a_ladder_that_leads_nowhere_is_found_at_both_ends(write: Callable[[str], Path]) -> None:
    found = findings(write(SMALL.replace("{harder: [high-kick]}", "{harder: [low-kick]}")))
    assert [(one.entry, one.sentence.split(";")[0]) for one in found] == [
        ("exercises/kick", "“low-kick” is not an exercise of this library"),
        ("exercises/high-kick", "“kick” does not name “high-kick” as harder"),
    ]


def test_a_ladder_that_goes_round_in_a_circle_is_found_on_every_rung(write: Callable[[str], Path]) -> None:
    circle = SMALL.replace("{harder: [high-kick]}", "{easier: [high-kick], harder: [high-kick]}")
    circle = circle.replace("    ladder: {easier: [kick]}", "    ladder: {easier: [kick], harder: [kick]}")
    found = [one for one in findings(write(circle)) if "leads back here" in one.sentence]
    assert [one.entry for one in found] == ["exercises/kick", "exercises/high-kick"]


LINES = SMALL.splitlines(keepends=True)


INTRUDERS = ["", "x\n", "  - 1\n", "a: b\n", "}\n", '"\n', "\t\n", "? \n", "\x00\n"]


@given(st.integers(0, len(LINES) - 1), st.sampled_from(INTRUDERS))
def test_any_line_replaced_is_read_or_found_and_never_fails_otherwise(
    tmp_path_factory: pytest.TempPathFactory, number: int, line: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "exercises.yaml"
    path.write_text("".join([*LINES[:number], line, *LINES[number + 1 :]]), "utf-8")
    try:
        read_library(path)
    except Unreadable:
        assert findings(path)


def test_the_shipped_library_is_good_and_whole() -> None:
    from hep import paths

    library = read_library(paths.LIBRARY)
    parts = (library.exercises, library.protocols, library.precautions, library.findings)
    assert [len(part) for part in parts] == [110, 12, 27, 41]
