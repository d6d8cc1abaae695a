"""Tokens for other programs: listed with any key, made and ended in person only."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from . import actions, queries
from .bearer import in_person
from .guards import account_of
from .schemas import MistakesOut

router = Router(tags=["members"])
Answer = Any


class TokenIn(Schema):
    name: str = Field(min_length=1, max_length=80, description="what it is for")
    scope: Literal["read", "write"] = Field("read", description="write: read and write")
    days: int = Field(90, ge=1, le=366)


class TokenOut(Schema):
    """A token without its secret, of which only a digest is kept."""

    id: int
    name: str
    scope: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class TokenMadeOut(TokenOut):
    """``secret`` is told this once."""

    secret: str


@router.get("me/tokens", response=list[TokenOut], url_name="my_tokens")
def my_tokens(request: HttpRequest) -> Answer:
    """My tokens, newest first, ended ones too."""
    return list(queries.api_tokens(viewer=account_of(request)))


@router.post(
    "me/tokens",
    response={201: TokenMadeOut, 403: MistakesOut, 409: MistakesOut, 422: MistakesOut},
    url_name="token_make",
    auth=in_person,
)
def token_make(request: HttpRequest, body: TokenIn) -> Answer:
    """Make a token for a program, in person; its secret is told this once."""
    token, secret = actions.create_api_token(actor=account_of(request), **body.dict())
    return Status(201, {**TokenOut.from_orm(token).dict(), "secret": secret})


@router.delete("me/tokens/{int:pk}", response={204: None}, url_name="token_end", auth=in_person)
def token_end(request: HttpRequest, pk: int) -> Answer:
    """End a token at once, in person."""
    token = queries.access_api_token(viewer=account_of(request), pk=pk)
    actions.revoke_api_token(actor=account_of(request), token=token)
    return Status(204, None)
