"""The pages that belong to no single room: the front, the charter, and a member's Today."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.circle import companions
from tenfold.fellowship.circles.queries.mine import my_seats, open_placements
from tenfold.fellowship.circles.today import panels_for
from tenfold.fellowship.circles.views.answer_words import open_until
from tenfold.fellowship.circles.views.standing_words import without_a_seat
from tenfold.fellowship.circles.views.words import hour_words, name_of, seats_drawn
from tenfold.fellowship.conduct.queries import needs_my_word
from tenfold.fellowship.members.guards import member_required
from tenfold.fellowship.members.models import Member


def front(request: HttpRequest) -> HttpResponse:
    """What this fellowship is for, for anybody who comes by."""
    return render(request, "site/front.html")


def charter(request: HttpRequest) -> HttpResponse:
    """What everybody is promised here, in their language."""
    return render(request, "site/charter.html")


@member_required
def today(request: HttpRequest, member: Member) -> HttpResponse:
    """A member's evening: what waits for an answer, the hour of the ten, the ten itself, what other rooms say."""
    seats = my_seats(member)
    circles = [seat.circle for seat in seats]
    context: dict[str, Any] = {
        "date": date_format(timezone.localtime(timezone=ZoneInfo(member.zone)), _("l, j F")),
        "member": member,
        "waiting": [(placement, open_until(placement, member)) for placement in open_placements(member)],
        "matters": list(needs_my_word(member)),
        "circles": circles[1:],
        "panels": list(panels_for(member)),
    }
    if seats:
        context |= ten_of(circles[0], member) | {"away_until": seats[0].paused_until}
    elif not context["waiting"]:
        context |= without_a_seat(member)
    return render(request, "site/today.html", context)


def ten_of(ten: Circle, member: Member) -> dict[str, Any]:
    """The member's own ten: its hour on their clock, its ring, its people."""
    people = companions(ten, viewer=member)
    return {
        "ten": ten,
        "ten_name": name_of(ten),
        "hour": hour_words(ten, member.zone, people),
        "people": people,
        "seats": seats_drawn(ten, people),
    }
