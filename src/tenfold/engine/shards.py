"""One seam for work in shards: here, in processes of this machine, or on a Dask cluster when its address is given.

A shard is handed to a pure function and nobody else; so its result depends neither on how many workers there are, nor
on which one had it, nor on how often it was begun. Results come in the order of the shards. A worker that dies costs
the time of the shards it held, which are given to another.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import Any, Generic, Protocol, TypeVar

Shard = TypeVar("Shard")
Result = TypeVar("Result")

SCHEDULER = "TENFOLD_DASK"
"""The environment variable that names the address of a Dask scheduler, as in tcp://10.0.0.5:8786."""

TRIES = 4
"""How often a shard is begun, if its workers die one after the other, before the whole gives up."""

AHEAD = 2
"""Shards that are on their way for each worker, so that none waits for its next."""


DIED = (
    "A shard's worker died again and again. Is the memory too small? "
    'Does your program begin with if __name__ == "__main__":?'
)


class WorkerDied(RuntimeError):  # noqa: N818  what happened, not an "error" of the caller
    """A shard lost as many workers as it may have: as a rule because a shard is too large for their memory, or
    because a program that starts processes has no ``if __name__ == "__main__":`` around what it does."""


class _Pool(Protocol):
    """Where shards are sent: how many workers it has, and what it does with a shard."""

    workers: int

    def send(self, shard: Any) -> Any: ...

    def fetch(self, ticket: Any) -> Any: ...

    def close(self) -> None: ...


def map_shards(
    work: Callable[[Shard], Result],
    shards: Iterable[Shard],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Result]:
    """The result of each shard, in their order; shards are taken from the iterable only as they can be sent.

    :param work: a pure function of a module, so that other processes find it
    :param workers: processes on this machine (all processors by default); with 1 the work is done here
    :param scheduler: address of a Dask scheduler; by default that of the environment, if it names one
    :raises WorkerDied: if one shard has been begun :data:`TRIES` times and its worker died each time.

    >>> list(map_shards(abs, [-1, 2, -3], workers=1))
    [1, 2, 3]
    """
    address = scheduler if scheduler is not None else os.environ.get(SCHEDULER, "")
    wanted = workers or os.cpu_count() or 1
    if not address and wanted == 1:
        yield from map(work, shards)
        return
    pool: _Pool = _Cluster(work, address) if address else _Processes(work, wanted)
    try:
        yield from _in_order(pool, iter(shards))
    finally:
        pool.close()


def _in_order(pool: _Pool, shards: Iterator[Any]) -> Iterator[Any]:
    waiting: deque[Any] = deque(pool.send(shard) for shard in itertools.islice(shards, AHEAD * pool.workers))
    while waiting:
        result = pool.fetch(waiting.popleft())
        waiting.extend(pool.send(shard) for shard in itertools.islice(shards, 1))
        yield result


class _Ticket(Generic[Shard]):
    """A shard on its way."""

    def __init__(self, shard: Shard, future: Future[Any]) -> None:
        self.shard = shard
        self.future = future
        self.tries = 1


class _Processes:
    """Processes of this machine. When one dies the others are given up with it, and all begin anew."""

    def __init__(self, work: Callable[[Any], Any], workers: int) -> None:
        self.workers = workers
        self._work = work
        self._executor = self._begin()
        self._sent: list[_Ticket[Any]] = []

    def _begin(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))

    def send(self, shard: Any) -> _Ticket[Any]:
        try:
            ticket = _Ticket(shard, self._executor.submit(self._work, shard))
        except BrokenProcessPool:
            self._begin_anew()
            ticket = _Ticket(shard, self._executor.submit(self._work, shard))
        self._sent.append(ticket)
        return ticket

    def fetch(self, ticket: _Ticket[Any]) -> Any:
        while True:
            try:
                result = ticket.future.result()
            except BrokenProcessPool as died:
                if ticket.tries == TRIES:
                    raise WorkerDied(DIED) from died
                self._begin_anew()
            else:
                self._sent.remove(ticket)
                return result

    def _begin_anew(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._begin()
        for ticket in self._sent:
            if not ticket.future.done() or ticket.future.cancelled() or ticket.future.exception() is not None:
                ticket.future, ticket.tries = self._executor.submit(self._work, ticket.shard), ticket.tries + 1

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


class _Cluster:
    """A Dask cluster. Its scheduler keeps each shard until the result is there, and gives it on when a worker dies."""

    def __init__(self, work: Callable[[Any], Any], address: str) -> None:
        from distributed import Client

        connect: Any = Client
        self._work = work
        self._client = connect(address, set_as_default=False)
        self._client.wait_for_workers(1)
        self.workers = max(sum(self._client.nthreads().values()), 1)

    def send(self, shard: Any) -> Any:
        return self._client.submit(self._work, shard, pure=False, retries=0)

    def fetch(self, ticket: Any) -> Any:
        from distributed.scheduler import KilledWorker

        try:
            result = ticket.result()
        except KilledWorker as died:
            raise WorkerDied(DIED) from died
        ticket.release()
        return result

    def close(self) -> None:
        with suppress(TimeoutError):
            self._client.close()
