"""The words in which people write their week: days, groups of days, parts of a day, "from" and "to".

Names of days come from CLDR; what people say besides (plurals, cases, colloquial abbreviations) is listed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache

from babel import Locale

from .text import fold, lookup, spellings

EVERY_DAY = frozenset(range(7))
WORKING_WEEK = frozenset(range(5))
WEEKEND = frozenset({5, 6})

DAY_LOCALES = (
    *("en", "he", "ru", "de", "fr", "es", "it", "pt", "uk", "pl", "tr", "ar"),
    *("nl", "cs", "ro", "sv", "el", "fa", "ko", "ja", "zh"),
)

_MORE_DAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("", "tues tu", "weds wednes", "thur thurs", "", "", ""),
    "he": ("ב שני", "ג שלישי", "ד רביעי", "ה חמישי", "ו שישי ששי", "ש שבת מוצש מוצאי־שבת", "א ראשון"),
    "ru": ("пон пнд", "втр", "сред срд", "чет чтв", "пят птн", "суб сбт", "вос вск воскр"),
    "de": ("mon", "die", "mit mitt", "don donn", "fre", "sam samst sonnabend", "son sonn"),
    "fr": ("", "mardis", "mercr", "jeud", "vendr", "", ""),
    "es": ("", "", "miercoles mier", "juev", "vier", "", "domin"),
    "ja": ("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"),
    "pt": ("segunda", "terca", "quarta", "quinta", "sexta", "", ""),
}
_STEMS = lookup(  # cases and plurals of Russian and Ukrainian
    {
        0: "понедельн, понеділ",
        1: "вторник, вівтор",
        2: "сред, серед",
        3: "четвер",
        4: "пятниц, п'ятниц",
        5: "суббот, субот",
        6: "воскресе, неділ",
    }
)
_SHORT = {"fr": ("lu", "ma", "me", "je", "ve", "sa", "di"), "es": ("lu", "ma", "mi", "ju", "vi", "sa", "do")}

_GROUPS: Mapping[frozenset[int], str] = {
    EVERY_DAY: "daily|every day|everyday|each day|all days|all week|any evening|any day|every night|every evening"
    "|nightly|mon-sun"
    "|כל יום|כל הימים|כל השבוע|כל ערב|ежедневно|каждый день|все дни|каждый вечер|кажды день|щодня|tous les jours"
    "|tous les soirs|chaque soir|jeden abend|todas las noches"
    "|chaque jour|quotidien|täglich|jeden tag|alle tage|diario|diariamente|todos los días|cada día"
    "|todos os dias|ogni giorno",
    WORKING_WEEK: "weekdays|weekday|m-f|week days|week day|workdays|work days|working days|workday|ימי חול"
    "|ימות השבוע|אמצע שבוע"
    "|באמצע השבוע|будни|по будням|будние дни|в будни|рабочие дни|en semaine|semaine|jours ouvrables"
    "|werktags|wochentags|werktag"
    "|unter der woche|días laborables|entre semana|laborables|dias úteis|feriali",
    WEEKEND: "weekend|weekends|week end|week ends|week-end|סוף שבוע|סופש|סופי שבוע|выходные|по выходным|в выходные"
    "|le week end|am wochenende|wochenende|wochenenden|fin de semana|fines de semana|fim de semana|fine settimana",
}
_HALVES = {
    "am": "morning|mornings|in the morning|in the mornings|בבוקר|בוקר|בקרים|утра|утром|утро|по утрам"
    "|matin|le matin|du matin"
    "|matins|morgens|vormittags|am morgen|früh|mañana|por la mañana|de la mañana|mañanas|da manhã|mattina|ранку",
    "pm": "evening|evenings|in the evening|in the evenings|afternoon|afternoons|in the afternoon|night"
    "|nights|at night|tonight"
    "|בערב|ערב|ערבים|בערבים|אחר הצהריים|אחהצ|אחרי הצהריים|בלילה|לילה|вечера|вечером|вечер|вечера́"
    "|по вечерам|дня|днём|днем|ночи|ночью"
    "|soir|le soir|du soir|soirs|soirée|après midi|de l'après midi|abends|abend|am abend|nachmittags"
    "|nachmittag|nachts|tarde"
    "|por la tarde|de la tarde|tardes|noche|por la noche|de la noche|noches|da noite|sera|вечора",
}
_ALL_DAY = (
    "always|24/7|whenever|all day|any time|anytime|whole day|all day long|כל היום|весь день|в любое время"
    "|toute la journée|ganztags|todo el día"
)
_TO = "to|till|until|til|thru|through|up to|עד|до|по|bis|a|à|au|jusqu'à|jusqu'au|hasta|al|ate|até|às|alle"
_EXCEPT = (
    "except|excluding|but not|not on|not|no|without|apart from|חוץ מ|חוץ|למעט|לא|кроме|не|sauf|hors|außer|ausser|nicht"
)
_BETWEEN = "between|בין|между|zwischen|entre|tra|między"
_FILLERS = (
    "from|at|on|and|or|the|after|before|since|onwards|each|every|of|hours|hour|hrs|hr|h|o'clock|oclock"
    "|local time|local|time|my time|only|usually"
    "|mostly|also|free|available|approx|about|around|day|days|ב|מ|בשעה|שעות|בשעות|משעה|שעה|יום|ימים|ימי|ו|וגם|או|כל|רק"
    "|в|во|с|со|и|или|каждый|каждую|каждое|каждые|с собой|час|часа|часов|ч|только|местного|по местному времени|та|з|о"
    "|von|um|ab|uhr|und|oder|jeden|jeweils|am|immer|nach|vor|nur|de|des|du|le|la|les|et|ou|chaque|après"
    "|avant|dès|heures|heure"
    "|los|el|las|y|o|cada|desde|después|antes|после|אחרי|לפני|horas|dalle|e|das|od|w|do"
)
_TIMES = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 24 * 60, "חצות": 24 * 60, "полдень": 720, "полночь": 1440}
_TIMES |= {"minuit": 1440, "midi": 720, "mitternacht": 1440, "mittag": 720, "medianoche": 1440, "mediodía": 720}


def _keys(words: str) -> Iterable[str]:
    return (bare(word) for word in words.split("|"))


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """A word as it is looked up: folded, without quotation marks and dots."""
    return " ".join(fold(word).replace("'", "").replace('"', "").replace(".", "").replace("-", " ").split())


GROUPS = {key: days for days, words in _GROUPS.items() for key in _keys(words)}
HALVES = {key: half for half, words in _HALVES.items() for key in _keys(words)}
ALL_DAY = frozenset(_keys(_ALL_DAY))
TO = frozenset(_keys(_TO))
EXCEPT = frozenset(_keys(_EXCEPT))
BETWEEN = frozenset(_keys(_BETWEEN))
FILLERS = frozenset(_keys(_FILLERS))
TIMES = {bare(word): minutes for word, minutes in _TIMES.items()}
LONGEST = 4
"""Words in the longest phrase above."""


_SHORT_FORMS = ("en", "de", "he", "ru", "uk", "tr")
"""Languages whose names of two letters count: those of others are too much like small words ("to", "on")."""


@cache
def days_of(language: str) -> Mapping[str, int]:
    """Folded names of days in one language, with the day (Monday is 0)."""
    table: dict[str, int] = {}
    for context in Locale(language).days.values():
        for width, names in context.items():
            if width in ("wide", "abbreviated") or (width == "short" and language in _SHORT_FORMS):
                table.update({bare(name): day for day, name in names.items()})
    for day, words in enumerate(_MORE_DAYS.get(language, ())):
        table.update({bare(word): day for word in words.split()})
    table.update({word: day for day, word in enumerate(_SHORT.get(language, ()))})
    table.pop("", None)
    return table


@lru_cache(maxsize=1 << 14)
def day_of(word: str, languages: tuple[str, ...] = DAY_LOCALES) -> int | None:
    """The day that a word (already :func:`bare`) names in one of the languages, the first that knows it."""
    tables = [days_of(language) for language in languages]
    for spelling in spellings(word):
        for table in tables:
            for form in (spelling, spelling.removesuffix("s")):
                if form in table:
                    return table[form]
        for stem, day in _STEMS.items():
            if spelling.startswith(stem) and " " not in spelling:
                return day
    return None


def similar_day(word: str, language: str) -> int | None:
    """The day whose full name is spelled almost like a word: "Thrusday"."""
    names = {name: day for locale in (language, "en") for name, day in days_of(locale).items() if len(name) > 4}
    near = get_close_matches(word, names, n=1, cutoff=0.8) if len(word) > 4 else []
    return names[near[0]] if near else None


def likeliest_language(words: Iterable[str], spoken: Iterable[str]) -> str:
    """The language in which most of the words name days; of equals, one that the person speaks, then the first."""
    candidates = [*(code for code in spoken if code in DAY_LOCALES), *DAY_LOCALES]
    written = [word for word in words if word]

    def known(language: str) -> int:
        table = days_of(language)
        return sum(word in table or word.removesuffix("s") in table for word in written)

    return max(candidates, key=known)
