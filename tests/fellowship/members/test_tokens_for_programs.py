"""A member makes a token; a program acts with it as the member may, within what the token may do, until it ends."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.members import actions, queries
from tenfold.fellowship.members.actions.ending import end_membership
from tenfold.fellowship.members.bearer import TokenThrottle
from tenfold.fellowship.members.export import everything_about
from tenfold.fellowship.members.models import ApiToken, Member
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of


def token_of(member: Member, **said: Any) -> str:
    """The secret of a fresh token."""
    return actions.create_api_token(actor=account_of(member), name="calendar", **said)[1]


def ask(secret: str, address: str = "api:me", *, method: str = "get", body: object = None, **where: object) -> Any:
    """What a program gets that shows this token."""
    program = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {secret}"})
    content = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return getattr(program, method)(reverse(address, kwargs=where), **content)


def test_a_program_reads_what_its_member_reads(cast: Cast) -> None:
    answer = ask(token_of(cast.noa))
    assert (answer.status_code, answer.json()["key"]) == (200, cast.noa.key)


def test_a_steward_s_token_does_what_a_steward_may_and_no_other_does(cast: Cast) -> None:
    assert ask(token_of(cast.miriam), "api:members").status_code == 200
    assert ask(token_of(cast.noa), "api:members").status_code == 403


def test_writing_needs_a_token_that_may_write_and_no_csrf(cast: Cast) -> None:
    change: dict[str, Any] = {"address": "api:change_me", "method": "patch", "body": {"gift": "bread"}}
    refused = ask(token_of(cast.noa), **change)
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "This token may read only. Make one that may write as well.",
    )
    assert ask(token_of(cast.noa, scope="write"), **change).json()["gift"] == "bread"


def test_only_a_digest_of_the_secret_is_kept(cast: Cast) -> None:
    secret = token_of(cast.noa)
    assert secret.startswith("tenfold_")
    row = ApiToken.objects.values().get()
    assert not any(secret in str(value) or secret.removeprefix("tenfold_") in str(value) for value in row.values())
    told = json.dumps(everything_about(cast.noa), default=str)
    assert "calendar" in told
    assert row["digest"] not in told


def ended(cast: Cast, secret: str) -> None:
    actions.revoke_api_token(actor=account_of(cast.noa), token=ApiToken.objects.get())


def expired(cast: Cast, secret: str) -> None:
    ApiToken.objects.update(created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now())


def left(cast: Cast, secret: str) -> None:
    actions.leave(actor=account_of(cast.noa))


def ended_by_decision(cast: Cast, secret: str) -> None:
    end_membership(actor=account_of(cast.miriam), member=cast.noa)


def erased(cast: Cast, secret: str) -> None:
    actions.erase(actor=account_of(cast.noa))


def closed(cast: Cast, secret: str) -> None:
    account_of(cast.noa).__class__.objects.filter(pk=account_of(cast.noa).pk).update(is_active=False)


@pytest.mark.parametrize("what", [ended, expired, left, ended_by_decision, erased, closed])
def test_a_token_that_is_over_opens_nothing_and_says_so(cast: Cast, what: Any) -> None:
    secret = token_of(cast.noa)
    what(cast, secret)
    answer = ask(secret)
    assert answer.status_code == 401
    assert "token" in answer.json()["detail"]
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("secret", ["", "forged", "tenfold_forged", "tenfold_\x00", "é" * 40])
def test_an_invented_token_opens_nothing_also_beside_a_session(cast: Cast, secret: str) -> None:
    browser = browser_of(cast.noa)
    answer = browser.get(reverse("api:me"), headers={"authorization": f"Bearer {secret}".encode().decode("latin-1")})
    assert answer.status_code == 401


def test_without_any_key_one_is_told_how(cast: Cast) -> None:
    answer = Client().get(reverse("api:me"))
    assert (answer.status_code, answer.json()["detail"]) == (
        401,
        "Sign in, or show a token: Authorization: Bearer …",
    )


@pytest.mark.parametrize(
    ("address", "method", "body", "where"),
    [
        ("api:me_leave", "post", {}, {}),
        ("api:token_make", "post", {"name": "another"}, {}),
        ("api:token_end", "delete", None, {"pk": 1}),
    ],
)
def test_what_is_done_in_person_no_token_does(
    cast: Cast, address: str, method: str, body: object, where: dict[str, object]
) -> None:
    secret = token_of(cast.noa, scope="write")
    answer = ask(secret, address, method=method, body=body, **where)
    assert answer.status_code == 403
    assert "in person" in answer.json()["detail"]
    assert ApiToken.objects.get().is_open


def test_a_signed_in_browser_still_needs_its_csrf_token(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account_of(cast.noa))
    answer = browser.patch(reverse("api:change_me"), "{}", content_type="application/json")
    assert answer.status_code == 403


def test_one_token_may_not_ask_without_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenThrottle, "allow_request", _counted)
    secret, other = token_of(cast.noa), token_of(cast.pavel)
    assert [ask(secret).status_code for _number in range(3)] == [200, 200, 429]
    assert ask(other).status_code == 200
    browser = browser_of(cast.noa)
    assert {browser.get(reverse("api:me")).status_code for _number in range(4)} == {200}


def _counted(self: TokenThrottle, request: Any) -> bool:
    """The throttle of the API, with a rate that a test can reach."""
    self.num_requests, self.duration = 2, 60
    return super(TokenThrottle, self).allow_request(request)


def test_the_last_use_is_seen_and_written_seldom(cast: Cast, django_assert_max_num_queries: Any) -> None:
    secret = token_of(cast.noa)
    assert ApiToken.objects.get().last_used_at is None
    ask(secret)
    first = ApiToken.objects.get().last_used_at
    ask(secret)
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_the_page_shows_the_secret_once(cast: Cast) -> None:
    noa = browser_of(cast.noa)
    made = noa.post(reverse("api_tokens"), {"name": "my calendar", "scope": "read", "days": "30"})
    html = made.content.decode()
    assert 'value="tenfold_' in html
    later = noa.get(reverse("api_tokens")).content.decode()
    assert "my calendar" in later
    assert 'value="tenfold_' not in later
    noa.post(reverse("api_token_end", args=[ApiToken.objects.get().pk]))
    assert not ApiToken.objects.get().is_open
    assert "ended" in noa.get(reverse("api_tokens")).content.decode()


def test_what_is_done_with_tokens_stands_in_the_record(cast: Cast) -> None:
    token_of(cast.noa)
    actions.revoke_api_token(actor=account_of(cast.noa), token=ApiToken.objects.get())
    verbs = [entry.verb for entry in entries_concerning(cast.noa)]
    assert verbs == ["members.revoke_token", "members.create_token"]


def test_tokens_are_one_s_own(cast: Cast) -> None:
    token_of(cast.noa)
    token = ApiToken.objects.get()
    with pytest.raises(Http404):
        queries.access_api_token(viewer=account_of(cast.miriam), pk=token.pk)
    with pytest.raises(PermissionDenied):
        actions.revoke_api_token(actor=account_of(cast.miriam), token=token)


def test_only_members_make_them_and_sensibly(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.create_api_token(actor=cast.sam, name="mine")
    wrongs: list[dict[str, Any]] = [
        {"name": " "},
        {"name": "x", "scope": "all"},
        {"name": "x", "days": 0},
        {"name": "x", "days": 999},
    ]
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            actions.create_api_token(actor=account_of(cast.noa), **wrong)
    for _number in range(20):
        token_of(cast.noa)
    with pytest.raises(Refused):
        token_of(cast.noa)


def test_the_document_tells_programs_how_to_show_a_token() -> None:
    found = Client().get(reverse("api:openapi-json")).json()
    assert found["components"]["securitySchemes"]["TokenAuth"] == {"type": "http", "scheme": "bearer"}
    assert {"TokenAuth": []} in found["paths"]["/api/me"]["get"]["security"]
    assert {"TokenAuth": []} not in found["paths"]["/api/me/leave"]["post"]["security"]
