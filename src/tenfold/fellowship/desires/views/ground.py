"""What unites a circle or the whole, what differs and who guards it, and the map of both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from ..panels import grounds_of
from ..queries import ground as queries
from ..queries.access import access_scope
from . import words

VIEWS = ("unites", "worth", "few", "guards")


@require_safe
@member_required
def ground(request: HttpRequest, member: Member, level: int = 0, number: int = 0) -> HttpResponse:
    """The common ground, in one of four views."""
    circle = _circle(request, level, number)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    context = _about(circle, member, "ground") | {
        "view": view,
        "views": [
            {"label": label, "url": f"?view={name}", "current": name == view}
            for name, label in zip(
                VIEWS,
                (_("What unites"), _("Worth uniting on"), _("Dear to few"), _("What each side guards")),
                strict=True,
            )
        ],
        "grounds": list(grounds_of(circle, viewer=member)) if view == VIEWS[0] else [],
    }
    if view == "guards":
        context["sides"] = queries.guarded_by_sides(circle, viewer=member)
    else:
        find = {
            "unites": queries.common_ground_of,
            "worth": queries.worth_uniting_on,
            "few": queries.strong_of_few,
        }[view]
        context["rows"] = find(circle, viewer=member)
    return render(request, "desires/ground.html", context)


@require_safe
@member_required
def desires_map(request: HttpRequest, member: Member, level: int = 0, number: int = 0) -> HttpResponse:
    """The landscape as a picture, and the same as a table."""
    circle = _circle(request, level, number)
    found = queries.picture(circle, viewer=member)
    numbers = {int(key): place for place, (key, _x, _y) in enumerate(found.get("desires", []), start=1)}
    rows = {desire.pk: desire for desire in queries.told_desires(circle).filter(pk__in=numbers)}
    numbers = {key: place for place, key in enumerate((key for key in numbers if key in rows), start=1)}
    context = _about(circle, member, "desires_map") | {
        "map": found,
        "numbers": numbers,
        "rows": [(numbers[key], rows[key]) for key in numbers],
        "sides": range(1, 1 + max((len(row.figure.sides) for row in rows.values()), default=0)),
    }
    return render(request, "desires/map.html", context)


def _circle(request: HttpRequest, level: int, number: int) -> Circle | None:
    return access_scope(viewer=account_of(request), level=level, number=number) if level else None


def _about(circle: Circle | None, member: Member, page: str) -> dict[str, Any]:
    state = queries.reckoned(circle)
    return {
        "circle": circle,
        "name": words.where_name(circle),
        "tabs": words.tabs(member, page, circle),
        "state": state,
        "alike": words.alike_words(state.alike),
        "desires_url": words.where_url("desires", circle),
        "ground_url": words.where_url("ground", circle),
        "map_url": words.where_url("desires_map", circle),
        "cards_url": words.where_url("desire_cards", circle),
    }
