"""Writing a desire, changing it while nobody has answered, withdrawing it, saying it anew."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.refusals import Refused

from ..models import LONGEST, Counts, Desire, SeasonRound
from ..reach import may_see, open_to_desires
from ..signals import words_gone
from .common import acting, locked, out_of_date, spoken, tidy


@transaction.atomic
def write_desire(
    *,
    actor: Account,
    circle: Circle | None,
    text: str,
    language: str,
    anonymous: bool = False,
    season_round: SeasonRound | None = None,
    follows: Desire | None = None,
) -> Desire:
    """Say what one desires for a circle one belongs to, or (``circle`` None) for the whole.

    With ``follows`` it is a new version of one's own earlier desire, which is withdrawn in the same act.

    :raises PermissionDenied: for a circle one does not belong to, or somebody else's earlier desire.
    :raises ValidationError: for no words, too many, or no language.
    :raises Refused: where the circle is closed, the round is not open, or it was a lot for one day.
    """
    member = acting(actor)
    _may_write(member, circle)
    _not_too_many(member)
    if season_round is not None and season_round.standing != SeasonRound.Standing.OPEN:
        raise Refused(_("This round takes no desires now. You can write it outside of the round."))
    if follows is not None:
        follows = _to_follow(follows, member, circle)
    made = _made(
        author=member,
        anonymous=anonymous,
        circle=circle,
        text=tidy(text, LONGEST),
        language=spoken(language),
        season_round=season_round,
        follows=follows,
    )
    record(actor=actor, verb="desires.write", target=made, concerns=[member])
    return made


@transaction.atomic
def write_for_circle(
    *,
    actor: Account,
    from_circle: Circle,
    circle: Circle | None,
    text: str,
    language: str,
    season_round: SeasonRound | None = None,
    follows: Desire | None = None,
) -> Desire:
    """Carry a circle's one desire up, as a desire of the circle above it (``circle`` None: of the whole).

    With ``follows`` it takes the place of what the circle had carried up there before, which is ended with
    :func:`end_for_circle`. It has no single author. Whether ``actor`` may carry the circle's voice is for
    ``one_desire`` to say, which asks before it calls this; here they have to sit in it.

    :raises PermissionDenied: for whoever does not sit in ``from_circle``, and for a circle that is not above it.
    """
    member = acting(actor)
    if not Seat.objects.filter(circle=from_circle, member=member, left_at__isnull=True).exists():
        raise PermissionDenied(_("Only those who sit in a circle carry its desire up."))
    if circle is not None and from_circle.parent_id != circle.pk:
        raise PermissionDenied(_("A circle's desire is carried into the circle above it."))
    made = _made(
        author=None,
        circle=circle,
        from_circle=from_circle,
        text=tidy(text, LONGEST),
        language=spoken(language),
        season_round=season_round,
        follows=follows,
    )
    record(actor=actor, verb="desires.carry", target=made, concerns=[member])
    return made


def end_for_circle(desire: Desire) -> None:
    """Ask nobody any more about a desire that a circle had carried up; where its words were taken in, they stay.

    A step of an act of ``one_desire``, which records it.
    """
    if desire.standing == Desire.Standing.OPEN:
        _end(desire)


def say_anew_for_circle(former: Desire, text: str) -> Desire:
    """What a circle had carried up in other words: a new desire in its place, for nobody has answered these.

    A step of an act of ``one_desire``, which records it.
    """
    end_for_circle(former)
    return _made(
        author=None,
        circle=former.circle,
        from_circle=former.from_circle,
        text=text,
        language=former.language,
        season_round=former.season_round,
        follows=former,
    )


def redact_for_circle(desire: Desire, text: str) -> None:
    """Leave of what a circle had carried up only ``text``, in every language.

    A step of an act of ``one_desire``, which records it.
    """
    Desire.objects.filter(pk=desire.pk).update(text=text)
    desire.renderings.all().delete()


@transaction.atomic
def edit_desire(*, actor: Account, desire: Desire, text: str, language: str, anonymous: bool) -> Desire:
    """Change one's own desire, as long as nobody else has answered it. Whether one's name is shown can always change.

    :raises PermissionDenied: for somebody else's.
    :raises Refused: once somebody else has answered, and for what is no longer open.
    """
    member = acting(actor)
    now = _own(locked(desire), member)
    words, code = tidy(text, LONGEST), spoken(language)
    renamed = (words, code) == (now.text, now.language)
    if not renamed and now.responses.exclude(member=member).exists():
        raise Refused(
            _("Somebody has answered these words, so they stay as they are. You can write a new version instead.")
        )
    if not renamed:
        now.renderings.all().delete()  # they say what was written before
        if settings.TRANSLATOR:
            transaction.on_commit(lambda: ask_the_translator(now))
    now.text, now.language, now.anonymous = words, code, anonymous
    now.save(update_fields=["text", "language", "anonymous"])
    record(actor=actor, verb="desires.edit", target=now, concerns=[member])
    return now


@transaction.atomic
def withdraw_desire(*, actor: Account, desire: Desire) -> Desire:
    """Take one's desire back: nobody is asked about it any more, and its words leave where they were taken.

    :raises PermissionDenied: for somebody else's.
    :raises Refused: for what is no longer open.
    """
    member = acting(actor)
    now = _own(locked(desire), member)
    _withdraw(now)
    record(actor=actor, verb="desires.withdraw", target=now, concerns=[member])
    return now


def _made(*, follows: Desire | None = None, **fields: object) -> Desire:
    if follows is not None and follows.standing == Desire.Standing.OPEN:
        _withdraw(follows)
    made: Desire = Desire.objects.create(follows=follows, **fields)
    Counts.objects.create(desire=made)
    out_of_date(made.circle)
    if settings.TRANSLATOR:
        transaction.on_commit(lambda: ask_the_translator(made))
    return made


def ask_the_translator(desire: Desire) -> None:
    """Have the desire rendered, later, by the worker."""
    from ..jobs import render

    render.enqueue(desire.pk)


def _withdraw(desire: Desire) -> None:
    _end(desire)
    words_gone.send(sender=Desire, desire=desire)


def _end(desire: Desire) -> None:
    desire.standing, desire.ended_at = Desire.Standing.WITHDRAWN, timezone.now()
    desire.save(update_fields=["standing", "ended_at"])
    out_of_date(desire.circle)


def _may_write(member: Member, circle: Circle | None) -> None:
    if not may_see(member, circle):
        raise PermissionDenied(_("One writes to one's own circles and to the whole."))
    if circle is not None and not open_to_desires(circle):
        raise Refused(_("This circle is closed. You can write to the whole."))


def _not_too_many(member: Member) -> None:
    since = timezone.now() - timedelta(days=1)
    most = settings.DESIRES_A_DAY
    if Desire.objects.filter(author=member, created_at__gte=since).count() >= most:
        words = ngettext(
            "You have written %(most)d desire since yesterday. Write this one tomorrow.",
            "You have written %(most)d desires since yesterday. Write this one tomorrow.",
            most,
        )
        raise Refused(words % {"most": most})


def _own(desire: Desire, member: Member) -> Desire:
    if desire.author_id != member.pk:
        raise PermissionDenied(_("This is somebody else's desire."))
    if desire.standing != Desire.Standing.OPEN:
        raise Refused(_("This desire is no longer open. You can write a new one."))
    return desire


def _to_follow(earlier: Desire, member: Member, circle: Circle | None) -> Desire:
    """One's own earlier desire for the same circle, locked, of which there is no newer version yet."""
    now = locked(earlier)
    if now.author_id != member.pk:
        raise PermissionDenied(_("This is somebody else's desire."))
    if now.circle_id != (circle.pk if circle else None):
        raise Refused(_("A new version is written for the same circle as the one before."))
    if now.standing == Desire.Standing.HIDDEN or Desire.objects.filter(follows=now).exists():
        raise Refused(_("There is a newer version of this desire already, or it is hidden. Write a new one."))
    return now
