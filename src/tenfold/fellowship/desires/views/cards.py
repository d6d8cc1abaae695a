"""Answering card by card, about five at a sitting. Every card is a plain form; scripts only add swiping and keys.

A sitting lives in the session: which desires are still to come, and which were answered, so that one can go back.
Once the thanks were seen it is over: whoever comes again gets new cards, as soon as there are some.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.refusals import Refused

from .. import actions
from ..models import Desire
from ..queries import reading
from ..queries.access import access_scope
from ..queries.cards import next_of, sitting
from ..reach import may_see
from . import words
from .writing import VALUES

HELD = "desires.sitting"


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def desire_cards(request: HttpRequest, member: Member, level: int = 0, number: int = 0) -> HttpResponse:
    """The next card of the sitting; of all one's circles and the whole, or of one circle."""
    circle = access_scope(viewer=account_of(request), level=level, number=number) if level else None
    if request.method == "POST":
        if request.POST.get("answer") == "more":
            request.session.pop(HELD, None)
        else:
            _answered(request, member, circle)
        return redirect(request.path)
    return _card(request, member, circle)


def _card(request: HttpRequest, member: Member, circle: Circle | None) -> HttpResponse:
    held = _begun(request, circle)
    if held is None or held.get("over"):
        fresh = _new(member, circle)
        held = fresh if fresh["next"] or held is None else held
    card, held = _first_open(held, member)
    request.session[HELD] = {**held, "over": card is None and bool(held["done"])}
    context: dict[str, Any] = {
        "circle": circle,
        "back": words.where_url("desires", circle),
        "ground": words.where_url("ground", circle),
        "done": len(held["done"]),
        "of": len(held["done"]) + len(held["next"]),
        "can_undo": bool(held["done"]),
        "more": False,
    }
    if card is not None:
        context["it"] = reading.shown([card], viewer=member, language=get_language() or "en")[0]
    else:
        context["more"] = bool(_chosen(member, circle))
    return render(request, "desires/cards.html", context)


def _begun(request: HttpRequest, circle: Circle | None) -> dict[str, Any] | None:
    """The sitting of this place that was begun in this session, be it over or not."""
    held = request.session.get(HELD)
    same = isinstance(held, dict) and held.get("of") == _code(circle) and (held["next"] or held["done"])
    return held if same else None


def _new(member: Member, circle: Circle | None) -> dict[str, Any]:
    return {"of": _code(circle), "next": _chosen(member, circle), "done": []}


def _code(circle: Circle | None) -> str:
    return words.where_code(circle) if circle else "all"


def _chosen(member: Member, circle: Circle | None) -> list[int]:
    seed = secrets.randbelow(2**31)
    if circle is not None:
        return next_of(circle, member, seed=seed)
    return [desire.pk for desire in sitting(member, seed=seed)]


def _first_open(held: dict[str, Any], member: Member) -> tuple[Desire | None, dict[str, Any]]:
    """The first desire of the sitting that can still be answered; what went in the meantime is left out."""
    left = list(held["next"])
    while left:
        found = reading.with_all(Desire.objects.filter(pk=left[0], standing=Desire.Standing.OPEN)).first()
        if found is not None and may_see(member, found.circle):
            break
        left.pop(0)
    return (found if left else None), {**held, "next": left}


def _answered(request: HttpRequest, member: Member, circle: Circle | None) -> None:
    """Take the answer to a card, or undo the last one."""
    held = _begun(request, circle)
    answer = request.POST.get("answer", "")
    if answer == "undo":
        if held is not None:
            _undo(request, held)
        return
    if held is None or held.get("over"):  # the first card was answered on Today
        held = _new(member, circle)
    desire = Desire.objects.filter(key=request.POST.get("desire", "")).first()
    if desire is None or not may_see(member, desire.circle) or answer not in VALUES:
        messages.error(request, _("This could not be read. Nothing was changed."))
        return
    try:
        actions.respond(
            actor=account_of(request), desire=desire, value=VALUES[answer], read=request.POST.get("read", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    rest = [pk for pk in held["next"] if pk != desire.pk]
    done = [pk for pk in held["done"] if pk != desire.pk]
    request.session[HELD] = {**held, "next": rest, "done": [*done, desire.pk]}


def _undo(request: HttpRequest, held: dict[str, Any]) -> None:
    if not held["done"]:
        return
    last = Desire.objects.filter(pk=held["done"][-1]).first()
    if last is not None:
        actions.take_back_response(actor=account_of(request), desire=last)
        request.session[HELD] = {**held, "next": [last.pk, *held["next"]], "done": held["done"][:-1], "over": False}
