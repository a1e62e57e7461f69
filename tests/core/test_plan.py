"""A plan is a value: every change returns a new one, and no sequence of changes loses anything."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hep.core.dose import Dose
from hep.core.plan import MOST_EXERCISES, MOST_PHASES, Phase, Plan, Prescription
from hep.core.problem import Refused

DOSE = Dose(sets=3, reps=10)
EXERCISES = ("bridge", "quad-set", "sit-to-stand")


def planned(*exercises: str) -> Plan:
    """A plan with these exercises in its one phase."""
    plan = Plan()
    for exercise in exercises:
        plan = plan.add("phase-1", exercise, "left", DOSE, "joint-stress")
    return plan


def order(plan: Plan) -> list[list[str]]:
    """The keys, phase by phase."""
    return [[one.key for one in phase.prescriptions] for phase in plan.phases]


# -- any sequence of changes


class AnySequence(RuleBasedStateMachine):
    """A plan beside the plainest model of it: keys in lists, and a dictionary of what was prescribed."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = Plan()
        self.keys: list[list[str]] = [[]]
        self.phases = ["phase-1"]
        self.prescribed: dict[str, Prescription] = {}

    def some(self, number: int) -> str:
        """One of the keys that are there."""
        there = sorted(self.prescribed)
        return there[number % len(there)]

    def put(self, key: str, phase: int, at: int) -> None:
        rows = self.keys[phase]
        rows.insert(min(max(at, 0), len(rows)), key)

    @rule(exercise=st.sampled_from(EXERCISES), number=st.integers(0, 9), at=st.one_of(st.none(), st.integers(-2, 25)))
    def add(self, exercise: str, number: int, at: int | None) -> None:
        phase = number % len(self.phases)
        if len(self.keys[phase]) == MOST_EXERCISES:
            with pytest.raises(Refused, match="at most 20 exercises"):
                self.plan.add(self.phases[phase], exercise, "left", DOSE, "joint-stress", at=at)
            return
        self.plan = self.plan.add(self.phases[phase], exercise, "left", DOSE, "joint-stress", at=at)
        (new,) = [one for one in self.plan.prescriptions() if one.key not in self.prescribed]
        assert (new.exercise, new.side, new.dose, new.mechanism) == (exercise, "left", DOSE, "joint-stress")
        self.prescribed[new.key] = new
        self.put(new.key, phase, len(self.keys[phase]) if at is None else at)

    @precondition(lambda self: self.prescribed)
    @rule(number=st.integers(0, 99))
    def remove(self, number: int) -> None:
        key = self.some(number)
        self.plan = self.plan.remove(key)
        del self.prescribed[key]
        self.keys = [[one for one in rows if one != key] for rows in self.keys]

    @precondition(lambda self: self.prescribed)
    @rule(number=st.integers(0, 99), to=st.integers(0, 9), at=st.integers(-2, 25))
    def move(self, number: int, to: int, at: int) -> None:
        key, phase = self.some(number), to % len(self.phases)
        rows = [[one for one in rows if one != key] for rows in self.keys]
        if len(rows[phase]) == MOST_EXERCISES:
            with pytest.raises(Refused, match="at most 20 exercises"):
                self.plan.move(key, self.phases[phase], at)
            return
        self.plan = self.plan.move(key, self.phases[phase], at)
        self.keys = rows
        self.put(key, phase, at)

    @precondition(lambda self: self.prescribed)
    @rule(number=st.integers(0, 99), by=st.sampled_from([-1, 1]))
    def step(self, number: int, by: int) -> None:
        key = self.some(number)
        phase = next(n for n, rows in enumerate(self.keys) if key in rows)
        place = self.keys[phase].index(key)
        neighbour = phase + by
        inside = 0 <= place + by < len(self.keys[phase])
        if not inside and 0 <= neighbour < len(self.keys) and len(self.keys[neighbour]) == MOST_EXERCISES:
            with pytest.raises(Refused, match="at most 20 exercises"):
                self.plan.step(key, by)
            return
        self.plan = self.plan.step(key, by)
        if inside:
            self.keys[phase].remove(key)
            self.keys[phase].insert(place + by, key)
        elif 0 <= neighbour < len(self.keys):
            self.keys[phase].remove(key)
            self.keys[neighbour].insert(0 if by > 0 else len(self.keys[neighbour]), key)

    @precondition(lambda self: self.prescribed)
    @rule(
        number=st.integers(0, 99),
        values=st.sampled_from(
            [{"side": "both"}, {"note": "slowly"}, {"dose": Dose(minutes=5)}, {"exercise": "squat"}, {"side": "up"}]
        ),
    )
    def change(self, number: int, values: dict[str, Any]) -> None:
        key = self.some(number)
        if values == {"side": "up"}:
            with pytest.raises(Refused, match="Choose a side"):
                self.plan.change(key, **values)
            return
        self.plan = self.plan.change(key, **values)
        was = self.prescribed[key]
        fields = {name: getattr(was, name) for name in Prescription.__dataclass_fields__}
        self.prescribed[key] = Prescription(**{**fields, **values})

    @rule(weeks=st.integers(0, 53))
    def add_phase(self, weeks: int) -> None:
        if len(self.phases) == MOST_PHASES or not 1 <= weeks <= 52:
            with pytest.raises(Refused, match=r"6 phases|1 to 52"):
                self.plan.add_phase("Next", weeks)
            return
        self.plan = self.plan.add_phase("Next", weeks, "when it is easy")
        new = self.plan.phases[-1]
        assert new == Phase(new.key, "Next", weeks, "when it is easy")
        assert new.key not in self.phases
        self.phases.append(new.key)
        self.keys.append([])

    @rule(number=st.integers(0, 9))
    def remove_phase(self, number: int) -> None:
        phase = number % len(self.phases)
        if len(self.phases) == 1:
            with pytest.raises(Refused, match="1 to 6 phases"):
                self.plan.remove_phase(self.phases[phase])
            return
        self.plan = self.plan.remove_phase(self.phases.pop(phase))
        for key in self.keys.pop(phase):
            del self.prescribed[key]

    @invariant()
    def nothing_is_lost_doubled_or_touched(self) -> None:
        assert [phase.key for phase in self.plan.phases] == self.phases
        assert order(self.plan) == self.keys
        assert {one.key: one for one in self.plan.prescriptions()} == self.prescribed
        assert len(list(self.plan.prescriptions())) == len(self.prescribed)


