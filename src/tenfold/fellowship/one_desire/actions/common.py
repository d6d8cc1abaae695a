"""What the actions of this room share. Rows are locked in this order: the member who acts, then compositions, the lower
circle first and the older first, so that no two acts wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import Desire, SeasonRound
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.refusals import Refused

from ..models import LONGEST, Composition, Piece, Taking, Version
from ..tracing import Stretch


def locked(composition: Composition) -> Composition:
    """The composition as it stands now; nobody writes, asks or agrees before this transaction ends."""
    return Composition.objects.select_for_update(of=("self",)).select_related("circle__parent").get(pk=composition.pk)


def being_written(composition: Composition) -> Composition:
    """The composition, locked, as long as it is being written.

    :raises Refused: when the circle is asked, or it has come to an end.
    """
    now = locked(composition)
    if now.standing == Composition.Standing.ASKED:
        raise Refused(_("The circle is asked whether this is its one desire. Take it back to writing first."))
    if now.standing != Composition.Standing.COMPOSING:
        raise Refused(_("This text is no longer being written."))
    return now


def current(composition: Composition) -> Version:
    """The newest version."""
    found = composition.versions.order_by("-number").first()
    assert found is not None  # noqa: S101 - a composition begins with one
    return found


def stretches_of(version: Version) -> list[Stretch]:
    """Whose words stand where in a version; the source is the primary key of the taking."""
    rows = version.pieces.values_list("start", "end", "taking")
    return [Stretch(start, end, taking) for start, end, taking in rows]


def put(version: Version, stretches: Iterable[Stretch]) -> None:
    """Write down whose words stand where in a version, in place of what was said before."""
    version.pieces.all().delete()
    Piece.objects.bulk_create(
        Piece(version=version, taking_id=one.source, start=one.start, end=one.end) for one in stretches
    )


def new_version(
    composition: Composition,
    *,
    text: str,
    stretches: Iterable[Stretch],
    by: Member | None,
    because: str = Version.Because.WRITTEN,
) -> Version:
    """The next version of a locked composition."""
    number = current(composition).number + 1
    made = Version.objects.create(composition=composition, number=number, text=text, by=by, because=because)
    put(made, stretches)
    return made


def tidy(text: str) -> str:
    """Words in one line, without needless spaces; no words are the beginning of a text too.

    :raises ValidationError: for too many.
    """
    clean = " ".join(text.replace("\x00", "").split())
    if len(clean) > LONGEST:
        raise ValidationError({"text": _("Write it in up to %(most)d letters.") % {"most": LONGEST}})
    return clean


def texts_of(desire: Desire) -> list[str]:
    """A desire in its own words and in those into which it was rendered."""
    return [desire.text, *(found.text for found in desire.renderings.all() if found.current)]


def open_round() -> SeasonRound | None:
    """The round that goes on now."""
    on = (SeasonRound.Standing.OPEN, SeasonRound.Standing.COMPOSING)
    return SeasonRound.objects.filter(standing__in=on).first()


def words_told(version: Version, stretches: Sequence[Stretch], takings: Mapping[int, Taking]) -> str:
    """The words of some takings as they stand in a version: “…”, “…”."""
    return quoted(version.text[one.start : one.end] for one in stretches if one.source in takings)


def quoted(words: Iterable[str]) -> str:
    """Words in quotation marks, each in its own direction: in a Hebrew sentence English words stay in their order."""
    return ", ".join(f"“\u2068{one}\u2069”" for one in words)


def of_circle(circle: Circle | None) -> dict[str, int]:
    """Which circle an entry of the record is about."""
    return {"circle": circle.pk} if circle is not None else {}
