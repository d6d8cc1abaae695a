"""Sending what is owed. A worker may die at any moment: no letter is lost by that, and none goes out twice by haste.

Each letter is claimed, sent, and noted as sent, three steps of which the first and the last are committed. Who dies
before the mail server has the letter leaves a claim that ends after :data:`CLAIM_ENDS`; then another sends it. Only
who dies between the mail server's yes and the note lets it be sent once more, with the same Message-ID, so that the
reader's mail program can show it once. In short: at least once, and in all but that instant exactly once. The other way
round (never twice, perhaps never) would let somebody's seat lapse unheard of.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from tenfold.fellowship.members.models import Standing

from ..models import Letter, LetterChoice, Placement
from .owing import by_day
from .writing import letter_about

log = logging.getLogger(__name__)

CLAIM_ENDS = timedelta(minutes=15)
MOST_TRIES = 8
AT_ONCE = 100
"""So many are looked up at a time."""


@task()
def send_letters() -> None:
    """What a worker does right after a proposal was published; the keeper sees to the rest."""
    send_due(timezone.now())


def send_due(now: datetime) -> int:
    """Send every letter whose time has come; how many went out. Two may do this at once."""
    sent = 0
    while found := list(_waiting(now).order_by("due_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        sent += sum(_send(pk, now) for pk in found)
    return sent


def keep_letters(now: datetime) -> None:
    """Send what is due: what a night held back, what a worker left, what the mail server refused before."""
    send_due(now)


def _waiting(now: datetime) -> QuerySet[Letter]:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=now - CLAIM_ENDS)
    return Letter.objects.filter(free, sent_at__isnull=True, due_at__lte=now)


def _send(pk: int, now: datetime) -> bool:
    """Claim one letter and send it, or say when to try again, or that there is nothing to send any more."""
    if not _waiting(now).filter(pk=pk).update(claimed_at=now, tries=F("tries") + 1):
        return False
    letter = Letter.objects.select_related("member__account").get(pk=pk)
    placements = _open(letter)
    if not placements:
        _note(pk, due_at=None)
        return False
    due = by_day(now, letter.member.zone)
    if due > now:
        _note(pk, due_at=due, claimed_at=None, tries=F("tries") - 1)
        return False
    try:
        letter_about(letter, placements).send()
    except Exception:
        log.exception("letter %s could not be sent", pk)
        pause = timedelta(minutes=5 * 2**letter.tries)
        _note(pk, due_at=now + pause if letter.tries < MOST_TRIES else None, claimed_at=None)
        return False
    _note(pk, sent_at=now)
    return True


def _note(pk: int, **what: object) -> None:
    Letter.objects.filter(pk=pk).update(**what)


def _open(letter: Letter) -> list[Placement]:
    """What the letter would be about: proposals still open, for somebody who is here and did not stop letters."""
    member = letter.member
    stopped = LetterChoice.objects.filter(member=member, proposals=False).exists()
    if stopped or member.standing != Standing.ENTERED or not member.address:
        return []
    offers = Placement.objects.filter(member=member, formation=letter.formation_id, standing=Placement.Standing.OFFERED)
    return list(offers.select_related("formation", "circle__parent", "member").order_by("level"))
