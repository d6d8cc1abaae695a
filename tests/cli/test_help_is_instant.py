"""``tenfold --help`` loads nothing heavy, and every command in it exists."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from tenfold.cli import COMMANDS, main

HEAVY = ("numpy", "numba", "scipy", "django", "babel", "openpyxl")


def loaded_by(code: str) -> set[str]:
    """The modules that are there after running some code in a fresh interpreter."""
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    modules = loaded_by("from tenfold.cli import main\nmain(['--help'], standalone_mode=False)")
    assert "click" in modules
    assert not modules & set(HEAVY)


def test_a_list_is_checked_before_the_engine_is_loaded() -> None:
    modules = loaded_by("import tenfold.cli.form, tenfold.cli.reading")
    assert not modules & {"numba", "scipy"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_explains_itself(name: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, name)
    assert command is not None
    assert command.name == name
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_an_unknown_command_is_refused_in_words() -> None:
    refused = CliRunner().invoke(main, ["dance"])
    assert refused.exit_code == 2
    assert "dance" in refused.stderr
