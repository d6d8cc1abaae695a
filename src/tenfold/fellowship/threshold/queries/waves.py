"""Waves: for which countries, origins and cities entry is open, and how dense each is. For stewards."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Wave


@dataclass(frozen=True, slots=True)
class Density:
    """How many of a country or an origin are here, ask to enter, or are invited; and the wave that was made for it."""

    kind: str
    value: str
    members: int
    waiting: int
    invited: int
    wave: Wave | None


def waves(*, viewer: Account) -> QuerySet[Wave]:
    """All waves with their codes."""
    require(viewer, Permission.SET_ENTRY)
    return Wave.objects.all()


def access_wave(*, viewer: Account, pk: int) -> Wave:
    require(viewer, Permission.SET_ENTRY)
    found = Wave.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def density(*, viewer: Account, kind: str) -> list[Density]:
    """One line for each country or origin, the densest first, in two statements; a wave without anybody has one too."""
    require(viewer, Permission.SET_ENTRY)
    column = {Wave.Kind.COUNTRY.value: "country", Wave.Kind.ORIGIN.value: "origin"}[kind]
    made = {wave.value: wave for wave in Wave.objects.filter(kind=kind)}
    asked = Q(standing=Standing.APPLYING, application__asked_at__isnull=False, application__withdrawn_at=None)
    counted = (
        Member.objects.order_by()
        .exclude(**{column: ""})
        .values_list(column)
        .annotate(
            members=Count("pk", filter=Q(standing=Standing.ENTERED)),
            waiting=Count("pk", filter=asked),
            invited=Count("pk", filter=Q(standing=Standing.INVITED)),
        )
    )
    found = {
        value: Density(kind, value, members, waiting, invited, made.get(value))
        for value, members, waiting, invited in counted
        if members or waiting or invited
    }
    for value, wave in made.items():
        found.setdefault(value, Density(kind, value, 0, 0, 0, wave))
    return sorted(found.values(), key=lambda one: (-one.members, -one.waiting, one.value))


def wave_by_code(code: str) -> Wave | None:
    """The wave whose code this is, written with or without dash and in whatever case; None when it is used up."""
    tidy = "".join(sign for sign in code.upper() if sign.isalnum())
    found = Wave.objects.filter(code=f"{tidy[:4]}-{tidy[4:8]}").first() if len(tidy) == 8 else None
    if found is None or (found.uses is not None and found.used >= found.uses):
        return None
    return None if found.until is not None and found.until < timezone.localdate() else found
