"""What anybody may read, and stewards write."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Router, Status

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.schemas import MistakesOut

from .. import actions, schemas
from ..queries.path import lessons
from ..queries.purpose import access_version, versions
from .shapes import (
    ON_A_PAGE,
    REFUSED,
    Answer,
    entry_out,
    purpose_out,
)

router = Router(tags=["threshold"])


@router.get("purpose", response={200: schemas.PurposeOut, 404: MistakesOut}, auth=None, url_name="purpose")
def purpose(request: HttpRequest) -> Answer:  # noqa: ARG001
    """What the fellowship is for: the version in force."""
    found = versions().first()
    if found is None:
        raise Http404
    return purpose_out(found)


@router.get("purpose/versions", response=list[schemas.PurposeOut], auth=None, url_name="purpose_versions")
def purpose_versions(request: HttpRequest, page: int = 1) -> Answer:  # noqa: ARG001
    """All versions, the newest first, page by page."""
    return [purpose_out(one) for one in Paginator(versions(), ON_A_PAGE).get_page(page)]


@router.get("entry", response=schemas.EntryOut, auth=None, url_name="entry")
def entry(request: HttpRequest) -> Answer:  # noqa: ARG001
    """The rules of entry, and for whom it is open."""
    return entry_out()


@router.get("path", response=list[schemas.TextOut], auth=None, url_name="path")
def path(request: HttpRequest) -> Answer:  # noqa: ARG001
    """The texts of the preparatory path, in the language that the request asks for."""
    return lessons()


# At the same addresses, for stewards


@router.post("purpose/versions", response={201: schemas.PurposeOut, **REFUSED})
def write_purpose(request: HttpRequest, body: schemas.PurposeIn) -> Answer:
    """For stewards: write a new version."""
    made = actions.write_purpose(actor=account_of(request), texts=body.texts, note=body.note)
    return Status(201, purpose_out(access_version(number=made.number)))


@router.put("entry", response={200: schemas.EntryOut, **REFUSED})
def set_entry(request: HttpRequest, body: schemas.EntryIn) -> Answer:
    """Say who may ask to enter and by which rules. Who waits and meets the new ones is a member at once."""
    actions.set_entry(actor=account_of(request), asking=body.asking, rules=body.rules, stands_for=body.stands_for)
    return entry_out()
