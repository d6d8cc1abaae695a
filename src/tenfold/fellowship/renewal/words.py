"""What this room says of a seat, an hour and a change, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenfold.engine.hours import clock_text
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Reason
from tenfold.fellowship.circles.views.words import name_of, weekly_words
from tenfold.people.words import isolate, language_name, locale

from .models import Ask, Change, Consent, HourChange
from .queries.looks import Trouble
from .queries.renewals import Side

DAY = 24 * 60

ASKS = {
    Ask.Kind.PERSON: gettext_lazy("Your ten asks for a new member"),
    Ask.Kind.DIVIDE: gettext_lazy("Your ten asks to become two tens"),
    Ask.Kind.HOUR: gettext_lazy("Your ten asks for another hour"),
}

BEGIN = {
    Ask.Kind.PERSON: gettext_lazy("Ask for a new member"),
    Ask.Kind.HOUR: gettext_lazy("Ask for another hour"),
    Ask.Kind.DIVIDE: gettext_lazy("Ask to become two tens"),
}


def local_time(minutes: int) -> str:
    """Minutes since Monday midnight as “Tuesday 20:00”."""
    return _("%(day)s %(time)s") % {
        "day": locale().days["stand-alone"]["wide"][minutes // DAY % 7],
        "time": isolate(clock_text(minutes % DAY)),
    }


def trouble_words(found: Trouble) -> str:
    """What is wrong with a circle, for stewards."""
    names = isolate(", ".join(member.name for member in found.members))
    if found.ill == "clocks" and found.since is not None:
        return _("From %(date)s %(name)s’s %(was)s becomes %(becomes)s, and that is not a free hour.") % {
            "date": date_format(found.since, "MONTH_DAY_FORMAT"),
            "name": names,
            "was": local_time(found.was),
            "becomes": local_time(found.becomes),
        }
    said = {
        "hour": _("%(names)s: not free at its hour.") % {"names": names},
        "language": _("%(names)s: does not speak its language.") % {"names": names},
        "apart": _("Two people who are kept apart sit in it."),
        "full": _("More people sit in it than it holds."),
        "two_or_none": _("%(names)s: the only one of their kind in it.") % {"names": names},
        "separate": _("It mixes what is to stay separate."),
        "wish_person": _("It asks for a new member, and nobody who waits would fit."),
        "wish_hour": _("It asks for another hour, and no other suits everybody."),
        "wish_divide": _("It asks to become two, and two would be too small."),
        "wish_move": _("%(names)s: asks to move, and no ten fits that can be reached.") % {"names": names},
    }
    if found.ill == "short":
        return ngettext(
            "%(count)d person is missing to its minimum.", "%(count)d people are missing to its minimum.", found.missing
        ) % {"count": found.missing}
    return said.get(found.ill, found.ill)


def why_words(why: Mapping[str, Any]) -> str:
    """Why another seat is proposed to somebody who has one; "" if it needs no word."""
    if why.get("since"):
        return _("From %(date)s the hour of your ten is at %(becomes)s on your clock, in place of %(was)s.") % {
            "date": date_format(date.fromisoformat(why["since"]), "MONTH_DAY_FORMAT"),
            "was": local_time(why["was"]),
            "becomes": local_time(why["becomes"]),
        }
    if why.get("season"):
        return _("You said that you would like to meet new people this season.")
    return {
        "hour": _("You are not free at the hour of the ten you sit in now."),
        "language": _("You do not speak the language of the ten you sit in now."),
        "short": _("Too few people are left in the ten you sit in now."),
        "divides": _("Your ten asks to become two."),
        "asked": _("You asked to move."),
    }.get(why.get("ill", ""), "")


def said_with(placement: Placement) -> list[str]:
    """What stands beside a proposed seat: why another one, and with whom it holds only together."""
    lines = [why_words(placement.explanation.get("renewal", {}))]
    consent = Consent.objects.select_related("change").filter(placement=placement).first()
    if consent is not None:
        lines += _together(consent)
    return [line for line in lines if line]


def _together(consent: Consent) -> list[str]:
    change = consent.change
    others = change.consents.count() - 1
    if change.standing == Change.Standing.DROPPED:
        return [_("This was proposed to several together, and somebody stays. Nothing changes for you.")]
    if change.standing == Change.Standing.DONE or others == 0:
        return []
    lines = [together_words(change, others)]
    if consent.said:
        lines.append(_("You said yes. It takes effect when the others have said it too; until then you can say no."))
    return lines


def together_words(change: Change, others: int) -> str:
    """With how many others something holds only together."""
    if change.kind == Change.Kind.EXCHANGE:
        return ngettext(
            "You would change places with %(count)d other person. It happens when both of you say yes, or not at all.",
            "You and %(count)d others would change places. It happens when all of you say yes, or not at all.",
            others,
        ) % {"count": others}
    if change.kind in (Change.Kind.DIVIDE, Change.Kind.BEGIN):
        return ngettext(
            "The new ten begins once %(count)d person has said yes. Until then you keep the seat you have.",
            "The new ten begins once %(count)d people have said yes. Until then you keep the seat you have.",
            change.needed,
        ) % {"count": change.needed}
    return ngettext(
        "%(count)d other person is asked too. It happens when all have said yes, or not at all.",
        "%(count)d others are asked too. It happens when all have said yes, or not at all.",
        others,
    ) % {"count": others}


def hour_sides(hour: HourChange, zone: str) -> dict[str, str]:
    """An hour before and after, on the clock of whoever reads it."""
    before, after = _circle_at(hour, was=True), _circle_at(hour, was=False)
    found = {"before": weekly_words(before, zone), "after": weekly_words(after, zone)}
    if hour.was_language != hour.language:
        found |= {
            "language_before": language_name(hour.was_language),
            "language_after": language_name(hour.language),
        }
    return found


def _circle_at(hour: HourChange, *, was: bool) -> Circle:
    """The circle with one of its two hours; never saved."""
    return Circle(
        language=hour.was_language if was else hour.language,
        zone=hour.was_zone if was else hour.zone,
        weekday=hour.was_weekday if was else hour.weekday,
        starts_at=hour.was_starts_at if was else hour.starts_at,
        minutes=hour.circle.minutes,
    )


def why_change(change: Change) -> list[str]:
    """Why another hour is proposed: the circle asked for it, or somebody (who, is not told) cannot come."""
    lines = []
    if change.circle is not None and change.circle.asks.filter(kind=Ask.Kind.HOUR, standing=Ask.Standing.OPEN).exists():
        lines.append(_("Your ten asked for another hour."))
    else:
        lines.append(_("Not everybody of your circle can come at its hour any more."))
    lines.append(_("At the new hour everybody of your circle is free, as far as they have said."))
    return lines


def side_words(side: Side) -> dict[str, Any]:
    """One circle before and after, for stewards."""
    return {
        "name": name_of(side.circle) if side.circle is not None else _("A new ten"),
        "size": _from_to(*side.size),
        "difference": _from_to(*(_percent(share) for share in side.difference)),
        "wrong": [trouble_words(one) for one in side.wrong],
        "still": [trouble_words(one) for one in side.still],
    }


def change_words(change: Change) -> dict[str, Any]:
    """What holds only together, for stewards: the hours, and who said what."""
    said: dict[bool | None, int] = {True: 0, False: 0, None: 0}
    for consent in change.consents.all():
        said[consent.said] += 1
    return {
        "name": name_of(change.circle) if change.circle is not None and change.kind != Change.Kind.BEGIN else "",
        "hours": [{"circle": name_of(hour.circle), **hour_sides(hour, hour.was_zone)} for hour in change.hours.all()],
        "people": [consent.member.name for consent in change.consents.all()],
        "yes": said[True],
        "needed": change.needed,
    }


def summary_words(formation: Formation) -> list[tuple[str, int]]:
    """A re-forming in numbers."""
    quality = formation.quality
    rows = [
        (_("people asked to move"), quality.get("moved", 0)),
        (_("people out of the line"), quality.get("arrived", 0)),
        (_("tens with another hour"), quality.get("rehoured", 0)),
        (_("seats as they are"), max(quality.get("seated", 0) - quality.get("moved", 0), 0)),
    ]
    if formation.kind == Formation.Kind.REPAIR:
        rows += [(_("lacking before"), quality.get("before", 0)), (_("lacking after"), quality.get("after", 0))]
    return [(words, int(number)) for words, number in rows]


def _from_to(before: object, after: object) -> str:
    if before == after:
        return _("stays %(value)s") % {"value": after}
    return _("%(before)s before, %(after)s after") % {"before": before, "after": after}


def _percent(share: float | None) -> str:
    return _("none") if share is None else f"{round(share * 100)} %"


def reasons_words(ask: Ask) -> list[str]:
    """What somebody who asks to move would like to be different."""
    known = dict(Reason.choices)
    return [str(known[one]) if one in known else isolate(one) for one in ask.reasons]
