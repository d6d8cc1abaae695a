"""What many parts of a page ask for is read once for the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Found = TypeVar("Found")

_read: ContextVar[dict[Any, Any] | None] = ContextVar("read for this page", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """While this lasts, what is marked with :func:`once` is read once; only for looking, for changes are not seen."""
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def once(read: Callable[P, Found]) -> Callable[P, Found]:
    """Mark a query whose arguments tell apart what it finds; what it answers must not be changed.

    Outside of :func:`one_look`, in actions and in the worker, it is read each time.
    """

    @wraps(read)
    def found(*args: P.args, **kwargs: P.kwargs) -> Found:
        known = _read.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = read(*args, **kwargs)
        answer: Found = known[key]
        return answer

    return found
