"""What numbers mean, in plain words of the reader's language: hours, names, reasons, remedies, explanations, quality.

All functions answer in the language that Django's translation has active. Sentences avoid "he" and "she": they hold for
everyone. Names and foreign words are isolated (Unicode FSI and PDI), so that they keep their direction in any sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tenfold.engine.formation import Explanation, Reason, Remedy, RemedyKind, Score, Unplaced
from tenfold.engine.hours import QUARTER, clock_text, to_local

from .attributes import AGE
from .matching import COUNTRY, GIFT, ORIGIN, Index, value_of
from .mistakes import Text
from .person import Person
from .places import former_names

FSI, PDI = "\u2068", "\u2069"

LEVELS: tuple[Text, ...] = (
    gettext_lazy("ten"),
    gettext_lazy("hundred"),
    gettext_lazy("thousand"),
    gettext_lazy("ten thousand"),
    gettext_lazy("hundred thousand"),
)

STAGES: dict[str, Text] = {
    "prepare": gettext_lazy("Reading wishes and hours"),
    "improve": gettext_lazy("Letting people change places"),
    "nest": gettext_lazy("Gathering tens into hundreds"),
    "write": gettext_lazy("Writing the plan"),
}
"""What is being done, by the stage words that a formation reports."""


def locale() -> Locale:
    """The Babel locale of the active language."""
    return Locale.parse((get_language() or "en").replace("-", "_"))


def isolate(text: object) -> str:
    """Text that keeps its own direction inside a sentence of another."""
    return f"{FSI}{text}{PDI}"


def plain(text: str) -> str:
    """Text for places that show marks of direction as boxes: spreadsheets, calendars, shells."""
    return text.replace(FSI, "").replace(PDI, "")


def listing(words: Sequence[str]) -> str:
    """ "a, b and c" in the reader's language."""
    return str(format_list(list(words), locale=locale()))


def language_name(code: str) -> str:
    """The name of a language, by its ISO code."""
    return str(locale().languages.get(code, code))


def country_name(code: str) -> str:
    """The name of a country, by its ISO code."""
    return str(locale().territories.get(code, code))


def zone_name(zone: str) -> str:
    """The city that stands for a zone."""
    known = locale().time_zones
    former = next((old for old in former_names(zone) if "city" in known.get(old, {})), zone)  # CLDR keeps old names
    return str(known.get(former, {}).get("city", zone.rpartition("/")[2].replace("_", " ")))


def feature_name(name: str) -> str:
    """What a feature is called; attributes of the fellowship are called as the steward wrote them."""
    ours = {ORIGIN: _("origin"), COUNTRY: _("country"), GIFT: _("gift"), AGE: _("age")}
    return ours.get(name, name)


def value_name(name: str, value: str) -> str:
    """A person's answer for a feature, isolated."""
    return isolate(country_name(value) if name == COUNTRY else value)


def level_name(level: int) -> str:
    """What a circle of a level (1: ten) is called."""
    return str(LEVELS[level - 1]) if level <= len(LEVELS) else _("circle of level %(level)d") % {"level": level}


def hour_text(start: int, length: int, zone: str, on: date) -> str:
    """A weekly hour on the clock of a zone: "Thursday 20:00–21:30". ``start`` is a UTC slot, ``length`` in slots."""
    day, minutes = to_local(start, zone, on)
    end = (minutes + length * QUARTER) % (24 * 60)
    times = isolate(f"{clock_text(minutes)}–{clock_text(end)}")
    return _("%(day)s %(times)s") % {"day": locale().days["stand-alone"]["wide"][day], "times": times}


def reason_text(unplaced: Unplaced, index: Index) -> str:
    """Why somebody has no seat."""
    person = index.people[unplaced.person]
    if unplaced.reason is Reason.NO_LANGUAGE:
        return _("No language is known.")
    if unplaced.reason is Reason.NO_HOURS:
        text = ngettext(
            "No free stretch lasts %(minutes)d minute.", "No free stretch lasts %(minutes)d minutes.", index.minutes
        )
        return text % {"minutes": index.minutes}
    if unplaced.reason is Reason.ALONE:
        languages = listing([language_name(code) for code in person.languages])
        return _("Too few people who speak %(languages)s are free at the same hours.") % {"languages": languages}
    if unplaced.reason is Reason.TOGETHER:
        return _("Those who want to sit together share no language or no hour, or are too many for one circle.")
    if unplaced.reason is Reason.CONFLICT:
        return _("A rule (apart, separate, two or none) closes every circle that would fit.")
    return _("The circles that would fit are full, and too few people are left for one more.")


