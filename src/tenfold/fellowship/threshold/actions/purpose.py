"""Saying what the fellowship is for, and saying that one agrees. Silence never counts as agreement."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Fellowship, Member, Standing
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Purpose, PurposeAnswer, PurposeText
from ..queries.purpose import current_purpose
from .admitting import settle_own

LONGEST = 10_000


@transaction.atomic
def write_purpose(*, actor: Account, texts: Mapping[str, str], note: str = "") -> Purpose:
    """Write a new version, in one or several languages. The versions before it stay as they are.

    :raises ValidationError: when nothing is written, or nothing differs from the version in force.
    """
    require(actor, Permission.WRITE_PURPOSE)
    Fellowship.objects.select_for_update().filter(pk=1).first()  # two stewards at once get two numbers
    known = dict(settings.LANGUAGES)
    written = {code: tidy(text) for code, text in texts.items() if code in known and text.strip()}
    _check(written)
    number = (Purpose.objects.aggregate(Max("number"))["number__max"] or 0) + 1
    purpose = Purpose.objects.create(number=number, written_by=actor, note=" ".join(note.split())[:300])
    PurposeText.objects.bulk_create(
        PurposeText(purpose=purpose, language=code, text=text) for code, text in written.items()
    )
    record(actor=actor, verb="threshold.write_purpose", target=purpose, details={"number": number})
    return purpose


def tidy(text: str) -> str:
    """The text without needless space at the ends of lines, and without more than one empty line between two others."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return "\n".join(line for at, line in enumerate(lines) if line or lines[at - 1])


def _check(written: Mapping[str, str]) -> None:
    if not written:
        raise ValidationError(_("Write the purpose in at least one language."))
    for code, text in written.items():
        if len(text) > LONGEST:
            raise ValidationError({f"text_{code}": _("Say it in 10,000 letters or fewer.")})
        if len(text.partition("\n")[0]) > 300:
            raise ValidationError(
                {f"text_{code}": _("The first line stands large: say it in up to 300 letters, then begin a new line.")}
            )
    current = current_purpose()
    if current is not None and {text.language: text.text for text in current.texts.all()} == dict(written):
        raise ValidationError(_("This is what the version in force says already."))


@transaction.atomic
def agree(*, actor: Account, purpose: Purpose) -> None:
    """Agree to the version in force.

    :raises ValidationError: to another version than the one in force.
    """
    _answer(actor, purpose, agreed=True)


@transaction.atomic
def leave_open(*, actor: Account, purpose: Purpose) -> None:
    """Neither agree nor be shown the version again. Nothing changes by that, and the stewards do not see it."""
    _answer(actor, purpose, agreed=False)


def _answer(actor: Account, purpose: Purpose, *, agreed: bool) -> None:
    member = _own(actor)
    current = current_purpose()
    if current is None or current.pk != purpose.pk:
        raise ValidationError(_("The purpose was written anew in the meantime. Please read the newest version."))
    PurposeAnswer.objects.update_or_create(member=member, purpose=purpose, defaults={"agreed": agreed})
    verb = "threshold.agree" if agreed else "threshold.leave_open"
    record(actor=actor, verb=verb, target=purpose, concerns=[member], details={"number": purpose.number})
    settle_own(member)


@transaction.atomic
def take_back_agreement(*, actor: Account) -> None:
    """Agree no longer, to any version. A member stays a member."""
    member = _own(actor)
    member.purpose_answers.filter(agreed=True).update(agreed=False)
    record(actor=actor, verb="threshold.take_back_agreement", target=member, concerns=[member])


def _own(actor: Account) -> Member:
    standings = (Standing.ENTERED, Standing.APPLYING)
    member = Member.objects.select_for_update().filter(account=actor, standing__in=standings).first()
    if member is None:
        raise PermissionDenied(_("First give your name at the threshold."))
    return member
