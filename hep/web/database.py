"""One database session a request: open while the request lasts, kept only by `commit`."""

from datetime import datetime
from typing import cast

from flask import Flask, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hep.core.library import Library
from hep.pictures import Gallery
from hep.records import store
from hep.settings import Settings


def session() -> Session:
    """The session of this request; a POST begins as a writer."""
    if "session" not in g:
        g.session = store.open_session(engine(), writes=request.method == "POST")
    return cast(Session, g.session)


def engine() -> Engine:
    return cast(Engine, current_app.extensions["hep.engine"])


def commit() -> None:
    """Keeps what the request did so far; the last line of a view that changes something."""
    session().commit()


def only_read_now() -> None:
    """Nothing is written any more: what is read from here on, for the answer, keeps no other writer waiting."""
    session().bind = engine()


def library() -> Library:
    return cast(Library, current_app.extensions["hep.library"])


def gallery() -> Gallery:
    return cast(Gallery, current_app.extensions["hep.gallery"])


def settings() -> Settings:
    return cast(Settings, current_app.extensions["hep.settings"])


def now() -> datetime:
    """This moment in the clinic's own time zone: the server's."""
    return datetime.now().astimezone()


def join(app: Flask) -> None:
    @app.teardown_appcontext
    def close(error: BaseException | None) -> None:
        if opened := g.pop("session", None):
            opened.close()
