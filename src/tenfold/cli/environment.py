"""Starting Django from the shell: settings are checked here, and what is wrong is said in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


def start_django(*, home: Path | None = None, demo: bool = False, defaults: dict[str, str] | None = None) -> None:
    """Load the settings and the rooms, or stop with a message that names the wrong setting.

    ``home`` overrides ``TENFOLD_HOME``; ``defaults`` are environment values used where the environment has none.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenfold.site.settings")
    if home is not None:
        os.environ["TENFOLD_HOME"] = str(home)
    if demo:
        os.environ["TENFOLD_DEMO"] = "1"
    for name, value in (defaults or {}).items():
        os.environ.setdefault(name, value)

    import django
    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    try:
        django.setup()
    except (EnvError, ImproperlyConfigured) as error:
        raise click.ClickException(
            f"A setting is wrong: {error}\nAll settings are listed in docs/operator.md."
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"The folder of this fellowship cannot be used: {error}\nSet TENFOLD_HOME to a folder that can be written."
        ) from error


def check_database() -> None:
    """Stop with a message where the database cannot be reached, or was not brought to this version yet."""
    from django.conf import settings
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be reached: {error}\nCheck DATABASE_URL.") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise click.ClickException(
            f"The fellowship in {settings.HOME} is new, or of an earlier version. Start it once with “tenfold serve”, "
            "or name another folder in TENFOLD_HOME."
        )


def say(text: str) -> None:
    """Print one line for the person at the shell, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
