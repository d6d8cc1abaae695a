"""What can be chosen in a profile: languages, countries and zones of the world, named in the reader's language."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from tenfold.engine.hours import zone_names

Choices = list[tuple[str, str]]

_CONTINENTS = {"Africa": "002", "America": "019", "Asia": "142", "Europe": "150", "Pacific": "009", "Australia": "009"}
_OCEANS = {"Atlantic": _("Atlantic Ocean"), "Indian": _("Indian Ocean"), "Arctic": _("Arctic")}


def reader() -> str:
    """The locale of whoever reads now."""
    return to_locale(get_language() or "en")


@cache
def language_codes() -> frozenset[str]:
    """Languages that somebody somewhere speaks, after the Unicode CLDR."""
    spoken = {code.split("_")[0] for territory in get_global("territory_languages").values() for code in territory}
    return frozenset(spoken & set(Locale("en").languages))


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166 codes of countries and territories with people."""
    return frozenset(code for code in get_global("territory_languages") if len(code) == 2 and code != "ZZ")


@cache
def zone_codes() -> frozenset[str]:
    """Zones by their present name, without the aliases of former times."""
    return frozenset(get_global("zone_territories")) & zone_names() | {"UTC"}


@cache
def former_names() -> dict[str, list[str]]:
    """For each zone the names it had before; browsers still use some of them."""
    found: dict[str, list[str]] = {}
    for former, zone in get_global("zone_aliases").items():
        found.setdefault(zone, []).append(former)
    return found


def language_name(code: str, locale: str | None = None) -> str:
    """A language in the reader's words; in English where those lack it, else the code.

    >>> language_name("he", "en"), language_name("ru", "he"), language_name("xx", "en")
    ('Hebrew', 'רוסית', 'xx')
    """
    return str(Locale.parse(locale or reader()).languages.get(code) or Locale("en").languages.get(code, code))


def country_name(code: str, locale: str | None = None) -> str:
    """A country in the reader's words, or the code."""
    return str(Locale.parse(locale or reader()).territories.get(code, code))


def zone_name(zone: str, locale: str | None = None) -> str:
    """The city that a zone is named after, in the reader's words where they have one.

    >>> zone_name("Asia/Jerusalem", "he"), zone_name("America/Argentina/Buenos_Aires", "en")
    ('ירושלים', 'Buenos Aires')
    """
    known = Locale.parse(locale or reader()).time_zones.get(zone)
    city = known.get("city") if known else None
    return str(city or zone.rpartition("/")[2].replace("_", " "))


def languages() -> Choices:
    return _languages(reader())


def countries() -> Choices:
    return _countries(reader())


def zones() -> list[tuple[str, Choices]]:
    """Zones grouped by part of the world."""
    return _zones(reader())


@cache
def _languages(locale: str) -> Choices:
    return _by_name({code: language_name(code, locale) for code in language_codes()})


@cache
def _countries(locale: str) -> Choices:
    return _by_name({code: country_name(code, locale) for code in country_codes()})


@cache
def _zones(locale: str) -> list[tuple[str, Choices]]:
    groups: dict[str, dict[str, str]] = {}
    for zone in zone_codes():
        groups.setdefault(zone.partition("/")[0], {})[zone] = zone_name(zone, locale)
    utc = groups.pop("UTC")
    merged: dict[str, dict[str, str]] = {}
    for part, found in groups.items():
        name = str(_OCEANS[part]) if part in _OCEANS else country_name(_CONTINENTS.get(part, "AQ"), locale)
        merged.setdefault(name, {}).update(found)
    return [(name, _by_name(found)) for name, found in sorted(merged.items())] + [("UTC", list(utc.items()))]


def _by_name(names: dict[str, str]) -> Choices:
    return sorted(names.items(), key=lambda choice: choice[1].casefold())
