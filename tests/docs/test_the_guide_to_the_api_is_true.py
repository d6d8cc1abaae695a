"""The example of docs/api.md runs as it stands, against a fellowship that answers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tenfold.fellowship.members.actions import create_api_token
from tenfold.site.api import RATE
from tests.cast import meet_the_cast
from tests.fellowship.conduct.stories import seated
from tests.fellowship.members.door import account_of

GUIDE = (Path(__file__).resolve().parents[2] / "docs/api.md").read_text()


@pytest.mark.django_db(transaction=True)
def test_the_example_runs(live_server: LiveServer) -> None:
    cast = meet_the_cast()
    seated([cast.noa, cast.pavel])
    secret = create_api_token(actor=account_of(cast.noa), name="example")[1]
    example = re.findall(r"```python\n(.*?)```", GUIDE, flags=re.DOTALL)[0]
    ran = subprocess.run(
        [sys.executable, "-c", example],
        env={"TENFOLD_URL": live_server.url, "TENFOLD_TOKEN": secret},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout.startswith("I am Noa\n")
    assert "meets next at" in ran.stdout


def test_the_rate_is_the_one_in_force() -> None:
    (said,) = re.findall(r"more than (\d+) requests in a minute", GUIDE)
    assert f"{said}/m" == RATE
