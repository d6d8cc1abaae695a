"""What happens because time passes: proposals lapse, open seats are offered, an hour is lost to a change of clocks.

Each room registers what it keeps, in its ``AppConfig.ready``; the worker calls :func:`keep` every minute or so. Each
keeper finds by itself what is due, in transactions of its own, and does nothing twice: it may be called at any time,
by two workers at once, and may be killed at any moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

logger = logging.getLogger(__name__)

Keeper = Callable[[datetime], None]
_keepers: dict[str, Keeper] = {}


def keeps(name: str, keeper: Keeper) -> None:
    """Register what a room does as time passes, under a name of the form ``room.what``; order is that of the rooms."""
    _keepers[name] = keeper


def keepers() -> dict[str, Keeper]:
    """What is kept, by name, in the order in which it is done."""
    return dict(_keepers)


def keep(now: datetime | None = None, *, before_each: Callable[[], object] | None = None) -> list[str]:
    """Let every room do what is due at ``now`` (aware). One that fails is logged and does not hold up the others.

    ``before_each`` is called before every keeper; a worker says by it that it is still at work.

    :returns: the names of those that failed.
    """
    moment = now or timezone.now()
    failed = []
    for name, keeper in _keepers.items():
        try:
            if before_each is not None:
                before_each()
            keeper(moment)
        except Exception:
            logger.exception("keeping %s failed", name)
            failed.append(name)
    return failed
