"""What the tests of the pages share: a patient with a plan, and the words of a PDF."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from hep.records import store
from hep.records.model import AuditRow
from hep.records.table import Table
from tests.houses import House, Program
from tests.pages import Client


def pdf_text(pdf: bytes) -> str:
    """The words of a PDF, with single blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def events(app: Flask) -> list[AuditRow]:
    with store.open_session(app.extensions["hep.engine"]) as session:
        return list(session.scalars(select(AuditRow).order_by(AuditRow.id)))


def count(app: Flask, table: str) -> int:
    with store.open_session(app.extensions["hep.engine"]) as session:
        return len(session.execute(select(Table.metadata.tables[table])).all())


def add_ruth(client: Client) -> None:
    """Patient 1."""
    client.get("/patients/new")
    client.submit(name="Ruth Abara", born="1959", side="left")


def begin_plan(client: Client, patient: int = 1) -> None:
    """An empty plan with two exercises: keys bridge and sit-to-stand."""
    page = client.get(f"/patients/{patient}/plans/new")
    sent = {**page.values(page.form()), "mechanisms": "muscle-instability"}
    plan = client.http.post(client.path, data=sent).location
    for revision, exercise in enumerate(("bridge", "sit-to-stand"), 1):
        client.http.post(plan, data={"csrf_token": sent["csrf_token"], "revision": revision, "add": exercise})
    client.get(f"{plan}?q=quad+set")  # a short library beside the plan


@pytest.fixture
def ruth(alice: Client) -> Client:
    """Alice, who has added her first patient."""
    add_ruth(alice)
    return alice


@pytest.fixture
def planned(alice: Client, program: Program) -> Client:
    """Alice on the page of a plan with two exercises."""
    if "plan" in program.kept:
        program.put_back("plan")
        alice.get("/plans/1?q=quad+set")
    else:
        add_ruth(alice)
        begin_plan(alice)
        program.keep("plan")
    return alice


@pytest.fixture(scope="module")
def house(full_house: House, programs: Callable[[House, str], Program]) -> Flask:
    """The program with the cast, once for all tests of a file: what one test leaves, the next one meets."""
    program = programs(full_house, "file")
    program.put_back("cast")
    return program.app


@pytest.fixture
def two(planned: Client, bob: Client) -> tuple[Client, Client]:
    """Alice and Bob, who both may work on the plan."""
    return planned, bob
