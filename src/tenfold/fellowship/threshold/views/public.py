"""What anybody may read who comes by: the purpose and its versions, the rules of entry, the path."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tenfold.fellowship.members.choices import country_name
from tenfold.fellowship.members.guards import account_of, person_required
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.prose import as_html

from .. import actions
from ..forms import AnswerForm
from ..models import Application, Purpose, RuleKind, Wave
from ..queries.entry import gate, in_force, open_waves
from ..queries.path import access_lesson, lessons
from ..queries.purpose import access_version, current_purpose, stance_of, versions, what_changed, worded
from .words import rule_words


def person_of(request: HttpRequest) -> Member | None:
    """Whoever looks, if they have a name here: a member, or somebody who asks to enter."""
    if not isinstance(request.user, Account):
        return None
    member = member_of(account=request.user)
    return member if member and member.standing in (Standing.ENTERED, Standing.APPLYING) else None


@never_cache
def purpose(request: HttpRequest) -> HttpResponse:
    """What the fellowship is for, what changed since the version one agreed to, and one's own yes."""
    member = person_of(request)
    stance = stance_of(member) if member else None
    current = stance.current if stance else current_purpose()
    pieces = None
    if stance and current and stance.agreed_to and stance.agreed_to.pk != current.pk:
        pieces = what_changed(stance.agreed_to, current)
    context = {
        "purpose": current,
        "wording": worded(current),
        "stance": stance,
        "pieces": pieces,
        "versions": list(versions())[1:],
        "applying": member is not None and member.standing == Standing.APPLYING,
    }
    return render(request, "threshold/purpose.html", context)


def purpose_version(request: HttpRequest, number: int) -> HttpResponse:
    """A version as it was, and what it changed."""
    found = access_version(number=number)
    before = Purpose.objects.prefetch_related("texts").filter(number__lt=number).first()
    pieces = what_changed(before, found) if before else None
    context = {"purpose": found, "wording": worded(found), "before": before, "pieces": pieces}
    return render(request, "threshold/purpose_version.html", context)


@require_POST
@person_required
def purpose_answer(request: HttpRequest, member: Member) -> HttpResponse:
    """Agree, leave it open, or take one's agreement back."""
    account = account_of(request)
    said = request.POST.get("said", "")
    try:
        if said == "back":
            actions.take_back_agreement(actor=account)
            messages.success(request, _("Your agreement is taken back. Nothing else changes."))
        else:
            found = access_version(number=_number(request.POST.get("number", "")))
            verb = actions.agree if said == "agree" else actions.leave_open
            verb(actor=account, purpose=found)
            if said == "agree":
                messages.success(request, _("It is noted that you agree."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("purpose")
    if member.standing == Standing.APPLYING and said == "agree":
        return redirect("enter")
    return redirect("today" if request.POST.get("from") == "today" else "purpose")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def way_in(request: HttpRequest) -> HttpResponse:
    """How one comes in: by which rules, for whom entry is open, and that one can go again."""
    found = gate()
    rules = in_force(found)
    context = {
        "asking": found.asking,
        "rules": [rule_words(kind) for kind in rules],
        "waves": [wave_name(wave) for wave in open_waves()] if RuleKind.WAVE in rules else None,
        "by_path": RuleKind.PATH in rules,
        "person": person_of(request),
    }
    return render(request, "threshold/way_in.html", context)


def wave_name(wave: Wave) -> str:
    """A wave in the reader's words."""
    return country_name(wave.value) if wave.kind == Wave.Kind.COUNTRY else wave.value


def path(request: HttpRequest) -> HttpResponse:
    """The texts of the path, with what one has read."""
    read = _read(request)
    found = lessons()
    rows = [{"lesson": lesson, "read": lesson.number in read} for lesson in found]
    following = next((lesson.number for lesson in found if lesson.number not in read), None)
    context = {"rows": rows, "next": following, "finished": bool(found) and following is None}
    return render(request, "threshold/path.html", {**context, "person": person_of(request)})


def _read(request: HttpRequest) -> set[int]:
    """The numbers of texts that whoever looks has read; of a visitor without a name their browser's session knows."""
    application = _own(request)
    if application is None:
        return set(request.session.get("path", []))
    return {step.number for step in application.steps.all()}


def _own(request: HttpRequest) -> Application | None:
    if not isinstance(request.user, Account):
        return None
    return Application.objects.filter(member__account=request.user, withdrawn_at=None).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def path_text(request: HttpRequest, number: int) -> HttpResponse:
    """One text and its question. Whoever asks to enter can write an answer, for themselves alone."""
    lesson = access_lesson(number=number)
    application = _own(request)
    step = application.steps.filter(number=number).first() if application else None
    form = None
    if application is not None and application.is_open:
        form = AnswerForm(request.POST or None, initial={"answer": step.answer if step else ""})
    if request.method == "POST":
        if form is None:
            request.session["path"] = sorted({*request.session.get("path", []), number})
            return _onward(number)
        if form.is_valid():
            actions.take_step(actor=account_of(request), number=number, answer=form.cleaned_data["answer"])
            return _onward(number)
    numbers = [one.number for one in lessons()]
    context = {
        "lesson": lesson,
        "html": as_html(lesson.body),
        "form": form,
        "step": step,
        "place": numbers.index(number) + 1,
        "places": len(numbers),
        "before": next((one for one in reversed(numbers) if one < number), None),
    }
    return render(request, "threshold/path_text.html", context, status=422 if form and form.errors else 200)


def _onward(number: int) -> HttpResponse:
    """The next text, or back to the list after the last."""
    following = next((one.number for one in lessons() if one.number > number), None)
    return redirect("path_text", number=following) if following else redirect("path")
