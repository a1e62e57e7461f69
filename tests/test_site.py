"""What holds for the whole site: every route, every template, for everyone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from hep import paths
from tests.houses import Program
from tests.pages import Client

PUBLIC = {
    "account.set_up",
    "account.do_set_up",
    "account.sign_in",
    "account.do_sign_in",
    "pictures.figure",
    "pictures.font",
    "static",
}


@pytest.fixture
def site(alice: Client, program: Program) -> Client:
    """Alice's clinic with one patient, one plan, one handout, one protocol: number 1 each."""
    if "site" in program.kept:
        program.put_back("site")
        return alice
    alice.get("/patients/new")
    alice.submit(name="Ruth Abara", born="1959", side="left")
    alice.get("/patients/1/plans/new")
    alice.submit(protocol="knee-osteoarthritis")
    alice.submit("/plans/1/issue")
    alice.get("/plans/1/protocol")
    alice.submit(name="Our knees")
    program.keep("site")
    return alice


VALUES = {"patient_id": 1, "plan_id": 1, "number": 1, "page": 1, "key": "sit-to-stand", "exercise": "sit-to-stand",
          "side": "left", "moment": "start", "name": "AtkinsonHyperlegible-Bold.ttf", "filename": "hep.css",
          "mechanism": "gait-changes", "protocol": "knee-osteoarthritis", "protocol_id": 1}  # fmt: skip


def addresses(app: Flask, method: str) -> dict[str, str]:
    """Endpoint -> an address of it."""
    found = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if method in (rule.methods or set()):
                values = {name: VALUES[name] for name in rule.arguments}
                found[rule.endpoint] = app.url_for(rule.endpoint, **values)
    return found


def test_every_page_opens_for_who_works_there(app: Flask, site: Client) -> None:
    for endpoint, address in addresses(app, "GET").items():
        answer = site.raw(address)
        assert answer.status_code in (200, 302), f"{endpoint} {address}: {answer.status_code}"
        if answer.status_code == 200 and answer.mimetype == "text/html":
            site.get(address)


def test_every_address_but_the_public_ones_asks_to_sign_in(app: Flask, site: Client) -> None:
    stranger = Client(app)
    for method in ("GET", "POST"):
        for endpoint, address in addresses(app, method).items():
            stranger.get("/sign-in")
            if method == "GET":
                answer = stranger.raw(address)
            else:
                token = stranger.page.values(stranger.page.form())["csrf_token"]
                answer = stranger.http.post(address, data={"csrf_token": token})
            led_away = answer.status_code == 302 and answer.location.startswith("/sign-in")
            if not endpoint.endswith("set_up"):  # which leads there, too, once the clinic exists
                assert led_away != (endpoint in PUBLIC), f"{method} {endpoint}: {answer.status_code}"


def test_nothing_of_a_clinic_is_there_for_another(app: Flask, site: Client, charlie: Client) -> None:
    charlie.get("/patients/new")
    token = charlie.page.values(charlie.page.form())["csrf_token"]
    owned = {"patient_id", "plan_id", "number", "protocol_id"}
    for method in ("GET", "POST"):
        for rule in app.url_map.iter_rules():
            if method in (rule.methods or set()) and owned & rule.arguments:
                with app.test_request_context():
                    address = app.url_for(rule.endpoint, **{name: VALUES[name] for name in rule.arguments})
                if method == "GET":
                    answer = charlie.raw(address)
                else:
                    answer = charlie.http.post(address, data={"csrf_token": token})
                assert answer.status_code == 404, f"{method} {rule.endpoint}: {answer.status_code}"
                assert b"Ruth" not in answer.data


def test_a_form_without_its_token_is_refused(app: Flask, site: Client) -> None:
    for endpoint, address in addresses(app, "POST").items():
        answer = site.http.post(address, data={"name": "x"})
        assert answer.status_code == 400, endpoint
        assert b"too old" in answer.data


def test_every_page_carries_the_headers_that_protect_it(app: Flask, site: Client) -> None:
    for address in ("/", "/patients/1", "/handouts/1.pdf", "/sign-in", "/nowhere", f"{app.static_url_path}/hep.css"):
        headers = site.raw(address).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_patients_pages_stay_out_of_shared_caches(site: Client) -> None:
    for address in ("/", "/patients", "/patients/1", "/plans/1", "/handouts/1.pdf"):
        assert site.raw(address).headers["Cache-Control"] == "no-store", address


def test_every_address_reads_the_same_way(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        plain = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"/|(/[a-z0-9.-]+)+", plain), rule.rule


@pytest.mark.parametrize("path", ["/nowhere", "/patients/9", "/plans/9", "/handouts/9", "/figures/none/left/start.svg"])
def test_what_is_not_there_says_so_kindly(alice: Client, path: str) -> None:
    page = alice.get(path, status=404)
    assert page.h1 == "There is nothing here"


def test_a_wrong_method_says_so_kindly(alice: Client) -> None:
    assert alice.get("/sign-out", status=405).h1 == "This page cannot do that"


def test_an_unexpected_error_shows_a_number_and_nothing_else(
    app: Flask, alice: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*args: Any) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("hep.records.patients.counts", fails)
    page = alice.get("/patients?q=Ruth", status=500)
    number = re.search(r"\b[0-9a-f]{8}\b", page.text)
    assert number
    assert "secret" not in page.html
    assert "Traceback" not in page.html
    assert number[0] in caplog.text


def test_every_template_is_used() -> None:
    """No page is left over: each template is named by a view or by another template."""
    code = "\n".join(
        file.read_text("utf-8") for file in [*paths.PACKAGE.glob("*.py"), *(paths.PACKAGE / "web").glob("*.py")]
    )
    templates = [file for file in paths.TEMPLATES.rglob("*.html") if "handouts" not in file.parts]
    text = "\n".join(file.read_text("utf-8") for file in templates)
    for file in templates:
        name = str(file.relative_to(paths.TEMPLATES))
        assert f'"{name}"' in code + text, name


def test_every_icon_that_a_page_asks_for_is_in_the_sprite(alice: Client) -> None:
    sprite = (paths.PACKAGE / "web/static/icons.svg").read_text("utf-8")
    there = set(re.findall(r'symbol id="([a-z-]+)"', sprite))
    asked = set()
    for file in paths.TEMPLATES.rglob("*.html"):
        asked |= set(re.findall(r'icon\("([a-z-]+)"', file.read_text("utf-8")))
    assert asked <= there, asked - there


def test_a_session_ends(app: Flask, sign_in: Callable[[str], Client]) -> None:
    from datetime import datetime, timedelta

    import time_machine

    with time_machine.travel(datetime(2026, 11, 22, 8, 0), tick=False) as clock:
        alice = sign_in("alice")
        clock.shift(timedelta(hours=7))
        assert alice.get("/").h1.endswith("Alice")
        clock.shift(timedelta(hours=7))
        assert alice.get("/").h1.endswith("Alice"), "work keeps the session alive"
        clock.shift(timedelta(hours=9))
        assert alice.get("/").h1 == "Sign in"
