"""Run by a Python that has the peer: `python peer_anti_clustering.py TABLE.npy GROUPS OUT.npy`, prints the seconds.

`pip install anti-clustering==0.4.1` wants an older numpy than ours, hence its own environment.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd
from anti_clustering import ExchangeHeuristicAntiClustering

table, groups, out = np.load(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
frame = pd.DataFrame(table, columns=[f"c{f}" for f in range(table.shape[1])])
began = time.process_time()
found = ExchangeHeuristicAntiClustering(random_seed=1, restarts=1).run(
    df=frame, numerical_columns=list(frame.columns), categorical_columns=None, num_groups=groups, destination_column="g"
)
print(time.process_time() - began)
np.save(out, pd.factorize(found["g"])[0])
