"""The two pages that belong to no single room: the front and Today."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front(request: HttpRequest) -> HttpResponse:
    """What this fellowship is for, for anybody who comes by."""
    return render(request, "site/front.html")


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """A member's evening: my hour, my ten, what waits for my answer."""
    return render(request, "site/today.html")
