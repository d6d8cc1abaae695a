"""The written rules of desires for other programs: read by everybody, kept by those who keep them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Status

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.permissions import Permission, allowed, require

from .. import actions, schemas
from ..queries import moderating
from ..queries.access import access_desire, access_rendering, entered
from ..rules_text import rules_in
from ..views.words import where_code
from .members import FORBIDDEN, REFUSED

router = Router(tags=["desires"])


@router.get("desires/rules", response=schemas.RulesOut, url_name="desire_rules")
def rules(request: HttpRequest) -> Any:
    """The rules of desires, in the language asked for."""
    entered(account_of(request))
    return rules_in(get_language() or "en")


@router.post("desires/rules", response={200: schemas.RulesOut, **FORBIDDEN, **REFUSED}, url_name="desire_rules_write")
def rules_write(request: HttpRequest, body: schemas.RulesIn) -> Any:
    """Write the rules in one language; they are in force from now on."""
    actions.write_desire_rules(actor=account_of(request), **body.dict())
    return rules_in(body.language)


@router.get("desires/log", response=list[schemas.HidingOut], url_name="desire_log")
def log(request: HttpRequest, page: int = 1) -> Any:
    """What was hidden where I read: the rule, the reason and the time."""
    found = moderating.public_log(viewer=entered(account_of(request)), page=page)
    keeps = allowed(account_of(request), Permission.MODERATE_DESIRES)
    names = ("language", "rule", "reason", "at", "lifted_at", "lifted_reason")
    return [
        {
            "place": where_code(row.desire.circle),
            "rendering": row.rendering_id if keeps else None,
            **{name: getattr(row, name) for name in names},
        }
        for row in found
    ]


@router.get("desires/crowds", response={200: list[schemas.CrowdOut], **FORBIDDEN}, url_name="desire_crowds")
def crowds(request: HttpRequest, page: int = 1) -> Any:
    """Many new accounts that answered alike at once, for those who keep the rules."""
    return [_crowd(found) for found in moderating.crowds(viewer=account_of(request), page=page)]


@router.post(
    "desires/crowds/{int:pk}", response={200: schemas.CrowdOut, **FORBIDDEN, **REFUSED}, url_name="desire_crowd"
)
def crowd(request: HttpRequest, pk: int, body: schemas.CrowdIn) -> Any:
    """Let the answers of a crowd weigh nothing, or as others again, with a reason."""
    found = moderating.access_crowd(viewer=account_of(request), pk=pk)
    return _crowd(actions.look_at_crowd(actor=account_of(request), crowd=found, **body.dict()))


def _crowd(found: Any) -> dict[str, Any]:
    names = ("accounts", "usual", "since", "until", "weighs_nothing", "reason")
    return {"id": found.pk, "desire": found.desire.key, **{name: getattr(found, name) for name in names}}


@router.post(
    "desires/renderings/{int:pk}/hide", response={204: None, **FORBIDDEN, **REFUSED}, url_name="rendering_hide"
)
def rendering_hide(request: HttpRequest, pk: int, body: schemas.HideIn) -> Any:
    """Hide words in another language by a rule, with a reason, for those who keep the rules; the desire stays."""
    require(account_of(request), Permission.MODERATE_DESIRES)
    found = access_rendering(viewer=account_of(request), pk=pk)
    actions.hide_rendering(actor=account_of(request), rendering=found, **body.dict())
    return Status(204, None)


@router.post(
    "desires/renderings/{int:pk}/show", response={204: None, **FORBIDDEN, **REFUSED}, url_name="rendering_show"
)
def rendering_show(request: HttpRequest, pk: int, body: schemas.ReasonIn) -> Any:
    """Show hidden words in another language again, with a reason."""
    require(account_of(request), Permission.MODERATE_DESIRES)
    found = access_rendering(viewer=account_of(request), pk=pk)
    actions.show_rendering(actor=account_of(request), rendering=found, **body.dict())
    return Status(204, None)


@router.post("desires/{str:key}/hide", response={204: None, **FORBIDDEN, **REFUSED}, url_name="desire_hide")
def hide(request: HttpRequest, key: str, body: schemas.HideIn) -> Any:
    """Hide a desire by a rule, with a reason, for those who keep the rules."""
    require(account_of(request), Permission.MODERATE_DESIRES)
    found = access_desire(viewer=account_of(request), key=key)
    actions.hide_desire(actor=account_of(request), desire=found, **body.dict())
    return Status(204, None)


@router.post("desires/{str:key}/show", response={204: None, **FORBIDDEN, **REFUSED}, url_name="desire_show")
def show(request: HttpRequest, key: str, body: schemas.ReasonIn) -> Any:
    """Show a hidden desire again, with a reason."""
    require(account_of(request), Permission.MODERATE_DESIRES)
    found = access_desire(viewer=account_of(request), key=key)
    actions.show_desire(actor=account_of(request), desire=found, **body.dict())
    return Status(204, None)
