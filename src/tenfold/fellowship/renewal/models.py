"""What tens and their people ask for, changes that hold only together, seasons, and what was found when last looked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.members.models import Account, Member


class Ask(models.Model):
    """One who asks to move, known to nobody in the ten; or a ten that asks for something, visible to the ten.

    What a ten asks for is begun by one of it and carried once more than half of those present support it.
    """

    class Kind(models.TextChoices):
        MOVE = "move", _("to move to another ten")
        PERSON = "person", _("for a new member")
        DIVIDE = "divide", _("to become two tens")
        HOUR = "hour", _("for another hour")

    class Standing(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        TAKEN_BACK = "taken back", _("taken back")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    begun_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="asks")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True, help_text=_("of somebody who asks to move"))

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "kind"],
                condition=Q(standing="open") & ~Q(kind="move"),
                name="a_ten_asks_for_a_thing_once",
            ),
            models.UniqueConstraint(
                fields=["begun_by"], condition=Q(standing="open", kind="move"), name="one_asks_to_move_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle} asks {self.get_kind_display()}"


class Support(models.Model):
    """Somebody of a ten wants what it asks for. Whoever began it supports it first."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="supports")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "member"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.ask}"


class Change(models.Model):
    """A part of a re-forming that holds only together: it takes effect once ``needed`` of those asked have said yes.

    Until then everybody keeps the seat and the hour they have. When one says no to what needs all, it is dropped.
    """

    class Kind(models.TextChoices):
        HOUR = "hour", _("another hour")
        JOIN = "join", _("a ten joins others")
        DIVIDE = "divide", _("a ten becomes two")
        BEGIN = "begin", _("a new ten begins")
        EXCHANGE = "exchange", _("people change places")

    class Standing(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    circle = models.ForeignKey(Circle, null=True, on_delete=models.CASCADE, related_name="changes")
    needed = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"change {self.pk}: {self.kind}"


class HourChange(models.Model):
    """Another hour, or another language, for a living circle; what it has now is kept to be shown beside it."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="hours")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    zone = models.CharField(max_length=60)
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    was_language = models.CharField(max_length=12)
    was_zone = models.CharField(max_length=60)
    was_weekday = models.PositiveSmallIntegerField()
    was_starts_at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "circle"], name="one_new_hour_per_circle"),
            models.CheckConstraint(condition=Q(weekday__lte=6, was_weekday__lte=6), name="new_weekday_in_week"),
        ]

    def __str__(self) -> str:
        return f"{self.circle}: {self.weekday} {self.starts_at}"


class Consent(models.Model):
    """What one of those asked has said to a change; ``placement`` is the seat it would bring them, if any."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    placement = models.OneToOneField(
        Placement, null=True, blank=True, on_delete=models.CASCADE, related_name="together"
    )
    said = models.BooleanField(null=True, help_text=_("None: not said"))
    said_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)  # when a letter about it was sent

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "member"], name="one_consent_per_change")]

    def __str__(self) -> str:
        return f"{self.member}: {self.change}"


class Preview(models.Model):
    """What a re-forming would do to each circle, as it was found; shown to stewards before they publish it."""

    formation = models.OneToOneField(Formation, on_delete=models.CASCADE, related_name="preview")
    circles = models.JSONField(default=list, help_text=_("one for each circle concerned, before and after"))
    remaining = models.JSONField(default=list, help_text=_("what nothing helps as things stand"))

    def __str__(self) -> str:
        return f"preview of {self.formation}"


class Season(models.Model):
    """A time in which members may say that they would like to meet new people. Who says nothing stays."""

    opened_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(help_text=_("answers are taken until then"))
    closed_at = models.DateTimeField(null=True, blank=True)
    formation = models.OneToOneField(Formation, null=True, blank=True, on_delete=models.SET_NULL, related_name="season")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="a_season_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"season {self.pk}"


class SeasonWish(models.Model):
    """Who would like to meet new people in a season, and with whom of their ten they would go. Only formations know."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="wishes")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="season_wishes")
    keep = models.ManyToManyField(Member, blank=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season", "member"], name="one_wish_per_season")]

    def __str__(self) -> str:
        return f"{self.member} in {self.season}"


class Look(models.Model):
    """What was found wrong when the circles were last looked at: one row, written anew each time."""

    at = models.DateTimeField()
    found = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_look")]

    def __str__(self) -> str:
        return f"look of {self.at:%Y-%m-%d}"
