"""Saying a one desire in another language, for those who read that one. What was agreed to stays what it is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.desires.actions.common import acting, spoken
from tenfold.fellowship.desires.reach import may_see
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.refusals import Refused

from ..models import LONGEST, Composition, Wording
from .common import locked


@transaction.atomic
def say_in(*, actor: Account, composition: Composition, language: str, text: str) -> Wording:
    """Say a text that stands, or stood, in another language; a later wording takes the place of the one before.

    :raises PermissionDenied: for whoever does not belong to the circle.
    :raises ValidationError: for no words, too many, or no other language.
    :raises Refused: for a text that the circle has not agreed to.
    """
    member = acting(actor)
    now = locked(composition)
    if not may_see(member, now.circle):
        raise PermissionDenied(_("This is for those who belong to the circle."))
    if now.standing not in (Composition.Standing.STANDS, Composition.Standing.REPLACED):
        raise Refused(_("It is said in other languages once the circle has agreed to it."))
    if spoken(language) == now.language:
        raise ValidationError({"language": _("The text itself is in this language. Choose another one.")})
    words = " ".join(text.replace("\x00", "").split())
    if not words or len(words) > 2 * LONGEST:
        raise ValidationError({"text": _("Write it in up to %(most)d letters.") % {"most": 2 * LONGEST}})
    defaults = {"text": words, "by": member, "at": timezone.now()}
    made, _new = Wording.objects.update_or_create(composition=now, language=language, defaults=defaults)
    record(actor=actor, verb="one_desire.say_in", target=now, concerns=[member])
    return made


@transaction.atomic
def take_wording_back(*, actor: Account, composition: Composition, language: str) -> None:
    """Take back what one said in another language; where somebody else said it anew since, there is nothing to do."""
    member = acting(actor)
    now = locked(composition)
    now.wordings.filter(language=language, by=member).delete()
    record(actor=actor, verb="one_desire.take_wording_back", target=now, concerns=[member])
