"""Words for circles, languages, countries and hours in templates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenfold.engine.hours import zone_info
from tenfold.fellowship.members import choices
from tenfold.people import words as people_words

from ..models import Circle
from ..names import circle_name
from ..queries.circle import Companion, Variety

register = template.Library()


@register.filter
def called(circle: Circle) -> str:
    """What a circle is called."""
    return circle_name(circle.level, circle.number, circle.name)


@register.filter
def in_words(code: str, of: str) -> str:
    """A language or country code in the reader's words: ``{{ code|in_words:"language" }}``."""
    return choices.country_name(code) if of == "country" else choices.language_name(code)


@register.filter
def on_clock_of(moment: datetime, zone: str) -> str:
    """Weekday and time of a moment on the clock of a zone."""
    return date_format(moment.astimezone(zone_info(zone)), "D H:i")


@register.filter
def anchor_hour(circle: Circle) -> str:
    """A circle's weekly hour on its own clock: “Monday 20:00 (London)”."""
    day = people_words.locale().days["stand-alone"]["wide"][circle.weekday]
    return _("%(day)s %(time)s (%(place)s)") % {
        "day": day,
        "time": f"{circle.starts_at:%H:%M}",
        "place": choices.zone_name(circle.zone),
    }


@register.filter
def question_words(variety: Variety) -> str:
    """What the people of a circle were asked."""
    return variety.question if variety.own else people_words.feature_name(variety.question)


@register.simple_tag
def answer_words(variety: Variety, answer: str) -> str:
    """One answer to it."""
    return choices.country_name(answer) if variety.question == "country" and not variety.own else answer


@register.inclusion_tag("components/person.html")
def person_of(companion: Companion, *, linked: bool = False) -> dict[str, object]:
    """Somebody of a circle, with where they come from under the name; ``linked`` leads on to what there is of them."""
    card = companion.card
    country = choices.country_name(card.country) if card.country else ""
    more = " · ".join(part for part in (card.origin, country) if part)
    href = reverse("person", args=[card.key]) if linked and not companion.mine else ""
    return {"name": card.name, "mine": companion.mine, "more": more, "href": href}


@register.inclusion_tag("components/language_tag.html")
def language_tag(code: str, shared: Collection[str] = ()) -> dict[str, object]:
    """A language as a tag, marked when everybody in the circle speaks it."""
    return {"code": code, "name": choices.language_name(code), "shared": code in shared}
