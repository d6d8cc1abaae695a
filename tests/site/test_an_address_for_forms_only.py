"""Opening an address that only takes what a form sends shows a page with a way on, not an empty window."""

from __future__ import annotations

from django.test import Client

from tests.cast import Cast


def test_it_has_a_page_that_leads_home(cast: Cast, client: Client) -> None:
    assert cast.noa.account is not None
    client.force_login(cast.noa.account)
    answer = client.get("/threshold/why/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "/today/" in answer.content.decode()


def test_a_program_gets_no_page(cast: Cast, client: Client) -> None:
    assert cast.noa.account is not None
    client.force_login(cast.noa.account)
    assert b"<html" not in client.put("/threshold/why/").content
    assert b"<html" not in client.get("/api/placements/1/accept").content
