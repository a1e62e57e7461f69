"""`hep library`: checking, listing, finding and showing exercises."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from hep import paths
from hep.cli.shell import Stop, no_exercise, the_library
from hep.core.dose import how_much, how_often
from hep.core.library import CATEGORIES, MECHANISMS, Exercise, Library
from hep.core.sides import in_words


@click.group()
def library() -> None:
    """The exercise library."""


FILE = click.option(
    "--file", "path", default=paths.LIBRARY, type=click.Path(path_type=Path), help="Another file than the shipped one."
)


@library.command()
@FILE
def check(path: Path) -> None:
    """Reads and checks the whole library, its drawings too; one line for each finding. Warnings are not errors."""
    from hep.content import check_library
    from hep.yaml_file import Unreadable

    try:
        found, warnings = check_library(path)
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from None
    for warning in warnings:
        click.echo(f"{warning}")
    click.echo(
        f"{len(found.exercises)} exercises, {len(found.protocols)} protocols, {len(found.precautions)} precautions, "
        f"{len(found.findings)} findings: all good."
    )


@library.command("list")
@FILE
@click.option("--mechanism", type=click.Choice(MECHANISMS), help="Only what answers this mechanism.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Only this category.")
@click.option("--muscle", help="Only what trains or stretches this muscle.")
def list_exercises(path: Path, mechanism: str | None, category: str | None, muscle: str | None) -> None:
    """Lists exercises, one a line, the id first."""
    from hep.core.search import Filters, search

    found = the_library(path)
    if muscle and muscle not in found.muscles:
        raise Stop(f"There is no muscle “{muscle}”. The muscles are: {', '.join(found.muscles)}.")
    filters = Filters(mechanisms=(mechanism,) if mechanism else (), category=category or "", muscle=muscle or "")
    for exercise in search(found, filters):
        known_as = f" ({exercise.known_as})" if exercise.known_as else ""
        click.echo(f"{exercise.id}\t{exercise.name}{known_as}\t{exercise.category}\tlevel {exercise.level}")


@library.command("search")
@FILE
@click.option("--json", "as_json", is_flag=True, help="As JSON: of each its id, its name and why it was found.")
@click.argument("words", nargs=-1, required=True)
def search_exercises(path: Path, as_json: bool, words: tuple[str, ...]) -> None:
    """Finds exercises by name, muscle, body part, equipment or sign, the best match first; forgives typing errors."""
    from hep.core.search import Filters, search, why_found

    library, text = the_library(path), " ".join(words)
    found = search(library, Filters(words=text))
    if as_json:
        rows = [{"id": one.id, "name": one.name, "why": why_found(library, text, one)} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo(one.id)
    if not found:
        click.echo("Nothing found. Use fewer words.", err=True)


@library.command()
@FILE
@click.option(
    "--side", type=click.Choice(["left", "right"]), default="right", show_default=True, help="Side of the words."
)
@click.argument("id")
def show(path: Path, side: str, id: str) -> None:
    """Shows one exercise, as a therapist and as a patient read it."""
    found = the_library(path)
    exercise = found.exercises.get(id)
    if exercise is None:
        raise no_exercise(id, found)
    for line in _described(exercise, found):
        click.echo(in_words(line, side))


def _described(exercise: Exercise, library: Library) -> Iterator[str]:
    ladder, muscles = exercise.ladder, exercise.muscles
    yield f"{exercise.name} ({exercise.id}), {exercise.category}, level {exercise.level}"
    if exercise.known_as:
        yield exercise.known_as
    yield exercise.purpose
    for mechanism, why in exercise.mechanisms.items():
        yield f"{library.mechanisms[mechanism].name}: {why}"
    yield f"Muscles: {', '.join(muscles.primary)}; also {', '.join(muscles.secondary) or 'none'}"
    yield f"Usual dose: {how_much(exercise.dose, exercise.counts)}. {how_often(exercise.dose)}."
    yield f"Load: {exercise.load}"
    yield f"How: {exercise.how}"
    yield f"Start: {exercise.start}"
    yield from (f"  {number}. {step}" for number, step in enumerate(exercise.steps, 1))
    yield f"Feel: {exercise.feel}"
    yield from (f"Do: {fault.do} Do not {fault.instead}." for fault in exercise.faults)
    yield f"Too hard? When {exercise.step_back}: {exercise.easier}"
    yield f"Too easy? When {exercise.step_up}: {exercise.harder}"
    yield f"Easier: {', '.join(ladder.easier) or 'none'}. Harder: {', '.join(ladder.harder) or 'none'}."
    yield f"Sources: {', '.join(exercise.evidence)}. Reviewed {exercise.reviewed}."


commands = (library,)
