"""Many handouts at once: today's patients and a class, with and without the page's script."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import event, func, select

from hep import issuing
from hep.records import handouts as archive
from hep.records import plans, protocols, store
from hep.records.archive import check_chain
from hep.records.model import HandoutRow, PatientRow, PlanRow, PrecautionRow
from tests.conftest import NOW, SignIn
from tests.pages import Client, Page, words_of
from tests.web.conftest import add_ruth, begin_plan, pdf_text

PROTOCOL = "quiet-the-knee"


@pytest.fixture(scope="module")
def desk(house: Flask) -> Client:
    """Alice with two patients whose plans were begun today; what one test leaves, the next one meets."""
    alice = SignIn(house)("alice")
    for number in (1, 2):
        add_ruth(alice)
        begin_plan(alice, number)
    return alice


def handouts(app: Flask) -> int:
    with store.open_session(app.extensions["hep.engine"]) as session:
        assert not check_chain(session, 1).findings
        return session.scalar(select(func.count()).select_from(HandoutRow)) or 0


def ticked(page: Page) -> list[str]:
    """The plans of today that are printed where nobody touches the page."""
    return list(page.values(page.form("/print/today")).get("plan", []))


def test_todays_patients_are_printed_together_and_again(house: Flask, desk: Client) -> None:
    page = desk.get(desk.get("/").link("Print many"))
    assert page.text.count("First handout.") == 2
    before = handouts(house)
    page = desk.submit("/print/today")
    assert page.h1 == "2 handouts ready"
    assert handouts(house) == before + 2
    numbers = [words_of(row) for row in page.all("th", scope="row")]
    with ZipFile(BytesIO(desk.raw(page.link("Download as ZIP")).data)) as archive:
        assert [name.removesuffix(".pdf") for name in archive.namelist()] == [one.split(",")[0] for one in numbers]
        assert archive.read(archive.namelist()[0]) == desk.raw(f"/handouts/{before + 1}.pdf").data
        pages = sum(len(PdfReader(BytesIO(archive.read(name))).pages) for name in archive.namelist())
    assert len(PdfReader(BytesIO(desk.raw(page.link("Print all as one PDF")).data)).pages) == pages
    page = desk.get("/print")
    assert page.text.count("again, nothing changed.") == 2
    assert desk.submit("/print/today").h1 == "2 handouts ready"
    assert handouts(house) == before + 2, "what did not change is the same paper"


def test_each_of_many_is_written_by_a_writer(house: Flask, desk: Client) -> None:
    """A reader that turns into a writer fails where another one wrote meanwhile (SQLite)."""
    wrote: list[Any] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO handout"):
            wrote.append(connection.get_execution_options().get(store.WRITES))

    engine = house.extensions["hep.engine"]
    event.listen(engine, "before_cursor_execute", note)
    desk.get("/print")
    desk.submit("/print/class", protocol=PROTOCOL, copies="2")
    event.remove(engine, "before_cursor_execute", note)
    assert wrote == [True, True]


def test_one_that_is_stopped_does_not_stop_the_others(house: Flask, desk: Client) -> None:
    with store.open_session(house.extensions["hep.engine"], writes=True) as session:
        row = session.get_one(PlanRow, 2)
        row.patient.precautions.append(PrecautionRow(code="KNEE-FLARE", side="left"))
        session.commit()
    page = desk.get("/print")
    assert page.text.count("again, nothing changed.") == 1
    assert "It cannot be printed yet. Sit to stand" in page.text
    assert ticked(page) == ["1"]
    page = desk.submit("/print/today", plan=["1", "2"])
    assert page.h1 == "1 handout ready"
    assert "1 could not be made" in page.text
    assert "Sit to stand" in page.text
    assert page.link("Put it right") == "/plans/2/preview"


def renamed(row: PlanRow) -> None:
    row.patient.name = "Ruth Vega"


def another_phone(row: PlanRow) -> None:
    row.clinician.clinic.phone = "555 0199"


def careful(row: PlanRow) -> None:
    row.patient.precautions.append(PrecautionRow(code="FALL-RISK", side=""))


def half_edited(row: PlanRow) -> None:
    for one in row.phases[0].prescriptions:
        if one.key == "bridge":
            one.dose = replace(one.dose, sets=4)


def another_layout(row: PlanRow) -> None:
    row.printing = {"layout": "one-page"}


@pytest.mark.parametrize(
    ("change", "words", "on_paper"),
    [
        (renamed, "the patient’s name or year of birth.", "Ruth Vega"),
        (another_phone, "what it says of the clinic.", "555 0199"),
        (careful, "the precautions.", "Take care"),
        (half_edited, "Bridge: ", "4 rounds"),
        (another_layout, "how it is printed.", "Bridge"),
    ],
)
def test_what_is_out_of_date_is_not_printed_again_but_looked_at_and_printed_anew(
    house: Flask, desk: Client, change: Callable[[PlanRow], None], words: str, on_paper: str
) -> None:
    before = handouts(house)
    with store.open_session(house.extensions["hep.engine"], writes=True) as session:
        row = session.get_one(PlanRow, 1)
        change(row)
        version = row.handouts[0].version
        session.commit()
    page = desk.get("/print")
    assert f"Changed since version {version}: {words}" in page.text
    assert "1" not in ticked(page), "nobody has looked at it"
    assert page.link("Look at it") == "/plans/1/preview"
    page = desk.submit("/print/today", plan=["1"])
    assert handouts(house) == before + 1
    assert on_paper in pdf_text(desk.raw(page.link("Print all as one PDF")).data)
    assert ticked(desk.get("/print")) == ["1"], "now it is the paper that counts"
    desk.submit("/print/today", plan=["1"])
    assert handouts(house) == before + 1


def newest_plan(app: Flask) -> str:
    with store.open_session(app.extensions["hep.engine"]) as session:
        return str(session.scalar(select(func.max(PlanRow.id))))


def test_a_voided_handout_is_never_printed_again(house: Flask, desk: Client) -> None:
    """Nor is the plan that it was made from printed anew before somebody looks at it."""
    add_ruth(desk)
    begin_plan(desk, int(desk.path.removeprefix("/patients/")))
    plan = newest_plan(house)
    assert plan in ticked(desk.get("/print"))
    desk.submit("/print/today", plan=[plan])
    with store.open_session(house.extensions["hep.engine"], writes=True) as session:
        row = session.get_one(PlanRow, int(plan))
        archive.void(session, row.clinician, row.handouts[0], "The other leg was meant.", NOW)
        session.commit()
    before = handouts(house)
    page = desk.get("/print")
    assert "Version 1 was voided." in page.text
    assert plan not in ticked(page)
    assert "version 2" in desk.submit("/print/today", plan=[plan]).text
    assert handouts(house) == before + 1


def test_a_draft_that_nobody_has_kept_is_looked_at_first(house: Flask, desk: Client) -> None:
    add_ruth(desk)
    desk.get(f"{desk.path}/plans/new")
    desk.submit(press=("from", f"protocol {PROTOCOL}"))
    plan = newest_plan(house)
    page = desk.get("/print")
    assert "A draft that nobody has kept yet." in page.text
    assert plan not in ticked(page)
    desk.get(f"/plans/{plan}")
    desk.submit(press=("keep_draft", "1"))
    assert plan in ticked(desk.get("/print"))


def test_a_class_is_for_patients_and_in_copies_without_a_name(house: Flask, desk: Client) -> None:
    before = handouts(house)
    desk.get("/print")
    page = desk.submit("/print/class", protocol=PROTOCOL, patient=["1"], copies="3", side="right")
    assert page.h1 == "4 handouts ready"
    assert "Class copy 3" in page.text
    assert handouts(house) == before + 4
    assert "Class copy" not in pdf_text(desk.raw(page.link("Print all as one PDF")).data), "a name is written by hand"
    with store.open_session(house.extensions["hep.engine"]) as session:
        copy = archive.of_numbers(session, 1, [before + 4])[before + 4]
        assert not [one for one in copy.examined["warnings"] if one["rule"] == "patient"]
    assert "Class copy" not in desk.get("/patients").text, "who has no record is in no list"
    desk.get("/print")
    assert desk.submit("/print/class", protocol=PROTOCOL, patient=["1"]).h1 == "1 handout ready"
    assert handouts(house) == before + 4, "a patient of the class has the plan already"


def test_a_class_fills_no_list_of_what_is_to_be_done(house: Flask, desk: Client) -> None:
    desk.get("/print")
    page = desk.submit("/print/class", protocol="knee-osteoarthritis", patient=["1"], copies="1")
    assert page.h1 == "2 handouts ready"
    today, name = desk.get("/"), "Knee osteoarthritis"
    assert "Class copy" not in today.text, "neither under “Quick handouts” nor under “Print again”"
    left_off = words_of(today.one("section", aria_labelledby="work-title"))
    assert name not in left_off, "not before the patient’s own plan"
    assert name not in words_of(desk.get("/print").form("/print/today"))
    with store.open_session(house.extensions["hep.engine"], writes=True) as session:
        row = session.scalars(select(PlanRow).where(PlanRow.patient_id == 1, PlanRow.title == name)).one()
        plans.save(session, row.clinician, row, plans.load(row).described(goal="Dance."), NOW.replace(year=2100))
        session.commit()
    assert name in desk.get("/").text, "who works on it finds it again"


def test_a_protocol_of_the_clinic_is_printed_for_a_class(house: Flask, desk: Client) -> None:
    with store.open_session(house.extensions["hep.engine"], writes=True) as session:
        row = session.get_one(PlanRow, 1)
        protocols.add(session, row.clinician, "Our Monday class", "Who comes on Mondays", plans.load(row), NOW)
        session.commit()
    desk.get("/print")
    page = desk.submit("/print/class", protocol="own-1", copies="1", side="right")
    assert page.h1 == "1 handout ready"
    assert "your right knee and hip" in pdf_text(desk.raw(page.link("Print all as one PDF")).data)


def test_a_script_prints_one_at_a_time(house: Flask, desk: Client) -> None:
    page = desk.get("/print")
    token = page.values(page.form("/print/class"))["csrf_token"]
    sent = {"csrf_token": token, "protocol": PROTOCOL, "copies": "1", "first": "7", "side": "left"}
    answer = desk.http.post("/print/class", data=sent, headers={"Accept": "application/json"})
    (made,) = answer.get_json()["made"]
    assert (made["name"], made["problem"]) == ("Class copy 7", "")
    assert desk.get(f"/handouts/{made['number']}").text.count("Class copy 7") >= 1
    assert page.one("section", id="progress").get("hidden") is not None, "without a script there is no bar"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose 1 to 20"),
        ({"copies": "21"}, "Choose 1 to 20"),
        ({"copies": "20", "patient": ["1"]}, "Choose 1 to 20"),
        ({"copies": "a dozen"}, "Write a whole number with digits"),
        ({"copies": "2", "protocol": "magic"}, "Choose one of these."),
        ({"patient": ["999"]}, "Choose some of these."),
    ],
)
def test_a_class_that_cannot_be_is_refused_with_a_sentence(
    house: Flask, desk: Client, fields: dict[str, Any], sentence: str
) -> None:
    before = handouts(house)
    desk.get("/print")
    page = desk.submit("/print/class", status=422, **{"protocol": PROTOCOL, **fields})
    assert any(sentence in one for one in page.errors), page.errors
    assert handouts(house) == before


def test_a_failure_in_the_middle_keeps_what_is_finished(
    house: Flask, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real, calls = handouts(house), issuing.render, iter(range(9))

    def fails_second(*args: Any, **more: Any) -> bytes:
        if next(calls) == 1:
            raise RuntimeError
        return real(*args, **more)

    monkeypatch.setattr("hep.issuing.render", fails_second)
    desk.get("/print")
    page = desk.submit("/print/class", protocol=PROTOCOL, copies="3")
    assert page.h1 == "2 handouts ready"
    assert "Class copy 2. The program failed while it drew this handout." in page.text
    assert handouts(house) == before + 2
    with store.open_session(house.extensions["hep.engine"]) as session:
        quick = session.scalars(select(PatientRow.id).where(PatientRow.quick)).all()
        plans = session.scalars(select(PlanRow.patient_id)).all()
        assert set(quick) <= set(plans), "nothing is left of the one that failed"


def test_nothing_of_it_is_there_for_another_clinic(house: Flask, desk: Client) -> None:
    charlie = SignIn(house)("charlie")
    assert charlie.get("/print/ready?numbers=1+2").h1 == "Nothing is ready"
    assert "Ruth" not in charlie.get("/print").text
    for kind in ("zip", "pdf"):
        assert charlie.get(f"/print/handouts.{kind}?numbers=1+2").h1 == "Print many at once"
    charlie.post("/print/today", plan=["1"])
    assert "Choose at least one patient" in charlie.page.text


@pytest.mark.parametrize("numbers", ["", "x", "1 x", "9" * 30, "٣", "-1"])
def test_an_address_with_anything_behind_it_opens_a_page(desk: Client, numbers: str) -> None:
    answer = desk.http.get("/print/ready", query_string={"numbers": numbers})
    assert answer.status_code == 200