def remedy_text(remedy: Remedy, unplaced: Unplaced, index: Index) -> str:
    """A small step that would give somebody a seat."""
    person = index.people[unplaced.person]
    if remedy.kind is RemedyKind.HOUR:
        hour = hour_text(remedy.value, -(-index.minutes // QUARTER), person.zone, index.on)
        return _("One more free hour: %(hour)s, on the person's own clock.") % {"hour": hour}
    if remedy.kind is RemedyKind.LANGUAGE:
        name = language_name(index.languages[remedy.value])
        return _("One more language: %(language)s.") % {"language": name}
    if remedy.kind is RemedyKind.LARGER:
        return _("One more seat in circle %(circle)s.") % {"circle": remedy.value + 1}
    if remedy.kind is RemedyKind.MORE_PEOPLE:
        text = ngettext(
            "%(count)d more person with such a language and such hours.",
            "%(count)d more people with such a language and such hours.",
            remedy.value,
        )
        return text % {"count": remedy.value}
    other = index.people[remedy.value]
    return _("Without the wish that concerns %(name)s.") % {"name": isolate(other.name or other.id)}


def explanation_lines(explanation: Explanation, index: Index) -> list[str]:
    """Why somebody sits where they sit, one sentence each."""
    person = index.people[explanation.person]
    hour = hour_text(explanation.start, explanation.length, person.zone, index.on)
    lines = [
        _("Everyone in this circle speaks %(language)s.")
        % {"language": language_name(index.languages[explanation.language])},
        _("Everyone is free on %(hour)s, as the clock shows it in %(place)s.")
        % {"hour": hour, "place": zone_name(person.zone)},
    ]
    brought = [
        _("%(feature)s: %(value)s") % {"feature": feature_name(name), "value": value_name(name, value_of(person, name))}
        for name in (index.features[number] for number in explanation.brings)
    ]
    if brought:
        lines.append(_("Nobody else here brings this: %(things)s.") % {"things": listing(brought)})
    differing = [
        feature_name(name) for name, share in zip(index.features, explanation.share, strict=True) if share >= 0.5
    ]
    if differing:
        lines.append(_("Most of the others differ in %(features)s.") % {"features": listing(differing)})
    if explanation.ties:
        names = [isolate(index.people[other].name or index.people[other].id) for other in explanation.ties]
        lines.append(_("Already tied to %(names)s.") % {"names": listing(names)})
    if explanation.kept:
        lines.append(_("The seat is in the same circle as before."))
    if explanation.alternative >= 0:
        lines.append(_("The next best seat would be in circle %(circle)d.") % {"circle": explanation.alternative + 1})
    else:
        lines.append(_("No other circle has room and fits."))
    return lines


def circle_lines(members: Sequence[Person], features: Sequence[str]) -> list[str]:
    """How various the members of a circle are, one short phrase for each thing they can differ in."""
    lines = []
    for name in features:
        values = [value for value in (value_of(person, name) for person in members) if value]
        distinct = dict.fromkeys(values)
        if name == AGE and values:
            ages = sorted(int(float(value)) for value in values)
            lines.append(_("ages %(youngest)d to %(oldest)d") % {"youngest": ages[0], "oldest": ages[-1]})
        elif len(distinct) > 1:
            shown = [value_name(name, value) for value in list(distinct)[:6]]
            lines.append(_("%(feature)s: %(values)s") % {"feature": feature_name(name), "values": ", ".join(shown)})
        elif distinct:
            text = _("all of one %(feature)s: %(value)s")
            lines.append(text % {"feature": feature_name(name), "value": value_name(name, values[0])})
    return lines


def survival_text(weeks: int, zone: str) -> str:
    """For how much of the coming year a circle's hour suits everyone, kept on the clock of one zone."""
    if weeks >= 52:
        return _("The hour suits everyone all through the coming year, kept on the clock of %(place)s.") % {
            "place": zone_name(zone)
        }
    text = _(
        "The hour suits everyone in %(weeks)d of the coming 52 weeks, kept on the clock of %(place)s; "
        "clocks change at different dates."
    )
    return text % {"weeks": weeks, "place": zone_name(zone)}


def civil_text(starts: Sequence[int]) -> str:
    """How kind an hour is, by the minutes since midnight at which it begins for each member."""
    early = sum(minutes < 6 * 60 for minutes in starts)
    evening = sum(17 * 60 <= minutes < 23 * 60 for minutes in starts)
    if evening == len(starts):
        return _("It is evening for everyone.")
    if early:
        text = ngettext("It is night for %(count)d person.", "It is night for %(count)d people.", early)
        return text % {"count": early}
    if evening == 0:
        return _("It is day for everyone.")
    text = ngettext(
        "It is evening for %(count)d person and another time of day for the rest.",
        "It is evening for %(count)d people and another time of day for the rest.",
        evening,
    )
    return text % {"count": evening}


ROUNDING = 0.0005
"""A smaller gap is shown as none."""


def quality_text(score: Score) -> str:
    """How good a plan is against the best that any plan of these sizes could be."""
    if score.difference_bound <= 0:
        return _("There is nothing in which circles could differ.")
    share = min(score.difference / score.difference_bound, 1.0)
    text = _("Circles bring %(share)s of the difference together that any circles of these sizes could at most.")
    told = text % {"share": format_percent(share, "#,##0.0%", locale=locale())}
    if share > 1 - ROUNDING:
        return told
    gap = _("The missing %(gap)s is the most a better plan could win; languages, hours and wishes may forbid it.")
    return told + " " + gap % {"gap": format_percent(1 - share, "#,##0.0%", locale=locale())}


def count_text(count: int) -> str:
    """A number with the reader's digits and grouping."""
    return str(format_decimal(count, locale=locale()))
