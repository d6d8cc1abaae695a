"""What happens to the line as time passes. Each of these finds what is due by itself, and does nothing twice."""

from __future__ import annotations

from datetime import datetime

from . import actions


def count(now: datetime) -> None:
    """Count the line once a day; tell those who came since."""
    actions.count_line(now)
    actions.tell_newcomers(now)


def offer(now: datetime) -> None:
    """Offer open seats of tens that are there: people come into those before new ones are formed."""
    actions.offer_by_itself(now)


def form(now: datetime) -> None:
    """Publish what was formed, and form anew where enough people wait."""
    actions.give_up_silent(now)
    actions.publish_what_was_formed(now)
    actions.form_by_itself(now)
