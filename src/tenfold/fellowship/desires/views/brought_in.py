"""Rounds that were held elsewhere, as they can be read here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..queries import reading
from ..queries.rounds import brought_in, story_of
from . import words


@require_safe
@member_required
def rounds_brought_in(request: HttpRequest, _member: Member) -> HttpResponse:
    """All of them."""
    return render(request, "desires/brought_in_all.html", {"rounds": brought_in(viewer=account_of(request))})


@require_safe
@member_required
def round_brought_in(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """One of them: what united, the map, and all that was said."""
    story = story_of(viewer=account_of(request), key=key)
    held = story.held
    known = held.alike_low is not None and held.alike_high is not None
    every = {desire.pk: desire for desire in [*(ground.desire for ground in story.unites), *story.rest]}
    numbers = {
        pk: place
        for place, pk in enumerate((int(row[0]) for row in held.picture.get("desires", []) if int(row[0]) in every), 1)
    }
    context = {
        "held": held,
        "link": held.link if held.link.startswith(("https://", "http://")) else "",
        "unites": story.unites,
        "rest": reading.shown(story.rest, viewer=member, language=get_language() or "en"),
        "alike": words.alike_words((held.alike_low or 0.0, held.alike_high or 0.0)) if known else "",
        "map": held.picture,
        "numbers": numbers,
        "rows": [(number, every[pk]) for pk, number in numbers.items()],
        "sides": range(1, held.camps + 1) if held.camps > 1 else (),
    }
    return render(request, "desires/brought_in.html", context)
