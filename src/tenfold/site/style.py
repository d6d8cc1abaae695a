"""The living style page: every component, in both directions and both modes. Open in the demo only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tenfold.site.drawing import Branch, Light, Point, nest, ring, whole
from tenfold.site.forms import Renderer
from tenfold.site.templatetags.drawing import initials

NAMES = {
    "en": "Miriam Adler,João Pires,Olga Levina,Dana Katz,Samuel Obi,Ruth Stein,Ivan Belov,Leah Mendes,Tomás Paz",
    "he": "מרים אדלר,ז׳ואאו פירש,אולגה לוין,דנה כץ,סמואל אובי,רות שטיין,איוון בלוב,לאה מנדס,טומס פז",
}
"""Samples, by the language and so the direction of a column."""

MODES = {"": _("As the device"), "light": _("Light"), "dark": _("Dark")}
HOURS = "Mon 19:00-21:30; Tue 22:30-00:30"


class SampleForm(forms.Form):
    """One field of every kind."""

    default_renderer = Renderer
    seen_by = {"name": _("Everyone in the fellowship sees this."), "hours": _("Only those who form the tens see this.")}

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), help_text=_("A code to come in is sent there."), required=False)
    gift = forms.CharField(label=_("What you bring"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[("", "—"), ("Asia/Jerusalem", "Asia/Jerusalem"), ("Europe/Lisbon", "Europe/Lisbon")],
        widget=forms.Select(attrs={"data-offer-zone": ""}),
    )
    place = forms.ChoiceField(
        label=_("Where do you like to read?"),
        choices=[("phone", _("On the phone")), ("desk", _("At a desk"))],
        widget=forms.RadioSelect,
    )
    letters = forms.BooleanField(label=_("Write to me before my hour"), required=False)
    hours = forms.CharField(
        label=_("Your weekly hours"), help_text=format_lazy(_("For example: {hours}"), hours=HOURS), required=False
    )


def style_page(request: HttpRequest) -> HttpResponse:
    """Every component, left to right and right to left; ``?mode=light`` or ``dark`` chooses, else the device does."""
    mode = request.GET.get("mode", "")
    context = {
        "panels": [_panel(language) for language in NAMES],
        "modes": [{"url": f"?mode={each}", "label": label, "current": each == mode} for each, label in MODES.items()],
        "theme": mode if mode in MODES else "",
    }
    return render(request, "site/style.html", context)


def _panel(language: str) -> dict[str, Any]:
    """What one column shows."""
    names = NAMES[language].split(",")
    return {
        "language": language,
        "names": names,
        "form": SampleForm(initial={"hours": HOURS}, auto_id=f"{language}-%s"),
        "wrong": SampleForm({"name": ""}, auto_id=f"{language}-wrong-%s"),
        "starts": timezone.now() + timedelta(hours=3, minutes=10),
        "others": [(names[1], "17:00"), (names[2], "20:00"), (names[4], "18:00")],
        "figures": [(_("countries"), 41), (_("languages"), 12), (_("people"), 1430)],
        "crumbs": [(_("The whole"), "#"), (_("A thousand"), "#"), (_("A hundred"), "#"), (_("Your ten"), "")],
        "segments": [
            {"url": "#", "label": _("The ring"), "current": True},
            {"url": "#", "label": _("As a list"), "current": False},
        ],
        "page": Paginator(range(60), 20).page(2),
        **_drawings(names),
    }


def _drawings(names: list[str]) -> dict[str, SafeString]:
    """The motif at every scale."""
    hundreds = tuple(_hundred(mine=place == 6, href="#") for place in range(10))
    thousand = Branch(1000, mine=True, children=hundreds)
    return {
        "ring": ring(_seats(names), label=str(_("A ten"))),
        "hundred": nest(_hundred(mine=True), label=str(_("A hundred"))),
        "thousand": nest(thousand, label=str(_("A thousand"))),
        "whole": whole(thousand, label=str(_("The whole")), most_dots=600),
    }


def _seats(names: list[str]) -> list[Point]:
    """Nine people, the first the reader, the fourth the delegate, and an open seat."""
    lights = [Light.MINE, *[Light.PERSON] * 8]
    people = [
        Point(name, initials(name), light, delegate=place == 3, href="#")
        for place, (name, light) in enumerate(zip(names, lights, strict=True))
    ]
    return [*people, Point(str(_("An open seat")), light=Light.OPEN)]


def _hundred(*, mine: bool, href: str = "") -> Branch:
    """Ten tens of ten; the third is the reader's if the hundred is."""
    tens = tuple(Branch(10, str(_("A ten")), "#", mine=mine and place == 2) for place in range(10))
    return Branch(100, str(_("A hundred")), href, mine=mine, children=tens)
