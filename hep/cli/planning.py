"""`hep dose`, `hep draft`: how a dose is read, what the assistant drafts."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from hep.cli.shell import Stop, the_library
from hep.core.problem import Refused


@click.command(short_help="Shows how a typed dose is read.")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="As JSON: the fields of the dose, or the error.")
def dose(text: str, as_json: bool) -> None:
    """Shows how a typed dose is read, for example: hep dose "3x10 hold 5s 2/day"."""
    from hep.core.dose_text import read_dose

    try:
        said = read_dose(text)
    except Refused as refused:
        if as_json:
            click.echo(json.dumps({"error": str(refused)}, ensure_ascii=False))
            raise SystemExit(1) from None
        raise Stop(str(refused)) from None
    if as_json:
        click.echo(
            json.dumps({**asdict(said.dose), "each_side": said.each_side, "normal": said.normal}, ensure_ascii=False)
        )
    else:
        click.echo(said.normal)


@click.command(short_help="Drafts a plan for a case written in YAML.")
@click.argument("case", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with every reason.")
def draft(case: Path, as_json: bool) -> None:
    """Drafts a plan for a case written in YAML, without a database: a draft for a therapist's judgement."""
    from hep import case_file, draft_words
    from hep.core.assistant import draft as drafted
    from hep.yaml_file import Unreadable

    found = the_library()
    try:
        told = drafted(case_file.read(case, found, date.today()), found)
    except Unreadable as unreadable:
        click.echo(str(unreadable), err=True)
        raise SystemExit(2) from None
    if as_json:
        click.echo(json.dumps(draft_words.as_dict(told, found), ensure_ascii=False, indent=1))
    else:
        click.echo(draft_words.as_text(told, found))


commands = (dose, draft)
