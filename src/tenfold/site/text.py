"""Text that no database can keep is refused at the door, before any room has to think of it.

PostgreSQL keeps no NUL in text, and what is no Unicode (half of a surrogate pair) cannot be written at all. No keyboard
makes either; programs that try what breaks do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _


def can_be_kept(text: str) -> bool:
    """Whether a text is one that can be written and read again.

    >>> can_be_kept("שלום"), can_be_kept(chr(0)), can_be_kept(chr(0xD800))
    (True, False, False)
    """
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


class TextThatCanBeKept:
    """Middleware: an address or a form with such text is a bad request; in JSON the fields at fault are named."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = (request.path, *(text for key, texts in request.GET.lists() for text in (key, *texts)))
        if not all(map(can_be_kept, asked)):
            raise BadRequest("an address with text that cannot be kept")
        if request.content_type == "application/json" and (fields := _at_fault(request.body)):
            wrong = {field: [_("This text has signs that cannot be kept.")] for field in fields}
            words = _("Some text has signs that cannot be kept. Nothing was changed.")
            return JsonResponse({"detail": words, "fields": wrong}, status=422)
        if request.method == "POST" and any("\x00" in text for _key, texts in request.POST.lists() for text in texts):
            raise BadRequest("a form with text that cannot be kept")
        return self.get_response(request)


def _at_fault(body: bytes) -> list[str]:
    """The fields of a JSON body that hold such text; who sends no JSON is told so elsewhere."""
    if b"\\u" not in body:  # in JSON these signs are written in no other way
        return []
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return list(dict.fromkeys(where for where, text in _texts(found) if not can_be_kept(text)))


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield where, name
            yield from _texts(part, f"{where}.{name}".lstrip(".") if can_be_kept(name) else where)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _texts(part, f"{where}.{place}".lstrip("."))
