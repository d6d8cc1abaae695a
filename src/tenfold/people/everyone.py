"""What it would take to give everybody a seat, in words."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenfold.engine.formation import Change, ChangeKind, Everyone, Reason, Remedy, RemedyKind, Unplaced
from tenfold.engine.hours import QUARTER

from .matching import Index
from .words import count_text, hour_text, isolate, language_name, listing, remedy_text

MOST_LISTED = 20
"""More changes are counted by their kind instead of listed."""

_AS_REMEDY = {
    ChangeKind.HOUR: RemedyKind.HOUR,
    ChangeKind.LANGUAGE: RemedyKind.LANGUAGE,
    ChangeKind.WISH: RemedyKind.APART_FROM_WISH,
    ChangeKind.SEAT: RemedyKind.LARGER,
}


def everyone_heading(everyone: Everyone) -> str:
    """How many changes would give everybody a seat, and whether fewer could be enough."""
    count = len(everyone.changes)
    text = ngettext(
        "%(count)s change would give everybody a seat while nobody who has one is moved.",
        "%(count)s changes would give everybody a seat while nobody who has one is moved.",
        count,
    )
    if everyone.hopeless:
        text = ngettext(
            "%(count)s change would give all others a seat while nobody who has one is moved.",
            "%(count)s changes would give all others a seat while nobody who has one is moved.",
            count,
        )
    line = text % {"count": count_text(count)}
    if everyone.fewest:
        return line + " " + _("Fewer are not enough.")
    if everyone.bound > 1:
        return line + " " + _("At least %(count)s are needed.") % {"count": count_text(everyone.bound)}
    return line


def everyone_lines(everyone: Everyone, index: Index) -> list[str]:
    """The changes, one sentence each, or counted by their kind where they are many; then who is beyond their help."""
    if len(everyone.changes) > MOST_LISTED:
        kinds = Counter(change.kind for change in everyone.changes)
        lines = [_kind_text(kind, many) for kind, many in sorted(kinds.items())]
    else:
        lines = [_change_text(change, everyone, index) for change in everyone.changes]
    if everyone.hopeless:
        names = [_name(person, index) for person in everyone.hopeless[:MOST_LISTED]]
        lines.append(_("A rule that nobody can give up stands in the way of %(names)s.") % {"names": listing(names)})
    return lines


def _name(person: int, index: Index) -> str:
    return isolate(index.people[person].name or index.people[person].id)


def _change_text(change: Change, everyone: Everyone, index: Index) -> str:
    if change.kind is ChangeKind.PERSON:
        first = next(person for person, circle in enumerate(everyone.circle.tolist()) if circle == change.value)
        start, zone = int(everyone.start[change.value]), index.people[first].zone
        return _("One more person for a new circle in %(language)s, %(hour)s on the clock of %(name)s.") % {
            "language": language_name(index.languages[everyone.language[change.value]]),
            "hour": hour_text(start, -(-index.minutes // QUARTER), zone, index.on),
            "name": _name(first, index),
        }
    remedy = Remedy(_AS_REMEDY[change.kind], change.value, change.value)
    sentence = remedy_text(remedy, Unplaced(max(change.person, 0), Reason.NO_ROOM), index)
    return sentence if change.person < 0 else f"{_name(change.person, index)}: {sentence}"


def _kind_text(kind: ChangeKind, many: int) -> str:
    texts = {
        ChangeKind.HOUR: ngettext(
            "%(count)s person is free at one more hour.", "%(count)s people are free at one more hour.", many
        ),
        ChangeKind.LANGUAGE: ngettext(
            "%(count)s person speaks one more language.", "%(count)s people speak one more language.", many
        ),
        ChangeKind.WISH: ngettext("%(count)s wish is given up.", "%(count)s wishes are given up.", many),
        ChangeKind.SEAT: ngettext(
            "%(count)s more seat in a full circle.", "%(count)s more seats in full circles.", many
        ),
        ChangeKind.PERSON: ngettext(
            "%(count)s more person for new circles.", "%(count)s more people for new circles.", many
        ),
    }
    return texts[kind] % {"count": count_text(many)}
