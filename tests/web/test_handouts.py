"""Handouts on the screen: looked at, saved, printed again."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from flask import Flask

from hep.records import store
from hep.records.model import HandoutRow
from hep.web.paper import page_image, pages
from tests.pages import Client


@pytest.fixture
def issued(planned: Client) -> Client:
    planned.submit("/plans/1/issue")
    return planned


def test_a_reprint_is_the_bytes_on_file_whatever_the_plan_is_now(app: Flask, issued: Client) -> None:
    issued.get("/plans/1")
    issued.submit(press=("remove", "bridge"))
    answer = issued.raw("/handouts/1.pdf")
    with store.open_session(app.extensions["hep.engine"]) as session:
        kept = session.get_one(HandoutRow, 1)
        assert (kept.pdf, kept.pdf_sha256) == (answer.data, sha256(answer.data).hexdigest())
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="H-000001.pdf"'
    saved = issued.raw("/handouts/1.pdf?download=1").headers
    assert saved["Content-Disposition"] == 'attachment; filename="H-000001.pdf"'


def test_a_handout_shows_its_pages_checksum_and_versions(issued: Client) -> None:
    issued.get("/plans/1")
    issued.submit("/plans/1/issue")
    page = issued.get("/handouts/2")
    assert "The plan is the same." in page.text
    assert issued.get(page.link("Version 1, H-000001")).h1 == "Handout H-000001"
    checksum = sha256(issued.raw("/handouts/1.pdf").data).hexdigest()
    assert f"{checksum[:8]} … {checksum[-8:]}" in issued.page.text


def test_there_is_a_picture_of_every_page_for_who_works_there(issued: Client, charlie: Client) -> None:
    count = pages(issued.raw("/handouts/1.pdf").data)
    answers = [issued.raw(f"/handouts/1/{page}.png").status_code for page in range(count + 2)]
    assert answers == [404, *[200] * count, 404]
    for address in ("/handouts/1", "/handouts/1.pdf", "/handouts/1/1.png"):
        assert charlie.raw(address).status_code == 404


def test_pages_are_drawn_for_several_people_at_once(issued: Client) -> None:
    pdf = issued.raw("/handouts/1.pdf").data
    with ThreadPoolExecutor(4) as people:
        counted = [people.submit(pages, pdf) for _ in range(300)]
        drawn = [people.submit(page_image, pdf, 1) for _ in range(12)]
    assert len({one.result() for one in counted}) == len({one.result() for one in drawn}) == 1