TestAnySequence = AnySequence.TestCase


# -- examples


@pytest.mark.parametrize(
    ("at", "keys"),
    [
        (0, "dabc"), (1, "adbc"), (2, "abdc"), (3, "abcd"), (None, "abcd"), (99, "abcd"), (-1, "dabc"),
    ],
)  # fmt: skip
def test_an_exercise_is_added_at_any_place(at: int | None, keys: str) -> None:
    plan = planned("a", "b", "c").add("phase-1", "d", "left", DOSE, "joint-stress", at=at)
    assert order(plan) == [list(keys)]


@pytest.mark.parametrize("key", list("abcd"))
@pytest.mark.parametrize("at", range(4))
def test_an_exercise_moves_to_each_place(key: str, at: int) -> None:
    (keys,) = order(planned("a", "b", "c", "d").move(key, "phase-1", at))
    assert keys.index(key) == at
    assert [one for one in keys if one != key] == [one for one in "abcd" if one != key]


@pytest.mark.parametrize("at", range(3))
def test_an_exercise_moves_to_each_place_of_another_phase(at: int) -> None:
    plan = planned("a", "b").add_phase("Next")
    for exercise in ("c", "d"):
        plan = plan.add("phase-2", exercise, "left", DOSE, "joint-stress")
    first, second = order(plan.move("a", "phase-2", at))
    assert first == ["b"]
    assert second.index("a") == at


@pytest.mark.parametrize(
    ("key", "by", "keys"),
    [
        ("a", -1, [["a", "b"], ["c"]]),
        ("a", 1, [["b", "a"], ["c"]]),
        ("b", 1, [["a"], ["b", "c"]]),
        ("c", -1, [["a", "b", "c"], []]),
        ("c", 1, [["a", "b"], ["c"]]),
    ],
)
def test_a_step_past_the_end_of_a_phase_leads_into_its_neighbour(key: str, by: int, keys: list[list[str]]) -> None:
    plan = planned("a", "b").add_phase("Next").add("phase-2", "c", "left", DOSE, "joint-stress")
    assert order(plan.step(key, by)) == keys


def test_the_same_exercise_twice_has_two_keys() -> None:
    assert order(planned("bridge", "bridge", "bridge")) == [["bridge", "bridge-2", "bridge-3"]]


def test_a_change_leaves_the_earlier_plan_as_it_was() -> None:
    before = planned("a", "b")
    before.remove("a")
    before.change("b", note="slowly")
    before.add_phase("Next")
    assert before == planned("a", "b")


