"""Beginning a text, writing in it, taking words in, saying whose they are, setting it aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.models import LIVE, Circle
from tenfold.fellowship.desires.actions.common import acting, spoken
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.refusals import Refused

from ..models import LONGEST, Composition, Taking, Version
from ..reach import composer
from ..tracing import RUN, Stretch, carried_over, traced, verbatim, words_of
from .common import (
    being_written,
    current,
    new_version,
    of_circle,
    open_round,
    quoted,
    stretches_of,
    texts_of,
    tidy,
)
from .pen import hand_to, holds

LOOKED_THROUGH = 20_000
"""So many desires, the latest, are looked through for words that stand in a text without anybody saying whose."""


@transaction.atomic
def begin(*, actor: Account, circle: Circle | None, language: str) -> Composition:
    """Begin to compose the one desire of a circle (None: of the whole). Who begins holds the pen.

    :raises PermissionDenied: for whoever does not sit there.
    :raises Refused: where one is being composed already, and in a closed circle.
    """
    member = acting(actor)
    composer(member, circle)
    if circle is not None and circle.standing not in LIVE:
        raise Refused(_("This circle is closed."))
    try:
        with transaction.atomic():
            made = Composition.objects.create(
                circle=circle, language=spoken(language), opened_by=member, season_round=open_round()
            )
    except IntegrityError:
        raise Refused(_("A one desire is being composed here already. Join in.")) from None
    Version.objects.create(composition=made, number=0, text="", by=member)
    hand_to(made, member)
    record(actor=actor, verb="one_desire.begin", target=made, concerns=[member], details=of_circle(circle))
    return made


@transaction.atomic
def write(*, actor: Account, composition: Composition, text: str, on: int | None = None) -> Version:
    """Write a new version. Whose words stand in it is found by itself, and each of them is asked.

    :param on: the number of the version that was read before; where there is a newer one, nothing is overwritten.

    :raises PermissionDenied: for whoever does not hold the pen.
    :raises Refused: when the text has changed meanwhile, and for words that their author has back.
    """
    member = acting(actor)
    now = being_written(composition)
    holds(member, now)
    before = current(now)
    if on is not None and on != before.number:
        raise Refused(_("The text has changed since you read it. Read it once more; nothing was overwritten."))
    words = tidy(text)
    if words == before.text:
        return before
    made = _written(now, before, words, member)
    record(actor=actor, verb="one_desire.write", target=now, concerns=[member], details={"version": made.number})
    return made


@transaction.atomic
def take_in(*, actor: Account, composition: Composition, desire: Desire, words: str = "") -> Version:
    """Put the words of a desire (some of them, or a rendering of it) at the end of the text, and ask its author.

    :raises PermissionDenied: for whoever does not hold the pen.
    :raises Refused: for a desire of another circle, one that is not open, and words that their author has back.
    """
    member = acting(actor)
    now = being_written(composition)
    holds(member, now)
    _may_be_taken(now, desire)
    said = _said_there(desire, words) if words.strip() else _in_language(desire, now.language)
    before = current(now)
    start = f"{before.text} " if before.text else ""
    if len(start + said) > LONGEST:
        raise Refused(_("These words do not fit in any more. Shorten the text first, or write with them yourself."))
    made = _written(now, before, start + said, member, given=(desire, len(start), len(start + said)))
    record(actor=actor, verb="one_desire.take_in", target=now, concerns=[member], details={"desire": desire.pk})
    return made


@transaction.atomic
def say_whose(*, actor: Account, composition: Composition, desire: Desire, words: str) -> Version:
    """Say that words which stand in the text say, in other words, what a desire says: its author is asked as well.

    :raises ValidationError: for words that do not stand there.
    :raises Refused: where these words are somebody else's already.
    """
    member = acting(actor)
    now = being_written(composition)
    holds(member, now)
    _may_be_taken(now, desire)
    before = current(now)
    said = tidy(words)
    start = before.text.find(said) if said else -1
    if start < 0:
        raise ValidationError({"words": _("These words do not stand in the text. Copy them as they are.")})
    end = start + len(said)
    if any(one.start < end and start < one.end for one in stretches_of(before)):
        raise Refused(_("Some of these words are known to be somebody else's already."))
    made = _written(now, before, before.text, member, given=(desire, start, end))
    record(actor=actor, verb="one_desire.say_whose", target=now, concerns=[member], details={"desire": desire.pk})
    return made


@transaction.atomic
def set_aside(*, actor: Account, composition: Composition) -> None:
    """Leave off composing; the versions stay to be read. What stands before stands on.

    :raises PermissionDenied: for whoever does not hold the pen.
    """
    member = acting(actor)
    now = being_written(composition)
    holds(member, now)
    now.standing, now.ended_at = Composition.Standing.SET_ASIDE, timezone.now()
    now.pen = now.pen_wanted_by = None
    now.save(update_fields=["standing", "ended_at", "pen", "pen_wanted_by"])
    record(actor=actor, verb="one_desire.set_aside", target=now, concerns=[member], details=of_circle(now.circle))


def _written(
    composition: Composition, before: Version, text: str, member: Member, given: tuple[Desire, int, int] | None = None
) -> Version:
    """The next version of a locked composition, with whose words stand in it; each new author is asked."""
    takings = {
        one.pk: one for one in composition.takings.select_related("desire").prefetch_related("desire__renderings")
    }
    old = stretches_of(before)
    if given is not None:
        desire, start, end = given
        known = next((pk for pk, one in takings.items() if one.desire_id == desire.pk), None)
        taking = takings[known] if known else _taken(composition, desire, member)
        takings[taking.pk] = taking
        kept = [one for one in carried_over(before.text, old, text) if one.end <= start or end <= one.start]
        before_text, old = text, [*kept, Stretch(start, end, taking.pk)]
    else:
        before_text = before.text
    for desire in _standing_there(text, composition, known={one.desire_id for one in takings.values()}):
        taking = _taken(composition, desire, member)
        takings[taking.pk] = taking
    sources = {pk: texts_of(one.desire) for pk, one in takings.items()}
    stretches = traced(before_text, old, text, sources)
    _nobodys_who_has_them_back(text, stretches, takings)
    _ask_anew(text, stretches, takings, member)
    here = {one.source for one in stretches}
    Taking.objects.filter(composition=composition, pieces__isnull=True).exclude(pk__in=here).exclude(
        standing__in=[Taking.Standing.BACK, Taking.Standing.LAPSED]
    ).delete()
    made = new_version(composition, text=text, stretches=stretches, by=member)
    hand_to(composition, member)
    return made


def _taken(composition: Composition, desire: Desire, by: Member) -> Taking:
    """A desire of which words are taken in; a circle's own carrying up was its yes, and so is one's own writing."""
    agreed = desire.author_id is None or desire.author_id == by.pk
    standing = Taking.Standing.AGREED if agreed else Taking.Standing.ASKED
    return Taking.objects.create(
        composition=composition,
        desire=desire,
        member_id=desire.author_id,
        standing=standing,
        may_be_walked=desire.author_id is None,
        answered_at=timezone.now() if agreed else None,
    )


def _standing_there(text: str, composition: Composition, known: set[int]) -> list[Desire]:
    """Open desires of the same circle that stand in a text word by word, without anybody having said so."""
    said = words_of(text)
    runs = {said[at : at + 2] for at in range(len(said) - 1)}
    if not runs:
        return []
    rows = Desire.objects.filter(circle=composition.circle_id, standing=Desire.Standing.OPEN).exclude(pk__in=known)
    found = []
    for pk, desire_text in rows.order_by("-pk").values_list("pk", "text")[:LOOKED_THROUGH]:
        words = words_of(desire_text)
        shared = sum(words[at : at + 2] in runs for at in range(len(words) - 1))
        if shared >= min(RUN - 1, max(len(words) // 2, 1)) and verbatim(text, desire_text, pk):
            found.append(pk)
    return list(Desire.objects.filter(pk__in=found).prefetch_related("renderings"))


def _nobodys_who_has_them_back(text: str, stretches: Sequence[Stretch], takings: Mapping[int, Taking]) -> None:
    gone = (Taking.Standing.BACK, Taking.Standing.LAPSED)
    told = [text[one.start : one.end] for one in stretches if takings[one.source].standing in gone]
    if told:
        refused = _("These words are not for this text: %(words)s. Say it in words of your own.")
        raise Refused(refused % {"words": quoted(told)})


def _ask_anew(text: str, stretches: Sequence[Stretch], takings: Mapping[int, Taking], by: Member) -> None:
    """Keep to which words each author agreed; where they are others by now, they are asked again."""
    for pk, taking in takings.items():
        here = " / ".join(text[one.start : one.end] for one in stretches if one.source == pk)
        if not here or taking.member_id is None:
            continue
        agreed = taking.standing == Taking.Standing.AGREED
        if taking.member_id == by.pk:
            taking.words, taking.standing = here, Taking.Standing.AGREED
            taking.answered_at = taking.answered_at or timezone.now()
        elif agreed and words_of(here) != words_of(taking.words):
            taking.standing, taking.answered_at, taking.asked_at = Taking.Standing.ASKED, None, timezone.now()
        else:
            continue
        taking.save(update_fields=["words", "standing", "answered_at", "asked_at"])


def _may_be_taken(composition: Composition, desire: Desire) -> None:
    """Words are taken from what is desired for the same circle, and is open.

    :raises Refused: for anything else.
    """
    desire.refresh_from_db()
    if desire.circle_id != composition.circle_id:
        raise Refused(_("Words are taken from desires of the same circle."))
    if desire.standing != Desire.Standing.OPEN:
        raise Refused(_("This desire was taken back in the meantime."))
    gone = [Taking.Standing.BACK, Taking.Standing.LAPSED]
    if composition.takings.filter(desire=desire, standing__in=gone).exists():
        raise Refused(_("Its author keeps these words. Say it in words of your own."))


def _said_there(desire: Desire, words: str) -> str:
    """Some words of a desire.

    :raises ValidationError: for words that it does not say.
    """
    said = tidy(words)
    if not any(said in text for text in texts_of(desire)):
        raise ValidationError({"words": _("These words do not stand in the desire. Copy them as they are.")})
    return said


def _in_language(desire: Desire, language: str) -> str:
    """A desire in the language of the text, where somebody has said it in that language; else as it is."""
    if desire.language == language:
        return desire.text
    rendered = desire.renderings.filter(language=language, current=True).first()
    return rendered.text if rendered is not None else desire.text
