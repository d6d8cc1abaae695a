"""One's own way in: the purpose, the rules, the conversation, and going again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Standing
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.members.schemas import MistakesOut

from .. import actions, schemas
from ..queries.path import access_lesson
from ..queries.purpose import access_version
from ..views.limits import too_often
from .shapes import (
    REFUSED,
    Answer,
    application_out,
    messages_out,
    mine,
    own_application,
    stance_out,
)

router = Router(tags=["threshold"])


@router.get("me/purpose", response={200: schemas.StanceOut, 404: MistakesOut}, url_name="me_purpose")
def my_stance(request: HttpRequest) -> Answer:
    """Where I stand towards the purpose."""
    return stance_out(mine(request))


@router.put("me/purpose", response={200: schemas.StanceOut, **REFUSED})
def answer_purpose(request: HttpRequest, body: schemas.AgreeIn) -> Answer:
    """Agree to the version in force, or leave it open."""
    verb = actions.agree if body.agree else actions.leave_open
    verb(actor=account_of(request), purpose=access_version(number=body.number))
    return stance_out(mine(request))


@router.delete("me/purpose", response={200: schemas.StanceOut, **REFUSED})
def take_back_agreement(request: HttpRequest) -> Answer:
    """Agree no longer."""
    actions.take_back_agreement(actor=account_of(request))
    return stance_out(mine(request))


@router.get("me/application", response={200: schemas.ApplicationOut, 404: MistakesOut}, url_name="me_application")
def my_application(request: HttpRequest) -> Answer:
    """My own application: what I said, which rule is open, and how many wait before me."""
    return application_out(own_application(request))


@router.post("me/application", response={201: schemas.ApplicationOut, **REFUSED})
def begin_application(request: HttpRequest, body: schemas.BeginIn) -> Answer:
    """Give a name and begin to ask to enter, or come back after having withdrawn."""
    member = member_of(account=account_of(request))
    if member is not None and member.standing == Standing.APPLYING:
        actions.come_again(actor=account_of(request))
    else:
        actions.begin(actor=account_of(request), name=body.name)
    return Status(201, application_out(own_application(request)))


@router.patch("me/application", response={200: schemas.ApplicationOut, **REFUSED})
def change_application(request: HttpRequest, body: schemas.ApplicationIn) -> Answer:
    """Say why I come, give a code, wish for letters."""
    actor = account_of(request)
    own_application(request)
    if body.why is not None:
        actions.say_why(actor=actor, why=body.why)
    if body.letters is not None:
        actions.wish_letters(actor=actor, wished=body.letters)
    if body.code is not None:
        if too_often("code", str(actor.pk), most=10):
            raise ValidationError({"code": _("That was a lot at once. Please wait an hour.")})
        actions.give_code(actor=actor, code=body.code)
    return application_out(own_application(request))


@router.put(
    "me/application/steps/{int:number}",
    response={200: schemas.ApplicationOut, **REFUSED},
    url_name="me_application_step",
)
def take_step(request: HttpRequest, number: int, body: schemas.StepIn) -> Answer:
    """Note that I have read a text of the path, with my answer, which nobody but me sees."""
    actions.take_step(actor=account_of(request), number=access_lesson(number=number).number, answer=body.answer)
    return application_out(own_application(request))


@router.post("me/application/ask", response={200: schemas.ApplicationOut, **REFUSED}, url_name="me_application_ask")
def ask_to_enter(request: HttpRequest) -> Answer:
    """Ask to enter; with every rule met I am a member with this."""
    actions.ask(actor=account_of(request))
    return application_out(own_application(request))


@router.post("me/application/withdraw", response={204: None, **REFUSED}, url_name="me_application_withdraw")
def withdraw_application(request: HttpRequest, body: schemas.WithdrawIn) -> Answer:
    """Ask no longer; everything said is erased, or kept for me alone."""
    actions.withdraw(actor=account_of(request), erase=body.erase)
    return Status(204, None)


@router.delete("me/application", response={204: None, **REFUSED})
def forget_application(request: HttpRequest) -> Answer:
    """For a member: erase what I said at the threshold."""
    actions.forget_threshold(actor=account_of(request))
    return Status(204, None)


@router.get(
    "me/application/messages",
    response={200: list[schemas.MessageOut], **REFUSED},
    url_name="me_application_messages",
)
def my_messages(request: HttpRequest, page: int = 1) -> Answer:
    """My conversation with the stewards, the oldest first, page by page."""
    return messages_out(own_application(request), page)


@router.post("me/application/messages", response={201: list[schemas.MessageOut], **REFUSED})
def write_to_stewards(request: HttpRequest, body: schemas.MessageIn) -> Answer:
    """Write to the stewards."""
    application = own_application(request)
    actions.say(actor=account_of(request), application=application, text=body.text)
    return Status(201, messages_out(application, None))
