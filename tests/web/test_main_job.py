"""The main job, as a therapist does it: from the first start to a handout, and a week later to the next version."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import time_machine
from flask import Flask

from hep.settings import setup_code
from tests.conftest import PASSWORD
from tests.pages import Client, words_of
from tests.web.conftest import events, pdf_text

FIRST_DAY = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def set_up(client: Client, code: str, status: int = 200) -> None:
    client.get("/set-up")
    client.submit(
        status=status,
        code=code,
        name="Lakeside Physical Therapy",
        phone="555 0142",
        emergency="911",
        your_name="Alice Moreau",
        credential="PT, DPT",
        email="Alice@Lake.example",
        password=PASSWORD,
    )


def order(client: Client) -> list[str]:
    """The names of the plan's exercises from top to bottom."""
    return [one.get("data-name") or "" for one in client.page.all("li", class_="rx")]


def test_from_the_first_start_to_the_second_version(empty_app: Flask) -> None:
    client = Client(empty_app)
    with time_machine.travel(FIRST_DAY, tick=False) as clock:
        assert client.get("/").h1 == "Set up your clinic"
        set_up(client, "AAAA-AAAA", status=422)
        assert "not the code" in client.page.error_beside("code")
        set_up(client, setup_code(empty_app.extensions["hep.settings"]).lower().replace("-", " "))
        assert client.page.h1 == "Good afternoon, Alice"
        assert client.get("/set-up").h1 != "Set up your clinic", "it works once"

        client.get("/account")
        assert client.submit("/sign-out").h1 == "Sign in"
        client.submit(email="alice@lake.example", password=PASSWORD)

        client.get("/patients/new")
        client.submit(
            name="Ruth Abara",
            born="1959",
            reference="R-1",
            side="left",
            precaution__0__code="OSTEOPOROSIS",
            precaution__1__code="PFP",
            precaution__1__side="left",
        )
        assert "Thin bones" in client.page.text

        client.get(client.page.link("New plan"))
        client.submit(mechanisms=["muscle-instability", "gait-changes"], goal="Climb the stairs.", title="My plan")
        assert "Add an exercise to issue" in client.page.text
        for exercise in ("bridge", "sit-to-stand", "quad-set"):
            client.submit(press=("add", exercise))
        assert order(client) == ["Bridge", "Sit to stand", "Quad set"]
        client.submit(press=("move", "quad-set up"))
        assert order(client) == ["Bridge", "Quad set", "Sit to stand"]
        client.submit(press=("remove", "quad-set"))
        client.submit(press=("add_phase", "1"))
        client.submit(press=("open_phase", "phase-1"))
        client.submit(press=("move", "sit-to-stand down"))
        assert client.page.one("details", id="phase-2").find(".//li[@data-name='Sit to stand']") is not None
        client.submit(press=("move", "sit-to-stand up"))
        assert client.page.one("details", id="phase-2").find(".//li") is None

        client.get("/plans/1?edit=bridge")
        client.submit("/plans/1/prescriptions/bridge", sets="3", reps="7", reps_goal="11", hold_s="4",
                      per_day="2", days_per_week="5", note="Look at the red door.")  # fmt: skip
        client.get("/plans/1?phase=phase-1")
        client.submit("/plans/1/phases/phase-1", name="Switch on", weeks="3", criteria="ten in good form")

        client.get("/plans/1/preview")
        assert "version 1" in client.page.text
        preview = pdf_text(client.raw("/plans/1/preview.pdf").data)
        assert client.raw("/plans/1/preview/1.png").data.startswith(b"\x89PNG")
        client.submit("/plans/1/issue")
        assert client.page.h1 == "Handout H-000001"
        first = client.raw("/handouts/1.pdf").data
        printed = pdf_text(first)
        for words in ("Ruth Abara", "Lakeside Physical Therapy", "Alice Moreau", "PT, DPT", "Look at the red door.",
                      "H-000001", "22 November 2026", "Climb the stairs.", "Bridge", "911"):  # fmt: skip
            assert words in printed, words
        assert "Work up to 11" in printed
        assert "Quad set" not in printed
        assert "Preview" in preview
        assert client.raw("/handouts/1.pdf?download").data == first

        clock.shift(timedelta(days=7))
        client.get("/sign-in")
        client.submit(email="alice@lake.example", password=PASSWORD)
        client.get(client.page.link("Ruth Abara"))
        client.get("/plans/1?edit=bridge")
        client.submit("/plans/1/prescriptions/bridge", reps="9", note="Slowly.")
        client.submit(press=("add", "clam-30"))
        changes = client.get("/plans/1/preview").text
        assert "Changed since version 1" in changes
        client.submit("/plans/1/issue")
        assert client.page.h1 == "Handout H-000002"
        for words in ("version 2", "Changed since version 1", "Added Clam", "7–11", "9–11", "another note"):
            assert words in client.page.text, words
        second = pdf_text(client.raw("/handouts/2.pdf").data)
        assert "29 November 2026" in second
        assert "Slowly." in second
        assert "red door" not in second

        assert client.raw("/handouts/1.pdf").data == first, "the first version prints the same bytes as a week ago"
        assert "Added Clam" in client.get("/patients/1").text


def test_a_plan_from_a_protocol_brings_its_phases_and_can_be_issued_at_once(ruth: Client) -> None:
    ruth.get("/patients/1/plans/new")
    page = ruth.submit(protocol="knee-osteoarthritis")
    assert [words_of(one) for one in page.all("h2") if words_of(one).startswith("Phase 2")]
    assert ruth.submit("/plans/1/issue").h1 == "Handout H-000001"


def test_no_patients_name_is_in_an_address_an_event_or_the_log(app: Flask, planned: Client, caplog: object) -> None:
    planned.submit("/plans/1/issue")
    planned.raw("/handouts/1.pdf")
    seen: set[str] = set()
    for address in ("/", "/patients", "/patients/1", "/patients/1/edit", "/patients/1/plans/new", "/plans/1",
                    "/plans/1/about", "/plans/1/preview", "/handouts/1", "/clinic/audit"):  # fmt: skip
        page = planned.get(address)
        for one in page.root.iter():
            seen |= {unquote(one.get(name) or "") for name in ("href", "src", "action")}
    assert any("/plans/1" in address for address in seen)
    assert not [address for address in seen if "ruth" in address.lower() or "abara" in address.lower()]
    assert "Ruth" not in planned.get("/clinic/audit").text
    noted = [f"{event.action} {event.subject} {event.details}" for event in events(app)]
    assert not [one for one in noted if "Ruth" in one or "Abara" in one]
    assert "Ruth" not in caplog.text  # type: ignore[attr-defined]
