"""The living style page: every component, in both directions and both modes. Open in the demo only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.site.drawing import Branch, Light, Point, nest, ring, whole
from tenfold.site.forms import Renderer

NAMES = {
    "en": ["Miriam Adler", "João Pires", "Olga Levina", "Dana Katz", "Samuel Obi", "Ruth Stein", "Ivan Belov", "Leah Mendes", "Tomás Paz"],
    "he": ["מרים אדלר", "ז׳ואאו פירש", "אולגה לוין", "דנה כץ", "סמואל אובי", "רות שטיין", "איוון בלוב", "לאה מנדס", "טומס פז"],
    "ru": ["Мириам Адлер", "Жуан Пиреш", "Ольга Левина", "Дана Кац", "Самуэль Оби", "Рут Штейн", "Иван Белов", "Лея Мендес", "Томас Пас"],
}
"""The people of the page, by its language: a page of samples, not of the fellowship."""

MODES = ("light", "dark")


class SampleForm(forms.Form):
    """One field of every kind."""

    default_renderer = Renderer
    seen_by = {"name": _("Everyone in the fellowship sees this."), "hours": _("Only those who form the tens see this.")}

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), help_text=_("A code to come in is sent there."), required=False)
    gift = forms.CharField(label=_("What you bring"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    zone = forms.ChoiceField(label=_("Time zone"), choices=[("", "—"), ("Asia/Jerusalem", "Asia/Jerusalem"), ("Europe/Lisbon", "Europe/Lisbon")])
    address = forms.ChoiceField(
        label=_("Where do you like to read?"), choices=[("phone", _("On the phone")), ("desk", _("At a desk"))], widget=forms.RadioSelect
    )
    letters = forms.BooleanField(label=_("Write to me before my hour"), required=False)
    hours = forms.CharField(label=_("Your weekly hours"), help_text=_("For example: Mon 19:00-21:30; Tue 22:30-00:30"), required=False)


def style_page(request: HttpRequest) -> HttpResponse:
    """Every component twice, left to right and right to left; ``?mode=light`` or ``dark`` chooses for all, else the device does."""
    mode = request.GET.get("mode", "")
    modes = [{"url": f"?mode={each}", "label": label, "current": mode == each} for each, label in (("", _("As the device")), *_modes())]
    panels = [_panel(language) for language in ("en", "he")]
    return render(request, "site/style.html", {"panels": panels, "modes": modes, "theme": mode if mode in MODES else ""})


def _modes() -> list[tuple[str, Any]]:
    return [("light", _("Light")), ("dark", _("Dark"))]


def _panel(language: str) -> dict[str, Any]:
    """What one column shows, in one language and so in one direction."""
    names = NAMES[language]
    bound = SampleForm({"name": "", "hours": "Mon 19:00-21:30; Tue 22:30-00:30"}, auto_id=f"{language}-%s")
    now = timezone.now().replace(microsecond=0)
    return {
        "language": language,
        "form": SampleForm(initial={"hours": "Mon 19:00-21:30; Tue 22:30-00:30"}, auto_id=f"{language}-fresh-%s"),
        "wrong": bound,
        "names": names,
        "starts": now + timedelta(hours=3, minutes=10),
        "others": [(names[1], "17:00"), (names[2], "20:00"), (names[4], "18:00")],
        "figures": [(_("countries"), 41), (_("languages"), 12), (_("people"), 1430)],
        "crumbs": [(_("The whole"), "#"), (_("A thousand"), "#"), (_("A hundred"), "#"), (_("Your ten"), "")],
        "segments": [{"url": "#", "label": _("The ring"), "current": True}, {"url": "#", "label": _("As a list"), "current": False}],
        "page": Paginator(range(60), 20).page(2),
        **_drawings(names),
    }


def _drawings(names: list[str]) -> dict[str, Any]:
    seats = [Point(name, "".join(word[0] for word in name.split()), delegate=place == 3, href="#") for place, name in enumerate(names)]
    seats[0] = Point(names[0], "".join(word[0] for word in names[0].split()), Light.MINE)
    hundred = Branch(100, children=tuple(Branch(10, str(_("A ten")), "#", mine=place == 2) for place in range(10)), mine=True)
    thousand = Branch(1000, str(_("A thousand")), mine=True, children=(*(Branch(100, str(_("A hundred")), "#", children=hundred.children and tuple(Branch(10) for _ten in range(10))) for _hundred in range(9)), Branch(100, str(_("A hundred")), "#", mine=True, children=hundred.children)))
    return {
        "ring": ring([*seats, Point(str(_("An open seat")), light=Light.OPEN)], label=str(_("A ten"))),
        "hundred": nest(hundred, label=str(_("A hundred"))),
        "thousand": nest(thousand, label=str(_("A thousand"))),
        "whole": whole(thousand, label=str(_("The whole"))),
    }
