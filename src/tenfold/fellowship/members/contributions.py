"""What this room puts into everybody's export: all that is kept about a person, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.audit.words import words_of

from .export import Row, contribute
from .models import ApiToken, Member


def profile(member: Member) -> Iterator[Row]:
    yield {
        "key": member.key,
        "standing": member.standing,
        "name": member.name,
        "email": member.address,
        "zone": member.zone,
        "hours": member.hours,
        "country": member.country,
        "origin": member.origin,
        "gift": member.gift,
        "id_in_the_spreadsheet": member.external_id,
        "created_at": member.created_at,
        "entered_at": member.entered_at,
        "letter_at": member.letter_at,
        "waits_since": member.waits_since,
        "not_before": member.not_before,
    }


def languages(member: Member) -> Iterator[Row]:
    for language in member.languages.all():
        yield {"rank": language.rank, "language": language.code}


def answers(member: Member) -> Iterator[Row]:
    for value in member.attribute_values.select_related("attribute"):
        yield {"question": value.attribute.label, "answer": value.value}


def wishes(member: Member) -> Iterator[Row]:
    for wish in member.wishes.all():
        yield {"kind": wish.kind, "who": wish.written}


def roles(member: Member) -> Iterator[Row]:
    for grant in member.roles.all():
        yield {"role": grant.role, "granted_at": grant.granted_at}


def invitations(member: Member) -> Iterator[Row]:
    for invitation in member.invitations.all():
        yield {
            "created_at": invitation.created_at,
            "expires_at": invitation.expires_at,
            "taken_up": invitation.uses_left == 0,
            "revoked_at": invitation.revoked_at,
        }


def record(member: Member) -> Iterator[Row]:
    for entry in entries_concerning(member):
        yield {
            "at": entry.at,
            "what": words_of(entry),
            "verb": entry.verb,
            "by_yourself": entry.actor_id is not None and entry.actor_id == member.account_id,
            "details": entry.details,
        }


def tokens(member: Member) -> Iterator[Row]:
    """What opens the API for the member's programs; the secrets themselves are kept nowhere."""
    for token in ApiToken.objects.filter(account=member.account_id):
        yield {
            "name": token.name,
            "scope": token.scope,
            "created_at": token.created_at,
            "expires_at": token.expires_at,
            "last_used_at": token.last_used_at,
            "revoked_at": token.revoked_at,
        }


def account(member: Member) -> Iterator[Row]:
    """The door key: how the person comes in."""
    if member.account:
        yield {
            "email": member.account.email,
            "created_at": member.account.created_at,
            "last_login": member.account.last_login,
        }


def contribute_all() -> None:
    """Put the tables of this room into the export."""
    for name, function in {
        "account": account,
        "answers": answers,
        "invitations": invitations,
        "languages": languages,
        "profile": profile,
        "record": record,
        "roles": roles,
        "tokens": tokens,
        "wishes": wishes,
    }.items():
        contribute(name, function)
