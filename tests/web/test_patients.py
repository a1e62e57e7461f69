"""Patients' pages."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from tests.pages import Client
from tests.web.conftest import count


def test_a_patient_is_found_by_a_part_of_the_name_in_any_case(ruth: Client) -> None:
    assert "Ruth Abara" in ruth.get("/patients?q=ABA").text
    page = ruth.get("/patients?q=nobody")
    assert "Nobody found for “nobody”" in page.text
    assert ruth.get(page.link("Add as a new patient")).one("input", name="name").get("value") == "nobody"


def test_each_list_has_its_patients(ruth: Client, bob: Client) -> None:
    assert "Ruth Abara" in bob.get("/patients?show=all").text
    assert "Ruth Abara" not in bob.get("/patients?show=mine").text
    assert "Ruth Abara" in ruth.get("/patients?show=mine").text
    assert "Nobody is archived" in ruth.get("/patients?show=archived").text
    assert "Ruth Abara" in ruth.get("/patients?show=anything").text


def test_a_long_list_is_turned_page_by_page(alice: Client) -> None:
    for number in range(26):
        alice.get("/patients/new")
        alice.submit(name=f"Patient {number:02}", side="left")
    page = alice.get("/patients")
    assert "Patient 24" in page.text
    assert "Patient 25" not in page.text
    assert "Patient 25" in alice.get(page.link("Next")).text


def test_an_archived_patient_leaves_the_lists_and_comes_back(ruth: Client) -> None:
    ruth.get("/patients/1")
    assert "Archived on" in ruth.submit("/patients/1/archive").text
    assert "Ruth Abara" not in ruth.get("/patients").text
    assert "Ruth Abara" in ruth.get("/patients?show=archived").text
    ruth.get("/patients/1")
    ruth.submit("/patients/1/restore")
    assert "Ruth Abara" in ruth.get("/patients").text


def test_precautions_are_kept_shown_and_taken_away(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="PFP", precaution__0__side="left", precaution__1__code="FALL-RISK",
                precaution__1__until="2199-12-31")  # fmt: skip
    assert "31 December 2199" in ruth.page.text
    page = ruth.get("/patients/1/edit")
    assert page.values(page.form())["precaution-0-code"] == "PFP"
    assert page.values(page.form())["precaution-1-until"] == "2199-12-31"
    page = ruth.submit(precaution__0__code="", precaution__1__code="")
    assert "None. Everything in the library is offered." in page.text


def test_a_precaution_of_a_leg_asks_for_the_side(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    page = ruth.submit(status=422, name="Ruth Cole", precaution__0__code="PFP")
    assert page.error_beside("precaution-0-side") == "Choose the side."
    assert page.one("input", name="name").get("value") == "Ruth Cole"
    assert page.values(page.form())["precaution-0-code"] == "PFP"


@pytest.mark.parametrize("born", ["1905", "2150", "59", "1959.5", "-1959", "nineteen"])
def test_a_year_of_birth_that_cannot_be_is_refused_beside_the_field(alice: Client, born: str) -> None:
    alice.get("/patients/new")
    page = alice.submit(status=422, name="Ruth Abara", born=born)
    assert page.error_beside("born")
    assert page.one("input", name="born").get("value") == born


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\x01", "\u00a0"])
def test_a_patient_has_a_name_that_can_be_seen(app: Flask, alice: Client, name: str) -> None:
    alice.get("/patients/new")
    assert "name" in alice.submit(status=422, name=name).error_beside("name")
    assert count(app, "patient") == 0


@pytest.mark.parametrize("form", ["/patients/new", "/quick"])
def test_no_side_is_chosen_beforehand(app: Flask, alice: Client, form: str) -> None:
    page = alice.get(form)
    assert "side" not in page.values(page.form())
    page = alice.submit(status=422, name="Ruth Abara", initials="RA")
    assert page.error_beside("side") == "Choose the side that is treated."
    assert count(app, "patient") == 0


def test_a_reference_that_is_taken_is_refused_beside_the_field(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(reference="R-1")
    ruth.get("/patients/new")
    page = ruth.submit(status=422, name="Nora Haddad", reference="R-1", side="left")
    assert page.error_beside("reference") == "R-1 is already Ruth Abara's. Choose another."
    assert page.one("input", name="name").get("value") == "Nora Haddad"


def test_a_reference_taken_at_the_same_moment_is_no_crash(app: Flask, alice: Client, bob: Client) -> None:
    ready = Barrier(2)

    def add(client: Client) -> int:
        client.get("/patients/new")
        data = {**client.page.values(client.page.form()), "name": "Ruth Abara", "reference": "R-1", "side": "left"}
        ready.wait(20)
        return client.http.post("/patients/new", data=data).status_code

    with ThreadPoolExecutor(2) as pair:
        answers = sorted(pair.map(add, (alice, bob)))
    assert answers[0] == 302
    assert answers[1] in (409, 422)
    assert count(app, "patient") == 1


def test_what_was_typed_on_an_old_page_comes_back_with_both_versions_and_can_be_kept(ruth: Client, bob: Client) -> None:
    ruth.get("/patients/1/edit")
    bob.get("/patients/1/edit")
    bob.submit(name="Ruth Bobsen")
    page = ruth.submit(status=409, name="Ruth Alison", born="1960")
    assert "Now saved: Ruth Bobsen, born 1959" in page.text
    assert page.one("input", name="name").get("value") == "Ruth Alison"
    assert page.one("input", name="born").get("value") == "1960"
    assert bob.get("/patients/1").h1 == "Ruth Bobsen"
    assert ruth.submit().h1 == "Ruth Alison"


def test_another_clinic_sees_nobody(ruth: Client, charlie: Client) -> None:
    for address in ("/", "/patients", "/patients?q=ruth", "/clinic/audit"):
        assert "Ruth" not in charlie.get(address).html
    assert "Alice" not in charlie.get("/clinic/audit").html
