"""How accounts are made and what they may open: the seam to django-allauth."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up out of the blue: a person comes in by an invitation link, which sets the session key."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return "invitation" in request.session
