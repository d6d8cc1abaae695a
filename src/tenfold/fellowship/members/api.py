"""Members for other programs: the same acts and questions as the pages, with the same rights."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Status

from . import actions, queries, schemas
from .actions.invitations import path_of
from .bearer import in_person
from .guards import account_of
from .models import Member
from .profile import profile_of
from .visibility import SEEN, seen_attribute

router = Router(tags=["members"])
REFUSED = {403: schemas.MistakesOut, 422: schemas.MistakesOut}
ON_A_PAGE = 100
Answer = Any


def mine(request: HttpRequest) -> Member:
    """The person who asks, also one who has left."""
    member = queries.member_of(account=account_of(request))
    if member is None:
        raise Http404
    return member


@router.get("me", response=schemas.ProfileOut, url_name="me")
def me(request: HttpRequest) -> Answer:
    """What I say of myself, and who else sees which part of it."""
    return profile_out(mine(request))


@router.patch("me", response={200: schemas.ProfileOut, **REFUSED})
def change_me(request: HttpRequest, body: schemas.ProfileIn) -> Answer:
    """Change my profile."""
    said = {name: value for name, value in body.dict().items() if value is not None}
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    profile = dataclasses.replace(profile_of(mine(request)), **{**said, **lists})
    return profile_out(actions.update_profile(actor=account_of(request), profile=profile))


@router.get("me/export", response={200: None, 403: schemas.MistakesOut}, url_name="me_export")
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me, as a zip file of JSON and CSV."""
    return HttpResponse(
        actions.export(actor=account_of(request)), content_type="application/zip", headers={"Cache-Control": "no-store"}
    )


@router.post("me/leave", response={204: None, 403: schemas.MistakesOut}, url_name="me_leave", auth=in_person)
def leave(request: HttpRequest) -> Answer:
    """Leave the fellowship and every circle, at once: in person, not by a token."""
    actions.leave(actor=account_of(request))
    return Status(204, None)


@router.get("members", response={200: schemas.MembersOut, 403: schemas.MistakesOut}, url_name="members")
def members(request: HttpRequest, narrowing: Query[schemas.Narrowing], page: int = 1) -> Answer:
    """Everybody, for stewards, page by page."""
    found = queries.find_members(viewer=account_of(request), search=queries.Search(**narrowing.dict()))
    shown = Paginator(found, ON_A_PAGE).get_page(page)
    return {
        "page": shown.number,
        "pages": shown.paginator.num_pages,
        "count": shown.paginator.count,
        "members": [member_out(member) for member in shown],
    }


@router.get(
    "invitations", response={200: list[schemas.InvitationOut], 403: schemas.MistakesOut}, url_name="invitations"
)
def invitations(request: HttpRequest, page: int = 1) -> Answer:
    """Links that stewards made to be handed on, newest first, page by page."""
    return list(Paginator(queries.invitations(viewer=account_of(request)), ON_A_PAGE).get_page(page))


@router.post("invitations", response={201: schemas.InvitationMadeOut, **REFUSED})
def invite(request: HttpRequest, body: schemas.InvitationIn) -> Answer:
    """Make a link; its secret is told this once."""
    invitation, token = actions.create_invitation(actor=account_of(request), **body.dict())
    shown = schemas.InvitationOut.from_orm(invitation).dict()
    return Status(201, {**shown, "link": f"{settings.URL}{path_of(token)}"})


@router.delete("invitations/{int:pk}", response={204: None, 403: schemas.MistakesOut}, url_name="invitation")
def revoke(request: HttpRequest, pk: int) -> Answer:
    """Close a link."""
    found = queries.access_invitation(viewer=account_of(request), pk=pk)
    actions.revoke_invitation(actor=account_of(request), invitation=found)
    return Status(204, None)


def profile_out(member: Member) -> dict[str, Any]:
    asked = {f"attributes.{question.key}": seen_attribute(question).words for question in queries.attributes()}
    seen = {**{name: seen.words for name, seen in SEEN.items()}, **asked}
    return {
        **dataclasses.asdict(profile_of(member)),
        "key": member.key,
        "standing": member.standing,
        "email": member.address,
        "seen_by": {name: str(words) for name, words in seen.items()},
    }


def member_out(member: Member) -> dict[str, Any]:
    plain = ("key", "standing", "name", "external_id", "zone", "country", "origin", "gift")
    return {
        **{name: getattr(member, name) for name in plain},
        "email": member.address,
        "languages": [language.code for language in member.languages.all()],
        "roles": [grant.role for grant in member.roles.all()],
    }
