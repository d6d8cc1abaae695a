"""The steward's desk: what needs a person's attention, each with its next step, and the way to every tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.circles.options import Who
from tenfold.fellowship.circles.queries.proposals import to_be_seated, waiting_for_publication
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.models import Account, Standing
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import Search, fellowship, find_members


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that waits: what it is, and the verb that goes on with it."""

    words: str
    verb: str
    href: str


@permission_required(Permission.FORM_CIRCLES)
def desk(request: HttpRequest) -> HttpResponse:
    """Everything a steward may want to do next."""
    return render(request, "site/desk.html", {"steps": list(steps(account_of(request)))})


def steps(viewer: Account) -> Iterator[Step]:
    """What waits, the most urgent first. Nothing is counted against anybody."""
    if not fellowship().purpose:
        words = _("The fellowship has not said yet what it is for.")
        yield Step(words, _("Write its purpose"), reverse("fellowship_edit"))
    for formation in waiting_for_publication():
        yield formation_step(formation)
    seatless = to_be_seated(Who.WITHOUT_A_SEAT).count()
    if seatless:
        words = ngettext("%(n)d person has no seat yet.", "%(n)d people have no seat yet.", seatless) % {"n": seatless}
        yield Step(words, _("Form tens"), reverse("formation_new"))
    invited = find_members(viewer=viewer, search=Search(standing=Standing.INVITED)).count()
    if invited:
        words = ngettext(
            "%(n)d invited person has not come in yet.", "%(n)d invited people have not come in yet.", invited
        ) % {"n": invited}
        yield Step(words, _("Look at the invitations"), reverse("invitations"))


def formation_step(formation: Formation) -> Step:
    """A formation that is being made, or a proposal that waits."""
    href = reverse("formation", args=[formation.pk])
    if formation.standing == Formation.Standing.PROPOSED:
        return Step(_("A formation has made its proposal."), _("Look at the proposal"), href)
    return Step(_("A formation is being made."), _("See how far it is"), href)
