"""The API is what its published OpenAPI document says; changing it is a decision that shows in the diff."""

from tools.openapi import PATH, document


def test_snapshot_is_current() -> None:
    assert document() == PATH.read_text(encoding="utf-8"), "The API changed. If that is wanted: make snapshot"
