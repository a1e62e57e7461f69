"""The made-up clinic: fills an empty database, never touches real work, and shows what the program does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hep import issuing
from hep.core.library import Library
from hep.demo import CASES, PASSWORD, THERAPISTS, NotEmpty, fill
from hep.pictures import Gallery
from hep.records import plans, store
from hep.records.model import ClinicianRow, HandoutRow, PatientRow, PlanRow
from hep.records.table import Table
from hep.settings import Settings
from hep.web import create_app
from tests.conftest import NOW
from tests.houses import House
from tests.pages import Client


@pytest.fixture(scope="session")
def gallery(library: Library, drawn: Path) -> Gallery:
    return Gallery(library, drawn)


@pytest.fixture(scope="module")
def demo(full_house: House, gallery: Gallery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine = store.open_engine(full_house.empty(tmp_path_factory.mktemp("demo")))
    store.upgrade(engine)
    with store.open_session(engine, writes=True) as session:
        fill(session, gallery, NOW)
        session.commit()
        yield session
    engine.dispose()


def everything(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Table.metadata.sorted_tables
    }


def test_it_fills_an_empty_database(demo: Session) -> None:
    assert everything(demo)["patient"] == len(CASES) == 12
    assert demo.scalars(select(ClinicianRow.email)).all() == [person.email for person in THERAPISTS]


def test_it_refuses_a_second_time(demo: Session, gallery: Gallery) -> None:
    before = everything(demo)
    with pytest.raises(NotEmpty, match="HEP_DATA"):
        fill(demo, gallery, NOW)
    assert everything(demo) == before


def test_it_refuses_where_there_is_real_work(session: Session, gallery: Gallery) -> None:
    before = everything(session)
    with pytest.raises(NotEmpty):
        fill(session, gallery, NOW)
    assert everything(session) == before


def test_its_plans_answer_every_mechanism(demo: Session, gallery: Gallery) -> None:
    answered = {one.mechanism for row in demo.scalars(select(PlanRow)) for one in plans.load(row).prescriptions()}
    assert answered == set(gallery.library.mechanisms)


def test_its_patients_have_several_precautions_all_of_the_library(demo: Session, gallery: Gallery) -> None:
    codes = {one.code for patient in demo.scalars(select(PatientRow)) for one in patient.precautions}
    assert len(codes) >= 5
    assert codes <= set(gallery.library.precautions)


def test_at_least_two_plans_have_two_versions(demo: Session) -> None:
    second = demo.scalars(select(HandoutRow).where(HandoutRow.version == 2)).all()
    assert len({row.plan_id for row in second}) >= 2


def test_its_handouts_are_numbered_in_the_order_of_their_days(demo: Session) -> None:
    rows = demo.scalars(select(HandoutRow).order_by(HandoutRow.number)).all()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.issued_at for row in rows] == sorted(row.issued_at for row in rows)
    assert all(row.issued_at < NOW for row in rows)


def test_both_therapists_have_patients(demo: Session) -> None:
    assert len(set(demo.scalars(select(PatientRow.clinician_id)))) == 2


def test_every_plan_can_be_printed(demo: Session, gallery: Gallery) -> None:
    """Those that were issued have been."""
    me, rows = demo.get_one(ClinicianRow, 1), demo.scalars(select(PlanRow)).all()
    assert len(rows) >= 10
    for row in rows:
        if not row.handouts:
            issuing.issue(demo, me, row, gallery, NOW)
    demo.rollback()


def test_a_newcomer_signs_in_and_sees_it_alive(demo: Session, gallery: Gallery, tmp_path: Path) -> None:
    engine = demo.get_bind()
    assert isinstance(engine, Engine)
    demo.rollback()  # lets a database with one writer at a time be written
    address = engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(tmp_path, address, "not a secret in a test"), gallery.library)
    client = Client(app)
    client.get("/sign-in")
    page = client.submit(email=THERAPISTS[0].email, password=PASSWORD)
    assert "Peter Lindqvist" in page.text
    for number in range(1, len(CASES) + 1):
        client.get(f"/patients/{number}")
    app.extensions["hep.engine"].dispose()
