"""Names of languages and countries in many languages, from the Unicode CLDR as Babel ships it.

Tables are built when first needed: most sheets never leave the first one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from .text import fold, lookup, spellings

READING_LOCALES = (
    *("en", "he", "ru", "fr", "de", "es", "pt", "it", "uk", "nl", "pl", "tr", "ar"),
    *("ro", "hu", "cs", "sv", "el", "fa", "am", "hi", "zh", "ja", "ko", "ka"),
)
"""Languages in which names of languages, countries and cities are recognised."""

_LANGUAGES_BY_HAND = lookup(
    {
        "zh": "mandarin, cantonese chinese, putonghua, cn",
        "he": "ivrit, iwrit, ivrith",
        "es": "castellano, castilian, sp",
        "nb": "norwegian, no, nn",
        "ru": "russkij, russki",
        "fa": "farsi",
        "nl": "flemish",
        "fil": "tagalog",
        "ro": "moldovan",
        "lad": "judezmo",
        "pt": "brasileiro",
        "de": "deutch",
        "yi": "אידיש",
        "ja": "jp",
        "cs": "cz",
        "da": "dk",
        "el": "gr",
    }
)
_COUNTRIES_BY_HAND = lookup(
    {
        "US": 'usa, u.s.a., u.s., america, the united states, сша, ארהב, ארה"ב',
        "GB": "uk, u.k., england, scotland, wales, great britain, britain, англия",
        "NL": "holland, the netherlands",
        "CZ": "czech republic",
        "TR": "turkey",
        "IL": "eretz israel",
        "RU": "russian federation",
        "KR": "korea",
        "AE": "uae",
        "BY": "р. беларусь, белоруссия",
    }
)


@cache
def language_code(word: str) -> str | None:
    """The CLDR code of a language named by code, in English, in itself or in one of many languages.

    >>> [language_code(word) for word in ("he", "ENGLISH", "Español", "русский", "heb", "pt-BR", "Klingonese")]
    ['he', 'en', 'es', 'ru', 'he', 'pt', None]
    """
    return _first(word, (_languages_in_english, _languages_elsewhere, _languages_in_themselves))


@cache
def similar_languages(word: str, cutoff: float = 0.75) -> list[str]:
    """Codes of widely spoken languages that have a name (in any language) spelled like ``word``, likeliest first.

    >>> similar_languages("Englsh")[0]
    'en'
    """
    spoken = {code for territory in get_global("territory_languages").values() for code in territory}
    tables = (_languages_in_english(), _languages_elsewhere())
    names = {name: code for table in tables for name, code in table.items() if code in spoken and len(name) > 3}
    close = get_close_matches(fold(word), names, n=4, cutoff=cutoff)
    return list(dict.fromkeys(names[name] for name in close))


@cache
def country_code(word: str) -> str | None:
    """The ISO 3166 code of a country named by code or in one of many languages.

    >>> [country_code(word) for word in ("il", "UK", "Deutschland", "Россия", "ישראל", "Atlantis")]
    ['IL', 'GB', 'DE', 'RU', 'IL', None]
    """
    return _first(word, (_countries_in_english, _countries_elsewhere))


def similar_countries(word: str, cutoff: float = 0.75) -> list[str]:
    """Codes of up to two countries whose English names are spelled like ``word``."""
    names = {name: code for name, code in _countries_in_english().items() if len(name) > 3}
    close = get_close_matches(fold(word), names, n=2, cutoff=cutoff)
    return list(dict.fromkeys(names[name] for name in close))


def _first(word: str, tables: Iterable[Callable[[], Mapping[str, str]]]) -> str | None:
    keys = list(spellings(fold(word)))
    for table in tables:
        for key in keys:
            if key in table():
                return table()[key]
    return None


def _base(code: str) -> str:
    """A language code without territory or script, and old codes in their new form."""
    aliases = get_global("language_aliases")
    base = re.split(r"[-_]", aliases.get(code, code))[0]
    return _LANGUAGES_BY_HAND.get(base, str(base))


def english_country(code: str) -> str:
    """The English name of a country's code."""
    return str(Locale("en").territories.get(code, code))


@cache
def _languages_in_english() -> Mapping[str, str]:
    names = {fold(name): _base(code) for code, name in Locale("en").languages.items() if "_" not in code}
    codes = {code: _base(code) for code in (*Locale("en").languages, *get_global("language_aliases"))}
    regional = {fold(code).replace("_", "-"): base for code, base in codes.items()}
    regional |= {fold(code): _base(code) for code in locale_identifiers()}
    regional |= {key.replace("_", "-"): base for key, base in regional.items()}
    return {**regional, **names, **_LANGUAGES_BY_HAND}


@cache
def _languages_in_themselves() -> Mapping[str, str]:
    own: dict[str, str] = {}
    for code in locale_identifiers():
        name = None if "_" in code else Locale.parse(code).languages.get(code)
        if name:
            own.setdefault(fold(name), _base(code))
    return own


@cache
def _languages_elsewhere() -> Mapping[str, str]:
    return _in_reading_locales(lambda locale: locale.languages, _base)


@cache
def _countries_in_english() -> Mapping[str, str]:
    territories = {code: name for code, name in Locale("en").territories.items() if code.isalpha() and len(code) == 2}
    names = {fold(name): code for code, name in territories.items()}
    longer = {code.casefold(): new[0] for code, new in get_global("territory_aliases").items() if len(code) == 3}
    codes = {code.casefold(): code for code in territories}
    return {**longer, **codes, **names, **_COUNTRIES_BY_HAND}


@cache
def _countries_elsewhere() -> Mapping[str, str]:
    return _in_reading_locales(lambda locale: locale.territories, lambda code: code if len(code) == 2 else "")


def _in_reading_locales(
    names_of: Callable[[Locale], Mapping[str, str]], code_of: Callable[[str], str]
) -> Mapping[str, str]:
    table: dict[str, str] = {}
    for locale in READING_LOCALES:
        for code, name in names_of(Locale(locale)).items():
            if code_of(code) and "_" not in code:
                table.setdefault(fold(name), code_of(code))
    return table
