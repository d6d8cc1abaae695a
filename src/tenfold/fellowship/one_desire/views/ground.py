"""The page of a circle's one desire, and of the whole's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..actions import begin
from ..queries.access import access_ground, access_piece
from ..queries.ground import seen
from ..queries.walking import walk_down
from .common import address_of, called, languages_of, page_of, telling, way


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_desire(
    request: HttpRequest, member: Member, level: int | None = None, number: int | None = None
) -> HttpResponse:
    """A circle's one desire, what unites it and what each side guards; POST begins to compose a new one."""
    circle = access_ground(viewer=account_of(request), level=level, number=number)
    if request.method == "POST":
        with telling(request):
            made = begin(actor=account_of(request), circle=circle, language=request.POST.get("language", ""))
            return redirect(page_of(made))
        return redirect(address_of(circle))
    context = {
        "circle": circle,
        "name": called(circle),
        "crumbs": way(circle),
        "address": address_of(circle),
        "seen": seen(circle, viewer=member),
        "languages": languages_of(member, circle),
    }
    return render(request, "one_desire/one_desire.html", context)


@member_required
@require_http_methods(["GET", "HEAD"])
def walk(request: HttpRequest, member: Member, key: str, pk: int) -> HttpResponse:
    """From words of a one desire down to where they came from."""
    piece = access_piece(viewer=account_of(request), key=key, pk=pk)
    circle = piece.version.composition.circle
    context = {
        "circle": circle,
        "name": called(circle),
        "crumbs": way(circle, _("Where these words came from")),
        "address": address_of(circle),
        "step": walk_down(piece, viewer=member),
        "text": piece.version,
        "composition": piece.version.composition,
    }
    return render(request, "one_desire/walk.html", context)
