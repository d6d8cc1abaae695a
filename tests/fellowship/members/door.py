"""Going through the door as a person does: address, letter, code."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.members.models import Account, Member


def account_of(member: Member) -> Account:
    """The account behind a member of the cast."""
    assert member.account is not None
    return member.account


def browser_of(member: Member) -> Client:
    """A browser in which a member is signed in."""
    client = Client()
    client.force_login(account_of(member))
    return client


def code_in_last_letter() -> str:
    """The code that stands alone on a line of the newest mail."""
    found = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def ask_for_code(client: Client, email: str) -> str:
    """Type an address on the entrance page; the code of the letter."""
    response = client.post(reverse("account_login"), {"login": email})
    assert response.status_code == 302
    return code_in_last_letter()


def come_in(client: Client, email: str) -> None:
    """Sign in by a code."""
    code = ask_for_code(client, email)
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response.status_code == 302, response.content.decode()
