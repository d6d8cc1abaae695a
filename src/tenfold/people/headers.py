"""What the columns of a spreadsheet are called, in many languages, and what each holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from .text import fold, spellings
from .week_words import bare, days_of


class Family(StrEnum):
    """What a column holds. ``ATTRIBUTE``: whatever else the fellowship asks about; ``TEXT``: words for a reader."""

    ID = "id"
    NAME = "name"
    LAST_NAME = "last name"
    LANGUAGES = "languages"
    ZONE = "timezone"
    HOURS = "availability"
    COUNTRY = "country"
    ORIGIN = "origin"
    GIFT = "gift"
    AGE = "age"
    EMAIL = "email"
    TOGETHER = "together"
    APART = "apart"
    TEXT = "notes"
    DAY = "day"
    ATTRIBUTE = "attribute"


HEADERS: Mapping[Family, str] = {
    Family.ID: "id, no, no., nr, nr., number, #, person id, member id, member no, code, key, "
    "participant id, מספר, מס', "
    "מזהה, ת.ז., קוד, номер, №, н, ид, код, numéro, n°, nummer, kennung, número, núm",
    Family.NAME: "name, full name, first name, given name, who, person, member, participant, nickname, "
    "display name, שם, "
    "שם מלא, שם פרטי, имя, фио, имя и фамилия, полное имя, nom, prénom, nom complet, vorname, vollständiger name, "
    "nombre, nombre completo",
    Family.LAST_NAME: "last name, surname, family name, שם משפחה, фамилия, nom de famille, nachname, familienname, "
    "apellido, apellidos",
    Family.LANGUAGES: "languages, language, lang, langs, spoken languages, languages spoken, speaks, mother tongue, "
    "native language, first language, second language, other languages, שפות, שפה, שפת אם, язык, языки, родной язык, "
    "владение языками, langue, langues, langues parlées, sprache, sprachen, muttersprache, idioma, idiomas, lenguas",
    Family.ZONE: "timezone, time zone, tz, zone, time-zone, timezone name, iana timezone, clock, אזור זמן, איזור זמן, "
    "часовой пояс, пояс, таймзона, зона, fuseau, fuseau horaire, zeitzone, zona horaria, huso horario, huso",
    Family.HOURS: "availability, available, hours, when, free, free times, free hours, times, time, days and hours, "
    "available hours, available times, weekly hours, schedule, can meet, זמינות, שעות, מתי, שעות פנויות, ימים ושעות, "
    "זמנים, доступность, часы, когда, время, свободное время, удобное время, расписание, disponibilité, "
    "disponibilités, "
    "heures, horaires, quand, verfügbarkeit, zeiten, wann, zeit, stunden, disponibilidad, horas, horario, cuándo",
    Family.COUNTRY: "country, lives in, land, state, country of residence, ארץ, מדינה, ארץ מגורים, страна, pays, país",
    Family.ORIGIN: "origin, community, milieu, background, group, public, community of origin, מוצא, "
    "קהילה, קהילת מוצא, "
    "מגזר, רקע, среда, община, происхождение, сообщество, origine, communauté, herkunft, gemeinschaft, "
    "gemeinde, origen, "
    "comunidad",
    Family.GIFT: "gift, gifts, brings, skill, skills, talent, contribution, what i bring, מתנה, כישרון, "
    "מה אני מביא, дар, "
    "талант, навыки, don, talents, gabe, talente, fähigkeit, talento, habilidad",
    Family.AGE: "age, years old, age group, גיל, возраст, âge, alter, edad, year of birth, birth year, "
    "שנת לידה, год рождения",
    Family.EMAIL: 'email, e-mail, mail, email address, e-mail address, אימייל, דואל, דוא"ל, מייל, почта, эл. почта, '
    "электронная почта, имейл, courriel, e-mail-adresse, correo, correo electrónico",
    Family.TOGETHER: "together, together with, with, keep together, sits with, wants to be with, "
    "same circle as, friends, "
    "יחד, ביחד, יחד עם, ביחד עם, עם, вместе, вместе с, хочет быть с, avec, ensemble, ensemble avec, zusammen, "
    "zusammen mit, mit, juntos, junto con, con",
    Family.APART: "apart, apart from, not with, keep apart, not together, not together with, never with, "
    "separate from, "
    "בנפרד, לא עם, לא יחד, לא ביחד, נפרד, отдельно, не с, не вместе, порознь, раздельно, pas avec, séparé de, à part, "
    "nicht mit, getrennt, getrennt von, no con, separado, separados de, aparte",
    Family.TEXT: "notes, note, comments, comment, remarks, remark, other, misc, phone, telephone, mobile, "
    "whatsapp, address, "
    "timestamp, date, link, url, about, message, הערות, הערה, טלפון, נייד, כתובת, заметки, примечания, примечание, "
    "комментарий, комментарии, телефон, адрес, remarque, remarques, commentaire, notizen, bemerkung, bemerkungen, "
    "kommentar, anmerkungen, notas, comentarios, observaciones, teléfono",
}

ESSENTIAL = (Family.LANGUAGES, Family.ZONE, Family.HOURS)
_SEVERAL = (Family.LANGUAGES, Family.TEXT, Family.TOGETHER, Family.APART, Family.DAY, Family.ATTRIBUTE)
_AROUND = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*:?!]|(?<=\D)\s*\d+$")


def _key(text: str) -> str:
    return " ".join(fold(_AROUND.sub(" ", text)).replace("_", " ").replace("-", " ").split())


_FAMILIES = {_key(name): family for family, names in HEADERS.items() for name in names.split(", ")}
_FAMILIES["#"] = Family.ID


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: where it stands, what it is called, what it holds. ``day`` of a column per weekday."""

    at: int
    header: str
    family: Family
    day: int = -1
    guessed: bool = False


