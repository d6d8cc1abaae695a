"""What goes away with a person who has everything about them erased."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Member

from ..models import Case, Step


@transaction.atomic
def forget(*, member: Member) -> None:
    """Take somebody out of every case just before they are erased: their words, and what was written about them.

    What the other side wrote stays theirs. An open case is closed when there is nobody left whom it concerns, or when
    who reported it goes before anybody was told. Blocks go with the person by themselves.
    """
    for case in Case.objects.select_for_update().filter(about=member):
        case.matter = ""
        case.decisions.all().delete()
        _close(case)
    for case in Case.objects.select_for_update().filter(reporter=member):
        case.words = case.quote = ""
        if case.stage == Case.Stage.OPENED:
            _close(case)
        case.save()
    if member.account_id:
        Step.objects.filter(by=member.account_id).update(words="")


def _close(case: Case) -> None:
    if case.stage != Case.Stage.CLOSED:
        case.stage = Case.Stage.CLOSED
        case.closed_at = timezone.now()
        Step.objects.create(case=case, kind=Step.Kind.CLOSED)
        record(actor=None, verb="conduct.close", target=case)
    case.save()
