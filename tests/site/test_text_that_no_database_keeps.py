"""Signs that no database can keep are refused in words, wherever they are sent."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.cast import Cast

NUL = "\x00"
HALF = "\ud800"


@pytest.mark.parametrize("path", ["/circles/1-1%00/", "/?next=%00", "/?%00=a", "/nowhere%00"])
def test_an_address_with_them_is_a_bad_request(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("sign", [NUL, HALF])
@pytest.mark.parametrize(
    ("said", "field"), [({"what": "a{}b"}, "what"), ({"what": ["a", "{}"]}, "what.1"), ({"{}": "a"}, "")]
)
def test_a_program_is_told_which_field_has_them(
    cast: Cast, client: Client, sign: str, said: dict[str, object], field: str
) -> None:
    client.force_login(cast.noa.account)
    body = json.dumps(said).replace("{}", json.dumps(sign).strip('"'))
    answer = client.post("/api/me/matters", body, content_type="application/json")
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]


def test_a_form_with_them_is_a_bad_request(cast: Cast, client: Client) -> None:
    client.force_login(cast.noa.account)
    assert client.post("/language/", {"language": f"he{NUL}"}).status_code == 400


def test_what_looks_like_them_and_is_text_goes_through(cast: Cast, client: Client) -> None:
    client.force_login(cast.noa.account)
    answer = client.post("/api/me/matters", json.dumps({"what": "\\u0000 שלום"}), content_type="application/json")
    assert "what" not in answer.json().get("fields", {}) or "signs" not in str(answer.json())


def test_a_body_that_is_no_json_is_told_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.noa.account)
    assert client.post("/api/me/matters", "{\\u0000", content_type="application/json").status_code == 400
