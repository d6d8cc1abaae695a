"""Keeping the written rules: hiding with a rule and a reason, showing again, and looking at crowds."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.refusals import Refused

from ..models import Crowd, Desire, DesireRules, Hiding, Rendering
from ..signals import words_back, words_gone
from .common import locked, out_of_date
from .rendering import show_newest

LONGEST_REASON = 1000
LONGEST_RULES = 20_000

RULES_OF_RENDERINGS = [str(rule) for rule in Hiding.Rule if rule != Hiding.Rule.DOUBLE]
"""That they say again what stands there already is what renderings are for."""
RULES_OF_DESIRES = [str(rule) for rule in Hiding.Rule if rule != Hiding.Rule.UNLIKE]


@transaction.atomic
def hide_desire(*, actor: Account, desire: Desire, rule: str, reason: str) -> Hiding:
    """Take a desire out of sight. Its author reads the rule and the reason; the public log has both, without names.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without one of the rules, or without a reason.
    :raises Refused: for a desire that is not open, or one's own.
    """
    words = _by_the_rules(actor, rule, reason, RULES_OF_DESIRES)
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
    hiding = Hiding.objects.filter(desire=now, language="", lifted_at__isnull=True).first()
    if now.standing != Desire.Standing.HIDDEN or hiding is None:
        raise Refused(_("This desire is not hidden."))
    now.standing, now.ended_at = Desire.Standing.OPEN, None
    now.save(update_fields=["standing", "ended_at"])
    _lift(hiding, actor, words)
    words_back.send(sender=Desire, desire=now)
    out_of_date(now.circle)
    record(actor=actor, verb="desires.show", target=now, concerns=[now.author] if now.author else [])
    return now


@transaction.atomic
def hide_rendering(*, actor: Account, rendering: Rendering, rule: str, reason: str) -> Hiding:
    """Take what a desire was said to say in another language out of sight; the desire itself stays.

    The rendering before it is shown again, or the original. Who gave it reads the rule and the reason.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without one of the rules, or without a reason.
    :raises Refused: for one that is hidden, and for one's own.
    """
    words = _by_the_rules(actor, rule, reason, RULES_OF_RENDERINGS)
    desire, now = _locked_rendering(rendering)
    if now.hidden:
        raise Refused(_("These words are hidden already."))
    if now.by is not None and now.by.account_id == actor.pk:
        raise Refused(_("These are your own words. You can take them back."))
    now.hidden, now.current = True, False
    now.save(update_fields=["hidden", "current"])
    show_newest(desire, now.language)
    hiding = Hiding.objects.create(
        desire=desire, rendering=now, language=now.language, rule=rule, reason=words, by=actor
    )
    concerned = [now.by] if now.by else []
    record(actor=actor, verb="desires.hide_rendering", target=now, concerns=concerned, details={"rule": rule})
    return hiding


@transaction.atomic
def show_rendering(*, actor: Account, rendering: Rendering, reason: str) -> Rendering:
    """Take back that words in another language were hidden, with a reason; the newest ones are shown again.

    :raises PermissionDenied: for whoever does not keep the rules.
    :raises ValidationError: without a reason.
    :raises Refused: for one that is not hidden.
    """
    require(actor, Permission.MODERATE_DESIRES)
    words = reasoned(reason)
    desire, now = _locked_rendering(rendering)
    hiding = Hiding.objects.filter(rendering=now, lifted_at__isnull=True).first()
    if not now.hidden or hiding is None:
        raise Refused(_("These words are not hidden."))
    now.hidden = False
    now.save(update_fields=["hidden"])
    show_newest(desire, now.language)
    _lift(hiding, actor, words)
    record(actor=actor, verb="desires.show_rendering", target=now, concerns=[now.by] if now.by else [])
    now.refresh_from_db()
    return now


def _locked_rendering(rendering: Rendering) -> tuple[Desire, Rendering]:
    """The desire, locked as by everybody who changes its renderings, and the rendering as it stands now.

    :raises Refused: for one that was taken back in the meantime.
    """
    desire = locked(rendering.desire)
    now = Rendering.objects.select_related("by").filter(pk=rendering.pk).first()
    if now is None:
        raise Refused(_("These words were taken back in the meantime."))
    return desire, now


def _by_the_rules(actor: Account, rule: str, reason: str, rules: Sequence[str]) -> str:
    """The reason for hiding something, given by somebody who may, by one of the rules."""
    require(actor, Permission.MODERATE_DESIRES)
    if rule not in rules:
        raise ValidationError({"rule": _("Choose the rule that it breaks.")})
    return reasoned(reason)


def _lift(hiding: Hiding, actor: Account, reason: str) -> None:
    hiding.lifted_at, hiding.lifted_by, hiding.lifted_reason = timezone.now(), actor, reason
    hiding.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])


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
