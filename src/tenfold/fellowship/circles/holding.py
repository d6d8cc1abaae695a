"""Some consents hold only together: a ten that moves as one, two who change places. Another room says which.

Who says yes to such a proposal has said it, and keeps the seat they have until the others have said it too.
"""

from __future__ import annotations

from collections.abc import Callable

from tenfold.fellowship.members.models import Account

from .models import Placement

_lock: list[Callable[[Placement], None]] = []
_hold: list[Callable[[Placement, Account], bool]] = []
_say: list[Callable[[Placement], list[str]]] = []


def holds(
    *,
    lock: Callable[[Placement], None],
    hold: Callable[[Placement, Account], bool],
    say: Callable[[Placement], list[str]],
) -> None:
    """Register who may hold a yes; called in ``AppConfig.ready``.

    :param lock: takes, before any other lock, those of the members whose seats a yes may settle as well
    :param hold: keeps the yes and answers True; False when it may take effect now
    :param say: what whoever is asked is to know of it, one sentence each
    """
    _lock.append(lock)
    _hold.append(hold)
    _say.append(say)


def lock_together(placement: Placement) -> None:
    """Lock all those whose seats a yes to this proposal may settle; the first lock that its transaction takes."""
    for lock in _lock:
        lock(placement)


def held(placement: Placement, actor: Account) -> bool:
    """Whether a yes is kept until others have said it too. The member and the placement are locked."""
    return any([hold(placement, actor) for hold in _hold])  # noqa: C419 - each is asked


def said_with(placement: Placement) -> list[str]:
    """What is to be said beside a proposal that holds only together with others."""
    return [sentence for say in _say for sentence in say(placement)]
