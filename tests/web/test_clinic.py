"""The clinic's settings, and an event beside every act of the pages."""

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from tests.conftest import PASSWORD
from tests.pages import Client
from tests.web.conftest import events, pdf_text

NEW = "another short sentence"
Act = Callable[[Client], object]


def sent(at: str, action: str | None = None, **fields: object) -> Act:
    """Opens a page and sends its form."""
    return lambda client: (client.get(at), client.submit(action, **fields))  # type: ignore[arg-type]


# In this order: each act finds what the ones before it left.
ACTS: list[tuple[str, Act]] = [
    ("clinician.signed-out", sent("/account", "/sign-out")),
    ("clinician.signed-in", sent("/sign-in", email="alice@lake.example", password=PASSWORD)),
    ("clinician.changed", sent("/account", "/account", name="Alice Cole")),
    ("clinician.new-password", sent("/account", "/account/password", old=PASSWORD, new=NEW)),
    ("clinic.changed", sent("/clinic", phone="555 0000")),
    ("patient.added", sent("/patients/new", name="Ruth Abara", side="left")),
    ("patient.changed", sent("/patients/1/edit", name="Ruth Cole")),
    ("plan.added", sent("/patients/1/plans/new")),
    ("plan.changed", sent("/plans/1?q=bridge", press=("add", "bridge"))),
    ("plan.changed", sent("/plans/1?q=sit+to+stand", press=("add", "sit-to-stand"))),
    ("plan.changed", sent("/plans/1?q=sit+to+stand", press=("move", "bridge down"))),
    ("plan.changed", sent("/plans/1?q=sit+to+stand", press=("remove", "sit-to-stand"))),
    ("plan.changed", sent("/plans/1?q=sit+to+stand", press=("add_phase", "1"))),
    ("plan.changed", sent("/plans/1?q=sit+to+stand", press=("remove_phase", "phase-2"))),
    ("plan.changed", sent("/plans/1?q=zzz&edit=bridge", "/plans/1/prescriptions/bridge", note="Slowly.")),
    ("plan.changed", sent("/plans/1?q=zzz&phase=phase-1", "/plans/1/phases/phase-1", name="Switch on")),
    ("plan.changed", sent("/plans/1/about", goal="Climb the stairs.")),
    ("plan.printing", sent("/plans/1/preview", "/plans/1/printing", layout="standard", log_weeks="4")),
    ("handout.issued", sent("/plans/1", "/plans/1/issue")),
    ("handout.printed", lambda client: client.raw("/handouts/1.pdf")),
    ("handout.taught", sent("/handouts/1", "/handouts/1/teach", shown="y")),
    ("handout.voided", sent("/handouts/1?void=1", "/handouts/1/void", reason="The other leg was meant.")),
    ("plan.archived", sent("/patients/1", "/plans/1/archive")),
    ("patient.archived", sent("/patients/1", "/patients/1/archive")),
    ("patient.restored", sent("/patients/1", "/patients/1/restore")),
]


def test_every_act_leaves_one_event_and_looking_leaves_none(app: Flask, alice: Client) -> None:
    for action, act in ACTS:
        before = len(events(app))
        act(alice)
        assert [event.action for event in events(app)[before:]] == [action]
        assert events(app)[-1].clinician_id == 1
    before = len(events(app))
    for address in ("/", "/patients", "/patients/1", "/plans/1", "/plans/1/preview", "/handouts/1", "/clinic/audit"):
        alice.get(address)
    assert len(events(app)) == before


@pytest.mark.parametrize(
    ("at", "fields"),
    [("/patients/new", {"name": ""}), ("/clinic", {"phone": "call me"}), ("/account", {"email": "none"})],
)
def test_what_is_refused_leaves_no_event(app: Flask, alice: Client, at: str, fields: dict[str, str]) -> None:
    before = len(events(app))
    alice.get(at)
    alice.submit(at if at == "/account" else None, status=422, **fields)
    assert len(events(app)) == before


