"""Moving people by hand, while a proposal has not been published."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.models import Standing as MemberStanding
from tenfold.fellowship.members.permissions import Permission, require

from ..apart import kept_apart
from ..bridge import is_free_at
from ..effects import Effect, effect_of
from ..explaining import explain_anew
from ..models import Circle, Formation, Placement, Unplaced
from ..refusals import Refused


class BreaksARule(Refused):
    """The move would break a rule of the formation; ``effect`` tells which. It can be done anyway."""

    def __init__(self, effect: Effect) -> None:
        super().__init__(_("This would break a rule of the formation. You can move the person anyway."))
        self.effect = effect


@transaction.atomic
def move_member(
    *, actor: Account, formation: Formation, member: Member, circle: Circle | None, anyway: bool = False
) -> Effect:
    """Move a member to a ten of the proposal, or to no seat, and explain the tens concerned anew.

    The member is asked like everybody else once the proposal is published, and reads that a person moved them.

    :raises BreaksARule: if a rule breaks and it was not said that it shall be done anyway.
    :raises Refused: if the proposal is published, or somebody's own wish stands against it.
    """
    require(actor, Permission.FORM_CIRCLES)
    locked = Formation.objects.select_for_update().get(pk=formation.pk)
    if locked.standing != Formation.Standing.PROPOSED:
        raise Refused(_("People can be moved only while the proposal is not published."))
    if circle is not None and (circle.formation_id != locked.pk or circle.level != 1):
        raise Refused(_("This circle is not a ten of this proposal."))
    if member.standing == MemberStanding.LEFT or not _takes_part(locked, member):
        raise Refused(_("This person is not part of this proposal."))
    effect = effect_of(locked, member, circle)
    if effect.source == effect.target:
        return effect
    if not effect.possible:
        raise Refused(_("This place is not possible for this person. It cannot be done."))
    if effect.breaks and not anyway:
        raise BreaksARule(effect)
    voices = _lay_down_voices(locked, member)
    _move(locked, effect)
    for voice in voices:
        _pass_on(voice)
    explain_anew(locked, [found for found in (effect.source, effect.target) if found is not None])
    record(
        actor=actor,
        verb="circles.move",
        target=locked,
        concerns=[member],
        details={
            "from": effect.source.number if effect.source else None,
            "to": circle.number if circle else None,
            "breaks": sorted(rule.name.lower() for rule in effect.breaks),
        },
    )
    return effect


def _takes_part(formation: Formation, member: Member) -> bool:
    return (
        Placement.objects.filter(formation=formation, member=member, standing=Placement.Standing.DRAFT).exists()
        or Unplaced.objects.filter(formation=formation, member=member).exists()
    )


def _move(formation: Formation, effect: Effect) -> None:
    if effect.target is None:
        Placement.objects.filter(formation=formation, member=effect.member).delete()
        Unplaced.objects.create(formation=formation, member=effect.member, reason=Unplaced.BY_HAND)
        return
    Unplaced.objects.filter(formation=formation, member=effect.member).delete()
    Placement.objects.update_or_create(
        formation=formation,
        member=effect.member,
        level=1,
        defaults={
            "circle": effect.target,
            "standing": Placement.Standing.DRAFT,
            "moved_by_hand": True,
            "explanation": {"breaks": sorted(rule.name.lower() for rule in effect.breaks)},
        },
    )
    seated = Placement.objects.filter(circle=effect.target, standing=Placement.Standing.DRAFT).count()
    if seated > effect.target.seats_max:
        effect.target.seats_max = seated
        effect.target.save(update_fields=["seats_max"])


def _lay_down_voices(formation: Formation, member: Member) -> list[Placement]:
    """Take back the voices that a member was to carry upwards from their ten, the lowest first."""
    voices = Placement.objects.filter(formation=formation, member=member, level__gt=1).select_related("circle")
    laid_down = list(voices.order_by("level"))
    voices.delete()
    return laid_down


def _pass_on(voice: Placement) -> None:
    """Propose another of the circle below, the first by name who can, to carry its voice; nobody if none can."""
    below = Placement.objects.filter(
        formation_id=voice.formation_id,
        level=voice.level - 1,
        circle__number=voice.explanation["of"][1],
        standing=Placement.Standing.DRAFT,
    )
    members = [found.member for found in below.select_related("member").order_by("member__name", "pk")]
    beside = [found.member for found in voice.circle.placements.select_related("member")]
    keys = {member.key: member.pk for member in (*members, *beside)}
    people = {person.id: person for person in kept_apart(people_for_formation([*members, *beside]), keys)}
    others = {member.key for member in beside}
    for member in members:
        person = people[member.key]
        apart = others & set(person.apart) or any(member.key in people[key].apart for key in others)
        speaks = voice.circle.language in person.languages
        if speaks and not apart and is_free_at(person, voice.circle, on=voice.formation.for_date):
            Placement.objects.create(
                formation_id=voice.formation_id,
                circle=voice.circle,
                member=member,
                level=voice.level,
                explanation={"of": voice.explanation["of"]},
                moved_by_hand=True,
            )
            return
