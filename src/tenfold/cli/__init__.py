"""The one entry point, ``tenfold``. A command's module is loaded when it is called, so that help is instant."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from tenfold import __version__

COMMANDS: Mapping[str, tuple[str, str]] = {
    "form": ("tenfold.cli.form", "From a spreadsheet of people to circles that share a language and an hour."),
    "nest": ("tenfold.cli.nest", "From a table of millions, in Parquet or CSV, to tens, hundreds, … up to one top."),
    "rotate": ("tenfold.cli.rotate", "The same people at changing tables, round after round, so that few meet twice."),
    "unite": ("tenfold.cli.unite", "From the responses of a conversation to what unites and what divides in it."),
    "desires": ("tenfold.cli.desires", "Bring in a conversation of another place, or write out all desires."),
    "world": ("tenfold.cli.world", "Invent scattered people, as a spreadsheet to try things with."),
    "demo": ("tenfold.cli.demo", "Start a demo community that is already alive."),
    "serve": ("tenfold.cli.serve", "Serve a fellowship: the site and its worker."),
    "worker": ("tenfold.cli.worker", "Do background jobs of a fellowship served elsewhere."),
    "keep": (
        "tenfold.cli.keep",
        "What falls due as time passes, such as offering open seats; a worker does it too.",
    ),
}
"""Every command, in the order of the help: the module that holds a click command of that name, and one line."""


class _Commands(click.Group):
    """A group that knows its commands by name and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature, here and below
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tenfold")
def main() -> None:
    """Tenfold: scattered people, brought together in tens."""
