"""The stewards' log: what all stewards did, one line for each act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.audit.words import discreet, everybody, office_words

from .. import queries
from ..forms.log import LogForm
from ..guards import account_of, permission_required
from ..permissions import Permission

ACTS = 50


@dataclass(frozen=True, slots=True)
class Act:
    """One line: ``whom`` is a name where there is one person, ``people`` how many there are."""

    at: Any
    by: str
    words: str
    whom: str
    key: str
    people: int
    everybody: bool
    discreet: bool


@require_safe
@permission_required(Permission.SEE_LOG)
def log(request: HttpRequest) -> HttpResponse:
    """What stewards did, newest first, narrowed by what was done, by whom, concerning whom and when."""
    viewer = account_of(request)
    me = queries.member_of(account=viewer)
    zone = me.zone if me else "UTC"
    form = LogForm(request.GET)
    found = queries.stewards_log(viewer=viewer, search=form.search(zone=zone))
    page = Paginator(found, ACTS).get_page(request.GET.get("page"))
    one_each = bool(form.cleaned_data.get("concerning"))
    context = {"form": form, "zone": zone, "page": page, "lines": [act_of(entry, one_each=one_each) for entry in page]}
    return render(request, "members/log.html", context)


def act_of(entry: Entry, *, one_each: bool) -> Act:
    """An entry as a line of the log. Whom a discreet act concerns is not told."""
    unnamed = entry.verb in discreet()
    alone = one_each or entry.people == 1
    whom = entry.concerns if alone and not unnamed else None
    member = getattr(entry.actor, "member", None)
    return Act(
        at=entry.at,
        by=member.name if member else "",
        words=office_words(entry),
        whom=whom.name if whom else "",
        key=whom.key if whom else "",
        people=0 if unnamed else entry.people,
        everybody=entry.verb in everybody(),
        discreet=unnamed,
    )
