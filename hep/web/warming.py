"""What the first visitor of a process would wait for, made ready beforehand."""

from flask import Flask

from hep.core.search import Filters, search
from hep.handouts import Options
from hep.handouts.examined import prints_of


def warm_up(app: Flask) -> None:
    """Compiles the templates, learns the words of the library, and reads what the usual layout prints."""
    for name in app.jinja_env.list_templates(filter_func=_is_page):
        app.jinja_env.get_template(name)
    search(app.extensions["hep.library"], Filters("hip"))
    prints_of(Options(), "en")


def _is_page(name: str) -> bool:
    return name.endswith(".html") and not name.startswith("handouts/")
