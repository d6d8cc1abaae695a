"""Reading who is here. Every page, API call and shell command asks here."""

from __future__ import annotations

from .models import Account, Fellowship, Member


def fellowship() -> Fellowship:
    """The fellowship this installation serves; an unsaved one with its defaults before the first steward came in."""
    return Fellowship.objects.filter(pk=1).first() or Fellowship(pk=1, name="Tenfold")


def member_of(*, account: Account) -> Member | None:
    """The member an account opens, or None for an account that is nobody yet."""
    return Member.objects.filter(account_id=account.pk).first()
