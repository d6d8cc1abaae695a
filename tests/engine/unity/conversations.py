"""The public Polis conversations, where they lie beside the checkout; tests that need them skip when they do not."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from tenfold.engine.unity import Responses

FOLDER = Path(os.environ.get("TENFOLD_DATA") or Path(__file__).parents[4] / "shared" / "data") / "unity"
WITH_MATHEMATICS = (
    "scoop-hivemind.taxes",
    "scoop-hivemind.biodiversity",
    "austria-climate.5twd2jsnkf.2022-08-08",
)


def read(name):
    """The folder of a conversation, its responses, and the numbers that Polis gave to its people and desires."""
    folder = FOLDER / name
    if not folder.is_dir():
        pytest.skip(
            f"the public conversation {name} is not at {folder}; set TENFOLD_DATA to the folder that holds unity/"
        )
    with (folder / "votes.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = np.array(
            [[int(r[c]) for c in ("timestamp", "comment-id", "voter-id", "vote")] for r in csv.DictReader(file)]
        )
    people, who = np.unique(rows[:, 2], return_inverse=True)
    desires, what = np.unique(rows[:, 1], return_inverse=True)
    return folder, Responses.gather(who, what, rows[:, 3], rows[:, 0]), people, desires
