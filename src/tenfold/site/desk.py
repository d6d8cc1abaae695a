"""The desk: the whole at a glance, what needs a person's attention with its next step, the way to every tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.queries.proposals import waiting_for_publication
from tenfold.fellowship.conduct.queries import waiting_for
from tenfold.fellowship.desires.queries.moderating import new_crowds
from tenfold.fellowship.line.queries import waiting
from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.models import Account, Standing
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import Search, fellowship, find_members
from tenfold.fellowship.renewal.queries.looks import last_look
from tenfold.fellowship.renewal.queries.renewals import open_season, season_due
from tenfold.fellowship.threshold.queries.applications import Narrow, applications
from tenfold.fellowship.threshold.queries.purpose import current_purpose
from tenfold.site.needs import NEEDS


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that waits: what it is, and the verb that goes on with it."""

    words: str
    verb: str
    href: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the whole, and the list behind it."""

    words: str
    number: int
    href: str


@permission_required(Permission.FORM_CIRCLES)
def desk(request: HttpRequest) -> HttpResponse:
    """Everything a steward may want to know or do next."""
    viewer = account_of(request)
    context = {"figures": list(figures(viewer)), "steps": list(steps(viewer)), "needs": list(needs())}
    return render(request, "site/desk.html", context)


def figures(viewer: Account) -> Iterator[Figure]:
    """The whole in a few numbers."""
    members = reverse("members")
    entered = find_members(viewer=viewer, search=Search(standing=Standing.ENTERED)).count()
    yield Figure(_("members"), entered, f"{members}?standing={Standing.ENTERED}")
    yield Figure(_("wait for a ten"), waiting().count(), reverse("line"))
    living = Circle.objects.filter(level=1, standing=Circle.Standing.ALIVE).count()
    yield Figure(_("living tens"), living, reverse("whole"))
    asked = Placement.objects.filter(standing=Placement.Standing.OFFERED).count()
    yield Figure(_("proposals wait for an answer"), asked, reverse("formations"))


def steps(viewer: Account) -> Iterator[Step]:
    """What waits for somebody's hand, the most urgent first. Nothing is counted against anybody."""
    if current_purpose() is None:
        words = _("The fellowship has not said yet what it is for.")
        yield Step(words, _("Write its purpose"), reverse("purpose_write"))
    yield from people_steps(viewer)
    for formation in waiting_for_publication():
        yield formation_step(formation)
    yield from circle_steps(viewer)
    invited = find_members(viewer=viewer, search=Search(standing=Standing.INVITED)).count()
    if invited:
        words = ngettext(
            "%(n)d invited person has not come in yet.", "%(n)d invited people have not come in yet.", invited
        ) % {"n": invited}
        yield Step(words, _("Look at the invitations"), reverse("invitations"))


def people_steps(viewer: Account) -> Iterator[Step]:
    """Those who ask to enter and wait for an answer, and matters that a steward may go on with."""
    wrote = applications(viewer=viewer, narrow=Narrow.ANSWER).count()
    if wrote:
        words = ngettext(
            "%(n)d person who asks to enter has written last.",
            "%(n)d people who ask to enter have written last.",
            wrote,
        ) % {"n": wrote}
        yield Step(words, _("Read and answer"), f"{reverse('applications')}?show={Narrow.ANSWER}")
    matters = waiting_for(viewer=viewer).count()
    if matters:
        words = ngettext("%(n)d matter waits to be gone on with.", "%(n)d matters wait to be gone on with.", matters)
        yield Step(words % {"n": matters}, _("Look at the matters"), reverse("matters"))
    crowds = new_crowds(viewer=viewer)
    if crowds:
        words = ngettext(
            "%(n)d time many new accounts answered a desire alike at once.",
            "%(n)d times many new accounts answered a desire alike at once.",
            crowds,
        )
        yield Step(words % {"n": crowds}, _("Look at the numbers"), reverse("desire_keeping"))


def circle_steps(viewer: Account) -> Iterator[Step]:
    """A line that nobody forms from by itself, circles that a re-forming may make whole, and a season that is due."""
    here = fellowship()
    many = waiting().count()
    if many and not here.forms_by_itself:
        words = ngettext("%(n)d person waits for a ten.", "%(n)d people wait for a ten.", many) % {"n": many}
        yield Step(words, _("Look at the line"), reverse("line"))
    _when, troubles = last_look(viewer=viewer)
    if troubles:
        words = ngettext(
            "%(n)d ten has lost its hour, its language or its people.",
            "%(n)d tens have lost their hour, their language or their people.",
            len(troubles),
        ) % {"n": len(troubles)}
        yield Step(words, _("Look at the re-forming"), reverse("renewals"))
    if open_season() is None and season_due(now=timezone.now()):
        words = _("A season is over. Those who wish may meet new people.")
        yield Step(words, _("Open a season"), reverse("renewals"))


def formation_step(formation: Formation) -> Step:
    """A formation that is being made, or a proposal that waits."""
    again = formation.kind in (Formation.Kind.REPAIR, Formation.Kind.SEASON)
    href = reverse("renewal" if again else "formation", args=[formation.pk])
    if formation.standing == Formation.Standing.PROPOSED:
        return Step(_("A formation has made its proposal."), _("Look at the proposal"), href)
    return Step(_("A formation is being made."), _("See how far it is"), href)


def needs() -> Iterator[tuple[str, str]]:
    """Circles that need something: how many, and the list behind the number."""
    now = timezone.now()
    for name, need in NEEDS.items():
        count = need.found(now).count()
        if count:
            yield str(need.words % {"n": count}), reverse("circles_in_need", args=[name])
