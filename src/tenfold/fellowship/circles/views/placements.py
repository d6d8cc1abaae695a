"""What is proposed to me, why, and my answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..actions import accept_placement, decline_placement
from ..explaining import words_for
from ..models import Circle, Placement
from ..queries import circle as circle_queries
from ..queries import mine
from ..queries.access import access_placement
from ..refusals import Refused
from . import words


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def placement(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A proposed seat: what, when in my time, why, what else; yes and no beside each other."""
    found = access_placement(viewer=account_of(request), pk=pk)
    if request.method == "POST":
        return _answer(request, found)
    others = circle_queries.others_asked(found)
    context: dict[str, Any] = {
        "placement": found,
        "circle": found.circle,
        "name": words.name_of(found.circle),
        "crumbs": words.crumbs(found.circle),
        "hour": words.hour_words(found.circle, member.zone),
        "why": words_for(found, on=timezone.now().date()),
        "others": others,
        "seats": words.seats_asked(found.circle, member, others.people),
        "former": [seat for seat in mine.my_seats(member) if seat.level == found.level],
        "can_answer": found.standing in (Placement.Standing.OFFERED, Placement.Standing.DECLINED)
        and found.circle.standing != Circle.Standing.CLOSED,
        "alternative": _alternative(found, member),
    }
    return render(request, "circles/placement.html", context)


def _alternative(found: Placement, member: Member) -> dict[str, str] | None:
    """The next best circle, with its hour on the reader's clock."""
    other = circle_queries.alternative_to(found)
    if other is None:
        return None
    return {
        "name": words.name_of(other),
        "address": words.address_of(other),
        "language": other.language,
        "hour": words.weekly_words(other, member.zone),
    }


def _answer(request: HttpRequest, found: Placement) -> HttpResponse:
    answer = request.POST.get("answer")
    try:
        if answer == "accept":
            accept_placement(actor=account_of(request), placement=found)
            messages.success(request, _("You have a seat in %(circle)s.") % {"circle": words.name_of(found.circle)})
            return redirect("circle", found.level, found.circle.number)
        if answer == "decline":
            decline_placement(actor=account_of(request), placement=found)
            messages.success(request, _("You said no. Nothing else changes for you."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("placement", found.pk)
