"""``tenfold serve``: the site and its worker, from one command."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import click

from tenfold.cli.environment import say, start_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 picks a free one.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds everything of this fellowship (TENFOLD_HOME).",
)
@click.option("--worker/--no-worker", default=True, help="Run background jobs beside the site (default), or elsewhere.")
def serve(host: str, port: int, home: Path | None, worker: bool) -> None:
    """Serve a fellowship. An empty one prints the link by which its first steward comes in."""
    port = free_port(host, port)
    start_django(home=home, defaults={"TENFOLD_URL": f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"})
    prepare()
    greet_first_steward()
    run_site(host=host, port=port, worker=worker)


def free_port(host: str, port: int) -> int:
    """The port to listen on, or a message that names who is in the way."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}:{port}: {error.strerror}. Is another program using it? Try --port {port + 1}."
            ) from error
        return int(probe.getsockname()[1])


def prepare() -> None:
    """Bring the database and the static files to this version; quick when there is nothing to do."""
    from django.core.management import call_command
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be reached: {error}\nCheck DATABASE_URL.") from error
    say("Preparing the database …")
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()


def collect_static() -> None:
    """Copy the static files into the home folder, unless this very version of them is already there."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    seen = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = hashlib.sha256(repr(seen).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Preparing the pages …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted)


def greet_first_steward() -> None:
    """Print the link for the first steward, as long as there is none."""
    from django.conf import settings

    from tenfold.fellowship.members.actions import create_first_steward_link

    path = create_first_steward_link()
    if path is not None:
        say("\nThis fellowship is empty. Its first steward comes in here (keep the link to yourself):")
        say(f"\n  {settings.URL}{path}\n")


def run_site(*, host: str, port: int, worker: bool) -> None:
    """Run the ASGI server in this process and the worker in a child that ends with it."""
    import uvicorn
    from django.conf import settings

    from tenfold.cli.worker import Worker

    class Announced(uvicorn.Server):
        """Says that it serves when it really does."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(f"Serving {settings.URL}   (Ctrl-C stops)")

    config = uvicorn.Config(
        "tenfold.site.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    with Worker(enabled=worker):
        Announced(config).run()
