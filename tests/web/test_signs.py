"""From signs to a draft: red flags first, numbers that speak, mechanisms confirmed, every choice with its reason."""

from flask import Flask

from hep.records import plans, store
from hep.records.model import PlanRow
from tests.pages import Client
from tests.web.conftest import begin_plan, count

SIGNS = ["quad-weak", "trendelenburg-test", "dynamic-valgus"]


def plan_row(app: Flask, plan: int = 1) -> PlanRow:
    with store.open_session(app.extensions["hep.engine"]) as session:
        row = session.get_one(PlanRow, plan)
        _ = [one.exercise for phase in row.phases for one in phase.prescriptions]
        session.expunge_all()
        return row


def draft(client: Client, at: str = "/patients/1/signs", status: int = 200, **fields: object) -> Client:
    client.get(at)
    client.submit(press=("draft", "1"), status=status, **{"findings": SIGNS, **fields})
    return client


def test_signs_become_a_plan_with_a_reason_on_every_row(app: Flask, ruth: Client) -> None:
    page = draft(ruth, goal="Climb the stairs.", target="4").page
    assert page.h1 == "Ruth Abara"
    assert "Drafted from 3 signs" in page.text
    assert "2 of 2 mechanisms answered" in page.text
    assert "A draft for a licensed therapist's judgement." in page.text
    row = plan_row(app)
    assert row.findings == ["quad-weak", "trendelenburg-test", "dynamic-valgus"]
    assert (row.goal, row.side, row.irritability) == ("Climb the stairs.", "left", "moderate")
    rows = [one for phase in row.phases for one in phase.prescriptions]
    assert len(row.phases[0].prescriptions) <= 4
    assert all(one.reason for one in rows)
    assert row.draft is not None
    assert set(row.draft["choices"]) == {one.key for one in rows}
    assert all(choice["evidence"] for choice in row.draft["choices"].values())


def test_the_page_offers_two_others_at_one_press(app: Flask, ruth: Client) -> None:
    draft(ruth)
    row = plan_row(app)
    assert row.draft is not None
    first = row.phases[0].prescriptions[0]
    other = row.draft["choices"][first.key]["alternatives"][1]["exercise"]
    assert len(row.draft["choices"][first.key]["alternatives"]) == 2
    ruth.submit(press=("swap", f"{first.key} {other}"))
    assert plan_row(app).phases[0].prescriptions[0].exercise == other


def test_a_draft_is_kept_and_then_is_the_therapists_own(app: Flask, ruth: Client) -> None:
    draft(ruth)
    before = [one.exercise for one in plan_row(app).phases[0].prescriptions]
    page = ruth.submit(press=("keep_draft", "1"))
    assert "Drafted from" not in page.text
    assert plan_row(app).draft is None
    assert [one.exercise for one in plan_row(app).phases[0].prescriptions] == before


