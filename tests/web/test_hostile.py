"""What only a program sends: too much, too long, broken. A sentence each, never an error page, never a worker that
stands still.
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event

from hep.records import clinics, store
from hep.web.account import EMAIL
from hep.web.forms import MOST_MARKS, MOST_READ, clean
from tests.conftest import SignIn
from tests.houses import House, Program
from tests.pages import Client

# -- text


@pytest.mark.parametrize("mark", ["\u0300", "\u0f73", "\u0344"], ids=["of class 230", "of class 0", "of two"])
def test_a_letter_keeps_no_more_marks_than_can_be_composed_at_once(mark: str) -> None:
    text = clean(f"e{mark * 400} and é")
    assert text.endswith(" and é")
    assert sum(unicodedata.category(one)[0] == "M" for one in text) <= 2 * MOST_MARKS


def test_of_a_text_without_end_the_beginning_is_read() -> None:
    assert clean("x" * 1_000_000) == "x" * MOST_READ


TOO_LONG = {"an address of dots": f"a@{'.' * 70_000}@", "letters that grow": f"{'İ' * 249}@a.bc"}


@pytest.mark.parametrize("typed", TOO_LONG.values(), ids=TOO_LONG)
def test_an_email_that_is_too_long_is_refused_for_that_alone(alice: Client, typed: str) -> None:
    alice.get("/account")
    page = alice.submit("/account", status=422, email=typed)
    assert page.errors == ["At most 254 letters fit here."]


@pytest.mark.parametrize(
    ("email", "good"),
    [("a@b.cd", True), ("a.b+c@d-e.f.gh", True), ("anna@localhost", True), ("ä@ö.de", True),
     ("a@b", False), ("a@b..cd", False), ("a@.b", False), ("a@b.", False), ("a@@b.cd", False), ("@b.cd", False)],
)  # fmt: skip
def test_what_an_email_address_looks_like(email: str, good: bool) -> None:
    assert bool(EMAIL.regex.match(email)) is good


def test_a_dose_of_thousands_of_digits_is_refused_beside_its_field(planned: Client) -> None:
    planned.get("/plans/1?edit=bridge&q=quad+set")
    page = planned.submit("/plans/1/prescriptions/bridge", status=422, said=f"{'9' * 5000} sets")
    assert "At most 120 letters fit here." in page.text


def test_a_patient_has_at_most_thirty_precautions(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    rows = {f"precaution-{number}-{field}": "" for number in range(400) for field in ("code", "side")}
    page = ruth.submit(status=422, **rows)
    assert page.errors == ["At most 30 precautions fit here. The others are not kept."]
    assert len([one for one in page.all("select") if (one.get("name") or "").endswith("-code")]) == 30


# -- addresses and names


def test_an_edit_may_be_named_by_anything(planned: Client) -> None:
    planned.get("/plans/1?q=quad+set")
    revision = planned.page.values(planned.page.form("/plans/1"))["revision"]
    page = planned.post("/plans/1?q=quad+set", revision=revision, add="clam-60", token="a\x00b")
    assert "clam-60" in page.buttons("remove")


def test_the_first_copy_of_a_class_has_a_number_that_there_is(alice: Client) -> None:
    alice.get("/print")
    page = alice.submit("/print/class", protocol="knee-osteoarthritis", copies="1", side="left", first="9" * 30)
    assert "Class copy 20" in page.text


@pytest.mark.parametrize("referrer", ["https://[", "https://x:abc/"])
def test_a_form_from_a_page_without_a_proper_address_is_refused(alice: Client, referrer: str) -> None:
    alice.get("/account")
    sent = {**alice.page.values(alice.page.form("/account")), "name": "Someone Else"}
    for scheme in ("http", "https"):
        answer = alice.http.post("/account", base_url=f"{scheme}://localhost", data=sent, headers={"Referer": referrer})
        assert answer.status_code == 400
    assert "Someone Else" not in alice.get("/account").html


# -- many at once


@pytest.fixture
def impatient(houses: Callable[[str], House], programs: Callable[[House, str], Program]) -> Iterator[Program]:
    """The program on SQLite, which does not wait for another writer here."""
    program = programs(houses("sqlite"), "test")
    program.put_back("cast")
    engine = program.app.extensions["hep.engine"]

    def never_wait(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout = 0")

    event.listen(engine, "checkout", never_wait)
    yield program
    event.remove(engine, "checkout", never_wait)
    engine.dispose()


def test_who_waited_too_long_for_another_writer_is_asked_to_try_again(
    impatient: Program, caplog: pytest.LogCaptureFixture
) -> None:
    alice = SignIn(impatient.app)("alice")
    alice.get("/account")
    with store.open_session(impatient.app.extensions["hep.engine"], writes=True) as other:
        clinics.any_clinic(other)
        page = alice.submit("/account", status=503, name="Alice Cole")
    assert "Try again" in page.text
    assert "database was locked" in caplog.text
    alice.get("/account")
    assert "Your account is saved" in alice.submit("/account", name="Alice Cole").text
