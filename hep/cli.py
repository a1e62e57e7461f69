"""The command `hep`."""

import json
import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hep import __version__, paths
from hep.core.dose import how_much, how_often
from hep.core.library import CATEGORIES, MECHANISMS, Exercise, Library
from hep.core.problem import Refused
from hep.core.sides import PlanSide, in_words
from hep.figures import STYLES
from hep.pictures import PERSONS, Gallery, PrintedSide

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from hep.settings import Settings


class Stop(click.ClickException):
    """A sentence that says what to do; the command ends with 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True, file=file)


def the_library(path: Path = paths.LIBRARY) -> Library:
    from hep.content import read_library
    from hep.yaml_file import Unreadable

    try:
        return read_library(path)
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from None


def the_database() -> "tuple[Settings, Engine]":
    """The settings, and the database that they name."""
    from hep.records import store
    from hep.settings import from_environment

    try:
        settings = from_environment()
        engine = store.reach(settings.database)
    except OSError as error:
        raise Stop(f"{error.filename} cannot be used: {error.strerror}. Set HEP_DATA to a folder of yours.") from None
    except store.Unreachable as error:
        raise Stop(str(error)) from None
    click.get_current_context().call_on_close(engine.dispose)
    return settings, engine


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hep")
def main() -> None:
    """Home exercise programs for physical therapy."""


# -- serve


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=None, type=click.IntRange(1, 64), help="Web workers; as many as cores if not said.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Serves the program; makes or upgrades an embedded database first."""
    from hep.records import clinics, store
    from hep.settings import setup_code

    library = the_library()
    settings, engine = the_database()
    try:
        if copy := store.make_ready(engine, datetime.now().astimezone()):
            click.echo(f"The database was upgraded. Before that it was copied to {copy}")
    except store.NotUpToDate as error:
        raise Stop(str(error)) from None
    with store.open_session(engine) as session:
        fresh = not clinics.any_clinic(session)
    engine.dispose()
    click.echo(f"hep {__version__} keeps its data in {settings.home}")
    click.echo(f"Open http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")
    if fresh:
        click.echo(f"Set-up code for the first page: {setup_code(settings)}")
    sys.stdout.flush()

    from hep.web import create_app

    _run(create_app(settings, library), host, port, workers or multiprocessing.cpu_count())


def _run(app: Any, host: str, port: int, workers: int) -> None:
    """Gunicorn where it runs; elsewhere (Windows) waitress."""
    if sys.platform == "win32":
        import waitress

        waitress.serve(app, host=host, port=port, threads=workers * 4)
        return

    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            settings = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": 4,
                "preload_app": True,
                "timeout": 60,
                "graceful_timeout": 5,  # a browser keeps its connection open; Ctrl-C should not wait for it
                "max_requests": 5000,
                "max_requests_jitter": 500,
                "loglevel": "warning",
                "proc_name": "hep",
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()


# -- database


@main.group()
def database() -> None:
    """The database."""


@database.command()
def upgrade() -> None:
    """Brings the tables up to date. Make a backup first."""
    from hep.records import store

    _, engine = the_database()
    try:
        store.upgrade(engine)
    except store.NotUpToDate as error:
        raise Stop(str(error)) from None
    click.echo(f"The tables are at revision {store.revision_of(engine)}.")


@main.command()
def demo() -> None:
    """Fills an empty database with a clinic, two therapists, patients and plans to look at."""
    from hep.demo import PASSWORD, NotEmpty, fill
    from hep.records import store

    settings, engine = the_database()
    now = datetime.now().astimezone()
    try:
        store.make_ready(engine, now)
        with store.open_session(engine, writes=True) as session:
            emails = fill(session, Gallery(the_library(), settings.home / "figures"), now)
            session.commit()
    except (store.NotUpToDate, NotEmpty) as error:
        raise Stop(str(error)) from None
    click.echo("A clinic to look at is ready. Sign in as one of:")
    for email in emails:
        click.echo(f"  {email}   password: {PASSWORD}")


# -- library


@main.group()
def library() -> None:
    """The exercise library."""


FILE = click.option(
    "--file", "path", default=paths.LIBRARY, type=click.Path(path_type=Path), help="Another file than the shipped one."
)


@library.command()
@FILE
def check(path: Path) -> None:
    """Reads and checks the whole library, its drawings too; one line for each finding. Warnings are not errors."""
    from hep.content import check_library
    from hep.yaml_file import Unreadable

    try:
        found, warnings = check_library(path)
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from None
    for warning in warnings:
        click.echo(f"{warning}")
    click.echo(
        f"{len(found.exercises)} exercises, {len(found.protocols)} protocols, {len(found.precautions)} precautions, "
        f"{len(found.findings)} findings: all good."
    )