def test_a_phase_changes_and_keeps_its_exercises() -> None:
    phase = planned("a").change_phase("phase-1", name="Calm", weeks=3, criteria="no pain").phase("phase-1")
    assert (phase.name, phase.weeks, phase.criteria, len(phase.prescriptions)) == ("Calm", 3, "no pain", 1)


def test_a_part_is_found_by_its_key() -> None:
    plan = planned("a").add_phase("Next").add("phase-2", "b", "left", DOSE, "joint-stress")
    assert plan.phase_of("b").key == "phase-2"
    assert plan.prescription("b").exercise == "b"


@pytest.mark.parametrize(
    "act",
    [
        lambda plan: plan.phase("none"),
        lambda plan: plan.phase_of("none"),
        lambda plan: plan.prescription("none"),
        lambda plan: plan.add("none", "a", "left", DOSE, "joint-stress"),
        lambda plan: plan.remove("none"),
        lambda plan: plan.move("none", "phase-1", 0),
        lambda plan: plan.move("a", "none", 0),
        lambda plan: plan.step("none", 1),
        lambda plan: plan.change("none", note="x"),
        lambda plan: plan.remove_phase("none"),
        lambda plan: plan.change_phase("none", weeks=3),
    ],
)
def test_what_is_not_there_is_a_key_error(act: Callable[[Plan], object]) -> None:
    with pytest.raises(KeyError, match="none"):
        act(planned("a"))


ONE = Prescription("a", "bridge", "left", DOSE, "joint-stress")


@pytest.mark.parametrize(
    ("make", "field", "words"),
    [
        (lambda: Plan(title=" "), "title", "Give the plan a title"),
        (lambda: Plan(title="x" * 61), "title", "60 letters"),
        (lambda: Plan(goal="x" * 161), "goal", "160 letters"),
        (lambda: Plan(side="up"), "side", "left, right or both"),
        (lambda: Plan(irritability="some"), "irritability", "high, moderate or low"),
        (lambda: Plan(phases=()), "phases", "1 to 6 phases"),
        (lambda: Plan(phases=tuple(Phase(f"p{n}", "x") for n in range(7))), "phases", "1 to 6 phases"),
        (lambda: Plan(phases=(Phase("p", "x"), Phase("p", "y"))), "phases", "the same key"),
        (lambda: Plan(phases=(Phase("p", "x", prescriptions=(ONE, ONE)),)), "phases", "the same key"),
        (lambda: Phase("p", " "), "name", "Give the phase a name"),
        (lambda: Phase("p", "x" * 61), "name", "60 letters"),
        (lambda: Phase("p", "x", weeks=0), "weeks", "1 to 52"),
        (lambda: Phase("p", "x", weeks=53), "weeks", "1 to 52"),
        (lambda: Phase("p", "x", criteria="x" * 301), "criteria", "300 letters"),
        (lambda: Prescription("a", "bridge", "up", DOSE, "joint-stress"), "side", "left, right, both or alternating"),
        (lambda: Prescription("a", "bridge", "left", DOSE, "joint-stress", "x" * 501), "note", "500 letters"),
        (lambda: planned("a").remove_phase("phase-1"), "phases", "1 to 6 phases"),
        (lambda: planned(*["a"] * 21), "prescriptions", "at most 20 exercises"),
    ],
)
def test_what_is_refused_says_why(make: Callable[[], object], field: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        make()
    (problem,) = caught.value.problems
    assert problem.field == field
    assert words in problem.sentence
    assert problem.sentence.endswith(".")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Plan(title="x" * 60, goal="x" * 160),
        lambda: Phase("p", "x" * 60, weeks=52, criteria="x" * 300),
        lambda: Phase("p", "x", weeks=1),
        lambda: Prescription("a", "bridge", "alternating", DOSE, "joint-stress", "x" * 500),
        lambda: planned(*["a"] * 20),
        lambda: Plan(phases=tuple(Phase(f"p{n}", "x") for n in range(6))),
    ],
)
def test_what_just_fits_is_accepted(make: Callable[[], object]) -> None:
    assert make()


def test_a_described_plan_keeps_its_phases() -> None:
    before = planned("a")
    after = before.described(title="Hip", goal="Dance.", side="left")
    assert (after.title, after.goal, after.side, after.phases) == ("Hip", "Dance.", "left", before.phases)
