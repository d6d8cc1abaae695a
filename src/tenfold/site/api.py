"""The API: one NinjaAPI into which each room puts its router. Its OpenAPI document is a snapshot in the repo.

Every error has one shape: ``{"detail": "a sentence", "fields": {"name": ["what is wrong with it"]}}``, the latter only
where fields are at fault.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError as Misshapen
from ninja.security import django_auth

from tenfold import __version__
from tenfold.fellowship.circles.api import router as circles_router
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.api import router as members_router

api = NinjaAPI(title="Tenfold", version=__version__, auth=django_auth, urls_namespace="api", docs_url=None)
api.add_router("", members_router)
api.add_router("", circles_router)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, answer: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(answer)}, status=403)


@api.exception_handler(Refused)
def refused(request: HttpRequest, answer: Refused) -> HttpResponse:
    """What is allowed, but cannot be done as things stand."""
    return api.create_response(request, {"detail": str(answer)}, status=409)


@api.exception_handler(ValidationError)
def mistaken(request: HttpRequest, answer: ValidationError) -> HttpResponse:
    """What was said cannot be taken as it is."""
    fields = answer.message_dict if hasattr(answer, "error_dict") else {}
    return api.create_response(request, {"detail": " ".join(answer.messages), "fields": fields}, status=422)


@api.exception_handler(Misshapen)
def misshapen(request: HttpRequest, answer: Misshapen) -> HttpResponse:
    """The request has not the shape that the document asks for."""
    fields: dict[str, list[str]] = {}
    for error in answer.errors:
        fields.setdefault(".".join(str(part) for part in error["loc"][1:]), []).append(str(error["msg"]))
    detail = _("The request is not as the document of the API says.")
    return api.create_response(request, {"detail": detail, "fields": fields}, status=422)
