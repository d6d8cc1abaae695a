"""Promise 4: all of one's data can be erased by the person alone, at once."""

from __future__ import annotations

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.members.actions import grant_role, leave
from tenfold.fellowship.members.models import Account, Attribute, Member
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of, come_in


def everything_in_the_database() -> str:
    """Every row of every table as text, sessions opened."""
    rows = [row for model in apps.get_models() for row in model.objects.values()]  # type: ignore[attr-defined]
    opened = [session.get_decoded() for session in Session.objects.all()]
    return json.dumps([rows, opened], cls=DjangoJSONEncoder, default=str)


def fill(cast: Cast) -> Member:
    """Leave traces of Noa wherever a trace can be left."""
    noa = cast.noa
    Member.objects.filter(pk=noa.pk).update(
        name="Noatrace", origin="origintrace", gift="gifttrace", external_id="idtrace"
    )
    craft = Attribute.objects.create(key="craft", label="Craft")
    noa.attribute_values.create(attribute=craft, value="answertrace")
    noa.wishes.create(kind="apart", written="wishtrace")
    cast.ruth.wishes.create(kind="together", written="noatrace")
    Authenticator.objects.create(
        user=account_of(noa), type=Authenticator.Type.WEBAUTHN, data={"name": "keytrace", "credential": {}}
    )
    grant_role(actor=account_of(cast.miriam), member=noa, role="teacher")
    noa.refresh_from_db()
    return noa


def test_after_the_second_click_no_trace_is_left(cast: Cast) -> None:
    noa = fill(cast)
    phone, desk = Client(), Client()
    come_in(phone, "noa@example.org")
    come_in(desk, "noa@example.org")
    before = everything_in_the_database()
    traces = ["trace", "noa@example.org", noa.key]
    assert all(trace in before for trace in traces)
    page = phone.get(reverse("erase")).content.decode()
    assert "What stays of you here: nothing." in page
    assert phone.post(reverse("erase")).status_code == 302
    after = everything_in_the_database()
    assert [trace for trace in traces if trace in after] == []
    assert not Member.objects.filter(pk=noa.pk).exists()
    assert not Account.objects.filter(email="noa@example.org").exists()
    assert not EmailAddress.objects.filter(email="noa@example.org").exists()


def test_one_is_signed_out_everywhere(cast: Cast) -> None:
    phone, desk = browser_of(cast.noa), browser_of(cast.noa)
    phone.post(reverse("erase"))
    for browser in (phone, desk):
        assert browser.get(reverse("profile")).url.startswith(reverse("account_login"))  # type: ignore[attr-defined]


def test_the_record_keeps_that_something_was_done_and_not_to_whom(cast: Cast) -> None:
    fill(cast)
    before = Entry.objects.count()
    browser_of(cast.noa).post(reverse("erase"))
    assert Entry.objects.count() >= before
    granted = Entry.objects.get(verb="members.grant_teacher")
    assert (granted.concerns, granted.target, granted.details) == (None, "members.member", {})
    assert granted.actor == cast.miriam.account, "what a steward did stays theirs"


def test_nobody_else_is_touched(cast: Cast) -> None:
    fill(cast)
    cast.ruth.wishes.create(kind="together", written="Pavel")
    browser_of(cast.noa).post(reverse("erase"))
    assert Member.objects.count() == 4
    assert [wish.written for wish in cast.ruth.wishes.all()] == ["Pavel"]


def test_who_left_and_who_never_entered_can_be_erased_too(cast: Cast) -> None:
    leave(actor=account_of(cast.noa))
    browser_of(cast.noa).post(reverse("erase"))
    sam = Client()
    sam.force_login(cast.sam)
    sam.post(reverse("erase"))
    assert "noa" not in everything_in_the_database()
    assert "sam@example.org" not in everything_in_the_database()


def test_a_mere_look_at_the_page_erases_nothing(cast: Cast) -> None:
    browser_of(cast.noa).get(reverse("erase"))
    assert Member.objects.filter(pk=cast.noa.pk).exists()
