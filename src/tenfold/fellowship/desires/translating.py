"""Asking the machine that the installation is configured with for a rendering. Off unless an address is set.

The address speaks the protocol of LibreTranslate (https://docs.libretranslate.com): a POST with ``q``, ``source``,
``target`` answers ``{"translatedText": …}``. It gets the words and the two languages, never who wrote them.
"""

from __future__ import annotations

import json
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

SECONDS = 20
MOST = 100_000
"""Bytes of an answer that are read at most."""


class TranslatorError(Exception):
    """The machine did not answer, or not in words."""


def translated(text: str, source: str, target: str) -> str:
    """What the machine makes of a text; called by the worker, never while somebody waits for a page.

    :raises TranslatorError: where it does not answer in time, or not in words.
    """
    asked = {"q": text, "source": source, "target": target, "format": "text"}
    if settings.TRANSLATOR_KEY:
        asked["api_key"] = settings.TRANSLATOR_KEY
    if not settings.TRANSLATOR.startswith(("http://", "https://")):
        raise TranslatorError("TENFOLD_TRANSLATOR is no http address")
    request = Request(  # noqa: S310 - checked above
        settings.TRANSLATOR, json.dumps(asked).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - checked above
            said = json.loads(answer.read(MOST))
    except (URLError, TimeoutError, OSError, ValueError) as error:
        raise TranslatorError(str(error)) from error
    words = said.get("translatedText") if isinstance(said, dict) else None
    if not isinstance(words, str) or not words.strip():
        raise TranslatorError("the answer holds no words")
    return words
