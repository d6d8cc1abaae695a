"""Who may open a page at all. What they may do there is decided in actions and queries."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from .models import Account, Member, Standing
from .permissions import Permission, require
from .queries import member_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in; only for views behind one of the guards below."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - a guard has already turned everybody else away
    return account


def member_required(view: View[Concatenate[Member, P]]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open to members who entered; the view gets the member. Others are shown the way in."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        member = member_of(account=account_of(request))
        if member is None or member.standing != Standing.ENTERED:
            return redirect("enter")
        return view(request, member, *args, **kwargs)

    return guarded


def person_required(view: View[Concatenate[Member, P]]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open to members, and to those who ask to enter; the view gets the member. Others are shown the way in."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        member = member_of(account=account_of(request))
        if member is None or member.standing not in (Standing.ENTERED, Standing.APPLYING):
            return redirect("enter")
        return view(request, member, *args, **kwargs)

    return guarded


def permission_required(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Open to members whose role grants ``permission``; other members are told that it belongs to the stewards."""

    def guard(view: View[P]) -> View[P]:
        @member_required
        @wraps(view)
        def guarded(request: HttpRequest, _member: Member, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(account_of(request), permission)
            return view(request, *args, **kwargs)

        return guarded

    return guard
