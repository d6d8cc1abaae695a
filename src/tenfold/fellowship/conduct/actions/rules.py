"""The written rules: stewards may say them in their own words; what they said before is kept."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require

from ..models import RulesText

LONGEST_RULES = 20_000


@transaction.atomic
def write_rules(*, actor: Account, language: str, text: str) -> RulesText:
    """Write the rules of conduct in one language, in Markdown. They are in force from now on.

    :raises PermissionDenied: for whoever is not a steward.
    :raises ValidationError: without a text, or for a language that the site does not speak.
    """
    require(actor, Permission.HANDLE_MATTERS)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("The site does not speak this language.")})
    said = text.replace("\r\n", "\n").strip()
    if not said or len(said) > LONGEST_RULES:
        raise ValidationError({"text": _("Write up to %(most)d letters.") % {"most": LONGEST_RULES}})
    rules = RulesText.objects.create(language=language, text=said, by=actor)
    record(actor=actor, verb="conduct.write_rules", target=rules, details={"language": language})
    return rules
