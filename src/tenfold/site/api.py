"""The API: one NinjaAPI into which each room puts its router. Its OpenAPI document is a snapshot in the repo.

Every error has one shape: ``{"detail": "a sentence", "fields": {"name": ["what is wrong with it"]}}``, the latter only
where fields are at fault.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled
from ninja.errors import ValidationError as Misshapen
from ninja.operation import Operation
from ninja.security import django_auth

from tenfold import __version__
from tenfold.fellowship.circles.api import router as circles_router
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.conduct.api import router as conduct_router
from tenfold.fellowship.delegates.api import router as delegates_router
from tenfold.fellowship.desires.api import router as desires_router
from tenfold.fellowship.gatherings.api import router as gatherings_router
from tenfold.fellowship.line.api import router as line_router
from tenfold.fellowship.members.api import router as members_router
from tenfold.fellowship.members.bearer import TokenThrottle, token_auth
from tenfold.fellowship.members.log_api import router as log_router
from tenfold.fellowship.members.token_api import router as token_router
from tenfold.fellowship.one_desire.api import router as one_desire_router
from tenfold.fellowship.practice.api import router as practice_router
from tenfold.fellowship.renewal.api import router as renewal_router
from tenfold.fellowship.threshold.api import router as threshold_router

RATE = "240/m"
"""How much one token may ask."""


class TenfoldAPI(NinjaAPI):
    """Names operations by their room, so that a client made from the document outlives a moved file."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        room = operation.view_func.__module__.removeprefix("tenfold.fellowship.").partition(".")[0]
        return f"{room}_{operation.view_func.__name__}"


api = TenfoldAPI(
    title="Tenfold",
    version=__version__,
    auth=[token_auth, django_auth],
    throttle=TokenThrottle(RATE),
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", members_router)
api.add_router("", token_router)
api.add_router("", log_router)
api.add_router("", threshold_router)
api.add_router("", conduct_router)
api.add_router("", circles_router)
api.add_router("", line_router)
api.add_router("", renewal_router)
api.add_router("", delegates_router)
api.add_router("", gatherings_router)
api.add_router("", desires_router)
api.add_router("", one_desire_router)
api.add_router("", practice_router)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, answer: AuthenticationError) -> HttpResponse:
    """Nobody is signed in, or the token that was shown opens nothing."""
    said = str(answer)
    words = _("Sign in, or show a token: Authorization: Bearer …") if said == "Unauthorized" else said
    response = api.create_response(request, {"detail": words}, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def too_much(request: HttpRequest, answer: Throttled) -> HttpResponse:  # noqa: ARG001
    """One token asked more than its share."""
    return api.create_response(request, {"detail": _("That was a lot at once. Please wait a minute.")}, status=429)


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
