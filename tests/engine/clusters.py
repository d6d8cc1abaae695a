"""A Dask cluster for tests."""

import warnings
from contextlib import contextmanager

import pytest


@contextmanager
def cluster():
    """A Dask scheduler with two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as local:
            yield local
