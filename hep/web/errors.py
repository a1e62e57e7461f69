"""Pages for what went wrong: what happened, that nothing is lost, where to go on."""

import logging
import secrets
import traceback

from flask import Flask, g, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from hep.handouts import CannotPrint

log = logging.getLogger("hep")

WORDS = {
    400: ("This page could not read what was sent", "Go back, load the page again, and repeat the last step."),
    403: ("You may not do this", "Ask your clinic's administrator if you should."),
    404: ("There is nothing here", "It may have moved, or it belongs to another clinic."),
    405: ("This page cannot do that", "Go back and use the buttons of the page."),
    409: ("Someone else saved first", "Your change was not kept, theirs was. Open the page again and repeat yours."),
    413: ("That was too much at once", "Send less than 1 MB."),
    429: ("Too many tries", "Wait a minute, then try again."),
    503: ("Too much is being saved just now", "Your last step was not kept. Try again in a moment."),
}


def join(app: Flask) -> None:
    app.register_error_handler(HTTPException, _expected)
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _stale)  # two at once took the same reference or e-mail
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(CannotPrint, _not_printed)
    app.register_error_handler(Exception, _unexpected)


def _page(code: int, title: str, sentence: str, number: str = "") -> tuple[str, int]:
    if "session" in g:
        g.session.rollback()  # what failed is undone; the page still shows who is signed in
    return render_template("error.html", title=title, sentence=sentence, number=number), code


def _expected(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    return _page(code, *WORDS.get(code, ("This did not work", "Go back and try again.")))


def _old_form(error: CSRFError) -> tuple[str, int]:
    return _page(
        400,
        "This form is too old",
        "You were signed out meanwhile. Go back, load the page again, and send it once more.",
    )


def _stale(error: StaleDataError | IntegrityError) -> tuple[str, int]:
    return _page(409, *WORDS[409])


def _busy(error: OperationalError) -> tuple[str, int]:
    """SQLite has one writer at a time; who waits too long for another is told so."""
    if "database is locked" not in str(error.orig):
        return _unexpected(error)
    log.warning("The database was locked for too long\n%s", _where(error))
    _without_database()
    return _page(503, *WORDS[503])


def note(error: CannotPrint) -> None:
    """Where a rendering failed is for the log; what the therapist can mend needs no entry there."""
    if error.__cause__:
        log.error("A handout could not be drawn: %s\n%s", type(error.__cause__).__name__, _where(error))


def _not_printed(error: CannotPrint) -> tuple[str, int]:
    note(error)
    return _page(422, "The handout could not be made", f"{error} The plan is safe and unchanged. No number was used.")


def _unexpected(error: Exception) -> tuple[str, int]:
    # The number leads from the page to the log. The log holds where it happened and no words of the error:
    # those of a database repeat what was typed.
    number = secrets.token_hex(4)
    log.error("Unexpected error %s: %s\n%s", number, type(error).__name__, _where(error))
    _without_database()
    return _page(500, "Something went wrong", "Your last step was not kept; everything before it is safe.", number)


def _without_database() -> None:
    """What is shown now asks it nothing: it may be what failed."""
    g.clinician = None
    if "session" in g:
        g.pop("session").close()


def _where(error: BaseException) -> str:
    """The lines of code that led to an error, and to the one that caused it."""
    cause = error.__cause__
    before = f"{_where(cause)}which became, after {type(cause).__name__}:\n" if cause else ""
    return before + "".join(traceback.format_tb(error.__traceback__))
