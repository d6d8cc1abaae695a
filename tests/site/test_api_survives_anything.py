"""Whatever a program sends to the API, it gets an answer in words, never a crash."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from tools.openapi import PATH

from tests.cast import Cast

PUBLISHED = schemathesis.openapi.from_dict(json.loads(PATH.read_text()))
EXAMPLES = 200 if os.environ.get("TENFOLD_EXPLORE") else 40
OPERATIONS = {f"{found.ok().method} {found.ok().path}": found.ok() for found in PUBLISHED.get_all_operations()}


def send(client: Client, case: Any) -> int:
    """Send what was drawn, with a body where one was drawn; the status of the answer."""
    body = json.dumps(case.body, default=str) if isinstance(case.body, dict | list | str | int | float) else ""
    query = urlencode(case.query or {}, doseq=True)
    path = case.formatted_path
    answer = client.generic(case.method, path, body, content_type="application/json", QUERY_STRING=query)
    return answer.status_code


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_stewards_program_may_send_anything(operation: str, cast: Cast) -> None:
    assert cast.miriam.account is not None
    steward = Client(raise_request_exception=True)
    steward.force_login(cast.miriam.account)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(case=OPERATIONS[operation].as_strategy())
    def anything(case: Any) -> None:
        assert send(steward, case) < 500

    anything()