@lru_cache(maxsize=4096)
def family_of(header: str) -> Family:
    """What a column with this header holds.

    >>> [str(family_of(text)) for text in ("ID", "Time zone (IANA)", "שפות", "Not_with", "Имя", "Shoe size")]
    ['id', 'timezone', 'languages', 'apart', 'name', 'attribute']
    """
    key = _key(header)
    for part in (key, *(_key(piece) for piece in re.split(r"[/|]", header))):
        for spelling in spellings(part):
            if spelling in _FAMILIES:
                return _FAMILIES[spelling]
    return Family.ATTRIBUTE


def recognised(cells: Iterable[str]) -> int:
    """How many different families the cells of a row name."""
    return len({family_of(cell) for cell in cells} - {Family.ATTRIBUTE, Family.TEXT})


def columns_of(cells: Sequence[str]) -> tuple[Column, ...]:
    """The columns that a header row describes. Of a family that can stand once only, the first column counts."""
    columns: list[Column] = []
    for at, header in enumerate(cells):
        if not header.strip():
            continue
        family = family_of(header)
        day = _day(header) if family is Family.ATTRIBUTE else -1
        taken = {column.family for column in columns}
        if day >= 0:
            family = Family.DAY
        elif family in taken and family not in _SEVERAL:
            family = Family.ATTRIBUTE
        columns.append(Column(at, header.strip(), family, day))
    return tuple(_with_typing_errors(columns))


def _with_typing_errors(columns: Sequence[Column]) -> Iterable[Column]:
    """Columns nobody else claims whose header is all but the name of an essential one: "Avialability"."""
    found = {column.family for column in columns}
    names = [
        name for name, family in _FAMILIES.items() if family in ESSENTIAL and family not in found and len(name) > 4
    ]
    for column in columns:
        near = (
            get_close_matches(_key(column.header), names, n=1, cutoff=0.8) if column.family is Family.ATTRIBUTE else []
        )
        if near:
            yield Column(column.at, column.header, _FAMILIES[near[0]], guessed=True)
        else:
            yield column


def _day(header: str) -> int:
    """The weekday that a header names, -1 for none."""
    key = bare(header)
    for language in ("en", "he", "ru", "fr", "de", "es"):
        if len(key) > 1 and key in days_of(language):
            return days_of(language)[key]
    return -1
