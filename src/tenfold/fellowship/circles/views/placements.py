"""What is proposed to me, why, and my answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .. import actions
from ..explaining import words_for
from ..forms import ReasonsForm, UntilForm
from ..holding import said_with
from ..models import LIVE, Placement
from ..queries import circle as circle_queries
from ..queries import mine
from ..queries.access import access_placement
from ..refusals import Refused
from . import answer_words, words

CAN_BE_TAKEN = (Placement.Standing.OFFERED, Placement.Standing.DECLINED, Placement.Standing.LAPSED)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def placement(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A proposed seat: what, when in my time, why, what else; the three answers beside each other."""
    found = access_placement(viewer=account_of(request), pk=pk)
    form = _form(found, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            return _answer(request, found, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("placement", found.pk)
        except ValidationError as error:
            if form is None:
                raise Refused(error.messages[0]) from error
            for field, said in error.message_dict.items():
                form.add_error(field if field in form.fields else None, said)
    others = circle_queries.others_asked(found)
    former = next((seat for seat in mine.my_seats(member) if seat.level == found.level), None)
    context: dict[str, Any] = {
        "placement": found,
        "circle": found.circle,
        "name": words.name_of(found.circle),
        "hour": words.hour_words(found.circle, member.zone),
        "why": words_for(found, on=timezone.now().date()),
        "together": said_with(found),
        "others": others,
        "seats": words.seats_asked(found.circle, member, others.people),
        "former": former if former and former.circle_id != found.circle_id else None,
        "former_hour": words.weekly_words(former.circle, member.zone) if former else "",
        "can_answer": found.standing in CAN_BE_TAKEN and found.circle.standing in LIVE,
        "alternative": _alternative(found, member),
        "answered": answer_words.answered(found, member),
        "open_until": answer_words.open_until(found, member),
        "form": form,
        "hints": answer_words.hints(found),
    }
    return render(request, "circles/placement.html", context, status=422 if form is not None and form.errors else 200)


def _alternative(found: Placement, member: Member) -> dict[str, str] | None:
    """The next best circle, with its hour on the reader's clock."""
    other = circle_queries.alternative_to(found)
    if other is None:
        return None
    return {
        "name": words.name_of(other),
        "address": words.address_of(other),
        "language": other.language,
        "hour": words.weekly_words(other, member.zone),
    }


def _form(found: Placement, data: Any) -> ReasonsForm | UntilForm | None:
    """What may be said beside a no, once it is said."""
    if found.standing != Placement.Standing.DECLINED:
        return None
    if found.answer == Placement.Answer.ANOTHER:
        return ReasonsForm(data if data and data.get("answer") == "reasons" else None, said=found.reasons)
    if found.answer == Placement.Answer.WAIT:
        return UntilForm(data if data and data.get("answer") == "until" else None, kept=found.member.not_before)
    return None


def _answer(request: HttpRequest, found: Placement, form: ReasonsForm | UntilForm | None) -> HttpResponse:
    """Do what the button says."""
    answer, actor = request.POST.get("answer"), account_of(request)
    name = words.name_of(found.circle)
    if answer == "accept":
        seat = actions.accept_placement(actor=actor, placement=found)
        if seat is None:
            messages.success(request, _("You said yes. It comes about when the others it needs have said yes too."))
            return redirect("placement", found.pk)
        messages.success(request, _("You have a seat in %(circle)s.") % {"circle": name})
        return redirect("circle", found.level, found.circle.number)
    if answer == "decline":
        actions.decline_placement(actor=actor, placement=found)
        messages.success(request, _("You said no. Nothing else changes for you."))
    elif answer == "another":
        actions.ask_for_another(actor=actor, placement=found)
    elif answer == "wait":
        actions.rather_wait(actor=actor, placement=found)
    elif isinstance(form, ReasonsForm) and form.is_valid():
        actions.ask_for_another(actor=actor, placement=found, **form.cleaned_data)
        messages.success(request, _("Thank you. The next proposal knows it."))
    elif isinstance(form, UntilForm) and form.is_valid():
        actions.rather_wait(actor=actor, placement=found, until=form.cleaned_data["until"])
        messages.success(request, _("It is written down."))
    return redirect("placement", found.pk)