def test_what_happened_is_read_in_words_with_who_and_a_number(planned: Client) -> None:
    planned.submit("/plans/1/issue")
    rows = [" ".join("".join(row.itertext()).split()) for row in planned.get("/clinic/audit").all("tr")]
    assert any("Alice Moreau" in row and "issued a handout" in row and "H-000001" in row for row in rows)
    assert any("added a patient" in row for row in rows)


def test_another_clinic_reads_its_own_events_only(planned: Client, charlie: Client) -> None:
    assert "added a patient" not in charlie.get("/clinic/audit").text


def test_settings_count_from_the_next_handout_on(planned: Client) -> None:
    planned.submit("/plans/1/issue")
    first = planned.raw("/handouts/1.pdf").data
    planned.get("/clinic")
    planned.submit(name="Lakeside & Sons", phone="555 7777", paper="Letter")
    planned.get("/plans/1")
    planned.submit("/plans/1/issue")
    assert planned.raw("/handouts/1.pdf").data == first
    second = pdf_text(planned.raw("/handouts/2.pdf").data)
    assert "Lakeside & Sons" in second
    assert "555 7777" in second
    assert "Letter" in planned.get("/handouts/2").text


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""
    file = BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, "PNG")
    return file.getvalue()


def test_a_logo_is_drawn_anew_printed_and_taken_away(alice: Client) -> None:
    alice.get("/clinic")
    page = alice.submit(logo=(BytesIO(png(3000, 1000)), "../logo.php"), layout="large-print")
    (picture,) = [image for image in page.all("img") if "logo" in (image.get("alt") or "")]
    kept = b64decode((picture.get("src") or "").partition(",")[2])
    with Image.open(BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (720, 240))
    alice.submit(phone="555 0000")
    assert page.values(page.form())["layout"] == "large-print"
    assert "Your logo" in alice.page.text, "it stays where nothing new is sent"
    assert "Your logo" not in alice.submit(no_logo="y").text


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"<svg onload='alert(1)'/>", "This is not a picture. Choose a PNG, JPEG, GIF or WebP file."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "This is not a picture. Choose a PNG, JPEG, GIF or WebP file."),
        (b"\0" * 5_000_001, "This picture is over 5 MB. Choose a smaller one."),
        (png(6000, 4200), "This picture has too many pixels. Choose a smaller one."),
    ],
    ids=["a script", "broken", "large", "many pixels"],
)
def test_a_file_that_is_no_logo_is_refused_beside_the_field(alice: Client, file: bytes, sentence: str) -> None:
    alice.get("/clinic")
    page = alice.submit(status=422, name="Lakeside & Sons", logo=(BytesIO(file), "logo.png"))
    assert page.error_beside("logo") == sentence
    assert page.one("input", name="name").get("value") == "Lakeside & Sons"
    assert alice.get("/clinic").one("input", name="name").get("value") == "Lakeside Physical Therapy"


def test_a_file_beyond_all_measure_is_refused_kindly(alice: Client) -> None:
    alice.get("/clinic")
    page = alice.submit(status=413, logo=(BytesIO(b"\0" * 6_500_000), "logo.png"))
    assert page.h1 == "That was too much at once"


def test_the_usual_layout_of_the_clinic_counts_until_a_plan_has_its_own(planned: Client) -> None:
    planned.get("/clinic")
    planned.submit(layout="picture")
    page = planned.get("/plans/1/preview")
    assert page.values(page.form("/plans/1/printing"))["layout"] == "picture"


def test_settings_of_one_clinic_are_not_those_of_another(alice: Client, charlie: Client) -> None:
    alice.get("/clinic")
    alice.submit(name="Lakeside & Sons")
    assert charlie.get("/clinic").one("input", name="name").get("value") == "Hilltop Rehabilitation"


@pytest.mark.parametrize("phone", ["call me", "1", "<b>555 0142</b>", "555 0142; drop"])
def test_a_phone_number_that_cannot_be_called_is_refused(alice: Client, phone: str) -> None:
    alice.get("/clinic")
    assert "digits" in alice.submit(status=422, phone=phone).error_beside("phone")
    assert alice.page.one("input", name="phone").get("value") == phone
