"""Where somebody stands who sits in no ten, and what they can do: for Today and for the page of their ten."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from tenfold.fellowship.members.models import Member

from ..queries.answers import my_state
from ..returning import tens_to_come_back_to


def without_a_seat(member: Member) -> dict[str, Any]:
    """What ``circles/no_seat.html`` needs."""
    return {
        "state": my_state(member),
        "since": date_format(member.waits_since, "DATE_FORMAT") if member.waits_since else "",
        "from_day": date_format(member.not_before, "DATE_FORMAT") if member.not_before else "",
        "has_hours": bool(member.hours) and member.languages.exists(),
        "back_to": tens_to_come_back_to(member),
    }
