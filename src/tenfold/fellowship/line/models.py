"""The waiting line as it was last counted, and what each person in it was told of the count."""

from __future__ import annotations

from django.db import models

from tenfold.fellowship.members.models import Member


class Count(models.Model):
    """The line, counted once a day. There is one row.

    ``cells`` are what may be said of the line (see :mod:`.coarse`), never the true numbers: compressed int32 of shape
    (number of ``languages``, 672). ``line`` is a digest of who waited with which hours; ``formed`` that of the line, as
    it was that minute, for which circles were last formed by themselves, so that nothing is tried twice.
    """

    counted_at = models.DateTimeField()
    on = models.DateField(help_text="the date whose clock offsets the hours were compared on")
    minutes = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField(help_text="how many people a ten has at least")
    waiting = models.PositiveIntegerField()
    within_reach = models.PositiveIntegerField(help_text="for how many of them enough others wait")
    longest = models.DateTimeField(null=True, help_text="since when the one of these waits who waits longest")
    languages = models.JSONField(default=list)
    cells = models.BinaryField()
    line = models.CharField(max_length=64)
    formed = models.CharField(max_length=64, blank=True)
    offers_at = models.DateTimeField(null=True, help_text="when people for open seats were last looked for")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_count_of_the_line")]

    def __str__(self) -> str:
        return f"{self.waiting} waiting on {self.on}"


class Outlook(models.Model):
    """What one person is told of the line: at most one count a day, so that no edit of a profile asks it anew.

    ``chances`` and ``helps`` name languages and parts of the week (0 is the night to Monday, … 27 Sunday evening, on
    the person's own clock), and how many more people it takes as far as it may be said (see :mod:`.coarse`).
    """

    class Lack(models.TextChoices):
        NOTHING = "", "nothing"
        LANGUAGE = "language", "no language"
        HOURS = "hours", "no hours"

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="outlook")
    counted_at = models.DateTimeField()
    on = models.DateField()
    lack = models.CharField(max_length=10, choices=Lack.choices, blank=True)
    chances = models.JSONField(default=list)
    helps = models.JSONField(default=list)
    more_at_least = models.PositiveSmallIntegerField(
        null=True, help_text="of the best chance; 0 when enough are there, None when it may not be said"
    )
    language = models.CharField(max_length=12, blank=True, help_text="of the best chance")

    def __str__(self) -> str:
        return f"outlook of {self.member}"
