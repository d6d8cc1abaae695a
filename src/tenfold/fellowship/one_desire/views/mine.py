"""One's own words: where they were taken, and the two answers to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .. import actions
from ..queries.access import access_own_taking, my_takings
from ..queries.mine import shown
from .common import telling

PER_PAGE = 10


@member_required
@require_safe
def my_words(request: HttpRequest, _member: Member) -> HttpResponse:
    """Wherever words of mine were taken."""
    page = Paginator(my_takings(viewer=account_of(request)), PER_PAGE).get_page(request.GET.get("page", 1))
    return render(request, "one_desire/my_words.html", {"page": page, "found": shown(list(page))})


@member_required
@require_POST
def answer(request: HttpRequest, _member: Member, pk: int) -> HttpResponse:
    """Agree, have them back, or say whether others may walk from them to my desire."""
    taking = access_own_taking(viewer=account_of(request), pk=pk)
    verb, walked = request.POST.get("verb", ""), request.POST.get("walked") == "yes"
    actor = account_of(request)
    with telling(request):
        if verb == "agree":
            words = request.POST.get("words")
            actions.agree(actor=actor, taking=taking, may_be_walked=walked, words=words)
            messages.success(
                request, _("Your words stand in the text, with your yes. You can have them back at any time.")
            )
        elif verb == "back":
            actions.have_back(actor=actor, taking=taking)
            messages.success(request, _("You have your words back. They are out of the text, and of what came of it."))
        elif verb == "walk":
            actions.let_walk(actor=actor, taking=taking, may_be_walked=walked)
            messages.success(request, _("It is kept."))
        else:
            messages.error(request, _("This could not be read. Nothing was changed."))
    return redirect("my_words")
