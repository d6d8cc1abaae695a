"""The steward's pages: starting a formation, watching it, judging and publishing what it proposes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenfold.fellowship.members.export import csv_of
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import fellowship

from ..actions import publish_formation, set_aside_formation, start_again, start_formation, take_list
from ..forms import FormationForm
from ..models import Formation
from ..options import RunOptions, Who
from ..queries import proposals
from ..queries.access import access_formation
from ..refusals import Refused
from . import proposal_words

stewards = permission_required(Permission.FORM_CIRCLES)


@require_safe
@stewards
def formations(request: HttpRequest) -> HttpResponse:
    """All formations, newest first."""
    page = proposals.formations_page(request.GET.get("page", 1))
    return render(request, "circles/formations.html", {"page": page})


@require_POST
@stewards
def circle_list(request: HttpRequest) -> HttpResponse:
    """All circles and who sits in them, as a table to take along."""
    rows = take_list(actor=account_of(request))
    headers = {"Content-Disposition": 'attachment; filename="circles.csv"', "Cache-Control": "no-store"}
    return HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards
def formation_new(request: HttpRequest) -> HttpResponse:
    """Start a formation."""
    form = FormationForm(request.POST or None, fellowship=fellowship())
    if form.is_valid():
        formation = start_formation(actor=account_of(request), options=form.cleaned_data["options"])
        return redirect("formation", formation.pk)
    waiting = {who: proposals.to_be_seated(who).count() for who in Who.values}
    return render(
        request,
        "circles/formation_new.html",
        {"form": form, "waiting": waiting},
        status=422 if form.is_bound else 200,
    )


@require_safe
@stewards
def formation(request: HttpRequest, pk: int) -> HttpResponse:
    """One formation, from waiting to published."""
    found = access_formation(viewer=account_of(request), pk=pk)
    context: dict[str, Any] = {"formation": found, "options": RunOptions.from_json(found.options)}
    context |= proposal_words.standing_of(found)
    if found.standing in (Formation.Standing.PROPOSED, Formation.Standing.PUBLISHED):
        context |= proposal_words.proposal(found, page=request.GET.get("page", 1), level=_level(request))
    return render(request, "circles/formation.html", context)


def _level(request: HttpRequest) -> int:
    asked = request.GET.get("level", "1")
    return int(asked) if asked.isdecimal() and 0 < int(asked) < 10 else 1


@require_safe
@stewards
def formation_unplaced(request: HttpRequest, pk: int) -> HttpResponse:
    """Those without a seat, why, and what would help."""
    found = access_formation(viewer=account_of(request), pk=pk)
    page = proposals.unplaced_page(found, request.GET.get("page", 1))
    rows = [(row, proposal_words.reason(row), proposal_words.remedies(row, found)) for row in page]
    return render(request, "circles/unplaced.html", {"formation": found, "page": page, "rows": rows})


@require_POST
@stewards
def formation_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer every place to its member."""
    found = access_formation(viewer=account_of(request), pk=pk)
    try:
        left_out = publish_formation(actor=account_of(request), formation=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("formation", pk)
    messages.success(request, _("The proposal is published. Each member now answers for themselves."))
    if left_out:
        text = ngettext(
            "%(count)d person had left or found a place elsewhere since, and was left out.",
            "%(count)d people had left or found a place elsewhere since, and were left out.",
            left_out,
        )
        messages.info(request, text % {"count": left_out})
    return redirect("formation", pk)


@require_POST
@stewards
def formation_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a proposal go."""
    found = access_formation(viewer=account_of(request), pk=pk)
    try:
        set_aside_formation(actor=account_of(request), formation=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("formation", pk)


@require_POST
@stewards
def formation_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a run anew with the same options."""
    found = access_formation(viewer=account_of(request), pk=pk)
    try:
        again = start_again(actor=account_of(request), formation=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("formation", pk)
    return redirect("formation", again.pk)
