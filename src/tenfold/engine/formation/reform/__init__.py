"""Re-forming: the smallest change that makes living circles whole again, and a season in which people change places."""

from .bundles import Bundle, bundles
from .case import HOUR_PRICE, Ailment, Case, Ill, Renewal
from .repair import ailments, repair
from .season import Exchange, season

__all__ = [
    "HOUR_PRICE",
    "Ailment",
    "Bundle",
    "Case",
    "Exchange",
    "Ill",
    "Renewal",
    "ailments",
    "bundles",
    "repair",
    "season",
]
