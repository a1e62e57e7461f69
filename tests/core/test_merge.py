"""Two who changed one plan: what both did is joined, and only where they differ somebody chooses."""

from hypothesis import given
from hypothesis import strategies as st

from hep.core.library import Library
from hep.core.merge import merge
from hep.core.plan import Plan
from hep.core.start_plan import from_protocol, prescribed


def start(library: Library) -> Plan:
    return from_protocol(library.protocols["knee-osteoarthritis"], "left", library)


def dosed(plan: Plan, key: str, **values: int) -> Plan:
    return plan.change(key, dose=plan.prescription(key).dose.changed(**values))


def keys(plan: Plan) -> list[str]:
    return [one.key for one in plan.prescriptions()]


def test_changes_of_different_parts_are_both_kept(library: Library) -> None:
    plan = start(library)
    first, second = keys(plan)[:2]
    mine = dosed(plan, first, per_day=3).described(goal="Dance.")
    theirs = prescribed("bridge", plan.change(first, note="Slowly.").remove(second), plan.phases[0].key, library)
    merged = merge(plan, mine, theirs, library)
    assert merged.lines == ()
    assert merged.plan == dosed(theirs, first, per_day=3).described(goal="Dance.")


def test_the_same_part_changed_twice_is_a_line_with_all_three(library: Library) -> None:
    plan = dosed(start(library), "sit-to-stand", sets=2, reps=8)
    mine, theirs = dosed(plan, "sit-to-stand", sets=3), dosed(plan, "sit-to-stand", sets=4)
    merged = merge(plan, mine, theirs, library)
    line = merged.lines[0]
    assert len(merged.lines) == 1
    assert (line.part, line.about) == ("sit-to-stand dose", "Sit to stand, dose")
    assert [words[:5] for words in (line.mine, line.theirs, line.before)] == ["3 × 8", "4 × 8", "2 × 8"]
    assert merged.plan == mine, "mine until somebody chooses"
    assert merge(plan, mine, theirs, library, {line.part: "theirs"}).plan == theirs


def test_what_one_took_out_and_the_other_changed_is_asked(library: Library) -> None:
    plan = start(library)
    gone, changed = plan.remove("sit-to-stand"), dosed(plan, "sit-to-stand", per_day=3)
    for mine, theirs in ((gone, changed), (changed, gone)):
        merged = merge(plan, mine, theirs, library)
        assert {merged.lines[0].mine == "taken out", merged.lines[0].theirs == "taken out"} == {True, False}
        assert merged.plan == mine
        assert merge(plan, mine, theirs, library, {"sit-to-stand exercise": "theirs"}).plan == theirs


def test_a_dose_for_an_exercise_that_was_swapped_meanwhile_is_asked_whole(library: Library) -> None:
    plan = start(library)
    mine = dosed(plan, "sit-to-stand", per_day=3)
    theirs = plan.change("sit-to-stand", exercise="bridge", dose=library.exercises["bridge"].dose)
    line = merge(plan, mine, theirs, library).lines[0]
    assert (line.mine.split(",")[0], line.theirs.split(",")[0]) == ("Sit to stand", "Bridge")


def test_a_phase_that_one_took_out_stays_for_what_the_other_did_in_it(library: Library) -> None:
    plan = start(library)
    last = plan.phases[-1]
    key = last.prescriptions[0].key
    merged = merge(plan, dosed(plan, key, per_day=3), plan.remove_phase(last.key), library)
    assert [phase.key for phase in merged.plan.phases] == [phase.key for phase in plan.phases]
    assert [one.key for one in merged.plan.phases[-1].prescriptions] == [key]
    assert merge(plan, plan.change_phase(last.key, weeks=9), plan.remove_phase(last.key), library).lines


def test_two_orders_of_a_phase_are_asked_and_an_order_beside_another_change_is_not(library: Library) -> None:
    plan = start(library)
    first, second, third = keys(plan)[:3]
    mine, theirs = plan.step(first, 1), plan.step(third, -1)
    merged = merge(plan, mine, theirs, library)
    (line,) = merged.lines
    assert (line.part, line.about) == ("phase-1 order", f"Phase “{plan.phases[0].name}”, order")
    names = [library.exercises[plan.prescription(key).exercise].name for key in (first, second, third)]
    assert line.before.startswith(", ".join(names))
    assert line.mine.startswith(", ".join([names[1], names[0], names[2]]))
    assert line.theirs.startswith(", ".join([names[0], names[2], names[1]]))
    assert merged.plan == mine, "mine until somebody chooses"
    assert merge(plan, mine, theirs, library, {line.part: "theirs"}).plan == theirs
    assert merge(plan, mine, dosed(plan, first, per_day=3), library).plan == dosed(mine, first, per_day=3)


def test_a_row_that_both_moved_to_another_phase_is_asked(library: Library) -> None:
    plan = start(library)
    key = keys(plan)[0]
    mine, theirs = plan.move(key, "phase-2", 0), plan.move(key, "phase-3", 0)
    merged = merge(plan, mine, theirs, library)
    (line,) = merged.lines
    words = [f"phase “{phase.name}”" for phase in plan.phases]
    assert (line.before, line.mine, line.theirs) == tuple(words)
    assert merged.plan == mine
    assert merge(plan, mine, theirs, library, {line.part: "theirs"}).plan == theirs
    assert merge(plan, mine, plan.step(keys(plan)[-1], -1), library).lines == ()


EDITS = st.sampled_from(["dose", "note", "remove", "add", "goal", "move", "phase", "swap"])


def edited(plan: Plan, edit: str, number: int, library: Library) -> Plan:
    key = keys(plan)[number % len(keys(plan))]
    done = {
        "dose": lambda: dosed(plan, key, days_per_week=1 + number % 7),
        "note": lambda: plan.change(key, note=f"Note {number}."),
        "remove": lambda: plan.remove(key),
        "add": lambda: prescribed(list(library.exercises)[number], plan, plan.phases[0].key, library),
        "goal": lambda: plan.described(goal=f"Goal {number}"),
        "move": lambda: plan.step(key, 1),
        "phase": lambda: plan.change_phase(plan.phases[0].key, weeks=1 + number),
        "swap": lambda: plan.change(key, exercise=list(library.exercises)[number]),
    }
    return done[edit]()


@given(mine=st.tuples(EDITS, st.integers(0, 30)), theirs=st.tuples(EDITS, st.integers(0, 30)))
def test_one_edit_on_each_side_loses_nothing(library: Library, mine: tuple[str, int], theirs: tuple[str, int]) -> None:
    plan = start(library)
    one, other = edited(plan, *mine, library), edited(plan, *theirs, library)
    assert merge(plan, one, plan, library) == merge(plan, one, one, library) == merge(plan, plan, one, library)
    assert merge(plan, one, plan, library).plan == one
    merged = merge(plan, one, other, library)
    if merged.lines:
        everything = {line.part: "theirs" for line in merged.lines}
        assert merge(plan, one, other, library, everything).plan == other
    else:
        assert set(keys(merged.plan)) == (set(keys(one)) & set(keys(other))) | (
            (set(keys(one)) | set(keys(other))) - set(keys(plan))
        )
