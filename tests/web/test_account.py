"""Signing in and out, and a person's own account."""

import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from hep.records import store
from hep.records.model import ClinicianRow
from hep.web.access import is_local
from tests.conftest import CAST, PASSWORD
from tests.pages import Client
from tests.web.conftest import add_ruth

NEW = "another short sentence"


@pytest.mark.parametrize(
    ("email", "password"), [("alice@lake.example", "wrong password"), ("nobody@lake.example", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_email_read_the_same(anyone: Client, email: str, password: str) -> None:
    anyone.get("/sign-in")
    page = anyone.submit(status=422, email=email, password=password)
    assert page.errors == ["This e-mail and this password do not belong together."]
    assert page.one("input", name="email").get("value") == email
    assert anyone.get("/").h1 == "Sign in"


def test_who_signs_in_comes_back_to_the_page_that_was_asked_for(anyone: Client) -> None:
    anyone.get("/patients?show=mine")
    assert anyone.page.h1 == "Sign in"
    assert "next=" in anyone.response.request.url
    data = {**anyone.page.values(anyone.page.form()), "email": "alice@lake.example", "password": PASSWORD}
    answer = anyone.http.post(anyone.response.request.full_path, data=data)
    assert answer.location == "/patients?show=mine"


def test_two_pages_opened_at_once_after_signing_in_have_one_token(anyone: Client) -> None:
    anyone.get("/sign-in")
    data = {**anyone.page.values(anyone.page.form()), "email": "alice@lake.example", "password": PASSWORD}
    anyone.http.post("/sign-in", data=data)
    with anyone.http.session_transaction() as session:
        assert session["csrf_token"]


OUTSIDE = ["//evil.example", "https://evil.example", "http:evil.example", "/\\evil.example", "\\\\evil.example",
           "/\t/evil.example", "/\n/evil.example", " //evil.example", "javascript:alert(1)", "evil.example",
           "///evil.example", "/\r\nLocation: //evil.example", "https:/evil.example", "\x00//evil.example"]  # fmt: skip


@pytest.mark.parametrize("address", OUTSIDE)
def test_after_signing_in_nobody_is_led_outside(anyone: Client, address: str) -> None:
    anyone.get("/sign-in")
    data = {**anyone.page.values(anyone.page.form()), "email": "alice@lake.example", "password": PASSWORD}
    answer = anyone.http.post("/sign-in", query_string={"next": address}, data=data)
    assert answer.status_code == 302
    assert answer.location == "/" or ("evil" not in answer.location.partition("/")[0] and answer.location[1:2] != "/")
    assert len(answer.headers.get_all("Location")) == 1


@pytest.mark.parametrize(
    ("address", "local"),
    [("/", True), ("/patients?q=a//b", True), ("", False), ("patients", False), ("//[", False), ("http://[", False)],
)
def test_only_a_path_of_this_program_is_local(address: str, local: bool) -> None:
    assert is_local(address) is local


def test_signing_out_ends_the_session(alice: Client) -> None:
    alice.get("/account")
    alice.submit("/sign-out")
    assert alice.get("/patients").h1 == "Sign in"


def test_signing_in_begins_a_session_of_ones_own(alice: Client) -> None:
    alice.get("/sign-in")
    alice.submit(email=CAST["charlie"][0].email, password=PASSWORD)
    assert alice.get("/account").one("input", name="email").get("value") == "charlie@hill.example"


def test_the_session_of_a_person_who_left_ends_at_once(app: Flask, bob: Client) -> None:
    assert bob.get("/").h1.endswith("Bob")
    with store.open_session(app.extensions["hep.engine"], writes=True) as session:
        session.get_one(ClinicianRow, 2).active = False
        session.commit()
    assert bob.get("/").h1 == "Sign in"


def test_a_new_password_ends_the_other_sessions_and_not_this_one(
    alice: Client, sign_in: Callable[[str], Client]
) -> None:
    elsewhere = sign_in("alice")
    alice.get("/account")
    alice.submit("/account/password", old=PASSWORD, new=NEW)
    assert alice.get("/patients").h1 == "Patients"
    assert elsewhere.get("/patients").h1 == "Sign in"
    elsewhere.submit(status=422, email="alice@lake.example", password=PASSWORD)
    assert elsewhere.submit(email="alice@lake.example", password=NEW).h1.endswith("Alice")


def test_a_wrong_old_password_changes_nothing_and_the_rest_of_the_page_still_works(alice: Client) -> None:
    alice.get("/account")
    page = alice.submit("/account/password", status=422, old="not it", new=NEW)
    assert page.error_beside("old") == "This is not your password."
    page = alice.submit("/account", name="Alice Cole", credential="PT", email="alice@lake.example")
    assert "Your account is saved" in page.text
    assert page.one("input", name="name").get("value") == "Alice Cole"


def test_an_email_of_someone_else_is_refused_and_all_that_was_typed_stays(alice: Client) -> None:
    alice.get("/account")
    page = alice.submit("/account", status=422, name="Alice Cole", email="BOB@lake.example")
    assert "Someone else" in page.error_beside("email")
    assert page.one("input", name="name").get("value") == "Alice Cole"
    assert alice.get("/account").one("input", name="name").get("value") == "Alice Moreau"


def test_set_up_is_closed_once_there_is_a_clinic(alice: Client, anyone: Client) -> None:
    assert anyone.get("/set-up").h1 == "Sign in"
    token = anyone.page.values(anyone.page.form())["csrf_token"]
    answer = anyone.http.post("/set-up", data={"csrf_token": token, "name": "Mine", "code": "AAAA-AAAA"})
    assert answer.location == "/sign-in"


def test_without_a_code_on_file_no_code_is_right(empty_app: Flask) -> None:
    client = Client(empty_app)
    client.get("/set-up")
    for code in ("", "-", "None"):
        assert "code" in client.submit(status=422, code=code).error_beside("code")


def test_today_shows_what_to_go_on_with(alice: Client) -> None:
    add_ruth(alice)
    assert "No plans yet" in alice.get("/").text
    alice.get("/patients/1/plans/new")
    alice.submit(protocol="knee-osteoarthritis", review_on="2020-01-01")
    alice.submit("/plans/1/issue")
    page = alice.get("/")
    for words in ("Ruth Abara", "overdue", "H-000001, Ruth Abara", "Phase 1 of"):
        assert words in page.text, words


@pytest.fixture
def patients_gone(app: Flask, alice: Client) -> Iterator[None]:
    """Nothing about patients works any more."""
    with app.extensions["hep.engine"].begin() as connection:
        connection.execute(text("ALTER TABLE patient RENAME TO gone"))
    yield
    with app.extensions["hep.engine"].begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO patient"))


@pytest.mark.usefixtures("patients_gone")
def test_an_error_of_the_database_tells_the_log_no_name(alice: Client, caplog: pytest.LogCaptureFixture) -> None:
    alice.get("/account")
    with caplog.at_level(logging.DEBUG, "hep"):
        page = alice.post("/patients/new", status=500, name="Ruth Abara", side="left", born="1959",
                          **{f"precaution-0-{field}": "" for field in ("code", "side", "until")})  # fmt: skip
    assert "Unexpected error" in caplog.text
    assert "Ruth" not in caplog.text
    assert "gone" not in page.text
