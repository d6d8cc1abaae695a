"""The time zone cell: an IANA name old or new, a city, a country of one zone, an abbreviation, or an offset."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .lexicon import country_code, english_country
from .mistakes import Reading, Text, Trouble, say
from .places import (
    ABBREVIATIONS,
    canonical,
    cities,
    cities_elsewhere,
    clock,
    countries_of,
    names_of_zones,
    only_zone,
    zones_of,
)
from .text import clean, fold, spellings

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?(?:\s*\(?(?:utc|gmt)\)?)?")
_TAIL = re.compile(r"\s*(?:\(.*\)|time zone|standard time|time|tz)$")
_EXAMPLE = _("Write an IANA name such as Europe/Berlin, or a large city of the zone.")


@lru_cache(maxsize=4096)
def read_zone(text: str, *, country: str = "", on: date) -> Reading[str]:
    """The IANA name that a cell means. ``country`` (ISO code or "") decides where the cell alone cannot."""
    key = fold(text)
    if not key:
        return _from_country(country, on)
    for spelling in (key, _TAIL.sub("", key)):
        zone = _by_name(spelling) or _by_abbreviation(spelling, country, on) or _by_country(spelling, on)
        if zone:
            return Reading(zone, notes=_contradiction(zone, country))
    parts = re.split(r"\s*[,(]\s*", key)
    if len(parts) > 1 and (zone := _by_name(parts[0])):
        return Reading(zone, notes=_contradiction(zone, country))
    offset = _OFFSET.fullmatch(key)
    return _by_offset(offset, country, on) if offset else _unknown(clean(text), country, on)


def _by_name(key: str) -> str | None:
    for spelling in spellings(key):
        spaced = spelling.replace("_", " ")
        compact = re.sub(r"\s*/\s*", "/", spaced)
        if spaced in ABBREVIATIONS:  # EST and MST are IANA names too, of zones that few people mean
            return None
        for table in (names_of_zones, cities, cities_elsewhere):
            for word in (compact, spaced, spaced.replace("-", " ")):
                if word in table():
                    return canonical(table()[word])
    return None


def _by_abbreviation(key: str, country: str, on: date) -> str | None:
    zones = ABBREVIATIONS.get(key, ())
    own = only_zone(country, on.year) if country else None
    if own and any(clock(own, on.year) == clock(zone, on.year) for zone in zones):
        return own
    there = [zone for zone in zones if country in countries_of(zone)]
    if there or len(zones) == 1:
        return (there or zones)[0]
    clocks = {clock(zone, on.year) for zone in zones}
    return zones[0] if len(clocks) == 1 else None


def _by_country(key: str, on: date) -> str | None:
    country = country_code(key)
    return only_zone(country, on.year) if country else None


def _from_country(country: str, on: date) -> Reading[str]:
    zone = only_zone(country, on.year) if country else None
    if zone:
        text = say(_("No time zone is given; {zone} was taken, the only one of the country."), zone=zone)
        return Reading(zone, notes=(text,))
    remedy = _of_country(country, on) if zones_of(country) else _EXAMPLE
    return Reading(troubles=(Trouble(_("No time zone is given."), remedy),))


def _by_offset(match: re.Match[str], country: str, on: date) -> Reading[str]:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    ahead = timedelta(minutes=minutes if match[1] == "+" else -minutes)
    fitting = [zone for zone in zones_of(country) if ahead in clock(zone, on.year)]
    if len({clock(zone, on.year) for zone in fitting}) == 1:
        text = say(_("An offset does not say when clocks change; {zone} was taken, by the country."), zone=fitting[0])
        return Reading(fitting[0], notes=(text,))
    name = f"etc/gmt{'-' if match[1] == '+' else '+'}{minutes // 60}"
    if minutes % 60 == 0 and name in names_of_zones() and not fitting:
        text = _("An offset does not say when clocks change; it was kept all the year round.")
        return Reading(names_of_zones()[name], notes=(text,))
    problem = _("An offset does not say in which zone the clock is.")
    return Reading(troubles=(Trouble(problem, _of_country(country, on) if fitting else _EXAMPLE),))


def _contradiction(zone: str, country: str) -> tuple[Text, ...]:
    countries = countries_of(zone)
    if not country or not countries or country in countries:
        return ()
    name = english_country(country)
    return (say(_("{zone} is not a zone of {country}; the zone counts."), zone=zone, country=name),)


def _unknown(text: str, country: str, on: date) -> Reading[str]:
    near = _similar(fold(text))
    agreeing = [zone for zone in near if country in countries_of(zone)]
    if len(agreeing) == 1:
        return Reading(agreeing[0], notes=(say(_("“{text}” was taken as {zone}."), text=text, zone=agreeing[0]),))
    problem = say(_("“{text}” is not a time zone known here."), text=text)
    written = country_code(text)
    remedy: Text = _EXAMPLE
    if written:
        problem = say(_("“{text}” has several time zones."), text=text)
        remedy = _of_country(written, on)
    elif fold(text) in ABBREVIATIONS:
        problem = say(_("“{text}” stands for several time zones."), text=text)
        remedy = say(_("Write one of {zones}."), zones=", ".join(ABBREVIATIONS[fold(text)]))
    elif near and country and not agreeing:
        remedy = say(
            _("Did you mean {zones}? That is not in the country given, so please check both."), zones=" / ".join(near)
        )
    elif near:
        remedy = say(_("Did you mean {zones}?"), zones=" / ".join(near))
    return Reading(troubles=(Trouble(problem, remedy),))


def _similar(key: str) -> list[str]:
    """Up to three zones with a name or city spelled like the key."""
    names = {**cities_elsewhere(), **cities(), **names_of_zones()}
    close = get_close_matches(key.replace("_", " "), [name for name in names if len(name) > 3], n=5, cutoff=0.8)
    return list(dict.fromkeys(canonical(names[name]) for name in close))[:3]


def _of_country(country: str, on: date) -> Text:
    by_clock: dict[object, str] = {}
    for zone in zones_of(country):
        by_clock.setdefault(clock(zone, on.year), zone)
    return say(_("Write one of its zones, such as {zones}."), zones=", ".join(list(by_clock.values())[:6]))
