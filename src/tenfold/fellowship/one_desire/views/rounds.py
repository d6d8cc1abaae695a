"""Rounds of the whole: the list, the story of each, and what stewards set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenfold.engine.hours import zone_info
from tenfold.fellowship.desires.models import SeasonRound
from tenfold.fellowship.desires.queries.rounds import brought_in
from tenfold.fellowship.members.guards import account_of, member_required, permission_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.refusals import Refused

from ..actions import rounds as acts
from ..queries import rounds as queries
from ..queries.access import access_round
from .common import telling

PER_PAGE = 12


class RoundForm(forms.Form):
    """The days of a round, on the steward's own clock."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    opens_at = forms.DateTimeField(label=gettext_lazy("It opens"), widget=forms.DateTimeInput)
    composes_at = forms.DateTimeField(label=gettext_lazy("Composing begins"), widget=forms.DateTimeInput)
    closes_at = forms.DateTimeField(label=gettext_lazy("It closes"), widget=forms.DateTimeInput)
    seen_by = {"title": gettext_lazy("All members read it.")}

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("opens_at", "composes_at", "closes_at"):
            self.fields[name].widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        self.zone: ZoneInfo = zone_info(zone)

    def days(self) -> dict[str, Any]:
        """What was set; the days as moments."""
        return {name: self._moment(value) if name != "title" else value for name, value in self.cleaned_data.items()}

    def _moment(self, value: datetime) -> datetime:
        return timezone.make_naive(value, timezone.get_current_timezone()).replace(tzinfo=self.zone)


@member_required
@require_safe
def rounds(request: HttpRequest, _member: Member) -> HttpResponse:
    """All rounds; for stewards, the way to the next one."""
    page = Paginator(queries.rounds(), PER_PAGE).get_page(request.GET.get("page", 1))
    leads = allowed(account_of(request), Permission.LEAD_ROUNDS)
    context = {"page": page, "leads": leads, "others": brought_in(viewer=account_of(request)).exists()}
    return render(request, "one_desire/rounds.html", context)


@member_required
@require_safe
def round_page(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """The story of a round."""
    found = access_round(viewer=account_of(request), key=key)
    context = {
        "round": found,
        "story": queries.story_of(found, viewer=member),
        "leads": allowed(account_of(request), Permission.LEAD_ROUNDS),
        "zone": member.zone,
    }
    return render(request, "one_desire/round.html", context)


@permission_required(Permission.LEAD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, key: str = "") -> HttpResponse:
    """Set the days of a new round, or change those of one that is not over."""
    actor = account_of(request)
    found = access_round(viewer=actor, key=key) if key else None
    member = member_of(account=actor)
    zone = member.zone if member is not None else "UTC"
    form = RoundForm(request.POST or None, zone=zone, initial=_initial(found, zone))
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                made = acts.plan_round(actor=actor, **form.days())
            else:
                made = acts.change_round(actor=actor, season_round=found, **form.days())
            return redirect("round", made.key)
        except ValidationError as mistake:
            form.add_error(None, mistake.messages)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 422 if request.method == "POST" else 200
    return render(request, "one_desire/round_plan.html", {"form": form, "round": found}, status=status)


@permission_required(Permission.LEAD_ROUNDS)
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End a round now."""
    found = access_round(viewer=account_of(request), key=key)
    acts.end_round(actor=account_of(request), season_round=found)
    messages.success(request, _("The round is ended. Desires and texts stay."))
    return redirect("rounds")


@member_required
@require_POST
def letter(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Ask for one letter when the round is over, or take that back."""
    found = access_round(viewer=account_of(request), key=key)
    wished = request.POST.get("wished") == "yes"
    with telling(request):
        acts.ask_for_letter(actor=account_of(request), season_round=found, wished=wished)
        messages.success(
            request, _("You get one letter when it is over.") if wished else _("You get no letter about it.")
        )
    return redirect("round", key)


@member_required
@require_safe
def calendar(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """The days of a round as a calendar file."""
    found = access_round(viewer=account_of(request), key=key)
    names = (
        _("%(round)s opens") % {"round": found.title},
        _("%(round)s: composing begins") % {"round": found.title},
        _("%(round)s closes") % {"round": found.title},
    )
    address = request.build_absolute_uri(request.path.removesuffix("calendar/"))
    content = queries.calendar_of(found, address=address, names=names, now=timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="round-{found.key}.ics"'},
    )


def _initial(found: SeasonRound | None, zone: str) -> dict[str, Any]:
    """The days as they are, or three that one may begin with."""
    days = [found.opens_at, found.composes_at, found.closes_at] if found is not None else []
    if not days:
        morning = timezone.now().astimezone(zone_info(zone)).replace(hour=9, minute=0, second=0, microsecond=0)
        days = [morning + timedelta(days=after) for after in (1, 15, 36)]
    here = [day.astimezone(zone_info(zone)).replace(tzinfo=None) for day in days]
    return {"title": found.title if found else "", "opens_at": here[0], "composes_at": here[1], "closes_at": here[2]}
