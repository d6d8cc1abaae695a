"""Reading who is here. Every page, API call and shell command asks here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.audit.queries import Acts, acts_of_stewards
from tenfold.fellowship.once import once

from .models import (
    Account,
    ApiToken,
    Attribute,
    Fellowship,
    Invitation,
    Member,
    MemberLanguage,
    Role,
    RoleGrant,
    Standing,
    Upload,
)
from .permissions import Permission, require
from .tokens import digest_of


@once
def fellowship() -> Fellowship:
    """The fellowship this installation serves; an unsaved one with its defaults before the first steward came in."""
    return Fellowship.objects.filter(pk=1).first() or Fellowship(pk=1, name="Tenfold")


@once
def member_of(*, account: Account) -> Member | None:
    """The member an account opens, or None for an account that is nobody yet."""
    return Member.objects.filter(account_id=account.pk).first()


def attributes() -> list[Attribute]:
    """The questions that the stewards added to the profile."""
    return list(Attribute.objects.all())


def origins() -> list[str]:
    """Origins that others have written, the most frequent first, to choose from while writing one's own."""
    here = Member.objects.exclude(origin="").exclude(standing=Standing.APPLYING)
    found = here.values_list("origin").annotate(times=Count("pk")).order_by("-times")
    return [origin for origin, _times in found[:100]]


WAITING = "waiting"
"""Beside the standings, one can look for members who wish for a ten."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a steward looks for; what is empty does not narrow the list."""

    words: str = ""
    standing: str = ""
    language: str = ""
    country: str = ""
    origin: str = ""


_unseen: list[dict[str, object]] = []


def keep_unseen(**lookups: object) -> None:
    """Let a room to the right say whom stewards do not see: members of whom all ``lookups`` hold."""
    _unseen.append(lookups)


def unseen(to: str = "") -> Q:
    """Those whom stewards do not see, from a table that leads to members by ``to`` (such as ``member__``)."""
    found = Q(pk__in=[])
    for lookups in _unseen:
        found |= Q(**{f"{to}{name}": value for name, value in lookups.items()})
    return found


def find_members(*, viewer: Account, search: Search) -> QuerySet[Member]:
    """Members for the stewards' list, by name, with languages and roles at hand."""
    require(viewer, Permission.SEE_ALL_MEMBERS)
    found = Member.objects.exclude(unseen()).select_related("account").prefetch_related("languages", "roles")
    if search.words:
        named = Q(name__icontains=search.words) | Q(external_id__iexact=search.words)
        found = found.filter(named | Q(email__icontains=search.words) | Q(account__email__icontains=search.words))
    if search.language:
        speaks = MemberLanguage.objects.filter(member=OuterRef("pk"), code=search.language)
        found = found.filter(Exists(speaks))
    if search.standing == WAITING:
        return found.filter(standing=Standing.ENTERED, waits_since__isnull=False, **_exact(search, "country", "origin"))
    return found.filter(**_exact(search, "standing", "country", "origin"))


def _exact(search: Search, *fields: str) -> dict[str, str]:
    return {name: value for name in fields if (value := getattr(search, name))}


@dataclass(frozen=True, slots=True)
class Spread:
    """What there is to narrow the list by, each with how many: standing, language, country, origin."""

    standings: dict[str, int]
    languages: dict[str, int]
    countries: dict[str, int]
    origins: dict[str, int]


def spread(*, viewer: Account) -> Spread:
    """The whole fellowship counted four ways, in five statements."""
    require(viewer, Permission.SEE_ALL_MEMBERS)
    members = Member.objects.exclude(unseen()).order_by()
    spoken = MemberLanguage.objects.exclude(unseen("member__")).order_by()
    return Spread(
        standings={
            **dict(members.values_list("standing").annotate(Count("pk"))),
            WAITING: members.filter(standing=Standing.ENTERED, waits_since__isnull=False).count(),
        },
        languages=dict(spoken.values_list("code").annotate(Count("pk"))),
        countries=dict(members.exclude(country="").values_list("country").annotate(Count("pk"))),
        origins=dict(members.exclude(origin="").values_list("origin").annotate(Count("pk"))),
    )


def access_member(*, viewer: Account, key: str) -> Member:
    """One member for a steward's eyes."""
    require(viewer, Permission.SEE_ALL_MEMBERS)
    found = Member.objects.exclude(unseen()).select_related("account")
    found = found.prefetch_related("languages", "roles", "attribute_values__attribute")
    member = found.filter(key=key).first()
    if member is None:
        raise Http404
    return member


def access_attribute(*, viewer: Account, key: str) -> Attribute:
    require(viewer, Permission.DEFINE_ATTRIBUTES)
    attribute = Attribute.objects.annotate(answers=Count("values")).filter(key=key).first()
    if attribute is None:
        raise Http404
    return attribute


def access_upload(*, viewer: Account, pk: int) -> Upload:
    """A spreadsheet that waits for its yes: open to the steward who brought it only."""
    require(viewer, Permission.IMPORT_MEMBERS)
    upload = Upload.objects.filter(pk=pk, created_by=viewer).first()
    if upload is None:
        raise Http404
    return upload


def access_invitation(*, viewer: Account, pk: int) -> Invitation:
    require(viewer, Permission.INVITE)
    invitation = Invitation.objects.select_related("member").filter(pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation


def api_tokens(*, viewer: Account) -> QuerySet[ApiToken]:
    """One's own tokens for programs, newest first, ended ones too."""
    return ApiToken.objects.filter(account=viewer)


def access_api_token(*, viewer: Account, pk: int) -> ApiToken:
    """One's own token.

    :raises Http404: for somebody else's.
    """
    token = api_tokens(viewer=viewer).filter(pk=pk).first()
    if token is None:
        raise Http404
    return token


def invitations(*, viewer: Account) -> QuerySet[Invitation]:
    """Links that a steward made for anybody who holds them, newest first; personal ones are counted elsewhere."""
    require(viewer, Permission.INVITE)
    return Invitation.objects.filter(member=None).select_related("created_by__member")


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that can be taken up now. The link of the console counts only while there is no steward."""
    stewards = RoleGrant.objects.filter(role=Role.STEWARD, member__standing=Standing.ENTERED)
    from_console = Q(created_by=None, role=Role.STEWARD)
    return Invitation.objects.filter(
        Q(member=None) | Q(member__standing=Standing.INVITED),
        ~from_console | ~Exists(stewards),
        revoked_at=None,
        uses_left__gt=0,
        expires_at__gt=timezone.now(),
    )


def invitation_by_token(token: str) -> Invitation | None:
    """The open invitation whose secret this is; None for a used, ended, revoked or invented one."""
    return open_invitations().select_related("member").filter(digest=digest_of(token)).first()


def open_invitation(pk: int | None) -> Invitation | None:
    """The invitation that a session holds, as long as it is open."""
    return open_invitations().select_related("member").filter(pk=pk).first() if pk is not None else None


def stewards_log(*, viewer: Account, search: Acts) -> QuerySet[Entry]:
    """What all stewards did, newest first, one entry for each act (or for each person who is looked for)."""
    require(viewer, Permission.SEE_LOG)
    return acts_of_stewards(search)


def letters_to_write() -> QuerySet[Member]:
    """Everyone who is invited and has an address: ``letter_at`` tells who got a letter."""
    return Member.objects.filter(standing=Standing.INVITED).exclude(email="")


def stewards_count() -> int:
    return RoleGrant.objects.filter(role=Role.STEWARD, member__standing=Standing.ENTERED).count()
