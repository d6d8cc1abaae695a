"""What the views of this room share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.views.words import crumbs, name_of
from tenfold.fellowship.members import choices
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.refusals import Refused

from ..models import Composition

Act = Callable[..., Any]


def address_of(circle: Circle | None) -> str:
    """The page of a circle's one desire, or of the whole's."""
    if circle is None:
        return reverse("one_desire_whole")
    return reverse("one_desire", args=[circle.level, circle.number])


def page_of(composition: Composition) -> str:
    return reverse("composition", args=[composition.key])


def called(circle: Circle | None) -> str:
    """What a circle is called; the whole where there is none."""
    return name_of(circle) if circle is not None else _("The whole")


def way(circle: Circle | None, below: str = "") -> list[tuple[str, str]]:
    """The way from the whole down to a circle's one desire, and to the page ``below`` it."""
    down = crumbs(circle) if circle is not None else [(_("The whole"), reverse("whole"))]
    here = [(below, "")] if below else []
    return [*down, (_("One desire"), address_of(circle)), *here]


def languages_of(member: Member, circle: Circle | None) -> list[tuple[str, str]]:
    """The languages one may begin in: the circle's own first, then one's own."""
    own = [language.code for language in member.languages.all()]
    codes = ([circle.language] if circle is not None else []) + own
    return [(code, choices.language_name(code)) for code in dict.fromkeys(codes)]


class telling:  # noqa: N801 - it reads as a word: with telling(request): …
    """Say on the next page why something could not be done, in the words of the action."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, answer: BaseException | None, _trace: object) -> bool:
        if isinstance(answer, ValidationError):
            messages.error(self.request, " ".join(answer.messages))
            return True
        if isinstance(answer, Refused | PermissionDenied):
            messages.error(self.request, str(answer))
            return True
        return False
