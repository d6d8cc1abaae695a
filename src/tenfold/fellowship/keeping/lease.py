"""One worker at a time keeps: a row says who, and until when.

The lease is a courtesy that saves work. Where it fails (a worker that takes longer than it asked for, clocks that
differ), two keep at once, and as every keeper does nothing twice, nothing breaks.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from datetime import datetime, timedelta

from django.db import IntegrityError, close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone

from . import keep
from .models import Lease

logger = logging.getLogger(__name__)

HELD_FOR = timedelta(minutes=5)
"""After so long without a sign of life the next worker takes over from one that was killed."""

EVERY = 60.0
"""Seconds between two rounds of one worker."""

NAME = "keeping"


def new_holder() -> str:
    """A name for this process that no other one has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def take(holder: str, now: datetime) -> bool:
    """Take the lease, or hold it on; False while somebody else has it."""
    free = Lease.objects.filter(Q(holder=holder) | Q(until__lte=now), name=NAME)
    if free.update(holder=holder, until=now + HELD_FOR):
        return True
    try:
        with transaction.atomic():
            return Lease.objects.get_or_create(name=NAME, defaults={"holder": holder, "until": now + HELD_FOR})[1]
    except IntegrityError:
        return False


def give_back(holder: str, now: datetime) -> None:
    """Let the next one begin."""
    Lease.objects.filter(name=NAME, holder=holder).update(until=now, kept_at=now)


def keep_alone(holder: str) -> list[str] | None:
    """Do what is due unless another worker is at it.

    :returns: the names of what failed; None when another worker has the lease.
    """
    if not take(holder, timezone.now()):
        return None
    try:
        return keep(before_each=lambda: take(holder, timezone.now()))
    finally:
        give_back(holder, timezone.now())


def keep_on(stop: threading.Event | None = None, *, every: float = EVERY) -> None:
    """Keep, wait, keep again, until told to stop. A database that is away for a while is waited for."""
    waiting = stop or threading.Event()
    holder = new_holder()
    while not waiting.is_set():
        close_old_connections()
        try:
            keep_alone(holder)
        except Exception:
            logger.exception("keeping could not be begun")
        close_old_connections()
        waiting.wait(every)
