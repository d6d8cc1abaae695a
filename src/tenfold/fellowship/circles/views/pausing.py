"""Being away for a while with the seat kept, and being back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..actions import pause_seat, resume_seat
from ..forms import PauseForm
from ..queries.access import access_circle, access_own_seat
from ..refusals import Refused
from . import words


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_pause(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Say until when one is away; the same page moves the day."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=circle)
    form = PauseForm(request.POST or None, initial={"until": seat.paused_until})
    if form.is_valid():
        try:
            pause_seat(actor=account_of(request), seat=seat, until=form.cleaned_data["until"])
        except ValidationError as error:
            form.add_error("until", error.message_dict["until"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your seat is kept. You are back by yourself on that day, or when you say so."))
            return redirect("circle", level, number)
    context = {"circle": circle, "name": words.name_of(circle), "form": form, "seat": seat}
    return render(request, "circles/pause.html", context, status=422 if form.errors else 200)


@member_required
@require_POST
def circle_resume(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Be back before the day."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    resume_seat(actor=account_of(request), seat=access_own_seat(viewer=account_of(request), circle=circle))
    messages.success(request, _("Good that you are back."))
    return redirect("circle", level, number)
