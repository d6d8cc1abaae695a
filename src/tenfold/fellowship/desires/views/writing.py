"""Writing a desire, changing and withdrawing it, answering one, saying one in another language."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.refusals import Refused

from .. import actions
from ..forms import ChangeForm, DesireForm, RenderingForm
from ..models import Desire, Rendering
from ..queries.access import access_desire
from ..queries.rounds import open_round
from ..queries.similar import similar_to
from . import words

VALUES = {"mine": 1, "not_mine": -1, "not_now": 0}


def spoken_by(member: Member) -> list[str]:
    """The languages a member may write in first: the one they read the site in, then those they speak."""
    return list(dict.fromkeys([(get_language() or "en"), *(language.code for language in member.languages.all())]))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def desire_write(request: HttpRequest, member: Member) -> HttpResponse:
    """Write a desire; where similar ones stand there already, they are shown before it is posted."""
    follows = _followed(request, member)
    places, languages = words.places(member), spoken_by(member)
    asked = request.GET.get("for", "")
    initial = {
        "place": words.where_code(follows.circle) if follows else asked if asked in dict(places) else words.WHOLE,
        "text": follows.text if follows else "",
        "language": follows.language if follows else languages[0],
        "anonymous": follows.anonymous if follows else False,
    }
    form = DesireForm(request.POST or None, places=places, languages=languages, initial=initial)
    context: dict[str, Any] = {"form": form, "follows": follows, "round": open_round()}
    if request.method == "POST" and form.is_valid():
        circle = words.place_of(member, form.cleaned_data["place"])
        if "anyway" not in request.POST and follows is None:
            context["similar"] = similar_to(form.cleaned_data["text"], circle, viewer=member)
        if not context.get("similar"):
            made = _written(request, form, circle, follows)
            if made is not None:
                messages.success(request, _("Your desire stands here now."))
                return redirect("desire", made.key)
    return render(request, "desires/write.html", context, status=200)


def _followed(request: HttpRequest, member: Member) -> Desire | None:
    """One's own earlier desire that is said anew."""
    key = request.GET.get("follows", "")
    if not key:
        return None
    return get_object_or_404(Desire.objects.select_related("circle"), key=key, author=member)


def _written(request: HttpRequest, form: DesireForm, circle: Circle | None, follows: Desire | None) -> Desire | None:
    said = form.cleaned_data
    try:
        return actions.write_desire(
            actor=account_of(request),
            circle=circle,
            text=said["text"],
            language=said["language"],
            anonymous=said["anonymous"],
            season_round=open_round(),
            follows=follows,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as mistake:
        form.add_error(None, mistake)
    return None


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def desire_change(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """Change one's own words while nobody else has answered them."""
    desire = _own(request, member, key)
    initial = {name: getattr(desire, name) for name in ("text", "language", "anonymous")}
    form = ChangeForm(request.POST or None, languages=spoken_by(member), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_desire(actor=account_of(request), desire=desire, **form.cleaned_data)
        except (Refused, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, _("Your desire was changed."))
            return redirect("desire", desire.key)
    return render(request, "desires/change.html", {"form": form, "desire": desire})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def desire_withdraw(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """Withdrawing, on one page with one button."""
    desire = _own(request, member, key)
    if request.method != "POST":
        return render(request, "desires/withdraw.html", {"desire": desire})
    try:
        actions.withdraw_desire(actor=account_of(request), desire=desire)
        messages.success(request, _("Your desire was withdrawn."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desire", desire.key)


@member_required
@require_POST
def desire_answer(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Answer a desire on its page, or take one's answer back."""
    desire = access_desire(viewer=account_of(request), key=key)
    answer = request.POST.get("answer", "")
    try:
        if answer == "back":
            actions.take_back_response(actor=account_of(request), desire=desire)
        elif answer in VALUES:
            actions.respond(
                actor=account_of(request), desire=desire, value=VALUES[answer], read=request.POST.get("read", "")
            )
        else:
            messages.error(request, _("This could not be read. Nothing was changed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desire", desire.key)


@member_required
@require_POST
def desire_render(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """Give a desire in another language."""
    desire = access_desire(viewer=account_of(request), key=key)
    form = RenderingForm(request.POST, languages=spoken_by(member), without=desire.language)
    if not form.is_valid():
        return render(request, "desires/render.html", {"form": form, "desire": desire})
    try:
        actions.render_desire(actor=account_of(request), desire=desire, **form.cleaned_data)
        messages.success(request, _("Those who read that language see these words now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    except ValidationError as mistake:
        form.add_error(None, mistake)
        return render(request, "desires/render.html", {"form": form, "desire": desire})
    return redirect("desire", desire.key)


@member_required
@require_POST
def rendering_take_back(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Erase a rendering one gave."""
    rendering = get_object_or_404(Rendering.objects.select_related("desire"), pk=pk, by=member)
    actions.take_back_rendering(actor=account_of(request), rendering=rendering)
    return redirect("desire", rendering.desire.key)


def _own(request: HttpRequest, member: Member, key: str) -> Desire:
    desire = access_desire(viewer=account_of(request), key=key)
    if desire.author_id != member.pk:
        raise Http404
    return desire
