"""Letters of the threshold: few, by day, and only to those who wished them; that one has entered is told once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tenfold.engine.hours import zone_info
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import fellowship

from .models import Application, Letters, Message

log = logging.getLogger(__name__)

SETTLED = timedelta(minutes=10)
"""So old is what a letter tells of, so that several messages in a row make one letter."""

DAY = range(9, 21)
"""Hours of the person's own clock in which a letter may come."""

_SALT = "tenfold.threshold.letters"


def keep_letters(now: datetime) -> None:
    """The keeper: write to whom the other side has written, and to those who entered by somebody else's act."""
    for wish in Letters.objects.select_related("member__account").prefetch_related("member__languages"):
        if by_day(wish.member.zone, now):
            tell_of_messages(wish, now)
    due = Application.objects.filter(welcome_due=True).select_related("member__account")
    for application in due.prefetch_related("member__languages"):
        if by_day(application.member.zone, now):
            welcome(application)


def by_day(zone: str, now: datetime) -> bool:
    """Whether it is day on the clocks of a zone."""
    return now.astimezone(zone_info(zone)).hour in DAY


def tell_of_messages(wish: Letters, now: datetime) -> None:
    """One letter about all that the other side has written since the last one and that was not read yet."""
    count = unread_of(wish, now).count()
    if not count or not Letters.objects.filter(pk=wish.pk, told_until=wish.told_until).update(told_until=now):
        return
    page = "threshold" if wish.member.standing == Standing.APPLYING else "applications"
    send("letter_message", wish.member, link=f"{settings.URL}{reverse(page)}", count=count)


def unread_of(wish: Letters, now: datetime) -> QuerySet[Message]:
    """What the other side has written that a letter may tell of."""
    member = wish.member
    new = Message.objects.filter(at__gt=wish.told_until, at__lte=now - SETTLED).exclude(author=member.account_id)
    if member.standing == Standing.APPLYING:
        return new.filter(application__member=member, application__withdrawn_at=None).exclude(
            application__seen_at__gte=F("at")
        )
    if not allowed(member.account, Permission.MEET_APPLICANTS):
        return new.none()
    waits = {"application__asked_at__isnull": False, "application__withdrawn_at": None, "application__entered_at": None}
    by_them = new.filter(author=F("application__member__account"), **waits)
    return by_them.exclude(application__stewards_seen_at__gte=F("at"))


def welcome(application: Application) -> None:
    """Tell somebody that they are a member now: it happened without them at the page."""
    if Application.objects.filter(pk=application.pk, welcome_due=True).update(welcome_due=False):
        send("letter_welcome", application.member, link=f"{settings.URL}{reverse('today')}")


def send(name: str, member: Member, **context: object) -> None:
    """Send a letter, in the first of the person's languages that the site speaks."""
    if not member.address:
        return
    home = fellowship()
    known = dict(settings.LANGUAGES)
    spoken = [language.code for language in member.languages.all() if language.code in known]
    stop = f"{settings.URL}{reverse('threshold_letters_stop', args=[token_of(member)])}"
    with translation.override((*spoken, home.language)[0]):
        more = {"member": member, "fellowship": home, "stop": stop, **context}
        subject = " ".join(render_to_string(f"threshold/{name}_subject.txt", more).split())
        letter = EmailMessage(subject, render_to_string(f"threshold/{name}.txt", more), to=[member.address])
    if name == "letter_message":
        letter.extra_headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        letter.send()
    except (SMTPException, OSError):
        log.exception("The letter %s to member %s could not be sent.", name, member.pk)


def token_of(member: Member) -> str:
    """What a letter's link for stopping holds: who it is for, signed."""
    return signing.dumps(member.key, salt=_SALT)


def member_of_token(token: str) -> Member | None:
    """Whose letters a link stops; None for a forged one, or for somebody who is gone."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Member.objects.select_related("account").filter(key=key).first()
