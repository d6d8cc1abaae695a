"""Desires for other programs: the same acts and questions as the pages, with the same rights."""

from ninja import Router

from . import keeping, members

__all__ = ["router"]

router = Router(tags=["desires"])
router.add_router("", keeping.router)
router.add_router("", members.router)
