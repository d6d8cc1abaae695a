"""What people speak: first languages and learned ones, by country, from CLDR as Babel ships it.

CLDR says for each territory which part of its people can use a language, not whose first language it is. The rule
here: the official languages are first languages in proportion to their speakers; what they leave of the whole goes
to the other languages in proportion; a world language outside its homelands is learned far more than it is a first
language. Whoever has another first language has learned a language at the rate that brings all its speakers to the
CLDR figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel.languages import get_territory_language_info

_HOMELANDS = {
    "en": "US GB CA AU NZ IE JM TT BB BS GY",
    "fr": "FR BE CH CA LU",
    "es": "ES MX CO AR PE VE CL GT EC BO CU DO HN PY NI SV CR PA UY PR GQ US",
    "pt": "PT BR AO",
    "ru": "RU UA BY KZ KG LV EE MD",
    "de": "DE AT CH LU",
    "it": "IT CH",
    "sw": "",
    "ur": "IN",
}
"""Where the languages that are widely learned elsewhere are first languages."""

_VARIETIES = {"gsw": "de", "bar": "de", "arz": "ar", "apc": "ar", "ary": "ar", "arq": "ar", "vls": "nl", "lah": "pa"}
"""Spoken varieties whose speakers write, and would say they speak, another language."""

_FIRST_AWAY = 0.1
"""Of the people outside its homelands who use a world language, the part to whom it is the first (an assumption)."""

_RITUAL = frozenset({"cop", "cu", "la", "sa"})
"""Languages that are prayed in rather than talked in."""

_RARE = 0.01
"""Languages that a smaller part of a country's people uses are left out."""

_ENGLISH_ANYWHERE = 0.08
"""The part of people who have learned English where CLDR counts none (an assumption: CLDR leaves small figures out)."""

_MOST_FIRST, _MOST_LEARNED = 10, 6


@dataclass(frozen=True, slots=True)
class Speech:
    """Languages of a country: shares of first languages (they sum to 1), and the rate at which others learn each."""

    first: Mapping[str, float]
    learned: Mapping[str, float]


_CORRECTED_FIRST = {
    "BE": {"nl": 0.58, "fr": 0.41, "de": 0.01},
    "FI": {"fi": 0.92, "sv": 0.06, "ru": 0.02},
    "IE": {"en": 0.95, "ga": 0.02, "pl": 0.03},
}
"""First languages where the rule errs, because a language that few grow up with is official. Source: their censuses."""


@cache
def world_speech(country: str) -> Speech:
    """Languages of the people of a country, after CLDR.

    >>> speech = world_speech("CH")
    >>> [(code, round(share, 2)) for code, share in speech.first.items()]
    [('de', 0.58), ('fr', 0.3), ('it', 0.12)]
    >>> round(speech.learned["en"], 2)
    0.45
    """
    known = _speakers(country)
    first = _CORRECTED_FIRST.get(country) or _first_shares(country, known)
    speakers = {code: rate for code, (rate, _) in known.items()}
    speakers.setdefault("en", _ENGLISH_ANYWHERE)
    learned = {
        code: min(1.0, (rate - first.get(code, 0.0)) / (1.0 - first.get(code, 0.0)))
        for code, rate in speakers.items()
        if first.get(code, 0.0) < rate and first.get(code, 0.0) < 1
    }
    return Speech(first, _largest({code: rate for code, rate in learned.items() if rate >= _RARE}, _MOST_LEARNED))


def _speakers(country: str) -> dict[str, tuple[float, bool]]:
    """The part of the people who can use each language (0..1), and whether it is official."""
    known: dict[str, tuple[float, bool]] = {}
    for locale, info in get_territory_language_info(country).items():
        language = locale.partition("_")[0]  # zh_Hant, az_Cyrl: here it is the language that counts, not its script
        code = _VARIETIES.get(language, language)
        if code in _RITUAL:
            continue
        rate, official = known.get(code, (0.0, False))
        part = float(info["population_percent"] or 0) / 100
        known[code] = (max(rate, part), official or info["official_status"] is not None)
    return {code: (rate, official) for code, (rate, official) in known.items() if rate >= _RARE}


