"""`hep handout many`: handouts of a clinic in one file, for today's patients or for a class."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import click

from hep.cli.paper import handout
from hep.cli.shell import Stop, the_filled_database, the_library, written
from hep.core.library import Library, Protocol
from hep.core.plan import Plan
from hep.core.sides import PlanSide
from hep.pictures import Gallery

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hep.records.model import ClinicianRow, HandoutRow

STOPPED = 130  # how a shell says that somebody pressed Ctrl-C

Task = tuple[str, Callable[[], "HandoutRow"]]


@handout.command("many")
@click.option("--by", "email", required=True, help="E-mail of the therapist who issues them.")
@click.option(
    "--today", is_flag=True, help="Of the patients whose next check is today or whose plan was changed today."
)
@click.option(
    "--changed",
    is_flag=True,
    help="With --today: also plans to look at first, as they changed since their last handout.",
)
@click.option("--protocol", help="One protocol for a class, by its id, or a name of your clinic's own.")
@click.option("--patient", "references", multiple=True, help="A patient of the class by reference; can be repeated.")
@click.option(
    "--copies", type=click.IntRange(0), default=0, show_default=True, help="Copies of the class without a name."
)
@click.option(
    "--side",
    type=click.Choice(["left", "right", "both"]),
    default="both",
    show_default=True,
    help="Side of the copies; patients have their own.",
)
@click.option("-o", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .pdf or .zip file.")
def print_many(
    email: str,
    today: bool,
    changed: bool,
    protocol: str | None,
    references: tuple[str, ...],
    copies: int,
    side: PlanSide,
    out: Path,
) -> None:
    """Issues or prints again many handouts of a clinic into one PDF or ZIP; Ctrl-C keeps what is finished."""
    from hep.many import MOST

    if today == bool(protocol) or (today and (references or copies)) or (changed and not today):
        raise click.UsageError("Say --today, or a --protocol with --patient or --copies.")
    if protocol and not 1 <= len(references) + copies <= MOST:
        said = "--patient for each patient, --copies for people unnamed."
        raise click.UsageError(f"A class has 1 to {MOST} handouts: {said}")
    if out.suffix not in (".pdf", ".zip"):
        raise click.UsageError("They go to a file that ends with .pdf or .zip: -o today.pdf")
    if not out.parent.is_dir():
        raise Stop(f"{out} cannot be written: there is no folder {out.parent}.")
    from hep.records import store
    from hep.settings import from_environment

    engine, library = the_filled_database(), the_library()
    gallery = Gallery(library, from_environment().home / "figures")
    now = datetime.now().astimezone()
    with store.open_session(engine, writes=True) as session:
        me = _therapist(session, email)
        if protocol:
            tasks = _class(
                session, me, _protocol(session, me, library, protocol), references, copies, side, gallery, now
            )
        else:
            tasks = _today(session, me, gallery, now, changed)
        _run(session, me, tasks, out)


def _therapist(session: "Session", email: str) -> "ClinicianRow":
    from sqlalchemy import select

    from hep.records.model import ClinicianRow

    query = select(ClinicianRow).where(ClinicianRow.email == email.strip().lower(), ClinicianRow.active)
    found = session.scalar(query)
    if found is None:
        raise Stop(f"Nobody signs in with {email}.")
    return found


def _protocol(session: "Session", me: "ClinicianRow", library: Library, said: str) -> Protocol:
    """By its id or code; one of the clinic's own by its name, too."""
    from hep.records import protocols

    known = protocols.to_begin_with(session, me.clinic_id, library)
    codes = {one.code: one.id for one in library.protocols.values()}
    names = {name: id for id, name in known.items()}
    found = protocols.named(session, me.clinic_id, codes.get(said) or names.get(said) or said, library)
    if found is None:
        listed = [f"{id} ({name})" if id.startswith(protocols.OWN) else id for id, name in known.items()]
        raise Stop(f"There is no protocol “{said}”. There are: {', '.join(listed)}.")
    return found


