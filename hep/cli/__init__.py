"""The command `hep`: one noun a file."""

import click

from hep import __version__
from hep.cli import archive, drawing, library, many, paper, planning, server


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hep")
def main() -> None:
    """Home exercise programs for physical therapy."""


for _noun in (server, library, drawing, planning, paper, archive, many):
    for _command in _noun.commands:
        main.add_command(_command)
