"""What a person says of themselves: one shape and one set of rules for the page, the API and the steward's sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tenfold.engine.hours import HoursError, format_stretches, merge, parse_stretches, zone_names
from tenfold.people.attributes import number
from tenfold.people.availability import read_hours

from . import choices
from .models import Attribute, AttributeValue, Member, MemberLanguage, Wish

MOST_LANGUAGES = 8
MOST_WISHES = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile in plain values: ISO codes, an IANA zone, hours in the canonical text, attributes by their key.

    ``together`` and ``apart`` name others as the person writes them: by name, e-mail address or id.
    """

    name: str
    languages: tuple[str, ...] = ()
    zone: str = "UTC"
    hours: str = ""
    country: str = ""
    origin: str = ""
    gift: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


def profile_of(member: Member) -> Profile:
    """The profile as it is stored."""
    wishes = list(member.wishes.all())
    return Profile(
        name=member.name,
        languages=tuple(language.code for language in member.languages.all()),
        zone=member.zone,
        hours=member.hours,
        country=member.country,
        origin=member.origin,
        gift=member.gift,
        attributes={value.attribute.key: value.value for value in member.attribute_values.select_related("attribute")},
        together=tuple(wish.written for wish in wishes if wish.kind == Wish.Kind.TOGETHER),
        apart=tuple(wish.written for wish in wishes if wish.kind == Wish.Kind.APART),
    )


def checked(profile: Profile) -> Profile:
    """The profile in canonical form.

    :raises ValidationError: with a message for each field that cannot be taken as it is.
    """
    errors: dict[str, list[object]] = {}
    found = dataclasses.replace(
        profile,
        name=_tidy(profile.name),
        origin=_tidy(profile.origin),
        gift=_tidy(profile.gift),
        hours=_hours(profile, errors),
        attributes=_attributes(profile, errors),
        together=_wishes(profile.together),
        apart=_wishes(profile.apart),
    )
    _check_texts(found, errors)
    _check_choices(found, errors)
    _check_wishes(found, errors)
    if errors:
        raise ValidationError(errors)
    return found


def store(member: Member, profile: Profile) -> list[str]:
    """Write a checked profile; the names of the fields that changed. To be called by actions only."""
    before = profile_of(member)
    changed = [
        one.name for one in dataclasses.fields(Profile) if getattr(before, one.name) != getattr(profile, one.name)
    ]
    for name in ("name", "zone", "hours", "country", "origin", "gift"):
        setattr(member, name, getattr(profile, name))
    member.save(update_fields=["name", "zone", "hours", "country", "origin", "gift"])
    if "languages" in changed:
        member.languages.all().delete()
        MemberLanguage.objects.bulk_create(languages_of(member, profile))
    if "attributes" in changed:
        member.attribute_values.all().delete()
        AttributeValue.objects.bulk_create(values_of(member, profile, list(Attribute.objects.all())))
    if {"together", "apart"} & set(changed):
        member.wishes.all().delete()
        Wish.objects.bulk_create(wishes_of(member, profile))
    return changed


def languages_of(member: Member, profile: Profile) -> list[MemberLanguage]:
    return [MemberLanguage(member=member, code=code, rank=rank) for rank, code in enumerate(profile.languages)]


def values_of(member: Member, profile: Profile, attributes: list[Attribute]) -> list[AttributeValue]:
    return [
        AttributeValue(member=member, attribute=attribute, value=profile.attributes[attribute.key])
        for attribute in attributes
        if profile.attributes.get(attribute.key)
    ]


def wishes_of(member: Member, profile: Profile) -> list[Wish]:
    kinds = {Wish.Kind.TOGETHER: profile.together, Wish.Kind.APART: profile.apart}
    return [Wish(member=member, kind=kind, written=written) for kind, names in kinds.items() for written in names]


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _hours(profile: Profile, errors: dict[str, list[object]]) -> str:
    try:
        return format_stretches(parse_stretches(profile.hours))
    except HoursError:
        reading = read_hours(profile.hours, spoken=profile.languages, country=profile.country)
    if reading.troubles:
        errors["hours"] = [
            format_lazy("{problem} {remedy}", problem=trouble.problem, remedy=trouble.remedy)
            for trouble in reading.troubles
        ]
        return profile.hours
    return format_stretches(merge(reading.value or ()))


def _attributes(profile: Profile, errors: dict[str, list[object]]) -> dict[str, str]:
    kinds = dict(Attribute.objects.values_list("key", "kind"))
    found: dict[str, str] = {}
    for key, given in profile.attributes.items():
        value = _tidy(str(given))
        if key not in kinds:
            errors.setdefault("attributes", []).append(format_lazy(_("Nobody asked about “{key}”."), key=key))
        elif kinds[key] == Attribute.Kind.NUMERIC and value and number(value) is None:
            errors.setdefault(f"attribute_{key}", []).append(_("Write a number, such as 42 or 3.5."))
        elif len(value) > 200:
            errors.setdefault(f"attribute_{key}", []).append(_("Say it in 200 letters or fewer."))
        elif value:
            found[key] = value
    return found


def _wishes(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for name in names if (clean := _tidy(name))))


def _check_texts(profile: Profile, errors: dict[str, list[object]]) -> None:
    if not profile.name:
        errors["name"] = [_("Write the name by which others may call you.")]
    for name, most in (("name", 120), ("origin", 120), ("gift", 200)):
        if len(getattr(profile, name)) > most:
            errors[name] = [format_lazy(_("Say it in {most} letters or fewer."), most=most)]


def _check_choices(profile: Profile, errors: dict[str, list[object]]) -> None:
    unknown = [code for code in profile.languages if code not in choices.language_codes()]
    if unknown:
        errors["languages"] = [format_lazy(_("“{code}” is not a language known here."), code=", ".join(unknown))]
    elif not profile.languages:
        errors["languages"] = [_("Choose at least one language that you speak.")]
    elif len(set(profile.languages)) < len(profile.languages):
        errors["languages"] = [_("The same language stands there twice.")]
    elif len(profile.languages) > MOST_LANGUAGES:
        errors["languages"] = [format_lazy(_("Choose up to {most} languages."), most=MOST_LANGUAGES)]
    if profile.zone not in zone_names():
        errors["zone"] = [_("Choose the time zone in which you live.")]
    if profile.country and profile.country not in choices.country_codes():
        errors["country"] = [format_lazy(_("“{code}” is not a country known here."), code=profile.country)]


def _check_wishes(profile: Profile, errors: dict[str, list[object]]) -> None:
    for name in ("together", "apart"):
        names = getattr(profile, name)
        if len(names) > MOST_WISHES:
            errors[name] = [format_lazy(_("Name up to {most} people."), most=MOST_WISHES)]
        elif any(len(written) > 120 for written in names):
            errors[name] = [_("Write one name or address in each line.")]
    if both := {written.casefold() for written in profile.together} & {written.casefold() for written in profile.apart}:
        errors["apart"] = [
            format_lazy(_("{name} stands among those to sit with and among those to sit apart from."), name=min(both))
        ]
