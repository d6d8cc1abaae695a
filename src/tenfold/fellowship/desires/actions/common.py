"""What the actions of this room share: who acts, which words can be taken, and that figures are out of date."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.choices import language_codes
from tenfold.fellowship.members.models import Account, Member, Standing

from ..models import Counts, Desire, Fit, Response

COLUMNS = {
    Response.Value.MINE_TOO: "agreed",
    Response.Value.NOT_MINE: "disagreed",
    Response.Value.NOT_NOW: "passed",
}


def acting(actor: Account) -> Member:
    """The member behind ``actor``, whose row is locked: two acts of one person follow one another.

    :raises PermissionDenied: for whoever has not entered.
    """
    found = Member.objects.select_for_update().filter(account=actor, standing=Standing.ENTERED).first()
    if found is None:
        raise PermissionDenied(_("This belongs to the members of the fellowship."))
    return found


def tidy(text: str, most: int) -> str:
    """Words in one line, without needless spaces.

    :raises ValidationError: for none, or too many.
    """
    clean = " ".join(text.replace("\x00", "").split())
    if not clean or len(clean) > most:
        raise ValidationError({"text": _("Write it in up to %(most)d letters.") % {"most": most}})
    return clean


def spoken(language: str) -> str:
    """A language that somebody somewhere speaks.

    :raises ValidationError: for anything else.
    """
    if language not in language_codes():
        raise ValidationError({"language": _("Choose the language it is written in.")})
    return language


def count(desire_id: int, value: int, by: int) -> None:
    """Add ``by`` to how many gave an answer, in the database itself, so that no two answers overwrite each other."""
    column = COLUMNS[Response.Value(value)]
    Counts.objects.filter(desire=desire_id).update(**{column: F(column) + by})


def out_of_date(circle: Circle | None) -> None:
    """Have the figures of a circle (None: the whole) reckoned anew, soon, by one worker."""
    here = Fit.objects.filter(circle=circle)
    asked = {"wanted_at": timezone.now(), "queued_at": timezone.now()}
    marked = here.filter(wanted_at__isnull=True).update(**asked)
    if not marked and not here.exists():
        _fit, marked = Fit.objects.get_or_create(circle=circle, defaults=asked)
    if marked:
        number = circle.pk if circle else None
        transaction.on_commit(lambda: ask_a_worker(number))


def ask_a_worker(circle_id: int | None) -> None:
    """Queue the reckoning; a job that is lost is asked for again by the keeper."""
    from ..jobs import reckon

    reckon.enqueue(circle_id)


def locked(desire: Desire) -> Desire:
    """The desire as it stands now; nobody answers or changes it before this transaction ends."""
    return Desire.objects.select_for_update().get(pk=desire.pk)
