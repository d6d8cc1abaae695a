"""Moving one person of a proposal by hand: first what it would do, then the move."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member

from ..actions import move_member
from ..effects import effect_of, source_of
from ..forms import MoveForm
from ..models import Circle, Formation
from ..queries.access import access_formation
from ..queries.fits import fitting_circles
from ..refusals import Refused
from . import proposal_words
from .formations import stewards


@require_http_methods(["GET", "HEAD", "POST"])
@stewards
def formation_move(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Without a circle asked for: where the person could go. With one: what that does; posted, it is done."""
    formation = access_formation(viewer=account_of(request), pk=pk)
    member = get_object_or_404(Member, key=key)
    form = MoveForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        raise Http404
    target = _target(formation, form.cleaned_data["circle"])
    if request.method == "POST":
        return _move(request, formation, member, target, anyway=form.cleaned_data["anyway"])
    context: dict[str, Any] = {
        "formation": formation,
        "member": member,
        "source": source_of(formation, member),
        "fits": fitting_circles(formation, member),
        "movable": formation.standing == Formation.Standing.PROPOSED,
    }
    if "circle" in request.GET and context["movable"]:
        context |= proposal_words.effect(effect_of(formation, member, target))
    return render(request, "circles/move.html", context)


def _target(formation: Formation, number: int | None) -> Circle | None:
    return get_object_or_404(Circle, formation=formation, level=1, number=number) if number else None


def _move(
    request: HttpRequest, formation: Formation, member: Member, target: Circle | None, *, anyway: bool
) -> HttpResponse:
    try:
        move_member(actor=account_of(request), formation=formation, member=member, circle=target, anyway=anyway)
    except Refused as refusal:
        messages.error(request, str(refusal))
        asked = f"?circle={target.number if target else ''}"
        return redirect(reverse("formation_move", args=[formation.pk, member.key]) + asked)
    messages.success(request, _("%(name)s was moved.") % {"name": member.name})
    return redirect("formation", formation.pk)
