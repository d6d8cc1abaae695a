"""A page is one look: what several of its parts ask for is read once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from tenfold.fellowship.once import one_look


class OneLook:
    """Middleware: requests that change nothing are one look each."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_look():
            return self.get_response(request)