@library.command("list")
@FILE
@click.option("--mechanism", type=click.Choice(MECHANISMS), help="Only what answers this mechanism.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Only this category.")
@click.option("--muscle", help="Only what trains or stretches this muscle.")
def list_exercises(path: Path, mechanism: str | None, category: str | None, muscle: str | None) -> None:
    """Lists exercises, one a line, the id first."""
    from hep.core.search import Filters, search

    found = the_library(path)
    if muscle and muscle not in found.muscles:
        raise Stop(f"There is no muscle “{muscle}”. The muscles are: {', '.join(found.muscles)}.")
    filters = Filters(mechanisms=(mechanism,) if mechanism else (), category=category or "", muscle=muscle or "")
    for exercise in search(found, filters):
        known_as = f" ({exercise.known_as})" if exercise.known_as else ""
        click.echo(f"{exercise.id}\t{exercise.name}{known_as}\t{exercise.category}\tlevel {exercise.level}")


@library.command("search")
@FILE
@click.option("--json", "as_json", is_flag=True, help="As JSON: of each its id, its name and why it was found.")
@click.argument("words", nargs=-1, required=True)
def search_exercises(path: Path, as_json: bool, words: tuple[str, ...]) -> None:
    """Finds exercises by name, muscle, body part, equipment or sign, the best match first; forgives typing errors."""
    from hep.core.search import Filters, search, why_found

    library, text = the_library(path), " ".join(words)
    found = search(library, Filters(words=text))
    if as_json:
        rows = [{"id": one.id, "name": one.name, "why": why_found(library, text, one)} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo(one.id)
    if not found:
        click.echo("Nothing found. Use fewer words.", err=True)


@library.command()
@FILE
@click.option(
    "--side", type=click.Choice(["left", "right"]), default="right", show_default=True, help="Side of the words."
)
@click.argument("id")
def show(path: Path, side: str, id: str) -> None:
    """Shows one exercise, as a therapist and as a patient read it."""
    found = the_library(path)
    exercise = found.exercises.get(id)
    if exercise is None:
        near = get_close_matches(id, found.exercises, 3)
        raise Stop(f"There is no exercise “{id}”." + (f" Nearest: {', '.join(near)}." if near else ""))
    for line in _described(exercise, found):
        click.echo(in_words(line, side))


def _described(exercise: Exercise, library: Library) -> Iterator[str]:
    ladder, muscles = exercise.ladder, exercise.muscles
    yield f"{exercise.name} ({exercise.id}), {exercise.category}, level {exercise.level}"
    if exercise.known_as:
        yield exercise.known_as
    yield exercise.purpose
    for mechanism, why in exercise.mechanisms.items():
        yield f"{library.mechanisms[mechanism].name}: {why}"
    yield f"Muscles: {', '.join(muscles.primary)}; also {', '.join(muscles.secondary) or 'none'}"
    yield f"Usual dose: {how_much(exercise.dose, exercise.counts)}. {how_often(exercise.dose)}."
    yield f"Load: {exercise.load}"
    yield f"How: {exercise.how}"
    yield f"Start: {exercise.start}"
    yield from (f"  {number}. {step}" for number, step in enumerate(exercise.steps, 1))
    yield f"Feel: {exercise.feel}"
    yield from (f"Do: {fault.do} Do not {fault.instead}." for fault in exercise.faults)
    yield f"Too hard? When {exercise.step_back}: {exercise.easier}"
    yield f"Too easy? When {exercise.step_up}: {exercise.harder}"
    yield f"Easier: {', '.join(ladder.easier) or 'none'}. Harder: {', '.join(ladder.harder) or 'none'}."
    yield f"Sources: {', '.join(exercise.evidence)}. Reviewed {exercise.reviewed}."


@contextmanager
def written(out: Path) -> Iterator[None]:
    """Says what stands in the way of a file that is written here."""
    try:
        yield
    except OSError as error:
        raise Stop(f"{out} cannot be written: {error.strerror}.") from None


# -- figure


@main.command()
@click.argument("id", required=False)
@click.option(
    "--pose",
    type=click.Choice(["start", "finish", "movement"]),
    default="finish",
    show_default=True,
    help="What is shown.",
)
@click.option(
    "--side", type=click.Choice(["left", "right"]), default="right", show_default=True, help="The side treated."
)
@click.option("--style", type=click.Choice(STYLES), default="print", show_default=True, help="For paper or screen.")
@click.option("--person", type=click.Choice(list(PERSONS)), default="woman", show_default=True, help="Who is drawn.")
@click.option("--sheet", is_flag=True, help="All exercises on a contact sheet (.html or .pdf) instead of one.")
@click.option(
    "-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="The file; standard output if not said."
)
def figure(
    id: str | None, pose: str, side: PrintedSide, style: str, person: str, sheet: bool, out: Path | None
) -> None:
    """Draws an exercise of the library as an SVG, or all of them on a sheet."""
    found = the_library()
    gallery = Gallery(found)
    if sheet and id is None:
        from hep.contact_sheet import write

        if out is None or out.suffix not in (".html", ".pdf"):
            raise click.UsageError("A sheet goes to a file that ends with .html or .pdf: -o sheet.pdf")
        with written(out):
            write(gallery, out, side=side, style=style, person=person)
        click.echo(f"{out}")
        return
    if id is None or sheet:
        raise click.UsageError("Name an exercise, or ask for the --sheet of all.")
    if id not in found.exercises:
        near = get_close_matches(id, found.exercises, 3)
        raise Stop(f"There is no exercise “{id}”." + (f" Nearest: {', '.join(near)}." if near else ""))
    if pose == "movement":
        svg = gallery.movement(id, side, style, person)
    else:
        svg = gallery.picture(id, "start" if pose == "start" else "finish", side, style, person)
    if out:
        with written(out):
            out.write_text(svg, "utf-8")
        click.echo(f"{out}")
    else:
        click.echo(svg)


# -- dose


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="As JSON: the fields of the dose, or the error.")
def dose(text: str, as_json: bool) -> None:
    """Shows how a typed dose is read, for example: hep dose "3x10 hold 5s 2/day"."""
    from hep.core.dose_text import read_dose

    try:
        said = read_dose(text)
    except Refused as refused:
        if as_json:
            click.echo(json.dumps({"error": str(refused)}, ensure_ascii=False))
            raise SystemExit(1) from None
        raise Stop(str(refused)) from None
    if as_json:
        click.echo(
            json.dumps({**asdict(said.dose), "each_side": said.each_side, "normal": said.normal}, ensure_ascii=False)
        )
    else:
        click.echo(said.normal)


