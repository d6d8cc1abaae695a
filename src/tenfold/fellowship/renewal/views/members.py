"""The pages on which a member asks, answers and wishes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenfold.fellowship.circles.models import Reason, Seat
from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.views.words import address_of, name_of
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .. import actions
from ..forms import MoveForm, SeasonForm
from ..models import Change
from ..queries.asks import access_ask, own_move
from ..queries.renewals import access_change, open_season
from ..words import hour_sides, together_words, why_change

ANSWERS = {"yes": True, "no": False, "take back": None}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_move(request: HttpRequest, member: Member) -> HttpResponse:
    """Asking for a seat in another ten, in confidence; and taking it back."""
    asked = own_move(member)
    form = MoveForm(request.POST or None, initial=_said(asked.reasons if asked else []))
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "take back":
                actions.take_back_move(actor=account_of(request))
                messages.success(request, _("You ask to move no more."))
                return redirect("my_ten")
            if form.is_valid():
                actions.ask_to_move(actor=account_of(request), **form.cleaned_data)
                messages.success(
                    request, _("Noted. When a ten fits, you are asked; until you say yes nothing changes.")
                )
                return redirect("my_ten")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("my_ten")
    seat = Seat.objects.filter(member=member, level=1, left_at__isnull=True).first()
    if seat is None:
        return redirect("my_ten")
    context = {"form": form, "asked": asked}
    return render(request, "renewal/move.html", context, status=422 if form.errors else 200)


def _said(reasons: list[str]) -> dict[str, Any]:
    return {
        "reasons": [one for one in reasons if one in Reason.values],
        "words": next((one for one in reasons if one not in Reason.values), ""),
    }


@member_required
@require_POST
def ten_ask(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Begin to ask for something with one's ten."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    try:
        actions.begin_ask(actor=account_of(request), circle=circle, kind=request.POST.get("kind", ""))
        messages.success(request, _("Your ten sees it now. It is carried when more than half of you support it."))
    except (Refused, ValidationError) as refusal:
        messages.error(request, refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal))
    return redirect(f"{address_of(circle)}#asks")


@member_required
@require_POST
def ask_answer(request: HttpRequest, _member: Member, pk: int) -> HttpResponse:
    """Support what one's ten asks for, or take the support back."""
    ask = access_ask(viewer=account_of(request), pk=pk)
    try:
        if request.POST.get("answer") == "take back":
            actions.take_back_support(actor=account_of(request), ask=ask)
        else:
            actions.support_ask(actor=account_of(request), ask=ask)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{address_of(ask.circle)}#asks")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Something proposed to several together: before and after in my time, why, and my answer."""
    found, consent = access_change(viewer=account_of(request), pk=pk)
    if request.method == "POST":
        return _answer(request, found)
    if consent.placement_id is not None:
        return redirect("placement", consent.placement_id)
    context = {
        "change": found,
        "consent": consent,
        "name": name_of(found.circle) if found.circle else "",
        "hours": [hour_sides(hour, member.zone) for hour in found.hours.select_related("circle")],
        "why": why_change(found),
        "together": together_words(found, found.consents.count() - 1),
        "open": found.standing == Change.Standing.OPEN,
        "said_at": date_format(consent.said_at, "MONTH_DAY_FORMAT") if consent.said_at else "",
    }
    return render(request, "renewal/change.html", context)


def _answer(request: HttpRequest, found: Change) -> HttpResponse:
    said = request.POST.get("answer", "")
    if said in ANSWERS:
        try:
            after = actions.answer_change(actor=account_of(request), change=found, yes=ANSWERS[said])
            messages.success(request, _after(after, ANSWERS[said]))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("change", found.pk)


def _after(found: Change, yes: bool | None) -> str:
    if found.standing == Change.Standing.DONE:
        return _("All have said yes. It is so from now on.")
    if yes is None:
        return _("You took your answer back.")
    if yes:
        return _("You said yes. It takes effect when the others have said it too.")
    return _("You said no. Nothing changes, for nobody.")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def season(request: HttpRequest, member: Member) -> HttpResponse:
    """A season: stay, or meet new people, and with whom."""
    found = open_season()
    seat = Seat.objects.filter(member=member, level=1, left_at__isnull=True).select_related("circle").first()
    if found is None or seat is None:
        return render(request, "renewal/no_season.html", {"seated": seat is not None})
    beside = Member.objects.filter(seats__circle=seat.circle, seats__left_at__isnull=True).exclude(pk=member.pk)
    wish = found.wishes.filter(member=member).prefetch_related("keep").first()
    initial = {"meets": "meet" if wish else "stay", "keep": [one.key for one in wish.keep.all()] if wish else []}
    form = SeasonForm(request.POST if request.method == "POST" else None, beside=beside, initial=initial)
    if request.method == "POST" and form.is_valid():
        meets, keep = form.cleaned_data["meets"] == "meet", form.cleaned_data["keep"]
        try:
            actions.wish_in_season(actor=account_of(request), season=found, meets=meets, keep=keep)
            messages.success(
                request,
                _("Noted. What is found for you is proposed to you, and you decide then.")
                if meets
                else _("Noted. You stay with your ten."),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("season")
    context = {"form": form, "season": found, "ten": name_of(seat.circle)}
    return render(request, "renewal/season.html", context, status=422 if form.errors else 200)
