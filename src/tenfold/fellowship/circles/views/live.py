"""How far a run is, as server-sent events: one small query a second while somebody looks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from tenfold.fellowship.members.models import Account

from ..models import Formation
from ..queries.access import access_formation
from . import proposal_words

SECONDS_BETWEEN_LOOKS = 1.0
MOST_LOOKS = 15 * 60
"""After so many looks the stream ends; the browser connects anew while the page is open."""

AT_WORK = (Formation.Standing.QUEUED, Formation.Standing.RUNNING)


async def formation_live(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stream; whoever may not see the formation gets the answer of the page itself."""
    account = await request.auser()
    if not isinstance(account, Account):
        return HttpResponse(status=401)
    formation = await sync_to_async(access_formation)(viewer=account, pk=pk)
    return StreamingHttpResponse(
        _events(formation, translation.get_language()),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(formation: Formation, language: str | None) -> AsyncIterator[str]:
    """The progress each time it changes, and a last event ``done``."""
    shown = ""
    for _look in range(MOST_LOOKS):
        found = await Formation.objects.aget(pk=formation.pk)
        html = _progress(found, language)
        if html != shown:
            shown = html
            yield event(html)
        if found.standing not in AT_WORK:
            yield event("", name="done")
            return
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def _progress(formation: Formation, language: str | None) -> str:
    with translation.override(language):
        context = {"formation": formation, **proposal_words.standing_of(formation)}
        return render_to_string("circles/progress.html", context)


def event(data: str, *, name: str = "") -> str:
    """One server-sent event (HTML Living Standard, 9.2.5); every line of the data is a field of its own."""
    lines = [f"event: {name}"] if name else []
    lines += [f"data: {line}" for line in (data.splitlines() or [""])]
    return "\n".join(lines) + "\n\n"
