"""Rows → arrays for the engine, and what the engine found → what is kept.

Everything of one circle (or of the whole) is reckoned together: the answers of its people to its desires.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tenfold.engine.unity import Camps, Landscape, Posterior, Responses, Settings
from tenfold.fellowship.circles.models import Circle

from .models import Crowd, Desire, Response
from .reach import people_of

I64 = NDArray[np.int64]
F64 = NDArray[np.float64]

ALL_COUNT = 150
"""In circles of up to so many people also those who said nothing yet count, at what is usual; in larger ones, those
who answered anything."""
_AT_ONCE = 100_000
FORM = 2
"""The form in which the engine's model is kept. One of another form, from before an update, is left aside."""
_KEPT_FROM = 2_000
"""With fewer answers the model is not kept: a fit from nothing takes less than reading it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """people int64 (n,), desires int64 (m,): primary keys by number; ``audience``: how many are asked.

    ``weight`` float64 (R,) is how much each response counts beside what the engine itself gives it.
    """

    people: I64
    desires: I64
    responses: Responses
    weight: F64
    audience: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier fit left behind: the model where it was worth keeping, and where people stood on the map."""

    people: I64
    placed: F64
    camps: F64
    desires: I64
    posterior: Posterior | None


def gather(circle: Circle | None, before: Kept | None = None) -> Gathered:
    """The open desires of a circle and the answers of those who belong to it now.

    Whoever stood in ``before`` keeps their order, so that the map can be laid on the one before.
    """
    asked = np.fromiter(people_of(circle).order_by("pk").values_list("pk", flat=True), np.int64)
    rows = _rows(circle)
    rows = rows[np.isin(rows[:, 1], asked)]
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    open_now = Desire.objects.filter(circle=circle, standing=Desire.Standing.OPEN)
    people = asked if len(asked) <= ALL_COUNT else _in_order_of_coming(rows[:, 1])
    people = _as_before(people, before.people if before else None)
    desires = _as_before(
        np.fromiter(open_now.order_by("pk").values_list("pk", flat=True), np.int64), before.desires if before else None
    )
    if len(desires) == 1:
        desires = np.append(desires, 0)  # a map has two directions: a desire alone gets a silent companion
    who, what = _numbers(rows[:, 1], people), _numbers(rows[:, 2], desires)
    responses = Responses.gather(
        who, what, rows[:, 3], rows[:, 0].astype(np.float64), people=len(people), desires=len(desires)
    )
    return Gathered(people, desires, responses, _weight(circle, responses, people, desires), len(asked))


def _rows(circle: Circle | None) -> I64:
    """int64 (R, 4): primary key (which is the order of coming), member, desire, value."""
    found = Response.objects.filter(desire__circle=circle, desire__standing=Desire.Standing.OPEN)
    sql, values = found.order_by().values_list("pk", "member_id", "desire_id", "value").query.sql_with_params()
    parts = [np.zeros((0, 4), np.int64)]
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while part := cursor.fetchmany(_AT_ONCE):
            parts.append(np.array(part, np.int64))
    return np.concatenate(parts)


def _in_order_of_coming(members: I64) -> I64:
    found, first = np.unique(members, return_index=True)
    return found[np.argsort(first, kind="stable")]


def _as_before(now: I64, before: I64 | None) -> I64:
    """Those who were there before in their former order, then the new ones."""
    if before is None or not len(before):
        return now
    return np.concatenate([before[np.isin(before, now)], now[~np.isin(now, before)]])


def _numbers(keys: I64, order: I64) -> I64:
    """The place of each key in ``order``, which holds all of them."""
    if not len(order):
        return np.zeros(len(keys), np.int64)
    sorting = np.argsort(order, kind="stable")
    return sorting[np.searchsorted(order, keys, sorter=sorting)]


def _weight(circle: Circle | None, responses: Responses, people: I64, desires: I64) -> F64:
    """Answers of a crowd that a steward lets weigh nothing weigh nothing."""
    weight = np.ones(len(responses))
    crowds = Crowd.objects.filter(desire__circle=circle, weighs_nothing=True).values_list(
        "desire_id", "value", "behind"
    )
    for desire, value, behind in crowds:
        theirs = np.isin(people[responses.person], np.frombuffer(bytes(behind), np.int64))
        weight[theirs & (desires[responses.desire] == desire) & (responses.value == value)] = 0.0
    return weight


def to_start_from(gathered: Gathered, kept: Kept | None) -> Posterior | None:
    """The model of before with the desires that are still open; its people are met anew."""
    if kept is None or kept.posterior is None:
        return None
    held = np.isin(kept.desires, gathered.desires)
    if not held.any():
        return None
    old, m = kept.posterior, len(kept.desires)
    rows = np.concatenate([np.flatnonzero(held), np.flatnonzero(held) + m])
    return Posterior(
        old.people, old.people_second, old.desires[rows], old.desires_second[rows], old.ease, old.centre, old.spread,
        np.zeros(int(held.sum()), np.int64), old.settings,
    )  # fmt: skip


def map_before(gathered: Gathered, kept: Kept | None) -> Landscape | None:
    """The map of before, of those who are still there, as far as a new one needs it to lie on it."""
    if kept is None:
        return None
    held = np.isin(kept.people, gathered.people)
    if held.sum() < 3:
        return None
    none = np.zeros((0, 2))
    camps = Camps(np.ones((0, 1)), np.ones(len(kept.camps)), kept.camps, np.eye(2), np.zeros(0))
    return Landscape(kept.placed[held], np.zeros((0, 2, 2)), none, np.zeros(2), np.eye(2), np.zeros(2), camps)


def packed(gathered: Gathered, posterior: Posterior, drawn: Landscape) -> bytes:
    """What the next fit starts from, as one blob."""
    arrays: dict[str, Any] = {
        "people": gathered.people,
        "placed": drawn.people.astype(np.float32),
        "camps": drawn.camps.centre,
        "desires": gathered.desires,
    }
    if len(gathered.responses) >= _KEPT_FROM:
        arrays |= {
            "rows": posterior.desires,
            "seconds": posterior.desires_second,
            "ease": posterior.ease,
            "centre": posterior.centre,
            "spread": posterior.spread,
            "answers": posterior.answers,
            "form": np.array(FORM),
        }
    blob = io.BytesIO()
    np.savez(blob, **arrays)
    return blob.getvalue()


def unpacked(blob: bytes) -> Kept:
    """What :func:`packed` made."""
    with np.load(io.BytesIO(blob), allow_pickle=False) as found:
        arrays = dict(found)
    return Kept(
        arrays["people"],
        arrays["placed"].astype(np.float64),
        arrays["camps"],
        arrays["desires"],
        _posterior(arrays) if int(arrays.get("form", 0)) == FORM else None,
    )


def _posterior(arrays: dict[str, Any]) -> Posterior:
    rows, seconds = arrays["rows"], arrays["seconds"]
    return Posterior(
        np.zeros((0, rows.shape[1]), np.float32), np.zeros((0, seconds.shape[1]), np.float32), rows, seconds,
        arrays["ease"], arrays["centre"], arrays["spread"], arrays["answers"], Settings(),
    )  # fmt: skip


def answered_by(gathered: Gathered) -> Iterator[I64]:
    """For each desire in its order, the primary keys of those who answered it."""
    order = np.argsort(gathered.responses.desire, kind="stable")
    sizes = np.bincount(gathered.responses.desire, minlength=len(gathered.desires))
    keys = gathered.people[gathered.responses.person[order]]
    yield from np.split(keys, np.cumsum(sizes)[:-1]) if len(sizes) else ()
