"""A circle's inner work, for other programs of those who sit in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.members.guards import account_of

from .actions import share, take_back
from .models import Sharing
from .queries import access_own_sharing, sharings

router = Router(tags=["practice"])


class SharingOut(Schema):
    """A few words, and the key of who gave them."""

    id: int
    by: str
    name: str
    at: datetime
    text: str


class SharingIn(Schema):
    text: str


@router.get("circles/{int:level}-{int:number}/inner", response=list[SharingOut])
def inner(request: HttpRequest, level: int, number: int, page: int = 1) -> Any:
    """What was shared in my circle, the latest first, page by page."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    return [sharing_out(found) for found in sharings(circle, viewer=account_of(request), page=page)]


@router.post("circles/{int:level}-{int:number}/inner", response={201: SharingOut})
def inner_share(request: HttpRequest, level: int, number: int, said: SharingIn) -> Any:
    """Share a few words with those who sit in my circle."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    return Status(201, sharing_out(share(actor=account_of(request), circle=circle, text=said.text)))


@router.delete("sharings/{int:pk}", response={204: None})
def inner_take_back(request: HttpRequest, pk: int) -> Any:
    """Take back what I shared."""
    take_back(actor=account_of(request), sharing=access_own_sharing(viewer=account_of(request), pk=pk))
    return Status(204, None)


def sharing_out(sharing: Sharing) -> dict[str, Any]:
    return {
        "id": sharing.pk,
        "by": sharing.member.key,
        "name": sharing.member.name,
        "at": sharing.at,
        "text": sharing.text,
    }
