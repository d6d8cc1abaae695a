"""The panel of a circle's outer gathering, and what its buttons send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tenfold.engine.hours import zone_info
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.circles.queries.mine import seat_in
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.views.words import address_of
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .actions import say_attendance
from .queries import outer_of

SAID = {"yes": True, "no": False, "nothing": None}


class SayForm(forms.Form):
    """``starts_at`` says of which gathering: an ISO instant."""

    starts_at = forms.CharField(max_length=40)
    there = forms.ChoiceField(choices=[(said, said) for said in SAID])

    def clean_starts_at(self) -> Any:
        try:
            found = datetime.fromisoformat(self.cleaned_data["starts_at"])
        except ValueError as error:
            raise forms.ValidationError(gettext_lazy("This is no point in time.")) from error
        return found if timezone.is_aware(found) else timezone.make_aware(found)


@member_required
@require_POST
def say(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Say of oneself: I was there, I come, I cannot come; or take it back."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    form = SayForm(request.POST)
    if form.is_valid():
        try:
            say_attendance(
                actor=account_of(request),
                circle=circle,
                starts_at=form.cleaned_data["starts_at"],
                there=SAID[form.cleaned_data["there"]],
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("This could not be read. Nothing was changed."))
    return redirect(f"{address_of(circle)}#outer")


def panel(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """The outer gathering, for those who sit in the circle; None for others, and while it is not alive."""
    if circle.standing != Circle.Standing.ALIVE:
        return None
    seat = seat_in(circle, viewer)
    if seat is None:
        return None
    outer = outer_of(circle, viewer=viewer, now=timezone.now())
    zone = zone_info(viewer.zone)
    return {
        "outer": outer,
        "circle": circle,
        "last": date_format(outer.last.astimezone(zone), _("l, j F")),
        "coming": date_format(outer.coming.astimezone(zone), _("l, j F")),
        "been": seat.since <= outer.last,
        "past": [(date_format(found.starts_at.astimezone(zone), _("l, j F")), found.there) for found in outer.past],
    }
