"""Reckoning what unites a circle, from the answers as they stand; pages only ever read what is kept here."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tenfold.engine.unity import Landscape, Posterior, common_ground, fit, guarded, landscape, pooled, standing
from tenfold.engine.unity.tables import PANEL, panel
from tenfold.fellowship.circles.models import Circle

from .bridge import Gathered, Kept, gather, map_before, packed, to_start_from, unpacked
from .models import Desire, Figure, Fit, FitArrays, Response
from .picture import picture_of
from .telling import FEW, QUIET, Reckoning, alike, figures, rests

REST = 1.0
"""After a reckoning that took t seconds the next one of the same circle waits for so many times t."""
one_at_a_time = threading.Lock()
"""The engine's inner loops use all processors, and not every threading layer bears being called twice at once."""


def not_before(circle_id: int | None) -> datetime | None:
    """When a circle may be reckoned next, so that what costs much is not done without end; None: now."""
    found = Fit.objects.filter(circle=circle_id).first()
    return found.made_at + timedelta(seconds=REST * found.seconds) if found and found.made_at else None


def reckon_now(circle_id: int | None, *, now: datetime | None = None) -> bool:
    """Reckon a circle (None: the whole) if its figures are out of date; whether that was done."""
    moment = now or timezone.now()
    found = Fit.objects.select_related("circle").filter(circle=circle_id, wanted_at__isnull=False).first()
    if found is None:
        return False
    Fit.objects.filter(pk=found.pk).update(wanted_at=None, queued_at=None)
    try:
        reckon_circle(found.circle, moment)
    except BaseException:
        Fit.objects.filter(pk=found.pk, wanted_at__isnull=True).update(wanted_at=moment)
        raise
    return True


def reckon_circle(circle: Circle | None, now: datetime) -> None:
    """Read the answers, reckon, and keep what may be told."""
    began = time.monotonic()
    kept = _kept(circle)
    gathered = gather(circle, kept)
    last = _last_answers(circle) if gathered.audience < FEW else {}
    again = _look_again(gathered, last, now)
    if len(gathered.responses) == 0 or len(gathered.people) < 2:
        _keep(circle, gathered, None, [], now, time.monotonic() - began, again)
        return
    with one_at_a_time:
        found = reckoned(gathered, kept)
    told = Figure.objects.filter(desire__circle=circle, desire__standing=Desire.Standing.OPEN).in_bulk()
    made = list(figures(found[0], told, last, now))
    _keep(circle, gathered, found, made, now, time.monotonic() - began, again)


def reckoned(gathered: Gathered, kept: Kept | None) -> tuple[Reckoning, Posterior, Landscape]:
    """What the engine finds in the answers of a circle, the model, and the map."""
    weight = gathered.weight
    plain = None if (weight == 1.0).all() else weight.astype(np.float32)
    counted = gathered.responses if plain is None else gathered.responses.chosen(weight > 0)
    # A crowd that has just arrived moves neither the others nor the sides.
    guard = guarded(counted, before=to_start_from(gathered, kept))
    posterior = fit(gathered.responses, before=guard, weight=plain)
    drawn = landscape(posterior, before=map_before(gathered, kept), guard=guard)
    ground = common_ground(posterior, counted, drawn, weight=standing(counted), guard=guard)
    members = np.arange(posterior.n) if posterior.n <= PANEL else panel(drawn.people[:, 0])
    return Reckoning(gathered, pooled(posterior, members), ground), posterior, drawn


@transaction.atomic
def _keep(
    circle: Circle | None,
    gathered: Gathered,
    reckoning: tuple[Reckoning, Posterior, Landscape] | None,
    made: list[Figure],
    now: datetime,
    seconds: float,
    again: datetime | None,
) -> None:
    open_now = set(
        Desire.objects.filter(circle=circle, standing=Desire.Standing.OPEN)
        .filter(pk__in=[figure.desire_id for figure in made])
        .values_list("pk", flat=True)
    )
    columns = [field.name for field in Figure._meta.fields if not field.primary_key]
    Figure.objects.bulk_create(
        [figure for figure in made if figure.desire_id in open_now],
        update_conflicts=True,
        unique_fields=["desire"],
        update_fields=columns,
        batch_size=500,
    )
    told = set(
        Figure.objects.filter(desire__circle=circle, desire__standing=Desire.Standing.OPEN).values_list("pk", flat=True)
    )
    here, _made = Fit.objects.get_or_create(circle=circle)
    here.made_at, here.seconds, here.look_again_at = now, seconds, again
    here.people = int(np.count_nonzero(np.diff(gathered.responses.start)))
    here.responses = len(gathered.responses)
    here.camps, here.picture, here.alike_low, here.alike_high = 0, {}, None, None
    if reckoning is not None:
        found, posterior, drawn = reckoning
        here.camps = drawn.camps.count
        here.picture = picture_of(gathered, drawn, told)
        known = np.array([key in told for key in gathered.desires.tolist()], bool)
        if (interval := alike(found.pooled, known)) is not None:
            here.alike_low, here.alike_high = interval
        FitArrays.objects.update_or_create(fit=here, defaults={"content": packed(gathered, posterior, drawn)})
    columns = ["made_at", "seconds", "look_again_at", "people", "responses", "camps", "picture"]
    here.save(update_fields=[*columns, "alike_low", "alike_high"])


def _kept(circle: Circle | None) -> Kept | None:
    found = FitArrays.objects.filter(fit__circle=circle).first()
    return unpacked(bytes(found.content)) if found else None


def _last_answers(circle: Circle | None) -> dict[int, datetime]:
    answered = Response.objects.filter(desire__circle=circle, desire__standing=Desire.Standing.OPEN).order_by()
    return dict(answered.values_list("desire").annotate(Max("responded_at")))


def _look_again(gathered: Gathered, last: dict[int, datetime], now: datetime) -> datetime | None:
    """When the next of the answers that are still coming will have come to rest."""
    answered = np.bincount(gathered.responses.desire, minlength=len(gathered.desires))
    waits = [
        last[key] + QUIET
        for key, many in zip(gathered.desires.tolist(), answered.tolist(), strict=True)
        if key in last and not rests(gathered.audience, many, last[key], now)
    ]
    return min(waits, default=None)
