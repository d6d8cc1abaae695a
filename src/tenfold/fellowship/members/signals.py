"""What the rooms to the right may want to hear of, said inside the transaction in which it happens."""

from django.dispatch import Signal

left = Signal()
"""A member leaves the fellowship or is about to be erased. Sent with ``member`` and ``actor`` while both exist."""
