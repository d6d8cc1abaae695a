"""How this package compiles: once per installation, to files beside the source."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba

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


def kernel(function: F) -> F:
    """Compile a function of numbers and arrays that Python calls; readers and type checkers see its own signature."""
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
