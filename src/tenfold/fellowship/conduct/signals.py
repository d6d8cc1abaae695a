"""What the rooms to the right are asked to do, inside the transaction of the decision."""

from django.dispatch import Signal

seat_to_end = Signal()
"""A decision ends a seat. Sent with ``actor`` (the steward), ``member``, ``where`` (the circle, "level-number") and
``reason``. A receiver ends the seat; where there is none any more, it does nothing."""
