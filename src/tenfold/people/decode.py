"""Bytes of a text file to text, whatever program saved it."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext_lazy as _

from .mistakes import SheetError, Text, say

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_WORD = re.compile(rb"(?<![A-Za-z])[\x80-\xff]{2,}(?![A-Za-z])")
_MIXED_WORD = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_WINDOWS = {"cp1252": _("Western European"), "cp1255": _("Hebrew"), "cp1251": _("Cyrillic")}


def decode(content: bytes) -> tuple[str, tuple[Text, ...]]:
    """The text and, where the encoding had to be guessed, a note that says so.

    :raises SheetError: if this is not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding), ()
    if b"\0" in content[:2000]:
        return _strict(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        encoding = _likeliest_windows(content)
    note = say(
        _("The file is not in UTF-8; it was read as Windows text ({script}). If letters look wrong, save it as UTF-8."),
        script=_WINDOWS[encoding],
    )
    return content.decode(encoding, "replace"), (note,)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise SheetError(
            _("The text of this file cannot be read."),
            _("Save it again as “CSV UTF-8” or as an Excel workbook (.xlsx)."),
        ) from None


def _likeliest_windows(content: bytes) -> str:
    """Accents stand inside Latin words; Hebrew and Russian words are high bytes throughout.

    Lower case Russian and Hebrew share their bytes (E0 to FA); Russian names begin with capitals (C0 to DF), which in
    the Hebrew page are vowel points, and no word begins with one.
    """
    words = _HIGH_WORD.findall(content)
    if len(_MIXED_WORD.findall(content)) > len(words):
        return "cp1252"
    capitals = sum(0xC0 <= word[0] <= 0xDF for word in words)
    return "cp1251" if capitals * 10 > len(words) else "cp1255"
