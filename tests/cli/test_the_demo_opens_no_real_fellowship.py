"""``tenfold demo`` neither empties nor opens a fellowship that it did not make, whatever the folder says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from tenfold.cli.demo import FILLED, FILLING, fill_with_progress
from tenfold.fellowship.members.models import Member
from tests.cast import Cast


@pytest.mark.parametrize("state", [FILLING, FILLED])
def test_a_mark_made_for_another_database_counts_for_nothing(
    cast: Cast, settings: Any, tmp_path: Path, state: str
) -> None:
    settings.HOME = tmp_path
    (tmp_path / "demo").write_text(f"{state}\nanother database")
    with pytest.raises(click.ClickException, match="not the demo"):
        fill_with_progress()
    assert Member.objects.filter(pk=cast.noa.pk).exists()


def test_a_wrong_openid_setting_is_told_in_words(tmp_path: Path) -> None:
    environment = {**os.environ, "TENFOLD_OPENID": '{"name": "us"}', "TENFOLD_HOME": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tenfold", "serve", "--port", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "TENFOLD_OPENID" in done.stderr
    assert "Traceback" not in done.stderr
