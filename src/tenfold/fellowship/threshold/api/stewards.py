"""What stewards do at the threshold."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Router, Status

from tenfold.fellowship.members.guards import account_of

from .. import actions, schemas
from ..queries import waves as wave_queries
from ..queries.applications import (
    Narrow,
    access_application,
    applications,
    with_rules,
)
from .shapes import (
    ON_A_PAGE,
    REFUSED,
    Answer,
    applicant_out,
    messages_out,
)

router = Router(tags=["threshold"])


@router.get("applications", response={200: schemas.ApplicantsOut, **REFUSED}, url_name="applications")
def all_applications(request: HttpRequest, show: Narrow = Narrow.ALL, page: int = 1) -> Answer:
    """Those who ask to enter, in the order in which they asked, page by page."""
    found = Paginator(applications(viewer=account_of(request), narrow=show), ON_A_PAGE).get_page(page)
    return {
        "page": found.number,
        "pages": found.paginator.num_pages,
        "count": found.paginator.count,
        "applications": [applicant_out(one) for one in with_rules(found)],
    }


@router.get("applications/{str:key}", response={200: schemas.ApplicantOut, **REFUSED}, url_name="application")
def one_application(request: HttpRequest, key: str) -> Answer:
    """One of them."""
    return applicant_out(with_rules([access_application(viewer=account_of(request), key=key)])[0])


@router.get(
    "applications/{str:key}/messages",
    response={200: list[schemas.MessageOut], **REFUSED},
    url_name="application_messages",
)
def application_messages(request: HttpRequest, key: str, page: int = 1) -> Answer:
    """The conversation with somebody, the oldest first, page by page."""
    return messages_out(access_application(viewer=account_of(request), key=key), page)


@router.post("applications/{str:key}/messages", response={201: list[schemas.MessageOut], **REFUSED})
def write_to_applicant(request: HttpRequest, key: str, body: schemas.MessageIn) -> Answer:
    """Write to somebody who asks to enter."""
    found = access_application(viewer=account_of(request), key=key)
    actions.say(actor=account_of(request), application=found, text=body.text)
    return Status(201, messages_out(found, None))


@router.put(
    "applications/{str:key}/spoken", response={200: schemas.ApplicantOut, **REFUSED}, url_name="application_spoken"
)
def application_spoken(request: HttpRequest, key: str, body: schemas.SpokenIn) -> Answer:
    """Note that a conversation took place."""
    found = access_application(viewer=account_of(request), key=key)
    actions.mark_spoken(actor=account_of(request), application=found, spoken=body.spoken)
    return one_application(request, key)


@router.get("waves", response={200: list[schemas.WaveOut], **REFUSED}, url_name="waves")
def all_waves(request: HttpRequest, page: int = 1) -> Answer:
    """All waves with their codes, page by page."""
    return list(Paginator(wave_queries.waves(viewer=account_of(request)), ON_A_PAGE).get_page(page))


@router.post("waves", response={201: schemas.WaveOut, **REFUSED})
def make_wave(request: HttpRequest, body: schemas.WaveIn) -> Answer:
    """Make a wave for a country, an origin or a city."""
    return Status(201, actions.make_wave(actor=account_of(request), **body.dict()))


@router.patch("waves/{int:pk}", response={200: schemas.WaveOut, **REFUSED}, url_name="wave")
def turn_wave(request: HttpRequest, pk: int, body: schemas.TurnIn) -> Answer:
    """Open entry for a wave, or close it."""
    found = wave_queries.access_wave(viewer=account_of(request), pk=pk)
    actions.turn_wave(actor=account_of(request), wave=found, is_open=body.is_open)
    found.refresh_from_db()
    return found


@router.get("waves/density/{str:kind}", response={200: list[schemas.DensityOut], **REFUSED}, url_name="density")
def density(request: HttpRequest, kind: str, page: int = 1) -> Answer:
    """How many are here, ask, or are invited, for each ``country`` or ``origin``, page by page."""
    found = wave_queries.density(viewer=account_of(request), kind=kind) if kind in ("country", "origin") else None
    if found is None:
        raise Http404
    plain = ("kind", "value", "members", "waiting", "invited")
    return [
        {**{name: getattr(one, name) for name in plain}, "is_open": one.wave.is_open if one.wave else None}
        for one in Paginator(found, ON_A_PAGE).get_page(page)
    ]
