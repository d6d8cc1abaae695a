"""Asking the circle whether a text is its one desire, answering with a grade, and what comes of the answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.desires.actions.common import acting
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.refusals import Refused

from ..models import AskedLetter, Composition, Consent, Taking, Version
from ..reach import asked_of, composer
from .common import being_written, current, locked, of_circle, stretches_of, words_told

OPEN_FOR = timedelta(days=14)
"""After so long, two thirds of the answers are enough; before, all are waited for."""

MOST = 200
"""So many texts are looked at in one round of keeping."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are asked, how many of them have answered, and with which grade. Not for anybody's eyes as it is."""

    asked: int
    grades: Counter[str]

    @property
    def answered(self) -> int:
        return sum(self.grades.values())

    @property
    def somebody_asks_to_talk(self) -> bool:
        return self.grades[Consent.Grade.TALK] > 0

    @property
    def more_are_with_it(self) -> bool:
        return self.grades[Consent.Grade.HEART] + self.grades[Consent.Grade.LIVE] > self.grades[Consent.Grade.ASIDE]

    def stands(self, *, long_enough: bool) -> bool:
        """Whether the text stands by these answers: all have answered, or after the time two thirds; nobody asks to
        talk; and more are with it than stand aside."""
        if not self.asked or self.somebody_asks_to_talk or not self.more_are_with_it:
            return False
        return self.answered == self.asked or (long_enough and 3 * self.answered >= 2 * self.asked)


def tally_of(composition: Composition, version: Version) -> Tally:
    """The answers to a version, of those who compose here now. Two queries."""
    asked = set(asked_of(composition.circle))
    said = version.consents.values_list("member_id", "grade")
    return Tally(len(asked), Counter(grade for member, grade in said if member in asked))


@transaction.atomic
def ask_circle(*, actor: Account, composition: Composition) -> Composition:
    """Ask everybody who sits in the circle whether this text is its one desire.

    :raises PermissionDenied: for whoever does not compose here.
    :raises Refused: without words, and while somebody whose words stand in the text has not agreed; it says which.
    """
    member = acting(actor)
    now = being_written(composition)
    composer(member, now.circle)
    version = current(now)
    if not version.text:
        raise Refused(_("There are no words yet that the circle could agree to."))
    stretches = stretches_of(version)
    here = {one.source for one in stretches}
    missing = {one.pk: one for one in now.takings.filter(pk__in=here).exclude(standing=Taking.Standing.AGREED)}
    if missing:
        words = words_told(version, stretches, missing)
        raise Refused(_("Those who gave these words have not agreed yet: %(words)s.") % {"words": words})
    now.standing, now.asked_at = Composition.Standing.ASKED, timezone.now()
    now.pen = now.pen_wanted_by = now.pen_used_at = None
    now.save(update_fields=["standing", "asked_at", "pen", "pen_wanted_by", "pen_used_at"])
    _owe_letters(now, but=member)
    record(actor=actor, verb="one_desire.ask_circle", target=now, concerns=[member], details=of_circle(now.circle))
    return now


def _owe_letters(composition: Composition, *, but: Member) -> None:
    """Note a letter for everybody who is asked, but not for who asks; whoever was owed one before is owed no other."""
    people = sorted({*asked_of(composition.circle)} - {but.pk})
    letters = (AskedLetter(composition=composition, member_id=pk) for pk in people)
    AskedLetter.objects.bulk_create(letters, batch_size=1000, ignore_conflicts=True)


@transaction.atomic
def say_grade(*, actor: Account, composition: Composition, version: int, grade: str | None) -> Composition:
    """Answer, change one's answer, or (``grade`` None) take it back. ``version`` is the number that one read.

    :raises PermissionDenied: for whoever does not compose here.
    :raises Refused: when the circle is not asked, or the text has changed since it was read.
    """
    if grade is not None and grade not in Consent.Grade.values:
        raise ValidationError({"grade": _("Choose one of the four answers.")})
    member = acting(actor)
    now = locked(composition)
    composer(member, now.circle)
    read = current(now)
    if now.standing != Composition.Standing.ASKED or read.number != version:
        raise Refused(_("The text has changed since you read it, or the circle is no longer asked. Nothing was said."))
    if grade is None:
        read.consents.filter(member=member).delete()
    else:
        defaults = {"grade": grade, "said_at": timezone.now()}
        Consent.objects.update_or_create(version=read, member=member, defaults=defaults)
    record(actor=actor, verb="one_desire.say", target=now, concerns=[member])
    settle(now, read, timezone.now())
    return now


@transaction.atomic
def back_to_writing(*, actor: Account, composition: Composition) -> Composition:
    """Take a text that the circle is asked about back to writing, with the pen in one's hand.

    :raises PermissionDenied: for whoever does not compose here.
    :raises Refused: when the circle is not asked.
    """
    member = acting(actor)
    now = locked(composition)
    composer(member, now.circle)
    if now.standing != Composition.Standing.ASKED:
        raise Refused(_("The circle is not asked about this text."))
    now.standing, now.asked_at = Composition.Standing.COMPOSING, None
    now.pen, now.pen_used_at = member, timezone.now()
    now.save(update_fields=["standing", "asked_at", "pen", "pen_used_at"])
    record(actor=actor, verb="one_desire.back_to_writing", target=now, concerns=[member])
    return now


def settle(composition: Composition, version: Version, now: datetime) -> bool:
    """Let a locked text stand when the answers are such; the one before it is replaced in the same act."""
    if composition.standing != Composition.Standing.ASKED or composition.asked_at is None:
        return False
    if not tally_of(composition, version).stands(long_enough=composition.asked_at + OPEN_FOR <= now):
        return False
    former = Composition.objects.filter(circle=composition.circle, standing=Composition.Standing.STANDS)
    former.update(standing=Composition.Standing.REPLACED, ended_at=now)
    composition.standing, composition.stood_at = Composition.Standing.STANDS, now
    composition.save(update_fields=["standing", "stood_at"])
    record(actor=None, verb="one_desire.stands", target=composition, details=of_circle(composition.circle))
    return True


def settle_due(now: datetime) -> int:
    """Look at the texts that circles are asked about: people come and go, and time passes. For the keeper.

    :returns: how many stand by it.
    """
    asked = Composition.objects.filter(standing=Composition.Standing.ASKED).order_by("asked_at")
    return sum(_settle_one(pk, now) for pk in asked.values_list("pk", flat=True)[:MOST])


@transaction.atomic
def _settle_one(pk: int, now: datetime) -> bool:
    composition = locked(Composition(pk=pk))
    return settle(composition, current(composition), now)
