"""How this package compiles: once per installation, to files beside the source."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
from numba import types

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def _forget_stale_machine_code(folder: Path) -> None:
    """Delete cached machine code when any source file of this package, or of those in it, has changed.

    Numba looks only at the file of the outermost function, so a change in a function that another file calls would
    go unnoticed and old and new code would mix.
    """
    cache, digest = folder / "__pycache__", hashlib.sha256()
    for source in sorted(folder.rglob("*.py")):
        digest.update(source.read_bytes())
    stamp = cache / "kernels.stamp"
    with contextlib.suppress(OSError):
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        cache.mkdir(exist_ok=True)
        for index in folder.rglob("__pycache__/*.nbi"):
            index.unlink(missing_ok=True)
        stamp.write_text(digest.hexdigest())


_forget_stale_machine_code(Path(__file__).parent)


def _wide(kind: Any) -> Any:
    """The type that stands for a type of argument: no constants, and 64 bits for every signed whole number."""
    wide: Any = types.unliteral(kind)
    narrow = wide in (types.int8, types.int16, types.int32)
    return types.int64 if narrow else wide


def _once(dispatcher: Any) -> Any:
    """Let compiled code call one version of a function, whatever the widths of the numbers that it hands over.

    Else each mixture of 32 and 64 bits is compiled anew, and so is all that calls it: several times the work at set-up.
    """
    template = dispatcher.get_call_template

    def call_template(arguments: Any, named: Any) -> Any:
        found, signature, _wide_ones, none = template(tuple(_wide(kind) for kind in arguments), named)
        return found, signature, tuple(arguments), none

    dispatcher.get_call_template = call_template
    return dispatcher


def kernel(function: F) -> F:
    """Compile a function of numbers and arrays that Python calls; readers and type checkers see its own signature."""
    return cast("F", _once(numba.njit(cache=True, nogil=True, error_model="numpy")(function)))


def bare_kernel(function: F) -> F:
    """Compile a function that makes no arrays of its own, only looks into those it is given.

    Without the count of references, which is an atomic step for each row that is looked at, short inner loops take
    half the time.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
    return cast("F", _once(numba.njit(**options)(function)))
