"""``report.html``: the plan on one self-contained page, to read, to print and to pass on."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from django.template import Context, Engine
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tenfold.engine.formation import Explainer
from tenfold.people.everyone import everyone_heading, everyone_lines
from tenfold.people.matching import GIFT, value_of
from tenfold.people.outcome import Circle, Outcome, local_starts
from tenfold.people.person import Person
from tenfold.people.words import (
    circle_lines,
    civil_text,
    count_text,
    country_name,
    explanation_lines,
    hour_text,
    language_name,
    locale,
    quality_text,
    reason_text,
    remedy_text,
    survival_text,
    zone_name,
)

from .nest import nest_svg

MOST_EXPLAINED = 5000
"""Beyond so many people the page lists the circles and leaves the explanation of each seat to the site."""


def report_html(outcome: Outcome) -> str:
    """The page, in the active language. Names are escaped: whatever a list holds stays text."""
    engine = Engine(
        libraries={"i18n": "django.templatetags.i18n"}, builtins=["django.templatetags.i18n"], autoescape=True
    )
    source = resources.files(__package__).joinpath("templates", "report.html").read_text("utf-8")
    language = get_language() or "en"
    context = {
        "language": language,
        "direction": locale().text_direction,
        "summary": summary(outcome),
        "quality": quality_text(outcome.plan.score) if outcome.circles else "",
        "waiting": waiting(outcome),
        "nest": nest_svg(outcome, label=" ".join(summary(outcome))) if outcome.circles else "",
        "circles": list(_circles(outcome)),
        "unplaced": list(_unplaced(outcome)),
        "everyone": everyone_heading(outcome.everyone) if outcome.everyone else "",
        "changes": everyone_lines(outcome.everyone, outcome.index) if outcome.everyone else [],
        "on": outcome.index.on.isoformat(),
    }
    return str(engine.from_string(source).render(Context(context)))


def summary(outcome: Outcome) -> list[str]:
    """What was found, in a few sentences."""
    lines = [_seats(outcome)]
    names = _counted(outcome.sizes())
    if len(names) > 1:
        lines.append(_("They nest in %(levels)s.") % {"levels": ", ".join(names[1:])})
    orphans = outcome.orphans()
    if orphans:
        text = ngettext(
            "%(count)s circle shares no language or hour with others and stays by itself.",
            "%(count)s circles share no language or hour with others and stay by themselves.",
            orphans,
        )
        lines.append(text % {"count": count_text(orphans)})
    return lines


def waiting(outcome: Outcome) -> str:
    """How many people have no seat, "" if everyone has."""
    count = len(outcome.unplaced)
    text = ngettext("%(count)s person has no seat so far.", "%(count)s people have no seat so far.", count)
    return text % {"count": count_text(count)} if count else ""


def _seats(outcome: Outcome) -> str:
    people, circles = outcome.seated, len(outcome.circles)
    text = ngettext(
        "%(people)s of %(all)s have a seat, in %(circles)s circle.",
        "%(people)s of %(all)s have a seat, in %(circles)s circles.",
        circles,
    )
    total = len(outcome.index.people)
    return text % {"people": count_text(people), "all": count_text(total), "circles": count_text(circles)}


def _counted(sizes: list[int]) -> list[str]:
    """ "27 tens", "3 hundreds", "1 thousand"; higher levels by their number."""
    named = [
        lambda n: ngettext("%(count)s ten", "%(count)s tens", n),
        lambda n: ngettext("%(count)s hundred", "%(count)s hundreds", n),
        lambda n: ngettext("%(count)s thousand", "%(count)s thousands", n),
        lambda n: ngettext("%(count)s circle of ten thousand", "%(count)s circles of ten thousand", n),
    ]
    words = []
    for level, size in enumerate(sizes):
        if level < len(named):
            words.append(named[level](size) % {"count": count_text(size)})
        else:
            text = ngettext("%(count)s circle of level %(level)d", "%(count)s circles of level %(level)d", size)
            words.append(text % {"count": count_text(size), "level": level + 1})
    return words


def _circles(outcome: Outcome) -> Iterator[dict[str, object]]:
    explainer = Explainer(outcome.problem, outcome.plan) if outcome.seated <= MOST_EXPLAINED else None
    for circle in outcome.circles:
        people = outcome.people_of(circle)
        yield {
            "title": circle.title,
            "hundred": str(circle.parents[0] + 1) if circle.parents else "",
            "language": language_name(circle.language),
            "hour": hour_text(circle.start, circle.length, circle.anchor, outcome.index.on),
            "place": zone_name(circle.anchor),
            "qualities": [
                survival_text(circle.weeks, circle.anchor),
                civil_text(local_starts(outcome, circle)),
            ],
            "various": circle_lines(people, outcome.index.features),
            "members": [_member(outcome, circle, number, explainer=explainer) for number in circle.members],
        }


def _member(outcome: Outcome, circle: Circle, number: int, *, explainer: Explainer | None) -> dict[str, object]:
    person = outcome.index.people[number]
    lines = explanation_lines(explainer(number), outcome.index) if explainer else []
    return {
        **_named(person),
        "hour": hour_text(circle.start, circle.length, person.zone, outcome.index.on),
        "place": zone_name(person.zone),
        "gift": value_of(person, GIFT),
        "delegate": number == circle.delegate,
        "why": lines,
    }


def _unplaced(outcome: Outcome) -> Iterator[dict[str, object]]:
    for unplaced in outcome.unplaced:
        person = outcome.index.people[unplaced.person]
        yield {
            **_named(person),
            "place": zone_name(person.zone),
            "reason": reason_text(unplaced, outcome.index),
            "remedies": [remedy_text(remedy, unplaced, outcome.index) for remedy in unplaced.remedies],
        }


def _named(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name or person.id,
        "languages": ", ".join(language_name(code) for code in person.languages),
        "country": country_name(person.country) if person.country else "",
    }
