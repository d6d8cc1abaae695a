"""Which desires to show somebody next: about five at a sitting, from the circles they belong to and from the whole."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from itertools import chain, zip_longest
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member

from ..models import Counts, Desire, Fit, FitArrays, Response
from ..reach import circles_of
from .reading import unanswered

if TYPE_CHECKING:
    from tenfold.engine.unity import Posterior

    Model = tuple[NDArray[np.int64], Posterior]

SITTING = 5
CANDIDATES = 300
"""So many desires are weighed against one another for one sitting; among more, chance chooses which."""
LATEST = 200
"""So many of one's latest answers say what to ask next."""
NEWEST = 5_000


def sitting(member: Member, *, only: Circle | None = None, whole: bool = True, seed: int = 0) -> list[Desire]:
    """At most five desires to answer now: from each of one's circles in turn, the ten first, and from the whole.

    With ``only`` those of one circle; ``whole`` False leaves the whole out. What is best to ask is told by what
    is known of the member and by which desires few have answered, with a little chance by ``seed``.
    """
    scopes: list[Circle | None] = [only] if only else [*circles_of(member)]
    if whole and only is None:
        scopes.append(None)
    chosen = [next_of(scope, member, seed=seed) for scope in scopes]
    in_turn = [key for key in chain.from_iterable(zip_longest(*chosen)) if key is not None][:SITTING]
    found = Desire.objects.in_bulk(in_turn)
    return [found[key] for key in in_turn if key in found]


def next_of(circle: Circle | None, member: Member, *, seed: int = 0) -> list[int]:
    """Primary keys of at most five desires of one circle, the first first."""
    newest = unanswered(circle, viewer=member).order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    keys = np.fromiter(newest, np.int64)
    chance = np.random.default_rng([seed, member.pk])
    if len(keys) > CANDIDATES:
        keys = chance.choice(keys, CANDIDATES, replace=False)
    if len(keys) > SITTING and (told := _by_what_it_tells(circle, member, keys, seed)) is not None:
        return told
    answered = {counts.pk: counts.answered for counts in Counts.objects.filter(desire__in=keys.tolist())}
    rank = chance.permutation(len(keys))
    order = sorted(range(len(keys)), key=lambda i: (answered.get(int(keys[i]), 0), rank[i]))
    return [int(keys[i]) for i in order[:SITTING]]


def _by_what_it_tells(circle: Circle | None, member: Member, keys: NDArray[np.int64], seed: int) -> list[int] | None:
    """The engine's choice among ``keys``; None where no model of the circle is kept."""
    fit = Fit.objects.filter(circle=circle, made_at__isnull=False).first()
    kept = _models.of(fit) if fit else None
    if kept is None:
        return None
    from tenfold.engine.unity import Responses, ask_next, meet

    from ..reckoning import one_at_a_time

    known, posterior = kept
    latest = Response.objects.filter(member=member, desire__circle=circle).order_by("-responded_at")
    mine = np.array(list(latest.values_list("desire", "value")[:LATEST]), np.int64).reshape(-1, 2)
    mine = mine[np.isin(mine[:, 0], known)]
    new = int((~np.isin(keys, known)).sum())
    keys = keys[np.isin(keys, known)]
    if len(keys) < SITTING or new > len(keys):
        return None
    some = np.concatenate([keys, mine[:, 0]])
    order = np.argsort(known, kind="stable")
    rows = order[np.searchsorted(known, some, sorter=order)]
    part = _part(posterior, rows)
    told = Responses.gather(
        np.zeros(len(mine), int), len(keys) + np.arange(len(mine)), mine[:, 1], people=1, desires=len(some)
    )
    open_to = np.arange(len(some)) < len(keys)
    with one_at_a_time:
        met = meet(part, told)
        chosen = ask_next(met, 0, open_to=open_to, count=SITTING, seed=seed + member.pk)
    return [int(some[i]) for i in chosen]


def _part(posterior: Posterior, rows: NDArray[np.int64]) -> Posterior:
    """The model of some desires."""
    both = np.concatenate([rows, rows + posterior.m])
    return replace(
        posterior,
        desires=posterior.desires[both],
        desires_second=posterior.desires_second[both],
        answers=posterior.answers[rows],
    )


class _Models:
    """The models of the few circles that are large enough to have one, read once after each reckoning."""

    MOST = 4

    def __init__(self) -> None:
        self.lock = Lock()
        self.held: OrderedDict[int, tuple[datetime | None, Model | None]] = OrderedDict()

    def of(self, fit: Fit) -> Model | None:
        """Primary keys of desires, and the model without its people; None where none is kept."""
        with self.lock:
            if fit.pk in self.held and self.held[fit.pk][0] == fit.made_at:
                self.held.move_to_end(fit.pk)
                return self.held[fit.pk][1]
            found = FitArrays.objects.filter(fit=fit).first()
            from ..bridge import unpacked

            kept = unpacked(bytes(found.content)) if found else None
            model = (kept.desires, kept.posterior) if kept and kept.posterior else None
            self.held[fit.pk] = (fit.made_at, model)
            if len(self.held) > self.MOST:
                self.held.popitem(last=False)
            return model


_models = _Models()
