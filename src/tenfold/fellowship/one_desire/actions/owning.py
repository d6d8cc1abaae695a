"""Whose words are taken agrees to it, or has them back: at any time, from every text and every circle they went to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.desires.actions.common import acting
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.queries import fellowship
from tenfold.fellowship.refusals import Refused

from ..models import Composition, Taking, Version
from ..tracing import words_of
from .common import current, locked, stretches_of, texts_of
from .going_out import take_out


@transaction.atomic
def agree(*, actor: Account, taking: Taking, may_be_walked: bool = False, words: str | None = None) -> Taking:
    """Agree that one's words stand in a text, and say whether others may walk from them to one's desire.

    :param words: those that one read and agrees to; where they are others by now, nothing is agreed.

    :raises PermissionDenied: for somebody else's words.
    :raises Refused: where one has them back, or they no longer stand there.
    """
    member = acting(actor)
    composition, now = _own(taking, member)
    if now.standing in (Taking.Standing.BACK, Taking.Standing.LAPSED):
        raise Refused(_("These words are no longer in the text. They can be taken into another one."))
    here = standing_words(now, current(composition))
    if not here:
        raise Refused(_("Your words do not stand in the text now. There is nothing to agree to."))
    if words is not None and words_of(words) != words_of(here):
        raise Refused(_("The words have changed since you read them. Read them once more."))
    now.standing, now.answered_at = Taking.Standing.AGREED, timezone.now()
    now.words, now.may_be_walked = here, may_be_walked
    now.save(update_fields=["standing", "answered_at", "words", "may_be_walked"])
    record(actor=actor, verb="one_desire.agree", target=now, concerns=[member])
    return now


@transaction.atomic
def let_walk(*, actor: Account, taking: Taking, may_be_walked: bool) -> Taking:
    """Say whether others may walk from one's words to one's desire. It can be changed at any time."""
    member = acting(actor)
    _composition, now = _own(taking, member)
    now.may_be_walked = may_be_walked
    now.save(update_fields=["may_be_walked"])
    record(actor=actor, verb="one_desire.let_walk", target=now, concerns=[member], details={"walked": may_be_walked})
    return now


@transaction.atomic
def have_back(*, actor: Account, taking: Taking) -> Taking:
    """Have one's words back: they go out of the text at once, of its history, and of whatever they were carried into.

    Whether the text is being written, the circle is asked, or it stands: nobody has to agree, no reason is asked.

    :raises PermissionDenied: for somebody else's words.
    """
    member = acting(actor)
    composition, now = _own(taking, member)
    if now.standing != Taking.Standing.BACK:
        give_back(composition, now)
    record(actor=actor, verb="one_desire.have_back", target=now, concerns=[member])
    return now


def give_back(composition: Composition, taking: Taking) -> None:
    """Take the words of a desire out of a locked composition and of all that came of it."""
    taking.standing, taking.answered_at = Taking.Standing.BACK, timezone.now()
    taking.words, taking.may_be_walked = "", False
    taking.save(update_fields=["standing", "answered_at", "words", "may_be_walked"])
    take_out(composition, taking, texts=texts_of(taking.desire))


def words_of_desire_gone(desire: Desire, *, for_good: bool = False) -> None:
    """A desire was withdrawn, hidden, or is erased: its words go out where they were taken.

    What a steward hides goes out of texts that are still being written only, and stays in their history: hiding can
    be taken back, and a circle's one desire is the circle's. ``for_good``: with their author.
    """
    hidden = desire.standing == Desire.Standing.HIDDEN and not for_good
    for taking in _takings_of(desire).exclude(standing=Taking.Standing.BACK):
        composition = locked(taking.composition)
        if not hidden:
            give_back(composition, taking)
        elif composition.open:
            take_out(composition, taking, texts=texts_of(desire), history=False)


def lapse_takings(now: datetime) -> int:
    """Take out the words of those who were asked long enough ago and have not answered. For the keeper.

    It is no answer and held against nobody; their words are simply not taken.

    :returns: of how many desires.
    """
    since = now - timedelta(days=fellowship().answer_days)
    waiting = Taking.objects.filter(standing=Taking.Standing.ASKED, asked_at__lte=since)
    lapsed = 0
    for pk in waiting.values_list("pk", flat=True)[:200]:
        lapsed += _lapse(pk, since)
    return lapsed


@transaction.atomic
def _lapse(pk: int, since: datetime) -> int:
    found = Taking.objects.select_related("composition", "member").get(pk=pk)
    composition = locked(found.composition)
    found.refresh_from_db()
    if found.standing != Taking.Standing.ASKED or found.asked_at > since:
        return 0
    found.standing = Taking.Standing.LAPSED
    found.save(update_fields=["standing"])
    take_out(composition, found, texts=texts_of(found.desire), history=False, because=Version.Because.LAPSED)
    concerned = [found.member] if found.member is not None else []
    record(actor=None, verb="one_desire.lapse", target=found, concerns=concerned)
    return 1


def standing_words(taking: Taking, version: Version) -> str:
    """The words of a desire as they stand in a version, "" where none do."""
    found = [version.text[one.start : one.end] for one in stretches_of(version) if one.source == taking.pk]
    return " / ".join(found)


def _own(taking: Taking, member: Member) -> tuple[Composition, Taking]:
    """One's own taking as it stands now, its composition locked."""
    composition = locked(taking.composition)
    now = Taking.objects.select_related("desire").get(pk=taking.pk)
    if now.member_id != member.pk:
        raise PermissionDenied(_("These are somebody else's words."))
    return composition, now


def _takings_of(desire: Desire) -> QuerySet[Taking]:
    found = Taking.objects.filter(desire=desire).select_related("composition", "desire")
    return found.order_by("composition__circle__level", "composition_id")
