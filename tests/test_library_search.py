"""`hep library search`: ids in order, the same wherever it runs."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from hep import paths
from hep.cli import main
from hep.core.library import Library
from hep.core.search import Filters, search


def looked_for(*words: str) -> Result:
    result = CliRunner().invoke(main, ["library", "search", *words])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("words", ["front of thigh", "trendelenberg", "sqaut"])
def test_it_gives_ids_one_a_line_in_the_order_of_the_search(library: Library, words: str) -> None:
    found = [one.id for one in search(library, Filters(words))]
    assert looked_for(*words.split()).stdout.splitlines() == found
    assert looked_for(words).stdout.splitlines() == found


def test_as_json_it_says_why(library: Library) -> None:
    rows = json.loads(looked_for("squat", "miror", "--json").stdout)
    assert rows[0] == {
        "id": "squat-mirror-alignment",
        "name": library.exercises["squat-mirror-alignment"].name,
        "why": ["“squat”: name", "“miror”, read as “mirror”: name"],
    }


def test_nothing_found_is_said_beside_the_ids() -> None:
    result = looked_for("xyzzy")
    assert (result.stdout, result.stderr) == ("", "Nothing found. Use fewer words.\n")
    assert json.loads(looked_for("xyzzy", "--json").stdout) == []


@pytest.mark.parametrize("words", ["(", "膝", "\x00", "a" * 5000, "-f", "🦵 squat", "a b " * 500])
def test_odd_words_are_looked_for_like_others(words: str) -> None:
    assert len(looked_for("--", words).stdout.splitlines()) <= 110


def test_without_words_it_asks_for_them() -> None:
    result = CliRunner().invoke(main, ["library", "search"])
    assert result.exit_code == 2
    assert "WORDS" in result.output


def test_the_order_does_not_depend_on_the_process() -> None:
    orders = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-c", "from hep.cli import main; main()", "library", "search", "hip", "band"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=paths.PACKAGE.parent)
        assert done.returncode == 0, done.stderr
        orders.add(done.stdout)
    assert len(orders) == 1
