"""The API: one NinjaAPI into which each room puts its router. Its OpenAPI document is a snapshot in the repo."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import django_auth

from tenfold import __version__
from tenfold.fellowship.circles.api import router as circles_router
from tenfold.fellowship.circles.refusals import Refused

api = NinjaAPI(title="Tenfold", version=__version__, auth=django_auth, urls_namespace="api", docs_url=None)
api.add_router("", circles_router)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, answer: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(answer)}, status=403)


@api.exception_handler(Refused)
def refused(request: HttpRequest, answer: Refused) -> HttpResponse:
    """What is allowed, but cannot be done as things stand."""
    return api.create_response(request, {"detail": str(answer)}, status=409)
