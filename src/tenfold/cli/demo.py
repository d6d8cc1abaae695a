"""``tenfold demo``: a living community after one command."""

from __future__ import annotations

from pathlib import Path

import click

from tenfold.cli.environment import say, start_django
from tenfold.cli.serve import free_port, prepare, run_site

FILLING, FILLED = "being filled", "filled"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 picks a free one.")
@click.option(
    "--home",
    default="demo-home",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds all of the demo; delete it to begin anew.",
)
def demo(host: str, port: int, home: Path) -> None:
    """Start a demo community that is already alive, and say how to come in as anyone of it.

    The first start makes some hundred people, their tens and hundreds; every later start takes seconds. Anyone who
    can reach the address can come in as anybody, so keep it on your own machine.
    """
    port = free_port(host, port)
    start_django(home=home, demo=True, defaults={"TENFOLD_URL": f"http://localhost:{port}"})
    prepare()
    fill_with_progress()

    from django.conf import settings

    say(f"\nA community of invented people is waiting for you:\n\n  {settings.URL}/come-in-as/\n")
    say(f"Everything of it lies in the folder {settings.HOME}; delete it to begin anew.\n")
    run_site(host=host, port=port, worker=True)


def fill_with_progress() -> None:
    """Fill the demo, once, with a bar that shows how far it is. One that was killed on the way is begun anew.

    A fellowship that is no demo is never touched, nor opened to strangers.
    """
    from django.conf import settings
    from django.core.management import call_command
    from rich.console import Console
    from rich.progress import Progress

    from tenfold.site.demo.fill import fill, is_empty

    mark, database = Path(settings.HOME) / "demo", settings.DATABASES["default"]
    # The mark counts for one database only: DATABASE_URL may name another one the next time.
    which = " ".join(str(database.get(part, "")) for part in ("ENGINE", "HOST", "PORT", "NAME"))
    state, _, marked = mark.read_text().partition("\n") if mark.exists() else ("", "", "")
    if marked != which:
        state = ""
    if state == FILLED:
        return
    if not is_empty():
        if state != FILLING:
            raise click.ClickException(
                "This is a fellowship that is not the demo, and nothing was touched. "
                f"Choose another folder than {settings.HOME} with --home, and see where DATABASE_URL leads."
            )
        call_command("flush", verbosity=0, interactive=False)
    mark.write_text(f"{FILLING}\n{which}")
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        fill(progress=lambda share, stage: bar.update(task, completed=share, description=stage))
    mark.write_text(f"{FILLED}\n{which}")
