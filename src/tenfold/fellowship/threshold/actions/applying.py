"""Asking to enter, step by step, each by the person's own act; and going away again, whenever they like."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.actions import enter, knock, turn_back
from tenfold.fellowship.members.actions.entering import use_invitation
from tenfold.fellowship.members.models import Account, Invitation, Member, Standing
from tenfold.fellowship.members.queries import member_of

from ..models import Application, Letters, PurposeAnswer, Step, Wave
from ..queries.entry import asks_to_agree, gate, opens_door
from ..queries.path import access_lesson
from ..queries.purpose import current_purpose
from ..queries.waves import wave_by_code
from .admitting import settle_own

LONGEST = 4000


@transaction.atomic
def begin(*, actor: Account, name: str, invitation: Invitation | None = None) -> Application:
    """Stand at the threshold with a name. Nobody sees it before the person asks to enter.

    :raises PermissionDenied: when one comes in by invitation only, and there is none.
    """
    if invitation is None and not gate().asking:
        raise PermissionDenied(_("One comes in by an invitation."))
    member = knock(actor=actor, name=name)
    application = Application.objects.create(member=member)
    record(actor=actor, verb="threshold.begin", target=application, concerns=[member])
    if invitation is not None:
        bring_invitation(actor=actor, invitation=invitation)
    return application


@transaction.atomic
def bring_invitation(*, actor: Account, invitation: Invitation) -> None:
    """Let a link count for one's application. It takes one of the uses of the link; a former one is let go."""
    application = _own(actor)
    if application.invitation_id == invitation.pk:
        return
    use_invitation(invitation)
    application.invitation = invitation
    application.save(update_fields=["invitation"])
    _recorded(actor, application, "bring_invitation")
    settle_own(application.member)


@transaction.atomic
def come_in(*, actor: Account, name: str, invitation: Invitation, agreed: bool = False) -> Member:
    """Enter by a link that opens the door, with all one said at the threshold, if one was there.

    :raises PermissionDenied: when the rules of entry ask for more than this link.
    :raises ValidationError: without agreeing to the purpose, when the rules ask for that.
    """
    found = gate()
    if not opens_door(found, invitation):
        raise PermissionDenied(_("This link is an invitation; the rules of entry ask for more."))
    purpose = current_purpose() if asks_to_agree(found, invitation) or agreed else None
    here = member_of(account=actor)
    returning = here is not None and here.standing == Standing.LEFT
    if purpose is not None and not agreed and not returning:
        raise ValidationError({"agreed": _("Entering here means to agree to the purpose. Take your time to read it.")})
    if here is not None and here.standing == Standing.APPLYING and invitation.member_id:
        for model in (Application, PurposeAnswer, Letters):
            model._default_manager.filter(member=here).update(member=invitation.member_id)
    member = enter(actor=actor, name=name, invitation=invitation)
    Application.objects.filter(member=member, entered_at=None).update(entered_at=timezone.now(), withdrawn_at=None)
    if purpose is not None and agreed:
        PurposeAnswer.objects.update_or_create(member=member, purpose=purpose, defaults={"agreed": True})
        details = {"number": purpose.number}
        record(actor=actor, verb="threshold.agree", target=purpose, concerns=[member], details=details)
    return member


@transaction.atomic
def take_step(*, actor: Account, number: int, answer: str = "") -> Step:
    """Note that one has read a text of the path, with an answer if one likes. It can be written anew at any time."""
    application = _own(actor)
    lesson = access_lesson(number=number)
    said = answer.strip()
    if len(said) > LONGEST:
        raise ValidationError({"answer": _("Say it in 4,000 letters or fewer.")})
    step, _made = Step.objects.update_or_create(
        application=application,
        number=number,
        defaults={"question": lesson.question, "answer": said, "at": timezone.now()},
    )
    _recorded(actor, application, "take_step", number=number)
    settle_own(application.member)
    return step


@transaction.atomic
def say_why(*, actor: Account, why: str) -> None:
    """Say in one's own words why one comes; the stewards read it once one has asked to enter."""
    application = _own(actor)
    if len(why.strip()) > LONGEST:
        raise ValidationError({"why": _("Say it in 4,000 letters or fewer.")})
    application.why = why.strip()
    application.save(update_fields=["why"])
    _recorded(actor, application, "say_why")


@transaction.atomic
def give_code(*, actor: Account, code: str) -> Wave:
    """Give the code of a country, an origin or a city.

    :raises ValidationError: for a code that nobody made, or that is used up.
    """
    application = _own(actor)
    wave = wave_by_code(code)
    if wave is None:
        raise ValidationError({"code": _("This code is not known, or it has ended. Look at it once more.")})
    if application.wave_id != wave.pk:
        left = Wave.objects.filter(pk=wave.pk).exclude(uses__isnull=False, used__gte=F("uses"))
        if not left.update(used=F("used") + 1):
            raise ValidationError({"code": _("This code has been used up in the meantime. Ask for a new one.")})
        application.wave = wave
        application.save(update_fields=["wave"])
        _recorded(actor, application, "give_code", wave=wave.pk)
        settle_own(application.member)
    return wave


@transaction.atomic
def ask(*, actor: Account) -> Application:
    """Ask to enter. Whoever meets every rule is a member with this; the others wait, and can withdraw at any time."""
    application = _own(actor)
    if application.asked_at is None:
        application.asked_at = timezone.now()
        application.save(update_fields=["asked_at"])
        _recorded(actor, application, "ask")
    settle_own(application.member)
    application.refresh_from_db()
    return application


@transaction.atomic
def withdraw(*, actor: Account, erase: bool) -> None:
    """Ask no longer. With ``erase``, all that was said here goes for good; else it is kept, for oneself alone."""
    application = _own(actor)
    if erase:
        turn_back(actor=actor)
        return
    application.asked_at = None
    application.withdrawn_at = timezone.now()
    application.save(update_fields=["asked_at", "withdrawn_at"])
    Letters.objects.filter(member=application.member).delete()
    _recorded(actor, application, "withdraw")


@transaction.atomic
def come_again(*, actor: Account) -> None:
    """Go on after having withdrawn, where one was. One has to ask anew."""
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.APPLYING).first()
    application = Application.objects.filter(member=member).first() if member else None
    if application is None:
        raise PermissionDenied(_("You have not asked to enter."))
    application.withdrawn_at = None
    application.save(update_fields=["withdrawn_at"])
    _recorded(actor, application, "come_again")


@transaction.atomic
def forget_threshold(*, actor: Account) -> None:
    """For a member: erase all that one said at the threshold, answers and conversation, for good."""
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.ENTERED).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    Application.objects.filter(member=member).delete()
    record(actor=actor, verb="threshold.forget", target=member, concerns=[member])


def _own(actor: Account) -> Application:
    """One's own open application; the member's row is locked first."""
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.APPLYING).first()
    found = Application.objects.select_related("member__account") if member else Application.objects.none()
    application = found.filter(member=member, withdrawn_at=None, entered_at=None).first()
    if application is None:
        raise PermissionDenied(_("You have not asked to enter."))
    return application


def _recorded(actor: Account, application: Application, what: str, **details: int) -> None:
    verb = f"threshold.{what}"
    record(actor=actor, verb=verb, target=application, concerns=[application.member], details=details)
