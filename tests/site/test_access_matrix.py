"""Every address of the site is asked by every kind of visitor, and answers as the table in ``access/`` says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from tenfold.fellowship.members.models import Account, Invitation, Standing
from tenfold.fellowship.threshold.models import Application
from tests import cast as people
from tests.cast import Cast
from tests.site import access
from tests.site.access import VISITORS, Answer, Row

ROWS: dict[str, Row] = {
    name: row
    for module in iter_modules(access.__path__)
    for name, row in import_module(f"{access.__name__}.{module.name}").ROWS.items()
}


def addresses(resolver: URLResolver, namespace: str = "", path: str = "") -> Iterator[str]:
    """The names of all addresses, in which one may be shared by several patterns; the path where there is none."""
    for pattern in resolver.url_patterns:
        here = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else here
        else:
            yield from addresses(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, here)


ADDRESSES = sorted(set(addresses(get_resolver())))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    missing = sorted(set(ADDRESSES) - set(ROWS))
    stale = sorted(set(ROWS) - set(ADDRESSES))
    assert not missing, f"Say in tests/site/access/ who may open: {missing}"
    assert not stale, f"Rows for addresses that are no more: {stale}"


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) & set(ROWS)))
def test_each_visitor_gets_the_answer_of_the_table(name: str, cast: Cast) -> None:
    row = ROWS[name]
    try:
        url = reverse(name, kwargs=dict(row.where(cast)))
    except NoReverseMatch:
        url = f"/{name}"
    kind = (
        {"content_type": "application/json"}
        if name.startswith("api:") and row.method in ("post", "put", "patch")
        else {}
    )
    found: dict[str, Answer] = {}
    for visitor in VISITORS:
        with transaction.atomic():  # what one visitor does is undone before the next one comes
            response = getattr(come(visitor, cast), row.method)(url, data=dict(row.data(cast)), **kind)
            found[visitor] = led_to(response.url) if response.status_code in (301, 302) else response.status_code
            transaction.set_rollback(True)
    assert found == dict(row.answers)


def come(visitor: str, cast: Cast) -> Client:
    """A browser in the hands of one kind of visitor."""
    client = Client()
    accounts_of = {"member": cast.noa, "teacher": cast.daniel, "steward": cast.miriam}
    if visitor == "left":
        client.force_login(account_of(people.member("Lea", standing=Standing.LEFT).account))
    elif visitor == "applicant":
        lea = people.member("Lea", standing=Standing.APPLYING)
        Application.objects.create(member=lea)
        client.force_login(account_of(lea.account))
    elif visitor in ("nobody", "invited"):
        client.force_login(cast.sam)
    elif visitor != "anonymous":
        client.force_login(account_of(accounts_of[visitor].account))
    if visitor == "invited":
        session = client.session
        session["invitation"] = Invitation.objects.create(
            digest="0" * 64, expires_at=timezone.now() + timedelta(days=1)
        ).pk
        session.save()
    return client


def account_of(account: Account | None) -> Account:
    assert account is not None
    return account


def led_to(url: str) -> str:
    """The name of the page that a redirect leads to, or the address itself when it is not ours."""
    path = url.partition("?")[0].partition("#")[0]
    try:
        return resolve(path).url_name or path
    except Resolver404:
        return path
