"""A matter from the two sides: reporting it, reading where it stands, answering, asking for another decision."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.refusals import Refused

from .. import actions, queries
from ..forms import ReportForm, WordsForm
from ..models import Case
from ..places import places
from ..quoting import quoted
from .words import page_of_side

MATTERS = 20


def _who(request: HttpRequest) -> Member | None:
    """The member who asks, also one who left or whose membership was ended: these pages are their way to be heard."""
    member = member_of(account=account_of(request))
    return member if member is not None and member.standing in (Standing.ENTERED, Standing.LEFT) else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Saying what happened: about a person (``?person=``), a circle (``?circle=``), a text that a room made known
    (``?desire=``), or anything else."""
    if _who(request) is None:
        return redirect("enter")
    key, where = request.GET.get("person", ""), request.GET.get("circle", "")
    about = queries.access_person(viewer=account_of(request), key=key) if key else None
    name = places().name_of(where) if where else ""
    if where and not name:
        raise Http404
    text = quoted(account_of(request), request.GET.get)
    form = ReportForm(request.POST or None, quoted=str(text) if text else "")
    where = text.where if text else where
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.report(actor=account_of(request), about=about, where=where, **form.cleaned_data)
        except (Refused, ValidationError) as answer:
            form.add_error(None, str(answer) if isinstance(answer, Refused) else answer)
        else:
            messages.success(request, _("The stewards have it. Here you see where it stands."))
            return redirect("my_matter", key=case.key)
    context = {"form": form, "about": about, "circle": name, "text": text}
    return render(request, "conduct/report.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def my_matters(request: HttpRequest) -> HttpResponse:
    """What I reported, and what I was told of."""
    member = _who(request)
    if member is None:
        return redirect("enter")
    page = Paginator(queries.my_cases(member), MATTERS).get_page(request.GET.get("page"))
    rows = [(case, case.about_id == member.pk, queries.decision_of(case)) for case in page]
    return render(request, "conduct/my_matters.html", {"page": page, "rows": rows})


SAYING: dict[str, Callable[..., object]] = {
    "answer": actions.answer,
    "appeal": actions.appeal,
    "ask_back": actions.ask_back,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_matter(request: HttpRequest, key: str) -> HttpResponse:
    """A matter from one's own side."""
    viewer = account_of(request)
    case = queries.access_own_case(viewer=viewer, key=key)
    member = member_of(account=viewer)
    assert member is not None  # noqa: S101 - only a side of the case comes so far
    form = WordsForm(request.POST if request.method == "POST" else None)
    verb = request.POST.get("verb", "")
    if request.method == "POST":
        if verb not in (*SAYING, "take_back"):
            raise Http404
        if verb == "take_back" or form.is_valid():
            _act(request, case, verb, form)
            return redirect("my_matter", key=case.key)
    context = page_of_side(case, member) | {"form": form}
    return render(request, "conduct/my_matter.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, case: Case, verb: str, form: WordsForm) -> None:
    actor = account_of(request)
    try:
        if verb == "take_back":
            actions.take_back(actor=actor, case=case)
        else:
            SAYING[verb](actor=actor, case=case, words=form.cleaned_data["words"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is written down."))
