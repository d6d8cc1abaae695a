"""The link with which a letter stops all further ones, without signing in."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tenfold.fellowship.members.models import Member

SALT = "circles.letters"


def stop_token(member: Member) -> str:
    """What proves that a link was made for this person by this house. It holds for good, and does this one thing."""
    return signing.dumps(member.key, salt=SALT)


def stop_link(member: Member) -> str:
    return f"{settings.URL}{reverse('letters_stop', args=[stop_token(member)])}"


def member_by_token(token: str) -> Member | None:
    """The person that a link was made for; None for an invented one, or when they are gone."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Member.objects.filter(key=key).first()
