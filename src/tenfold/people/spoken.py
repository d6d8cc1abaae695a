"""The languages cell: codes, English names, names in any language, in any order of separators."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from django.utils.translation import gettext_lazy as _

from .lexicon import country_code, language_code, similar_languages
from .mistakes import Reading, Text, Trouble, say
from .text import clean, fold

_SEPARATORS = re.compile(r"[,;/|+&\n、،؛·•]|\s-\s|\s(?:and|und|et|y|e|и|ו)\s|\sו(?=[א-ת]{3})")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LEVEL_WORDS = (
    *("native", "mother tongue", "fluent", "fluently", "good", "basic", "some", "little", "a little", "a bit of"),
    *("beginner", "bad", "intermediate", "advanced", "well", "conversational", "speaker", "speaking", "only", "mostly"),
    *("also", "muttersprache", "fließend", "etwas", "langue maternelle", "courant", "nativo", "fluido", "un poco"),
    *("родной", "свободно", "немного", "язык", "שפת אם", "קצת", "שוטף", "שפה"),
)
_LEVELS = re.compile(rf"(?<!\w)(?:[abc][12]\+?|{'|'.join(map(fold, _LEVEL_WORDS))})(?!\w)")


@lru_cache(maxsize=4096)
def read_languages(text: str) -> Reading[tuple[str, ...]]:
    """Codes in the order written, each once. An unknown language is a trouble; those beside it still count."""
    known: dict[str, None] = {}
    troubles: list[Trouble] = []
    notes: list[Text] = []
    for part in _parts(text):
        code = language_code(part) or language_code(_without_level(part))
        near = [] if code else similar_languages(part, 0.85)
        if code or len(near) == 1:
            known[code or near[0]] = None
        else:
            troubles.append(_unknown(part))
        if len(near) == 1:
            notes.append(say(_("“{word}” was taken as {name}."), word=part, name=_name(near[0])))
    if not known and not troubles:
        troubles.append(
            Trouble(_("No language is given."), _("Write the languages the person speaks, such as “he, en”."))
        )
    return Reading(tuple(known) or None, tuple(troubles), tuple(notes))


def _parts(text: str) -> list[str]:
    plain = _IN_BRACKETS.sub(" ", clean(text))
    if not _SEPARATORS.search(plain) and all(language_code(word) for word in plain.split()):
        return plain.split()
    parts = [part.strip(" .:-") for part in _SEPARATORS.split(plain)]
    return [part for part in parts if part and _without_level(part)]


def _without_level(part: str) -> str:
    """The language alone: "native English", "русский язык", "en B2"."""
    return " ".join(_LEVELS.sub(" ", fold(part)).split()).strip(" .:-")


def _name(code: str) -> str:
    return str(Locale("en").languages.get(code, code))


def _unknown(part: str) -> Trouble:
    near = similar_languages(part)
    remedy: Text
    if near:
        names = " / ".join(_name(code) for code in near)
        remedy = say(_("Did you mean {names}? A code such as “he” or a name such as “Hebrew” works."), names=names)
    elif country_code(part):
        remedy = _("This is a country. Write the language, such as “he” or “Hebrew”.")
    else:
        remedy = _("Write a code such as “he” or a name such as “Hebrew”; several are separated by commas.")
    return Trouble(say(_("“{word}” is not a language known here."), word=part), remedy, part)
