"""Precautions of a patient: since when, until when, and what a new one does to the open plans."""

from datetime import date, timedelta

import pytest

from hep.web.words import day
from tests.pages import Client
from tests.web.conftest import begin_plan


def note(client: Client, **fields: str) -> None:
    client.get("/patients/1/edit")
    client.submit(**{f"precaution__0__{name}": value for name, value in fields.items()})


def test_an_operation_is_so_many_weeks_ago_and_lasts_until_the_surgeon_lifts_it(ruth: Client) -> None:
    began = date.today() - timedelta(days=44)
    note(ruth, code="THA-POST", side="left", since=began.isoformat())
    said = f"{day(began)}, 6 weeks ago. Until lifted by the surgeon."
    assert said in ruth.page.text
    page = ruth.get("/patients/1/edit")
    assert page.values(page.form())["precaution-0-since"] == began.isoformat()


def test_the_weeks_do_instead_of_the_day(ruth: Client) -> None:
    note(ruth, code="STEROID-2WK", side="left", weeks="1", until=(date.today() + timedelta(days=7)).isoformat())
    assert (
        f"{day(date.today() - timedelta(days=7))}, 1 week ago. Until {day(date.today() + timedelta(days=7))}."
        in ruth.page.text
    )
    note(ruth, code="PREGNANCY-T2T3", since="", weeks="", until="")
    assert "Until lifted by the doctor." in ruth.page.text
    note(ruth, code="FALL-RISK", since="", weeks="", until="")
    assert "Until you take it away." in ruth.page.text


def test_days_that_cannot_be_are_refused_beside_the_field(ruth: Client) -> None:
    later, before = (date.today() + timedelta(days=3)).isoformat(), (date.today() - timedelta(days=30)).isoformat()
    refused = [
        ({"since": later}, "since", "This day is still to come."),
        ({"weeks": "600"}, "weeks", "Write at most 520 weeks."),
        ({"weeks": "six"}, "weeks", "Write a whole number"),
        ({"since": before, "weeks": "2"}, "weeks", "Write the day or the weeks, one of them."),
        ({"weeks": "1", "until": before}, "until", "This is before it began."),
    ]
    for typed, field, sentence in refused:
        ruth.get("/patients/1/edit")
        sent = {"code": "THA-POST", "side": "left", **typed}
        page = ruth.submit(status=422, **{f"precaution__0__{name}": value for name, value in sent.items()})
        assert sentence in page.error_beside(f"precaution-0-{field}")
        assert page.values(page.form())[f"precaution-0-{field}"] == typed[field]


@pytest.fixture
def lying(ruth: Client) -> Client:
    """Alice, and Ruth's plan of something lying and something standing."""
    begin_plan(ruth)
    return ruth


def test_a_new_precaution_says_what_it_rules_out_in_which_plan_until_it_is_settled(lying: Client) -> None:
    lying.get("/patients/1/edit")
    page = lying.submit(precaution__0__code="FRACTURE-UNHEALED", precaution__0__side="left")
    assert "Ruled out in an open plan" in page.text
    assert page.link("Bridge") == "/plans/1#rx-bridge"
    assert page.link("Sit to stand") == "/plans/1#rx-sit-to-stand"
    assert "Ruth Abara’s “Knee and hip”" in lying.get("/").text
    note(lying, code="")
    assert "Ruled out in" not in lying.page.text
    assert "Ruled out in" not in lying.get("/").text


def test_what_no_longer_holds_rules_nothing_out(lying: Client) -> None:
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    note(lying, code="FRACTURE-UNHEALED", side="left", until=yesterday)
    assert "Ruled out in" not in lying.page.text


def test_an_archived_plan_is_not_checked_again(lying: Client) -> None:
    lying.get("/patients/1")
    lying.submit("/plans/1/archive")
    note(lying, code="FRACTURE-UNHEALED", side="left")
    assert "Ruled out in" not in lying.page.text


def test_today_shows_only_what_is_the_therapists_own(lying: Client, bob: Client, charlie: Client) -> None:
    note(lying, code="FRACTURE-UNHEALED", side="left")
    assert "Ruled out in" in lying.get("/").text
    for other in (bob, charlie):
        assert "Ruled out in" not in other.get("/").text
