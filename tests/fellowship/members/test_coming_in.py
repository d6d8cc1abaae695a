"""Lea is given a link. She comes in by her address and a code, and becomes a member by her own yes."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.members.actions import (
    create_first_steward_link,
    create_invitation,
    create_personal_links,
    enter,
    leave,
    revoke_invitation,
)
from tenfold.fellowship.members.models import Account, Invitation, Member, MemberLanguage, RoleGrant, Standing
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import invitation_by_token
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of, code_in_last_letter, come_in


def link(cast: Cast, **more: object) -> str:
    _invitation, token = create_invitation(actor=account_of(cast.miriam), **more)  # type: ignore[arg-type]
    return reverse("invited", args=[token])


def open_link_and_confirm_address(client: Client, path: str, email: str) -> None:
    client.post(path)
    response = client.post(reverse("account_signup"), {"email": email})
    assert response.url == reverse("account_email_verification_sent")  # type: ignore[attr-defined]
    response = client.post(response.url, {"code": code_in_last_letter()})  # type: ignore[attr-defined]
    assert response.url == reverse("enter")  # type: ignore[attr-defined]


def imported(name: str = "Lea Stern", email: str = "lea@example.org") -> Member:
    member = Member.objects.create(name=name, email=email, external_id="17", zone="Europe/Paris", origin="harbour")
    MemberLanguage.objects.create(member=member, code="fr", rank=0)
    return member


def test_the_link_says_who_invites_and_what_happens_and_keeps_nothing(cast: Cast, client: Client) -> None:
    page = client.get(link(cast)).content.decode()
    assert "Morning Star" in page
    assert "To become one, of our own will." in page
    assert "You can leave at any time" in page
    assert "invitation" not in client.session


def test_from_the_link_to_membership(cast: Cast, client: Client) -> None:
    open_link_and_confirm_address(client, link(cast), "Lea@Example.org")
    assert not Member.objects.filter(account__email="lea@example.org").exists(), "a code alone makes nobody a member"
    response = client.post(reverse("enter"), {"name": "  Lea   Stern "})
    assert response.url == reverse("profile_edit")  # type: ignore[attr-defined]
    lea = Member.objects.get(account__email="lea@example.org")
    assert (lea.name, lea.standing) == ("Lea Stern", Standing.ENTERED)
    assert client.get(reverse("today")).status_code == 200
    assert "invitation" not in client.session


def test_entering_needs_a_name_and_keeps_the_invitation(cast: Cast, client: Client) -> None:
    open_link_and_confirm_address(client, link(cast), "lea@example.org")
    response = client.post(reverse("enter"), {"name": "   "})
    assert response.status_code == 422
    assert client.post(reverse("enter"), {"name": "Lea"}).status_code == 302


def test_a_link_for_two_lets_two_in_and_no_third(cast: Cast) -> None:
    path = link(cast, uses=2)
    for name in ("Lea", "Omar"):
        client = Client()
        open_link_and_confirm_address(client, path, f"{name}@example.org")
        assert client.post(reverse("enter"), {"name": name}).status_code == 302
    third = Client().get(path)
    assert third.status_code == 404
    assert "This invitation has ended" in third.content.decode()


def test_two_who_come_at_the_same_moment_cannot_both_take_the_last_place(cast: Cast) -> None:
    invitation, _token = create_invitation(actor=account_of(cast.miriam))
    lea, omar = (Account.objects.create_user(f"{name}@example.org") for name in ("lea", "omar"))
    enter(actor=lea, name="Lea", invitation=invitation)
    with pytest.raises(ValidationError, match="taken up"):  # omar's page was opened before lea went on
        enter(actor=omar, name="Omar", invitation=invitation)
    assert not Member.objects.filter(account=omar).exists()


@pytest.mark.parametrize("fate", ["ended", "revoked", "forged"])
def test_a_link_that_is_no_more_says_so_kindly(cast: Cast, client: Client, fate: str) -> None:
    invitation, token = create_invitation(actor=account_of(cast.miriam))
    if fate == "ended":
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=invitation.created_at)
    elif fate == "revoked":
        revoke_invitation(actor=account_of(cast.miriam), invitation=invitation)
    else:
        token = "forged"
    response = client.get(reverse("invited", args=[token]))
    assert response.status_code == 404
    assert "Ask whoever invited you for a new one" in response.content.decode()
    client.post(reverse("invited", args=[token]))
    assert "One comes in by an invitation" in client.get(reverse("account_signup")).content.decode()


def test_an_invitation_that_is_revoked_on_the_way_lets_nobody_enter(cast: Cast, client: Client) -> None:
    invitation, token = create_invitation(actor=account_of(cast.miriam))
    open_link_and_confirm_address(client, reverse("invited", args=[token]), "lea@example.org")
    revoke_invitation(actor=account_of(cast.miriam), invitation=invitation)
    client.post(reverse("enter"), {"name": "Lea"})
    assert not Member.objects.filter(account__email="lea@example.org").exists()


def test_only_a_digest_of_the_link_is_kept(cast: Cast) -> None:
    invitation, token = create_invitation(actor=account_of(cast.miriam))
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert invitation_by_token(token) == invitation


def test_without_an_invitation_the_door_to_new_accounts_is_shut(cast: Cast, client: Client) -> None:
    response = client.post(reverse("account_signup"), {"email": "lea@example.org"})
    assert "One comes in by an invitation" in response.content.decode()
    assert not Account.objects.filter(email="lea@example.org").exists()
    with pytest.raises(PermissionDenied):
        enter(actor=cast.sam, name="Sam")


def test_who_is_signed_in_and_nobody_yet_reads_a_kind_page(cast: Cast, client: Client) -> None:
    come_in(client, "sam@example.org")
    response = client.get(reverse("today"), follow=True)
    assert "You are signed in, and not a member yet" in response.content.decode()


def test_a_personal_link_offers_the_address_and_opens_the_prepared_profile(cast: Cast, client: Client) -> None:
    lea = imported()
    path = link(cast, member=lea)
    assert "Lea Stern" in client.get(path).content.decode()
    client.post(path)
    assert 'value="lea@example.org"' in client.get(reverse("account_signup")).content.decode()
    open_link_and_confirm_address(client, path, "lea.private@example.org")
    assert "harbour" in client.get(reverse("enter")).content.decode()
    client.post(reverse("enter"), {"name": "Lea"})
    lea.refresh_from_db()
    assert (lea.name, lea.standing, lea.origin) == ("Lea", Standing.ENTERED, "harbour")
    assert lea.address == "lea.private@example.org", "from now on letters go where she comes in"


def test_a_personal_link_taken_up_by_one_is_shut_for_another(cast: Cast, client: Client) -> None:
    lea = imported()
    first, second = (link(cast, member=lea) for _times in range(2))
    open_link_and_confirm_address(client, first, "lea@example.org")
    client.post(reverse("enter"), {"name": "Lea"})
    assert Client().get(second).status_code == 404


def test_somebody_who_has_an_account_already_comes_in_as_always_and_the_invitation_waits(cast: Cast) -> None:
    client = Client()
    client.post(link(cast))
    response = client.post(reverse("account_signup"), {"email": "sam@example.org"})
    assert response.url == reverse("account_email_verification_sent"), "nobody learns that the address is known"  # type: ignore[attr-defined]
    assert "known here already" in str(mail.outbox[-1].body)
    client.post(reverse("account_logout"))
    client = Client()
    client.post(link(cast))
    come_in(client, "sam@example.org")
    assert client.post(reverse("enter"), {"name": "Sam"}).status_code == 302
    assert Member.objects.get(account=cast.sam).standing == Standing.ENTERED


def test_a_link_with_a_role_gives_it_and_says_so_before(cast: Cast, client: Client) -> None:
    path = link(cast, role="teacher")
    assert "role of a teacher" in client.get(path).content.decode()
    open_link_and_confirm_address(client, path, "lea@example.org")
    client.post(reverse("enter"), {"name": "Lea"})
    assert RoleGrant.objects.get(member__name="Lea").role == "teacher"


def test_the_console_lets_the_first_steward_in_and_nobody_after(db: None, client: Client) -> None:
    path = create_first_steward_link()
    again = create_first_steward_link()
    assert path is not None
    assert again is not None
    assert client.get(path).status_code == 404, "a new link closes the one before"
    open_link_and_confirm_address(client, again, "first@example.org")
    response = client.post(reverse("enter"), {"name": "First"})
    assert response.url == reverse("fellowship_edit")  # type: ignore[attr-defined]
    assert allowed(Account.objects.get(), Permission.EDIT_FELLOWSHIP)
    assert create_first_steward_link() is None


def test_the_console_link_is_shut_as_soon_as_there_is_a_steward(db: None, client: Client) -> None:
    path = create_first_steward_link()
    assert path is not None
    lea = Member.objects.create(
        name="Lea",
        standing=Standing.ENTERED,
        entered_at="2026-01-01T00:00Z",
        account=Account.objects.create_user("l@x.org"),
    )
    RoleGrant.objects.create(member=lea, role="steward")
    assert client.get(path).status_code == 404


def test_who_left_comes_back_by_signing_in(cast: Cast) -> None:
    leave(actor=account_of(cast.noa))
    client = browser_of(cast.noa)
    assert "The way back is open" in client.get(reverse("today"), follow=True).content.decode()
    client.post(reverse("enter"), {"name": "Noa"})
    cast.noa.refresh_from_db()
    assert cast.noa.standing == Standing.ENTERED


def test_a_list_of_links_is_safe_in_a_spreadsheet_and_each_link_opens(cast: Cast) -> None:
    imported(name="=HYPERLINK(1)")
    response = browser_of(cast.miriam).post(reverse("invitation_links"))
    text = response.content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    url = text.splitlines()[1].rpartition(",")[2]
    assert Client().get(url.removeprefix("http://localhost:8000")).status_code == 200
    assert len(create_personal_links(actor=account_of(cast.miriam))) == 1
    assert Client().get(url.removeprefix("http://localhost:8000")).status_code == 200, "a new list leaves the old good"
