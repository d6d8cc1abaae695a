"""Publishing: every draft is offered to its member. Nobody has a seat by this: each member answers for themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.bridge import CAN_SIT
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.models import Standing as MemberStanding
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import fellowship

from ..apart import pairs_kept_apart
from ..letters.owing import owe_letters
from ..letters.sending import send_letters
from ..models import LIVE, Circle, Formation, Placement, Seat
from ..options import Who
from ..refusals import Refused
from .locks import lock_circles, lock_nest
from .settling import settle

FOR_THE_WAITING = (Formation.Kind.LINE, Formation.Kind.OFFER)
"""Formations for people without a seat; the others ask people to move, or to meet at another hour with no new seat."""


@transaction.atomic
def publish_formation(*, actor: Account, formation: Formation) -> int:
    """Offer every draft to its member.

    Whoever has left, waits no more, or has found a place elsewhere since the run is left out, and so is whoever would
    come into a circle that has no room by now. Publishing is one at a time in the whole fellowship, so that nobody is
    offered two seats.

    :returns: how many people were left out.
    :raises Refused: if there is no proposal to publish (any more).
    """
    require(actor, Permission.FORM_CIRCLES)
    return _publish(formation, actor)


@transaction.atomic
def publish_by_itself(*, formation: Formation) -> int:
    """The same for a proposal that the fellowship made by itself. For keepers; no page or program calls it.

    :raises PermissionDenied: for the proposal of a steward, which only a steward publishes.
    """
    if not formation.by_itself:
        raise PermissionDenied
    return _publish(formation, None)


def _publish(formation: Formation, actor: Account | None) -> int:
    lock_nest()
    found = Formation.objects.select_for_update().get(pk=formation.pk)
    if found.standing == Formation.Standing.PUBLISHED:
        return 0
    if found.standing != Formation.Standing.PROPOSED:
        raise Refused(_("There is no proposal to publish here."))
    drafts = Placement.objects.filter(formation=found, standing=Placement.Standing.DRAFT)
    if actor is not None and found.kind in FOR_THE_WAITING and not drafts.exists():
        raise Refused(_("This proposal has no seat to offer. Set it aside, and see what would help those without one."))
    list(Member.objects.select_for_update().filter(pk__in=drafts.values("member")).order_by("pk"))
    left_out = _leave_out(found, drafts)
    _replace_older_offers(found, drafts)
    _join(found)
    offered = list(Member.objects.filter(placements__in=drafts).distinct())
    now = timezone.now()
    until = now + timedelta(days=fellowship().answer_days)
    drafts.update(standing=Placement.Standing.OFFERED, offered_at=now, expires_at=until)
    circles = Circle.objects.filter(formation=found, standing=Circle.Standing.PROPOSED)
    has_offer = Exists(Placement.objects.filter(circle=OuterRef("pk"), standing=Placement.Standing.OFFERED))
    circles.exclude(has_offer).update(standing=Circle.Standing.CLOSED)
    circles.update(standing=Circle.Standing.FORMING)
    found.standing = Formation.Standing.PUBLISHED
    found.published_at = now
    found.save(update_fields=["standing", "published_at"])
    if owe_letters(found, offered, now=now):
        transaction.on_commit(send_letters.enqueue)
    record(actor=actor, verb="circles.publish", target=found, concerns=offered, details={"left_out": left_out})
    return left_out


def _leave_out(formation: Formation, drafts: QuerySet[Placement]) -> int:
    """Withdraw the drafts of those for whom the proposal no longer holds; returns how many people they are."""
    people = set(Member.objects.filter(_no_more(formation), placements__in=drafts).values_list("pk", flat=True))
    stale = ~Q(circle__standing__in=LIVE) & ~Q(circle__formation=formation)
    stale |= Q(replaces__left_at__isnull=False, replaces__member=F("member"))
    people |= set(drafts.filter(stale).values_list("member", flat=True))
    if formation.kind in FOR_THE_WAITING:
        people |= _without_room(drafts.filter(level=1).exclude(member__in=people))
    people |= _kept_apart(drafts.exclude(member__in=people))
    drafts.filter(member__in=people).update(standing=Placement.Standing.WITHDRAWN, decided_at=timezone.now())
    return len(people)


def _no_more(formation: Formation) -> Q:
    """The people who are not asked any more: gone, asked elsewhere meanwhile, or seated or not waiting by now."""
    gone = ~Q(standing__in=CAN_SIT)
    if formation.options.get("who") == Who.ALL:
        return gone
    mine = Placement.objects.filter(formation=formation, member=OuterRef("member"), level=OuterRef("level"))
    elsewhere = Placement.objects.filter(Exists(mine), member=OuterRef("pk"), standing=Placement.Standing.OFFERED)
    gone |= Q(Exists(elsewhere.exclude(formation=formation)))
    if formation.kind in FOR_THE_WAITING:
        ten = Placement.objects.filter(formation=formation, member=OuterRef("pk"), level=1)
        seated = Seat.objects.filter(member=OuterRef("pk"), left_at__isnull=True, level=1)
        not_now = Q(waits_since__isnull=True) | Q(not_before__gt=timezone.now().date())
        gone |= Q(Exists(ten)) & (Q(Exists(seated)) | (Q(standing=MemberStanding.ENTERED) & not_now))
    return gone


def _without_room(drafts: QuerySet[Placement]) -> set[int]:
    """The members for whom a circle that was there before has no chair left, seats promised to others counted too."""
    there = lock_circles(drafts.filter(circle__standing__in=LIVE).values_list("circle", flat=True))
    room = {pk: circle.seats_max for pk, circle in there.items()}
    seats = Seat.objects.filter(circle__in=there, left_at__isnull=True)
    offers = Placement.objects.filter(circle__in=there, standing=Placement.Standing.OFFERED)
    for taken in (seats, offers):
        for pk, count in taken.values_list("circle").annotate(Count("pk")).order_by():
            room[pk] -= count
    asked: Counter[int] = Counter()
    without = set()
    for circle, member in drafts.filter(circle__in=there).order_by("pk").values_list("circle", "member"):
        asked[circle] += 1
        if asked[circle] > room[circle]:
            without.add(member)
    return without


def _kept_apart(drafts: QuerySet[Placement]) -> set[int]:
    """Of two who are never placed together by now, the one who would come to the other, or who was drafted last."""
    pairs = pairs_kept_apart()
    if not pairs:
        return set()
    concerned = {one for one, _ in pairs}
    there: dict[int, set[int]] = defaultdict(set)
    seats = Seat.objects.filter(left_at__isnull=True, member__in=concerned, circle__in=drafts.values("circle"))
    for circle, member in seats.values_list("circle", "member"):
        there[circle].add(member)
    apart = set()
    mine = drafts.filter(member__in=concerned).order_by("pk")
    for circle, member in mine.values_list("circle", "member"):
        if any((member, other) in pairs for other in there[circle]):
            apart.add(member)
        else:
            there[circle].add(member)
    return apart


def _replace_older_offers(formation: Formation, drafts: QuerySet[Placement]) -> None:
    """A proposal for everybody takes the place of offers that nobody has answered yet."""
    same = drafts.filter(member=OuterRef("member"), level=OuterRef("level"))
    waiting = Placement.objects.filter(Exists(same), standing=Placement.Standing.OFFERED).exclude(formation=formation)
    found = list(waiting.select_for_update().order_by("pk"))
    emptied = lock_circles(placement.circle_id for placement in found)
    Placement.objects.filter(pk__in=[placement.pk for placement in found]).update(
        standing=Placement.Standing.WITHDRAWN, decided_at=timezone.now()
    )
    for circle in emptied.values():
        settle(circle)


def _join(formation: Formation) -> None:
    """Existing circles join the circle above that the proposal has for them, unless they belong somewhere by now.

    A circle above holds at least one voice of every circle below.
    """
    joins = dict(formation.options.get("joins", ()))
    circles = lock_circles([*joins, *joins.values()])
    grown = set()
    for below, above in joins.items():
        child, parent = circles.get(below), circles.get(above)
        if child is None or parent is None or child.standing not in LIVE or parent.standing == Circle.Standing.CLOSED:
            continue
        if child.parent_id is not None and Circle.objects.filter(pk=child.parent_id, standing__in=LIVE).exists():
            continue
        child.parent = parent
        child.save(update_fields=["parent"])
        grown.add(parent.pk)
    for pk in grown:
        children = Circle.objects.filter(parent=pk).exclude(standing=Circle.Standing.CLOSED).count()
        Circle.objects.filter(pk=pk, seats_max__lt=children).update(seats_max=children)