# -- draft


@main.command()
@click.argument("case", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with every reason.")
def draft(case: Path, as_json: bool) -> None:
    """Drafts a plan for a case written in YAML, without a database: a draft for a therapist's judgement."""
    from hep import case_file, draft_words
    from hep.core.assistant import draft as drafted
    from hep.yaml_file import Unreadable

    found = the_library()
    try:
        told = drafted(case_file.read(case, found, date.today()), found)
    except Unreadable as unreadable:
        click.echo(str(unreadable), err=True)
        raise SystemExit(2) from None
    if as_json:
        click.echo(json.dumps(draft_words.as_dict(told, found), ensure_ascii=False, indent=1))
    else:
        click.echo(draft_words.as_text(told, found))


# -- handout


@main.command()
@click.argument("plan", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--protocol", help="Print a protocol of the library instead of a plan file.")
@click.option(
    "--side",
    type=click.Choice(["left", "right", "both"]),
    default="right",
    show_default=True,
    help="Side of the protocol.",
)
@click.option("--phase", type=click.IntRange(1, 20), default=1, show_default=True, help="Phase to print.")
@click.option("--layout", default="standard", show_default=True, help="Print layout.")
@click.option(
    "--paper", type=click.Choice(["A4", "Letter"]), default=None, help="Paper; A4, or what the plan file says."
)
@click.option("-o", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
def handout(
    plan: Path | None, protocol: str | None, side: PlanSide, phase: int, layout: str, paper: str | None, out: Path
) -> None:
    """Prints a plan written in YAML, or a protocol, without a database."""
    from hep import plan_file
    from hep.handouts import CannotPrint, compose, layouts, render
    from hep.yaml_file import Unreadable

    if (plan is None) == (protocol is None):
        raise click.UsageError("Name a plan file, or a protocol with --protocol.")
    if layout not in layouts():
        raise Stop(f"There is no layout “{layout}”. There are: {', '.join(layouts())}.")
    found = the_library()
    try:
        sheet = plan_file.read(plan, found) if plan else plan_file.of_protocol(found, protocol or "", side)
        if phase > len(sheet.plan.phases):
            raise Stop(f"There is no phase {phase}; the plan has {len(sheet.plan.phases)}.")
        value = compose(
            sheet.plan,
            found,
            clinic=sheet.clinic,
            patient=sheet.patient,
            therapist=sheet.therapist,
            number=sheet.number,
            version=1,
            issued=sheet.date or date.today(),
            precautions=sheet.precautions,
            phase=sheet.plan.phases[phase - 1].key,
        )
        pdf = render(value, layout, paper or sheet.paper, figure_of=Gallery(found).drawn)
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from None
    except (CannotPrint, Refused, plan_file.Unknown) as error:
        raise Stop(str(error)) from None
    with written(out):
        out.write_bytes(pdf)
    click.echo(f"{out}")
