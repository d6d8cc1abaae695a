"""Every answer of the site tells the browser to be careful."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.fellowship.members.door import come_in

PAGES = ["/", "/account/login/", "/account/password/reset/", "/nowhere/", "/api/nowhere"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_run_nothing_that_is_not_ours(db: None, client: Client, path: str) -> None:
    response = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_shown_in_no_frame_and_tell_no_other_site_where_one_was(db: None, client: Client, path: str) -> None:
    response = client.get(path)
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    come_in(client, "sam@example.org")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_with_https_cookies_travel_by_https_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    from tenfold.site import settings as house

    monkeypatch.setenv("TENFOLD_URL", "https://home.example")
    try:
        secured = importlib.reload(house)
        assert secured.SESSION_COOKIE_SECURE
        assert secured.CSRF_COOKIE_SECURE
        assert secured.SECURE_HSTS_SECONDS > 0
    finally:
        monkeypatch.undo()
        importlib.reload(house)


def test_a_form_of_another_site_is_turned_away(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sam)
    for name in ("erase", "export", "enter"):
        assert client.post(reverse(name)).status_code == 403


def test_what_is_personal_is_not_kept_by_caches(cast: Cast, client: Client) -> None:
    client.force_login(cast.noa.account)  # type: ignore[arg-type]
    assert client.post(reverse("export"))["Cache-Control"] == "no-store"
