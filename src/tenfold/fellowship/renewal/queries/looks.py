"""What is wrong with living tens, as it was when last looked: for stewards, who may see who sits where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tenfold.engine.hours import QUARTER
from tenfold.fellowship.circles.models import LIVE, Circle
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.permissions import Permission, require

from ..clocks import Lost
from ..models import Look
from ..scene import Scene


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a circle: which, with whom, how many are missing; for a lost hour from when on, and the
    minutes since Monday midnight of their week that the hour had and will have."""

    circle: Circle | None
    ill: str
    members: tuple[Member, ...]
    missing: int = 1
    since: date | None = None
    was: int = 0
    becomes: int = 0


def last_look(*, viewer: Account) -> tuple[datetime | None, list[Trouble]]:
    """When the circles were last looked at, and what was wrong then. Three queries."""
    require(viewer, Permission.FORM_CIRCLES)
    last = Look.objects.first()
    return (last.at, troubles(last.found)) if last is not None else (None, [])


def troubles(found: Iterable[Mapping[str, Any]]) -> list[Trouble]:
    """What was kept of circles in trouble, with the circles that still live and the people who are still here."""
    rows = list(found)
    circles = Circle.objects.in_bulk([row["circle"] for row in rows if row.get("circle")])
    members = Member.objects.in_bulk([pk for row in rows for pk in row.get("members", ())])
    told = []
    for row in rows:
        circle = circles.get(row.get("circle") or 0)
        if circle is not None and circle.standing not in LIVE:
            continue
        told.append(
            Trouble(
                circle=circle,
                ill=row["ill"],
                members=tuple(members[pk] for pk in row.get("members", ()) if pk in members),
                missing=row.get("missing", 1),
                since=date.fromisoformat(row["since"]) if row.get("since") else None,
                was=row.get("was", 0),
                becomes=row.get("becomes", 0),
            )
        )
    return told


def loss_told(scene: Scene, lost: Iterable[Lost]) -> list[dict[str, object]]:
    """Hours that clocks will take away, as they are kept."""
    number = {person.id: at for at, person in enumerate(scene.people)}
    return [
        {
            "ill": "clocks",
            "circle": scene.circles[int(scene.case.seat[number[one.key]])].pk,
            "members": [scene.task.members[number[one.key]]],
            "missing": 1,
            "since": one.since.isoformat(),
            "was": one.was * QUARTER,
            "becomes": one.becomes * QUARTER,
        }
        for one in lost
        if one.key in number
    ]
