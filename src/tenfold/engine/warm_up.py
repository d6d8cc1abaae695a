"""Compile the whole engine once, ``python -m tenfold.engine.warm_up``; what is compiled stays on disk, beside it.

Else the first who needs a part of it waits for the compiler: up to a minute for the first formation.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from tenfold.engine import formation, unity
from tenfold.engine.formation import dense, missing, sharded, table, week


def line() -> None:
    """What those who wait lack."""
    always = np.full((3, week.WORDS), 2**64 - 1, np.uint64)
    waiting = missing.line_of(np.ones((3, 1), np.uint64), always, np.zeros(3, np.int16), minutes=60)
    cells = missing.count_cells(waiting, languages=2)
    missing.best_chances(waiting, cells, counted=np.ones(3, bool))
    missing.one_more_hour(waiting, cells)
    missing.one_more_language(waiting, cells)
    missing.within_reach(waiting, cells, least=2)


def desires() -> None:
    """The fit of a few responses, and what is read from it."""
    who, what = np.divmod(np.arange(40), 5)
    told = unity.Responses.gather(who, what, (who + what) % 3 - 1)
    posterior = unity.fit(told)
    unity.common_ground(posterior, told, unity.landscape(posterior))
    unity.meet(posterior, told)


# The longest first, so that all processors are done at about the same time.
PARTS: tuple[Callable[[], None], ...] = (
    formation.warm_up,
    sharded.warm_up,
    desires,
    dense.warm_up,
    table.warm_up,
    line,
)


def main() -> None:
    """All parts, side by side in processes of their own."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(part) for part in PARTS]:
            done.result()


if __name__ == "__main__":
    main()
