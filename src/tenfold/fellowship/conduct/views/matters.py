"""Matters as stewards see them: those they are no part of, and what to do next in each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.refusals import Refused

from .. import actions, queries
from ..actions.deciding import ABOUT_A_PERSON
from ..actions.reporting import who_may_be_meant
from ..forms import DecideForm, TellForm
from ..models import Case, Decision
from ..places import places
from .words import STAGES, lines_for_stewards, what_about

MATTERS = 20


@require_safe
@permission_required(Permission.HANDLE_MATTERS)
def matters(request: HttpRequest) -> HttpResponse:
    """All matters that a steward may read, those that wait for them marked."""
    viewer = account_of(request)
    waiting = set(queries.waiting_for(viewer=viewer).values_list("pk", flat=True))
    found = queries.cases_for(viewer=viewer)
    if request.GET.get("open"):
        found = found.filter(pk__in=waiting)
    page = Paginator(found, MATTERS).get_page(request.GET.get("page"))
    rows = [(case, what_about(case), queries.decision_of(case), case.pk in waiting) for case in page]
    return render(request, "conduct/matters.html", {"page": page, "rows": rows, "waiting": len(waiting)})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.HANDLE_MATTERS)
def matter(request: HttpRequest, key: str) -> HttpResponse:
    """One matter with all that was written in it, and the next step."""
    case = queries.access_case(viewer=account_of(request), key=key)
    verb = request.POST.get("verb", "")
    forms = {"tell": _tell_form(case, request, verb), "decide": _decide_form(case, request, verb)}
    status = 200
    if request.method == "POST":
        if verb not in ("tell", "decide", "lift"):
            raise Http404
        form = forms.get(verb)
        if form is None or form.is_valid():
            try:
                _act(request, case, verb, form.cleaned_data if form else {})
            except ValidationError as mistake:
                assert form is not None  # noqa: S101 - lifting takes nothing that could be mistaken
                form.add_error(None, " ".join(mistake.messages))
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect("matter", key=case.key)
            else:
                messages.success(request, _("It is written down."))
                return redirect("matter", key=case.key)
        status = 422
    return render(request, "conduct/matter.html", _page(request, case) | forms, status=status)


def _act(request: HttpRequest, case: Case, verb: str, said: dict[str, Any]) -> None:
    actor = account_of(request)
    if verb == "tell":
        about = get_object_or_404(Member, key=said["about"]) if said.get("about") else None
        actions.tell(actor=actor, case=case, matter=said["matter"], about=about)
    elif verb == "decide":
        actions.decide(actor=actor, case=case, **said)
    else:
        actions.lift(actor=actor, case=case)


def _tell_form(case: Case, request: HttpRequest, verb: str) -> TellForm:
    people: list[tuple[str, str]] = []
    if case.about is None:
        people = list(Member.objects.filter(pk__in=who_may_be_meant(case)).values_list("key", "name"))
    return TellForm(request.POST if verb == "tell" else None, people=people)


def _decide_form(case: Case, request: HttpRequest, verb: str) -> DecideForm:
    return DecideForm(
        request.POST if verb == "decide" else None,
        findings=findings_open_to(case),
        seats=places().seats_of(case.about_id) if case.about_id else (),
    )


def findings_open_to(case: Case) -> list[str]:
    """What can be decided as the matter stands: nothing at any time, all else once the person concerned was heard."""
    found: list[str] = [Decision.Finding.NOTHING]
    if case.stage not in (Case.Stage.HEARD, Case.Stage.APPEALED, Case.Stage.OPENED):
        return []
    if case.about_id is None or case.stage == Case.Stage.OPENED or queries.has_time_to_answer(case):
        return found
    found += [str(finding) for finding in ABOUT_A_PERSON]
    if case.reporter_id is None:
        found.remove(Decision.Finding.APART)
    if not places().seats_of(case.about_id):
        found.remove(Decision.Finding.REST)
    return found


def _page(request: HttpRequest, case: Case) -> dict[str, Any]:
    decision = queries.decision_of(case)
    me = member_of(account=account_of(request))
    may = queries.may_decide(case, account_of(request))
    return {
        "case": case,
        "zone": me.zone if me else "UTC",
        "what": what_about(case),
        "where": places().name_of(case.where) if case.where else "",
        "stage_words": STAGES[case.stage],
        "lines": lines_for_stewards(case.steps.select_related("by__member")),
        "decisions": case.decisions.select_related("by__member"),
        "can_tell": may and case.stage == Case.Stage.OPENED,
        "can_decide": may and case.stage in (Case.Stage.OPENED, Case.Stage.HEARD, Case.Stage.APPEALED),
        "waits_for_answer": queries.has_time_to_answer(case),
        "can_lift": may
        and decision is not None
        and decision.lifted_at is None
        and decision.finding in ABOUT_A_PERSON
        and case.stage != Case.Stage.APPEALED,
        "may": may,
    }
