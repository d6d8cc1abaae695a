"""The API: one NinjaAPI into which each room puts its router. Its OpenAPI document is a snapshot in the repo."""

from ninja import NinjaAPI
from ninja.security import django_auth

from tenfold import __version__
from tenfold.fellowship.circles.api import router as circles_router

api = NinjaAPI(title="Tenfold", version=__version__, auth=django_auth, urls_namespace="api", docs_url=None)
api.add_router("", circles_router)
