"""What the pages of this room say and draw, made of what the queries found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenfold.engine.hours import zone_info
from tenfold.fellowship.members import choices
from tenfold.fellowship.members.choices import zone_name
from tenfold.fellowship.members.models import Member
from tenfold.people import words as people_words

from ..hour import Meeting, next_meeting
from ..models import Circle
from ..names import circle_name
from ..queries.circle import Companion
from ..queries.nest import Ring, Share, Whole, way_up

POINTS_ON_A_RING = 10
"""Open seats are drawn up to so many points: a ten looks like a ten, also where a few more would find room."""


@dataclass(frozen=True, slots=True)
class SeatDrawn:
    """A seat as the drawing wants it; an open seat has no name."""

    label: str
    name: str = ""
    mine: bool = False
    delegate: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class RingDrawn:
    """A ring as the drawing wants it."""

    people: int
    label: str
    href: str
    mine: bool
    name: str = ""
    children: tuple[RingDrawn, ...] = ()


def name_of(circle: Circle) -> str:
    return circle_name(circle.level, circle.number, circle.name)


def address_of(circle: Circle) -> str:
    return reverse("circle", args=[circle.level, circle.number])


def crumbs(circle: Circle) -> list[tuple[str, str]]:
    """The way from the whole down to a circle."""
    above = [(name_of(found), address_of(found)) for found in reversed(way_up(circle))]
    return [(_("The whole"), reverse("whole")), *above]


def hour_words(circle: Circle, zone: str, companions: Sequence[Companion] = ()) -> dict[str, Any]:
    """What the hour card needs: the coming meeting on the reader's clock, and on the others'."""
    meeting = next_meeting(circle, zone=zone, now=timezone.now())
    return {
        "day": date_format(meeting.starts, _("l, j F")),
        "time": span(meeting),
        "weekly": weekly(meeting),
        "starts": meeting.starts,
        "zone": zone_name(zone),
        "others": [
            (companion.card.name, clock(meeting.starts, companion.card.zone))
            for companion in companions
            if not companion.mine
        ],
    }


def weekly_words(circle: Circle, zone: str) -> str:
    """A circle's hour every week on one clock: “Monday 20:00–21:00”."""
    return weekly(next_meeting(circle, zone=zone, now=timezone.now()))


def weekly(meeting: Meeting) -> str:
    """The hour of a meeting as it comes back every week."""
    weekday = people_words.locale().days["stand-alone"]["wide"][meeting.starts.weekday()]
    return _("%(weekday)s %(time)s") % {"weekday": weekday, "time": span(meeting)}


def span(meeting: Meeting) -> str:
    return f"{date_format(meeting.starts, 'H:i')}–{date_format(meeting.ends, 'H:i')}"


def clock(moment: datetime, zone: str) -> str:
    return date_format(moment.astimezone(zone_info(zone)), "D H:i")


def seats_drawn(circle: Circle, companions: Sequence[Companion]) -> list[SeatDrawn]:
    """The people of a circle, then its open seats up to the usual number."""
    seats = [
        SeatDrawn(
            label=_("%(name)s, delegate") % {"name": companion.card.name}
            if companion.delegate
            else companion.card.name,
            name=companion.card.name,
            mine=companion.mine,
            delegate=companion.delegate,
            href=f"#person-{companion.card.key}",
        )
        for companion in companions
    ]
    return seats + open_seats_drawn(circle, taken=len(seats))


def open_seats_drawn(circle: Circle, *, taken: int) -> list[SeatDrawn]:
    return [SeatDrawn(_("an open seat"))] * max(min(circle.seats_max, POINTS_ON_A_RING) - taken, 0)


def seats_without_names(circle: Circle, taken: int) -> list[SeatDrawn]:
    """A circle as those see it who do not sit in it."""
    return [SeatDrawn(_("somebody"), name="·")] * taken + open_seats_drawn(circle, taken=taken)


def ring_drawn(ring: Ring) -> RingDrawn:
    """A ring with its label and link, and all below it."""
    people = ngettext("%(number)d person", "%(number)d people", ring.people) % {"number": ring.people}
    if ring.circle is None:
        return RingDrawn(ring.people, people, "", mine=False)
    return RingDrawn(
        people=ring.people,
        label=_("%(circle)s, %(people)s") % {"circle": name_of(ring.circle), "people": people},
        href=address_of(ring.circle),
        mine=ring.mine,
        name=name_of(ring.circle),
        children=tuple(ring_drawn(child) for child in ring.children),
    )


def whole_drawn(rings: Sequence[Ring]) -> RingDrawn:
    """The whole as one ring around all that stand in it; a single one that holds all others is the whole itself."""
    inside = rings[0].children if len(rings) == 1 and rings[0].children else rings
    children = tuple(ring_drawn(ring) for ring in inside)
    return RingDrawn(
        people=sum(ring.people for ring in rings),
        label=_("The whole"),
        href=reverse("whole"),
        mine=any(ring.mine for ring in rings),
        children=children,
    )


def seats_asked(circle: Circle, member: Member, others: int) -> list[SeatDrawn]:
    """A proposed circle: the reader's seat lit, the others without names."""
    mine = SeatDrawn(_("your seat"), name=member.name, mine=True)
    return [mine, *[SeatDrawn(_("somebody"), name="·")] * others, *open_seats_drawn(circle, taken=others + 1)]


def figures_of_whole(counted: Whole) -> list[tuple[str, int]]:
    """The fellowship in numbers."""
    return [
        (_("members"), counted.members),
        (_("sit in a ten"), counted.seated),
        (_("tens"), counted.circles.get(1, 0)),
        (_("countries"), counted.countries_count),
        (_("languages"), counted.languages_count),
        (_("origins"), counted.origins_count),
    ]


def tables_of_whole(counted: Whole) -> list[tuple[str, list[tuple[str, int]]]]:
    """What comes together, by how many share it; what is rarer than may be named stands together at the end."""

    def rows(shares: Sequence[Share], name: Callable[[str], str]) -> list[tuple[str, int]]:
        return [(name(share.value) if share.value else _("others"), share.people) for share in shares]

    return [
        (_("Countries"), rows(counted.countries, choices.country_name)),
        (_("Languages"), rows(counted.languages, choices.language_name)),
        (_("Origins"), rows(counted.origins, str)),
    ]
