"""Whether letters about proposals come: chosen when signed in, or with the link of a letter by whoever holds it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..actions import choose_letters, choose_letters_by_link
from ..letters.stopping import member_by_token
from ..queries.letters import wishes_letters


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, member: Member) -> HttpResponse:
    """Letters about proposals: yes or no."""
    if request.method == "POST":
        choose_letters(actor=account_of(request), proposals=request.POST.get("proposals") == "yes")
        messages.success(request, _("It is written down."))
        return redirect("letters")
    return render(request, "circles/letters.html", {"wished": wishes_letters(member)})


@csrf_exempt  # mail programs send this by themselves when their reader asks them to (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter. Opening it changes nothing, for some mail programs open every link; its button does.

    A mail program that stops letters for its reader posts here without the field ``proposals``.
    """
    member = member_by_token(token)
    if member is None:
        raise Http404
    if request.method == "POST":
        choose_letters_by_link(token=token, proposals=request.POST.get("proposals") == "yes")
    context = {"wished": wishes_letters(member), "answered": request.method == "POST"}
    return render(request, "circles/letters_stop.html", context)
