"""The main job in a real browser, as a therapist does it: from the first start to two versions of a handout."""

import hashlib
import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def download(page: Page) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name="Download PDF").click()
    return started.value.path().read_bytes()


def test_from_the_first_start_to_two_versions_of_a_handout(fresh: Served, page: Page) -> None:
    # The first start prints a code that nobody on the network knows.
    assert f"Open {fresh.address}" in fresh.said
    assert fresh.setup_code in fresh.said
    page.goto(fresh.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your clinic")
    page.get_by_label("Set-up code").fill("AAAA-AAAA")
    for label, value in {
        "Name of the clinic": "Lakeside Physical Therapy",
        "Phone": "555 0142",
        "Emergency number": "911",
        "Your name": "Anna Lindqvist",
        "Credential": "PT, DPT",
        "E-mail": "anna@lake.example",
        "Password": "my knee is fine",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Set up the clinic").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not the code")
    expect(page.get_by_label("Your name")).to_have_value("Anna Lindqvist")
    page.get_by_label("Set-up code").fill(fresh.setup_code.lower())
    page.get_by_label("Password", exact=True).fill("my knee is fine")
    page.get_by_role("button", name="Set up the clinic").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna")

    # A patient, a plan, four exercises.
    page.get_by_role("link", name="New patient").first.click()
    page.get_by_label("Name", exact=True).fill("Margaret Thompson")
    page.get_by_label("Year of birth").fill("1958")
    page.get_by_text("Left", exact=True).first.click()
    page.get_by_label("Precaution", exact=True).first.select_option(label="Sore kneecap")
    page.get_by_label("Side", exact=True).first.select_option(label="Left")
    page.get_by_role("button", name="Add the patient").click()
    page.get_by_role("link", name="New plan").first.click()
    page.get_by_text("Say everything first").click()
    page.get_by_label(re.compile("^Muscle instability")).check()
    page.get_by_label(re.compile("^Gait changes")).check()
    page.get_by_label("Goal").fill("I want to walk to the market and back with my dog.")
    page.get_by_role("button", name="Begin the plan").click()
    expect(page.get_by_text("Add an exercise to issue")).to_be_visible()
    for words, name in (
        ("quad", "Quad set"),
        ("bridge", "Bridge"),
        ("front of thigh", "Sit to stand"),
        ("walk cane", "Walking with a cane"),
    ):
        with page.expect_response(lambda answer: "q=" in answer.url):  # the list follows what is typed
            page.get_by_role("searchbox", name="Find an exercise").fill(words)
        page.get_by_role("button", name=f"Add {name} to", exact=False).first.click()
    names = page.locator(".rx h3")
    expect(names).to_have_text(
        [
            re.compile("^Quad set"),
            re.compile("^Bridge"),
            re.compile("^Sit to stand"),
            re.compile("^Walking with a cane"),
        ]
    )

    # Another order, another dose, a note.
    page.get_by_role("button", name="Move Bridge up").click()
    expect(names.first).to_contain_text("Bridge")
    page.locator("#rx-quad-set").get_by_role("link", name="Change Quad set").click()
    page.get_by_label("Sets").fill("0")
    page.get_by_role("button", name="Save Quad set").click()
    expect(page.get_by_role("alert")).to_contain_text("Sets: write a number from 1 to 10")
    page.get_by_label("Sets").fill("2")
    page.get_by_label("Note for the patient").fill("Use the blue towel. <b>{{ 7*7 }}</b>")
    page.get_by_role("button", name="Save Quad set").click()
    expect(page.locator("#rx-quad-set")).to_contain_text("2 × 10")

    # Preview, issue, hold the paper.
    page.get_by_role("link", name="Preview", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview for Margaret Thompson")
    expect(page.locator(".sheets img").first).to_be_visible()
    page.get_by_role("button", name="Issue handout").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handout H-000001")
    first_address, first = page.url, download(page)
    words = pdf_text(first)
    for part in ("Margaret Thompson", "Anna Lindqvist", "PT, DPT", "Lakeside Physical Therapy", "555 0142", "911",
                 "walk to the market", "Use the blue towel. <b>{{ 7*7 }}</b>", "H-000001", "Version 1"):  # fmt: skip
        assert part in words, part

    # Next week: the same plan, changed, version 2. Both print again, byte for byte.
    page.get_by_role("link", name="Continue the plan").click()
    page.get_by_role("button", name="Remove Bridge").click()
    page.get_by_role("button", name=re.compile("^Step up Quad set")).click()
    page.locator("#issue").evaluate("form => form.id")
    page.get_by_role("button", name="Issue handout").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handout H-000002")
    expect(page.get_by_text("Took out Bridge", exact=True)).to_be_visible()
    second = download(page)
    assert "Version 2" in pdf_text(second)
    page.goto(first_address)
    assert hashlib.sha256(download(page)).hexdigest() == hashlib.sha256(first).hexdigest()

    # Signing out closes everything; signing in opens it again.
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(first_address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("E-mail").fill("anna@lake.example")
    page.get_by_label("Password").fill("my knee is fine")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handout H-000001")
