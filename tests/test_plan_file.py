"""A plan written in YAML (docs/plan-file.md)."""

import re
from datetime import date
from pathlib import Path

import pytest

from hep import paths, plan_file
from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.precautions import PatientPrecaution
from hep.handouts import Clinic, Patient, Therapist
from hep.yaml_file import Finding, Unreadable

DOCUMENTED = (paths.PACKAGE.parent / "docs/plan-file.md").read_text("utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", DOCUMENTED, re.DOTALL)[0]
SHORT = """\
clinic: {name: Lakeside}
therapist: {name: Anna}
patient: {name: Ruth}
side: left
mechanisms: [joint-stress]
phases:
  - name: Start
    prescriptions:
      - exercise: quad-set
"""


def read(tmp_path: Path, text: str, library: Library) -> plan_file.Sheet:
    path = tmp_path / "plan.yaml"
    path.write_text(text, "utf-8")
    return plan_file.read(path, library)


def findings(tmp_path: Path, text: str, library: Library) -> list[Finding]:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, text, library)
    return caught.value.findings


def test_the_documented_example_is_read_as_it_is_explained(tmp_path: Path, library: Library) -> None:
    sheet = read(tmp_path, EXAMPLE, library)
    assert sheet.clinic == Clinic(
        "Lakeside Physical Therapy", "12 Station Road, Exampleton", "555 0142", "Mo to Fr, 8 to 6", "911"
    )
    assert sheet.therapist == Therapist("Anna Lindqvist", "PT, DPT")
    assert sheet.patient == Patient("Margaret Thompson", 1958)
    assert sheet.precautions == (
        PatientPrecaution("PFP", "left"),
        PatientPrecaution("OSTEOPOROSIS", until=date(2027, 3, 1)),
    )
    assert (sheet.number, sheet.date, sheet.paper) == ("Draft", date(2026, 11, 22), "A4")
    plan = sheet.plan
    assert (plan.side, plan.mechanisms) == ("left", ("muscle-instability", "gait-changes"))
    assert (plan.goal, plan.review_on) == ("I want to walk to the market and back with my dog.", date(2026, 12, 6))
    (phase,) = plan.phases
    assert (phase.name, phase.weeks) == ("Wake up", 2)
    assert [(one.exercise, one.side) for one in phase.prescriptions] == [
        ("quad-set", "left"),
        ("bridge", "both"),
        ("side-lying-hip-abduction", "both"),
        ("cane-walking", "both"),
    ]
    quad_set, bridge, lift, walk = phase.prescriptions
    assert quad_set.note == "Use the blue towel."
    assert bridge.dose == library.exercises["bridge"].dose
    assert lift.dose == Dose(sets=2, reps=8, reps_goal=12, days_per_week=4)
    assert (walk.dose, walk.mechanism) == (Dose(minutes=3, minutes_goal=5, per_day=2), "gait-changes")


def test_what_is_left_out_is_what_the_document_says(tmp_path: Path, library: Library) -> None:
    sheet = read(tmp_path, SHORT, library)
    plan = sheet.plan
    assert (plan.title, plan.goal, plan.irritability, plan.review_on) == ("Knee and hip", "", "moderate", None)
    assert (sheet.number, sheet.date, sheet.paper, sheet.precautions) == ("Draft", None, "A4", ())
    (one,) = plan.prescriptions()
    assert (one.dose, one.side, one.mechanism) == (library.exercises["quad-set"].dose, "left", "joint-stress")


def test_every_key_of_the_form_is_documented() -> None:
    forms = (
        plan_file.WrittenPlan,
        plan_file.WrittenPatient,
        plan_file.WrittenPhase,
        plan_file.WrittenPrescription,
        Clinic,
        Therapist,
        Dose,
    )
    for form in forms:
        for name in form.__dataclass_fields__:
            assert re.search(rf"\b{name}\b", DOCUMENTED), f"{form.__name__}.{name}"


