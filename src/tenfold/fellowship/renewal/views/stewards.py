"""The stewards' pages: what is wrong with tens, the change that is proposed, seasons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tenfold.fellowship.circles.actions import publish_formation, set_aside_formation
from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.views.proposal_words import standing_of
from tenfold.fellowship.circles.views.words import name_of
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.permissions import Permission

from .. import actions
from ..forms import OpenSeasonForm
from ..models import Season
from ..queries import renewals as queries
from ..queries.asks import movers
from ..queries.looks import last_look
from ..words import change_words, reasons_words, side_words, summary_words, trouble_words

stewards = permission_required(Permission.FORM_CIRCLES)
PER_PAGE = 20


@require_safe
@stewards
def renewals(request: HttpRequest) -> HttpResponse:
    """What is wrong, what is open, what was."""
    viewer = account_of(request)
    at, found = last_look(viewer=viewer)
    season = queries.open_season()
    context = {
        "looked_at": at,
        "troubles": [
            (one, name_of(one.circle) if one.circle else "", trouble_words(one)) for one in found if one.circle
        ],
        "movers": [(ask, name_of(ask.circle), reasons_words(ask)) for ask in movers(viewer=viewer)],
        "open": queries.open_renewal(viewer=viewer),
        "page": Paginator(queries.renewals(viewer=viewer), PER_PAGE).get_page(request.GET.get("page", 1)),
        "season": season,
        "wishes": queries.wishes_count(season) if season else None,
        "season_due": queries.season_due(),
        "season_form": OpenSeasonForm(),
    }
    return render(request, "renewal/renewals.html", context)


@require_POST
@stewards
def renewal_start(request: HttpRequest) -> HttpResponse:
    """Look for the smallest change."""
    try:
        formation = actions.start_repair(actor=account_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("renewals")
    return redirect("renewal", formation.pk)


@require_safe
@stewards
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """One re-forming: the whole, each circle before and after, what holds only together, how answers stand."""
    found = queries.access_renewal(viewer=account_of(request), pk=pk)
    context: dict[str, Any] = {"formation": found} | standing_of(found)
    if not context["at_work"]:
        page = Paginator(queries.sides(found), PER_PAGE).get_page(request.GET.get("page", 1))
        answers = queries.answers(found)
        context |= {
            "page": page,
            "sides": [(side, side_words(side)) for side in page],
            "changes": [(change, change_words(change)) for change in queries.changes_of(found)],
            "remaining": [
                (one, name_of(one.circle), trouble_words(one)) for one in queries.remaining(found) if one.circle
            ],
            "summary": summary_words(found),
            "answers": answers,
            "proposed": found.standing == Formation.Standing.PROPOSED,
            "published": found.standing == Formation.Standing.PUBLISHED,
        }
    return render(request, "renewal/renewal.html", context)


@require_POST
@stewards
def renewal_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask everybody concerned."""
    found = queries.access_renewal(viewer=account_of(request), pk=pk)
    try:
        left_out = publish_formation(actor=account_of(request), formation=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("renewal", pk)
    messages.success(request, _("Everybody concerned is asked now. Until they say yes, nothing changes."))
    if left_out:
        text = ngettext(
            "%(count)d person was left out: much has changed for them since.",
            "%(count)d people were left out: much has changed for them since.",
            left_out,
        )
        messages.info(request, text % {"count": left_out})
    return redirect("renewal", pk)


@require_POST
@stewards
def renewal_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go; nobody has seen it."""
    found = queries.access_renewal(viewer=account_of(request), pk=pk)
    try:
        set_aside_formation(actor=account_of(request), formation=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("renewal", pk)


@require_POST
@stewards
def season_open(request: HttpRequest) -> HttpResponse:
    """Open a season."""
    form = OpenSeasonForm(request.POST)
    try:
        if form.is_valid():
            actions.open_season(actor=account_of(request), days=form.cleaned_data["days"])
            messages.success(request, _("The season is open. Whoever says nothing stays where they are."))
        else:
            messages.error(request, _("Choose for how many days the season takes answers."))
    except (Refused, ValidationError) as refusal:
        messages.error(request, refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal))
    return redirect("renewals")


@require_POST
@stewards
def season_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more answers, and look for exchanges."""
    try:
        formation = actions.close_season(actor=account_of(request), season=get_object_or_404(Season, pk=pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("renewals")
    if formation is None:
        messages.info(request, _("Fewer than two people wish to meet new people this season. All keep their tens."))
        return redirect("renewals")
    return redirect("renewal", formation.pk)
