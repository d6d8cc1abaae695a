"""The page on which a circle composes, and what its forms send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tenfold.fellowship.fields import offer
from tenfold.fellowship.members import choices
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .. import actions
from ..models import LONGEST, Composition, Consent
from ..queries.access import access_composition, access_source
from ..queries.texts import desk_of
from .common import address_of, called, page_of, telling, way

ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "take pen": (actions.take_pen, gettext_lazy("The pen is in your hand.")),
    "ask for pen": (actions.ask_for_pen, gettext_lazy("Whoever holds the pen reads that you would like it.")),
    "pass pen": (actions.pass_pen, gettext_lazy("The pen went on.")),
    "ask circle": (actions.ask_circle, gettext_lazy("Your circle is asked now.")),
    "back to writing": (
        actions.back_to_writing,
        gettext_lazy("It is being written again. The pen is yours."),
    ),
    "set aside": (actions.set_aside, gettext_lazy("It is set aside. Its versions stay to be read.")),
    "carry up": (actions.carry_up, gettext_lazy("It is carried up. Above, people read and answer it now.")),
    "take back from above": (actions.take_back_from_above, gettext_lazy("It is taken back from above.")),
}
"""What a button sends: the action, and what is said when it is done."""


class WriteForm(forms.Form):
    """The text, and the version it was made from."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("Whose words stand in it is found by itself, and each of them is asked."),
    )
    on = forms.IntegerField(widget=forms.HiddenInput)
    seen_by = {"text": gettext_lazy("All who belong to this circle read every version.")}


class WhoseForm(forms.Form):
    """Words of the text, and the desire that they say."""

    words = forms.CharField(label=gettext_lazy("Words as they stand in the text"), max_length=LONGEST)
    desire = forms.ChoiceField(label=gettext_lazy("The desire that they say in other words"))
    seen_by = {"words": gettext_lazy("All who belong to this circle read it. The author of the desire is asked.")}

    def __init__(self, *args: Any, desires: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "desire", desires)


class WordingForm(forms.Form):
    """A text in another language."""

    language = forms.ChoiceField(label=gettext_lazy("The language"))
    text = forms.CharField(
        label=gettext_lazy("The one desire in that language"),
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    seen_by = {"text": gettext_lazy("All who read the text read it, without your name.")}

    def __init__(self, *args: Any, but: str, **more: Any) -> None:
        super().__init__(*args, **more)
        codes = [code for code, _name in settings.LANGUAGES if code != but]
        offer(self, "language", [(code, choices.language_name(code)) for code in codes])


@member_required
@require_safe
def composition_page(request: HttpRequest, member: Member, key: str) -> HttpResponse:
    """A text as it is being written, asked about, or as it stands; with whose words stand in it."""
    composition = access_composition(viewer=account_of(request), key=key)
    desk = desk_of(composition, viewer=member)
    version = desk.text.version
    context: dict[str, Any] = {
        "composition": composition,
        "circle": composition.circle,
        "name": called(composition.circle),
        "crumbs": way(composition.circle, _("The text")),
        "desk": desk,
        "grades": Consent.Grade.choices,
        "me": member,
    }
    if desk.holds_pen:
        context["form"] = WriteForm(initial={"text": version.text, "on": version.number})
        if version.text:
            context["whose"] = WhoseForm(desires=[(one.desire.key, one.desire.text) for one in desk.blocks])
    if composition.standing in (Composition.Standing.STANDS, Composition.Standing.REPLACED):
        context["wording"] = WordingForm(but=composition.language, prefix="", auto_id="wording_%s")
    return render(request, "one_desire/composition.html", context)


@member_required
@require_POST
def write(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Write a new version."""
    composition = access_composition(viewer=account_of(request), key=key)
    form = WriteForm(request.POST)
    with telling(request):
        if form.is_valid():
            said = form.cleaned_data
            actions.write(actor=account_of(request), composition=composition, text=said["text"], on=said["on"])
            messages.success(request, _("It is written. Those whose words were taken in are asked."))
        else:
            messages.error(request, _("Write it in up to %(most)d letters.") % {"most": LONGEST})
    return redirect(page_of(composition))


@member_required
@require_POST
def take_in(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Take the words of a desire in, or say that words of the text are its."""
    composition = access_composition(viewer=account_of(request), key=key)
    desire = access_source(viewer=account_of(request), composition=composition, key=request.POST.get("desire", ""))
    words = request.POST.get("words", "")[:LONGEST]
    act = actions.say_whose if request.POST.get("verb") == "whose" else actions.take_in
    with telling(request):
        act(actor=account_of(request), composition=composition, desire=desire, words=words)
        messages.success(request, _("The words are in the text, and their author is asked."))
    return redirect(f"{page_of(composition)}#write")


@member_required
@require_POST
def act(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Do what a button says."""
    composition = access_composition(viewer=account_of(request), key=key)
    found = ACTS.get(request.POST.get("verb", ""))
    if found is None:
        messages.error(request, _("This could not be read. Nothing was changed."))
        return redirect(page_of(composition))
    action, done = found
    with telling(request):
        action(actor=account_of(request), composition=composition)
        messages.success(request, str(done))
    return redirect(_after(composition))


@member_required
@require_POST
def consent(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Answer whether this is the one desire of one's circle, or take one's answer back."""
    composition = access_composition(viewer=account_of(request), key=key)
    grade = request.POST.get("grade", "")
    version = request.POST.get("version", "")
    with telling(request):
        now = actions.say_grade(
            actor=account_of(request),
            composition=composition,
            version=int(version) if version.isdecimal() and len(version) < 9 else -1,
            grade=grade or None,
        )
        if now.standing == Composition.Standing.STANDS:
            messages.success(request, _("It is the one desire of your circle now."))
        else:
            messages.success(
                request, _("Your answer is kept. Nobody else sees it.") if grade else _("It is taken back.")
            )
    return redirect(page_of(composition))


@member_required
@require_POST
def say_in(request: HttpRequest, _member: Member, key: str) -> HttpResponse:
    """Say a one desire in another language, or take back what one said."""
    composition = access_composition(viewer=account_of(request), key=key)
    language, text = request.POST.get("language", "")[:12], request.POST.get("text", "")
    with telling(request):
        if request.POST.get("verb") == "take back":
            actions.take_wording_back(actor=account_of(request), composition=composition, language=language)
            messages.success(request, _("It is taken back."))
        else:
            actions.say_in(actor=account_of(request), composition=composition, language=language, text=text)
            messages.success(request, _("Those who read this language read it now."))
    return redirect(page_of(composition))


def _after(composition: Composition) -> str:
    """A text that was set aside leads back to its circle."""
    composition.refresh_from_db()
    if composition.standing == Composition.Standing.SET_ASIDE:
        return address_of(composition.circle)
    return page_of(composition)
