"""Protocols of the clinic: saved from a plan, found, copied, archived, begun from; and every change said on the way."""

from flask import Flask

from hep.records import store
from hep.records.model import PlanRow
from tests.pages import Client
from tests.web.conftest import add_ruth, count

OURS = "/protocols/ours/1"


def begin(client: Client, patient: int, protocol: str, status: int = 200, **fields: str) -> Client:
    client.get(f"/patients/{patient}/plans/new?protocol={protocol}")
    client.submit(status=status, **fields)
    return client


def save(client: Client, name: str = "Night shift knees", who: str = "For people who stand at work.") -> Client:
    client.get("/plans/1/protocol")
    client.submit(name=name, who=who)
    return client


def exercises(app: Flask, plan: int) -> list[str]:
    with store.open_session(app.extensions["hep.engine"]) as session:
        row = session.get_one(PlanRow, plan)
        return [one.exercise for phase in row.phases for one in phase.prescriptions]


def test_a_plan_is_saved_for_the_whole_clinic_without_its_patient(app: Flask, planned: Client, bob: Client) -> None:
    planned.get("/plans/1/about")
    planned.submit(goal="Ruth's own goal.")
    page = save(planned).page
    assert page.h1 == "Night shift knees"
    assert "Saved by Alice Moreau" in page.text
    text = bob.get("/protocols?show=ours").text
    assert "For people who stand at work." in text
    for page in (bob.get(OURS), bob.get("/protocols?show=ours")):
        assert "Ruth" not in page.text
        assert "goal" not in page.text
    bob.get("/patients/new")
    bob.submit(name="Nora Haddad", side="right")
    begin(bob, 2, "own-1")
    assert exercises(app, 2) == exercises(app, 1)
    assert "From the protocol Night shift knees" in bob.page.text
    assert "Nothing had to be changed" in bob.page.text


def test_ours_are_searched_edited_copied_archived_and_brought_back(planned: Client) -> None:
    save(planned)
    assert "Night shift knees" in planned.get("/protocols?show=ours&q=stand+at+work").text
    assert "Night shift knees" in planned.get("/protocols?show=ours&q=bridge").text, "by an exercise in it"
    assert "No protocol has all of “swimming”" in planned.get("/protocols?show=ours&q=swimming").text
    planned.get(f"{OURS}/edit")
    assert planned.submit(name="Long shifts").h1 == "Long shifts"
    planned.submit(f"{OURS}/copy")
    assert planned.page.one("input", name="name").get("value") == "Copy of Long shifts"
    planned.get(OURS)
    assert "Archived on" in planned.submit(f"{OURS}/archive").text
    assert [words for words in ("Copy of Long shifts", "Long shifts,") if words in listed(planned, "ours")] == [
        "Copy of Long shifts"
    ]
    assert "Long shifts" in listed(planned, "archived")
    begin(planned, 1, "own-1")
    planned.get("/protocols?show=archived")
    planned.submit(f"{OURS}/restore")
    assert planned.get("/protocols?show=archived").text.count("Nothing is archived") == 1


def listed(client: Client, show: str) -> str:
    return client.get(f"/protocols?show={show}").text


def test_one_of_the_library_is_copied_to_the_clinic(app: Flask, alice: Client) -> None:
    alice.get("/protocols/knee-osteoarthritis")
    alice.submit("/protocols/knee-osteoarthritis/copy")
    assert alice.page.h1 == "Edit Knee osteoarthritis"
    assert count(app, "protocol") == 1
    add_ruth(alice)
    begin(alice, 1, "own-1")
    begin(alice, 1, "knee-osteoarthritis")
    assert exercises(app, 1) == exercises(app, 2)


def test_what_is_wrong_comes_back(app: Flask, planned: Client) -> None:
    planned.get("/plans/1/protocol")
    page = planned.submit(status=422, name=" ", who="Kept.")
    assert "Give the protocol a name" in page.error_beside("name")
    assert (page.one("textarea", name="who").text or "").strip() == "Kept."
    planned.submit(status=422, name="x" * 61)
    planned.submit(status=422, name="Fine", who="x" * 301)
    planned.get("/patients/1/plans/new")
    planned.submit()
    planned.get("/plans/2/protocol")
    assert "The plan is empty." in planned.submit(status=422, name="Nothing").text
    assert count(app, "protocol") == 0


def test_two_people_at_one_protocol(planned: Client, bob: Client) -> None:
    save(planned)
    planned.get(f"{OURS}/edit")
    bob.get(f"{OURS}/edit")
    bob.submit(name="Bob's name")
    page = planned.submit(status=409, name="Alice's name")
    assert "Now saved: Bob's name." in page.text
    assert planned.submit().h1 == "Alice's name"


def test_another_clinic_neither_sees_nor_touches_it(app: Flask, planned: Client, charlie: Client) -> None:
    save(planned)
    for address in (OURS, f"{OURS}/edit", f"{OURS}/begin"):
        charlie.get(address, status=404)
    charlie.get("/patients/new")
    charlie.submit(name="Nora Haddad", side="left")
    charlie.get("/patients/2/plans/new")
    token = charlie.page.values(charlie.page.form())["csrf_token"]
    for act in ("edit", "copy", "archive", "restore"):
        assert charlie.http.post(f"{OURS}/{act}", data={"csrf_token": token, "name": "Mine"}).status_code == 404
    assert "Night shift knees" not in charlie.page.text
    charlie.submit(status=422, protocol="own-1")
    assert count(app, "plan") == 1
    assert "Night shift knees" in listed(planned, "ours")


def test_a_protocol_is_made_to_fit_and_every_change_says_why(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="THA-POST", precaution__0__side="left")
    page = begin(ruth, 1, "knee-osteoarthritis").page
    assert "From the protocol Knee osteoarthritis" in page.text
    assert "What was changed, and why" in page.text
    assert "Sit to stand → Sit to stand from a high seat: it bends the hip past 90°" in page.text
    assert "Hip replaced, from behind rules that out (verified)" in page.text
    assert "sit-to-stand" not in exercises(app, 1)


def test_no_plan_is_begun_from_a_protocol_under_a_red_flag(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="DVT-SUSPECT", precaution__0__side="left")
    page = begin(ruth, 1, "knee-osteoarthritis", 422).page
    assert "Refer first, no plan is begun." in page.error_beside("protocol")
    assert count(app, "plan") == 0
