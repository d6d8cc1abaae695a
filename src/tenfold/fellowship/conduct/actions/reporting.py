"""The first stages of a case: it is reported, the person concerned is told and can answer."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.refusals import Refused

from ..letters import write_about
from ..models import Case, Step
from ..places import places
from ..queries import may_decide

ANSWER_DAYS = 7
"""So long the person concerned can answer before a steward may decide without their answer."""

MOST_OPEN = 10
"""A member has so many matters open at most; more could bury the stewards."""

LONGEST = 4000


@transaction.atomic
def report(*, actor: Account, words: str, about: Member | None = None, where: str = "", quote: str = "") -> Case:
    """Open a case about a person, a circle ("level-number") or a text. Stewards read it; nobody else does.

    Somebody who has left may report, too: one may leave because of what happened.

    :raises PermissionDenied: for whoever never was a member.
    :raises ValidationError: without words.
    :raises Refused: if too many matters of this member are open.
    """
    me = _person(actor)
    if about is not None and about.pk == me.pk:
        raise PermissionDenied(_("One cannot report oneself."))
    if me.cases_reported.exclude(stage=Case.Stage.CLOSED).count() >= MOST_OPEN:
        raise Refused(_("Several matters of yours are open. Please wait until one of them is closed."))
    case = Case.objects.create(
        kind=Case.Kind.PERSON if about else Case.Kind.TEXT if quote.strip() or not where else Case.Kind.CIRCLE,
        reporter=me,
        about=about,
        where=where,
        quote=_checked(quote, "quote", required=False),
        words=_checked(words, "words"),
    )
    Step.objects.create(case=case, kind=Step.Kind.OPENED, by=actor)
    record(actor=actor, verb="conduct.report", target=case, concerns=[me])
    return case


@transaction.atomic
def take_back(*, actor: Account, case: Case) -> None:
    """Take a report back, as long as nobody was told of it.

    :raises PermissionDenied: if it is somebody else's.
    :raises Refused: once the person concerned was told.
    """
    locked = lock(case)
    me = _person(actor)
    if locked.reporter_id != me.pk:
        raise PermissionDenied(_("Only who reported a matter can take it back."))
    if locked.stage != Case.Stage.OPENED:
        raise Refused(_("The person concerned was told of it: it goes its way now. Write to the stewards if need be."))
    step(locked, Step.Kind.TAKEN_BACK, actor, stage=Case.Stage.CLOSED)
    record(actor=actor, verb="conduct.take_back", target=locked, concerns=[me])


@transaction.atomic
def tell(*, actor: Account, case: Case, matter: str, about: Member | None = None) -> Case:
    """Tell the person concerned what is said to have happened, in a steward's words, and ask for their answer.

    :param about: who is concerned, where the report was about a circle or a text and did not say.
    :raises PermissionDenied: for a steward who is part of it, and everybody else.
    :raises ValidationError: without words.
    :raises Refused: if it was told already, or there is nobody to tell.
    """
    locked = lock_for_steward(actor, case)
    if locked.stage != Case.Stage.OPENED:
        raise Refused(_("This was done already."))
    if locked.about is None:
        locked.about = _named(locked, about)
        locked.save(update_fields=["about"])
        if not may_decide(locked, actor):
            raise PermissionDenied(_("You are part of this matter. Another steward goes on with it."))
    locked.matter = _checked(matter, "matter")
    locked.answer_by = timezone.now().date() + timedelta(days=ANSWER_DAYS)
    step(locked, Step.Kind.TOLD, actor, stage=Case.Stage.HEARD)
    record(actor=actor, verb="conduct.tell", target=locked, concerns=[locked.about])
    if locked.reporter:
        record(actor=actor, verb="conduct.go_on", target=locked, concerns=[locked.reporter])
    write_about(locked, locked.about)
    return locked


def _named(case: Case, about: Member | None) -> Member:
    """Whom a steward names in a report about a circle or a text: somebody who can be meant by it."""
    if about is None:
        raise Refused(_("Nobody is named whom it concerns. You can decide it as it is."))
    if about.pk not in who_may_be_meant(case):
        raise ValidationError({"about": _("This person does not sit where it happened.")})
    return about


def who_may_be_meant(case: Case) -> set[int]:
    """Who sits in the circle that a report is about, or ever sat with whom reported it."""
    met = places().ever_beside(case.reporter_id) if case.reporter_id else set()
    return (met | (places().seated_in(case.where) if case.where else set())) - {case.reporter_id}


@transaction.atomic
def answer(*, actor: Account, case: Case, words: str) -> None:
    """Answer what one was told, also more than once, until it is decided. Stewards read it.

    :raises PermissionDenied: for everybody but the person concerned.
    :raises Refused: once it is decided.
    """
    locked = lock(case)
    me = _person(actor)
    if locked.about_id != me.pk:
        raise PermissionDenied(_("Only the person concerned can answer."))
    if locked.stage not in (Case.Stage.HEARD, Case.Stage.APPEALED):
        raise Refused(_("This is not open for an answer now."))
    step(locked, Step.Kind.ANSWERED, actor, words=_checked(words, "words"))
    record(actor=actor, verb="conduct.answer", target=locked, concerns=[me])


def lock(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def lock_for_steward(actor: Account, case: Case) -> Case:
    """The same for a steward who may go on with it.

    :raises PermissionDenied: for everybody else.
    """
    require(actor, Permission.HANDLE_MATTERS)
    locked = lock(case)
    if not may_decide(locked, actor):
        raise PermissionDenied(_("You are part of this matter. Another steward goes on with it."))
    return locked


def step(case: Case, kind: Step.Kind, actor: Account | None, *, words: str = "", stage: str = "") -> None:
    """Write down one step of a locked case, and the stage it brings it to."""
    Step.objects.create(case=case, kind=kind, by=actor, words=words)
    case.stage = stage or case.stage
    case.closed_at = timezone.now() if case.stage == Case.Stage.CLOSED else None
    case.save()


def _person(actor: Account) -> Member:
    """A member, also one who has left."""
    member = member_of(account=actor)
    if member is None or member.standing not in (Standing.ENTERED, Standing.LEFT):
        raise PermissionDenied(_("You are not a member."))
    return member


def _checked(text: str, field: str, *, required: bool = True) -> str:
    said = text.strip()
    if required and not said:
        raise ValidationError({field: _("Write at least a sentence.")})
    if len(said) > LONGEST:
        raise ValidationError({field: _("Write up to %(most)d letters.") % {"most": LONGEST}})
    return said
