"""What a member reads of their answer: what it means for them, until when, and what would help next time."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenfold.engine.hours import zone_info
from tenfold.fellowship.members.models import Member

from ..models import Placement, Reason
from ..when import UNTIL_I_SAY


def open_until(placement: Placement, member: Member) -> str:
    """The last day on which a proposal is open, on the reader's clock; "" where it has no end."""
    if placement.standing != Placement.Standing.OFFERED or placement.expires_at is None:
        return ""
    return date_format(placement.expires_at.astimezone(zone_info(member.zone)), _("l, j F"))


def answered(placement: Placement, member: Member) -> str:
    """One sentence on where a proposal stands for its member."""
    standing, answer = placement.standing, placement.answer
    if standing == Placement.Standing.ACCEPTED:
        return _("You said yes.")
    if standing == Placement.Standing.LAPSED:
        return _("The time in which this seat was open for you is over. That is no answer, and is held against nobody.")
    if standing == Placement.Standing.WITHDRAWN:
        return _("This proposal is no longer open: another took its place, or you found a seat elsewhere.")
    if standing != Placement.Standing.DECLINED:
        return _("It is only a proposal. Nothing happens until you answer, and every answer is fine.")
    if answer == Placement.Answer.ANOTHER:
        return _("You asked for another seat, and keep your place in the line.")
    if answer == Placement.Answer.WAIT:
        return waits_words(member)
    return _("You said no. You can still change your mind while there is room.")


def waits_words(member: Member) -> str:
    """Until when somebody would rather wait."""
    if member.not_before is None or member.not_before == UNTIL_I_SAY:
        return _("You would rather wait. Nothing is proposed until you say so, and you keep your place in the line.")
    return _("You would rather wait. Nothing is proposed before %(day)s, and you keep your place in the line.") % {
        "day": date_format(member.not_before, "DATE_FORMAT")
    }


def hints(placement: Placement) -> list[tuple[str, str, str]]:
    """For each reason that somebody gave: what becomes of it, and where they can do something themselves."""
    edit = reverse("profile_edit")
    found = {
        Reason.HOUR: (
            _("A ten meets only at an hour that all of it gave. Look whether yours are as you wish them."),
            f"{edit}#id_hours",
            _("Your weekly hours"),
        ),
        Reason.LANGUAGE: (
            _("A ten speaks a language that all of it gave. Take out what you would rather not meet in."),
            f"{edit}#id_languages",
            _("Your languages"),
        ),
        Reason.SOMEBODY: (
            _("You can name whom you would rather not sit with. Only formations use it; nobody sees it, ever."),
            f"{edit}#id_apart",
            _("With whom not"),
        ),
        Reason.FAR: (
            _("Give hours at which it is a good time of day for you; a ten never meets outside of them."),
            f"{edit}#id_hours",
            _("Your weekly hours"),
        ),
        Reason.KNOWN: (_("The next proposal prefers people who were not asked for this circle."), "", ""),
    }
    return [words for reason, words in found.items() if reason in placement.reasons]
