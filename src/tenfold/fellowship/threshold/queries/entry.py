"""The rules of entry: which are in force, which somebody has met, and how many wait before them, and for what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from tenfold.fellowship.members.models import Invitation, Member

from ..models import Application, Gate, RuleKind, Wave
from .path import path
from .purpose import current_purpose

OTHERS = frozenset({RuleKind.CONVERSATION, RuleKind.INVITATION, RuleKind.WAVE})
"""Rules that somebody else meets for a person; the rest is in their own hands."""


def gate() -> Gate:
    """Who may ask and by which rules; the defaults (by invitation only) before a steward chose otherwise."""
    return Gate.objects.filter(pk=1).first() or Gate(pk=1)


def in_force(found: Gate) -> list[RuleKind]:
    """The rules in force, in the order in which they are always told."""
    return [kind for kind in RuleKind if kind in found.rules]


def left_by(found: Gate, invitation: Invitation | None) -> list[RuleKind]:
    """The rules that remain for somebody with this invitation. A link that a member made only says that they invite."""
    if invitation is None or invitation.revoked_at is not None:
        return in_force(found)
    if invitation.from_member:
        return [kind for kind in in_force(found) if kind != RuleKind.INVITATION]
    return [kind for kind in in_force(found) if kind not in found.stands_for and kind != RuleKind.INVITATION]


def opens_door(found: Gate, invitation: Invitation) -> bool:
    """Whether somebody enters by this link at once: it is theirs personally, or nothing is left but to agree."""
    if invitation.from_member:
        return False
    return bool(invitation.member_id or invitation.role) or set(left_by(found, invitation)) <= {RuleKind.PURPOSE}


def asks_to_agree(found: Gate, invitation: Invitation) -> bool:
    """Whether whoever enters by this link is asked to agree to the purpose."""
    return RuleKind.PURPOSE in left_by(found, invitation) and current_purpose() is not None


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule for one person. ``before`` is how many who asked earlier wait for the same; None where nobody waits."""

    kind: RuleKind
    met: bool
    by_invitation: bool = False
    before: int | None = None

    @property
    def in_own_hands(self) -> bool:
        return self.kind not in OTHERS


@dataclass(frozen=True)
class Ground:
    """What all applications are looked at against, read once."""

    gate: Gate
    purpose_pk: int | None
    numbers: frozenset[int]
    waves: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @classmethod
    def now(cls) -> Ground:
        current = current_purpose()
        opened = Wave.objects.filter(is_open=True).values_list("kind", "value")
        return cls(gate(), current.pk if current else None, frozenset(path()[0].numbers), frozenset(opened))

    def met(self, application: Application, kind: RuleKind) -> bool:
        """Whether somebody meets a rule by what they did, or what was done for them."""
        member = application.member
        if kind == RuleKind.PATH:
            return self.numbers <= {step.number for step in application.steps.all()}
        if kind == RuleKind.PURPOSE:
            agreed = {answer.purpose_id for answer in member.purpose_answers.all() if answer.agreed}
            return self.purpose_pk is None or self.purpose_pk in agreed
        if kind == RuleKind.PROFILE:
            return bool(member.hours) and bool(member.languages.all())
        if kind == RuleKind.CONVERSATION:
            return application.spoken_at is not None
        if kind == RuleKind.INVITATION:
            return application.invitation is not None and application.invitation.revoked_at is None
        return self.wave_is_open(application)

    def wave_is_open(self, application: Application) -> bool:
        member = application.member
        named = {(Wave.Kind.COUNTRY.value, member.country), (Wave.Kind.ORIGIN.value, member.origin)}
        return bool(named & self.waves) or (application.wave is not None and application.wave.is_open)

    def states(self, application: Application) -> list[RuleState]:
        """Every rule in force, as it stands for one person."""
        left = left_by(self.gate, application.invitation)
        found = []
        for kind in in_force(self.gate):
            met = self.met(application, kind)
            waived = kind not in left and not (met and kind != RuleKind.INVITATION)
            found.append(RuleState(kind, met or kind not in left, by_invitation=waived))
        return found

    def lets_in(self, application: Application) -> bool:
        """Whether every rule in force is met."""
        return all(state.met for state in self.states(application))


def looked_at(found: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with all that the rules look at, in a fixed number of statements."""
    return found.select_related("member__account", "invitation", "wave").prefetch_related(
        "steps", "member__languages", "member__purpose_answers"
    )


def waiting() -> QuerySet[Application]:
    """Those who have asked to enter and have neither entered nor withdrawn, in the order in which they asked."""
    return Application.objects.filter(asked_at__isnull=False, entered_at=None, withdrawn_at=None)


def unmet(kind: RuleKind, ground: Ground) -> Q:
    """Among those who wait: the ones for whom a rule that others meet is still open."""
    invited = Q(invitation__isnull=False, invitation__revoked_at=None)
    if kind == RuleKind.INVITATION:
        return ~invited
    stands = Q(invitation__from_member=False) if kind in ground.gate.stands_for else Q(pk__in=[])
    if kind == RuleKind.CONVERSATION:
        return Q(spoken_at=None) & ~(invited & stands)
    named = {kind: [value for one, value in ground.waves if one == kind] for kind in Wave.Kind.values}
    own = Q(member__country__in=named[Wave.Kind.COUNTRY]) | Q(member__origin__in=named[Wave.Kind.ORIGIN])
    return ~(own | Q(wave__isnull=False, wave__is_open=True)) & ~(invited & stands)


def own_states(application: Application) -> list[RuleState]:
    """Every rule for one person, with how many who asked before them wait for the same."""
    ground = Ground.now()
    return [
        RuleState(state.kind, state.met, state.by_invitation, before=_before(application, state.kind, ground))
        if not state.met and state.kind in OTHERS
        else state
        for state in ground.states(application)
    ]


def _before(application: Application, kind: RuleKind, ground: Ground) -> int:
    return earlier_than(application).filter(unmet(kind, ground)).count()


def earlier_than(application: Application) -> QuerySet[Application]:
    """Those who wait and asked before; all who wait, for somebody who has not asked yet."""
    found = waiting().exclude(pk=application.pk)
    return found.filter(asked_at__lt=application.asked_at) if application.asked_at else found


def application_of(member: Member) -> Application | None:
    """Somebody's own application, with what the rules look at."""
    return looked_at(Application.objects.filter(member=member)).first()


def open_waves() -> Iterable[Wave]:
    """For whom entry is open now; said to everybody when the rule is in force."""
    return Wave.objects.filter(is_open=True)
