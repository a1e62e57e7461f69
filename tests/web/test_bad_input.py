"""Every field of every form with what people and robots send: refused beside the field with all that was typed
still there, or kept and shown as it was. Never an error page.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask

from hep.settings import setup_code
from tests.conftest import CAST, PASSWORD, SignIn
from tests.pages import Client, Page
from tests.web.conftest import add_ruth, begin_plan, pdf_text

BAD = {
    "nothing": "",
    "blanks": "  \t ",
    "too much": "9" * 40,
    "the wrong kind": "-1.5 abc",
    "other scripts": "تمارين ٣ 膝蓋三次 🦵🏽 👩‍⚕️",
    "control characters": "a\x00b\x07c\x1b[0m\x7f",
    "invisible letters": "\u200b\u202e\u00ad",
    "code": "<script>{{ 7*7 }}</script>' OR 1=1 --",
    "10,000 letters": "x" * 10_000,
}


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form is, which one of the page, what makes it good, and where what it kept can be read."""

    at: str
    action: str | None = None
    good: tuple[tuple[str, str], ...] = ()
    kept: str = "{at}"


LONELY = "q=no+exercise+is+called+this"  # keeps the library beside the plan short
FORMS = {
    "account": Form("/account", "/account", good=(("email", "alice@lake.example"),)),
    "password": Form("/account", "/account/password", good=(("old", PASSWORD), ("new", PASSWORD)), kept=""),
    "clinic": Form("/clinic"),
    "new patient": Form("/patients/new", good=(("name", "Nora Haddad"), ("side", "left")), kept="{path}/edit"),
    "patient": Form("/patients/1/edit"),
    "new plan": Form("/patients/1/plans/new", kept="{path}/about"),
    "plan": Form("/plans/1/about"),
    "phase": Form(f"/plans/1?phase=phase-1&{LONELY}", "/plans/1/phases/phase-1"),
    "dose": Form(f"/plans/1?edit=bridge&{LONELY}", "/plans/1/prescriptions/bridge"),
    "walk": Form(f"/plans/1?edit=walking-even-intervals&{LONELY}", "/plans/1/prescriptions/walking-even-intervals"),
    "teaching": Form("/handouts/1", "/handouts/1/teach"),
}
# Pages whose fields reach paper too, by way of a plan that is begun there.
ALSO = {
    "initials": Form("/quick", good=(("side", "left"),)),
    "plan from a protocol": Form("/patients/1/plans/new?protocol=quiet-the-knee"),
    "signs": Form("/patients/1/signs"),
    "signs of a plan": Form("/plans/1/signs"),
    "protocol": Form("/plans/1/protocol"),
}
PLAIN = {"text", "email", "tel", "date", "search", ""}
# Fields for words that stay on screen; a date, a number, an e-mail has a sentence of its own.
ON_SCREEN = {"email", "said", "review_on", "helper", "language", "questions", "response", "code"}


@pytest.fixture(scope="module")
def desk(house: Flask) -> Client:
    """Alice with a patient and a plan; what one test leaves, the next one meets."""
    alice = SignIn(house)("alice")
    add_ruth(alice)
    begin_plan(alice)
    alice.get("/plans/1?q=even")
    alice.submit(press=("add", "walking-even-intervals"))
    alice.submit("/plans/1/issue")
    return alice


def visible(page: Page, action: str | None) -> dict[str, str]:
    """The fields of a form that a person can fill in -> their kind."""
    found = {}
    for field in page.form(action).iter():
        kind = field.get("type") or "" if field.tag == "input" else field.tag
        if field.tag in ("input", "select", "textarea") and kind != "hidden" and field.get("name"):
            found[str(field.get("name"))] = kind
    return found


def wrong(page: Page) -> set[str]:
    """The fields that the summary of what is wrong leads to."""
    links = [a.get("href") or "" for box in page.all("div", class_="errors") for a in box.iter("a")]
    ids = {one.get("id") for one in page.root.iter()}
    assert all(link[1:] in ids for link in links), links
    return {link[1:] for link in links}


def words(text: Any) -> str:
    """What can be seen of a text."""
    return " ".join("".join(one for one in str(text) if one.isprintable() or one.isspace()).split())


