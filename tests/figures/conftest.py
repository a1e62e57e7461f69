"""The figures' test data: 26 exercises as the library writes them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from hep.figures import Movement

ENTRIES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "poses.yaml").read_text())


@pytest.fixture(scope="session")
def movements() -> dict[str, Movement]:
    """Every exercise, read once; solving is kept from test to test."""
    return {key: Movement.read(entry, check_reach=False) for key, entry in ENTRIES.items()}
