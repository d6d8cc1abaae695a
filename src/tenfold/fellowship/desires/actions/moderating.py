"""Keeping the written rules: hiding with a rule and a reason, showing again, and looking at crowds."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.refusals import Refused

from ..models import Crowd, Desire, DesireRules, Hiding
from ..signals import words_back, words_gone
from .common import locked, out_of_date

LONGEST_REASON = 1000
LONGEST_RULES = 20_000


@transaction.atomic
def hide_desire(*, actor: Account, desire: Desire, rule: str, reason: str) -> Hiding:
    """Take a desire out of sight. Its author reads the rule and the reason; the public log has both, without names.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without one of the rules, or without a reason.
    :raises Refused: for a desire that is not open, or one's own.
    """
    require(actor, Permission.MODERATE_DESIRES)
    if rule not in Hiding.Rule.values:
        raise ValidationError({"rule": _("Choose the rule that it breaks.")})
    words = reasoned(reason)
    now = locked(desire)
    if now.standing != Desire.Standing.OPEN:
        raise Refused(_("This desire is not open. There is nothing to hide."))
    if now.author is not None and now.author.account_id == actor.pk:
        raise Refused(_("This is your own desire. You can withdraw it."))
    now.standing, now.ended_at = Desire.Standing.HIDDEN, timezone.now()
    now.save(update_fields=["standing", "ended_at"])
    hiding = Hiding.objects.create(desire=now, rule=rule, reason=words, by=actor)
    words_gone.send(sender=Desire, desire=now)
    out_of_date(now.circle)
    concerned = [now.author] if now.author else []
    record(actor=actor, verb="desires.hide", target=now, concerns=concerned, details={"rule": rule})
    return hiding


@transaction.atomic
def show_desire(*, actor: Account, desire: Desire, reason: str) -> Desire:
    """Show a hidden desire again, with a reason; its answers count as before.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without a reason.
    :raises Refused: for a desire that is not hidden.
    """
    require(actor, Permission.MODERATE_DESIRES)
    words = reasoned(reason)
    now = locked(desire)
    hiding = Hiding.objects.filter(desire=now, lifted_at__isnull=True).first()
    if now.standing != Desire.Standing.HIDDEN or hiding is None:
        raise Refused(_("This desire is not hidden."))
    now.standing, now.ended_at = Desire.Standing.OPEN, None
    now.save(update_fields=["standing", "ended_at"])
    hiding.lifted_at, hiding.lifted_by, hiding.lifted_reason = timezone.now(), actor, words
    hiding.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    words_back.send(sender=Desire, desire=now)
    out_of_date(now.circle)
    record(actor=actor, verb="desires.show", target=now, concerns=[now.author] if now.author else [])
    return now


@transaction.atomic
def look_at_crowd(*, actor: Account, crowd: Crowd, weighs_nothing: bool, reason: str) -> Crowd:
    """Let the answers of a crowd weigh nothing, or as much as others again, with a reason. Nobody loses an answer.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without a reason.
    """
    require(actor, Permission.MODERATE_DESIRES)
    words = reasoned(reason)
    now = Crowd.objects.select_for_update(of=("self",)).select_related("desire__circle").get(pk=crowd.pk)
    changed = now.weighs_nothing != weighs_nothing
    now.weighs_nothing, now.reason, now.looked_at, now.looked_by = weighs_nothing, words, timezone.now(), actor
    now.save(update_fields=["weighs_nothing", "reason", "looked_at", "looked_by"])
    if changed:
        out_of_date(now.desire.circle)
    verb = "desires.weigh_out" if weighs_nothing else "desires.weigh_in"
    record(actor=actor, verb=verb, target=now, details={"accounts": now.accounts})
    return now


@transaction.atomic
def write_desire_rules(*, actor: Account, language: str, text: str) -> DesireRules:
    """Write the rules of desires in one language, in Markdown. They are in force from now on.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without a text, or for a language that the site does not speak.
    """
    require(actor, Permission.MODERATE_DESIRES)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("The site does not speak this language.")})
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not said or len(said) > LONGEST_RULES:
        raise ValidationError({"text": _("Write up to %(most)d letters.") % {"most": LONGEST_RULES}})
    rules = DesireRules.objects.create(language=language, text=said, by=actor)
    record(actor=actor, verb="desires.write_rules", target=rules, details={"language": language})
    return rules


def reasoned(reason: str) -> str:
    """A reason in words.

    :raises ValidationError: for none, or too many.
    """
    words = reason.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words or len(words) > LONGEST_REASON:
        raise ValidationError({"reason": _("Write the reason in up to %(most)d letters.") % {"most": LONGEST_REASON}})
    return words