def _first_shares(country: str, known: Mapping[str, tuple[float, bool]]) -> dict[str, float]:
    official: dict[str, float] = {}
    others: dict[str, float] = {}
    away: dict[str, float] = {}
    for code, (rate, is_official) in known.items():
        if code in _HOMELANDS and country not in _HOMELANDS[code].split():
            away[code] = rate * _FIRST_AWAY
        else:
            (official if is_official else others)[code] = rate
    shares: dict[str, float] = {}
    for group in (official, others, away):
        left = 1.0 - sum(shares.values())
        scale = min(1.0, left / sum(group.values())) if group else 0.0
        shares |= {code: rate * scale for code, rate in group.items() if rate * scale >= _RARE / 2}
    kept = _largest(shares, _MOST_FIRST)
    total = sum(kept.values())
    return {code: share / total for code, share in kept.items()}


def _largest(shares: Mapping[str, float], most: int) -> dict[str, float]:
    """The ``most`` largest of the shares, largest first (then by code, so that the order is always the same)."""
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:most])


_HERITAGE = 0.15
"""The part of a scattered people, outside its centre, that has learned Hebrew well enough to talk in it."""

_DISPERSION = {
    "IL": (
        "he 61 ru 17 en 4 fr 3 yi 3 ar 3 es 2.5 am 2 ro 1.5 hu 1 de 1 fa 1",
        "he 95 en 60 ar 12 fr 4 ru 3 yi 3",
    ),
    "US": ("en 86 ru 5 he 4 yi 2 es 2 fa 1", "en 97 he 14 es 10 fr 3 yi 3 ru 2"),
    "FR": ("fr 93 ar 4 he 2 en 1", "fr 98 en 45 he 25 es 10 ar 8"),
    "CA": ("en 69 fr 13 ru 9 he 5 es 3 yi 1", "en 92 fr 30 he 22"),
    "GB": ("en 91 yi 4 he 3 fr 1 ru 1", "en 98 he 20 fr 14 yi 4"),
    "RU": ("ru 98 he 1 yi 1", "en 30 he 12"),
    "AR": ("es 98 he 1 en 1", "en 35 he 18"),
    "DE": ("ru 60 de 32 he 5 uk 3", "de 85 en 45 he 12 ru 5"),
    "AU": ("en 83 ru 8 he 6 hu 1 fr 1 yi 1", "en 97 he 20 fr 6"),
    "BR": ("pt 96 he 2 es 1 fr 1", "pt 98 en 35 es 20 he 15"),
    "ZA": ("en 93 af 4 he 3", "en 99 af 45 he 20"),
    "UA": ("ru 72 uk 27 he 1", "ru 90 uk 75 en 20 he 10"),
    "MX": ("es 95 he 3 ar 1 yi 1", "es 99 en 50 he 25"),
    "AZ": ("ru 60 az 40", "ru 80 az 60 en 12 he 8"),
    "BY": ("ru 93 be 7", "be 50 ru 99 en 15 he 8"),
    "LV": ("ru 85 lv 15", "lv 70 ru 90 en 30 he 8"),
    "MD": ("ru 85 ro 15", "ro 50 ru 95 en 12 he 8"),
    "UZ": ("ru 90 uz 10", "ru 90 uz 40 en 10 he 5"),
    "KZ": ("ru 95 kk 5", "kk 25 ru 99 en 15 he 6"),
}
"""Per cent of first languages, and of those who learned a language that is not their first, in the communities of the
dispersion. Sources, rounded and where needed guessed: Israel Central Bureau of Statistics, Social Survey 2011 on
languages; Pew Research Center, surveys of 2013 and 2020 in the United States and 2015 in Israel; Institute for Jewish
Policy Research (United Kingdom, France, Germany). Countries not named: their own languages and the heritage rate."""


@cache
def dispersion_speech(country: str) -> Speech:
    """Languages of the members of a scattered people who live in a country.

    >>> dispersion_speech("DE").first["ru"]
    0.6
    """
    if country in _DISPERSION:
        first, learned = map(_percents, _DISPERSION[country])
        return Speech(first, learned)
    speech = world_speech(country)
    return Speech(speech.first, _largest({**speech.learned, "he": _HERITAGE}, _MOST_LEARNED))


def _percents(text: str) -> dict[str, float]:
    words = text.split()
    return {code: float(value) / 100 for code, value in zip(words[::2], words[1::2], strict=True)}
