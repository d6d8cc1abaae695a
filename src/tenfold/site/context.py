"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import fellowship, member_of


def house(request: HttpRequest) -> dict[str, Any]:
    """The fellowship, the person who looks, and whether this is the demo."""
    account = getattr(request, "user", None)
    known = account if account is not None and account.is_authenticated else None
    return {
        "fellowship": fellowship(),
        "me": member_of(account=known) if known else None,
        "is_steward": allowed(known, Permission.FORM_CIRCLES),
        "demo": settings.DEMO,
    }
