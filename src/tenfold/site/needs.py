"""Circles that need something, each kind with the list behind its number. For stewards; nothing here acts by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.views.words import address_of, name_of, weekly_words
from tenfold.fellowship.delegates.queries import voiceless
from tenfold.fellowship.gatherings.queries import quiet_circles
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import member_of

PER_PAGE = 50
OPEN = Q(seats__left_at__isnull=True, seats__isnull=False)
AWAY = OPEN & Q(seats__paused_until__isnull=False)


@dataclass(frozen=True, slots=True)
class Need:
    """``words`` says how many (``%(n)d``); ``meaning`` what it means and what may help."""

    words: Promise
    title: Promise
    meaning: Promise
    found: Callable[[datetime], QuerySet[Circle]]


def _coming_together(_now: datetime) -> QuerySet[Circle]:
    return Circle.objects.filter(level=1, standing=Circle.Standing.FORMING).order_by("number")


def _few(_now: datetime) -> QuerySet[Circle]:
    living = Circle.objects.filter(level=1, standing__in=[Circle.Standing.ALIVE, Circle.Standing.RESTING])
    return living.annotate(here=Count("seats", filter=OPEN)).filter(here__lt=F("seats_min")).order_by("number")


def _resting(_now: datetime) -> QuerySet[Circle]:
    return Circle.objects.filter(standing=Circle.Standing.RESTING).order_by("level", "number")


NEEDS: Mapping[str, Need] = {
    "few": Need(
        ngettext_lazy(
            "%(n)d ten has fewer people than it began with.", "%(n)d tens have fewer people than they began with.", "n"
        ),
        _("Tens with few people"),
        _("Open seats are offered to those who wait and fit. A re-forming may join two tens, if their people agree."),
        _few,
    ),
    "resting": Need(
        ngettext_lazy("%(n)d circle rests.", "%(n)d circles rest.", "n"),
        _("Circles that rest"),
        _("Most of their people are away for a while, or left. They wake when there are people to meet."),
        _resting,
    ),
    "quiet": Need(
        ngettext_lazy(
            "Of %(n)d ten, nobody has said for three weeks that it met.",
            "Of %(n)d tens, nobody has said for three weeks that they met.",
            "n",
        ),
        _("Tens that may not be meeting"),
        _("It may be that they meet and nobody says so. A kind question to their delegate or to all of them helps."),
        lambda now: quiet_circles(now=now),
    ),
    "voiceless": Need(
        ngettext_lazy(
            "%(n)d circle has no voice in the circle above.", "%(n)d circles have no voice in the circle above.", "n"
        ),
        _("Circles without a voice"),
        _("Nobody who is willing speaks the language of the circle above and is free at its hour."),
        lambda _now: voiceless(),
    ),
    "forming": Need(
        ngettext_lazy("%(n)d ten is coming together.", "%(n)d tens are coming together.", "n"),
        _("Tens that are coming together"),
        _("They come alive when enough people have said yes. Their open seats are offered to those who wait."),
        _coming_together,
    ),
}


@permission_required(Permission.FORM_CIRCLES)
def circles_in_need(request: HttpRequest, need: str) -> HttpResponse:
    """The circles behind one number of the desk."""
    chosen = NEEDS.get(need)
    member = member_of(account=account_of(request))
    if chosen is None or member is None:
        raise Http404
    found = chosen.found(timezone.now())
    counted = found.annotate(sitting=Count("seats", filter=OPEN), away=Count("seats", filter=AWAY))
    page = Paginator(counted, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(name_of(circle), address_of(circle), weekly_words(circle, member.zone), circle) for circle in page]
    return render(request, "site/needs.html", {"need": chosen, "page": page, "rows": rows})
