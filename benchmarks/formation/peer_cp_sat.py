"""Run by a Python that has OR-Tools: `python peer_cp_sat.py ASKED.json`, prints the chosen circles and the seconds.

Of all circles that could be, each person in at most one: as many people as can be, then the largest value.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from ortools.sat.python import cp_model

asked = json.loads(Path(sys.argv[1]).read_text())
model, SCALE = cp_model.CpModel(), 1_000_000
chosen = [model.NewBoolVar(str(k)) for k in range(len(asked["circles"]))]
for person in range(asked["people"]):
    model.AddAtMostOne(chosen[k] for k, circle in enumerate(asked["circles"]) if person in circle)
worth = [1000 * SCALE * len(c) + round(SCALE * v) for c, v in zip(asked["circles"], asked["values"], strict=True)]
model.Maximize(sum(w * one for w, one in zip(worth, chosen, strict=True)))
solver = cp_model.CpSolver()
solver.parameters.num_workers = 1
began = time.process_time()
if solver.Solve(model) != cp_model.OPTIMAL:
    raise SystemExit("not proven")
seconds = time.process_time() - began
print(json.dumps({"chosen": [k for k, one in enumerate(chosen) if solver.Value(one)], "seconds": seconds}))
