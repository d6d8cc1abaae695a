"""The conversation as Polis itself reckons it, beside ours: the same names, numbers and signs as in its own files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from tenfold.engine.unity import polis
from tenfold.engine.unity.polis_groups import opinion_groups
from tenfold.people.mistakes import SheetError, say

from .conversation import MOST_GROUPS, Conversation
from .files import MATHEMATICS, is_number

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

MOST_CELLS = 250_000_000
"""People times statements up to which Polis' full table fits into memory (eight bytes a cell, four copies)."""
GIVEN, NAMED, FOUND = "given", "named", "found"


@dataclass(frozen=True, slots=True)
class Compatible:
    """What Polis' mathematics says. ``origin`` of the groups: "given" by polis-math.json, "named" in the file of
    responses, or "found" by Polis' method (its own depend on the history of the conversation).
    """

    drawn: polis.PolisMap
    group: I64
    counts: F64
    consensus: F64
    agreed: tuple[polis.Telling, ...]
    disagreed: tuple[polis.Telling, ...]
    telling: tuple[tuple[polis.Telling, ...], ...]
    priorities: F64
    origin: str
    out: NDArray[np.bool_]
    meta: NDArray[np.bool_]


def compatible_with_polis(talk: Conversation, folder: Path) -> Compatible:
    """Reckon as Polis does; with the groups of ``polis-math.json`` in the folder where it is of this conversation.

    :raises SheetError: if the table of all people and statements is too large, or the file is damaged.
    """
    if len(talk.people) * len(talk.statements) > MOST_CELLS:
        raise SheetError(
            _("The conversation is too large for Polis' mathematics, which needs the full table in memory."),
            _("Go on without --compatible."),
        )
    published = _published(talk, folder)
    ids = np.array([statement.id for statement in talk.statements])
    out, meta = talk.rejected, np.zeros(len(ids), bool)
    if published is not None:
        out = np.isin(ids, [str(j) for j in published["mod-out"]])
        meta = np.isin(ids, [str(j) for j in published.get("meta-tids") or []])
    drawn = polis.opinion_map(talk.responses, out=out)
    try:
        group, origin = _groups(talk, drawn, published)
    except (ValueError, KeyError, TypeError, OverflowError):
        raise _damaged() from None
    counts = polis.counts_by_group(talk.responses, group)
    agreed, disagreed = polis.consensus(talk.responses, out=out)
    return Compatible(
        drawn,
        group,
        counts,
        polis.group_aware_consensus(counts),
        agreed,
        disagreed,
        polis.representative(counts, out=out),
        polis.priorities(counts, drawn.extremity, meta=meta),
        origin,
        out,
        meta,
    )


def _published(talk: Conversation, folder: Path) -> dict[str, Any] | None:
    path = (folder if folder.is_dir() else folder.parent) / MATHEMATICS
    if not path.exists():
        return None
    try:
        said: dict[str, Any] = json.loads(path.read_text("utf-8"))
        same = [str(j) for j in said["tids"]] == [statement.id for statement in talk.statements]
        needed = said["base-clusters"]["members"], said["group-clusters"], said["mod-out"]
    except (ValueError, KeyError, TypeError):
        raise _damaged() from None
    return said if same and all(part is not None for part in needed) else None


def _damaged() -> SheetError:
    return SheetError(
        say(_("“{name}” is not what Polis' service wrote."), name=MATHEMATICS), _("Mend it or take it out.")
    )


def _groups(talk: Conversation, drawn: polis.PolisMap, published: dict[str, Any] | None) -> tuple[I64, str]:
    if published is not None:
        base = dict(zip(published["base-clusters"]["id"], published["base-clusters"]["members"], strict=True))
        of = {str(p): int(g["id"]) for g in published["group-clusters"] for b in g["members"] for p in base[b]}
        if not all(0 <= group < MOST_GROUPS for group in of.values()):
            raise ValueError("no numbers of groups")
        return np.array([of.get(person, -1) for person in talk.people], np.int64), GIVEN
    if talk.groups is not None:
        return talk.groups, NAMED
    return opinion_groups(drawn.people, drawn.taking_part), FOUND


def as_polis_writes(talk: Conversation, found: Compatible) -> dict[str, Any]:
    """The fields of ``polis-math.json`` that follow from responses and groups; agreement is -1 there, as in Polis.

    Every person is a base cluster of their own.
    """
    ids = [_number(statement.id) for statement in talk.statements]
    people = [_number(person) for person in talk.people]
    inside = np.flatnonzero(found.group >= 0)
    x, y = (-found.drawn.people[inside]).T
    often = np.diff(talk.responses.start)
    return {
        "n": len(people),
        "n-cmts": len(ids),
        "tids": ids,
        "mod-out": [j for j, out in zip(ids, found.out, strict=True) if out],
        "meta-tids": [j for j, meta in zip(ids, found.meta, strict=True) if meta],
        "in-conv": [people[i] for i in inside],
        "user-vote-counts": {str(p): int(n) for p, n in zip(people, often, strict=True)},
        "pca": {
            "center": (-found.drawn.centre).tolist(),
            "comps": found.drawn.components.tolist(),
            "comment-projection": (-found.drawn.desires).tolist(),
            "comment-extremity": found.drawn.extremity.tolist(),
        },
        "base-clusters": {
            "id": inside.tolist(),
            "members": [[people[i]] for i in inside],
            "x": x.tolist(),
            "y": y.tolist(),
            "count": [1] * len(inside),
        },
        "group-clusters": [
            {
                "id": g,
                "members": np.flatnonzero(found.group == g).tolist(),
                "center": (-found.drawn.people[found.group == g].mean(0)).tolist(),
            }
            for g in range(len(found.counts))
            if (found.group == g).any()
        ],
        "group-votes": {
            str(g): {
                "id": g,
                "n-members": int((found.group == g).sum()),
                "votes": {str(j): dict(zip("ADS", map(int, row), strict=True)) for j, row in zip(ids, of, strict=True)},
            }
            for g, of in enumerate(found.counts)
        },
        "group-aware-consensus": {str(j): float(v) for j, v in zip(ids, found.consensus, strict=True)},
        "comment-priorities": {str(j): float(v) for j, v in zip(ids, found.priorities, strict=True)},
        "consensus": {
            "agree": [_telling(one, ids) for one in found.agreed],
            "disagree": [_telling(one, ids) for one in found.disagreed],
        },
        "repness": {str(g): [_telling(one, ids, found.counts[g]) for one in of] for g, of in enumerate(found.telling)},
    }


def _telling(one: polis.Telling, ids: list[Any], counts: F64 | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "tid": ids[one.desire],
        "n-success": one.successes,
        "n-trials": one.trials,
        "p-success": one.share,
        "p-test": one.share_test,
    }
    if not np.isnan(one.ratio):
        told |= {"repness": one.ratio, "repness-test": one.ratio_test, "repful-for": one.stance}
    if one.best_agreed and counts is not None:
        told |= {"best-agree": True, "n-agree": int(counts[one.desire, 0])}
    return told


def _number(one: str) -> int | str:
    """A number where an id is one as programs write it; "07" stays text, so that it is not taken for 7."""
    return int(one) if is_number(one) and one == str(int(one)) else one
