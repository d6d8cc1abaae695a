"""Addresses of the circles room."""

from tests.site.access import Row

ROWS: dict[str, Row] = {}
