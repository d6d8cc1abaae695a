"""The threshold for other programs: the same acts and questions as the pages, with the same rights."""

from ninja import Router

from . import own, public, stewards

router = Router(tags=["threshold"])
for part in (public, own, stewards):
    router.add_router("", part.router)

__all__ = ["router"]
