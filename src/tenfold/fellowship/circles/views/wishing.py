"""Waiting for a ten, not waiting, and the way back into the ten one left."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..actions import come_back, wish_for_a_ten, wish_for_no_ten
from ..queries.access import access_circle
from ..refusals import Refused
from . import words


@member_required
@require_POST
def ten_wish(request: HttpRequest, _member: Member) -> HttpResponse:
    """Wait for a ten (``wish=yes``), or not (``wish=no``)."""
    try:
        if request.POST.get("wish") == "no":
            wish_for_no_ten(actor=account_of(request))
            messages.success(request, _("Nothing is proposed to you until you say that you wish for a ten."))
        else:
            wish_for_a_ten(actor=account_of(request))
            messages.success(request, _("You wait for a ten."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("today")


@member_required
@require_POST
def circle_come_back(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Return into a ten that one left."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    try:
        come_back(actor=account_of(request), circle=circle)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("today")
    messages.success(request, _("You sit in %(circle)s again.") % {"circle": words.name_of(circle)})
    return redirect("circle", level, number)
