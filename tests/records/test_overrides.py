"""An exercise kept against a precaution: who, when and why stay with the plan, as long as it is that exercise."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hep.core.problem import Refused
from hep.records import overrides, plans
from hep.records.model import AuditRow, ClinicianRow, OverrideRow, PlanRow
from hep.records.table import Unchangeable
from tests.conftest import NOW
from tests.records.conftest import LATER


def keep(session: Session, by: ClinicianRow, row: PlanRow, reason: str = "The surgeon agrees.") -> None:
    overrides.keep(session, by, row, plans.load(row).prescription("bridge"), "THA-POST", reason, NOW)
    session.commit()


def test_name_time_and_reason_are_kept(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    keep(session, alice, row, "  The surgeon agrees. ")
    session.expire_all()
    (kept,) = overrides.of_plan(row)
    assert (kept.key, kept.code, kept.by, kept.at, kept.reason) == (
        "bridge", "THA-POST", "Alice Moreau", NOW, "The surgeon agrees."
    )  # fmt: skip
    event = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert event is not None
    assert event.action == "plan.kept-against-precaution"
    assert "surgeon" not in str(event.details), "the log names no reason"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_reason_is_written_and_fits(session: Session, alice: ClinicianRow, row: PlanRow, reason: str) -> None:
    with pytest.raises(Refused):
        keep(session, alice, row, reason)
    assert overrides.of_plan(row) == ()


def test_the_first_reason_stays(session: Session, alice: ClinicianRow, bob: ClinicianRow, row: PlanRow) -> None:
    keep(session, alice, row)
    keep(session, bob, row, "Another one.")
    assert [(one.by, one.reason) for one in overrides.of_plan(row)] == [("Alice Moreau", "The surgeon agrees.")]


def test_a_reason_is_about_one_exercise_and_counts_again_when_that_comes_back(
    session: Session, alice: ClinicianRow, row: PlanRow
) -> None:
    keep(session, alice, row)
    plan = plans.load(row)
    plans.save(session, alice, row, plan.change("bridge", exercise="quad-set"), LATER)
    session.commit()
    assert overrides.of_plan(row) == ()
    plans.save(session, alice, row, plan, LATER)
    session.commit()
    assert len(overrides.of_plan(row)) == 1


def test_a_reason_is_never_rewritten(session: Session, alice: ClinicianRow, row: PlanRow) -> None:
    keep(session, alice, row)
    kept = session.scalars(select(OverrideRow)).one()
    kept.reason = "Something else."
    with pytest.raises(Unchangeable):
        session.flush()
