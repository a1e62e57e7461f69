"""`hep figure`: an exercise as a picture."""

from pathlib import Path

import click

from hep.cli.shell import no_exercise, the_library, written
from hep.figures import STYLES
from hep.pictures import PERSONS, Gallery, PrintedSide


@click.command(short_help="Draws an exercise as SVG.")
@click.argument("id", required=False)
@click.option(
    "--pose",
    type=click.Choice(["start", "finish", "movement"]),
    default="finish",
    show_default=True,
    help="What is shown.",
)
@click.option(
    "--side", type=click.Choice(["left", "right"]), default="right", show_default=True, help="The side treated."
)
@click.option("--style", type=click.Choice(STYLES), default="print", show_default=True, help="For paper or screen.")
@click.option("--person", type=click.Choice(list(PERSONS)), default="woman", show_default=True, help="Who is drawn.")
@click.option("--sheet", is_flag=True, help="All exercises on a contact sheet (.html or .pdf) instead of one.")
@click.option(
    "-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="The file; standard output if not said."
)
def figure(
    id: str | None, pose: str, side: PrintedSide, style: str, person: str, sheet: bool, out: Path | None
) -> None:
    """Draws an exercise of the library as an SVG, or all of them on a sheet."""
    found = the_library()
    gallery = Gallery(found)
    if sheet and id is None:
        from hep.contact_sheet import write

        if out is None or out.suffix not in (".html", ".pdf"):
            raise click.UsageError("A sheet goes to a file that ends with .html or .pdf: -o sheet.pdf")
        with written(out):
            write(gallery, out, side=side, style=style, person=person)
        click.echo(f"{out}")
        return
    if id is None or sheet:
        raise click.UsageError("Name an exercise, or ask for the --sheet of all.")
    if id not in found.exercises:
        raise no_exercise(id, found)
    if pose == "movement":
        svg = gallery.movement(id, side, style, person)
    else:
        svg = gallery.picture(id, "start" if pose == "start" else "finish", side, style, person)
    if out:
        with written(out):
            out.write_text(svg, "utf-8")
        click.echo(f"{out}")
    else:
        click.echo(svg)


commands = (figure,)
