"""What the rooms to the right may want to hear of, said inside the transaction in which it happens."""

from django.dispatch import Signal

entering = Signal()
"""Somebody is about to become a member, or one again. Sent with ``member`` (who may not be saved yet); a receiver that
has a reason against it raises ``ValidationError`` in words for the person."""

left = Signal()
"""A member leaves the fellowship or is about to be erased. Sent with ``member`` and ``actor`` while both exist."""

told = Signal()
"""Somebody changed what they say of themselves. Sent with ``member`` once it is written."""
