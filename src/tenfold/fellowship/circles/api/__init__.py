"""Circles for other programs: the same acts and questions as the pages, with the same rights."""

from ninja import Router

from . import members, stewards
from .members import entered

__all__ = ["entered", "router"]

router = Router(tags=["circles"])
router.add_router("", members.router)
router.add_router("", stewards.router)
