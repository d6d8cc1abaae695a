"""Reading what is desired: by a circle, by the whole, by oneself; and one desire with all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission, allowed

from ..forms import RenderingForm
from ..models import Desire, Response
from ..panels import fate_of, grounds_of
from ..queries import reading
from ..queries.access import access_desire, access_scope
from ..queries.moderating import hiding_of
from ..queries.reading import Shown
from ..queries.rounds import brought_in
from ..reach import may_see
from . import words


@require_safe
@member_required
def desires(request: HttpRequest, member: Member, level: int = 0, number: int = 0) -> HttpResponse:
    """What is desired for one circle, or (without one) for the whole."""
    circle = access_scope(viewer=account_of(request), level=level, number=number) if level else None
    page = reading.desires_of(circle, viewer=member, page=request.GET.get("page", 1))
    context = {
        "circle": circle,
        "name": words.where_name(circle),
        "code": words.where_code(circle),
        "tabs": words.tabs(member, "desires", circle),
        "page": page,
        "rows": reading.shown(list(page), viewer=member, language=get_language() or "en"),
        "ground_url": words.where_url("ground", circle),
        "cards_url": words.where_url("desire_cards", circle),
        "grounds": list(grounds_of(circle, viewer=member)),
        "others": circle is None and brought_in(viewer=account_of(request)).exists(),
    }
    return render(request, "desires/desires.html", context)


@require_safe
@member_required
def desire(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """One desire: its words, its answers as far as they are told, its versions, and where its words went."""
    found = access_desire(viewer=account_of(request), key=key)
    (shown,) = reading.shown([found], viewer=member, language=get_language() or "en")
    spoken = [language.code for language in member.languages.all()]
    keeper = allowed(account_of(request), Permission.MODERATE_DESIRES)
    mine = found.author_id == member.pk
    context = {
        "desire": found,
        "it": shown,
        "belongs": may_see(member, found.circle),
        "versions": reading.versions_of(found),
        "fates": list(fate_of(found, viewer=member)),
        **_other_languages(found, shown, member),
        "form": RenderingForm(languages=spoken, without=found.language),
        "can_change": mine and not Response.objects.filter(desire=found).exclude(member=member).exists(),
        "open": found.standing == Desire.Standing.OPEN,
        "hiding": hiding_of(found) if mine or keeper else None,
        "keeper": keeper,
        "back": words.where_url("desires", found.circle),
    }
    return render(request, "desires/desire.html", context)


def _other_languages(desire: Desire, shown: Shown, member: Member) -> dict[str, Any]:
    """What was given in other languages: what is read above, all else that is shown, and what the member gave."""
    given = [one for one in desire.renderings.select_related("by") if one.current]
    read = next((one for one in given if shown.said.rendered and one.language == shown.said.language), None)
    own = desire.renderings.filter(by=member).prefetch_related("hidings")
    return {"read": read, "given": [one for one in given if one != read], "own_renderings": list(own), "me": member}


@require_safe
@member_required
def my_desires(request: HttpRequest, member: Member) -> HttpResponse:
    """Everything one wrote, and what became of it."""
    page = reading.own_desires(member, page=request.GET.get("page", 1))
    rows = reading.shown(list(page), viewer=member, language=get_language() or "en")
    return render(request, "desires/mine.html", {"page": page, "rows": rows})


@require_safe
@member_required
def my_answers(request: HttpRequest, member: Member) -> HttpResponse:
    """One's own answers: nobody else has this page."""
    page = reading.own_answers(member, page=request.GET.get("page", 1))
    return render(request, "desires/answers.html", {"page": page})
