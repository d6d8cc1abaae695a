"""Where we are: the fellowship on the earth and in a table, by country, language or origin. For stewards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast, get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenfold.fellowship.members.choices import country_name, language_name
from tenfold.fellowship.members.density import By, Dense, density
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.models import Standing
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import WAITING
from tenfold.site.drawing.earth import Place, earth

WAYS: dict[str, object] = {
    "country": gettext_lazy("By country"),
    "language": gettext_lazy("By language"),
    "origin": gettext_lazy("By origin"),
}
COLUMNS = {
    "members": (Standing.ENTERED, gettext_lazy("Members")),
    "waiting": (WAITING, gettext_lazy("Wish for a ten")),
    "applying": (Standing.APPLYING, gettext_lazy("Ask to enter")),
    "invited": (Standing.INVITED, gettext_lazy("Invited")),
}
"""Columns of the table: the figure of a row, and the standing that the list behind it is narrowed to."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what it is about, and each figure with the list behind it."""

    name: str
    figures: tuple[tuple[str, int, str], ...]


@permission_required(Permission.SEE_ALL_MEMBERS)
def where(request: HttpRequest, by: str = "country") -> HttpResponse:
    """How dense the fellowship is; every number opens the list behind it."""
    if by not in get_args(By):
        raise Http404
    found = density(viewer=account_of(request), by=cast("By", by))
    context = {
        "by": by,
        "ways": [(reverse("where", args=[way]), words, way == by) for way, words in WAYS.items()],
        "columns": [words for _standing, words in COLUMNS.values()],
        "rows": list(rows(found, by)),
        "map": drawn(found) if by == "country" else "",
    }
    return render(request, "site/where.html", context)


def rows(found: Iterable[Dense], by: str) -> Iterator[Row]:
    """The table, the densest first; what nobody said stands last."""
    for dense in sorted(found, key=lambda dense: not dense.key):
        yield Row(
            name=name_of(dense.key, by),
            figures=tuple(
                (str(words), getattr(dense, name), behind(by, dense.key, standing) if dense.key else "")
                for name, (standing, words) in COLUMNS.items()
            ),
        )


def behind(by: str, key: str, standing: str = "") -> str:
    """The list of the people that a number counts."""
    return f"{reverse('members')}?{urlencode({by: key} | ({'standing': standing} if standing else {}))}"


def name_of(key: str, by: str) -> str:
    """A country, a language or an origin in the reader's words."""
    if not key:
        return _("not said")
    return {"country": country_name, "language": language_name}.get(by, str)(key)


def drawn(found: Iterable[Dense]) -> SafeString:
    """The countries on the earth."""
    places = {dense.key: place_of(dense) for dense in found if dense.key}
    return earth(places, label=_("The earth; countries shine where people of the fellowship live"))


def place_of(dense: Dense) -> Place:
    words = ngettext("%(country)s: %(n)d person", "%(country)s: %(n)d people", dense.all)
    label = words % {"country": country_name(dense.key), "n": dense.all}
    return Place(dense.all, label, behind("country", dense.key))
