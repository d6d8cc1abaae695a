"""The only ways to reach a desire: each checks the right to see it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.access import access_circle
from tenfold.fellowship.conduct.quoting import Quoted
from tenfold.fellowship.members import choices
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import member_of

from ..models import Desire, Rendering
from ..reach import may_see

BESIDE = ("circle", "from_circle", "author", "counts", "figure", "season_round", "follows")


def entered(viewer: Account) -> Member:
    """The member behind an account.

    :raises Http404: for whoever has not entered.
    """
    member = member_of(account=viewer)
    if member is None or member.standing != Standing.ENTERED:
        raise Http404
    return member


def access_scope(*, viewer: Account, level: int, number: int) -> Circle:
    """A circle whose desires the viewer reads: they belong to it, or keep the rules of desires.

    :raises Http404: for anybody else.
    """
    circle = access_circle(viewer=viewer, level=level, number=number)
    if may_see(entered(viewer), circle) or allowed(viewer, Permission.MODERATE_DESIRES):
        return circle
    raise Http404


def access_desire(*, viewer: Account, key: str) -> Desire:
    """A desire that the viewer may read. What is hidden is read by its author and the stewards alone.

    :raises Http404: for anything else.
    """
    member = entered(viewer)
    rows = Desire.objects.select_related(*BESIDE).prefetch_related("renderings", "followed_by")
    desire = get_object_or_404(rows, key=key)
    if desire.author_id == member.pk:
        return desire
    hidden = desire.standing == Desire.Standing.HIDDEN
    if (hidden or not may_see(member, desire.circle)) and not allowed(viewer, Permission.MODERATE_DESIRES):
        raise Http404
    return desire


def access_rendering(*, viewer: Account, pk: int) -> Rendering:
    """What somebody said for a desire in another language. What is not shown is read by who gave it and the stewards.

    :raises Http404: for anything else.
    """
    try:
        found = get_object_or_404(Rendering.objects.select_related("by", "desire"), pk=pk)
    except OverflowError as error:
        raise Http404 from error
    found.desire = access_desire(viewer=viewer, key=found.desire.key)
    own = found.by_id == entered(viewer).pk
    if not found.current and not own and not allowed(viewer, Permission.MODERATE_DESIRES):
        raise Http404
    return found


def quoted_desire(viewer: Account, key: str) -> Quoted:
    """A desire as it is reported to the stewards; who wrote it without their name stays unnamed.

    :raises Http404: for what the viewer may not read.
    """
    desire = access_desire(viewer=viewer, key=key)
    return Quoted(desire.text, _address(desire), _where(desire))


def quoted_rendering(viewer: Account, key: str) -> Quoted:
    """Words in another language as they are reported: with their language and the original. Who gave them is not
    told to whoever reports; stewards see it where the address leads.

    :raises Http404: for what the viewer may not read.
    """
    if not (key.isascii() and key.isdecimal()):
        raise Http404
    found = access_rendering(viewer=viewer, pk=int(key))
    beside = _("Said in %(language)s. The original, in %(original)s: “%(text)s”") % {
        "language": choices.language_name(found.language),
        "original": choices.language_name(found.desire.language),
        "text": f"\u2068{found.desire.text}\u2069",  # in its own direction, also where nothing but text is kept
    }
    return Quoted(found.text, f"{_address(found.desire)}#languages", _where(found.desire), beside)


def _address(desire: Desire) -> str:
    return f"{settings.URL}{reverse('desire', args=[desire.key])}"


def _where(desire: Desire) -> str:
    """Its circle as level-number, "" for the whole."""
    return f"{desire.circle.level}-{desire.circle.number}" if desire.circle else ""
