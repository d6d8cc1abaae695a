"""Every answer to a proposal that is not a yes: no; another, please; I would rather wait. None costs anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member

from ..models import Placement, Reason, Seat
from ..refusals import Refused
from ..when import LONGEST_WAIT, UNTIL_I_SAY
from .locks import lock_circles
from .seats import lock_own, withdraw_above
from .settling import settle

MOST_LETTERS = 500
"""Of the words in which somebody says what should be different."""


@transaction.atomic
def decline_placement(*, actor: Account, placement: Placement) -> None:
    """Say no to a proposed seat. No reason is asked for, and nothing else changes.

    :raises PermissionDenied: if the placement is somebody else's.
    :raises Refused: if it is no longer open.
    """
    member, asked = _lock(actor, placement)
    if asked.standing != Placement.Standing.DECLINED:
        _say_no(member, asked)
        record(actor=actor, verb="circles.decline", target=asked, concerns=[member], details=_where(asked))


@transaction.atomic
def ask_for_another(
    *, actor: Account, placement: Placement, reasons: Collection[str] = (), words: str = ""
) -> Placement:
    """Say no to this seat and yes to another. The place in the line is kept; reasons may be given, now or later.

    ``reasons`` are values of :class:`Reason`; ``words`` say it in one's own. A second call replaces what was said.

    :raises PermissionDenied: if the placement is somebody else's.
    :raises Refused: if it is no longer open.
    :raises ValidationError: for reasons that there are not, or too many words.
    """
    member, asked = _lock(actor, placement)
    said = _checked(reasons, words)
    if asked.standing != Placement.Standing.DECLINED:
        _say_no(member, asked)
    asked.answer, asked.reasons = Placement.Answer.ANOTHER, said
    asked.save(update_fields=["answer", "reasons"])
    _keep_place(member, asked, not_before=None)
    record(actor=actor, verb="circles.another", target=asked, concerns=[member], details=_where(asked))
    return asked


@transaction.atomic
def rather_wait(*, actor: Account, placement: Placement, until: date | None = None) -> Placement:
    """Say no for now: no proposal comes before ``until``, or before one says so. The place in the line is kept.

    :raises PermissionDenied: if the placement is somebody else's.
    :raises Refused: if it is no longer open.
    :raises ValidationError: for a day that is past or more than a year away.
    """
    member, asked = _lock(actor, placement)
    today = timezone.now().date()
    if until is not None and not today < until <= today + LONGEST_WAIT:
        raise ValidationError({"until": _("Choose a day between tomorrow and a year from now, or none.")})
    if asked.standing != Placement.Standing.DECLINED:
        _say_no(member, asked)
    asked.answer, asked.reasons = Placement.Answer.WAIT, []
    asked.save(update_fields=["answer", "reasons"])
    _keep_place(member, asked, not_before=until or UNTIL_I_SAY)
    details = _where(asked) | ({"until": until.isoformat()} if until else {})
    record(actor=actor, verb="circles.rather_wait", target=asked, concerns=[member], details=details)
    return asked


def _lock(actor: Account, placement: Placement) -> tuple[Member, Placement]:
    """The member and their placement, locked, as long as it can be answered with a no."""
    member = lock_own(actor, placement.member_id)
    asked = Placement.objects.select_for_update().get(pk=placement.pk)
    if asked.standing not in (Placement.Standing.OFFERED, Placement.Standing.DECLINED):
        raise Refused(_("This proposal is no longer open. A seat you have taken can be left on the circle's page."))
    return member, asked


def _say_no(member: Member, asked: Placement) -> None:
    asked.standing = Placement.Standing.DECLINED
    asked.decided_at = timezone.now()
    asked.save(update_fields=["standing", "decided_at"])
    above = withdraw_above(member, asked)
    for circle in lock_circles(above | {asked.circle_id}).values():
        settle(circle)


def _keep_place(member: Member, asked: Placement, *, not_before: date | None) -> None:
    """Who has no ten stays in the line, where they were. Who has one keeps it, and that is all."""
    if asked.level > 1 or Seat.objects.filter(member=member, level=1, left_at__isnull=True).exists():
        return
    member.waits_since = member.waits_since or timezone.now()
    member.not_before = not_before
    member.save(update_fields=["waits_since", "not_before"])


def _checked(reasons: Collection[str], words: str) -> list[str]:
    """The reasons in their order, then the words; each once."""
    unknown = set(reasons) - set(Reason.values)
    if unknown:
        raise ValidationError({"reasons": _("There is no such reason.")})
    tidy = " ".join(words.split())
    if len(tidy) > MOST_LETTERS:
        raise ValidationError({"words": _("Say it in up to %(most)d letters.") % {"most": MOST_LETTERS}})
    chosen: Sequence[str] = [reason for reason in Reason.values if reason in reasons]
    return [*chosen, *([tidy] if tidy else [])]


def _where(asked: Placement) -> dict[str, object]:
    return {"circle": asked.circle_id}
