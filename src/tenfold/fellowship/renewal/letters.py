"""Letters about what is proposed to several together and brings nobody a new seat: another hour. (About seats the room
of circles writes.) In the reader's language, by day, once, and stoppable from the letter like all about proposals."""

from __future__ import annotations

import logging
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tenfold.fellowship.circles.letters.owing import by_day
from tenfold.fellowship.circles.letters.stopping import stop_link
from tenfold.fellowship.circles.models import Formation, LetterChoice
from tenfold.fellowship.members.models import Standing
from tenfold.fellowship.members.queries import fellowship

from .models import Change, Consent
from .words import hour_sides, why_change

log = logging.getLogger(__name__)


def keep_letters(now: datetime) -> None:
    """Write to everybody who is asked about another hour and was not written to, when it is day for them."""
    stopped = LetterChoice.objects.filter(proposals=False).values("member")
    owed = Consent.objects.filter(
        placement__isnull=True,
        said__isnull=True,
        letter_at__isnull=True,
        change__standing=Change.Standing.OPEN,
        change__formation__standing=Formation.Standing.PUBLISHED,
        member__standing=Standing.ENTERED,
    ).exclude(member__in=stopped)
    for consent in owed.select_related("member__account", "change__circle"):
        if consent.member.address and by_day(now, consent.member.zone) <= now:
            _send(consent, now)


def _send(consent: Consent, now: datetime) -> None:
    """Claim the letter, send it, and give the claim back when the mail server refuses."""
    mine = Consent.objects.filter(pk=consent.pk, letter_at__isnull=True)
    if not mine.update(letter_at=now):
        return
    try:
        letter_about(consent).send()
    except Exception:
        log.exception("The letter about change %s could not be sent.", consent.change_id)
        Consent.objects.filter(pk=consent.pk).update(letter_at=None)


def letter_about(consent: Consent) -> EmailMessage:
    """The letter, in the first of the person's languages that the site speaks."""
    member, change = consent.member, consent.change
    home, known = fellowship(), dict(settings.LANGUAGES)
    spoken = [language.code for language in member.languages.all() if language.code in known]
    with translation.override((*spoken, home.language)[0]):
        context = {
            "member": member,
            "fellowship": home,
            "hours": [hour_sides(hour, member.zone) for hour in change.hours.select_related("circle")],
            "why": why_change(change),
            "link": f"{settings.URL}{reverse('change', args=[change.pk])}",
            "stop": (stop := stop_link(member)),
        }
        subject = " ".join(render_to_string("renewal/letter_subject.txt", context).split())
        body = render_to_string("renewal/letter.txt", context)
    headers = {
        "Message-ID": f"<change-{change.pk}-{member.key}@{urlsplit(settings.URL).hostname}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, body, to=[member.address], headers=headers)
