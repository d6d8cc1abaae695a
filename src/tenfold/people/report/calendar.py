"""``.ics``: a circle's weekly hour for any calendar, kept on the clock of one zone, right through clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from tenfold.engine.hours import to_local, zone_info
from tenfold.people.outcome import Circle, Outcome
from tenfold.people.words import hour_text, language_name, plain, zone_name

YEARS = 3
"""For how long clock changes are written into the file; calendars that know the zone go on by themselves."""


def circle_ics(outcome: Outcome, circle: Circle) -> bytes:
    """The calendar file of one circle, the same for the same plan."""
    on = outcome.index.on
    weekday, minutes = to_local(circle.start, circle.anchor, on)
    first_day = on + timedelta(days=(weekday - on.weekday()) % 7)
    start = datetime.combine(first_day, time(*divmod(minutes, 60)), zone_info(circle.anchor))
    people = outcome.people_of(circle)
    event = Event()
    event.add("uid", f"{_fingerprint(outcome, circle)}@tenfold")
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=outcome.index.minutes))
    event.add("rrule", vRecur(freq="weekly"))
    event.add("summary", _("Circle %(circle)s") % {"circle": circle.title})
    event.add("description", _description(circle, [(p.name or p.id, p.zone) for p in people], on))
    calendar = Calendar()
    calendar.add("prodid", "-//Tenfold//people//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(event)
    calendar.add_missing_timezones(first_date=on.replace(month=1, day=1), last_date=date(on.year + YEARS, 12, 31))
    return bytes(calendar.to_ical())


def _description(circle: Circle, people: list[tuple[str, str]], on: date) -> str:
    lines = [_("Language: %(language)s.") % {"language": language_name(circle.language)}]
    for zone in sorted({zone for _name, zone in people}):
        hour = hour_text(circle.start, circle.length, zone, on)
        names = ", ".join(name for name, home in people if home == zone)
        lines.append(_("%(place)s: %(hour)s (%(names)s)") % {"place": zone_name(zone), "hour": hour, "names": names})
    return plain("\n".join(lines))


def _fingerprint(outcome: Outcome, circle: Circle) -> str:
    """A name for the event that stays while the circle stays: of its people, in any order."""
    ids = sorted(outcome.index.people[member].id for member in circle.members)
    return sha256("\0".join(ids).encode()).hexdigest()[:24]


def file_name(circle: Circle, count: int) -> str:
    """The name of a circle's file, so that files sort by circle."""
    return f"circle-{circle.number + 1:0{len(str(count))}}.ics"
