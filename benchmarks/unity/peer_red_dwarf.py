"""Run red-dwarf's full pipeline on responses in an .npz file; print seconds and processor seconds.

Called by run.py with the Python that --peer-python names; it needs red-dwarf==0.4.0 and nothing of ours.
"""

import sys
import time

import numpy as np
from reddwarf.implementations.polis import run_pipeline

table = np.load(sys.argv[1])
votes = [
    {"participant_id": p, "statement_id": s, "vote": v}
    for p, s, v in zip(table["person"].tolist(), table["statement"].tolist(), table["value"].tolist(), strict=True)
]
begin, busy = time.perf_counter(), time.process_time()
run_pipeline(votes=votes, random_state=0)
print(time.perf_counter() - begin, time.process_time() - busy)
