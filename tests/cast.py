"""The same few people in every test, so that a test reads as a story about somebody one knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from tenfold.fellowship.members.models import Account, Fellowship, Member, MemberLanguage, Role, RoleGrant, Standing
from tenfold.fellowship.threshold.models import Purpose, PurposeText


@dataclass(frozen=True)
class Cast:
    """Miriam keeps the fellowship, Daniel teaches; Noa, Pavel and Ruth are members; Sam is signed in but nobody yet."""

    miriam: Member
    daniel: Member
    noa: Member
    pavel: Member
    ruth: Member
    sam: Account


def member(
    name: str,
    *,
    languages: tuple[str, ...] = ("en",),
    zone: str = "Europe/London",
    hours: str = "Mon 19:00-21:00",
    country: str = "GB",
    origin: str = "",
    gift: str = "",
    standing: str = Standing.ENTERED,
) -> Member:
    """Make one member with an account of their own."""
    account = Account.objects.create_user(f"{name.lower()}@example.org")
    made = Member.objects.create(
        account=account,
        standing=standing,
        name=name,
        email=account.email,
        zone=zone,
        hours=hours,
        country=country,
        origin=origin,
        gift=gift,
        entered_at=timezone.now() if standing not in (Standing.INVITED, Standing.APPLYING) else None,
        waits_since=timezone.now() if standing == Standing.ENTERED else None,
    )
    MemberLanguage.objects.bulk_create(
        MemberLanguage(member=made, code=code, rank=rank) for rank, code in enumerate(languages)
    )
    return made


def meet_the_cast() -> Cast:
    """Put the cast into an otherwise empty fellowship."""
    Fellowship.objects.create(pk=1, name="Morning Star")
    purpose = Purpose.objects.create(number=1)
    PurposeText.objects.create(purpose=purpose, language="en", text="To become one, of our own will.")
    miriam = member("Miriam", languages=("en", "he"), origin="academy", gift="listening")
    daniel = member("Daniel", languages=("he", "en"), zone="Asia/Jerusalem", country="IL", origin="traditional")
    RoleGrant.objects.create(member=miriam, role=Role.STEWARD)
    RoleGrant.objects.create(member=daniel, role=Role.TEACHER)
    return Cast(
        miriam=miriam,
        daniel=daniel,
        noa=member("Noa", languages=("he",), zone="Asia/Jerusalem", country="IL", origin="kibbutz", gift="music"),
        pavel=member("Pavel", languages=("ru", "en"), zone="Europe/Moscow", country="RU", origin="newcomers"),
        ruth=member("Ruth", languages=("en",), zone="America/New_York", country="US", origin="secular"),
        sam=Account.objects.create_user("sam@example.org"),
    )