def test_the_signs_are_counted_before_anything_is_drafted(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/signs")
    page = ruth.submit(press=("count", "1"), findings=SIGNS, goal="Kept.")
    assert "Muscle instability2 signs" in page.text.replace(" 2 signs", "2 signs")
    assert "Weak quadriceps, Trendelenburg sign" in page.text
    assert page.values(page.form())["findings"] == SIGNS
    assert page.one("input", name="goal").get("value") == "Kept."
    assert count(app, "plan") == 0


def test_the_therapist_overrules_what_the_signs_point_to(app: Flask, ruth: Client) -> None:
    draft(ruth, mechanisms=["gait-changes"])
    assert plan_row(app).mechanisms == ["gait-changes"]


def test_a_number_past_its_cut_off_is_a_sign_and_is_kept(app: Flask, ruth: Client) -> None:
    page = ruth.get("/patients/1/signs")
    fields = {words: one for one, words in numbers(ruth).items()}
    ruth.submit(
        press=("draft", "1"), **{fields["Single heel raises, raises"]: "4", fields["Straight leg raise, °"]: "85"}
    )
    assert plan_row(app).findings == ["gait-no-push-off"]
    page = ruth.get("/patients/1/measured")
    assert "Speaks for: No push-off (below 10 raises; consensus)" in page.text
    assert "Does not speak for: Tight hamstrings" in page.text
    assert "last 4," in ruth.get("/patients/1/signs").text


def numbers(client: Client) -> dict[str, str]:
    """Name of the field -> its label."""
    labels = {label.get("for"): (label.text or "").strip() for label in client.page.all("label")}
    return {
        (one.get("name") or "").replace("-", "__", 1): labels[one.get("id")]
        for one in client.page.all("input")
        if (one.get("name") or "").startswith("number-") and one.get("name")
    }


def test_a_red_flag_that_is_ticked_stops_the_draft_and_gives_the_words(app: Flask, ruth: Client) -> None:
    page = draft(ruth, status=422, red=["clot", "cancer"]).page
    assert "Refer first. No plan is drafted." in page.text
    assert "It may be a blood clot: refer the same day, before any plan (verified)." in page.text
    assert "It may be cancer: refer soon" in page.text
    assert page.values(page.form())["findings"] == SIGNS, "nothing ticked is lost"
    assert count(app, "plan") == 0


def test_a_red_flag_that_is_noted_is_said_first_and_stops_the_draft(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="DVT-SUSPECT", precaution__0__side="left")
    text = ruth.get("/patients/1/signs").text
    assert text.index("Refer first. No plan is drafted.") < text.index("What do you see?")
    assert "Possible blood clot in the leg" in draft(ruth, status=422).page.text
    assert count(app, "plan") == 0


def test_a_teenager_with_a_limp_is_referred(app: Flask, alice: Client) -> None:
    alice.get("/patients/new")
    alice.submit(name="Tim", born="2013", side="left")
    page = draft(alice, status=422, findings=["gait-antalgic"]).page
    assert "refer the same day" in page.text


def test_what_cannot_be_answered_safely_names_the_precaution_and_the_question(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="NWB", precaution__0__side="left")
    page = draft(ruth, findings=["stairs-step-to", "quad-weak"]).page
    assert "Not answered" in page.text
    assert "Ruled out by: No weight on the leg" in page.text
    assert "Ask the surgeon" in page.text
    assert "exercises that a precaution rules out" in page.text


def test_what_is_wrong_comes_back_with_all_that_was_ticked(app: Flask, ruth: Client) -> None:
    refused: list[tuple[dict[str, object], str]] = [
        ({"findings": []}, "Tick a sign or name a mechanism"),
        ({"target": "99"}, "Write a number from 1 to 20."),
        ({"goal": "x" * 161}, "At most 160 letters fit here."),
        ({"keep": ["bridge"], "avoid": ["bridge"]}, "Bridge cannot be kept and avoided; choose one."),
        ({"findings": ["nothing"]}, "Choose some of these."),
        ({"irritability": "sometimes"}, "Choose one of these."),
        ({"number__0__value": "much"}, "Write a number, for example 12.5."),
    ]
    for typed, sentence in refused:
        page = draft(ruth, status=422, **{"mechanisms": [], **typed}).page
        assert any(sentence in error for error in page.errors), (typed, page.errors)
    assert count(app, "plan") == 0


def test_what_is_kept_stays_and_what_is_avoided_does_not_come(app: Flask, ruth: Client) -> None:
    draft(ruth)
    first = plan_row(app).phases[0].prescriptions[0].exercise
    draft(ruth, keep=["bridge"], avoid=[first])
    rows = [one.exercise for phase in plan_row(app, 2).phases for one in phase.prescriptions]
    assert "bridge" in rows
    assert first not in rows


# -- a plan that is there


def test_drafting_again_takes_the_place_of_the_plan_and_is_one_step_of_its_history(app: Flask, ruth: Client) -> None:
    begin_plan(ruth)
    assert "takes the place of the 2 exercises" in ruth.get("/plans/1/signs").text
    page = draft(ruth, "/plans/1/signs").page
    assert "Drafted from 3 signs" in page.text
    with store.open_session(app.extensions["hep.engine"], writes=True) as session:
        row = session.get_one(PlanRow, 1)
        step = plans.to_undo(session, row)
        assert step is not None
        plans.undo(session, row.clinician, row, row.changed_at)
        assert [one.exercise for one in row.phases[0].prescriptions] == ["bridge", "sit-to-stand"]
    page = ruth.get("/plans/1/signs")
    assert page.values(page.form())["findings"] == SIGNS


def test_an_old_page_of_signs_does_not_replace_what_somebody_else_did(app: Flask, ruth: Client, bob: Client) -> None:
    begin_plan(ruth)
    ruth.get("/plans/1/signs")
    bob.get("/plans/1?q=zzz")
    bob.submit(press=("remove", "bridge"))
    page = ruth.submit(press=("draft", "1"), status=409, findings=SIGNS)
    assert "Someone else saved this plan" in page.text
    assert [one.exercise for one in plan_row(app).phases[0].prescriptions] == ["sit-to-stand"]
    assert "Drafted from 3 signs" in ruth.submit(press=("draft", "1")).text
