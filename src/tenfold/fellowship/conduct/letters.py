"""Letters to the two sides of a case: that something happened in it, never what. Fair hearing needs that they know."""

from __future__ import annotations

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.queries import fellowship

from .models import Case

log = logging.getLogger(__name__)


def write_about(case: Case, member: Member) -> None:
    """Write to a side of a case once the transaction is committed; whoever has no address reads it on their page."""
    if member.address:
        transaction.on_commit(partial(deliver_letter.enqueue, case_id=case.pk, member_id=member.pk))


@task()
def deliver_letter(case_id: int, member_id: int) -> None:
    """Send the letter. When the mail server refuses, the page still tells."""
    case = Case.objects.filter(pk=case_id).first()
    member = Member.objects.prefetch_related("languages").filter(pk=member_id).first()
    if case is None or member is None or not member.address:
        return
    try:
        letter(case, member).send()
    except (SMTPException, OSError):
        log.exception("The letter about case %s could not be sent.", case_id)


def letter(case: Case, member: Member) -> EmailMessage:
    """The letter, in the first of the person's languages that the site speaks."""
    home = fellowship()
    known = dict(settings.LANGUAGES)
    spoken = [language.code for language in member.languages.all() if language.code in known]
    with translation.override((*spoken, home.language)[0]):
        context = {
            "member": member,
            "fellowship": home,
            "case": case,
            "concerned": case.about_id == member.pk,
            "link": f"{settings.URL}{reverse('my_matter', args=[case.key])}",
        }
        subject = " ".join(render_to_string("conduct/letter_subject.txt", context).split())
        return EmailMessage(subject, render_to_string("conduct/letter.txt", context), to=[member.address])
