"""What a precaution rules out stops the handout until it is swapped, removed, or kept with a written reason."""

import pytest
from flask import Flask

from tests.pages import Client
from tests.web.conftest import begin_plan, count, pdf_text

REASON = "Surgeon Lee allows this seat from week 6 on."


@pytest.fixture
def operated(ruth: Client) -> Client:
    """Alice, and Ruth whose plan holds a bridge and a sit to stand; her left hip is replaced."""
    begin_plan(ruth)
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="THA-POST", precaution__0__side="left", precaution__0__weeks="6")
    ruth.get("/plans/1?q=zzz")
    return ruth


def issue(client: Client, status: int = 200) -> Client:
    client.get("/plans/1/preview")
    client.submit("/plans/1/issue", status=status)
    return client


def test_it_stands_first_among_the_checks_with_three_ways_on(operated: Client) -> None:
    text = operated.page.text
    said = "Sit to stand is ruled out: bends the hip past 90°. Hip replaced, from behind: "
    assert said in text
    assert text.index(said) < text.index("Mechanisms answered")
    assert "sit-to-stand sit-to-stand-high" in operated.page.buttons("swap")
    assert operated.page.link("Keep it and say why: Sit to stand") == "/plans/1?keep=sit-to-stand&q=zzz"


def test_the_handout_is_not_issued_until_it_is_settled(app: Flask, operated: Client) -> None:
    issue(operated, 422)
    assert count(app, "handout") == 0
    operated.get("/plans/1?q=zzz")
    operated.submit(press=("swap", "sit-to-stand sit-to-stand-high"))
    assert "is ruled out" not in operated.page.text
    issue(operated)
    assert count(app, "handout") == 1


def test_a_reason_has_to_be_written(app: Flask, operated: Client) -> None:
    refused = {"": "Write why this is safe for this patient, in a few words.", "  ": "Write why", "x" * 301: "300"}
    for reason, sentence in refused.items():
        operated.get("/plans/1?q=zzz&keep=sit-to-stand")
        page = operated.submit("/plans/1/keep/sit-to-stand", status=422, reason=reason)
        assert sentence in page.error_beside("keep-reason")
        assert (page.one("textarea", id="keep-reason").text or "").strip() == reason.strip()
    assert count(app, "override") == 0


def test_the_reason_stays_beside_the_plan_and_never_reaches_the_patient(app: Flask, operated: Client) -> None:
    page = operated.get("/plans/1?q=zzz&keep=sit-to-stand")
    assert "6 weeks ago. Until lifted by the surgeon. A surgeon’s written limit wins." in page.text
    page = operated.submit("/plans/1/keep/sit-to-stand", reason=REASON)
    assert "Sit to stand is kept, though ruled out" in page.text
    assert "Alice Moreau, " in page.text
    assert f"“{REASON}”" in page.text
    assert "Ruled out in" not in operated.get("/patients/1").text
    issue(operated)
    assert count(app, "handout") == 1
    assert REASON in operated.get("/handouts/1").text, "the therapist's page says it"
    record = operated.raw("/handouts/1/note.txt").get_data(as_text=True)
    assert "Kept against a precaution: Sit to stand (Hip replaced, from behind), by Alice Moreau, " in record
    assert f'"{REASON}"' in record
    paper = pdf_text(operated.raw("/handouts/1.pdf").data)
    assert "Sit to stand" in paper
    assert "Surgeon Lee" not in paper


def test_an_exercise_that_nothing_rules_out_asks_for_no_reason(app: Flask, operated: Client) -> None:
    assert not operated.get("/plans/1?q=zzz&keep=bridge").all("dialog", id="keep")
    assert not operated.get("/plans/1?q=zzz&keep=nothing").all("dialog", id="keep")
    operated.get("/plans/1?q=zzz&keep=sit-to-stand")
    token = operated.page.values(operated.page.form())["csrf_token"]
    answer = operated.http.post("/plans/1/keep/bridge", data={"csrf_token": token, "reason": REASON})
    assert answer.status_code == 409
    assert count(app, "override") == 0


def test_no_reason_outweighs_a_red_flag(app: Flask, operated: Client) -> None:
    operated.get("/patients/1/edit")
    operated.submit(precaution__0__code="DVT-SUSPECT")
    page = operated.get("/plans/1?q=zzz&keep=bridge")
    assert page.text.index("Refer first") < page.text.index("Phase 1"), "first of all"
    assert "Keep it and say why" not in page.text
    assert not page.all("dialog", id="keep")
    token = page.values(page.form())["csrf_token"]
    answer = operated.http.post("/plans/1/keep/bridge", data={"csrf_token": token, "reason": REASON})
    assert answer.status_code == 409
    issue(operated, 422)
    assert count(app, "handout") == 0


def test_another_clinic_keeps_nothing(app: Flask, operated: Client, charlie: Client) -> None:
    charlie.get("/patients/new")
    token = charlie.page.values(charlie.page.form())["csrf_token"]
    answer = charlie.http.post("/plans/1/keep/sit-to-stand", data={"csrf_token": token, "reason": REASON})
    assert answer.status_code == 404
    assert count(app, "override") == 0
