"""What the rooms to the right may want to hear of, said inside the transaction in which it happens.

All are sent with ``seat`` and ``actor`` (None for what happens because time passes), the member's row being locked.
"""

from django.dispatch import Signal

seat_taken = Signal()
"""Somebody sits down in a circle."""

seat_left = Signal()
"""A seat was left; the voices that its member carried upwards from it are sent on their own, lowest first."""

seat_paused = Signal()
"""A seat is kept for somebody who is away until ``seat.paused_until``: another may carry their voice meanwhile."""

seat_resumed = Signal()
"""They are back."""
