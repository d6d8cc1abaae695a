"""The pages of a circle and of the whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..actions import leave_circle
from ..calendar import calendar_of
from ..models import Circle
from ..panels import STAGES, panels_of, panels_of_whole
from ..queries import circle as circle_queries
from ..queries import mine, nest
from ..queries.access import access_circle, access_own_seat, sees_people_of
from . import proposal_words, standing_words, words


@require_safe
@member_required
def my_ten(request: HttpRequest, member: Member) -> HttpResponse:
    """The reader's own ten, or what waits for their answer, or how a ten comes about."""
    if seats := mine.my_seats(member):
        return redirect("circle", seats[0].level, seats[0].circle.number)
    if waiting := mine.open_placements(member):
        return redirect("placement", waiting[0].pk)
    context: dict[str, Any] = standing_words.without_a_seat(member)
    if row := mine.last_unplaced(member):
        context |= {
            "reason": proposal_words.reason(row),
            "remedies": proposal_words.remedies(row, row.formation),
        }
    return render(request, "circles/no_ten.html", context)


@require_safe
@member_required
def circle_page(request: HttpRequest, member: Member, level: int, number: int) -> HttpResponse:
    """A circle: its people for those who sit there, its shape for everybody."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    figures = circle_queries.figures(circle)
    context: dict[str, Any] = {
        "circle": circle,
        "name": words.name_of(circle),
        "crumbs": words.crumbs(circle),
        "hour": words.hour_words(circle, member.zone),
        "figures": figures,
        "own_seat": mine.seat_in(circle, member),
        "now": timezone.now(),
    }
    for stage in STAGES:
        context[stage] = list(panels_of(circle, viewer=member, stage=stage))
    if sees_people_of(circle, viewer=account_of(request)):
        context |= _inside(circle, member)
    else:
        context["seats"] = words.seats_without_names(circle, figures.seated)
    return render(request, "circles/circle.html", context | _surroundings(circle, member))


def _inside(circle: Circle, member: Member) -> dict[str, Any]:
    """What those see who sit in the circle."""
    companions = circle_queries.companions(circle, viewer=member)
    common, different = circle_queries.common_and_different(circle_queries.varieties(companions), len(companions))
    return {
        "inside": True,
        "companions": companions,
        "sits_here": any(companion.mine for companion in companions),
        "hour": words.hour_words(circle, member.zone, companions),
        "shared_languages": circle_queries.shared_languages(companions),
        "common": common,
        "different": different,
        "seats": words.seats_drawn(circle, companions),
    }


def _surroundings(circle: Circle, member: Member) -> dict[str, Any]:
    """What is below a circle, and the circles above it with it lit."""
    found: dict[str, Any] = {}
    if circle.level > 1:
        found["ring"] = words.ring_drawn(nest.ring_of(circle, member))
    found["above"] = [
        (above, words.ring_drawn(nest.ring_of(above, member, storeys=min(above.level, 3))))
        for above in nest.way_up(circle)[1:3]
    ]
    found["whole_ring"] = words.whole_drawn(nest.top_rings(member))
    return found


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_leave(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Leaving, on one page with one button; the dialog on the circle's page sends the same form."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=circle)
    if request.method != "POST":
        return render(request, "circles/leave.html", {"circle": circle, "name": words.name_of(circle)})
    leave_circle(actor=account_of(request), seat=seat)
    messages.success(request, _("You have left %(circle)s.") % {"circle": words.name_of(circle)})
    return redirect("today")


@require_safe
@member_required
def circle_calendar(request: HttpRequest, member: Member, level: int, number: int) -> HttpResponse:
    """The circle's hour as a calendar file, for those who sit in it."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    if mine.seat_in(circle, member) is None:
        raise Http404
    address = request.build_absolute_uri(words.address_of(circle))
    content = calendar_of(circle, name=words.name_of(circle), address=address)
    name = f"circle-{circle.level}-{circle.number}.ics"
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@member_required
def whole(request: HttpRequest, member: Member) -> HttpResponse:
    """The nest as a picture to walk through, and the fellowship counted."""
    rings = nest.top_rings(member)
    counted = nest.whole()
    context = {
        "whole_ring": words.whole_drawn(rings),
        "figures": words.figures_of_whole(counted),
        "tables": words.tables_of_whole(counted),
        "fewest": nest.FEWEST_SHOWN,
        "panels": list(panels_of_whole(member)),
        "own_way": [(words.name_of(circle), words.address_of(circle)) for circle in reversed(nest.own_way(member))],
    }
    return render(request, "circles/whole.html", context)
