"""`hep serve`, `hep database`, `hep demo`: the program itself and its database."""

import multiprocessing
import sys
from datetime import datetime
from threading import Thread
from typing import Any

import click

from hep import __version__
from hep.cli.shell import Stop, the_database, the_library
from hep.pictures import Gallery


@click.command(short_help="Serves the program.")
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

        _warm_up(app)
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
                "post_worker_init": lambda worker: _warm_up(app),
                "loglevel": "warning",
                "proc_name": "hep",
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()


def _warm_up(app: Any) -> None:
    """Pages are served at once; they and the printing press get ready beside them, in the process that will print."""
    from hep.handouts.render import warm_up as warm_press_up
    from hep.web import warming

    def make_ready() -> None:
        warming.warm_up(app)
        warm_press_up()

    Thread(target=make_ready, name="warm-up", daemon=True).start()


@click.group()
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


@click.command(short_help="Fills an empty database with an example clinic.")
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


commands = (serve, database, demo)