BROKEN = [
    ("exercise: quad-set", "exercise: quadset", 9, "There is no exercise “quadset”. Nearest: quad-set"),
    ("exercise: quad-set", "exercise: zzzzzz", 9, "There is no exercise “zzzzzz”."),
    ("exercise: quad-set", "exercise: quad-set\n        mechanism: gait-changes", 10, "not gait-changes"),
    ("exercise: quad-set", "exercise: quad-set\n        dose: {sets: 0, reps: 5}", 10, "Sets: write a number"),
    ("exercise: quad-set", "exercise: quad-set\n        side: up", 10, "`side` is one of"),
    ("exercise: quad-set", "exercise: quad-set\n        repeat: 3", 10, "`repeat` is not known here"),
    ("exercise: quad-set", f"exercise: quad-set\n        note: {'x' * 501}", 10, "500 letters"),
    ("name: Ruth}", "name: Ruth, precautions: [{code: PFX, side: left}]}", 3, "no precaution “PFX”. Nearest: PFP"),
    ("name: Ruth}", "name: Ruth, precautions: [{code: PFP}]}", 3, "write the side, left, right or both"),
    ("name: Ruth}", "name: Ruth, precautions: [{code: PFP, side: up}]}", 3, "`side` is one of"),
    ("name: Ruth}", "name: Ruth, precautions: [{code: PFP, side: left, until: soon}]}", 3, "`until` is a date"),
    ("name: Ruth}", "name: Ruth, born: in 1958}", 3, "`born` is a whole number"),
    ("{name: Ruth}", "Ruth", 3, "`patient` has parts of its own"),
    ("side: left", "side: middle", 4, "`side` is one of"),
    ("side: left\n", "", 1, "`side` is missing"),
    ("[joint-stress]", "[bad-luck]", 5, "is one of"),
    ("side: left\n", "side: left\nside: right\n", 5, "“side” stands here twice"),
    ("side: left\n", "side: left\ndate: 2026-02-30\n", 5, "`date` is a date"),
    ("side: left\n", "side: left\npaper: A3\n", 5, "`paper` is one of"),
    ("side: left\n", f"side: left\ngoal: {'x' * 161}\n", 5, "At most 160 letters"),
    ("side: left\n", "side: left\nirritability: some\n", 5, "`irritability` is one of"),
    ("    prescriptions:", "    weeks: 53\n    prescriptions:", 8, "Weeks: write a number from 1 to 52"),
    ("  - name: Start", "  - name: ' '", 7, "Give the phase a name"),
    (SHORT[SHORT.index("phases:") :], "phases: []\n", 6, "at least one phase"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), BROKEN)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, library: Library, old: str, new: str, line: int, words: str
) -> None:
    assert old in SHORT
    (found,) = findings(tmp_path, SHORT.replace(old, new, 1), library)
    assert words in found.sentence
    assert found.line == line
    assert str(found).startswith(f"plan.yaml:{line}: ")


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path, library: Library) -> None:
    broken = EXAMPLE.replace("exercise: bridge", "exercise: brigde").replace("exercise: cane-walking", "exercise: cane")
    broken = broken.replace("code: OSTEOPOROSIS", "code: OSTEOPORSIS")
    sentences = [one.sentence for one in findings(tmp_path, broken, library)]
    assert [sentence.split(".")[0] for sentence in sentences] == [
        "There is no precaution “OSTEOPORSIS”",
        "There is no exercise “brigde”",
        "There is no exercise “cane”",
    ]
    assert "Nearest: bridge" in sentences[1]


def test_what_the_rules_refuse_is_said_at_once_too(tmp_path: Path, library: Library) -> None:
    broken = SHORT.replace("- name: Start", f"- name: {'x' * 61}\n    weeks: 0") + f"        note: {'x' * 501}\n"
    assert [one.line for one in findings(tmp_path, broken, library)] == [7, 8, 11]


@pytest.mark.parametrize("text", ["", "- a\n", "patient: [", "\x00", "just words", "a: &a b\nc: *a\n"])
def test_what_is_no_plan_at_all_is_a_finding(tmp_path: Path, library: Library, text: str) -> None:
    assert findings(tmp_path, text, library)


def test_other_scripts_and_signs_are_kept_as_they_are_written(tmp_path: Path, library: Library) -> None:
    text = SHORT.replace("name: Ruth", "name: 'مريم 王 🦵 <b>{{ x }}</b>'")
    assert read(tmp_path, text, library).patient.name == "مريم 王 🦵 <b>{{ x }}</b>"


def test_many_phases_keep_their_order(tmp_path: Path, library: Library) -> None:
    phases = "".join(f"  - {{name: Phase {n}, prescriptions: [{{exercise: bridge}}]}}\n" for n in range(6))
    plan = read(tmp_path, SHORT[: SHORT.index("  - name")] + phases, library).plan
    assert [phase.name for phase in plan.phases] == [f"Phase {n}" for n in range(6)]
    assert [one.key for one in plan.prescriptions()] == ["bridge", *(f"bridge-{n}" for n in range(2, 7))]


@pytest.mark.parametrize("number", [7, 30])
def test_too_many_phases_are_a_finding(tmp_path: Path, library: Library, number: int) -> None:
    phases = "  - {name: More, prescriptions: [{exercise: bridge}]}\n" * number
    (found,) = findings(tmp_path, SHORT[: SHORT.index("  - name")] + phases, library)
    assert (found.line, found.sentence) == (6, "A plan has 1 to 6 phases.")


def test_too_many_exercises_are_a_finding(tmp_path: Path, library: Library) -> None:
    (found,) = findings(tmp_path, SHORT + "      - exercise: bridge\n" * 20, library)
    assert (found.line, found.sentence) == (8, "A phase holds at most 20 exercises.")


def test_a_protocol_is_a_plan_without_names(library: Library) -> None:
    sheet = plan_file.of_protocol(library, "quiet-the-knee", "left")
    assert (sheet.plan.title, sheet.plan.side, sheet.patient.name) == ("Quiet the knee", "left", "")


def test_an_unknown_protocol_names_the_nearest(library: Library) -> None:
    with pytest.raises(plan_file.Unknown, match=r"There is no protocol “quiet-knee”\. Nearest: quiet-the-knee"):
        plan_file.of_protocol(library, "quiet-knee", "left")
