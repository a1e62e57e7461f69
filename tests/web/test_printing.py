"""From a plan to paper: how it is printed, what the examiner stops, and what a failure leaves behind."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from hep.records import store
from hep.records.model import ClinicRow, HandoutRow, PlanRow, PrecautionRow
from hep.web import paper
from tests.conftest import SignIn
from tests.pages import Client, words_of
from tests.web.conftest import add_ruth, begin_plan, pdf_text


@pytest.fixture
def desk(house: Flask) -> Client:
    """Alice with a new plan of her own patient: two exercises in one phase."""
    alice = SignIn(house)("alice")
    add_ruth(alice)
    begin_plan(alice, int(alice.path.rsplit("/", 1)[-1]))
    return alice


def plan_of(client: Client) -> str:
    """The address of the plan in hand."""
    return client.path


def issued(app: Flask) -> tuple[int, int]:
    """How many numbers Alice's clinic gave out, and how many handouts it has."""
    with store.open_session(app.extensions["hep.engine"]) as session:
        clinic = session.get_one(ClinicRow, 1)
        rows = session.scalars(select(HandoutRow.number).where(HandoutRow.clinic_id == clinic.id)).all()
        return clinic.handouts_issued, len(rows)


def revision_of(app: Flask, plan: str) -> int:
    with store.open_session(app.extensions["hep.engine"]) as session:
        return session.get_one(PlanRow, int(plan.rsplit("/", 1)[-1])).revision


def newest(app: Flask) -> HandoutRow:
    with store.open_session(app.extensions["hep.engine"]) as session:
        return session.scalars(select(HandoutRow).order_by(HandoutRow.id.desc())).first()  # type: ignore[return-value]


# -- how it is printed


def test_options_are_remembered_with_the_plan_and_issued(house: Flask, desk: Client) -> None:
    plan = plan_of(desk)
    before = revision_of(house, plan)
    desk.get(f"{plan}/preview")
    chosen = {"layout": "large-print", "paper": "Letter", "log_weeks": "0", "education": "y"}
    page = desk.submit(f"{plan}/printing", **chosen)
    values = page.values(page.form(f"{plan}/printing"))
    assert (values["layout"], values["paper"], values["log_weeks"]) == ("large-print", "Letter", "0")
    assert values["education"] == ["y"]
    assert revision_of(house, plan) == before, "a page of the plan that is open elsewhere is not out of date"
    draft = PdfReader(BytesIO(desk.raw(f"{plan}/preview.pdf").data))
    assert [round(float(side)) for side in draft.pages[0].mediabox[2:]] == [612, 792]
    desk.submit(f"{plan}/issue")
    kept = newest(house)
    assert (kept.layout, kept.paper) == ("large-print", "Letter")
    assert "Large print" in desk.page.text
    text = desk.raw(f"{desk.path}/note.txt").get_data(as_text=True)
    assert "what may be noticed and what helps" in text
    assert "log to tick" not in text


def test_the_pages_that_are_shown_are_those_that_would_be_issued(desk: Client) -> None:
    page = desk.get(f"{plan_of(desk)}/preview")
    shown = [image.get("src") or "" for image in page.all("img") if "/preview/" in (image.get("src") or "")]
    assert len(shown) == len(PdfReader(BytesIO(desk.raw(f"{desk.path}.pdf").data)).pages)
    assert desk.raw(shown[0]).mimetype == "image/png"


def test_phases_can_be_printed_together(house: Flask, desk: Client) -> None:
    plan = plan_of(desk)
    desk.submit(press=("add_phase", "1"))
    desk.get(f"{plan}?q=quad+set")
    desk.submit(press=("add", "quad-set"))
    page = desk.get(f"{plan}/preview")
    assert page.values(page.form(f"{plan}/printing"))["phases"] == ["phase-2"], "where the patient stands"
    desk.submit(f"{plan}/printing", phases=["phase-1", "phase-2"])
    text = pdf_text(desk.raw(f"{plan}/preview.pdf").data)
    assert "Bridge" in text
    assert "Quad set" in text
    desk.submit(f"{plan}/issue")
    assert newest(house).exercises == 3
    note = desk.raw(f"{desk.path}/note.txt").get_data(as_text=True)
    assert "Bridge" in note
    assert "Quad set" in note


@pytest.mark.parametrize(
    "wrong", [{"layout": "magic"}, {"paper": "A3"}, {"log_weeks": "3"}, {"phases": ["phase-1", "phase-9"]}]
)
def test_options_that_nobody_offers_are_refused_beside_the_field(
    house: Flask, desk: Client, wrong: dict[str, Any]
) -> None:
    plan = plan_of(desk)
    desk.get(f"{plan}/preview")
    fields = {"layout": "picture", "phases": ["phase-1"], **wrong}
    page = desk.submit(f"{plan}/printing", status=422, **fields)
    assert len(page.errors) == 1
    page = desk.get(f"{plan}/preview")
    assert page.values(page.form(f"{plan}/printing"))["layout"] == "standard", "nothing of it was kept"


