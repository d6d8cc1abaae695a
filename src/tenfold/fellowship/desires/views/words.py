"""What the pages of this room say, made of what the queries found."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.views.words import name_of
from tenfold.fellowship.members.models import Member

from ..models import Desire, Figure
from ..queries.ground import Ground
from ..queries.reading import Range
from ..reach import circles_of, open_to_desires

WHOLE = "whole"
PARTICULAR = 1.0
"""From so much on, in log-odds, the answer to a desire depends on where people stand."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One circle, or the whole, to look at."""

    label: str
    url: str
    current: bool


def where_name(circle: Circle | None) -> str:
    return name_of(circle) if circle else _("The whole")


def where_code(circle: Circle | None) -> str:
    """A circle as forms send it."""
    return f"{circle.level}-{circle.number}" if circle else WHOLE


def where_url(name: str, circle: Circle | None) -> str:
    """The address of a page of the whole, or the same page of a circle (``name`` with ``_of``)."""
    return reverse(f"{name}_of", args=[circle.level, circle.number]) if circle else reverse(name)


def tabs(member: Member, name: str, current: Circle | None) -> list[Tab]:
    """One's circles from the ten up, and the whole, each with the page ``name``."""
    own = circles_of(member)
    if current is not None and current not in own:
        own = [*own, current]
    return [Tab(where_name(circle), where_url(name, circle), circle == current) for circle in [*own, None]]


def places(member: Member) -> list[tuple[str, str]]:
    """Where a member may write, the ten first."""
    circles = [circle for circle in circles_of(member) if open_to_desires(circle)]
    return [(where_code(circle), where_name(circle)) for circle in [*circles, None]]


def place_of(member: Member, code: str) -> Circle | None:
    """The circle a form names; KeyError for one that the member does not belong to."""
    if code == WHOLE:
        return None
    found = {where_code(circle): circle for circle in circles_of(member)}
    return found[code]


def count_words(count: Range) -> str:
    """A count as it may be told."""
    return str(count.low) if count.exact else _("%(low)d to %(high)d") % {"low": count.low, "high": count.high}


NOTHING_SAID = 8
"""An interval wider than so many of ten says nothing in words."""


def of_ten(low: float, high: float) -> str:
    """An interval of shares as people of ten: “7 to 9 of 10”; "" where it holds nearly all there is."""
    fewest, most = round(low * 10), round(high * 10)
    if most - fewest > NOTHING_SAID:
        return ""
    if fewest == most:
        return _("about %(many)d of 10") % {"many": most}
    return _("%(fewest)d to %(most)d of 10") % {"fewest": fewest, "most": most}


def reasons(ground: Ground) -> list[str]:
    """Why a desire stands among what unites, in plain words."""
    return list(_reasons(ground.figure))


def _reasons(figure: Figure) -> Iterable[str]:
    least = math.floor(figure.bound * 10)
    words = ngettext(
        "Also on the side that agrees least, at least %(n)d of 10 says “mine too”.",
        "Also on the side that agrees least, at least %(n)d of 10 say “mine too”.",
        least,
    )
    yield words % {"n": least}
    if figure.strength >= 0.6:
        seldom = _("Among those who seldom say “mine too”, about %(n)d of 10 do.")
        yield seldom % {"n": round(figure.strength * 10)}
    if figure.specificity >= PARTICULAR:
        yield _("How people answer depends on where they stand: it is not something that nobody could mind.")


def alike_words(alike: tuple[float, float] | None) -> str:
    """How often two people would answer alike, in times of ten."""
    if alike is None:
        return ""
    low, high = (number_format(f"{10 * share:.1f}".removesuffix(".0")) for share in alike)
    if low == high:
        return _("about %(many)s times of 10") % {"many": low}
    return _("between %(low)s and %(high)s times of 10") % {"low": low, "high": high}


def address_of(desire: Desire) -> str:
    return reverse("desire", args=[desire.key])
