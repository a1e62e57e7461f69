"""The difference between two versions of a plan, in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hep.core.difference import difference
from hep.core.dose import Dose
from hep.core.library import Library
from hep.core.plan import Plan

DOSE = Dose(sets=3, reps=10, rest_s=30)


def plan() -> Plan:
    """Bridge and a quad set now, a squat later."""
    started = Plan(side="left", mechanisms=("joint-stress",), goal="Dance.", review_on=date(2026, 12, 1))
    started = started.add_phase("Load", 4, "no pain")
    for phase, exercise in (("phase-1", "bridge"), ("phase-1", "quad-set"), ("phase-2", "squat")):
        started = started.add(phase, exercise, "left", DOSE, "joint-stress")
    return started


CHANGES: list[tuple[Callable[[Plan], Plan], list[str]]] = [
    (lambda p: p, []),
    (lambda p: p.add("phase-1", "clam-60", "left", DOSE, "joint-stress"), ["added Clamshell"]),
    (lambda p: p.remove("bridge"), ["took out Bridge"]),
    (lambda p: p.change("bridge", exercise="single-leg-bridge"), ["Bridge replaced by One-leg bridge"]),
    (lambda p: p.change("bridge", dose=DOSE.changed(reps=12)), ["Bridge: 3 × 10 → 3 × 12"]),
    (lambda p: p.change("bridge", dose=DOSE.changed(reps_goal=15)), ["Bridge: 3 × 10 → 3 × 10–15"]),
    (lambda p: p.change("bridge", dose=DOSE.changed(hold_s=5)), ["Bridge: 3 × 10 → 3 × 10, hold 5 s"]),
    (lambda p: p.change("bridge", dose=DOSE.changed(load_kg=2.5)), ["Bridge: 3 × 10 → 3 × 10, 2.5 kg"]),
    (lambda p: p.change("bridge", dose=Dose(minutes=5, rest_s=30)), ["Bridge: 3 × 10 → 5 min"]),
    (lambda p: p.change("bridge", dose=DOSE.changed(steps=50)), ["Bridge: 3 × 10 → 3 × 10, 50 steps"]),
    (lambda p: p.change("bridge", dose=DOSE.changed(rest_s=60)), ["Bridge: rest 30 → 60 s"]),
    (
        lambda p: p.change("bridge", dose=DOSE.changed(per_day=2)),
        ["Bridge: once a day → 2 times a day"],
    ),
    (
        lambda p: p.change("bridge", dose=DOSE.changed(reps=12, days_per_week=3, rest_s=60)),
        ["Bridge: 3 × 10 → 3 × 12, every day → 3 days a week, rest 30 → 60 s"],
    ),
    (lambda p: p.change("bridge", side="both"), ["Bridge: left → both"]),
    (lambda p: p.change("bridge", note="slowly"), ["Bridge: a note added"]),
    (lambda p: p.change("bridge", mechanism="muscle-instability"), ["Bridge: another reason"]),
    (
        lambda p: p.change("bridge", side="both", dose=DOSE.changed(sets=2), note="slowly"),
        ["Bridge: 3 × 10 → 2 × 10, left → both, a note added"],
    ),
    (lambda p: p.step("bridge", 1), ["another order"]),
    (lambda p: p.move("bridge", "phase-2", 0), ["another order"]),
    (lambda p: p.add_phase("Keep"), ["phase “Keep” added"]),
    (lambda p: p.remove_phase("phase-2"), ["took out Squat", "phase “Load” taken out"]),
    (lambda p: p.change_phase("phase-2", name="Work"), ["phase “Load” is now “Work”, 4 weeks"]),
    (lambda p: p.change_phase("phase-2", weeks=6), ["phase “Load” is now “Load”, 6 weeks"]),
    (lambda p: p.change_phase("phase-2", weeks=1), ["phase “Load” is now “Load”, 1 week"]),
    (lambda p: p.change_phase("phase-2", criteria="10 squats"), ["phase “Load”: another rule to move on"]),
    (lambda p: p.described(title="Hip"), ["title “Knee and hip” → “Hip”"]),
    (lambda p: p.described(side="both"), ["side left → both"]),
    (lambda p: p.described(goal="Ski."), ["another goal"]),
    (lambda p: p.described(review_on=date(2026, 12, 15)), ["next check 15 December 2026"]),
    (lambda p: p.described(review_on=None), ["next check not set"]),
    (lambda p: p.described(mechanisms=("gait-changes",)), ["other mechanisms"]),
    (lambda p: p.described(irritability="low"), ["irritability moderate → low"]),
    (
        lambda p: p.add("phase-1", "wall-sit", "both", DOSE, "joint-stress").remove("quad-set").described(goal="Ski."),
        ["added Wall sit", "took out Quad set", "another goal"],
    ),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_a_change_is_said_in_words(library: Library, change: Callable[[Plan], Plan], words: list[str]) -> None:
    assert difference(plan(), change(plan()), library) == words


def test_of_a_hold_only_the_hold_is_said(library: Library) -> None:
    held = plan().change("bridge", dose=DOSE.changed(hold_s=5))
    for dose, words in (({"hold_s": 10}, "hold 5 → 10 s"), ({"hold_goal_s": 10}, "hold 5 → 5–10 s"),
                        ({"hold_s": 10, "reps": 8}, "3 × 10, hold 5 s → 3 × 8, hold 10 s")):  # fmt: skip
        after = held.change("bridge", dose=DOSE.changed(**{"hold_s": 5, **dose}))
        assert difference(held, after, library) == [f"Bridge: {words}"]


def test_a_note_is_added_changed_and_taken_out(library: Library) -> None:
    noted = plan().change("bridge", note="slowly")
    assert difference(noted, noted.change("bridge", note="quickly"), library) == ["Bridge: another note"]
    assert difference(noted, plan(), library) == ["Bridge: the note taken out"]


def test_mechanisms_in_another_order_are_the_same(library: Library) -> None:
    one, other = (plan().described(mechanisms=pair) for pair in (("a", "b"), ("b", "a")))
    assert difference(one, other, library) == []


def test_what_the_library_no_longer_has_is_named_by_its_id(library: Library) -> None:
    changed = plan().change("bridge", exercise="no-longer-there")
    assert difference(plan(), changed, library) == ["Bridge replaced by no-longer-there"]
    assert difference(changed, changed.change("bridge", side="both"), library) == ["no-longer-there: left → both"]


def test_a_walk_is_counted_in_its_own_unit(library: Library) -> None:
    walk = plan().add("phase-1", "heel-strike-toe-off", "both", DOSE, "gait-changes")
    more = walk.change("heel-strike-toe-off", dose=DOSE.changed(reps=20))
    assert difference(walk, more, library) == ["Heel-first walking: 3 × 10 steps → 3 × 20 steps"]


def test_a_tempo_is_said_in_seconds(library: Library) -> None:
    slower = plan().change("bridge", dose=DOSE.changed(tempo="2-1-5"))
    assert difference(plan(), slower, library) == ["Bridge: at your own speed → 2 s up, 1 s still, 5 s down"]


@pytest.mark.parametrize(
    "field",
    [
        {"sets": 2}, {"reps": 9}, {"reps_goal": 12}, {"hold_s": 1}, {"rest_s": 0}, {"minutes": 1}, {"distance_m": 1},
        {"steps": 1}, {"cadence": 100}, {"load_kg": 0.5}, {"tempo": "2-1-3"}, {"per_day": 2}, {"days_per_week": 6},
    ],
)  # fmt: skip
def test_no_change_of_a_dose_goes_unsaid(library: Library, field: dict[str, Any]) -> None:
    ((name, words),) = [
        one.split(": ") for one in difference(plan(), plan().change("bridge", dose=DOSE.changed(**field)), library)
    ]
    assert name == "Bridge"
    assert " → " in words
