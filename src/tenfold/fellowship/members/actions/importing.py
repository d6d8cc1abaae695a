"""A steward's spreadsheet: kept for the preview, then brought in, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.engine.hours import format_stretches
from tenfold.fellowship.audit.actions import record
from tenfold.people.person import Person
from tenfold.people.sheet import Sheet

from ..models import Account, Attribute, AttributeValue, Member, MemberLanguage, Standing, Upload, Wish
from ..permissions import Permission, require
from ..profile import Profile, languages_of, values_of, wishes_of
from .known import Known
from .stewarding import free_key

KEPT = timedelta(days=1)
LARGEST = 15 * 1024 * 1024
BATCH = 500
FIELDS = ["external_id", "name", "email", "zone", "hours", "country", "origin", "gift"]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many were added, brought up to date, and left as they themselves had said."""

    added: int
    updated: int
    left_alone: int


@transaction.atomic
def keep_upload(*, actor: Account, filename: str, content: bytes) -> Upload:
    """Keep a spreadsheet until the steward has seen what was understood of it; older ones are forgotten."""
    require(actor, Permission.IMPORT_MEMBERS)
    if len(content) > LARGEST:
        raise ValidationError(_("The file is larger than 15 MB. Save the sheet with the people alone."))
    Upload.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    upload = Upload.objects.create(created_by=actor, filename=filename[-200:], content=content)
    record(actor=actor, verb="members.keep_upload", target=upload)
    return upload


@transaction.atomic
def forget_upload(*, actor: Account, upload: Upload) -> None:
    """Let go of a spreadsheet without bringing anybody in."""
    require(actor, Permission.IMPORT_MEMBERS)
    record(actor=actor, verb="members.forget_upload", target=upload)
    upload.delete()


@transaction.atomic
def import_people(*, actor: Account, sheet: Sheet) -> Imported:
    """Bring people in as invited, or bring the invited up to date, by their id in the spreadsheet or their address.

    Who has come in says of themselves who they are: nothing of theirs is overwritten, nor of those who left.
    """
    require(actor, Permission.IMPORT_MEMBERS)
    attributes = _questions(sheet)
    known = Known(sheet)
    names = known.wishes(sheet)
    fresh: list[Member] = []
    changed: list[Member] = []
    profiles: list[tuple[Member, Profile]] = []
    left_alone = 0
    for person in sheet.people:
        member = known.member(person)
        if member is not None and member.standing != Standing.INVITED:
            left_alone += 1
            continue
        profile = _profile(person, attributes, names)
        (fresh if member is None else changed).append(member := member or Member())
        _fill(member, known.id_of(person), person.email, profile)
        profiles.append((member, profile))
    Member.objects.bulk_create(fresh, batch_size=BATCH)
    Member.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    _store_details(profiles, updated=changed, attributes=list(attributes.values()))
    record(
        actor=actor,
        verb="members.import",
        concerns=fresh + changed,
        details={"added": len(fresh), "updated": len(changed), "left_alone": left_alone},
    )
    return Imported(added=len(fresh), updated=len(changed), left_alone=left_alone)


def _questions(sheet: Sheet) -> dict[str, Attribute]:
    """A question for each further column of the sheet, an old one where the labels agree; free words stay out."""
    known = {attribute.label.casefold(): attribute for attribute in Attribute.objects.all()}
    found = {}
    for label, kind in sheet.attributes.items():
        if kind != "text":
            attribute = known.get(label.casefold())
            found[label] = attribute or Attribute.objects.create(key=free_key(label), label=label[:120], kind=kind)
    return found


def _profile(person: Person, attributes: dict[str, Attribute], names: dict[str, str]) -> Profile:
    return Profile(
        name=person.name[:120] or person.id,
        languages=person.languages,
        zone=person.zone,
        hours=format_stretches(person.hours),
        country=person.country,
        origin=person.origin[:120],
        gift=person.gift[:200],
        attributes={
            attributes[label].key: value[:200]
            for label, value in person.attributes.items()
            if value and label in attributes
        },
        together=_named(person.together, names),
        apart=_named(person.apart, names),
    )


def _named(ids: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[one][:120] for one in ids if names.get(one)))


def _fill(member: Member, own_id: str | None, email: str, profile: Profile) -> None:
    member.external_id = own_id or member.external_id
    member.email = email
    for name in ("name", "zone", "hours", "country", "origin", "gift"):
        setattr(member, name, getattr(profile, name))


def _store_details(
    profiles: list[tuple[Member, Profile]], *, updated: list[Member], attributes: list[Attribute]
) -> None:
    """Write languages, answers and wishes anew for everybody in ``profiles``."""
    for model in (MemberLanguage, AttributeValue, Wish):
        for start in range(0, len(updated), BATCH):
            model.objects.filter(member__in=updated[start : start + BATCH]).delete()
    MemberLanguage.objects.bulk_create(
        [row for member, profile in profiles for row in languages_of(member, profile)], batch_size=BATCH
    )
    AttributeValue.objects.bulk_create(
        [row for member, profile in profiles for row in values_of(member, profile, attributes)], batch_size=BATCH
    )
    Wish.objects.bulk_create(
        [row for member, profile in profiles for row in wishes_of(member, profile)], batch_size=BATCH
    )
