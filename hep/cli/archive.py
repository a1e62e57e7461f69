"""`hep archive check`, `hep handout verify`: is everything as it was issued?"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hep.cli.paper import handout
from hep.cli.shell import Stop, the_filled_database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hep.records.model import ClinicRow, HandoutRow


@click.group()
def archive() -> None:
    """The archive of issued handouts."""


@archive.command()
@click.option("--expect", metavar="LINK", help="A link that was noted earlier; it has to be in the archive still.")
def check(expect: str | None) -> None:
    """Checks every handout of every clinic, its void and how it was taught; one line for each finding."""
    from hep.records import clinics, store

    with store.open_session(the_filled_database()) as session:
        good = [_check_clinic(session, clinic) for clinic in clinics.everyone(session)]
        if expect is not None:
            good.append(_is_there(session, expect.strip().lower()))
    if not all(good):
        raise SystemExit(1)


def _check_clinic(session: "Session", clinic: "ClinicRow") -> bool:
    from hep.records.archive import check_chain
    from hep.records.handouts import displayed

    checked = check_chain(session, clinic.id)
    for finding in checked.findings:
        named = f"{displayed(finding.number)} " if finding.number else ""
        click.echo(f"{clinic.name}: {named}{finding.sentence}")
    if checked.handouts:
        said = f"{len(checked.findings)} found" if checked.findings else "all as issued"
        newest = f"Newest link ({displayed(checked.newest)} {checked.what}): {checked.link}" if checked.newest else ""
        click.echo(f"{clinic.name}: {checked.handouts} handouts, {said}. {newest}".rstrip())
    elif not checked.findings:
        click.echo(f"{clinic.name}: no handouts yet.")
    return not checked.findings


def _is_there(session: "Session", link: str) -> bool:
    from hep.records.archive import of_link

    row = of_link(session, link)
    if row is None:
        click.echo(f"The archive has no link {link}: it was written anew since that was noted, or lost its end.")
        return False
    click.echo(f"The link you noted is that of {_called(session, row)}.")
    return True


def _called(session: "Session", row: "HandoutRow") -> str:
    from hep.records.clinics import name_of
    from hep.records.handouts import displayed

    return f"{displayed(row.number)}, version {row.version}, {_day(row.issued_at)}, {name_of(session, row.clinic_id)}"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


@handout.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Tells whether a PDF is a handout of this database, or several in one file, which, and whether it was altered.

    Ends with 0 where it is as issued, 1 where it was altered, 3 where it is none of ours, 2 where it is no PDF.
    """
    from hep.handouts.identity import NotAPdf
    from hep.records import store
    from hep.verifying import verify as verified

    with store.open_session(the_filled_database()) as session:
        try:
            verdict = verified(session, file.read_bytes())
        except OSError as error:
            raise Stop(f"{file} cannot be read: {error.strerror}.") from None
        except NotAPdf:
            click.echo(f"{file} is no PDF, or one that cannot be read.", err=True)
            raise SystemExit(2) from None
        if not verdict.handouts:
            click.echo(f"{file} is none of the handouts of this database.")
            raise SystemExit(3)
        for row in verdict.handouts:
            _tell(session, file, row, altered=verdict.kind == "altered", alone=len(verdict.handouts) == 1)


def _tell(session: "Session", file: Path, row: "HandoutRow", *, altered: bool, alone: bool) -> None:
    called = _called(session, row)
    if altered:
        click.echo(f"{file} was ALTERED. It was made from {called}, but it is not the file that was issued.")
    else:
        click.echo(f"{file} {'is' if alone else 'holds'} {called}, exactly as issued.")
    if row.voided:
        click.echo(f"That handout was voided on {_day(row.voided.at)}: {row.voided.reason}")
    if altered:
        raise SystemExit(1)


commands = (archive,)
