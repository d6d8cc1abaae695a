"""Every text of the interface exists in every language, with the same placeholders."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from tools.messages import LANGUAGES, LOCALE, collected

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^}]*\}")


def catalogue(language: str) -> Catalog:
    path = Path(LOCALE, language, "LC_MESSAGES", "django.po")
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str]:
    return {a or b for a, b in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = []
    for message in collected():
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        found = known.get(key, message.context)
        if found is None or not all(forms(found.string)):
            missing.append(key)
    assert not missing, f"{len(missing)} texts lack {language} (make messages, then translate): {missing[:5]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = placeholders(" ".join(forms(message.id)))
        for form in forms(message.string):
            # A form for "one" or "two" may say the number as a word; nothing may be invented.
            assert placeholders(form) <= wanted, f"{language}: {form!r}"
            if isinstance(message.id, str):
                assert placeholders(form) == wanted, f"{language}: {form!r} of {message.id!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_speaks_of_a_text_that_is_gone(language: str) -> None:
    current = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in collected() if m.id}
    stale = [
        m.id
        for m in catalogue(language)
        if m.id and (m.id if isinstance(m.id, str) else m.id[0], m.context) not in current
    ]
    assert not stale
