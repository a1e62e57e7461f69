"""Issuing with real paper: two people at once, and the same bytes a year later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hep import issuing
from hep.core.library import Library
from hep.handouts import load
from hep.pictures import Gallery
from hep.records import handouts, patients, plans, store
from hep.records.archive import check_chain
from hep.records.model import ClinicRow
from tests.conftest import NOW
from tests.records.conftest import example_plan, facts, person


def begin(session: Session) -> int:
    """The id of a plan of Alice's."""
    alice = person(session, "alice")
    ruth = patients.add(session, alice, facts("Ruth Abara", "R-1"), NOW)
    row = plans.add(session, alice, ruth, example_plan(), NOW)
    session.commit()
    return row.id


@pytest.mark.parametrize(("wanted", "made"), [("", [(1, 1), (2, 2)]), ("1", [(1, 1), (1, 1)])])
def test_two_who_issue_one_plan_at_once_make_two_versions_or_the_one_that_both_want(
    wanted: str, made: list[tuple[int, int]], engine: Engine, session: Session, library: Library, drawn: Path
) -> None:
    plan_id, gallery, ready = begin(session), Gallery(library, drawn), Barrier(2)
    session.close()

    def issued(name: str) -> tuple[int, int]:
        with store.open_session(engine, writes=True) as own:
            ready.wait(10)
            by = person(own, name)
            row = plans.get(own, by.clinic_id, plan_id)
            assert row
            assert len(row.handouts) <= 1  # looked at before the number is taken, as the pages do
            try:
                handout = issuing.issue(own, by, row, gallery, NOW, wanted)
            except issuing.IssuedMeanwhile as meanwhile:
                return meanwhile.number, int(wanted)
            own.commit()
            return handout.number, handout.version

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(issued, ("alice", "bob"))) == made
    with store.open_session(engine) as own:
        assert check_chain(own, 1).findings == ()
        assert own.get_one(ClinicRow, 1).handouts_issued == len(set(made))


def test_a_year_later_a_reprint_has_the_same_bytes_and_so_has_the_same_content_printed_anew(
    engine: Engine, session: Session, library: Library, drawn: Path
) -> None:
    plan_id, gallery = begin(session), Gallery(library, drawn)
    by = person(session, "alice")
    row = plans.get(session, by.clinic_id, plan_id)
    assert row
    first = handouts.pdf_of(session, issuing.issue(session, by, row, gallery, NOW))
    by.clinic.name, row.patient.name = "Another name", "Another patient"
    session.commit()
    with time_machine.travel(NOW + timedelta(days=366)), store.open_session(engine) as later:
        kept = handouts.get(later, by.clinic_id, 1)
        assert kept
        assert handouts.pdf_of(later, kept) == first
        assert issuing.drawn(load(kept.content), gallery) == first
        assert check_chain(later, by.clinic_id).findings == ()
