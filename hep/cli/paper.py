"""`hep handout`: a plan or a protocol on paper."""

from datetime import date
from pathlib import Path

import click

from hep.cli.shell import Stop, the_library, written
from hep.core.problem import Refused
from hep.core.sides import PlanSide
from hep.handouts.options import LogWeeks, Options, Paper
from hep.pictures import Gallery

WEEKS: dict[str, LogWeeks] = {"0": 0, "2": 2, "4": 4}


class PrintsUnlessTold(click.Group):
    """`hep handout PLAN.yaml` prints; a word that is a command of its own, like `verify`, does that."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        told = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if told else ["print", *args])


@click.group(cls=PrintsUnlessTold, short_help="Prints handouts, many at once, and verifies them.")
def handout() -> None:
    """Handouts: `hep handout PLAN.yaml -o OUT.pdf` prints one; so does `hep handout print`."""


@handout.command("print")
@click.argument("plan", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--protocol", help="Print a protocol of the library instead of a plan file.")
@click.option(
    "--side",
    type=click.Choice(["left", "right", "both"]),
    default="right",
    show_default=True,
    help="Side of the protocol.",
)
@click.option(
    "--phase",
    "phases",
    multiple=True,
    type=click.IntRange(1, 20),
    help="Phase to print, the first if not said; repeat.",
)
@click.option("--layout", default="standard", show_default=True, help="Print layout.")
@click.option(
    "--paper", type=click.Choice(["A4", "Letter"]), default=None, help="Paper; A4, or what the plan file says."
)
@click.option(
    "--log", type=click.Choice(["0", "2", "4"]), default="2", show_default=True, help="Weeks of the log; 0: without."
)
@click.option("--education", is_flag=True, help="Also print what the patient may notice and what may help.")
@click.option("--logo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A picture of the clinic.")
@click.option("-o", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
def print_handout(
    plan: Path | None,
    protocol: str | None,
    side: PlanSide,
    phases: tuple[int, ...],
    layout: str,
    paper: Paper | None,
    log: str,
    education: bool,
    logo: Path | None,
    out: Path,
) -> None:
    """Prints a plan written in YAML, or a protocol, without a database."""
    from hep import plan_file
    from hep.handouts import CannotPrint, compose, layouts, render
    from hep.handouts.logo import read as read_logo
    from hep.yaml_file import Unreadable

    if (plan is None) == (protocol is None):
        raise click.UsageError("Name a plan file, or a protocol with --protocol.")
    if layout not in layouts():
        raise Stop(f"There is no layout “{layout}”. There are: {', '.join(layouts())}.")
    found = the_library()
    try:
        sheet = plan_file.read(plan, found) if plan else plan_file.of_protocol(found, protocol or "", side)
        if (last := max(phases, default=1)) > len(sheet.plan.phases):
            raise Stop(f"There is no phase {last}; the plan has {len(sheet.plan.phases)}.")
        keys = tuple(sheet.plan.phases[number - 1].key for number in phases)
        value = compose(
            sheet.plan,
            found,
            clinic=sheet.clinic,
            patient=sheet.patient,
            therapist=sheet.therapist,
            number=sheet.number,
            version=1,
            issued=sheet.date or date.today(),
            precautions=sheet.precautions,
            options=Options(layout, paper or sheet.paper, WEEKS[log], education, keys),
            logo=read_logo(logo.read_bytes()) if logo else b"",
        )
        pdf = render(value, figure_of=Gallery(found).drawn)
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from None
    except (CannotPrint, Refused, plan_file.Unknown) as error:
        raise Stop(str(error)) from None
    with written(out):
        out.write_bytes(pdf)
    click.echo(f"{out}")


@handout.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--protocol", "protocols", multiple=True, help="Only this protocol; repeat.")
@click.option("--layout", "wanted", multiple=True, help="Only this layout; repeat.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True, help="Paper.")
def samples(folder: Path, protocols: tuple[str, ...], wanted: tuple[str, ...], paper: Paper) -> None:
    """Prints every protocol in every layout for a made-up patient, to look at: FOLDER/PROTOCOL-LAYOUT.pdf."""
    from hep.handouts import layouts

    found = the_library()
    for name in wanted:
        if name not in layouts():
            raise Stop(f"There is no layout “{name}”. There are: {', '.join(layouts())}.")
    for protocol in protocols:
        if protocol not in found.protocols:
            raise Stop(f"There is no protocol “{protocol}”. There are: {', '.join(found.protocols)}.")
    gallery = Gallery(found)
    with written(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for protocol in protocols or found.protocols:
        for layout in wanted or layouts():
            out = folder / f"{protocol}-{layout}.pdf"
            with written(out):
                out.write_bytes(_sample(protocol, Options(layout, paper), gallery))
            click.echo(f"{out}")


def _sample(protocol: str, options: Options, gallery: Gallery) -> bytes:
    """The first phase of a protocol as a clinic would hand it out, on a day that is always the same."""
    from hep.core.start_plan import from_protocol
    from hep.handouts import Clinic, Patient, Therapist, compose, render

    plan = from_protocol(gallery.library.protocols[protocol], "left", gallery.library)
    plan = plan.described(goal="I want to walk to the market and back with my dog.", review_on=date(2026, 12, 7))
    handout = compose(
        plan,
        gallery.library,
        clinic=Clinic(
            "Lakeside Physical Therapy", "12 Station Road, Exampleton", "555 0142", "Mo to Fr, 8 to 6", "911"
        ),
        patient=Patient("Margaret Thompson", 1958),
        therapist=Therapist("Anna Lindqvist", "PT, DPT"),
        number="Sample",
        version=1,
        issued=date(2026, 11, 23),
        options=options,
    )
    return render(handout, figure_of=gallery.drawn, shelf=gallery.shelf)


commands = (handout,)
