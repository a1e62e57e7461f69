"""Where the shipped files are (in a checkout or a wheel), and where this machine keeps the clinic's."""

import os
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "_shipped" if (PACKAGE / "_shipped").is_dir() else PACKAGE.parent

LIBRARY = SHIPPED / "exercises.yaml"
MIGRATIONS = SHIPPED / "migrations"
TEMPLATES = SHIPPED / "templates"


def home() -> Path:
    """The folder of the database, the keys and the figures: HEP_DATA, or the user's data folder."""
    return Path(os.environ.get("HEP_DATA") or platformdirs.user_data_dir("hep", appauthor=False))
