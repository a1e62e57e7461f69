"""Numbers: a difference is called a change only where it passes the published figure."""

from datetime import datetime

from flask import Flask

from hep.web.words import day
from tests.pages import Client
from tests.web.conftest import count


def add(client: Client, what: str, value: str, day: str, side: str = "", status: int = 200) -> None:
    client.get("/patients/1/measured")
    client.submit(press=("add", "1"), what=what, value=value, side=side, measured_on=day, status=status)


CHANGES = [
    ("TUG", ("14", "12.5"), "14 → 12.5 s, better", "MDC95 1.14 s; knee osteoarthritis grade 1–3"),
    ("10MWT", ("1", "0.98"), "1 → 0.98 m/s within measurement error", "verified"),
    ("LEFS", ("50", "38"), "50 → 38 points, worse", "MDC90 9 points"),
    ("NPRS", ("5", "4"), "5 → 4 points, better", "MCID 1 points or 15 %"),
    ("30CST", ("7", "8"), "7 → 8 stands within measurement error", "Wright2011, verified"),
    ("quad-weak: knee extension strength", ("70", "80"), "no published error of measuring",
     "Speaks for: Weak quadriceps (below 90 % of the other side; consensus)"),
    ("tight-calf: ankle bend with the knee straight", ("8", "10"), "8 → 10 °",
     "Does not speak for: Tight calf (below 10 °; consensus)"),
]  # fmt: skip


def test_a_change_is_one_only_past_the_published_figure(ruth: Client) -> None:
    for what, numbers, _, _ in CHANGES:
        add(ruth, what, numbers[0], "2026-10-20")
        add(ruth, what, numbers[1], "2026-11-10")
    for page in (ruth.get("/patients/1"), ruth.get("/patients/1/measured")):
        for _, _, said, basis in CHANGES:
            assert said in page.text
            assert basis in page.text


def test_sides_are_kept_apart_and_a_comma_is_read(ruth: Client) -> None:
    add(ruth, "HHD-ABD", "7,5", "2026-11-10", "left")
    add(ruth, "HHD-ABD", "12", "2026-11-10", "right")
    page = ruth.get("/patients/1")
    assert "Hip abduction strength, left 7.5 kg 10 November 2026" in page.text
    assert "→" not in page.text


REFUSED = [
    ({"value": ""}, "value", "Write the number that was measured."),
    ({"value": "twelve"}, "value", "Write a number, for example 12.5."),
    ({"value": "nan"}, "value", "Write a number, for example 12.5."),
    ({"value": "1_0"}, "value", "Write a number, for example 12.5."),
    ({"value": "1e9"}, "value", "Write a number, for example 12.5."),
    ({"value": "1"}, "value", "Timed up and go goes from 2 to 300 s."),
    ({"measured_on": "2199-01-01"}, "measured_on", "This day is still to come."),
    ({"measured_on": "yesterday"}, "measured_on", "Write the date like"),
    ({"what": "WOMAC"}, "what", "Choose one of these."),
    ({"what": "nothing"}, "what", "Choose one of these."),
    ({"side": "up"}, "side", "Choose one of these."),
]


def test_what_cannot_be_is_refused_beside_the_field(app: Flask, ruth: Client) -> None:
    for typed, field, sentence in REFUSED:
        ruth.get("/patients/1/measured")
        values = {"what": "TUG", "value": "12", "measured_on": "2026-11-10", "side": "", **typed}
        page = ruth.submit(press=("add", "1"), status=422, **values)
        assert sentence in page.error_beside(field)
        assert page.one("input", name="value").get("value") == values["value"]
    assert count(app, "measurement") == 0


def test_a_number_typed_wrongly_is_taken_out(app: Flask, ruth: Client) -> None:
    add(ruth, "TUG", "120", "2026-11-10")
    page = ruth.submit(press=("remove", "1"))
    assert "Nothing measured yet" in page.text
    assert count(app, "measurement") == 0


def test_without_a_day_it_was_today(ruth: Client) -> None:
    add(ruth, "TUG", "12", "")
    assert day(datetime.now().astimezone()) in ruth.page.text


def test_a_number_of_another_clinic_cannot_be_taken_out(app: Flask, ruth: Client, charlie: Client) -> None:
    add(ruth, "TUG", "12", "2026-11-10")
    charlie.get("/patients/new")
    charlie.submit(name="Nora Haddad", side="left")
    charlie.get("/patients/2/measured")
    token = charlie.page.values(charlie.page.form())["csrf_token"]
    charlie.http.post("/patients/2/measured", data={"csrf_token": token, "remove": "1"})
    assert charlie.http.post("/patients/1/measured", data={"csrf_token": token, "remove": "1"}).status_code == 404
    assert count(app, "measurement") == 1
