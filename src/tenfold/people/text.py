"""Text as people type it: invisible marks, full-width letters, accents, look-alike letters of another alphabet.

:func:`clean` keeps what was written and takes away what nobody sees; :func:`fold` makes a key to look words up by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

_INVISIBLE = dict.fromkeys(
    [*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200B, 0x2060, 0xFEFF, 0xAD]
)
_JOINERS = {0x200C: None, 0x200D: None}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−־﹘﹣-〜～"), "-")
_QUOTES = {**dict.fromkeys(map(ord, "’‘ʼʹ′׳`´"), "'"), **dict.fromkeys(map(ord, "”“„″״«»"), '"')}
_STROKED = str.maketrans("ıøłđħ", "ioldh")
_SPACES = re.compile(r"[^\S\n]+")

_CYRILLIC, _LATIN = "авекмнорстухіјѕһ", "abekmhopctyxijsh"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)


K = TypeVar("K")


def tidy(text: str) -> str:
    """What was written, without marks of direction, doubled spaces and spaces around it."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def clean(text: str) -> str:
    """As :func:`tidy`, and with one form for dashes, quotation marks, full-width letters and digits of any script.

    >>> clean("Ｍｏｎ\\u00a019:00–21:00\\u200f")
    'Mon 19:00-21:00'
    """
    if text.isascii() and "`" not in text:
        return _lines(text)
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_INVISIBLE | _JOINERS)
    plain = plain.translate(_DASHES).translate(_QUOTES)
    plain = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)
    return _lines(plain)


def _lines(text: str) -> str:
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """A key for looking a word up: no case, no accents, no vowel points, the Turkish i's as one.

    >>> fold("İSTANBUL") == fold("istanbul") == fold("ıstanbul")
    True
    >>> fold("Français")
    'francais'
    """
    if text.isascii():
        return clean(text).casefold()
    bare = unicodedata.normalize("NFKD", clean(text).casefold())
    return "".join(letter for letter in bare if unicodedata.category(letter) != "Mn").translate(_STROKED)


def spellings(folded: str) -> Iterator[str]:
    """The word, then the word as it would be if letters that look alike came from one alphabet only.

    >>> list(spellings(fold("еn")))  # the first letter is Cyrillic
    ['еn', 'en']
    """
    yield folded
    for other in (folded.translate(_TO_LATIN), folded.translate(_TO_CYRILLIC)):
        if other != folded and _one_alphabet(other):
            yield other


def _one_alphabet(word: str) -> bool:
    return len({unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}) == 1


def lookup(names: Mapping[K, str], *, separator: str = ", ") -> dict[str, K]:
    """A table to look folded words up in, from keys with their names in one text.

    >>> lookup({"es": "castellano, castilian"})
    {'castellano': 'es', 'castilian': 'es'}
    """
    return {fold(name): key for key, text in names.items() for name in text.split(separator)}
