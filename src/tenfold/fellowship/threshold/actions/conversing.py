"""The conversation between somebody who asks to enter and the stewards, and letters about it for who wishes them."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, allowed, require

from ..models import Application, Letters, Message
from .admitting import settle

LONGEST = 4000
MOST_IN_A_DAY = 40


@transaction.atomic
def say(*, actor: Account, application: Application, text: str) -> Message:
    """Write to the other side; the person themselves, or a steward.

    :raises PermissionDenied: for anybody else, and to somebody who withdrew.
    """
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise ValidationError({"text": _("Write something, in up to 4,000 letters.")})
    mine = _look(actor, application)
    today = timezone.now() - timedelta(days=1)
    if application.messages.filter(author=actor, at__gt=today).count() >= MOST_IN_A_DAY:
        raise ValidationError({"text": _("That was a lot for one day. Please go on tomorrow.")})
    message = Message.objects.create(application=application, author=actor, text=said)
    verb = "threshold.say" if mine else "threshold.answer"
    record(actor=actor, verb=verb, target=application, concerns=[application.member])
    return message


@transaction.atomic
def look(*, actor: Account, application: Application) -> None:
    """Note that this side has read the conversation, so that no letter tells of what is known already."""
    seen = "seen_at" if _look(actor, application) else "stewards_seen_at"
    Application.objects.filter(pk=application.pk).update(**{seen: timezone.now()})


def _look(actor: Account, application: Application) -> bool:
    """Whether it is one's own application; a steward may look at those of people who asked."""
    mine = application.member.account_id == actor.pk
    if not mine:
        require(actor, Permission.MEET_APPLICANTS)
    if application.withdrawn_at is not None or (application.asked_at is None and not mine):
        raise PermissionDenied(_("This conversation has ended."))
    return mine


@transaction.atomic
def mark_spoken(*, actor: Account, application: Application, spoken: bool = True) -> None:
    """Note that a conversation with a steward has taken place, or that this was noted by mistake.

    It says nothing about what somebody thinks of anybody: no steward can refuse a person by it.
    """
    require(actor, Permission.MEET_APPLICANTS)
    member = Member.objects.select_for_update().get(pk=application.member_id)
    asked = Application.objects.get(pk=application.pk)
    if asked.asked_at is None or not asked.is_open:
        raise ValidationError(_("This person does not ask to enter any more, or has entered."))
    asked.spoken_at = timezone.now() if spoken else None
    asked.spoken_with = actor if spoken else None
    asked.save(update_fields=["spoken_at", "spoken_with"])
    verb = "threshold.spoken" if spoken else "threshold.not_spoken"
    record(actor=actor, verb=verb, target=asked, concerns=[member])
    settle(member=member, by=actor)


@transaction.atomic
def wish_letters(*, actor: Account, wished: bool) -> None:
    """Be told by e-mail when the other side has written, or no longer. Nobody is told who did not wish it."""
    member = Member.objects.select_for_update().filter(account=actor).first()
    asks = member is not None and member.standing == Standing.APPLYING
    if member is None or not (asks or allowed(actor, Permission.MEET_APPLICANTS)):
        raise PermissionDenied(_("There is no conversation to be told of."))
    _wish(member, wished=wished)
    verb = "threshold.wish_letters" if wished else "threshold.stop_letters"
    record(actor=actor, verb=verb, target=member, concerns=[member])


@transaction.atomic
def stop_letters(*, member: Member) -> None:
    """Stop letters from the letter itself: whoever holds its link may, signed in or not."""
    _wish(member, wished=False)
    record(actor=member.account, verb="threshold.stop_letters", target=member, concerns=[member])


def _wish(member: Member, *, wished: bool) -> None:
    if wished:
        Letters.objects.get_or_create(member=member)
    else:
        Letters.objects.filter(member=member).delete()
