"""The cast as rows, a patient with a precaution, and a plan to work on."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hep.core.dose import Dose
from hep.core.plan import Plan
from hep.core.precautions import PatientPrecaution
from hep.records import handouts, patients, plans
from hep.records.model import ClinicianRow, HandoutRow, PatientRow, PlanRow
from tests.conftest import CAST, NOW

LATER = NOW + timedelta(hours=1)


def person(session: Session, name: str) -> ClinicianRow:
    return session.scalars(select(ClinicianRow).where(ClinicianRow.email == CAST[name][0].email)).one()


def facts(name: str, reference: str = "", *precautions: PatientPrecaution) -> patients.PatientFacts:
    return patients.PatientFacts(name, 1959, "left", reference, precautions=precautions)


def example_plan() -> Plan:
    """Two exercises in the first phase, one in the second."""
    plan = Plan(side="left", mechanisms=("muscle-instability",), goal="Climb the stairs.").add_phase("Build up")
    plan = plan.add("phase-1", "bridge", "both", Dose(sets=2, reps=10, hold_s=5), "muscle-instability")
    plan = plan.add("phase-1", "sit-to-stand", "both", Dose(sets=2, reps=8, reps_goal=12), "muscle-instability")
    return plan.add("phase-2", "walk", "both", Dose(minutes=10, minutes_goal=20), "gait-changes", "On level ground.")


def issue(session: Session, by: ClinicianRow, row: PlanRow, now: datetime = NOW) -> HandoutRow:
    """A handout of that plan; what is printed does not matter to the records."""
    number, version = handouts.next_number(session, by.clinic_id), handouts.next_version(row)
    printed = handouts.Printed("standard", "A4", "Start", 2, (), "{}", f"PDF {number}".encode())
    return handouts.issue(session, by, row, plans.load(row), number, version, printed, now)


@pytest.fixture
def alice(session: Session) -> ClinicianRow:
    return person(session, "alice")


@pytest.fixture
def bob(session: Session) -> ClinicianRow:
    return person(session, "bob")


@pytest.fixture
def charlie(session: Session) -> ClinicianRow:
    return person(session, "charlie")


@pytest.fixture
def ruth(session: Session, alice: ClinicianRow) -> PatientRow:
    ruth = patients.add(session, alice, facts("Ruth Abara", "R-1", PatientPrecaution("PFP", "left")), NOW)
    session.commit()
    return ruth


@pytest.fixture
def row(session: Session, alice: ClinicianRow, ruth: PatientRow) -> PlanRow:
    row = plans.add(session, alice, ruth, example_plan(), NOW)
    session.commit()
    return row
