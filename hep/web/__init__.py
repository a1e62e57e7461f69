"""The pages: one blueprint a noun."""

from datetime import timedelta

from flask import Flask

from hep import __version__, paths
from hep.core.library import Library
from hep.pictures import Gallery
from hep.records import store
from hep.settings import Settings
from hep.web import (
    access,
    account,
    begin,
    builder,
    clinic,
    database,
    errors,
    handouts,
    keeping,
    measured,
    patients,
    pictures,
    plans,
    print_many,
    printing,
    protocols,
    security,
    signs,
    words,
)
from hep.web import (
    library as library_pages,
)


def create_app(settings: Settings, library: Library) -> Flask:
    """The application over a database that is up to date."""
    # A changed file has another address, and so has what it imports: browsers may keep all of them for long.
    static = f"/static/{words.fingerprint(paths.PACKAGE / 'web/static')}"
    app = Flask(__name__, template_folder=str(paths.TEMPLATES), static_url_path=static)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="hep",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open as long as the session lives
        VERSION=__version__,
    )
    app.extensions["hep.settings"] = settings
    app.extensions["hep.library"] = library
    app.extensions["hep.gallery"] = Gallery(library, settings.home / "figures")
    app.extensions["hep.engine"] = store.open_engine(settings.database)
    for room in (database, security, access, errors, words):
        room.join(app)
    for noun in (account, patients, plans, builder, printing, handouts, library_pages, protocols, clinic, pictures):
        app.register_blueprint(noun.pages)
    for noun in (begin, print_many, keeping, measured, signs):
        app.register_blueprint(noun.pages)
    return app
