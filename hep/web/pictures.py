"""The drawings of the exercises and the letters of the pages, as files."""

from typing import Literal

import fontpkg_atkinson_hyperlegible as atkinson
from flask import Blueprint, Response, abort, request, send_from_directory
from flask.typing import ResponseReturnValue

from hep.web import database
from hep.web.access import public

pages = Blueprint("pictures", __name__)

LONG = "public, max-age=86400"
FACES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")


@pages.get("/figures/<exercise>/<any(left, right):side>/<any(start, finish):moment>.svg")
@public
def figure(exercise: str, side: Literal["left", "right"], moment: Literal["start", "finish"]) -> ResponseReturnValue:
    """An exercise of the library, drawn for a side. Says nothing about any patient.

    With `?in_turn=1` the picture says that the legs take turns.
    """
    if exercise not in database.library().exercises:
        abort(404)
    svg = database.gallery().picture(exercise, moment, side, "screen", in_turn="in_turn" in request.args)
    return Response(svg, mimetype="image/svg+xml", headers={"Cache-Control": LONG})


@pages.get("/figures/<exercise>/<any(left, right):side>/movement.svg")
def movement(exercise: str, side: Literal["left", "right"]) -> ResponseReturnValue:
    """From start to finish and back, once. For those signed in: it costs more than a still picture."""
    if exercise not in database.library().exercises:
        abort(404)
    svg = database.gallery().movement(exercise, side)
    return Response(svg, mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


@pages.get("/fonts/<any({}):name>".format(", ".join(f'"{face}"' for face in FACES)))
@public
def font(name: str) -> ResponseReturnValue:
    return send_from_directory(atkinson.ROOT / "files", name, max_age=31_536_000)
