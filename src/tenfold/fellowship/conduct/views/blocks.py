"""Somebody I met: what I may do about them. And whom I keep away from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.visibility import card_of

from .. import actions, queries
from ..places import places


@require_safe
@member_required
def person(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """What I may do about somebody with whom I sit or sat: keep away, report."""
    other = queries.access_person(viewer=account_of(request), key=key)
    context = {
        "other": other,
        "blocked": any(found.other_id == other.pk for found in queries.my_blocks(member)),
        "shared": (shared := _shared_circles(member, other)),
        "card": card_of(other) if shared else None,
    }
    return render(request, "conduct/person.html", context)


def _shared_circles(member: Member, other: Member) -> list[tuple[str, str]]:
    """The circles in which both sit now: what they are called, and their address."""
    theirs = {seat.where for seat in places().seats_of(other.pk)}
    mine = places().seats_of(member.pk)
    return [(seat.name, places().address_of(seat.where)) for seat in mine if seat.where in theirs]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def block(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """Keep away from somebody, on one page with one button."""
    other = queries.access_person(viewer=account_of(request), key=key)
    if request.method != "POST":
        return render(request, "conduct/block.html", {"other": other})
    actions.block(actor=account_of(request), other=other)
    messages.success(
        request, _("From now on you are not placed with %(name)s. They are not told.") % {"name": other.name}
    )
    return redirect("person", key=other.key) if _shared_circles(member, other) else redirect("blocks")


@require_POST
@member_required
def unblock(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Take it back."""
    other = queries.access_person(viewer=account_of(request), key=key)
    actions.unblock(actor=account_of(request), other=other)
    messages.success(request, _("You may be placed with %(name)s again.") % {"name": other.name})
    return redirect("blocks")


@require_safe
@member_required
def blocks(request: HttpRequest, member: Member) -> HttpResponse:
    """Whom I keep away from. Nobody else sees this page."""
    return render(request, "conduct/blocks.html", {"blocks": queries.my_blocks(member)})
