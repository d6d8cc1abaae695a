"""Bringing in a conversation that was held elsewhere, as a round that is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require

from ..models import LONGEST, BroughtIn, Counts, Desire, Figure, SeasonRound
from .common import spoken, tidy

if TYPE_CHECKING:
    from tenfold.people.conversations import Conversation

TITLE = 120
SOURCE = 60
FEWEST = 15
"""With fewer people nothing is told of a conversation whose people cannot be asked whether they have come to rest."""


@transaction.atomic
def bring_in(*, actor: Account | None, conversation: Conversation, language: str, title: str = "") -> SeasonRound:
    """Keep what a conversation said and what may be told of its answers, as a round that is closed.

    Statements that its moderators took out, that have no words, or that tell who people are and not what they want, are
    left out: nobody desires to live in a town. Longer ones are cut, which ends them with "…". The answers of people who
    never came here are reckoned once and not kept.

    :param actor: a steward; None for the console of the machine.
    :raises PermissionDenied: for anybody else.
    :raises ValidationError: for a conversation without words, without a title, or of no known language.
    """
    if actor is not None:
        require(actor, Permission.MODERATE_DESIRES)
    code, name = spoken(language), " ".join((title or conversation.title).split())[:TITLE]
    shown = ~conversation.rejected & ~conversation.personal
    kept = [i for i, said in enumerate(conversation.statements) if said.text.strip() and shown[i]]
    if not name:
        raise ValidationError({"title": _("Give the conversation a title.")})
    if not kept:
        raise ValidationError(_("This conversation holds no statement with words."))
    opened, closed = conversation.period() or (timezone.now() - timedelta(days=1), timezone.now())
    found = _round(name, opened, closed)
    desires = [_desire(conversation.statements[i].text, code, found) for i in kept]
    Desire.objects.bulk_create(desires, batch_size=500)
    _tell(conversation, np.array(kept, np.int64), found, desires)
    details = {"desires": len(desires), "responses": len(conversation.responses)}
    record(actor=actor, verb="desires.import", target=found, details=details)
    return found


def _round(title: str, opened: datetime, closed: datetime) -> SeasonRound:
    moment = timedelta(seconds=1)
    return SeasonRound.objects.create(
        title=title,
        standing=SeasonRound.Standing.CLOSED,
        opens_at=opened,
        composes_at=max(closed, opened + moment),
        closes_at=max(closed, opened + moment) + moment,
        announced_at=timezone.now(),
    )


def _desire(text: str, language: str, held: SeasonRound) -> Desire:
    words = " ".join(text.replace("\x00", "").split())
    return Desire(
        text=tidy(words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…", LONGEST),
        language=language,
        standing=Desire.Standing.BROUGHT_IN,
        ended_at=held.closes_at,
        created_at=held.opens_at,
        season_round=held,
        source=held.title[:SOURCE],
    )


def _tell(conversation: Conversation, kept: NDArray[np.int64], held: SeasonRound, desires: list[Desire]) -> None:
    """Reckon once, and keep what may be told."""
    from tenfold.engine.unity import Responses

    from ..bridge import Gathered
    from ..picture import picture_of
    from ..reckoning import one_at_a_time, reckoned
    from ..telling import alike, figures

    said = conversation.responses
    place = np.full(said.desires, -1, np.int64)
    place[kept] = np.arange(len(kept))
    about = place[said.desire] >= 0
    told = Responses.gather(
        said.person[about], place[said.desire[about]], said.value[about], said.time[about],
        people=said.people, desires=max(len(kept), 2),
    )  # fmt: skip
    keys = np.array([desire.pk for desire in desires] + [0] * (told.desires - len(kept)), np.int64)
    strangers = -1 - np.arange(said.people, dtype=np.int64)  # nobody who is here
    gathered = Gathered(strangers, keys, told, np.ones(len(told)), said.people)
    with one_at_a_time:
        found, _posterior, drawn = reckoned(gathered, None)
    made = list(figures(found, {}, {}, timezone.now())) if said.people >= FEWEST else []
    for figure in made:
        figure.behind = b""
    Figure.objects.bulk_create(made, batch_size=500)
    counts = told.counts().astype(int)
    Counts.objects.bulk_create(
        Counts(desire=desire, agreed=counts[i, 0], disagreed=counts[i, 1], passed=counts[i, 2])
        for i, desire in enumerate(desires)
    )
    known = np.isin(keys, [figure.desire_id for figure in made])
    low, high = alike(found.pooled, known) or (None, None)
    BroughtIn.objects.create(
        season_round=held,
        link=conversation.link[:300],
        people=said.people,
        responses=len(told),
        camps=drawn.camps.count,
        alike_low=low,
        alike_high=high,
        picture=picture_of(gathered, drawn, {figure.desire_id for figure in made}),
    )
