"""Quick ways into a plan, one press each; and the quick handout of a clinic that keeps no names."""

from collections.abc import Sequence

import pytest
from flask import Flask

from tests.pages import Client, Page, words_of
from tests.web.conftest import count


def doses(page: Page) -> Sequence[str]:
    return [words_of(one) for one in page.all("a", class_="dose__read")]


def begun(client: Client, start: str) -> Page:
    """The plan that a press begins, with a short library beside it."""
    data = {**client.page.values(client.page.one("form", id="begin")), "from": start}
    answer = client.http.post(f"{client.path.removesuffix('new')}begin", data=data)
    assert answer.status_code == 302
    return client.get(f"{answer.location}?q=zzz")


@pytest.fixture
def nora(planned: Client) -> Client:
    """Alice on the new plan of another patient, who is treated on the other side."""
    planned.get("/plans/1/about")
    planned.submit(goal="Ruth's own goal.")
    planned.get("/plans/1?q=zzz&edit=bridge")
    planned.submit("/plans/1/prescriptions/bridge", sets="7", note="For Ruth alone.", side="left")
    planned.get("/patients/new")
    planned.submit(name="Nora Haddad", born="1989", side="right")
    planned.get("/patients/2/plans/new")
    return planned


def test_a_protocol_is_a_plan_in_one_press(ruth: Client) -> None:
    ruth.get("/patients/1/plans/new")
    page = begun(ruth, "protocol knee-osteoarthritis")
    assert "From the protocol Knee osteoarthritis" in page.text
    assert len(page.buttons("remove")) > 6
    assert ruth.submit("/plans/1/issue").h1 == "Handout H-000001"


def test_from_nothing_is_one_press_and_says_what_to_do_next(ruth: Client) -> None:
    ruth.get("/patients/1/plans/new")
    page = begun(ruth, "")
    assert "How do you want to start?" in page.text
    assert "Left" in page.text, "the side of the patient"
    ruth.get("/plans/1?q=bridge")
    assert "How do you want to start?" not in ruth.submit(press=("add", "bridge")).text


def test_an_empty_plan_is_filled_and_can_be_emptied_again(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/plans/new")
    page = begun(ruth, "")
    ruth.get(page.link("From a protocol").partition("#")[0])
    page = begun(ruth, "protocol knee-osteoarthritis")
    assert ruth.path == "/plans/1"
    assert "From the protocol Knee osteoarthritis" in page.text
    assert ruth.submit(press=("undo", "1")).buttons("remove") == []
    assert count(app, "plan") == 1


def test_the_last_plan_of_the_patient_is_copied_whole(app: Flask, planned: Client) -> None:
    planned.get("/plans/1?q=zzz&edit=bridge")
    planned.submit("/plans/1/prescriptions/bridge", sets="7", note="For Ruth alone.")
    planned.get("/patients/1/plans/new")
    page = begun(planned, "plan 1")
    assert planned.path == "/plans/2"
    assert "For Ruth alone." in page.text
    assert any("7 × " in one for one in doses(page))
    assert count(app, "plan") == 2


def test_another_patients_plan_is_found_by_name_and_copied_without_the_person(nora: Client) -> None:
    assert nora.page.buttons("from")[-1] != "plan 1", "nobody is listed before a name is searched for"
    page = nora.get("/patients/2/plans/new?q=abara")
    assert "plan 1" in page.buttons("from")
    page = begun(nora, "plan 1")
    assert any("7 × " in one for one in doses(page))
    assert "Ruth" not in page.text
    assert "own goal" not in page.text
    side = next(one for one in page.one("li", id="rx-bridge").iter("span") if one.get("class") == "side")
    assert words_of(side) == "Right", "turned to her side"


def test_nobody_copies_from_another_clinic(app: Flask, planned: Client, charlie: Client) -> None:
    charlie.get("/patients/new")
    charlie.submit(name="Karl Stone", side="left")
    charlie.get("/patients/2/plans/new?q=abara")
    assert "Ruth" not in charlie.page.text
    for start in ("plan 1", "protocol own-1", "plan x", "protocol nothing"):
        token = charlie.page.values(charlie.page.form())["csrf_token"]
        answer = charlie.http.post("/patients/2/plans/begin", data={"csrf_token": token, "from": start})
        assert answer.status_code == 404, start
    assert count(app, "plan") == 1


def test_a_red_flag_begins_nothing(app: Flask, ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="CARDIAC-UNSTABLE")
    ruth.get("/patients/1/plans/new")
    assert "Refer first" in begun(ruth, "protocol knee-osteoarthritis").text
    assert count(app, "plan") == 0


# -- without a record


def test_a_quick_handout_needs_initials_and_stays_out_of_the_patients(alice: Client) -> None:
    alice.get("/")
    alice.get(alice.page.link("Quick handout"))
    page = alice.submit(initials="r. a.", side="right", protocol="knee-osteoarthritis")
    assert page.h1 == "RA"
    assert "Quick handout" in page.text
    assert alice.submit("/plans/1/issue").h1 == "Handout H-000001"
    today = alice.get("/")
    assert "RA" in words_of(next(one for one in today.all("section") if one.get("aria-labelledby") == "quick-title"))
    assert "No patients yet" in alice.get("/patients").text
    alice.get("/patients/new")
    alice.submit(name="Nora Haddad", side="left")
    assert "plan 1" not in alice.get("/patients/2/plans/new?q=RA").buttons("from")


def test_a_quick_handout_begins_empty_or_with_signs(alice: Client) -> None:
    alice.get("/quick")
    assert "How do you want to start?" in alice.submit(initials="MB", side="left").text
    alice.get("/quick")
    alice.submit(initials="ÖZ", side="both", protocol="signs")
    assert alice.path == "/patients/2/signs"


@pytest.mark.parametrize("initials", ["", "Ruth Abara", "ABCDEF", "R2", "<b>"])
def test_what_is_not_initials_comes_back_with_a_sentence(app: Flask, alice: Client, initials: str) -> None:
    alice.get("/quick")
    page = alice.submit(status=422, initials=initials)
    assert "at most 5 letters" in page.error_beside("initials")
    assert page.one("input", name="initials").get("value") == initials
    assert count(app, "patient") == 0