# -- the examiner


def test_the_preview_shows_what_the_examiner_says_and_the_handout_keeps_it(house: Flask, desk: Client) -> None:
    plan = plan_of(desk)
    page = desk.get(f"{plan}/preview")
    examined = words_of(page.one("section", aria_labelledby="examined-title"))
    assert "PEMAT-P" in examined
    assert "of 19CERT" in examined
    warnings = [words_of(one) for one in page.all("li", class_="is-caution")]
    assert any("next check" in one for one in warnings), warnings
    desk.submit(f"{plan}/issue")
    kept = newest(house).examined
    assert kept["pemat"] >= 90
    assert any("next check" in one["fact"] for one in kept["warnings"])
    panel = words_of(desk.page.one("section", aria_labelledby="examined-title"))
    assert all(one["fact"] in panel for one in kept["warnings"])
    assert "by Alice Moreau." in panel


def test_nothing_is_issued_over_a_block(house: Flask, desk: Client) -> None:
    plan, before = plan_of(desk), issued(house)
    with store.open_session(house.extensions["hep.engine"], writes=True) as session:
        patient = session.get_one(PlanRow, int(plan.rsplit("/", 1)[-1])).patient
        patient.precautions.append(PrecautionRow(code="KNEE-FLARE", side="left"))
        session.commit()
    page = desk.get(f"{plan}/preview")
    assert "It cannot be issued yet" in page.text
    findings = list(page.one("section", aria_labelledby="examined-title").iter("li"))
    assert findings[0].get("class") == "is-stop", "blocks come first"
    page = desk.submit(f"{plan}/issue", status=422)
    assert page.title.startswith("There is a problem")
    assert "Sit to stand" in words_of(page.one("section", aria_labelledby="examined-title"))
    assert issued(house) == before


# -- when it fails


def test_a_failure_in_drawing_leaves_everything_as_it_was_and_says_what_to_do(
    house: Flask, desk: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan, before = plan_of(desk), issued(house)
    revision, secret = revision_of(house, plan), "the goal of " + "Ruth"

    def fails(*args: Any, **more: Any) -> bytes:
        raise RuntimeError(secret)

    paper._drawn.cache_clear()
    with monkeypatch.context() as broken:
        broken.setattr("hep.issuing.render", fails)
        page = desk.submit(f"{plan}/issue", status=422)
        assert "The handout could not be made" in page.text
        assert "Try another layout or fewer phases." in page.text
        assert "plan is safe and unchanged. No number was used." in page.text
        assert secret not in page.html + caplog.text
        assert "RuntimeError" in caplog.text
        assert desk.get(f"{plan}/preview").one("section", aria_labelledby="how-title") is not None
        assert desk.get(f"{plan}/preview.pdf", status=422).h1 == "The handout could not be made"
    assert (issued(house), revision_of(house, plan)) == (before, revision)
    desk.get(f"{plan}/preview")
    desk.submit(f"{plan}/issue")
    assert issued(house) == (before[0] + 1, before[1] + 1), "the number was not lost"


def test_what_does_not_fit_a_layout_is_said_instead_of_printed(house: Flask, desk: Client) -> None:
    plan, before = plan_of(desk), issued(house)
    token = desk.page.values(desk.page.form(plan))["csrf_token"]
    for exercise in ("quad-set", "heel-slide", "glute-set", "mini-squat", "split-squat", "wall-sit", "squat"):
        desk.http.post(plan, data={"csrf_token": token, "revision": revision_of(house, plan), "add": exercise})
    desk.get(f"{plan}/preview")
    page = desk.submit(f"{plan}/printing", layout="one-page")
    assert "holds at most 8 exercises" in page.text
    assert "holds at most 8 exercises" in desk.submit(f"{plan}/issue", status=422).text
    assert issued(house) == before


def test_one_version_is_issued_once_however_often_the_button_is_pressed(house: Flask, desk: Client) -> None:
    plan = plan_of(desk)
    desk.get(f"{plan}/preview")
    form = desk.page.values(desk.page.form(f"{plan}/issue"))
    desk.submit(f"{plan}/issue")
    once, first = issued(house), desk.path
    page = desk.post(f"{plan}/issue", **{name: form[name] for name in ("revision", "version")})
    assert desk.path == first
    assert "Version 1 was issued already" in page.text
    assert issued(house) == once