def still_there(page: Page, action: str | None, typed: dict[str, str], kinds: dict[str, str]) -> None:
    shown = page.values(page.form(action))
    for name, value in typed.items():
        if kinds[name] in PLAIN or kinds[name] == "textarea":
            assert words(shown[name]) == words(value), name


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("form", FORMS)
def test_each_field_is_refused_with_a_sentence_or_kept(desk: Client, form: str, bad: str) -> None:
    where, typed = FORMS[form], BAD[bad]
    if form == "password" and len(typed) >= 10:
        where = replace(where, good=(("old", PASSWORD),))
        return _refuses_the_wrong_password(desk, typed)
    page = desk.get(where.at)
    kinds = visible(page, where.action)
    good = {**page.values(page.form(where.action)), **dict(where.good)}
    refused: set[str] = set()
    for _ in range(5):
        trying = {name: typed if name not in refused else good.get(name, "") for name in kinds}
        desk.response = _send(desk, where, trying)
        if desk.response.status_code != 422:
            break
        page = Page(desk.response.get_data(as_text=True))
        page.check(where.at)
        found = wrong(page)
        assert found - refused, f"nothing new is said to be wrong: {page.errors}"
        still_there(page, where.action, trying, kinds)
        refused |= found
    assert desk.response.status_code == 302, f"{page.errors} with {refused} as they were"
    _is_kept(desk, where, {name: typed for name in kinds if name not in refused}, kinds)


def to_print(page: Page, action: str | None) -> set[str]:
    """The fields for words that may be printed: all but those that are known to stay on screen."""
    written = {name for name, kind in visible(page, action).items() if kind in PLAIN or kind == "textarea"}
    return {name for name in written - ON_SCREEN if not name.startswith("precaution-")}


def cannot_be_printed(page: Page) -> set[str]:
    """The fields whose sentence names both letters, one of China's and one of India's."""
    sentence = "The handout cannot print 李 अ yet. Write this in Latin letters."
    links = [a for box in page.all("div", class_="errors") for a in box.iter("a")]
    return {(link.get("href") or "")[1:] for link in links if words("".join(link.itertext())) == sentence}


@pytest.mark.parametrize("form", [form for form in {**FORMS, **ALSO} if form not in ("password", "teaching")])
def test_letters_that_no_font_has_are_refused_in_each_field_that_may_be_printed(desk: Client, form: str) -> None:
    where = (FORMS | ALSO)[form]
    page = desk.get(where.at)
    names = to_print(page, where.action)
    assert names
    answer = _send(desk, where, page.values(page.form(where.action)) | dict.fromkeys(names, "Li 李 अ"))
    assert answer.status_code == 422
    assert cannot_be_printed(Page(answer.get_data(as_text=True))) == names


def _send(desk: Client, where: Form, fields: dict[str, str]) -> Any:
    form = desk.page.form(where.action)
    data = {**desk.page.values(form), **fields}
    ticked = {name for name, kind in visible(desk.page, where.action).items() if kind in ("radio", "checkbox")}
    sent = {name: value for name, value in data.items() if value or name not in ticked}
    return desk.http.post(form.get("action") or where.at, data=sent)


def _refuses_the_wrong_password(desk: Client, typed: str) -> None:
    desk.get("/account")
    page = desk.submit("/account/password", status=422, old=typed, new=typed)
    assert "old" in wrong(page) or "new" in wrong(page)
    assert typed not in page.html


def _is_kept(desk: Client, where: Form, kept: dict[str, str], kinds: dict[str, str]) -> None:
    desk.get(desk.response.location)  # a page that is in order, whatever is on it
    if where.kept:
        at = where.kept.format(at=where.at, path=desk.path)
        page = desk.get(at)
        kept.pop("said", None)  # which is read, and becomes the fields
        still_there(page, where.action, kept, kinds)


@pytest.mark.parametrize("bad", BAD)
def test_set_up_refuses_or_keeps(empty_app: Flask, bad: str) -> None:
    code = setup_code(empty_app.extensions["hep.settings"])
    good = {"code": code, "name": "Lake", "phone": "555 0142", "emergency": "911", "your_name": "Alice Moreau",
            "credential": "PT", "email": "alice@lake.example", "password": PASSWORD}  # fmt: skip
    client, where, typed = Client(empty_app), Form("/set-up"), BAD[bad]
    page = client.get("/set-up")
    kinds = visible(page, None)
    assert set(good) <= set(kinds)
    refused: set[str] = set()
    for _ in range(4):
        trying = {name: typed if name not in refused else good.get(name, "A4") for name in kinds}
        if "drawn_as" in refused:
            trying["drawn_as"] = "woman"
        answer = _send(client, where, trying)
        if answer.status_code == 302:
            break
        assert answer.status_code == 422
        page = Page(answer.get_data(as_text=True))
        page.check("/set-up")
        still_there(page, None, trying, kinds)
        assert wrong(page) - refused, page.errors
        refused |= wrong(page)
        assert refused >= {"code"}, "without the code nothing is made"
    first_name = "Alice" if "your_name" in refused else words(typed).split()[0]
    assert client.get("/").h1.endswith(first_name)


