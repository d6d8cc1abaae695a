"""How far ahead one may wait or pause, and what "until I say so" is as a date."""

from __future__ import annotations

from datetime import date, timedelta

LONGEST_WAIT = LONGEST_PAUSE = timedelta(days=366)

UNTIL_I_SAY = date(9999, 12, 31)
"""``Member.not_before`` of somebody who waits, keeps their place, and wishes for no proposal until they say so."""
