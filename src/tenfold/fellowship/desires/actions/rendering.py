"""Saying a desire in another language."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.refusals import Refused

from ..models import LONGEST, Desire, Rendering
from ..reach import may_see
from .common import acting, locked, spoken, tidy


@transaction.atomic
def render_desire(*, actor: Account, desire: Desire, language: str, text: str) -> Rendering:
    """Give a desire in a language one reads it in; the newest is shown, and the original is always one tap away.

    :raises PermissionDenied: for whoever does not read the desire.
    :raises ValidationError: for no words, too many, or the language it is written in.
    :raises Refused: for a desire that is no longer open, or words that were hidden by a rule.
    """
    member = acting(actor)
    now = locked(desire)
    if not may_see(member, now.circle):
        raise PermissionDenied(_("This is rendered by those whom it is written for."))
    if now.standing != Desire.Standing.OPEN:
        raise Refused(_("This desire was taken back in the meantime."))
    code = spoken(language)
    if code == now.language:
        raise ValidationError({"language": _("It is written in this language. Choose another one.")})
    words = tidy(text, 2 * LONGEST)
    if _taken_away(now, code, words):
        raise Refused(_("These words were hidden by a rule. Say it in other words."))
    made = _made_current(Rendering(desire=now, language=code, text=words, by=member))
    record(actor=actor, verb="desires.render", target=made, concerns=[member])
    return made


@transaction.atomic
def render_by_machine(*, desire: Desire, language: str, text: str) -> Rendering | None:
    """Keep what the translator of the installation made; where a person has given one, or the desire went, nothing."""
    now = Desire.objects.select_for_update().filter(pk=desire.pk, standing=Desire.Standing.OPEN, text=desire.text)
    if not now.exists() or Rendering.objects.filter(desire=desire, language=language, current=True).exists():
        return None
    try:
        words = tidy(text, 2 * LONGEST)
    except ValidationError:
        return None
    if _taken_away(desire, language, words):
        return None
    made = _made_current(Rendering(desire=desire, language=language, text=words, machine=True))
    record(actor=None, verb="desires.render_by_machine", target=made)
    return made


def _taken_away(desire: Desire, language: str, words: str) -> bool:
    """Whether just these words were hidden by a rule."""
    return Rendering.objects.filter(desire=desire, language=language, text=words, hidden=True).exists()


def _made_current(rendering: Rendering) -> Rendering:
    shown = Rendering.objects.filter(desire=rendering.desire_id, language=rendering.language, current=True)
    shown.update(current=False)
    rendering.save()
    return rendering


def show_newest(desire: Desire, language: str) -> None:
    """Show the newest rendering that is not hidden, a person's before a machine's; without one the original stands."""
    rows = Rendering.objects.filter(desire=desire, language=language)
    newest = rows.filter(hidden=False).order_by("machine", "-at", "-pk").first()
    rows.filter(current=True).update(current=False)
    if newest is not None:
        rows.filter(pk=newest.pk).update(current=True)


@transaction.atomic
def take_back_rendering(*, actor: Account, rendering: Rendering) -> None:
    """Erase a rendering one gave; the one before it is shown again.

    :raises PermissionDenied: for somebody else's.
    """
    member = acting(actor)
    if rendering.by_id != member.pk:
        raise PermissionDenied(_("These are somebody else's words."))
    locked(rendering.desire)
    record(actor=actor, verb="desires.take_back_rendering", target=rendering, concerns=[member])
    rendering.delete()
    show_newest(rendering.desire, rendering.language)
