"""Letters with a personal link: sent by a steward's explicit act, and never twice by accident."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from tenfold.fellowship.audit.actions import record

from ..models import Account, Member, Standing
from ..permissions import Permission, require
from ..queries import fellowship, letters_to_write
from .invitations import PERSONAL_LINK_DAYS, path_of, personal_tokens

log = logging.getLogger(__name__)

SOONEST_AGAIN = timedelta(hours=1)
"""A letter is not repeated within this time, whatever is clicked."""


@transaction.atomic
def send_letters(*, actor: Account) -> int:
    """Write to everyone who is invited, has an address and got no letter yet; how many that are."""
    require(actor, Permission.INVITE)
    return _send(actor, letters_to_write().filter(letter_at=None))


@transaction.atomic
def send_letter_again(*, actor: Account, member: Member) -> int:
    """Write once more to somebody who has not come in; 0 when a letter went out within the hour."""
    require(actor, Permission.INVITE)
    long_enough = Q(letter_at=None) | Q(letter_at__lt=timezone.now() - SOONEST_AGAIN)
    return _send(actor, letters_to_write().filter(long_enough, pk=member.pk))


def _send(actor: Account, waiting: QuerySet[Member]) -> int:
    members = list(waiting.select_for_update())
    Member.objects.filter(pk__in=[member.pk for member in members]).update(letter_at=timezone.now())
    if members:
        record(actor=actor, verb="members.send_letter", concerns=members, details={"count": len(members)})
    for member in members:
        transaction.on_commit(partial(deliver_letter.enqueue, member_id=member.pk, sender_id=actor.pk))
    return len(members)


@task()
def deliver_letter(member_id: int, sender_id: int) -> None:
    """Make the link and send the letter. When the mail server refuses, the letter counts as not sent."""
    member = Member.objects.prefetch_related("languages").filter(pk=member_id, standing=Standing.INVITED).first()
    sender = Account.objects.filter(pk=sender_id).first()
    if member is None or sender is None or not member.email:
        return
    (token,) = personal_tokens([member], actor=sender)
    try:
        letter(member, token).send()
    except (SMTPException, OSError):
        log.exception("The letter to member %s could not be sent.", member_id)
        Member.objects.filter(pk=member_id).update(letter_at=None)


def letter(member: Member, token: str) -> EmailMessage:
    """The letter, in the first of the person's languages that the site speaks."""
    home = fellowship()
    known = dict(settings.LANGUAGES)
    spoken = [language.code for language in member.languages.all() if language.code in known]
    with translation.override((*spoken, home.language)[0]):
        context = {
            "member": member,
            "fellowship": home,
            "link": f"{settings.URL}{path_of(token)}",
            "days": PERSONAL_LINK_DAYS,
        }
        subject = " ".join(render_to_string("members/letter_subject.txt", context).split())
        return EmailMessage(subject, render_to_string("members/letter.txt", context), to=[member.email])
