"""The letter itself: what is proposed, why, when, until when it is open, and how to answer or to stop such letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from tenfold.engine.hours import zone_info
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.queries import fellowship
from tenfold.people.words import plain

from ..explaining import words_for
from ..models import Letter, Placement, Seat
from ..names import circle_name
from ..views.words import hour_words
from .stopping import stop_link


def letter_about(letter: Letter, placements: Sequence[Placement]) -> EmailMessage:
    """One letter about all that one formation proposes to somebody, in the first of their languages the site speaks.

    Its id depends on the person and the proposal only: should it have to be sent once more, mail programs show it once.
    """
    member = letter.member
    home = fellowship()
    known = dict(settings.LANGUAGES)
    spoken = [language.code for language in member.languages.all() if language.code in known]
    with translation.override((*spoken, home.language)[0]):
        context = {
            "member": member,
            "fellowship": home,
            "proposals": [_proposal(placement, member) for placement in placements],
            "sits": Seat.objects.filter(member=member, level=1, left_at__isnull=True).exists(),
            "only_voice": all(placement.level > 1 for placement in placements),
            "stop": (stop := stop_link(member)),
        }
        subject = " ".join(render_to_string("circles/letter_subject.txt", context).split())
        body = render_to_string("circles/letter.txt", context)
    headers = {
        "Message-ID": f"<proposal-{letter.formation_id}-{member.key}@{urlsplit(settings.URL).hostname}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, body, to=[member.address], headers=headers)


def _proposal(placement: Placement, member: Member) -> dict[str, Any]:
    """What the letter tells of one placement."""
    circle = placement.circle
    until = placement.expires_at
    return {
        "voice": placement.level > 1,
        "name": circle_name(circle.level, circle.number, circle.name),
        "hour": hour_words(circle, member.zone),
        "why": [plain(line) for line in words_for(placement, on=timezone.now().date())],
        "until": date_format(until.astimezone(zone_info(member.zone)), "MONTH_DAY_FORMAT") if until else "",
        "link": f"{settings.URL}{reverse('placement', args=[placement.pk])}",
    }
