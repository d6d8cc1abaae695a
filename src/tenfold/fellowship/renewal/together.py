"""A yes to a placement that holds only together with others: kept until they have said it too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.models import Formation, Placement
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account

from .actions.answering import follow, follow_up, lock_all, say
from .models import Change, Consent

NOT_YES = ("circles.decline", "circles.another", "circles.rather_wait", "circles.lapse")


def lock(placement: Placement) -> None:
    """The rows of everybody who is asked together with this one."""
    consent = _consent(placement)
    if consent is not None and consent.change.standing == Change.Standing.OPEN:
        lock_all(consent.change)


def hold(placement: Placement, actor: Account) -> bool:
    """Keep a yes; False when with it there are enough and it takes effect now.

    :raises Refused: if somebody else has said no since.
    """
    consent = _consent(placement)
    if consent is None or consent.change.standing == Change.Standing.DONE:
        return False
    if consent.change.standing == Change.Standing.DROPPED:
        raise Refused(_("This was proposed to several together, and somebody stays. Nothing changes for you."))
    say(consent, True)
    if follow(consent.change, but=placement):
        return False
    record(actor=actor, verb="renewal.agree", target=consent.change, concerns=[consent.member])
    return True


def after_a_no(*, verb: str, target: str, **_more: Any) -> None:
    """Somebody has said no, or nothing in time: what held only together may be over."""
    if verb not in NOT_YES or not target.startswith("circles.placement:"):
        return
    open_ones = Consent.objects.filter(
        placement=int(target.partition(":")[2]),
        change__standing=Change.Standing.OPEN,
        change__formation__standing=Formation.Standing.PUBLISHED,
    )
    for consent in open_ones.select_related("change"):
        follow_up(consent.change)


def _consent(placement: Placement) -> Consent | None:
    return Consent.objects.select_related("change", "member").filter(placement=placement).first()
