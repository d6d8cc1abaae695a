"""What stewards set up: the purpose, the rules of entry, waves, the texts of the path."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenfold.fellowship.members.choices import country_name
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import fellowship

from .. import actions
from ..forms import CodeAnewForm, EntryForm, PurposeForm, TextsForm, WaveForm
from ..models import RuleKind, Wave
from ..queries.entry import gate, in_force
from ..queries.path import brought_texts, folder_mistakes, lessons, path
from ..queries.purpose import agreements, current_purpose, versions, worded
from ..queries.waves import access_wave, density, waves
from .public import wave_name


def take_errors(form: Form, error: ValidationError) -> None:
    """Put what an action objects to beside the fields."""
    for name, found in error.error_dict.items() if hasattr(error, "error_dict") else [(None, [error])]:
        form.add_error(name if name in form.fields else None, found)


@permission_required(Permission.WRITE_PURPOSE)
def purpose_write(request: HttpRequest) -> HttpResponse:
    """Write a new version, with the one in force to begin from."""
    form = PurposeForm(request.POST or None, current=current_purpose(), home=fellowship().language)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.write_purpose(actor=account_of(request), texts=form.texts(), note=form.cleaned_data["note"])
        except ValidationError as error:
            take_errors(form, error)
        else:
            words = _("Version %(number)d is in force. Members are asked kindly whether they agree.")
            messages.success(request, words % {"number": found.number})
            return redirect("purpose")
    agreed = agreements(viewer=account_of(request))
    rows = [{"version": one, "wording": worded(one), "agreed": agreed.get(one.number, 0)} for one in versions()]
    context = {"form": form, "rows": rows}
    return render(request, "threshold/purpose_write.html", context, status=422 if form.errors else 200)


@permission_required(Permission.SET_ENTRY)
def entry(request: HttpRequest) -> HttpResponse:
    """Who may ask to enter, and by which rules."""
    found = gate()
    initial = {"asking": found.asking, "rules": found.rules, "stands_for": found.stands_for}
    form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_entry(actor=account_of(request), **form.cleaned_data)
        messages.success(request, _("These are the rules from now on. Everybody can read them."))
        return redirect("entry")
    context = {"form": form, "no_purpose": RuleKind.PURPOSE in in_force(found) and current_purpose() is None}
    return render(request, "threshold/entry.html", context, status=422 if form.errors else 200)


@permission_required(Permission.SET_ENTRY)
def waves_page(request: HttpRequest) -> HttpResponse:
    """How dense each country and origin is, for which entry is open, and the codes."""
    form = WaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_wave(actor=account_of(request), **form.wave())
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(
                request, _("The code for %(name)s: %(code)s") % {"name": wave_name(made), "code": made.code}
            )
            return redirect("waves")
    viewer = account_of(request)
    kind = request.GET.get("by", Wave.Kind.COUNTRY)
    kind = kind if kind in (Wave.Kind.COUNTRY, Wave.Kind.ORIGIN) else Wave.Kind.COUNTRY
    by = {Wave.Kind.COUNTRY: _("By country"), Wave.Kind.ORIGIN: _("By origin")}
    context = {
        "form": form,
        "waves": [(wave_name(wave), wave) for wave in waves(viewer=viewer)],
        "density": [(_named(one), one) for one in density(viewer=viewer, kind=kind)],
        "segments": [{"url": f"?by={one}", "label": words, "current": one == kind} for one, words in by.items()],
        "in_force": RuleKind.WAVE in in_force(gate()),
        "anew": CodeAnewForm(),
    }
    return render(request, "threshold/waves.html", context, status=422 if form.errors else 200)


def _named(one: Any) -> str:
    return country_name(one.value) if one.kind == Wave.Kind.COUNTRY else one.value


@require_POST
@permission_required(Permission.SET_ENTRY)
def wave_turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Open entry for a wave, or close it."""
    wave = access_wave(viewer=account_of(request), pk=pk)
    opened = request.POST.get("open") == "yes"
    actions.turn_wave(actor=account_of(request), wave=wave, is_open=opened)
    words = _("Entry is open for %(name)s.") if opened else _("Entry is closed for %(name)s.")
    messages.success(request, words % {"name": wave_name(wave)})
    return redirect("waves")


@require_POST
@permission_required(Permission.SET_ENTRY)
def wave_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A new code, with bounds if one likes."""
    wave = access_wave(viewer=account_of(request), pk=pk)
    form = CodeAnewForm(request.POST)
    try:
        if form.is_valid():
            made = actions.renew_code(actor=account_of(request), wave=wave, **form.cleaned_data)
            words = _("The new code for %(name)s: %(code)s")
            messages.success(request, words % {"name": wave_name(made), "code": made.code})
        else:
            messages.error(request, _("Write a number of people and a day, or leave both empty."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("waves")


@permission_required(Permission.SET_ENTRY)
def path_texts(request: HttpRequest) -> HttpResponse:
    """Which texts the path is made of; bringing one's own, or putting them away."""
    if request.method == "POST" and "away" in request.POST:
        actions.put_texts_away(actor=account_of(request))
        messages.success(request, _("The texts that were brought are put away."))
        return redirect("path_texts")
    form = TextsForm(request.POST or None, request.FILES or None)
    mistakes: list[Any] = []
    if request.method == "POST" and form.is_valid():
        mistakes = _brought(request, form)
        if not mistakes:
            messages.success(request, _("The texts are in place."))
            return redirect("path_texts")
    pack, source = path()
    folder = folder_mistakes()
    context = {
        "form": form,
        "mistakes": mistakes,
        "lessons": lessons(),
        "missing": pack.missing(),
        "languages": pack.languages,
        "source": source.value,
        "brought": brought_texts(viewer=account_of(request)),
        "folder_mistakes": folder.mistakes if folder else (),
    }
    return render(request, "threshold/path_texts.html", context, status=422 if form.errors or mistakes else 200)


def _brought(request: HttpRequest, form: TextsForm) -> list[Any]:
    file = form.cleaned_data["file"]
    return list(
        actions.bring_texts(
            actor=account_of(request),
            filename=file.name,
            content=file.read(),
            language=form.cleaned_data["language"],
        )
    )
