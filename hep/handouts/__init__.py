"""Plan to paper: a plan becomes a `Handout` value, a handout becomes HTML and a PDF. No Flask, no database.

WeasyPrint is loaded by the first `render`, not by importing this package.
"""

from hep.handouts.drawings import FigureOf, no_figures
from hep.handouts.fonts import unprintable
from hep.handouts.layouts import Layout, layouts
from hep.handouts.options import LOG_WEEKS, PAPERS, Options
from hep.handouts.render import render
from hep.handouts.value import CannotPrint, Clinic, Handout, Patient, Therapist, dump, load
from hep.handouts.wording import compose

__all__ = [
    "LOG_WEEKS",
    "PAPERS",
    "CannotPrint",
    "Clinic",
    "FigureOf",
    "Handout",
    "Layout",
    "Options",
    "Patient",
    "Therapist",
    "compose",
    "dump",
    "layouts",
    "load",
    "no_figures",
    "render",
    "unprintable",
]
