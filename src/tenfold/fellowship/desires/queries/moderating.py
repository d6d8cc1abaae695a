"""The public log of what was hidden, and what stewards look at."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.permissions import Permission, allowed, require

from ..models import Crowd, Desire, Hiding, Rendering
from ..reach import circles_of

PER_PAGE = 30


def public_log(*, viewer: Member, page: int | str = 1) -> Page[Hiding]:
    """What was hidden where the viewer reads: the rule, the reason and the time, no names and no words of it."""
    own = [circle.pk for circle in circles_of(viewer)]
    found = Hiding.objects.filter(Q(desire__circle=None) | Q(desire__circle__in=own)).select_related("desire__circle")
    return Paginator(found, PER_PAGE).get_page(page)


def hiding_of(desire: Desire) -> Hiding | None:
    """Why a desire is, or last was, hidden."""
    return Hiding.objects.filter(desire=desire, language="").first()


def hiding_of_rendering(rendering: Rendering) -> Hiding | None:
    """Why words in another language are, or last were, hidden."""
    return Hiding.objects.filter(rendering=rendering).first()


def hidden_now(*, viewer: Account, page: int | str = 1) -> Page[Hiding]:
    """What is hidden now, desires and words of desires in other languages, for those who keep the rules."""
    require(viewer, Permission.MODERATE_DESIRES)
    desires = Q(language="", desire__standing=Desire.Standing.HIDDEN)
    found = Hiding.objects.filter(desires | Q(rendering__hidden=True), lifted_at=None)
    return Paginator(found.select_related("desire__circle", "rendering"), PER_PAGE).get_page(page)


def crowds(*, viewer: Account, page: int | str = 1) -> Page[Crowd]:
    """Many new accounts that answered alike at once, the latest first: numbers, never who."""
    require(viewer, Permission.MODERATE_DESIRES)
    return Paginator(Crowd.objects.defer("behind").select_related("desire__circle"), PER_PAGE).get_page(page)


def new_crowds(*, viewer: Account) -> int:
    """How many of them no steward has looked at yet; 0 for whoever does not keep the rules."""
    return Crowd.objects.filter(looked_at=None).count() if allowed(viewer, Permission.MODERATE_DESIRES) else 0


def access_crowd(*, viewer: Account, pk: int) -> Crowd:
    """One of them.

    :raises Http404: where there is none.
    """
    require(viewer, Permission.MODERATE_DESIRES)
    try:
        return get_object_or_404(Crowd.objects.defer("behind").select_related("desire"), pk=pk)
    except OverflowError as error:
        raise Http404 from error
