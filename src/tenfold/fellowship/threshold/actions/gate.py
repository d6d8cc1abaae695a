"""What stewards set up at the threshold: the rules of entry, waves, and the texts of the path."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.choices import country_codes
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require

from ..lessons import Mistake, Pack, read_texts, unpack
from ..models import Gate, PathText, RuleKind, Wave, new_code
from .admitting import settle_waiting


@transaction.atomic
def set_entry(*, actor: Account, asking: bool, rules: Sequence[str], stands_for: Sequence[str]) -> Gate:
    """Say who may ask to enter and by which rules. Whoever waits and meets the new rules is a member at once.

    :raises ValidationError: for a rule that is not one of the list.
    """
    require(actor, Permission.SET_ENTRY)
    known = set(RuleKind.values)
    if not (set(rules) | set(stands_for)) <= known:
        raise ValidationError({"rules": _("Choose from the rules of the list.")})
    gate, _made = Gate.objects.select_for_update().get_or_create(pk=1)
    gate.asking = asking
    gate.rules = [kind.value for kind in RuleKind if kind in rules]
    gate.stands_for = [kind.value for kind in RuleKind if kind in stands_for]
    gate.save()
    details = {"asking": asking, "rules": gate.rules, "stands_for": gate.stands_for}
    record(actor=actor, verb="threshold.set_entry", target=gate, details=details)
    settle_waiting(by=actor)
    return gate


@transaction.atomic
def make_wave(
    *, actor: Account, kind: str, value: str, is_open: bool = True, uses: int | None = None, until: date | None = None
) -> Wave:
    """Make a wave with its code, for a country, an origin or a city; ``uses`` and ``until`` bound the code.

    :raises ValidationError: for a country that does not exist, or when there is such a wave already.
    """
    require(actor, Permission.SET_ENTRY)
    tidy = " ".join(value.split())
    if kind not in Wave.Kind.values or not tidy or len(tidy) > 120:
        raise ValidationError({"value": _("Say which country, origin or city it is, in up to 120 letters.")})
    if kind == Wave.Kind.COUNTRY and tidy not in country_codes():
        raise ValidationError({"value": _("Choose a country of the list.")})
    if Wave.objects.filter(kind=kind, value=tidy).exists():
        raise ValidationError({"value": _("There is a wave for this already.")})
    if uses is not None and not 1 <= uses <= 1_000_000:
        raise ValidationError({"uses": _("A code is for at least one person.")})
    wave = Wave.objects.create(kind=kind, value=tidy, is_open=is_open, uses=uses, until=until, made_by=actor)
    record(actor=actor, verb="threshold.make_wave", target=wave, details={"kind": kind, "value": tidy})
    settle_waiting(by=actor)
    return wave


@transaction.atomic
def turn_wave(*, actor: Account, wave: Wave, is_open: bool) -> None:
    """Open entry for a wave, or close it. Those who entered stay; those who wait see what is so."""
    require(actor, Permission.SET_ENTRY)
    Wave.objects.filter(pk=wave.pk).update(is_open=is_open)
    verb = "threshold.open_wave" if is_open else "threshold.close_wave"
    record(actor=actor, verb=verb, target=wave, details={"kind": wave.kind, "value": wave.value})
    settle_waiting(by=actor)


@transaction.atomic
def renew_code(*, actor: Account, wave: Wave, uses: int | None = None, until: date | None = None) -> Wave:
    """Give a wave a new code; the former one is worth nothing any more. Who gave it before keeps what it was worth."""
    require(actor, Permission.SET_ENTRY)
    if until is not None and until < timezone.localdate():
        raise ValidationError({"until": _("This day is over.")})
    wave.code, wave.uses, wave.used, wave.until = new_code(), uses, 0, until
    wave.save(update_fields=["code", "uses", "used", "until"])
    record(actor=actor, verb="threshold.renew_code", target=wave)
    return wave


@transaction.atomic
def bring_texts(*, actor: Account, filename: str, content: bytes, language: str) -> list[Mistake]:
    """Bring texts for the path, one Markdown file or a zip file of several. With a mistake nothing is brought.

    :returns: what is wrong, by file and line; nothing when all were brought.
    """
    require(actor, Permission.SET_ENTRY)
    files, mistakes = unpack(filename, content, language)
    read = read_texts(files) if files else Pack(())
    mistakes = [*mistakes, *read.mistakes]
    if mistakes or not read.lessons:
        return mistakes or [Mistake(filename[-120:], 0, str(_("There is no Markdown file (.md) in it.")))]
    _replace(actor, files, read)
    details = {"files": len(files), "languages": list(read.languages)}
    record(actor=actor, verb="threshold.bring_texts", details=details)
    return []


def _replace(actor: Account, files: dict[tuple[str, str], bytes], read: Pack) -> None:
    """Put files in the place of those with the same number in the same language."""
    places = {(lesson.language, lesson.number) for lesson in read.lessons}
    for row in PathText.objects.all():
        named = read_texts({(row.language, row.filename): row.source.encode()}).lessons
        if named and (named[0].language, named[0].number) in places:
            row.delete()
    PathText.objects.bulk_create(
        PathText(language=language, filename=name, source=content.decode("utf-8-sig"), brought_by=actor)
        for (language, name), content in files.items()
    )


@transaction.atomic
def put_texts_away(*, actor: Account) -> None:
    """Put away all texts that were brought; the path is again that of the folder, or the one that ships."""
    require(actor, Permission.SET_ENTRY)
    PathText.objects.all().delete()
    record(actor=actor, verb="threshold.put_texts_away")
