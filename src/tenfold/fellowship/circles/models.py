"""Circles, the formations that propose them, placements that wait for consent, and seats."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.members.models import Member


class Formation(models.Model):
    """One run that proposes circles: queued, running, then a proposal that a steward publishes or sets aside."""

    class Standing(models.TextChoices):
        QUEUED = "queued", _("waiting to start")
        RUNNING = "running", _("forming")
        PROPOSED = "proposed", _("proposal")
        PUBLISHED = "published", _("published")
        SET_ASIDE = "set aside", _("set aside")
        FAILED = "failed", _("could not finish")

    class Kind(models.TextChoices):
        LINE = "line", _("new circles")  # for those who wait
        OFFER = "offer", _("open seats")  # of living circles, offered to those who wait
        REPAIR = "repair", _("re-forming")  # the smallest change that heals living circles
        SEASON = "season", _("a new season")  # whoever wishes meets new people
        VOICE = "voice", _("delegates")  # whose turn it is to carry a circle's voice

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LINE)
    by_itself = models.BooleanField(default=False, help_text=_("proposed by the fellowship itself, not by a steward"))
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.QUEUED)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    for_date = models.DateField(help_text=_("the date whose clock offsets the hours are compared on"))
    seed = models.PositiveIntegerField(default=0)
    options = models.JSONField(default=dict)
    progress = models.FloatField(default=0.0)
    stage = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(default=timezone.now, help_text=_("when the run last said that it is at work"))
    quality = models.JSONField(default=dict)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(progress__gte=0, progress__lte=1), name="progress_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"formation {self.pk}"


class Circle(models.Model):
    """A node of the nest. Its hour is a weekday and a time on the clock of one anchor zone, all year."""

    class Standing(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        FORMING = "forming", _("forming")
        ALIVE = "alive", _("alive")
        RESTING = "resting", _("resting")
        CLOSED = "closed", _("closed")

    level = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PROPOSED)
    formation = models.ForeignKey(Formation, null=True, blank=True, on_delete=models.SET_NULL, related_name="circles")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    language = models.CharField(max_length=12)
    zone = models.CharField(max_length=60)
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    seats_min = models.PositiveSmallIntegerField(default=2, help_text=_("with so many consents it comes alive"))
    seats_max = models.PositiveSmallIntegerField(default=12)
    quality = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["level", "number"]
        constraints = [
            models.UniqueConstraint(fields=["level", "number"], name="circle_number_once_per_level"),
            models.CheckConstraint(condition=Q(level__gte=1), name="level_from_one"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_in_week"),
            models.CheckConstraint(condition=Q(minutes__gte=15), name="hour_has_a_length"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(seats_min__gte=1, seats_min__lte=F("seats_max")), name="seats_from_min_to_max"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.level}.{self.number}"


LIVE = (Circle.Standing.FORMING, Circle.Standing.ALIVE, Circle.Standing.RESTING)
"""Circles that one can sit in."""


class Reason(models.TextChoices):
    """Why somebody would rather have another seat than the one proposed."""

    HOUR = "hour", _("The hour")
    LANGUAGE = "language", _("The language")
    SOMEBODY = "somebody", _("Somebody in it")
    FAR = "far", _("Our clocks are too far apart")
    KNOWN = "known", _("I know them already")


class Placement(models.Model):
    """One member's proposed seat. It binds nobody: only the member's consent turns it into a :class:`Seat`.

    At level 2 and above it proposes the member as the delegate of their circle below.
    """

    class Standing(models.TextChoices):
        DRAFT = "draft", _("draft")  # seen by stewards only
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("no longer open")  # nobody answered in the time it was open; that is no answer

    class Answer(models.TextChoices):
        ANOTHER = "another", _("another, please")
        WAIT = "wait", _("I would rather wait")

    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="placements")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="placements")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="placements")
    level = models.PositiveSmallIntegerField(default=1)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.DRAFT)
    explanation = models.JSONField(default=dict)
    moved_by_hand = models.BooleanField(default=False)
    replaces = models.ForeignKey(
        "Seat",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="moves",
        help_text=_("the seat that accepting this would leave"),
    )
    offered_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(
        max_length=10, choices=Answer.choices, blank=True, help_text=_("what a no asks for instead")
    )
    reasons = models.JSONField(default=list, blank=True, help_text=_("values of Reason, then words of one's own"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["formation", "member", "level"], name="one_placement_per_level"),
            models.UniqueConstraint(
                fields=["member", "level"], condition=Q(standing="offered"), name="one_open_offer_per_level"
            ),
            models.CheckConstraint(condition=Q(answer="") | Q(standing="declined"), name="only_a_no_asks_for_more"),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.circle}"


class Seat(models.Model):
    """A member's place in a circle, by their own consent. One open seat per member and level, ever.

    Seats of a circle are chairs, numbered below ``chairs`` (the circle's most seats when this one was taken): the
    database itself refuses a second person on a chair, and so more people than the circle holds.
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="seats")
    level = models.PositiveSmallIntegerField(default=1)
    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="seat")
    chair = models.PositiveSmallIntegerField()
    chairs = models.PositiveSmallIntegerField()
    since = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True, help_text=_("the seat is kept; they are back on this day"))
    willing = models.BooleanField(null=True, help_text=_("to carry the circle's voice; None: not said"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "level"], condition=Q(left_at__isnull=True), name="one_seat_per_level"
            ),
            models.UniqueConstraint(
                fields=["circle", "chair"], condition=Q(left_at__isnull=True), name="one_person_per_chair"
            ),
            models.CheckConstraint(condition=Q(chair__lt=F("chairs")), name="no_chair_beyond_the_circle"),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | Q(left_at__isnull=True), name="only_a_held_seat_is_paused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.circle}"


class LetterChoice(models.Model):
    """Whether letters about proposals are sent to somebody. Where there is no row, they are."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="letter_choice")
    proposals = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.member}: {self.proposals}"


class Letter(models.Model):
    """One letter to one person about what one formation proposes to them, and how far it is.

    It is owed from the moment the formation is published, in the same transaction, so that none is lost. Whoever
    sends it claims it first; a claim that came to no end counts for a while only.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="letters")
    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="letters")
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("None: there is nothing to send any more"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="letters_to_send")]
        constraints = [models.UniqueConstraint(fields=["member", "formation"], name="one_letter_per_proposal")]

    def __str__(self) -> str:
        return f"letter to {self.member}"


class Unplaced(models.Model):
    """Somebody a formation found no seat for, why, and what would help.

    ``reason`` is a number of :class:`tenfold.engine.formation.Reason`, or ``BY_HAND``.
    """

    BY_HAND = 0

    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="unplaced")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    reason = models.PositiveSmallIntegerField()
    remedies = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["formation", "member"], name="unplaced_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.reason}"
