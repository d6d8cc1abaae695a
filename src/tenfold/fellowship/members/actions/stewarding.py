"""What stewards set up: the fellowship itself, its questions, who holds a role."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record

from ..models import Account, Attribute, Fellowship, Member, Role, RoleGrant, Standing
from ..permissions import Permission, require


@transaction.atomic
def edit_fellowship(*, actor: Account, fellowship: Fellowship) -> Fellowship:
    """Write how the fellowship calls itself and how large its tens are."""
    require(actor, Permission.EDIT_FELLOWSHIP)
    fellowship.full_clean()
    fellowship.save()
    record(actor=actor, verb="members.edit_fellowship", target=fellowship)
    return fellowship


@transaction.atomic
def define_attribute(
    *, actor: Account, label: str, kind: str = Attribute.Kind.NOMINAL, shown: bool = False, weight: float = 1.0
) -> Attribute:
    """Ask one more question in every profile."""
    require(actor, Permission.DEFINE_ATTRIBUTES)
    attribute = Attribute(key=free_key(label), label=label, kind=kind, shown=shown, weight=weight)
    attribute.full_clean()
    attribute.save()
    record(actor=actor, verb="members.define_attribute", target=attribute, details={"key": attribute.key})
    return attribute


def free_key(label: str) -> str:
    """A key for a question, made of its label, that no other question has."""
    base = slugify(label, allow_unicode=True)[:50] or "question"
    taken = set(Attribute.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(
        key for number in range(1, len(taken) + 2) if (key := base if number == 1 else f"{base}-{number}") not in taken
    )


@transaction.atomic
def edit_attribute(*, actor: Account, attribute: Attribute, label: str, shown: bool, weight: float) -> Attribute:
    """Change how a question is worded, who sees the answers, and how much it counts.

    Answers given in confidence are never opened afterwards: ``shown`` can only be taken back once somebody answered.
    """
    require(actor, Permission.DEFINE_ATTRIBUTES)
    if shown and not attribute.shown and attribute.values.exists():
        raise ValidationError(
            {
                "shown": _(
                    "People have answered this believing that their circle does not see it. Ask a new question instead."
                )
            }
        )
    attribute.label, attribute.shown, attribute.weight = label, shown, weight
    attribute.full_clean()
    attribute.save()
    record(actor=actor, verb="members.edit_attribute", target=attribute, details={"key": attribute.key})
    return attribute


@transaction.atomic
def remove_attribute(*, actor: Account, attribute: Attribute) -> None:
    """Stop asking a question; its answers go with it."""
    require(actor, Permission.DEFINE_ATTRIBUTES)
    concerned = list(Member.objects.filter(attribute_values__attribute=attribute))
    record(
        actor=actor,
        verb="members.remove_attribute",
        target=attribute,
        concerns=concerned,
        details={"label": attribute.label},
    )
    attribute.delete()


@transaction.atomic
def grant_role(*, actor: Account, member: Member, role: str) -> None:
    """Give a member a role."""
    require(actor, Permission.GRANT_ROLES)
    if member.standing != Standing.ENTERED:
        raise ValidationError(_("Only somebody who has come in can hold a role."))
    _grant, made = RoleGrant.objects.get_or_create(member=member, role=Role(role), defaults={"granted_by": actor})
    if made:
        record(actor=actor, verb=f"members.grant_{role}", target=member, concerns=[member])


@transaction.atomic
def revoke_role(*, actor: Account, member: Member, role: str) -> None:
    """Take a role back; the last steward keeps theirs."""
    require(actor, Permission.GRANT_ROLES)
    stewards = list(RoleGrant.objects.select_for_update().filter(role=Role.STEWARD, member__standing=Standing.ENTERED))
    if role == Role.STEWARD and [grant.member_id for grant in stewards] == [member.pk]:
        raise ValidationError(_("A fellowship needs a steward. Give somebody else the role first."))
    removed, _counts = RoleGrant.objects.filter(member=member, role=role).delete()
    if removed:
        record(actor=actor, verb=f"members.revoke_{role}", target=member, concerns=[member])