def test_set_up_refuses_letters_that_no_font_has(empty_app: Flask) -> None:
    client, where = Client(empty_app), Form("/set-up")
    names = to_print(client.get("/set-up"), None) - {"password"}
    assert names == {"name", "address", "phone", "hours", "emergency", "your_name", "credential"}
    answer = _send(client, where, dict.fromkeys(names, "Li 李 अ"))
    assert cannot_be_printed(Page(answer.get_data(as_text=True))) == names


@pytest.mark.parametrize("bad", BAD)
def test_signing_in_with_anything_says_one_sentence_and_keeps_the_email(desk: Client, bad: str) -> None:
    stranger = Client(desk.http.application)
    stranger.get("/sign-in")
    page = stranger.submit(status=422, email=BAD[bad], password=BAD[bad])
    assert page.errors
    assert words(page.one("input", name="email").get("value") or "") == words(BAD[bad])
    assert not page.one("input", name="password").get("value")


@pytest.mark.parametrize("bad", ["nothing", "control characters", "10,000 letters"])
def test_buttons_with_values_that_no_page_has_change_nothing(desk: Client, bad: str) -> None:
    page = desk.get(f"/plans/1?{LONELY}")
    before = page.buttons("remove")
    for act in ("add", "remove", "move", "swap", "remove_phase", "open_phase"):
        fields = {"revision": page.values(page.form("/plans/1"))["revision"], act: BAD[bad]}
        answer = desk.http.post(f"/plans/1?{LONELY}", data={**page.values(page.form("/plans/1")), **fields})
        assert answer.status_code == 409, act
        Page(answer.get_data(as_text=True)).check("/plans/1")
    assert desk.get(f"/plans/1?{LONELY}").buttons("remove") == before


@pytest.mark.parametrize("bad", ["nothing", "control characters", "other scripts", "code", "10,000 letters"])
@pytest.mark.parametrize(
    "address",
    [
        "/patients?q=",
        "/patients?show=",
        "/patients?page=",
        "/patients/new?name=",
        "/sign-in?next=",
        "/plans/1?q=zzz",
        "/plans/1?q=zzz&mechanism=",
        "/plans/1?q=zzz&category=",
        "/plans/1?q=zzz&muscle=",
        "/plans/1?q=zzz&edit=",
        "/plans/1?q=zzz&phase=",
    ],
)
def test_an_address_with_anything_behind_it_opens_a_page(desk: Client, address: str, bad: str) -> None:
    path, _, rest = address.partition("?")
    given = dict(pair.split("=") for pair in rest.split("&"))
    last = [*given][-1]
    answer = desk.http.get(path, query_string={**given, last: given[last] + BAD[bad][:2000]})
    assert answer.status_code == 200
    Page(answer.get_data(as_text=True)).check(path)


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "9" * 19, "9" * 400, "-1", "1.5", "x", "%00"])
@pytest.mark.parametrize("path", ["/patients/{}", "/plans/{}", "/plans/{}/preview", "/handouts/{}"])
def test_a_number_that_nothing_has_leads_to_a_kind_page(desk: Client, path: str, number: str) -> None:
    page = desk.get(path.format(number), status=404)
    assert page.h1 == "There is nothing here"
    assert "/patients" in [link.get("href") for link in page.all("a")], "and the way to all pages"


def test_what_is_kept_is_printed_letter_by_letter(alice: Client) -> None:
    typed = BAD["code"]
    alice.get("/clinic")
    alice.submit(name=f"Clinic {typed}")
    alice.get("/patients/new")
    alice.submit(name=f"Ruth {typed}", side="left")
    begin_plan(alice)
    alice.get("/plans/1/about")
    alice.submit(goal=f"Goal {typed}", title=f"Title {typed}")
    alice.get("/plans/1?edit=bridge")
    alice.submit("/plans/1/prescriptions/bridge", note=f"Note {typed}")
    alice.submit("/plans/1/issue")
    text = pdf_text(alice.raw("/handouts/1.pdf").data)
    for part in ("Clinic", "Ruth", "Goal", "Note"):
        assert f"{part} {typed}" in text, part
    for address in ("/", "/patients", "/patients/1", "/plans/1", "/handouts/1"):
        assert typed in alice.get(address).text, address


def test_the_cast_is_who_signs_in_here(desk: Client) -> None:
    assert desk.get("/account").one("input", name="email").get("value") == CAST["alice"][0].email


def test_a_form_of_two_megabytes_is_refused_kindly(desk: Client) -> None:
    page = desk.get("/patients/new")
    token = page.values(page.form())["csrf_token"]
    answer = desk.http.post("/patients/new", data={"csrf_token": token, "name": "x" * 2_000_000})
    assert answer.status_code == 413
    assert Page(answer.get_data(as_text=True)).h1 == "That was too much at once"
