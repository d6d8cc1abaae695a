"""Coming in without passwords: one field, a code, or a passkey. Nobody learns who else is here."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.fellowship.members.door import account_of, ask_for_code, browser_of, come_in

ENTRANCE = ["account_login", "account_signup", "mfa_login_webauthn"]


def fields(html: str) -> set[str]:
    """Names of the visible fields in the page's own form."""
    main = html.split("<main")[1].split("</main>")[0]
    return set(re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*name="(\w+)"', main))


def test_one_field_and_a_passkey(db: None, client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert fields(html) == {"login"}
    assert 'id="passkey_login"' in html
    assert "password" not in fields(html)


def test_a_code_opens_the_door_once(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "noa@example.org")
    assert mail.outbox[-1].to == ["noa@example.org"]
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert client.get(reverse("today")).status_code == 200
    other = Client()
    ask_for_code(other, "noa@example.org")
    assert other.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 200, "an old code is no key"


def test_a_wrong_code_is_said_kindly_and_three_wrong_ones_begin_anew(cast: Cast, client: Client) -> None:
    ask_for_code(client, "noa@example.org")
    confirm = reverse("account_confirm_login_code")
    assert "not the code of the letter" in client.post(confirm, {"code": "XXXX"}).content.decode()
    client.post(confirm, {"code": "XXXX"})
    assert client.post(confirm, {"code": "XXXX"}).status_code == 302


def test_an_address_that_is_known_and_one_that_is_not_look_the_same(cast: Cast) -> None:
    pages = []
    for email in ("noa@example.org", "stranger@example.org"):
        client = Client()
        response = client.post(reverse("account_login"), {"login": email}, follow=True)
        html = response.content.decode().replace(email, "")
        pages.append((response.redirect_chain, re.sub(r'csrfmiddlewaretoken" value="\w+"|CSRFToken": "\w+', "", html)))
    assert pages[0] == pages[1]
    assert "not known here" in mail.outbox[-1].subject


def test_after_coming_in_one_is_led_where_one_wanted_to_go_but_never_to_another_site(cast: Cast) -> None:
    for wanted, led in (("/you/", "/you/"), ("https://evil.example/", "/today/")):
        client = Client()
        code = ask_for_code(client, "noa@example.org")
        url = f"{reverse('account_confirm_login_code')}?next={wanted}"
        assert client.post(url, {"code": code}).url == led  # type: ignore[attr-defined]


def test_the_door_rests_kindly_when_it_is_tried_too_often(cast: Cast) -> None:
    answers = [Client().post(reverse("account_login"), {"login": "noa@example.org"}) for _times in range(31)]
    letters = [letter for letter in mail.outbox if letter.to == ["noa@example.org"]]
    assert len(letters) == 3, "no one floods somebody else's mailbox"
    assert answers[-1].status_code == 429
    assert "the door rests for a few minutes" in answers[-1].content.decode()


@pytest.mark.parametrize(
    "path", ["password/reset/", "password/change/", "password/set/", "password/reset/key/1-x/", "reauthenticate/"]
)
def test_there_is_nothing_to_do_with_passwords(cast: Cast, path: str) -> None:
    for client in (Client(), browser_of(cast.noa)):
        assert client.get(f"/account/{path}").status_code == 404
        assert client.post(f"/account/{path}", {"email": "noa@example.org"}).status_code == 404


def test_a_password_in_the_form_is_no_key(cast: Cast, client: Client) -> None:
    noa = account_of(cast.noa)
    noa.set_password("secret")
    noa.save()
    client.post(reverse("account_login"), {"login": noa.email, "password": "secret"})
    assert client.get(reverse("today")).status_code == 302


def test_a_passkey_is_another_door_and_not_a_second_lock(cast: Cast, client: Client) -> None:
    noa = account_of(cast.noa)
    Authenticator.objects.create(user=noa, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}})
    come_in(client, noa.email)
    assert client.get(reverse("today")).status_code == 200
    html = client.get(reverse("mfa_list_webauthn")).content.decode()
    assert "Phone" in html


def test_who_lost_a_passkey_takes_it_away_after_coming_in_by_a_code(cast: Cast, client: Client) -> None:
    noa = account_of(cast.noa)
    key = Authenticator.objects.create(
        user=noa, type=Authenticator.Type.WEBAUTHN, data={"name": "Lost", "credential": {}}
    )
    remove = reverse("mfa_remove_webauthn", args=[key.pk])
    come_in(client, noa.email)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 3600}]
    session.save()
    assert client.post(remove).url.startswith(reverse("mfa_reauthenticate_webauthn"))  # type: ignore[attr-defined]
    client.post(reverse("account_logout"))
    come_in(client, noa.email)
    client.post(remove)
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_a_further_address_is_confirmed_by_a_code_and_opens_the_door_too(cast: Cast, client: Client) -> None:
    come_in(client, "noa@example.org")
    client.post(reverse("account_email"), {"action_add": "", "email": "noa@work.example"})
    code = re.search(r"^[A-Z0-9-]{4,}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    client.post(reverse("account_email_verification_sent"), {"code": code[0]})
    assert EmailAddress.objects.get(email="noa@work.example").verified
    again = Client()
    come_in(again, "noa@work.example")
    assert "Noa" in again.get(reverse("profile")).content.decode()


def test_pages_of_the_entrance_have_no_inline_script_and_no_style(cast: Cast, client: Client) -> None:
    browser = browser_of(cast.noa)
    pages = [client.get(reverse(name)).content.decode() for name in ("account_login", "account_signup")]
    pages += [
        browser.get(reverse(name)).content.decode() for name in ("mfa_add_webauthn", "account_email", "account_logout")
    ]
    for html in pages:
        for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL):
            assert "src=" in attributes or 'type="application/json"' in attributes, attributes
            assert "src=" not in attributes or not body.strip()
        assert not re.search(r"\son\w+=|\sstyle=|<style", html)
