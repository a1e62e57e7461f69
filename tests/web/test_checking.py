"""The checks beside a plan: each says its rule and its basis, and the program mends at one press what it can."""

from flask import Flask

from hep.core.dose import Dose
from hep.records import plans, store
from hep.records.model import PlanRow
from tests.pages import Client, words_of


def plan_of(app: Flask) -> dict[str, Dose]:
    """Key -> dose, in the order of the first phase."""
    with store.open_session(app.extensions["hep.engine"]) as session:
        row = session.get_one(PlanRow, 1)
        return {one.key: one.dose for one in plans.load(row).phases[0].prescriptions}


def put(app: Flask, key: str, **values: object) -> None:
    """Another dose, as an import or an older version may have left it."""
    with store.open_session(app.extensions["hep.engine"], writes=True) as session:
        row = session.get_one(PlanRow, 1)
        plan = plans.load(row)
        changed = plan.change(key, dose=plan.prescription(key).dose.changed(**values))
        plans.save(session, row.clinician, row, changed, row.changed_at)
        session.commit()


def test_a_dose_is_mended_at_one_press_and_undone_at_another(app: Flask, planned: Client) -> None:
    put(app, "bridge", sets=8)
    page = planned.get("/plans/1?q=zzz")
    assert "Bridge. 8 sets: more than 5 are seldom done (consensus)." in page.text
    planned.submit(press=("mend_dose", "bridge sets"))
    assert plan_of(app)["bridge"].sets == 5
    assert "8 sets" not in planned.page.text
    with store.open_session(app.extensions["hep.engine"]) as session:
        step = plans.to_undo(session, session.get_one(PlanRow, 1))
        assert step is not None
        assert "8 ×" in step.words[0], "the history says what was before"


def test_a_dose_comes_from_its_goal_with_the_basis(app: Flask, planned: Client) -> None:
    page = planned.get("/plans/1?q=zzz&edit=bridge")
    assert "Endurance, under 50 % of the most" in page.text
    assert "Garber2011, verified" in page.text
    planned.submit(press=("dose_for", "bridge endurance"))
    dose = plan_of(app)["bridge"]
    assert (dose.sets, dose.reps, dose.days_per_week) == (2, 15, 3)


def test_too_many_minutes_are_mended_by_the_one_change_that_helps_most(app: Flask, planned: Client) -> None:
    put(app, "sit-to-stand", sets=10, reps=10, reps_goal=None, per_day=2, rest_s=30)
    page = planned.get("/plans/1?q=zzz")
    assert "over the limit of 30. With Sit to stand once a day it is" in page.text
    assert "Consensus" in page.text
    planned.submit(press=("once_a_day", "sit-to-stand"))
    assert plan_of(app)["sit-to-stand"].per_day == 1


def test_too_many_exercises_ask_for_fewer_in_a_first_handout(planned: Client) -> None:
    for exercise in ("quad-set", "clam-30"):
        planned.get(f"/plans/1?q={exercise.replace('-', '+')}")
        planned.submit(press=("add", exercise))
    planned.get("/plans/1?q=zzz")
    assert "4 exercises: a first handout has 3." in planned.page.text


def test_the_order_is_mended_only_where_it_saves_getting_down_and_up(app: Flask, planned: Client) -> None:
    assert planned.page.buttons("mend_order") == []
    planned.submit(press=("add", "quad-set"))
    planned.get("/plans/1?q=zzz")
    assert "Another order needs fewer changes of position" in planned.page.text
    planned.submit(press=("mend_order", "phase-1"))
    assert set(list(plan_of(app))[:2]) == {"bridge", "quad-set"}
    assert planned.page.buttons("mend_order") == []


def test_a_jump_since_the_last_handout_is_said_and_taken_back(app: Flask, planned: Client) -> None:
    planned.get("/plans/1/preview")
    planned.submit("/plans/1/issue")
    put(app, "bridge", sets=5, reps=15, reps_goal=None, hold_s=10)
    page = planned.get("/plans/1?q=zzz")
    assert "Since the last handout: Bridge: " in page.text
    assert "changes at once; make one (consensus)" in page.text
    before = plan_of(app)["bridge"]
    planned.submit(press=("as_before", "bridge"))
    assert plan_of(app)["bridge"] != before
    assert "Since the last handout" not in planned.page.text


def test_signs_and_mechanisms_say_what_answers_them_and_where_to_look(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/signs")
    ruth.submit(press=("draft", "1"), findings=["quad-weak", "tight-calf"])
    checks = words_of(ruth.page.one("div", id="checks-live"))
    assert "not yet" not in checks
    assert "none of its usual answers" not in checks
    for key in plan_of(app):
        ruth.submit(press=("remove", key))
    checks = words_of(ruth.page.one("div", id="checks-live"))
    assert "A later phase answers it." in checks or "Show what answers it" in checks
    for phase in ruth.page.buttons("remove_phase")[1:]:
        ruth.submit(press=("remove_phase", phase))
    assert "Tight calf: none of its usual answers is in the plan." in ruth.page.text
    assert "/plans/1?q=Tight+calf" in [a.get("href") for a in ruth.page.all("a")]


def test_a_press_on_something_that_is_gone_is_kind(app: Flask, planned: Client) -> None:
    values = planned.page.values(planned.page.one("form", id="plan"))
    for act, value in (
        ("mend_dose", "gone sets"),
        ("mend_dose", "bridge"),
        ("once_a_day", "gone"),
        ("dose_for", "bridge nothing"),
        ("dose_for", "gone strength"),
        ("mend_order", "phase-9"),
        ("as_before", "gone"),
        ("set_review", "tomorrow"),
        ("set_review", "0001-01-01"),
        ("set_review", "9999-12-31"),
    ):
        answer = planned.http.post("/plans/1", data={**values, act: value})
        assert answer.status_code in (302, 409), act
    assert list(plan_of(app)) == ["bridge", "sit-to-stand"]
    planned.get("/plans/1/about")
    assert not planned.page.one("input", name="review_on").get("value")
