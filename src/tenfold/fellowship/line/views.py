"""My place in the line, and the line as stewards see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenfold.fellowship.circles.actions import wish_for_a_ten
from tenfold.fellowship.circles.queries.mine import last_unplaced
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.views import proposal_words
from tenfold.fellowship.circles.when import UNTIL_I_SAY
from tenfold.fellowship.members.choices import language_name, zone_name
from tenfold.fellowship.members.export import csv_of
from tenfold.fellowship.members.guards import account_of, member_required, permission_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import fellowship, member_of

from . import actions, words
from .forms import LineForm, WaitForm
from .queries import (
    Place,
    Way,
    enough_for,
    last_count,
    my_place,
    people_in_line,
    people_page,
    week_of_language,
    whole_line,
)

HELPFUL = ("hour", "language")
"""Steps of the last formation that are the person's own to take."""


@member_required
@require_safe
def my_line(request: HttpRequest, member: Member) -> HttpResponse:
    """Since when I wait, what is missing for a ten, what would help."""
    return render(request, "line/mine.html", page_context(member) | {"form": WaitForm(initial=_since(member))})


def page_context(member: Member) -> dict[str, Any]:
    """What the page needs besides its form."""
    context, here = place_context(member), fellowship()
    told = context["place"].outlook
    if told is not None and told.chances:
        context["seats"] = words.ring_of(told.chances[0], member, least=here.size_min)
        context["ring_label"] = _("The ten that is coming together")
    return context | {"by_itself": here.forms_by_itself}


def _since(member: Member) -> dict[str, Any]:
    day = member.not_before
    return {"not_before": day} if day and day != UNTIL_I_SAY and day > timezone.now().date() else {}


def place_context(member: Member) -> dict[str, Any]:
    """What a page or panel about one's place needs."""
    place = my_place(member, now=timezone.now())
    return {"place": place, "until_i_say": place.not_before == UNTIL_I_SAY, **outlook_words(member, place)}


def outlook_words(member: Member, place: Place) -> dict[str, Any]:
    """The outlook in sentences; of the last formation the steps that would have helped, where none are known."""
    if place.outlook is None:
        return {"chances": [], "helps": []}
    helps = [words.help_words(said) for said in place.outlook.helps]
    row = last_unplaced(member) if not helps else None
    if row is not None:
        row.remedies = [kept for kept in row.remedies if kept.get("kind") in HELPFUL]
        helps = proposal_words.remedies(row, row.formation)
    return {"chances": [words.chance(said) for said in place.outlook.chances], "helps": helps}


@member_required
@require_POST
def line_wait(request: HttpRequest, member: Member) -> HttpResponse:
    """Wish for a ten, from now or from a day on."""
    form = WaitForm(request.POST)
    if not form.is_valid():
        return render(request, "line/mine.html", page_context(member) | {"form": form}, status=422)
    try:
        wish_for_a_ten(actor=account_of(request), not_before=form.cleaned_data["not_before"])
        messages.success(request, _("It is written down: you wait for a ten."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("my_line")


@permission_required(Permission.FORM_CIRCLES)
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """The whole line: by language and part of the week, and person by person."""
    viewer, zone = account_of(request), zone_of(request)
    whole = whole_line(viewer=viewer, zone=zone, now=timezone.now())
    form = LineForm(request.GET, languages=[tongue.language for tongue in whole.tongues])
    narrowed = form.narrowed()
    page = people_page(people_in_line(viewer=viewer, **narrowed), request.GET.get("page", 1))
    week = week_of_language(viewer=viewer, language=narrowed["language"], zone=zone) if narrowed["language"] else []
    here = fellowship()
    context = {
        "whole": whole,
        "figures": [(_("wait"), whole.waiting), (_("wait, but not yet"), whole.later), (_("are asked"), whole.asked)],
        "enough": enough_for(last_count(), here),
        "tongues": [words.tongue_row(tongue, target=here.size_target) for tongue in whole.tongues],
        "form": form,
        "narrowed": any(narrowed.values()),
        "language": language_name(narrowed["language"]) if narrowed["language"] else "",
        "week": words.week_rows(week) if week else [],
        "zone": zone_name(zone),
        "page": page,
        "rows": [person_row(member) for member in page],
        "here": here,
    }
    return render(request, "line/line.html", context)


def zone_of(request: HttpRequest) -> str:
    """The clock of whoever reads."""
    member = member_of(account=account_of(request))
    return member.zone if member is not None else "UTC"


def person_row(member: Member) -> dict[str, Any]:
    """One person of the line, for the table."""
    return {
        "member": member,
        "languages": ", ".join(language_name(language.code) for language in member.languages.all()),
        "missing": words.missing_words(member),
    }


@permission_required(Permission.FORM_CIRCLES)
@require_safe
def line_csv(request: HttpRequest) -> HttpResponse:
    """Those who wait, as a table to take along, narrowed as the page is."""
    form = LineForm(request.GET, languages=list({request.GET.get("language", "")} - {""}))
    rows = (
        {
            "key": member.key,
            "name": member.name,
            "waits_since": member.waits_since.date().isoformat() if member.waits_since else "",
            "languages": " ".join(language.code for language in member.languages.all()),
            "missing": words.missing_words(member),
        }
        for member in people_in_line(viewer=account_of(request), **form.narrowed())
    )
    headers = {"Content-Disposition": 'attachment; filename="waiting-line.csv"', "Cache-Control": "no-store"}
    return HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8", headers=headers)


@permission_required(Permission.FORM_CIRCLES)
@require_POST
def line_offer(request: HttpRequest) -> HttpResponse:
    """Look for people who fit open seats; what is found lies on the steward's desk."""
    try:
        formation = actions.offer_open_seats(actor=account_of(request))
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("line")
    return redirect("formation", formation.pk)


def today_panel(member: Member) -> dict[str, Any] | None:
    """What Today shows of the line: what is missing for one's ten; None for whoever does not wait."""
    context = place_context(member)
    return context if context["place"].way is Way.WAITING and context["chances"] else None
