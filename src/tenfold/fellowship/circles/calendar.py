"""A circle's hour as a calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from .hour import next_meeting
from .models import Circle


def calendar_of(circle: Circle, *, name: str, address: str, now: datetime | None = None) -> bytes:
    """An iCalendar file (RFC 5545) with the weekly meeting, on the clock of the circle's anchor zone.

    The file carries the rules of that zone, so that every calendar moves the meeting with its changes. The event
    keeps its id for the life of the circle: taking the file again replaces it.
    """
    asked = now or timezone.now()
    meeting = next_meeting(circle, zone=circle.zone, now=asked)
    event = Event()
    event.add("uid", f"circle-{circle.pk}-{circle.created_at:%Y%m%dT%H%M%S}@tenfold")
    event.add("dtstamp", asked)
    event.add("dtstart", meeting.starts)
    event.add("duration", timedelta(minutes=circle.minutes))
    event.add("rrule", {"freq": "weekly"})
    event.add("summary", name)
    event.add("url", address)
    calendar = Calendar()
    calendar.add("prodid", "-//Tenfold//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