def _today(session: "Session", me: "ClinicianRow", gallery: Gallery, now: datetime, changed: bool) -> list[Task]:
    """What nobody has looked at is named and left out, until that is asked for."""
    from hep import many
    from hep.records import plans

    def task(plan_id: int) -> Callable[[], "HandoutRow"]:
        def print_it() -> "HandoutRow":
            row = plans.get(session, me.clinic_id, plan_id)
            assert row
            return many.issue_or_reprint(session, me, row, gallery, now)

        return print_it

    rows = many.todays_plans(session, me.clinic_id, now)
    if not rows:
        raise Stop("Nobody for today: no check is due today, and no plan was changed.")
    listed = [many.next_of(session, me, row, gallery.library, now) for row in rows]
    for one in listed:
        if one.look and not changed:
            click.echo(f"Left out: plan {one.row.id}. {one.look}", err=True)
    chosen = [one for one in listed if changed or not one.look]
    if not chosen:
        raise Stop("Nothing is printed. Look at these plans, then say --changed to print them, too.")
    return [(f"plan {one.row.id}", task(one.row.id)) for one in chosen]


def _class(
    session: "Session",
    me: "ClinicianRow",
    protocol: Protocol,
    references: tuple[str, ...],
    copies: int,
    side: PlanSide,
    gallery: Gallery,
    now: datetime,
) -> list[Task]:
    from hep import many
    from hep.core.start_plan import from_protocol
    from hep.records.patients import of_reference

    def plan_for(side: PlanSide) -> Plan:
        return from_protocol(protocol, side, gallery.library)

    def of_patient(reference: str) -> Callable[[], "HandoutRow"]:
        def print_it() -> "HandoutRow":
            patient = of_reference(session, me.clinic_id, reference)
            assert patient
            return many.of_class(session, me, patient, plan_for, gallery, now)

        return print_it

    def copy(n: int) -> Callable[[], "HandoutRow"]:
        return lambda: many.copy_of_class(session, me, n, side, plan_for, gallery, now)

    for reference in references:
        if of_reference(session, me.clinic_id, reference) is None:
            raise Stop(f"No patient has the reference {reference}.")
    named: list[Task] = [(reference, of_patient(reference)) for reference in references]
    return named + [(f"copy {n}", copy(n)) for n in range(1, copies + 1)]


def _run(session: "Session", me: "ClinicianRow", tasks: list[Task], out: Path) -> None:
    """One after the other, each kept at once; then the file of all that were made."""
    with until_ctrl_c() as stopped:
        made = [_made(session, task, f"{place} of {len(tasks)}") for place, task in until(stopped, tasks)]
    numbers = [number for number in made if number]
    if len(made) < len(tasks):
        click.echo(f"Stopped. {len(numbers)} of {len(tasks)} are finished and kept.", err=True)
    if numbers:
        _write(session, me, numbers, out)
        click.echo(f"{out}")
    if len(numbers) < len(tasks):
        raise SystemExit(STOPPED if len(made) < len(tasks) else 1)


@contextmanager
def until_ctrl_c() -> Iterator[Event]:
    """An event that Ctrl-C sets, so that the handout in hand is finished first; a second Ctrl-C ends at once."""
    stopped = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def until(stopped: Event, tasks: list[Task]) -> Iterator[tuple[int, Task]]:
    """The tasks with their places, as long as nobody has stopped."""
    for place, task in enumerate(tasks, 1):
        if stopped.is_set():
            return
        yield place, task


def _made(session: "Session", task: Task, place: str) -> int:
    """The number of the handout, 0 where it could not be made."""
    from hep import issuing
    from hep.handouts import CannotPrint
    from hep.records.handouts import displayed

    name, print_it = task
    try:
        number = print_it().number
        session.commit()
        said = f"{displayed(number)}, {name}"
    except (issuing.Blocked, CannotPrint) as error:
        session.rollback()
        number, said = 0, f"{name} could not be made. {error}"
    click.echo(f"{place}: {said}", err=True)
    return number


def _write(session: "Session", me: "ClinicianRow", numbers: list[int], out: Path) -> None:
    from hep import many
    from hep.handouts import CannotPrint
    from hep.records import handouts

    found = handouts.of_numbers(session, me.clinic_id, numbers)
    try:
        packed = many.as_zip(session, found) if out.suffix == ".zip" else many.as_one_pdf(session, found)
    except CannotPrint as error:
        raise Stop(str(error)) from None
    with written(out):
        out.write_bytes(packed)


commands = ()  # none beside `hep handout`, which has `many` already
